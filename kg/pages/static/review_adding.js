"use strict";
/* What the reader has missed: a statement, by its words and those of its source, and a position. */
kg.adding = function (desk) {
  const hidden = (text) => `“${kg.shorten(text, 200)}”`;

  /** The actors of the article, first those of whose names a word is in `words`. */
  function likelyFirst(words) {
    const said = kg.words(words);
    const isNamed = (who) => kg.words(who.name).some((word) => said.includes(word));
    const actors = desk.actors();
    return [...actors.filter(isNamed), ...actors.filter((who) => !isNamed(who))];
  }

  async function addStatement() {
    const { passages, article } = desk.data();
    const text = kg.readWords(passages);
    const near = desk.statement();
    const first = text.selected() || text.paragraphOf(near ? near.content[0][0] : 0);
    const asked = { passages, byParagraph: true, tell: desk.tell };
    const content = await kg.edit.begin({ ...asked, pieces: [first], title: "What was said: " });
    if (!content) return desk.leave("No statement is added.");
    const next = text.wordAfter(content[content.length - 1][1]);
    const source = await kg.edit.begin({ ...asked, pieces: [next], title: "The words that name who said it: ", mayBeNone: true });
    if (!source) return desk.leave("No statement is added.");
    const said = content.map(text.textOf).join(" … ");
    const named = source.map(text.textOf).join(" ");
    const chosen = await kg.choose({
      title: "Who says this?",
      about: named ? `${hidden(said)}, ${kg.shorten(named)}` : hidden(said),
      offer: desk.offeringSpeakers(likelyFirst(named)),
    });
    if (!chosen) return desk.leave("No statement is added.");
    const from = source.length ? ` from ${kg.edit.places(source)}` : "";
    const claims = [["statement-added", "", `${article} ${kg.edit.places(content)}${from}`]];
    const speaker = desk.speakerClaim("", chosen);
    await desk.add(speaker[0] === "speaker" ? [...claims, speaker] : claims, `Added: ${hidden(said)}, speaker: ${chosen.label}`);
  }

  async function addPosition() {
    const one = desk.statement();
    if (!one.speaker) return desk.tell("Nobody is named who would take a position; give it a speaker first: s.");
    const fits = (act, query) => kg.hasAll(kg.fold(`${act.label} ${act.detail}`), kg.words(query));
    const act = await kg.choose({
      title: `What does ${kg.shorten(one.speaker.name)} do by saying this?`,
      about: hidden(one.text),
      offer: async (query) => desk.data().acts.filter((option) => fits(option, query)),
    });
    if (!act) return;
    const target = await kg.choose({
      title: "Toward whom or what?",
      about: `${act.label} …, ${hidden(one.text)}`,
      offer: desk.offeringTargets(one, (node) => node.id !== one.speaker.id),
    });
    if (!target) return;
    const [kind, what] = target.isWords ? ["position-added-words", target.label] : ["position-added", target.value.id];
    await desk.correct([[kind, one.id, `${act.notation} ${what}`]], `position: ${act.label} → ${target.label}`);
  }

  return { addStatement, addPosition };
};
