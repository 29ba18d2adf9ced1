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
    const names = new Set(desk.actors().flatMap((who) => kg.words(who.name)).filter((word) => word.length > 2 && word !== "the"));
    const next = text.nearestNamed(content, names) || text.wordAfter(content[content.length - 1][1]);
    const source = await kg.edit.begin({ ...asked, pieces: [next], title: "The words that name who said it: ", mayBeNone: true });
    if (!source) return desk.leave("No statement is added.");
    const cue = await kg.edit.begin({ ...asked, pieces: [text.likelyCue(content, source)], title: "The words that report it: ", isOne: true, mayBeNone: true });
    if (!cue) return desk.leave("No statement is added.");
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
    if (speaker[0] === "speaker") claims.push(speaker);
    if (cue.length) claims.push(["statement-cue", "", kg.edit.places(cue)]);
    await desk.add(claims, `Added as speech that was said (t: as something else): ${hidden(said)}, speaker: ${chosen.label}`);
  }

  async function addPosition() {
    const one = desk.statement();
    if (!one.speaker) return desk.tell("Nobody is named who would take a position; give it a speaker first: s, or tell it of somebody else: h.");
    await askPosition(one, one.speaker, `What does ${kg.shorten(one.speaker.name)} do by saying this?`, "");
  }

  /** A position of somebody else, on the word of the speaker. */
  async function addToldPosition() {
    const one = desk.statement();
    const holder = await kg.choose({
      title: "Of whom is a position told here?",
      about: hidden(one.text),
      offer: desk.offering(desk.listed(likelyFirst(one.text).filter((who) => !one.speaker || who.id !== one.speaker.id)), "actor"),
    });
    if (holder) await askPosition(one, holder.value, `What does ${kg.shorten(holder.label)} do, as it is told?`, `by ${holder.value.id} `);
  }

  /** Ask for the act and the target of a position of `holder`, and add it. */
  async function askPosition(one, holder, title, whose) {
    const act = await kg.choose({
      title,
      about: hidden(one.text),
      offer: async (query) => kg.narrow(desk.data().acts, query),
    });
    if (!act) return;
    const target = await kg.choose({
      title: "Toward whom or what?",
      about: `${act.label} …, ${hidden(one.text)}`,
      offer: desk.offeringTargets(one, (node) => node.id !== holder.id),
    });
    if (!target) return;
    const [kind, what] = target.isWords ? ["position-added-words", target.label] : ["position-added", target.value.id];
    const said = `${whose ? holder.name + " " : ""}${act.label} → ${target.label}`;
    await desk.correct([[kind, one.id, `${whose}${act.notation} ${what}`]], `position: ${said}`);
  }

  return { addStatement, addPosition, addToldPosition };
};
