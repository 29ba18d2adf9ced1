"use strict";
/* Words of the article that a person chooses: moved by keys, or drawn by hand. */
kg.edit = (function () {
  let now = null;

  /** The words that are chosen, without their middle where they are many: both ends may be moved. */
  function shown(words) {
    const half = innerWidth < 800 ? 30 : 100;
    const letters = Array.from(words);
    return letters.length > 2 * half ? `${letters.slice(0, half).join("")} … ${letters.slice(-half).join("")}` : words;
  }

  function show() {
    const { text, pieces, place, given } = now;
    text.select(pieces[place]);
    const which = pieces.length > 1 ? `Piece ${place + 1} of ${pieces.length}: ` : "";
    const none = given.mayBeNone ? ", Backspace takes none" : "";
    const more = given.isOne ? "" : ", + adds a piece";
    given.tell(`${given.title}${which}“${shown(text.textOf(pieces[place]))}”. j k choose another word, . , a sentence, ← → move the end, ⇧ ← → the beginning${more}; Enter goes on${none}, Esc leaves.`);
  }

  function end(found) {
    const { done } = now;
    now = null;
    document.body.classList.remove("editing");
    getSelection().removeAllRanges();
    done(found);
  }

  /** Go to the next or the previous piece, or with it to the next or the previous paragraph. */
  function go(step) {
    const { text, pieces, place, given } = now;
    if (given.byParagraph) pieces[place] = text.paragraphOf(pieces[place][0], step);
    else now.place = Math.max(0, Math.min(pieces.length - 1, place + step));
  }

  function addPiece() {
    const { text, pieces, place } = now;
    pieces.push(text.wordAfter(pieces[place][1]));
    now.place = pieces.length - 1;
  }

  function removePiece() {
    now.pieces.splice(now.place, 1);
    now.place = Math.max(0, now.place - 1);
  }

  /** Take a key; false if it does nothing here. */
  function press(key, isShifted = false) {
    const { text, pieces, place, given } = now;
    pieces[place] = text.selected() || pieces[place];
    const by = { ArrowRight: 1, ArrowLeft: -1 }[key];
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    const beside = { j: 1, k: -1 }[key];
    const sentence = { ".": 1, ",": -1 }[key];
    if (by) pieces[place] = text.moved(pieces[place], by, !isShifted);
    else if (sentence) pieces[place] = text.sentenceBeside(pieces[place], sentence);
    else if (beside) pieces[place] = text.wordBeside(pieces[place], beside);
    else if (step) go(step);
    else if (key === "+" && !given.isOne) addPiece();
    else if (key === "Backspace" && pieces.length > 1) removePiece();
    else if (key === "Backspace" && given.mayBeNone) return end([]), true;
    else if (key === "Enter") return end(pieces.sort((one, other) => one[0] - other[0])), true;
    else if (key === "Escape") return end(null), true;
    else return false;
    show();
    return true;
  }

  /**
   * Let the person choose words, in one piece or several, beginning with `given.pieces`; null if they leave.
   * `given.byParagraph` lets ↑ ↓ go through the paragraphs, not the pieces; `given.isOne` allows one piece only;
   * `given.mayBeNone` none at all; `given.tell` says what is chosen.
   */
  function begin(given) {
    const pieces = given.pieces.map((piece) => [...piece]);
    return new Promise((done) => {
      now = { text: kg.readWords(given.passages), pieces, place: 0, given, done };
      document.body.classList.add("editing");
      document.activeElement.blur();
      show();
    });
  }

  /** Places as corrections write them. */
  const places = (pieces) => pieces.map((piece) => piece.join("-")).join(" ");

  return { begin, press, places, isOn: () => now !== null };
})();
