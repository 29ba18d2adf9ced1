"use strict";
/* Source, cue, content and note of a statement light up together. */
(function () {
  const parts = Array.from(document.querySelectorAll("[data-of]"));
  const belongs = new Map(parts.map((part) => [part, part.dataset.of.split(" ")]));

  function light(number) {
    for (const part of parts) part.classList.toggle("lit", belongs.get(part).includes(number));
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
  addEventListener("hashchange", () => light(chosen()));
  light(chosen());
})();
