"use strict";
/* Words found in texts: whole, as a beginning, inside, or with a slip; and lit up where they stand. */
kg.finder = (function () {
  const word = /[\p{L}\p{M}\p{N}]+/gu;
  const compound = /[\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{M}\p{N}]+)*/gu;
  // How good a hit is: the word itself, its beginning, another ending of it, a part, a word that is nearly it.
  const quality = { exact: 3, start: 2, ending: 2, part: 1, slip: 1 };
  const LEAST_PART = 3;
  const MOST_ENDING = 2;

  /** The words of a text, folded. */
  function tokens(text) {
    return kg.fold(text).match(word) || [];
  }

  /** The words of a text, folded, and each compound as one word: a "ceasefire" is a "cease-fire". */
  function forms(text) {
    const joined = (kg.fold(text).match(compound) || []).filter((one) => one.includes("-"));
    return [...tokens(text), ...joined.map((one) => one.replaceAll("-", ""))];
  }

  /** How many letters a word of this length may have wrong. */
  function forgiven(length) {
    return length < 4 ? 0 : length < 8 ? 1 : 2;
  }

  /** Letters to change, add, leave out or swap with the next to make one word of the other; at most `most` + 1.

      The optimal string alignment distance (Damerau 1964). */
  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let before = [];
    let last = Array.from({ length: other.length + 1 }, (_, place) => place);
    for (let row = 1; row <= one.length; row += 1) {
      const next = [row];
      for (let column = 1; column <= other.length; column += 1) {
        const same = one[row - 1] === other[column - 1] ? 0 : 1;
        let least = Math.min(next[column - 1] + 1, last[column] + 1, last[column - 1] + same);
        if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) least = Math.min(least, before[column - 2] + 1);
        next.push(least);
      }
      before = last;
      last = next;
    }
    return last[other.length];
  }

  /** All words of some texts, each with a number. */
  function makeVocabulary() {
    const numbers = new Map();

    /** The numbers of the words of a text, each once. */
    function add(text) {
      const found = new Set();
      for (const token of forms(text)) {
        if (!numbers.has(token)) numbers.set(token, numbers.size);
        found.add(numbers.get(token));
      }
      return Array.from(found);
    }

    /** What `wanted` means: how good each word fits, by number, and the words that a slip was taken for. */
    function find(wanted) {
      const hits = new Map();
      for (const [token, number] of numbers) {
        if (token === wanted) hits.set(number, quality.exact);
        else if (token.startsWith(wanted)) hits.set(number, quality.start);
        else if (token.length > MOST_ENDING + 1 && wanted.startsWith(token) && wanted.length - token.length <= MOST_ENDING) hits.set(number, quality.ending);
        else if (wanted.length >= LEAST_PART && token.includes(wanted)) hits.set(number, quality.part);
      }
      const most = forgiven(wanted.length);
      if (hits.size || !most) return { hits, slips: [] };
      let least = most;
      let nearest = [];
      for (const [token, number] of numbers) {
        const far = distance(wanted, token, least);
        if (far < least || (far === least && !nearest.length)) [least, nearest] = [far, []];
        if (far === least) nearest.push([token, number]);
      }
      for (const [, number] of nearest) hits.set(number, quality.slip);
      return { hits, slips: nearest.map(([token]) => token) };
    }

    /** `text`, shortened, with the words marked whose numbers are in one of `meanings`. */
    function light(text, meanings, longest) {
      const shown = kg.shorten(text, longest);
      const made = kg.element("bdi", {});
      const isHit = (token) => meanings.some(({ hits }) => hits.has(numbers.get(token)));
      let end = 0;
      for (const whole of shown.matchAll(compound)) {
        const joined = forms(whole[0]).at(-1);
        const parts = isHit(joined) ? [{ 0: whole[0], index: 0 }] : whole[0].matchAll(word);
        for (const match of parts) {
          if (!isHit(joined) && !tokens(match[0]).some(isHit)) continue;
          const start = whole.index + match.index;
          made.append(shown.slice(end, start), kg.element("mark", {}, match[0]));
          end = start + match[0].length;
        }
      }
      made.append(shown.slice(end));
      return made;
    }

    return { add, find, light };
  }

  return { tokens, makeVocabulary, distance };
})();
