"use strict";
/* The search of the first page: names, articles and statements at once. */
(function () {
  const data = kg.data("search-data");
  const most = { names: 8, articles: 6, statements: 40 };
  const box = document.getElementById("search");
  const results = document.getElementById("results");
  const overview = document.getElementById("overview");
  const status = document.getElementById("status");
  let haystacks = null;

  /** What is searched of each name, article and statement; made when somebody first asks. */
  function prepare() {
    const forms = data.names.map((row) => kg.fold(row[0]) + " " + row[4]);
    // Who is called so stands after who has the name.
    const offices = data.names.map((row) => row[5]);
    const titles = data.articles.map((row) => kg.fold(row[0]));
    const statements = data.statements.map(([text, speaker, article, , , mentions]) => {
      const named = mentions.map((place) => forms[place]);
      const who = typeof speaker === "string" ? kg.fold(speaker) : forms[speaker] || "";
      return { who, all: [who, offices[speaker] || "", kg.fold(text), titles[article], ...named].join(" ") };
    });
    return { forms, offices, titles, statements };
  }

  function found(rows, texts, words) {
    const hits = [];
    rows.forEach((row, place) => {
      if (kg.hasAll(texts[place], words)) hits.push(row);
    });
    return hits;
  }

  /** Statements that have all words; those whose speaker is among the words come first. */
  function foundStatements(words) {
    const hits = [];
    data.statements.forEach((row, place) => {
      const { who, all } = haystacks.statements[place];
      if (kg.hasAll(all, words)) hits.push([words.filter((word) => who.includes(word)).length, place, row]);
    });
    hits.sort((one, other) => other[0] - one[0] || one[1] - other[1]);
    return hits.map(([, , row]) => row);
  }

  function section(title, hits, limit, line) {
    if (!hits.length) return null;
    const list = kg.element("ol", { className: "top" }, ...hits.slice(0, limit).map(line));
    const heading = kg.element("h2", {}, title);
    const more = hits.length > limit ? kg.element("p", { className: "more" }, hits.length - limit + " more; add a word.") : "";
    return kg.element("section", {}, heading, list, more);
  }

  function nameLine([name, kind, page, weight]) {
    const dot = kg.element("span", { className: "dot " + kind });
    const link = kg.link(page, "", kg.name(name));
    return kg.element("li", {}, dot, link, kg.element("span", { className: "number" }, " " + kind + ", " + kg.counted(weight, "statement")));
  }

  function articleLine([title, page, published]) {
    return kg.element("li", {}, kg.link(page, "", kg.name(title, 120)), kg.element("span", { className: "number" }, " " + published));
  }

  function statementLine([text, speaker, article, identifier, day]) {
    const [title, page, published] = data.articles[article];
    const named = typeof speaker === "string" ? speaker : speaker < 0 ? "" : data.names[speaker][0];
    const who = named ? kg.name(named) : kg.element("span", { className: "unknown" }, speaker === -2 ? "speaker unsure" : "speaker not named");
    const link = kg.link(page, "#" + identifier, kg.name(text, 240));
    const cite = [day || published, title].filter(Boolean).join(" · ");
    return kg.element("li", {}, kg.element("strong", {}, who), ": ", link, kg.element("span", { className: "number" }, " ", kg.name(cite, 100)));
  }

  function apply() {
    const words = kg.words(box.value);
    overview.hidden = words.length > 0;
    results.hidden = words.length === 0;
    if (!words.length) {
      results.replaceChildren();
      status.textContent = "";
      return;
    }
    haystacks = haystacks || prepare();
    const named = found(data.names, haystacks.forms, words);
    const names = [...named, ...found(data.names, haystacks.offices, words).filter((row) => !named.includes(row))];
    const articles = found(data.articles, haystacks.titles, words);
    const statements = foundStatements(words);
    // Who looks for somebody on something finds both of them, too, after what they look for.
    const partly = names.length ? [] : data.names.filter((_, place) => words.some((word) => word.length > 2 && haystacks.forms[place].includes(word)));
    const sections = [
      section("Actors and agreements", names, most.names, nameLine),
      section("Statements", statements, most.statements, statementLine),
      section("Articles", articles, most.articles, articleLine),
      section("Names with one of the words", partly, most.names, nameLine),
    ];
    results.replaceChildren(...sections.filter(Boolean));
    const [namesLeft, statementsLeft] = data.left_out;
    const left = statementsLeft || namesLeft ? " Searched are the most central of all; the lists and “kg ask” have the rest." : "";
    status.textContent = kg.counted(names.length, "name") + ", " + kg.counted(statements.length, "statement") + ", " + kg.counted(articles.length, "article") + "." + left;
  }

  const form = document.querySelector("form.search");
  kg.enable(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const first = results.querySelector("a");
    if (first) first.focus();
  });
  box.addEventListener("input", () => {
    apply();
    kg.remember({ q: box.value.trim() });
  });
  function restore() {
    box.value = kg.parameters().get("q") || "";
    apply();
  }

  addEventListener("hashchange", restore);
  restore();
})();
