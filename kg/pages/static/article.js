"use strict";
/* Source, cue, content and note of a statement light up together. A page that changes calls this again. */
globalThis.lightUpStatements = function () {
  const parts = Array.from(document.querySelectorAll("[data-of]"));
  const belongs = new Map(parts.map((part) => [part, part.dataset.of.split(" ")]));

  const byStatement = new Map();
  for (const [part, numbers] of belongs) {
    for (const number of numbers) byStatement.set(number, [...(byStatement.get(number) || []), part]);
  }
  let lit = [];

  function light(number) {
    for (const part of lit) part.classList.remove("lit");
    lit = byStatement.get(number) || [];
    for (const part of lit) part.classList.add("lit");
  }

  // Of statements inside statements the innermost is meant.
  const innermost = (part) => belongs.get(part)[belongs.get(part).length - 1];
  const noted = new Map(Array.from(document.querySelectorAll("a.permanent"), (link) => [link.hash, link]));

  function chosen() {
    const link = noted.get(location.hash);
    return link ? innermost(link.closest("[data-of]")) : null;
  }

  for (const part of parts) {
    part.addEventListener("pointerenter", () => light(innermost(part)));
    part.addEventListener("pointerleave", () => light(chosen()));
    part.addEventListener("focusin", () => light(innermost(part)));
    part.addEventListener("focusout", () => light(chosen()));
  }
  /** Light up what the address names; what is not said speech shows itself then. */
  function follow() {
    const link = noted.get(location.hash);
    if (link && link.closest(".other-all")) document.getElementById("others").checked = true;
    light(chosen());
  }

  onhashchange = follow;
  follow();
};
globalThis.lightUpStatements();
