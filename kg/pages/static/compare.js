"use strict";
/* Two actors side by side, by what they speak of. */
kg.makeCompare = function (data, statementLine) {
  const MOST_LISTED = 6;
  const signs = { supports: "+", opposes: "−", mixed: "±", neutral: "○" };
  const ways = { supports: "supports", opposes: "opposes", mixed: "both supports and opposes", neutral: "is neutral toward" };
  const section = document.getElementById("compare");
  const compared = document.getElementById("compared");
  const status = document.getElementById("compare-status");
  const boxes = [document.getElementById("one"), document.getElementById("other")];
  const keys = ["compare", "with"];
  let speakers = null;

  /** The actors that speak in the data of the page, by identifier, the most central first. */
  function prepare() {
    const heard = new Set(data.statements.map((row) => row[1]));
    const rows = data.names.map((row, place) => ({ id: row[6], name: row[0], page: row[2], place }));
    speakers = new Map(rows.filter(({ place }) => heard.has(place)).map((one) => [one.id, one]));
    document.getElementById("speakers").append(...Array.from(speakers.values(), ({ name }) => kg.element("option", { value: name })));
    const another = document.getElementById("to-compare");
    if (another) another.hidden = speakers.size < 2;
  }

  function named(text) {
    const wanted = kg.fold(text);
    return Array.from(speakers.values()).find(({ name }) => kg.fold(name) === wanted);
  }

  /** What an actor's statements are about: by the place or name of the topic, its statements with positions. */
  function topics(actor) {
    const found = new Map();
    for (const row of data.statements) {
      if (row[1] !== actor.place) continue;
      const stands = new Map(row[6].map(([target, way]) => [target, data.polarities[way]]));
      const about = new Set([...row[5], ...stands.keys()]);
      about.delete(actor.place);
      for (const topic of about) found.set(topic, [...(found.get(topic) || []), { row, way: stands.get(topic) }]);
    }
    return found;
  }

  function sign(way, count) {
    return kg.element("span", { className: "sign " + way }, signs[way], kg.element("span", { className: "unseen" }, " " + ways[way] + " in "), String(count));
  }

  function side(actor, said) {
    const counts = {};
    for (const { way } of said) {
      if (way) counts[way] = (counts[way] || 0) + 1;
    }
    const tallied = Object.keys(counts).flatMap((way) => [" ", sign(way, counts[way])]);
    const list = said.slice(0, MOST_LISTED).map(({ row, way }) => {
      const line = statementLine(row);
      if (way) line.prepend(kg.element("span", { className: "sign " + way }, signs[way], kg.element("span", { className: "unseen" }, " " + ways[way])), " ");
      return line;
    });
    const more = said.length > MOST_LISTED ? kg.element("p", { className: "more" }, said.length - MOST_LISTED + " more") : "";
    const head = kg.element("p", { className: "side" }, kg.link(actor.page, "", kg.name(actor.name)), ...tallied);
    return kg.element("div", {}, head, said.length ? kg.element("ul", { className: "plain" }, ...list) : kg.element("p", { className: "none" }, "nothing"), more);
  }

  const topicName = (topic) => (typeof topic === "string" ? topic : data.names[topic][0]);

  function pair(topic, actors, found) {
    const heading = kg.element("h3", {}, kg.name(topicName(topic)));
    const sides = actors.map((actor, number) => side(actor, found[number].get(topic) || []));
    return kg.element("section", { className: "pair" }, heading, ...sides);
  }

  /** What the one says of the other, and the other of the one. */
  function eachOther(actors, found) {
    const said = found.map((own, number) => own.get(actors[1 - number].place) || []);
    if (!said.some((own) => own.length)) return "";
    return kg.element("section", { className: "pair" }, kg.element("h3", {}, "Of each other"), ...actors.map((actor, number) => side(actor, said[number])));
  }

  /** The topics that one alone speaks of, in a line. */
  function alone(actor, own, other, others) {
    const left = Array.from(own.keys()).filter((topic) => !others.has(topic) && topic !== other.place);
    left.sort((one, other) => own.get(other).length - own.get(one).length);
    if (!left.length) return "";
    const words = left.slice(0, 20).map((topic) => topicName(topic) + " (" + own.get(topic).length + ")");
    return kg.element("p", { className: "more" }, "Only ", kg.name(actor.name), " speaks of: ", kg.name(words.join(", ") + (left.length > 20 ? " and " + (left.length - 20) + " more" : ""), 2000));
  }

  function readPairs(shared, actors, found) {
    const rows = shared.flatMap((topic) =>
      actors.flatMap((actor, number) =>
        (found[number].get(topic) || []).map(({ row, way }) => {
          const [title, , published] = data.articles[row[2]];
          return [topicName(topic), actor.name, way || "", row[0], row[4] || published, title, row[3]];
        })
      )
    );
    return [["topic", "speaker", "position", "statement", "date", "article", "id"], rows];
  }

  function write(actors) {
    if (actors.some((one) => !one)) {
      compared.replaceChildren();
      const unknown = boxes.filter((box, number) => box.value.trim() && !actors[number]).map((box) => "“" + box.value.trim() + "”");
      status.textContent = unknown.length ? "Nobody who speaks here is called " + unknown.join(" or ") + "." : "Choose two.";
      return;
    }
    const found = actors.map(topics);
    const weight = (topic) => Math.min(...found.map((own) => own.get(topic).length));
    const shared = Array.from(found[0].keys()).filter((topic) => found[1].has(topic));
    shared.sort((one, other) => weight(other) - weight(one));
    const numbers = actors.map((actor) => data.statements.filter((row) => row[1] === actor.place).length);
    status.textContent = kg.counted(shared.length, "topic") + " of both; " + actors.map(({ name }, number) => kg.counted(numbers[number], "statement") + " by " + name).join(", ") + ".";
    const save = kg.tables.bar("comparison", () => readPairs(shared, actors, found));
    compared.replaceChildren(
      eachOther(actors, found),
      ...shared.map((topic) => pair(topic, actors, found)),
      alone(actors[0], found[0], actors[1], found[1]),
      alone(actors[1], found[1], actors[0], found[0]),
      ...(shared.length ? [save] : [])
    );
  }

  /** Show what the address asks for; whether it asks for a comparison. */
  function show() {
    const wanted = kg.parameters();
    const on = wanted.has("compare");
    section.hidden = !on;
    if (!speakers) prepare();
    if (!on) return false;
    const actors = keys.map((key) => speakers.get(wanted.get(key)));
    boxes.forEach((box, number) => (box.value = actors[number] ? actors[number].name : wanted.get(keys[number]) || ""));
    write(actors);
    return true;
  }

  function hide() {
    section.hidden = true;
  }

  for (const box of boxes) {
    box.addEventListener("change", () => {
      const actors = boxes.map((own) => named(own.value));
      kg.remember(Object.fromEntries(keys.map((key, number) => [key, actors[number] ? actors[number].id : boxes[number].value.trim()])));
      write(actors);
    });
  }
  section.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  return { show, hide };
};
