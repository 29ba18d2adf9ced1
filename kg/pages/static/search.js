"use strict";
/* The search of the first page: names, articles and statements at once. */
(function () {
  const data = kg.data("search-data");
  const most = { names: 8, articles: 6, statements: 40 };
  // What a word weighs where it is found: who speaks, what is said, who or what it is about, an office, the verb of saying.
  const weights = { who: 3, text: 2, about: 1.5, office: 1, cue: 1 };
  const box = document.getElementById("search");
  const results = document.getElementById("results");
  const overview = document.getElementById("overview");
  const status = document.getElementById("status");
  let index = null;

  /** The words of each name, office, title and statement as numbers; made when somebody first asks. */
  function prepare() {
    const vocabulary = kg.finder.makeVocabulary();
    const forms = data.names.map((row) => vocabulary.add(row[0] + " " + row[4]));
    const offices = data.names.map((row) => vocabulary.add(row[5]));
    const titles = data.articles.map((row) => vocabulary.add(row[0]));
    const texts = data.statements.map((row) => vocabulary.add(row[0]));
    // A speaker who is none of the names.
    const others = data.statements.map(([, speaker]) => (typeof speaker === "string" ? vocabulary.add(speaker) : []));
    const cues = data.statements.map((row) => vocabulary.add(row[7] || ""));
    return { vocabulary, forms, offices, titles, texts, others, cues };
  }

  /** How well the best of the words with these numbers fits; 0 if none does. */
  function best(numbers, { hits }) {
    let found = 0;
    for (const number of numbers) found = Math.max(found, hits.get(number) || 0);
    return found;
  }

  /** Rows with all words, or with some, the best first; `score` is how well one word fits a row, 0 for not. */
  function ranked(rows, meanings, score, some) {
    const found = [];
    const weigh = meanings.map((meaning) => {
      const scores = rows.map((_, place) => score(place, meaning));
      // A word that few have says more (Spärck Jones 1972).
      const rare = Math.log(1 + rows.length / (1 + scores.filter(Boolean).length));
      return { scores, rare };
    });
    rows.forEach((row, place) => {
      const has = ({ scores }) => scores[place];
      if (some ? !weigh.some(has) : !weigh.every(has)) return;
      found.push([weigh.reduce((sum, { scores, rare }) => sum + scores[place] * rare, 0), place, row]);
    });
    return found.sort((one, other) => other[0] - one[0] || one[1] - other[1]).map(([, , row]) => row);
  }

  /** How well a word fits each name and each office, by place. */
  function named(meaning) {
    return { forms: index.forms.map((own) => best(own, meaning)), offices: index.offices.map((own) => best(own, meaning)) };
  }

  function statementScore(place, meaning) {
    const [, speaker, , , , about] = data.statements[place];
    const { forms, offices } = meaning.named;
    return Math.max(
      weights.text * best(index.texts[place], meaning),
      weights.who * (forms[speaker] || best(index.others[place], meaning)),
      weights.office * (offices[speaker] || 0),
      weights.cue * best(index.cues[place], meaning),
      ...about.map((one) => weights.about * forms[one])
    );
  }

  function section(title, hits, limit, line) {
    if (!hits.length) return null;
    const list = kg.element("ol", { className: "top" }, ...hits.slice(0, limit).map(line));
    const heading = kg.element("h2", {}, title);
    const more = hits.length > limit ? kg.element("p", { className: "more" }, hits.length - limit + " more; add a word.") : "";
    return kg.element("section", {}, heading, list, more);
  }

  const light = (text, meanings, longest) => (meanings ? index.vocabulary.light(text, meanings, longest) : kg.name(text, longest));

  function nameLine([name, kind, page, weight], meanings) {
    const dot = kg.element("span", { className: "dot " + kind });
    const link = kg.link(page, "", light(name, meanings));
    return kg.element("li", {}, dot, link, kg.element("span", { className: "number" }, " " + kind + ", " + kg.counted(weight, "statement")));
  }

  function articleLine([title, page, published], meanings) {
    return kg.element("li", {}, kg.link(page, "", light(title, meanings, 120)), kg.element("span", { className: "number" }, " " + published));
  }

  /** A statement with its article; where it is compared, without its speaker. */
  function statementLine([text, speaker, article, identifier, day, , , cue], meanings) {
    const [title, page, published] = data.articles[article];
    const named = typeof speaker === "string" ? speaker : speaker < 0 ? "" : data.names[speaker][0];
    const who = named ? light(named, meanings) : kg.element("span", { className: "unknown" }, speaker === -2 ? "speaker unsure" : "speaker not named");
    // Without a verb of saying it is a quotation.
    const marked = cue === null ? "“" + text + "”" : text;
    const how = cue ? kg.element("span", { className: "number" }, "“", kg.name(cue, 30), "” ") : "";
    const link = kg.link(page, "#" + identifier, light(marked, meanings, 240));
    const cite = [day || published, title].filter(Boolean).join(" · ");
    const head = meanings ? [kg.element("strong", {}, who), how ? " " : ": "] : [];
    return kg.element("li", {}, ...head, how, link, kg.element("span", { className: "number" }, " ", kg.name(cite, 100)));
  }

  /** What became of words that are nowhere: taken for others, or left out. */
  function told(all, left_out) {
    if (left_out.length) return "Left out, for they only ask: " + left_out.map((word) => "“" + word + "”").join(", ") + ". “kg ask” answers questions.";
    const slips = all.filter(({ slips: own }) => own.length).map(({ word, slips: own }) => "“" + word + "” is nowhere; shown is “" + own.slice(0, 3).join("” or “") + "”.");
    const left = all.filter(({ hits }) => !hits.size).map(({ word }) => "“" + word + "”");
    return [...slips, left.length && left.length < all.length ? "Left out, for it is nowhere: " + left.join(", ") + "." : ""].filter(Boolean).join(" ");
  }

  const isFound = ({ names, statements, articles }) => names.length || statements.length || articles.length;

  /** What is found by these words; where nothing has them all, without those by which people ask ("who said"); else by some. */
  function search(words) {
    const found = searchAll(words, []);
    const telling = words.filter((word) => !data.asking.includes(word));
    if (isFound(found) || !telling.length) return found;
    const asking = words.filter((word) => data.asking.includes(word));
    const apart = asking.length ? searchAll(telling, asking) : found;
    if (isFound(apart)) return apart;
    const some = searchAll(telling, asking, true);
    return some.statements.length ? { ...some, names: [], articles: [], notes: ["Nothing has all of these words; these have some.", some.notes].join(" ") } : apart;
  }

  function searchAll(words, left_out, some = false) {
    index = index || prepare();
    const all = words.map((word) => ({ word, ...index.vocabulary.find(word) }));
    const meanings = all.filter(({ hits }) => hits.size);
    for (const meaning of meanings) meaning.named = named(meaning);
    const none = !meanings.length;
    const find = (rows, score) => (none ? [] : ranked(rows, meanings, score, some));
    const byName = find(data.names, (place, { named: { forms } }) => forms[place]);
    const byOffice = find(data.names, (place, { named: { forms, offices } }) => Math.max(forms[place], offices[place]));
    const names = [...byName, ...byOffice.filter((row) => !byName.includes(row))];
    const statements = find(data.statements, statementScore);
    const articles = find(data.articles, (place, meaning) => best(index.titles[place], meaning));
    // Who looks for somebody on something finds both of them, too, after what they look for.
    const whole = meanings.filter(({ word }) => word.length > 2 && !data.asking.includes(word));
    const partly = names.length ? [] : data.names.filter((_, place) => whole.some(({ slips, named: { forms } }) => forms[place] > (slips.length ? 0 : 1)));
    return { names, statements, articles, partly, meanings, notes: told(all, left_out) };
  }

  function show(words) {
    const { names, statements, articles, partly, meanings, notes } = search(words);
    const known = names.filter(([, kind]) => kind !== "unnamed");
    const unnamed = names.filter(([, kind]) => kind === "unnamed");
    const sections = [
      section("Actors and agreements", known, most.names, (row) => nameLine(row, meanings)),
      section("Statements", statements, most.statements, (row) => statementLine(row, meanings)),
      section("Articles", articles, most.articles, (row) => articleLine(row, meanings)),
      section("Names with one of the words", partly, most.names, (row) => nameLine(row, meanings)),
      section("Unnamed sources", unnamed, most.names, (row) => nameLine(row, meanings)),
    ];
    results.replaceChildren(...sections.filter(Boolean));
    const [namesLeft, statementsLeft] = data.left_out;
    const left = statementsLeft || namesLeft ? "Searched are the most central of all; the lists and “kg ask” have the rest." : "";
    const counts = [kg.counted(known.length, "name"), unnamed.length ? kg.counted(unnamed.length, "unnamed source") : "", kg.counted(statements.length, "statement"), kg.counted(articles.length, "article")];
    status.textContent = [counts.filter(Boolean).join(", ") + ".", notes, left].filter(Boolean).join(" ");
  }

  const compare = kg.makeCompare(data, (row) => statementLine(row, null));

  function apply() {
    const words = kg.finder.tokens(box.value);
    results.hidden = words.length === 0;
    overview.hidden = words.length > 0;
    if (words.length) {
      compare.hide();
      show(words);
      return;
    }
    results.replaceChildren();
    status.textContent = "";
    if (compare.show()) overview.hidden = true;
  }

  const form = document.querySelector("form.search");
  kg.enable(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const first = results.querySelector("a");
    if (first) first.focus();
  });
  box.addEventListener("input", () => {
    kg.remember({ q: box.value.trim() });
    apply();
  });
  function restore() {
    box.value = kg.parameters().get("q") || "";
    apply();
  }

  addEventListener("hashchange", restore);
  restore();
})();
