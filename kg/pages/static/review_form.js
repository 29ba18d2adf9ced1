"use strict";
/* What a statement is, whether it was said, and the words that report it. */
kg.forming = function (desk) {
  /** What the statement can be instead of what it is. */
  function otherForms(one) {
    const { kinds, unsaid } = desk.data().forms;
    return [
      ...kinds.filter((form) => form.value !== one.kind).map((form) => ({ ...form, claim: "statement-kind" })),
      ...unsaid.filter((form) => form.value !== one.unsaid).map((form) => ({ ...form, claim: "statement-unsaid" })),
    ];
  }

  async function changeKind() {
    const one = desk.statement();
    const named = (value) => Object.values(desk.data().forms).flat().find((form) => form.value === value).label;
    const chosen = await kg.choose({
      title: "What is it, and was it said?",
      about: `Now ${named(one.kind)}, ${named(one.unsaid)}: “${kg.shorten(one.text, 200)}”`,
      offer: async (query) => kg.narrow(otherForms(one), query),
    });
    if (chosen) await desk.correct([[chosen.claim, one.id, chosen.value]], `it is ${chosen.label}`);
  }

  async function changeCue() {
    const one = desk.statement();
    const { passages } = desk.data();
    const text = kg.readWords(passages);
    const cue = await kg.edit.begin({
      passages,
      pieces: [one.cue || text.likelyCue(one.content, one.source)],
      title: "The words that report it: ",
      isOne: true,
      mayBeNone: true,
      tell: desk.tell,
    });
    const before = one.cue ? kg.edit.places([one.cue]) : "none";
    const after = cue && cue.length ? kg.edit.places(cue) : "none";
    if (!cue || after === before) return desk.leave("The cue stays as it is.");
    desk.stay();
    await desk.correct([["statement-cue", one.id, after]], cue.length ? `reported by “${text.textOf(cue[0])}”` : "no cue");
    return desk.catchUp();
  }

  return { changeKind, changeCue };
};
