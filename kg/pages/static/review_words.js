"use strict";
/* The words of a statement as a selection in the article, moved by keys or drawn by hand. */
kg.readWords = function (passages) {
  const blocks = Array.from(document.querySelectorAll(".passage > p")).map((element, number) => {
    const [start, text] = passages[number];
    return { element, start, letters: Array.from(text) };
  });
  const TRAILING = /[.,;:]+$/u;

  /** The beginnings and ends of the words of the article, in code points. */
  const words = blocks.flatMap(({ start, letters }) => {
    const found = [];
    let word = "";
    for (const [number, letter] of [...letters, " "].entries()) {
      if (letter.trim()) {
        word += letter;
      } else if (word) {
        const kept = Array.from(word.replace(TRAILING, "")).length || 1;
        const first = start + number - Array.from(word).length;
        found.push([first, first + kept]);
        word = "";
      }
    }
    return found;
  });

  /** The length in the page of a letter: a carriage return before a line feed is not there. */
  const units = (letters, number) => (letters[number] === "\r" && letters[number + 1] === "\n" ? 0 : letters[number].length);

  function nodeAt(offset) {
    const block = blocks.findLast((one) => one.start <= offset) || blocks[0];
    let left = 0;
    for (let number = 0; number < Math.min(offset - block.start, block.letters.length); number++) {
      left += units(block.letters, number);
    }
    const walker = document.createTreeWalker(block.element, NodeFilter.SHOW_TEXT);
    let node = walker.nextNode();
    while (node && left > node.length) {
      left -= node.length;
      node = walker.nextNode();
    }
    return node ? [node, left] : [block.element, 0];
  }

  function offsetAt(node, offset) {
    const block = blocks.find((one) => one.element.contains(node));
    if (!block) return null;
    const range = document.createRange();
    range.setStart(block.element, 0);
    range.setEnd(node, offset);
    let left = range.toString().length;
    let number = 0;
    while (left > 0 && number < block.letters.length) left -= units(block.letters, number++);
    return block.start + number;
  }

  function select([start, end]) {
    getSelection().setBaseAndExtent(...nodeAt(start), ...nodeAt(end));
    getSelection().focusNode.parentElement.scrollIntoView({ block: "nearest" });
  }

  /** What is selected in the article, without white space at its ends; null if that is nothing. */
  function selected() {
    const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
    if (!range || range.collapsed) return null;
    const start = offsetAt(range.startContainer, range.startOffset);
    const end = offsetAt(range.endContainer, range.endOffset);
    const inside = words.filter(([first, last]) => first < end && last > start);
    if (start === null || end === null || !inside.length) return null;
    return [Math.max(start, inside[0][0]), Math.max(end, inside[0][0] + 1)];
  }

  /** The words with the end, or the beginning, one word further (1) or back (-1). */
  function moved([start, end], step, isEnd) {
    const edges = words.map((one) => one[isEnd ? 1 : 0]);
    const here = isEnd ? end : start;
    const next = step > 0 ? edges.find((one) => one > here) : edges.findLast((one) => one < here);
    const found = next === undefined ? [start, end] : isEnd ? [start, next] : [next, end];
    return found[0] < found[1] ? found : [start, end];
  }

  const blockOf = (offset) => blocks.findLast((one) => one.start <= offset);

  function textOf([start, end]) {
    return blocks
      .filter((one) => one.start < end && one.start + one.letters.length > start)
      .map((one) => one.letters.slice(Math.max(0, start - one.start), end - one.start).join(""))
      .join(" ");
  }

  /** The word after, or before, an offset. */
  const wordAfter = (offset) => words.find(([start]) => start >= offset) || words[words.length - 1];

  /** The paragraph of an offset, or the one that is `step` further, from its first word to its last. */
  function paragraphOf(offset, step = 0) {
    const here = Math.max(0, blocks.findLastIndex((one) => one.start <= offset));
    const { start, letters } = blocks[Math.max(0, Math.min(blocks.length - 1, here + step))];
    const inside = words.filter((one) => one[0] >= start && one[1] <= start + letters.length);
    return inside.length ? [inside[0][0], inside[inside.length - 1][1]] : [start, start + letters.length];
  }

  /**
   * The words nearest to what is said, in its paragraph and beside it, that are `names`; null if there are none.
   * A name begins with a capital, and goes on as far as words of names stand.
   */
  function nearestNamed(content, names) {
    const read = (word) => (word ? kg.words(textOf(word)) : []);
    const isOfName = (word) => read(word).some((one) => names.has(one));
    const [first, last] = [content[0][0], content[content.length - 1][1]];
    const [from, to] = [paragraphOf(first)[0], paragraphOf(last)[1]];
    const beside = words.filter(([start, end]) => start >= from && end <= to && !content.some((one) => start < one[1] && end > one[0]));
    const near = beside
      .filter((word) => /^\P{L}*\p{Lu}/u.test(textOf(word)) && isOfName(word))
      .sort((one, other) => gap(one, content) - gap(other, content))[0];
    if (!near) return null;
    let [begin, end] = [beside.indexOf(near), beside.indexOf(near)];
    while (isOfName(beside[begin - 1]) && !/[.,;:]/u.test(textOf([beside[begin - 1][0], beside[begin][0]]))) begin--;
    while (isOfName(beside[end + 1]) && !/[.,;:]/u.test(textOf([beside[end][0], beside[end + 1][0]]))) end++;
    return [beside[begin][0], beside[end][1]];
  }

  const gap = ([start, end], content) => Math.min(...content.map((one) => Math.max(one[0] - end, start - one[1])));

  /** The word after, or before, what is chosen. */
  function wordBeside([start, end], step) {
    return (step > 0 ? words.find((one) => one[0] >= end) : words.findLast((one) => one[1] <= start)) || [start, end];
  }

  /** The word that most likely reports what is said: between it and its source, else after the later of both. */
  function likelyCue(content, source) {
    const last = content[content.length - 1][1];
    const [from, to] = source.length ? [source[0][0], source[source.length - 1][1]] : [last, last];
    const between = wordAfter(from >= last ? last : to);
    return between[1] <= Math.max(from, content[0][0]) ? between : wordAfter(Math.max(to, last));
  }

  /** The sentences of the article, as far as their ends can be told: without white space and the last mark. */
  const sentences = words.reduce((found, word, number) => {
    const before = words[number - 1];
    const between = before && blockOf(before[0]) === blockOf(word[0]) ? textOf([before[0], word[0]]) : "";
    if (!between || /[.!?]["'”’)\]]*\s*$/u.test(between)) found.push([...word]);
    else found[found.length - 1][1] = word[1];
    return found;
  }, []);

  /** The sentence of what is chosen, or where that is one, the next or the previous one. */
  function sentenceBeside([start, end], step) {
    const here = sentences.findLastIndex((one) => one[0] <= start);
    const [first, last] = sentences[here] || [];
    const isWhole = first === start && last === end;
    return sentences[here + (isWhole ? step : 0)] || [start, end];
  }

  return { select, selected, moved, textOf, wordAfter, wordBeside, sentenceBeside, likelyCue, nearestNamed, paragraphOf };
};
