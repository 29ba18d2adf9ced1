"use strict";
/* The filter of a list of statements or rows. */
(function () {
  const form = document.querySelector("form.filter");
  if (!form) return;
  const box = document.getElementById("filter");
  const status = document.getElementById("status");
  const items = Array.from(document.querySelectorAll("[data-search]"));
  const texts = new Map();
  const noun = items[0].tagName === "LI" ? "statement" : "row";

  function text(item) {
    if (!texts.has(item)) texts.set(item, item.dataset.search + " " + kg.fold(item.textContent));
    return texts.get(item);
  }

  function apply() {
    const words = kg.words(box.value);
    let shown = 0;
    for (const item of items) {
      item.hidden = !kg.hasAll(text(item), words);
      shown += item.hidden ? 0 : 1;
    }
    for (const section of document.querySelectorAll("section.statements")) {
      section.hidden = !section.querySelector("li.statement:not([hidden])");
      const folded = section.closest("details");
      if (folded && words.length && !section.hidden) folded.open = true;
    }
    status.textContent = words.length ? shown + " of " + kg.counted(items.length, noun) : "";
  }

  box.addEventListener("input", () => {
    apply();
    kg.remember({ q: box.value.trim() });
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  kg.enable(form);
  function restore() {
    box.value = kg.parameters().get("q") || "";
    apply();
  }

  addEventListener("hashchange", restore);
  restore();
})();
