"use strict";
/* The filter of a list of statements or rows: words, and for statements what they are, too. */
(function () {
  const form = document.querySelector("form.filter");
  if (!form) return;
  const box = document.getElementById("filter");
  const status = document.getElementById("status");
  const selects = Array.from(form.querySelectorAll("select"));
  const items = Array.from(document.querySelectorAll("[data-search]"));
  const texts = new Map();
  const noun = items[0].tagName === "LI" ? "statement" : "row";
  const data = selects.length ? kg.data("statement-data") : null;
  const manners = { direct: "quoted", indirect: "reported", mixed: "partly quoted" };
  const steps = [0.5, 0.7, 0.8, 0.9, 0.95];

  /** What is searched of a row or statement; of a statement not the title of its article. */
  function text(item) {
    const parts = data ? Array.from(item.querySelectorAll(".who, blockquote, .tags")) : [item];
    if (!texts.has(item)) texts.set(item, item.dataset.search + " " + kg.fold(parts.map((part) => part.textContent).join(" ")));
    return texts.get(item);
  }

  /** What each filter sees of a statement: a list of words. */
  function facts(id) {
    const [, , article, date, , , mark, kind, manner, confidence, about] = data.statements[id];
    const [, outlet, published] = data.articles[article];
    return {
      kind: [mark || kind],
      manner: [manners[manner]],
      about: about.map((one) => data.names[one]),
      year: [(date || published).slice(0, 4) || "without a date"],
      outlet: [outlet || "not known"],
      sure: steps.filter((step) => confidence >= step).map((step) => kg.percent(step)),
    };
  }

  const known = data ? new Map(items.map((item) => [item, facts(item.id)])) : new Map();

  /** The choices of each filter, the most frequent names first; one without a choice is not shown. */
  for (const select of selects) {
    const counts = new Map();
    for (const found of known.values()) {
      for (const one of found[select.name]) counts.set(one, (counts.get(one) || 0) + 1);
    }
    const byName = select.name === "year" || select.name === "sure";
    const order = byName ? (one, other) => one[0].localeCompare(other[0]) : (one, other) => other[1] - one[1] || one[0].localeCompare(other[0]);
    const choices = Array.from(counts).filter(([, count]) => select.name !== "sure" || count < items.length).sort(order);
    select.append(...choices.map(([name, count]) => kg.element("option", { value: name }, kg.shorten(name, 40) + " (" + count + ")")));
    select.parentElement.hidden = choices.length < (select.name === "sure" || select.name === "about" ? 1 : 2);
  }

  function apply() {
    const words = kg.words(box.value);
    const chosen = selects.filter((select) => select.value);
    const active = words.length > 0 || chosen.length > 0;
    let shown = 0;
    for (const item of items) {
      item.hidden = !kg.hasAll(text(item), words) || !chosen.every((select) => known.get(item)[select.name].includes(select.value));
      shown += item.hidden ? 0 : 1;
    }
    for (const part of document.querySelectorAll("section.statements, section.statements details.rest")) {
      part.hidden = !part.querySelector("li.statement:not([hidden])");
    }
    for (const folded of document.querySelectorAll("main > details:has(section.statements), details.rest")) {
      const hit = Boolean(folded.querySelector("li.statement:not([hidden])"));
      // What the filter has opened it closes again.
      if (active && hit && !folded.open) {
        folded.open = true;
        folded.dataset.opened = "";
      } else if (!active && "opened" in folded.dataset) {
        folded.open = false;
        delete folded.dataset.opened;
      }
    }
    status.textContent = active ? shown + " of " + kg.counted(items.length, noun) : "";
  }

  function remember() {
    apply();
    kg.remember({ q: box.value.trim(), ...Object.fromEntries(selects.map((select) => [select.name, select.value])) });
  }

  box.addEventListener("input", remember);
  for (const select of selects) select.addEventListener("change", remember);
  form.addEventListener("submit", (event) => event.preventDefault());
  kg.enable(form);
  function restore() {
    const wanted = kg.parameters();
    box.value = wanted.get("q") || "";
    for (const select of selects) {
      select.value = wanted.get(select.name) || "";
      if (select.selectedIndex < 0) select.value = "";
    }
    apply();
  }

  addEventListener("hashchange", restore);
  restore();
})();
