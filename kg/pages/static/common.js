"use strict";
/* What the scripts of several pages share. Texts only ever become text nodes. */
globalThis.kg = (function () {
  // Letters that carry no mark which could be taken off, as the names in the pages are folded.
  const letters = { ı: "i", ø: "o", đ: "d", ð: "d", ł: "l", ß: "ss", æ: "ae", œ: "oe", þ: "th", "’": "'" };

  /** Lower case, without accents, white space single: what names are compared by. */
  function fold(text) {
    return text
      .toLowerCase()
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .replace(/[ıøđðłßæœþ’]/g, (letter) => letters[letter])
      .replace(/[“”„‟«»]/g, '"')
      .replace(/[‐‑‒–—]/g, "-")
      .replace(/\s+/g, " ")
      .trim();
  }

  /** The words of a query, folded; quotation marks around them do not matter. */
  function words(query) {
    return fold(query).replaceAll('"', " ").split(" ").filter(Boolean);
  }

  /** Whether all words stand in a folded text. */
  function hasAll(text, words) {
    return words.every((word) => text.includes(word));
  }

  /** An element with properties and children; a child that is a string becomes text. */
  function element(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children.filter((child) => child !== null && child !== ""));
    return made;
  }

  function shorten(text, longest = 90) {
    // By characters, for an emoji has two units.
    return text.length > longest ? Array.from(text).slice(0, longest - 1).join("").trimEnd() + "…" : text;
  }

  /** A name that cannot turn the direction of what stands beside it. */
  function name(text, longest = 90) {
    return element("bdi", {}, shorten(text, longest));
  }

  /** A link to a page, at an anchor; without a page a text that says how to get it. */
  function link(page, anchor, child) {
    const none = "No page yet: see “kg pages --help”";
    return page ? element("a", { href: page + anchor }, child) : element("span", { title: none }, child);
  }

  /** Show a form that works from now on, in place of the note that it needs a script. */
  function enable(form) {
    form.hidden = false;
    const note = document.getElementById("unscripted");
    if (note) note.hidden = true;
  }

  function counted(number, word) {
    return number.toLocaleString("en") + " " + word + (number === 1 ? "" : "s");
  }

  function data(identifier) {
    return JSON.parse(document.getElementById(identifier).textContent);
  }

  /** What stands after the “#” of the address, as parameters. */
  function parameters() {
    return new URLSearchParams(location.hash.slice(1));
  }

  /** Put parameters there without a step back in the history; empty ones are left out. */
  function remember(values) {
    const kept = new URLSearchParams(Object.entries(values).filter(([, value]) => value));
    const hash = kept.toString();
    history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
  }

  /** A confidence as "97 %", in one piece; only what is exactly so is 100 % or 0 %. */
  function percent(share) {
    const whole = Math.round(100 * share);
    return (share > 0 && share < 1 ? Math.min(99, Math.max(1, whole)) : whole) + "\u00a0%";
  }

  return { fold, words, hasAll, element, shorten, name, link, enable, counted, percent, data, parameters, remember };
})();
