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

  /** Choose a statement, or none, and bring it into view. */
  function choose(number) {
    point(number);
    note(current)?.scrollIntoView({ block: "center" });
  }

  /** Choose a statement where it is. */
  function point(number) {
    for (const one of notes()) one.removeAttribute("aria-current");
    const chosen = note(number);
    current = chosen ? number : -1;
    if (!chosen) return;
    const one = statement();
    chosen.setAttribute("aria-current", "true");
    chosen.tabIndex = -1;
    history.replaceState(null, "", "#" + one.id);
    chosen.focus({ preventScroll: true });
    const who = one.speaker ? one.speaker.name : one.candidates.length ? "unsure who" : "nobody named";
    const why = one.byHand ? `${one.byHand} by hand` : one.reason;
    tell(`${number + 1} of ${data.statements.length}, ${who}: “${kg.shorten(one.text)}”${why ? "; " + why : ""}`);
  }

  function step(by) {
    const shown = notes().filter((one) => one.offsetParent !== null).map((one) => Number(one.dataset.of));
    if (!shown.length) return tell("No statement is shown here.");
    const place = shown.indexOf(current);
    const next = place < 0 ? (by > 0 ? 0 : shown.length - 1) : place + by;
    choose(shown[Math.max(0, Math.min(shown.length - 1, next))]);
    if (next === shown.length) tell("This is the last statement here; q goes on to the next of the queue.");
    if (next < 0) tell("This is the first statement here.");
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
    const { id } = statement();
    if (!(await send("/review/corrections", { claims }))) return;
    // Meanwhile the page may have got other numbers, or no longer have the statement.
    const shown = note(data.statements.findIndex((one) => one.id === id));
    if (!shown) return void settle();
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
    if (answer.pending) return settle();
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
    const before = wished ? undefined : note(current)?.getBoundingClientRect().top;
    for (const one of document.querySelectorAll(".passage, #history")) one.remove();
    document.getElementById("review-bar").before(...fresh.querySelectorAll(".passage, #history"));
    for (const part of ["header .counts", "header .voices"]) {
      document.querySelector(part)?.replaceWith(fresh.querySelector(part) || "");
    }
    document.querySelector(".others label").lastChild.replaceWith(fresh.querySelector(".others label").lastChild);
    data = JSON.parse(fresh.getElementById("review-data").textContent);
    globalThis.lightUpStatements();
    globalThis.offerCitations(JSON.parse(fresh.getElementById("statement-data").textContent));
    const told = status.textContent;
    wished = "";
    const same = data.statements.findIndex((one) => one.id === id);
    if (hadFocus && id && (same < 0 || before === undefined)) choose(same >= 0 ? same : Math.min(current, data.statements.length - 1));
    else if (hadFocus && id) {
      // What is chosen stays where it is, whatever has become longer or shorter before it.
      point(same);
      scrollBy(0, note(same).getBoundingClientRect().top - before);
    } else if (same >= 0) {
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

  async function editWords() {
    const one = statement();
    const pieces = await kg.edit.begin({ passages: data.passages, pieces: one.content, title: "", tell });
    const text = kg.readWords(data.passages);
    if (!pieces || kg.edit.places(pieces) === kg.edit.places(one.content)) return leave("The words stay as they are.");
    choose(current);
    await correct([["statement-words", one.id, kg.edit.places(pieces)]], `words: “${pieces.map(text.textOf).join(" … ")}”`);
    return catchUp();
  }

  /** Show what the graph has got meanwhile. */
  async function catchUp() {
    if (isStale) await refresh();
  }

  /** Go back to the chosen statement, with nothing changed. */
  async function leave(sentence) {
    if (current >= 0) choose(current);
    tell(sentence);
    await catchUp();
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
    const where = answer.page && answer.page !== location.pathname ? ", in another article" : "";
    tell(`Undone: ${answer.added.map((line) => line[0]).join(", ")}${answer.text ? ` of “${kg.shorten(answer.text)}”` : ""}${where}.`);
    if (!where) wished = answer.added[0][1].split("/")[0];
    settle();
  }

  /** Show, or hide, what was not said, and attitudes and acts. */
  function showOthers() {
    const box = document.getElementById("others");
    box.checked = !box.checked;
    tell(`What was not said, attitudes and acts are ${box.checked ? "shown" : "hidden"}.`);
  }

  /** Show the keys from the first on; a dialog goes to its button otherwise, which is below them. */
  function showHelp() {
    help.showModal();
    help.focus();
    help.scrollTop = 0;
  }

  async function openNext() {
    // Who has gone on in the article with j comes back to the place in the queue.
    const after = sessionStorage.getItem("review-place") || (current < 0 ? "" : statement().id);
    const answer = await fetch(`/review/next?after=${encodeURIComponent(after)}`).then((one) => one.json(), () => null);
    if (!answer || !answer.page) return tell(answer ? `The queue ends here; ${answer.left} are left before this.` : "The server does not answer.");
    sessionStorage.setItem("review-place", answer.id);
    if (answer.page === location.pathname) {
      choose(data.statements.findIndex((one) => one.id === answer.id));
      tell(`${answer.left} left. ${answer.reason}`);
    } else location.href = `${answer.page}#${answer.id}`;
  }

  const desk = {
    data: () => data,
    offeringSpeakers: (likely) => offering([...listed(likely), NOBODY], "actor", anew),
    stay: () => choose(current),
    statement, tell, leave, catchUp, add, correct, undo, actors, listed, speakerClaim, lineThatAdds, offering, offeringTargets,
  };
  const adding = kg.adding(desk);
  const changing = kg.changing(desk);
  const forming = kg.forming(desk);

  const ofStatement = {
    a: () => correct([["statement-accepted", statement().id, ""]], statement().speaker ? "accepted" : "accepted, but for its speaker"),
    s: giveSpeaker,
    n: () => {
      const line = lineThatAdds(statement().id);
      return line ? undo(line) : correct([["not-a-statement", statement().id, ""]], "not a statement", "gone");
    },
    w: editWords,
    t: forming.changeKind,
    c: forming.changeCue,
    p: changing.changePosition,
    P: adding.addPosition,
    h: adding.addToldPosition,
    g: changing.changeAgreement,
    m: changing.mergeActors,
  };
  const ofPage = {
    j: () => step(1),
    k: () => step(-1),
    u: () => undo(),
    "+": adding.addStatement,
    o: showOthers,
    q: openNext,
    Q: () => (location.href = "/review"),
    "?": showHelp,
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
