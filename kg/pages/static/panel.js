"use strict";
/* The panel beside the picture: what is chosen, with its evidence; buttons for who uses no mouse. */
kg.makePanel = function (model, onChoice) {
  const MOST_LISTED = 40;
  const MOST_LOOSE = 300;
  const signs = { supports: "+", opposes: "−", mixed: "±", neutral: "○" };
  const ways = { supports: "supports", opposes: "opposes", mixed: "both supports and opposes", neutral: "is neutral toward" };
  const manners = { direct: "quoted", indirect: "reported", mixed: "partly quoted" };
  const panel = document.getElementById("panel");
  const { element, name, counted } = kg;

  function show(...children) {
    panel.hidden = false;
    panel.replaceChildren(...children.filter(Boolean));
    panel.scrollTop = 0;
  }

  function button(label, choice) {
    const made = element("button", { type: "button", className: "link" }, label);
    made.addEventListener("click", () => onChoice(choice, true));
    return made;
  }

  const dot = (kind) => element("span", { className: "dot " + kind });
  const quiet = (...children) => element("span", { className: "number" }, ...children);

  function sign(way, count) {
    const unseen = element("span", { className: "unseen" }, " " + ways[way] + (count ? " in " : ""));
    return element("span", { className: "sign " + way }, signs[way], unseen, count ? String(count) : "");
  }

  function nodeButton(node, count) {
    return element("li", {}, dot(node.group), button(name(node.name), { node: node.node }), quiet(" " + count));
  }

  function more(count) {
    return count > MOST_LISTED ? element("p", { className: "more" }, count - MOST_LISTED + " more") : null;
  }

  /** Who spoke is not known: nobody is named, or it is unsure who of several is meant. */
  function unknown(one) {
    if (!one.candidates.length) return element("span", { className: "unknown" }, "speaker not named");
    const most = one.candidates.slice(0, 3);
    const left = one.candidates.length - most.length;
    const parts = most.flatMap(([label, place, share], number) => {
      const between = number === 0 ? "" : left || number < most.length - 1 ? ", " : " or ";
      const who = model.nodes[place] ? button(name(label), { node: model.nodes[place].node }) : name(label);
      return [between, who, " (" + kg.percent(share) + ")"];
    });
    return element("span", { className: "unknown" }, "speaker unsure: ", ...parts, left ? " or " + counted(left, "other") : "");
  }

  /** A statement in a list; `positions` of it are those that matter there. */
  function statementLine(one, speaker, positions = []) {
    const who = one.speaker === -1 ? unknown(one) : name(model.nameOf(one.speaker));
    const named = one.speaker === speaker ? [] : [element("strong", {}, who), ": "];
    const [title, , published] = model.data.articles[one.article];
    const cite = quiet(" ", name([one.said_on || published, title].filter(Boolean).join(" · "), 90));
    return element("li", { className: "said" }, ...named, button(name(model.wording(one), 200), { statement: one.id }), cite, positions.length ? element("ul", {}, ...positions.map(position)) : "");
  }

  /** The first of `statements` under a title; the name of the `speaker`, who is in the title, is left out. */
  function list(title, statements, speaker = -2, positions = () => []) {
    if (!statements.length) return [];
    const heading = element("h3", {}, title + " (" + statements.length + ")");
    return [heading, element("ul", {}, ...statements.slice(0, MOST_LISTED).map((one) => statementLine(one, speaker, positions(one)))), more(statements.length)];
  }

  /** Nothing chosen: where to begin. */
  function start(shown, missing) {
    const first = model.nodes.filter((node) => shown.nodes.has(node.id)).slice(0, 15);
    const items = first.map((node) => nodeButton(node, node.said + node.about));
    show(
      missing ? element("p", { className: "more" }, "The picture has no ", name(missing), "; search, or look in the lists of all.") : null,
      element("h2", {}, "Most central"),
      element("p", { className: "more" }, "Choose one here or in the picture, or search; a line leads to its statements. The number is that of statements by and about them."),
      element("ul", {}, ...items)
    );
  }

  function relations(node, shown) {
    const lines = shown.lines.filter(({ edge }) => edge.from === node.id || edge.to === node.id);
    lines.sort((one, other) => other.statements.size - one.statements.size);
    const items = lines.slice(0, 20).map(({ edge, statements, signs: counts }) => {
      const other = model.nodes[edge.from === node.id ? edge.to : edge.from];
      const words = edge.from === node.id ? ["→ ", name(other.name)] : [name(other.name), " →"];
      const choice = { node: model.nodes[edge.from].node, toward: model.nodes[edge.to].node };
      const found = Object.keys(signs).filter((way) => counts[way]);
      return element("li", {}, button(element("span", {}, ...words), choice), quiet(" " + statements.size + " "), ...found.flatMap((way) => [sign(way, counts[way]), " "]));
    });
    return items.length ? [element("h3", {}, "Lines from and to it"), element("ul", {}, ...items)] : [];
  }

  function described({ group, said, about }) {
    if (group === "course") return "course of action, " + counted(about, "statement") + " about";
    return group + ", " + counted(said, "statement") + " by, " + about + " about";
  }

  function node(chosen, shown, polarity) {
    const { said, others } = model.about(chosen, shown, polarity);
    show(
      element("h2", {}, dot(chosen.group), name(chosen.name, 120)),
      element("p", { className: "more" }, described(chosen), chosen.page ? " · " : "", chosen.page ? element("a", { href: chosen.page }, "all of it on its page") : ""),
      ...relations(chosen, shown),
      ...list("Said by " + kg.shorten(chosen.name), said, chosen.id),
      ...list("Said about " + kg.shorten(chosen.name), others)
    );
    return said;
  }

  function line(from, to, shown) {
    const found = shown.lines.find(({ edge }) => edge.from === from.id && edge.to === to.id);
    const numbers = found ? Array.from(found.statements) : [];
    const title = element("h2", {}, button(name(from.name), { node: from.node }), " → ", button(name(to.name), { node: to.node }));
    const between = (one) => one.positions.filter((found) => found[0] === from.name && found[5] === to.id && model.holds(found, shown.less));
    show(title, ...list("Statements", numbers.map((number) => model.statements[number]).sort(model.byTime), -2, between));
  }

  function evidence(one) {
    const tags = { content: "mark", source: "b", cue: "span" };
    const pieces = model.evidence(one).map(([text, role]) => (role ? element(tags[role], { className: role }, text) : text));
    return element("p", { className: "evidence" }, ...pieces);
  }

  /** A position with its own confidence, in words if it is less sure. */
  function position([holder, act, polarity, target, condition, , confidence, , sure]) {
    const way = model.polarities[polarity];
    const share = kg.percent(confidence);
    const mark = { className: sure ? "surely" : "surely doubtful", title: "How sure it is that this position is held as stated: " + share };
    return element(
      "li",
      {},
      sign(way),
      " ",
      name(holder),
      ": " + act + " → ",
      name(target),
      condition ? element("span", { className: "condition" }, " “", name(condition), "”") : "",
      " ",
      element("span", mark, (sure ? "" : "less sure, ") + "position " + share)
    );
  }

  /** The speaker's positions; what is told of others, apart; what is less sure, folded. */
  function positions(one) {
    const spoken = one.positions.filter(([, , , , , , , own, sure]) => own && sure);
    const told = one.positions.filter(([, , , , , , , own, sure]) => !own && sure);
    const less = one.positions.filter(([, , , , , , , , sure]) => !sure);
    const word = "On the word of " + (kg.shorten(model.nameOf(one.speaker)) || "an unnamed speaker");
    const marked = (found) => {
      const line = position(found);
      if (!found[7]) line.prepend(element("span", { className: "told" }, word + ": "));
      return line;
    };
    const summary = element("summary", {}, less.length + " less sure " + (less.length === 1 ? "position" : "positions"));
    return [
      spoken.length ? element("ul", {}, ...spoken.map(position)) : null,
      told.length ? element("p", { className: "told" }, word + ":") : null,
      told.length ? element("ul", {}, ...told.map(position)) : null,
      less.length ? element("details", { className: "less-sure" }, summary, element("ul", {}, ...less.map(marked))) : null,
    ];
  }

  function statement(one) {
    const [title, page, published, outlet] = model.data.articles[one.article];
    const speaker = typeof one.speaker === "number" && one.speaker >= 0 ? model.nodes[one.speaker] : null;
    const who = speaker ? button(name(speaker.name), { node: speaker.node }) : one.speaker === -1 ? unknown(one) : name(one.speaker);
    const sure = "statement " + kg.percent(one.confidence) + (one.speaker === -1 ? "" : ", speaker " + kg.percent(one.speaker_confidence));
    const cite = element("p", { className: "cite" }, "In ", kg.link(page, "#" + one.id, name(title, 120)));
    cite.append(...[outlet, published].filter(Boolean).flatMap((text) => [", ", name(text)]));
    const facts = [one.cue ? "“" + kg.shorten(one.cue) + "”" : "without a cue", manners[one.manner], one.said_on, sure];
    const named = one.mentions.map((place) => element("li", {}, dot(model.nodes[place].group), button(name(model.nodes[place].name), { node: model.nodes[place].node })));
    show(
      element("h2", {}, who),
      element("blockquote", {}, model.wording(one)),
      element("p", { className: "how" }, name(facts.filter(Boolean).join(" · "), 300)),
      ...positions(one),
      named.length ? element("h3", {}, "Names") : null,
      named.length ? element("ul", {}, ...named) : null,
      element("h3", {}, "In its paragraph"),
      evidence(one),
      cite
    );
  }

  function results({ nodes, others, statements }) {
    const names = nodes.slice(0, 12).map((one) => nodeButton(one, one.said + one.about));
    names.push(...others.slice(0, 12).map(([label, kind, page, count]) => element("li", {}, dot(kind), kg.link(page, "", name(label)), quiet(" " + count + ", not in the picture"))));
    show(
      element("h2", {}, "Found"),
      names.length ? element("ul", {}, ...names) : null,
      ...list("Statements", statements),
      names.length || statements.length ? null : element("p", { className: "none" }, "Nothing has all these words.")
    );
  }

  /** The nodes without a line, in a list below the picture. */
  function loose(found) {
    const folded = document.getElementById("loose");
    folded.hidden = !found.length;
    folded.querySelector("summary").textContent = "… " + found.length.toLocaleString("en") + " without a line here: show";
    const left = found.length - MOST_LOOSE;
    const items = found.slice(0, MOST_LOOSE).map((one) => nodeButton(one, one.said + one.about));
    if (left > 0) items.push(element("li", { className: "more" }, "and " + left.toLocaleString("en") + " more: search for them"));
    folded.querySelector("ul").replaceChildren(...items);
  }

  return { start, loose, node, line, statement, results, focus: () => panel.focus() };
};
