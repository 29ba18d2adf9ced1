"use strict";
/* A review of an article by keys: which statement is chosen, what the server is told, what is shown of it. */
(function () {
  const status = document.getElementById("review-status");
  const [chooserDialog, help] = ["chooser", "help"].map((name) => document.getElementById(name));
  let data = kg.data("review-data");
  let current = -1;
  let asked = 0;
  let isStale = false;
  /** The statement to choose when the page shows it again. */
  let wished = "";

  const tell = (sentence) => (status.textContent = sentence);
  const fileName = () => data.file.split(/[\\/]/).pop();
  const statement = () => data.statements[current];
  const notes = () => Array.from(document.querySelectorAll(".note"));
  const note = (number) => document.querySelector(`.note[data-of="${number}"]`);
  const turned = { supports: "opposes", opposes: "supports" };

  /** Choose a statement, the one that is `step` further, or none. */
  function choose(number) {
    for (const one of notes()) one.removeAttribute("aria-current");
    const chosen = note(number);
    current = chosen ? number : -1;
    if (!chosen) return;
    const one = statement();
    chosen.setAttribute("aria-current", "true");
    chosen.tabIndex = -1;
    history.replaceState(null, "", "#" + one.id);
    chosen.focus({ preventScroll: true });
    chosen.scrollIntoView({ block: "center" });
    const who = one.speaker ? one.speaker.name : one.candidates.length ? "unsure who" : "nobody named";
    tell(`${number + 1} of ${data.statements.length}, ${who}: “${kg.shorten(one.text)}”${one.byHand ? ", " + one.byHand + " by hand" : ""}`);
  }

  function step(by) {
    const shown = notes().filter((one) => one.offsetParent !== null).map((one) => Number(one.dataset.of));
    if (!shown.length) return tell("No statement is shown here.");
    const place = shown.indexOf(current);
    choose(shown[place < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.max(0, Math.min(shown.length - 1, place + by))]);
  }

  async function send(address, content) {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json", "x-review-token": data.token },
      body: JSON.stringify(content),
    }).catch(() => null);
    if (!answer) return tell("The server does not answer; is it still running?"), null;
    const found = await answer.json().catch(() => ({ error: "The server refused this; open the address that it has printed." }));
    if (answer.ok) return found;
    tell(found.error);
    return null;
  }

  /** Tell the server what is corrected in the chosen statement; `said` says it in words. */
  async function correct(claims, said, look = "") {
    const number = current;
    if (!(await send("/review/corrections", { claims }))) return;
    const shown = note(number);
    const mark = kg.element("p", { className: "reviewed now" }, said, ", reviewed by ", kg.name(data.reviewer), " now");
    shown.querySelector(".reviewed.now")?.remove();
    shown.querySelector(".how").after(mark);
    if (look) shown.classList.add(look);
    tell(`${said}. It is in ${fileName()}.`);
    settle();
  }

  /** Wait until the graph has what was changed, then show it. */
  async function settle() {
    const own = ++asked;
    const answer = await fetch("/review/settled").then((one) => one.json(), () => null);
    if (own !== asked || !answer) return;
    if (answer.current) await refresh();
    else if (answer.reason) tell(answer.reason);
  }

  /** Put what the graph has now in the place of what the page shows. */
  async function refresh() {
    isStale = chooserDialog.open || help.open || kg.edit.isOn();
    if (isStale) return;
    const answer = await fetch(location.pathname).catch(() => null);
    if (!answer || !answer.ok || chooserDialog.open || help.open || kg.edit.isOn()) return void (isStale = true);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const id = wished || (current < 0 ? "" : statement().id);
    const hadFocus = document.activeElement === document.body || document.activeElement.matches(".note");
    for (const one of document.querySelectorAll(".passage, #history")) one.remove();
    document.getElementById("review-bar").before(...fresh.querySelectorAll(".passage, #history"));
    for (const part of ["header .counts", "header .voices"]) {
      document.querySelector(part)?.replaceWith(fresh.querySelector(part) || "");
    }
    data = JSON.parse(fresh.getElementById("review-data").textContent);
    globalThis.lightUpStatements();
    const told = status.textContent;
    wished = "";
    const same = data.statements.findIndex((one) => one.id === id);
    if (hadFocus && id) choose(same >= 0 ? same : Math.min(current, data.statements.length - 1));
    else if (same >= 0) {
      current = same;
      note(same).setAttribute("aria-current", "true");
    }
    tell(told);
  }

  /** What a chooser offers: what the article has, and for what is typed what the server finds. */
  function offering(first, kinds, more = () => []) {
    return async (query, isPatient) => {
      const words = kg.words(query);
      const near = first.filter((one) => kg.hasAll(kg.fold(one.label), words));
      let found = [];
      if (isPatient) {
        const answer = await fetch(`/review/names?kinds=${kinds}&q=${encodeURIComponent(query)}`).catch(() => null);
        found = answer && answer.ok ? (await answer.json()).names.map((one) => ({ label: one.name, detail: one.type, value: one })) : [];
      }
      const known = new Set(near.map((one) => one.value && one.value.id));
      return [...near, ...found.filter((one) => !known.has(one.value.id)), ...more(query)];
    };
  }

  const listed = (nodes) => nodes.map((one) => ({ label: one.name, detail: one.type, value: one }));
  const NOBODY = { label: "nobody named", detail: "the article has no name for who says it" };
  const anew = (query) => (query ? [{ label: query, detail: "a person who is not in the graph yet", isNew: true }] : []);
  const speakerClaim = (id, chosen) =>
    chosen === NOBODY ? ["unnamed-speaker", id, ""] : ["speaker", id, chosen.isNew ? chosen.label : chosen.value.id];
  const actors = () => data.nodes.filter((one) => one.kind === "actor");

  async function giveSpeaker() {
    const one = statement();
    const likely = one.candidates.map((who) => ({ label: who.name, detail: kg.percent(who.confidence), value: who }));
    const others = actors().filter((who) => ![one.speaker, ...one.candidates].some((own) => own && own.id === who.id));
    const named = note(current).querySelector(".who strong");
    const chosen = await kg.choose({
      title: "Who says this?",
      about: `“${kg.shorten(one.text, 200)}”`,
      offer: offering([...likely, ...listed(others), NOBODY], "actor", anew),
    });
    if (!chosen) return;
    await correct([speakerClaim(one.id, chosen)], `speaker: ${chosen.label}`);
    if (named.isConnected) named.replaceChildren(kg.name(chosen.label));
  }

  /** What a chooser offers as the target of a position: nodes that fit, and words of the statement. */
  function offeringTargets(one, fits) {
    const isSaid = (query) => query && kg.fold(one.text).includes(kg.fold(query));
    const words = (query) => (isSaid(query) ? [{ label: query, detail: "a course of action, in the words of the statement", isWords: true }] : []);
    return offering(listed(data.nodes.filter(fits)), "all", words);
  }

  /** The line of the file that adds something, if a person has added it. */
  const lineThatAdds = (subject) => data.lines.map((line) => line.cells).find((cells) => cells[1] === subject && /^(statement|position)-added/.test(cells[0]));

  async function changePosition() {
    const one = statement();
    if (!one.positions.length) return tell("This statement has no position.");
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
    const fits = (option, query) => kg.hasAll(kg.fold(`${option.label} ${option.detail}`), kg.words(query));
    const chosen = await kg.choose({
      title: "What is right of its positions?",
      about: `“${kg.shorten(one.text, 200)}”`,
      offer: async (query) => options.filter((option) => fits(option, query)),
    });
    if (!chosen) return;
    const subject = `${one.id}/${chosen.held.id}`;
    if (chosen.kind === "not-a-position" && lineThatAdds(subject)) return undo(lineThatAdds(subject));
    if (chosen.kind !== "position-target") {
      return correct([[chosen.kind, subject, chosen.what]], `${chosen.label.toLowerCase()}: ${chosen.detail}`);
    }
    const target = await kg.choose({
      title: "Toward whom or what?",
      about: chosen.detail,
      offer: offeringTargets(one, (own) => own.id !== chosen.held.target.id),
    });
    if (!target) return;
    const claim = target.isWords ? ["position-words", subject, target.label] : ["position-target", subject, target.value.id];
    return correct([claim], `toward ${target.label}`);
  }

  /** What of an agreement is corrected: which is meant here, or which it is everywhere. */
  async function changeAgreement() {
    const one = statement();
    if (!one.agreements.length) return tell("This statement refers to no agreement.");
    const options = one.agreements.flatMap((held) => [
      { label: "Another one is meant here", detail: held.name, kind: "agreement", held },
      { label: "None is meant here", detail: held.name, kind: "not-the-agreement", held },
      { label: "It is another one, everywhere", detail: held.name, kind: "same-agreement", held },
    ]);
    const fits = (option, query) => kg.hasAll(kg.fold(`${option.label} ${option.detail}`), kg.words(query));
    const chosen = await kg.choose({
      title: "Which agreement is meant?",
      about: `“${kg.shorten(one.text, 200)}”`,
      offer: async (query) => options.filter((option) => fits(option, query)),
    });
    if (!chosen) return;
    const { kind, held } = chosen;
    // A line is about what was read, in the place of which another one may stand here now.
    const line = data.lines.map(({ cells }) => cells).find((cells) => cells[0] === "agreement" && cells[1].startsWith(`${one.id}/`) && cells[2] === held.id);
    const subject = line ? line[1] : `${one.id}/${held.id}`;
    if (kind === "not-the-agreement") return correct([[kind, subject, ""]], `${held.name} is not meant`);
    const others = data.nodes.filter((own) => own.kind === "agreement" && own.id !== held.id);
    const meant = await kg.choose({
      title: kind === "agreement" ? `Which one, if not ${kg.shorten(held.name)}?` : `What is ${kg.shorten(held.name)}?`,
      about: kind === "agreement" ? "" : "The name of the one that you choose is kept.",
      offer: offering(listed(others), "agreement"),
    });
    if (!meant) return;
    if (kind === "same-agreement") return correct([[kind, held.id, meant.value.id]], `${held.name} is ${meant.label}`);
    if (line && subject === `${one.id}/${meant.value.id}`) return undo(line);
    return correct([[kind, subject, meant.value.id]], `${meant.label} is meant`);
  }

  async function mergeActors() {
    const one = statement();
    const own = [one.speaker, ...one.candidates, ...one.positions.map((held) => held.target)].filter((who) => who && who.kind === "actor");
    const first = listed([...new Map([...own, ...actors()].map((who) => [who.id, who])).values()]);
    const gone = await kg.choose({ title: "Which actor is another one?", offer: offering(first, "actor") });
    if (!gone) return;
    const kept = await kg.choose({
      title: `Who is ${gone.label}?`,
      about: "The name and the type of the one that you choose are kept.",
      offer: offering(first.filter((who) => who.value.id !== gone.value.id), "actor"),
    });
    if (kept) await correct([["same-actor", gone.value.id, kept.value.id]], `${gone.label} is ${kept.label}`);
  }

  async function editWords() {
    const one = statement();
    const pieces = await kg.edit.begin({ passages: data.passages, pieces: one.content, title: "", tell });
    const text = kg.readWords(data.passages);
    if (pieces) choose(current);
    if (pieces) await correct([["statement-words", one.id, kg.edit.places(pieces)]], `words: “${pieces.map(text.textOf).join(" … ")}”`);
    else await leave("The words stay as they are.");
    if (isStale) await refresh();
  }

  /** Go back to the chosen statement, with nothing changed. */
  async function leave(sentence) {
    if (current >= 0) choose(current);
    tell(sentence);
    if (isStale) await refresh();
  }

  /** Tell the server what is added to the article; the page chooses it once it shows it. */
  async function add(claims, said) {
    const answer = await send("/review/corrections", { claims });
    if (!answer) return;
    tell(`${said}. It is in ${fileName()}.`);
    wished = answer.added[0][1];
    settle();
  }

  async function undo(cells = []) {
    const answer = await send("/review/undo", cells.length ? { cells } : {});
    if (!answer) return;
    tell(`Undone: ${answer.added.map((line) => line[0]).join(", ")}.`);
    wished = answer.added[0][1].split("/")[0];
    settle();
  }

  async function openNext() {
    const after = current < 0 ? "" : statement().id;
    const answer = await fetch(`/review/next?after=${encodeURIComponent(after)}`).then((one) => one.json(), () => null);
    if (!answer || !answer.page) return tell(answer ? `The queue ends here; ${answer.left} are left before this.` : "The server does not answer.");
    if (answer.page === location.pathname) {
      choose(data.statements.findIndex((one) => one.id === answer.id));
      tell(`${answer.left} left. ${answer.reason}`);
    } else location.href = `${answer.page}#${answer.id}`;
  }

  const adding = kg.adding({
    data: () => data,
    offeringSpeakers: (likely) => offering([...listed(likely), NOBODY], "actor", anew),
    statement, tell, leave, add, correct, actors, speakerClaim, offeringTargets,
  });

  const ofStatement = {
    a: () => correct([["statement-accepted", statement().id, ""]], statement().speaker ? "accepted" : "accepted, but for its speaker"),
    s: giveSpeaker,
    n: () => {
      const line = lineThatAdds(statement().id);
      return line ? undo(line) : correct([["not-a-statement", statement().id, ""]], "not a statement", "gone");
    },
    w: editWords,
    p: changePosition,
    P: () => adding.addPosition(),
    g: changeAgreement,
    m: mergeActors,
  };
  const ofPage = {
    j: () => step(1),
    k: () => step(-1),
    u: () => undo(),
    "+": () => adding.addStatement(),
    q: openNext,
    Q: () => (location.href = "/review"),
    "?": () => help.showModal(),
  };

  function press(key) {
    if (ofPage[key]) ofPage[key]();
    else if (ofStatement[key] && current < 0) tell("Choose a statement first: j.");
    else if (ofStatement[key]) ofStatement[key]();
    else return false;
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || chooserDialog.open || help.open) return;
    if (event.target.closest("input, select, textarea") && event.target.type !== "checkbox") return;
    if (kg.edit.isOn() ? kg.edit.press(event.key, event.shiftKey) : press(event.key)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const key = button && button.dataset.key;
    if (key && kg.edit.isOn()) kg.edit.press(key);
    else if (key) press(key);
    else if (button && button.dataset.undo) undo(JSON.parse(button.dataset.undo));
    else if (!kg.edit.isOn() && !event.target.closest("a, button, summary, input")) {
      const own = event.target.closest(".note");
      if (own) choose(Number(own.dataset.of));
    }
  });
  // A click on the bar leaves what is selected in the article.
  document.getElementById("review-bar").addEventListener("mousedown", (event) => event.preventDefault());
  for (const one of [chooserDialog, help]) {
    one.addEventListener("close", () => setTimeout(() => isStale && refresh(), 0));
  }

  const wanted = data.statements.findIndex((one) => "#" + one.id === location.hash);
  // A browser goes to what the address names, without the focus, once all is loaded.
  if (wanted >= 0) addEventListener("load", () => setTimeout(() => choose(wanted), 0));
})();
