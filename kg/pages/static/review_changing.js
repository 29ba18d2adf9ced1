"use strict";
/* What was read of positions, agreements and actors, put right: chosen from what there is. */
kg.changing = function (desk) {
  const turned = { supports: "opposes", opposes: "supports" };

  async function changePosition() {
    const one = desk.statement();
    if (!one.positions.length) return desk.tell("This statement has no position.");
    const options = one.positions.flatMap((held) => {
      const label = `${held.holder}: ${held.act} → ${held.target.name}, ${held.polarity}`;
      const others = turned[held.polarity] ? [turned[held.polarity], "mixed", "neutral"] : ["supports", "opposes"];
      return [
        ...(held.byHand ? [] : [{ label: "Accept", detail: label, kind: "position-accepted", what: "" }]),
        ...others.map((what, number) => ({ label: `${number || !turned[held.polarity] ? "Make it" : "Turn it:"} ${what}`, detail: label, kind: "position-polarity", what })),
        { label: "Retarget", detail: label, kind: "position-target" },
        { label: "Remove", detail: label, kind: "not-a-position", what: "" },
      ].map((option) => ({ ...option, held }));
    });
    const chosen = await kg.choose({
      title: "What is right of its positions?",
      about: `“${kg.shorten(one.text, 200)}”`,
      offer: async (query) => kg.narrow(options, query),
    });
    if (!chosen) return;
    const subject = `${one.id}/${chosen.held.id}`;
    if (chosen.kind === "not-a-position" && desk.lineThatAdds(subject)) return desk.undo(desk.lineThatAdds(subject));
    if (chosen.kind !== "position-target") {
      return desk.correct([[chosen.kind, subject, chosen.what]], `${chosen.label.toLowerCase()}: ${chosen.detail}`);
    }
    const target = await kg.choose({
      title: "Toward whom or what?",
      about: chosen.detail,
      offer: desk.offeringTargets(one, (own) => own.id !== chosen.held.target.id && own.id !== chosen.held.holderId),
    });
    if (!target) return;
    const claim = target.isWords ? ["position-words", subject, target.label] : ["position-target", subject, target.value.id];
    return desk.correct([claim], `toward ${target.label}`);
  }

  /** What of an agreement is corrected: which is meant here, or which it is everywhere. */
  async function changeAgreement() {
    const one = desk.statement();
    if (!one.agreements.length) return desk.tell("This statement refers to no agreement.");
    const options = one.agreements.flatMap((held) => [
      { label: "Another one is meant here", detail: held.name, kind: "agreement", held },
      { label: "None is meant here", detail: held.name, kind: "not-the-agreement", held },
      { label: "It is another one, everywhere", detail: held.name, kind: "same-agreement", held },
    ]);
    const chosen = await kg.choose({
      title: "Which agreement is meant?",
      about: `“${kg.shorten(one.text, 200)}”`,
      offer: async (query) => kg.narrow(options, query),
    });
    if (!chosen) return;
    const { kind, held } = chosen;
    // A line is about what was read, in the place of which another one may stand here now.
    const line = desk.data().lines.map(({ cells }) => cells).find((cells) => cells[0] === "agreement" && cells[1].startsWith(`${one.id}/`) && cells[2] === held.id);
    const subject = line ? line[1] : `${one.id}/${held.id}`;
    if (kind === "not-the-agreement") return desk.correct([[kind, subject, ""]], `${held.name} is not meant`);
    const others = desk.data().nodes.filter((own) => own.kind === "agreement" && own.id !== held.id);
    const meant = await kg.choose({
      title: kind === "agreement" ? `Which one, if not ${kg.shorten(held.name)}?` : `What is ${kg.shorten(held.name)}?`,
      about: kind === "agreement" ? "" : "The name of the one that you choose is kept.",
      offer: desk.offering(desk.listed(others), "agreement"),
    });
    if (!meant) return;
    if (kind === "same-agreement") return desk.correct([[kind, held.id, meant.value.id]], `${held.name} is ${meant.label}`);
    if (line && subject === `${one.id}/${meant.value.id}`) return desk.undo(line);
    return desk.correct([[kind, subject, meant.value.id]], `${meant.label} is meant`);
  }

  async function mergeActors() {
    const one = desk.statement();
    const own = [one.speaker, ...one.candidates, ...one.positions.map((held) => held.target)].filter((who) => who && who.kind === "actor");
    const first = desk.listed([...new Map([...own, ...desk.actors()].map((who) => [who.id, who])).values()]);
    const gone = await kg.choose({ title: "Which actor is another one?", offer: desk.offering(first, "actor") });
    if (!gone) return;
    const kept = await kg.choose({
      title: `Who is ${gone.label}?`,
      about: "The name and the type of the one that you choose are kept.",
      offer: desk.offering(first.filter((who) => who.value.id !== gone.value.id), "actor"),
    });
    if (kept) await desk.correct([["same-actor", gone.value.id, kept.value.id]], `${gone.label} is ${kept.label}`);
  }

  return { changePosition, changeAgreement, mergeActors };
};
