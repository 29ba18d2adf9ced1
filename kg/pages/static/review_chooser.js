"use strict";
/* A dialog that offers things to choose from; what is typed narrows them down. */

/** The options that have all words that are typed: first those that begin so, then those whose label has them. */
kg.narrow = function (options, query) {
  const words = kg.words(query);
  const typed = kg.fold(query);
  const label = (option) => kg.fold(option.label);
  const rank = (option) => (label(option).startsWith(typed) ? 0 : kg.hasAll(label(option), words) ? 1 : 2);
  return options.filter((option) => kg.hasAll(kg.fold(`${option.label} ${option.detail}`), words)).sort((one, other) => rank(one) - rank(other));
};

kg.choose = (function () {
  const dialog = document.getElementById("chooser");
  const [title, about, input, list] = ["title", "about", "input", "options"].map((part) =>
    document.getElementById("chooser-" + part),
  );
  // Milliseconds after the last letter until the server is asked.
  const PATIENCE = 150;
  let options = [];
  let place = 0;
  let chosen = null;
  let offer = null;
  let asked = 0;

  function point(to) {
    place = Math.max(0, Math.min(options.length - 1, to));
    for (const [number, item] of Array.from(list.children).entries()) {
      item.setAttribute("aria-selected", String(number === place));
      if (number === place) item.scrollIntoView({ block: "nearest" });
    }
    if (options.length) input.setAttribute("aria-activedescendant", "option-" + place);
    else input.removeAttribute("aria-activedescendant");
  }

  function show(found) {
    options = found;
    list.replaceChildren(
      ...options.map((one, number) => {
        const item = kg.element("li", { id: "option-" + number, role: "option" }, kg.name(one.label));
        if (one.detail) item.append(" ", kg.element("span", { className: "how" }, one.detail));
        item.addEventListener("pointerup", () => take(number));
        return item;
      }),
    );
    point(0);
  }

  function take(number) {
    chosen = options[number] || null;
    if (chosen) dialog.close();
  }

  async function ask() {
    const own = ++asked;
    const query = input.value.trim();
    show(await offer(query, false));
    await new Promise((done) => setTimeout(done, PATIENCE));
    if (own !== asked || !query) return;
    const found = await offer(query, true);
    if (own === asked) show(found);
  }

  input.addEventListener("input", ask);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) point(place + step);
    else if (event.key === "Enter") take(place);
    else return;
    event.preventDefault();
  });

  /**
   * Let the person choose one of what `given.offer` gives for what is typed, at once and then with what the
   * server finds; null if none is chosen.
   */
  return function choose(given) {
    title.textContent = given.title;
    about.textContent = given.about || "";
    input.value = "";
    chosen = null;
    offer = given.offer;
    dialog.showModal();
    ask();
    return new Promise((done) => {
      dialog.addEventListener("close", () => done(chosen), { once: true });
    });
  };
})();
