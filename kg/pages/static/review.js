"use strict";
/* A review of an article by keys: which statement is chosen, what the server is told, what is shown of it. */
(function () {
  const status = document.getElementById("review-status");
  const [chooserDialog, help] = ["chooser", "help"].map((name) => document.getElementById(name));
  let data = kg.data("review-data");
  let current = -1;
  let editing = null;
  let asked = 0;
  let isStale = false;
  /** The statement to choose when the page shows it again. */
  let wished = "";

  const tell = (sentence) => (status.textContent = sentence);
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
    tell(`${said}. It is in ${data.file.split(/[\\/]/).pop()}.`);
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
    isStale = chooserDialog.open || help.open || editing !== null;
    if (isStale) return;
    const answer = await fetch(location.pathname).catch(() => null);
    if (!answer || !answer.ok || chooserDialog.open || help.open || editing) return void (isStale = true);
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
    const claim = chosen === NOBODY ? ["unnamed-speaker", one.id, ""] : ["speaker", one.id, chosen.isNew ? chosen.label : chosen.value.id];
    await correct([claim], `speaker: ${chosen.label}`);
    if (named.isConnected) named.replaceChildren(kg.name(chosen.label));
  }

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
    if (chosen.kind !== "position-target") {
      return correct([[chosen.kind, subject, chosen.what]], `${chosen.label.toLowerCase()}: ${chosen.detail}`);
    }
    const words = (query) => (query && kg.fold(one.text).includes(kg.fold(query)) ? [{ label: query, detail: "a course of action, in the words of the statement", isWords: true }] : []);
    const target = await kg.choose({
      title: "Toward whom or what?",
      about: chosen.detail,
      offer: offering(listed(data.nodes.filter((own) => own.id !== chosen.held.target.id)), "all", words),
    });
    if (!target) return;
    const claim = target.isWords ? ["position-words", subject, target.label] : ["position-target", subject, target.value.id];
    return correct([claim], `toward ${target.label}`);
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

  function editWords() {
    const one = statement();
    editing = { id: one.id, text: kg.readWords(data.passages), pieces: one.content.map((piece) => [...piece]), place: 0 };
    document.body.classList.add("editing");
    document.activeElement.blur();
    showPiece();
  }

  function showPiece() {
    const { text, pieces, place } = editing;
    text.select(pieces[place]);
    const which = pieces.length > 1 ? `Piece ${place + 1} of ${pieces.length}: ` : "";
    tell(`${which}“${kg.shorten(text.textOf(pieces[place]), 200)}”. ← → move the end, ⇧ ← → the beginning; Enter saves, Esc leaves.`);
  }

  async function endEditing(isSaved) {
    const { id, text, pieces, place } = editing;
    pieces[place] = text.selected() || pieces[place];
    editing = null;
    document.body.classList.remove("editing");
    getSelection().removeAllRanges();
    const number = current;
    choose(number);
    if (isSaved) {
      const places = pieces.sort((one, other) => one[0] - other[0]).map((one) => one.join("-")).join(" ");
      await correct([["statement-words", id, places]], `words: “${pieces.map(text.textOf).join(" … ")}”`);
    } else tell("The words stay as they are.");
    if (isStale) await refresh();
  }

  function editKey(event) {
    const { text, pieces } = editing;
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const piece = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    pieces[editing.place] = text.selected() || pieces[editing.place];
    if (by) pieces[editing.place] = text.moved(pieces[editing.place], by, !event.shiftKey);
    else if (piece) editing.place = Math.max(0, Math.min(pieces.length - 1, editing.place + piece));
    else if (event.key === "Enter") return void endEditing(true);
    else if (event.key === "Escape") return void endEditing(false);
    else return false;
    showPiece();
    return true;
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

  const ofStatement = {
    a: () => correct([["statement-accepted", statement().id, ""]], statement().speaker ? "accepted" : "accepted, but for its speaker"),
    s: giveSpeaker,
    n: () => correct([["not-a-statement", statement().id, ""]], "not a statement", "gone"),
    w: editWords,
    p: changePosition,
    m: mergeActors,
  };
  const ofPage = {
    j: () => step(1),
    k: () => step(-1),
    u: () => undo(),
    q: openNext,
    Q: () => (location.href = "/review"),
    "?": () => help.showModal(),
  };

  function press(key) {
    if (editing) return false;
    if (ofPage[key]) ofPage[key]();
    else if (ofStatement[key] && current < 0) tell("Choose a statement first: j.");
    else if (ofStatement[key]) ofStatement[key]();
    else return false;
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || chooserDialog.open || help.open) return;
    if (event.target.closest("input, select, textarea") && event.target.type !== "checkbox") return;
    if (editing ? editKey(event) !== false : press(event.key)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button && button.dataset.key) press(button.dataset.key);
    else if (button && button.dataset.undo) undo(JSON.parse(button.dataset.undo));
    else if (!editing && !event.target.closest("a, button, summary, input")) {
      const own = event.target.closest(".note");
      if (own) choose(Number(own.dataset.of));
    }
  });
  for (const one of [chooserDialog, help]) {
    one.addEventListener("close", () => setTimeout(() => isStale && refresh(), 0));
  }

  const wanted = data.statements.findIndex((one) => "#" + one.id === location.hash);
  // A browser goes to what the address names, without the focus, once all is loaded.
  if (wanted >= 0) addEventListener("load", () => setTimeout(() => choose(wanted), 0));
})();
