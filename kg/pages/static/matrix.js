"use strict";
/* positions.html: the table of what is chosen, the sentences of a cell, and both in the address. */
(function () {
  const form = document.querySelector("form.tools");
  if (!form) return;
  const MOST_ROWS = 40;
  const MOST_COLUMNS = 30;
  // With more columns their heads are slanted; with more than this they need the whole window.
  const MOST_WIDE = 8;
  const MOST_LOOSE = 18;
  const signs = { supports: "+", opposes: "−", mixed: "±", neutral: "○" };
  const ways = { supports: "supports", opposes: "opposes", mixed: "both supports and opposes", neutral: "is neutral toward" };
  const { element } = kg;
  const fields = ["who", "about", "way", "act", "from", "until"];
  const inputs = new Map(fields.map((field) => [field, document.getElementById(field)]));
  const status = document.getElementById("status");
  const matrix = document.getElementById("matrix");
  const table = matrix.querySelector("table");
  // What is there before anything is chosen.
  const whole = Array.from(table.children).slice(1);
  const look = matrix.className;
  const aside = Array.from(document.querySelectorAll(".fold"));
  const state = { cell: "" };
  let open = null;

  const pairs = Array.from(document.querySelectorAll(".cell[data-row]"), (section) => {
    const [holder, target] = section.querySelectorAll("h2 bdi");
    return {
      section,
      row: Number(section.dataset.row),
      column: Number(section.dataset.column),
      holder,
      target,
      who: kg.fold(holder.textContent),
      // Several wordings may be one target: each stands with its sentence.
      about: kg.fold([target, ...section.querySelectorAll(".quote > p:first-child bdi")].map((one) => one.textContent).join(" ")),
      quotes: Array.from(section.querySelectorAll("[data-way]"), (quote) => ({ quote, ...quote.dataset })),
    };
  });
  const total = pairs.filter((pair) => pair.quotes.length).length;

  function passes({ way, act, day }) {
    return (
      (!state.way || way === state.way) &&
      (!state.act || act === state.act) &&
      (!state.from || (day && day >= state.from)) &&
      (!state.until || (day && day <= state.until))
    );
  }

  /** Of a pair what passes: by polarity the statements, each once, and how sure the surest is. */
  function count(pair) {
    const found = new Map();
    for (const one of pair.quotes.filter(passes)) {
      const cell = found.get(one.way) || { first: new Set(), sure: 0 };
      cell.first.add(one.first);
      cell.sure = Math.max(cell.sure, Number(one.sure));
      found.set(one.way, cell);
    }
    return found;
  }

  function chip([way, { first, sure }]) {
    const size = first.size === 1 ? 1 : first.size < 5 ? 2 : 3;
    const step = sure < 0.8 ? 1 : sure < 0.9 ? 2 : 3;
    const unseen = element("span", { className: "unseen" }, " " + ways[way] + " in ");
    const sign = element("span", { className: "sign " + way }, signs[way], unseen, String(first.size));
    const share = element("span", { className: "surely" }, kg.percent(sure), element("span", { className: "unseen" }, " sure"));
    return element("span", { className: "counted n" + size + " s" + step }, sign, " ", share);
  }

  /** The rows or columns with most cells, then with most statements; those that are alike next to each other. */
  function first(found, end, most) {
    const counts = new Map();
    for (const { pair, cells } of found) {
      const [filled, statements] = counts.get(pair[end]) || [0, 0];
      counts.set(pair[end], [filled + 1, statements + Array.from(cells.values()).reduce((sum, cell) => sum + cell.first.size, 0)]);
    }
    const before = ([filled, statements], [others, more]) => others - filled || more - statements;
    const ranked = Array.from(counts.keys()).sort((one, other) => before(counts.get(one), counts.get(other)) || one - other);
    return { shown: ranked.slice(0, most).sort((one, other) => one - other), more: Math.max(0, ranked.length - most) };
  }

  const head = (scope, child) => element("th", { scope }, child);

  function draw(found) {
    const columns = first(found, "column", MOST_COLUMNS);
    const inside = found.filter(({ pair }) => columns.shown.includes(pair.column));
    const rows = first(inside, "row", MOST_ROWS);
    const cells = new Map(inside.map((one) => [one.pair.row + "-" + one.pair.column, one]));
    // The name with its link, if it has one.
    const named = (end, place, name) => {
      const text = found.find(({ pair }) => pair[end] === place).pair[name];
      return (text.closest("a, span") || text).cloneNode(true);
    };
    const top = columns.shown.map((column) => head("col", element("span", { className: "head" }, named("column", column, "target"))));
    const corner = Object.assign(head("col", "holder"), { className: "corner" });
    const wide = columns.shown.length > MOST_WIDE;
    // The last column has room for the slanted head before it.
    const rest = wide ? [Object.assign(head("col", element("span", { className: "unseen" }, "no others")), { className: "rest" })] : [];
    const body = rows.shown.map((row) => {
      const line = columns.shown.map((column) => {
        const one = cells.get(row + "-" + column);
        if (!one) return element("td", {});
        const toward = element("span", { className: "toward" }, kg.name(one.pair.target.textContent));
        return element("td", {}, element("a", { href: "#" + one.pair.section.id }, toward, ...Array.from(one.cells, chip)));
      });
      return element("tr", {}, head("row", named("row", row, "holder")), ...line, ...rest.map(() => element("td", { className: "rest" })));
    });
    replace([element("thead", {}, element("tr", {}, corner, ...top, ...rest)), element("tbody", {}, ...body)], "matrix" + (wide ? " slanted" : "") + (columns.shown.length > MOST_LOOSE ? " crowded" : ""));
    const more = [rows.more ? kg.counted(rows.more, "actor") : "", columns.more ? kg.counted(columns.more, "target") : ""].filter(Boolean);
    status.textContent = found.length
      ? found.length.toLocaleString("en") + " of " + kg.counted(total, "pair") + " of actor and target" + (more.length ? "; " + more.join(" and ") + " more than are shown" : "")
      : "Nothing fits all of this.";
  }

  function replace(parts, className) {
    for (const part of Array.from(table.children).slice(1)) part.remove();
    table.append(...parts);
    matrix.className = className;
  }

  function apply() {
    const chosen = fields.some((field) => state[field]);
    const [who, about] = [state.who, state.about].map(kg.words);
    const found = pairs
      .filter((pair) => kg.hasAll(pair.who, who) && kg.hasAll(pair.about, about))
      .map((pair) => ({ pair, cells: count(pair) }))
      .filter(({ cells }) => cells.size);
    for (const { quotes } of pairs) for (const one of quotes) one.quote.hidden = !passes(one);
    for (const one of aside) one.hidden = chosen;
    matrix.hidden = chosen && !found.length;
    if (chosen) draw(found);
    else replace(whole, look);
    if (!chosen) status.textContent = "";
    mark();
    for (const one of document.querySelectorAll(".multiples li")) {
      const current = Boolean(state.from) && one.dataset.from === state.from && one.dataset.until === state.until;
      one.querySelector("button").setAttribute("aria-pressed", String(current));
    }
    kg.remember(state);
  }

  /** The cell whose sentences are open is marked, with the heads of its row and column. */
  function mark() {
    for (const one of table.querySelectorAll("[aria-current], .lit")) {
      one.removeAttribute("aria-current");
      one.classList.remove("lit");
    }
    const link = open && table.querySelector('a[href="#' + open.id + '"]');
    if (!link) return;
    link.setAttribute("aria-current", "true");
    const cell = link.closest("td");
    cell.parentElement.firstElementChild.classList.add("lit");
    table.querySelector("thead tr").children[cell.cellIndex].classList.add("lit");
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function show(section) {
    if (open) open.classList.remove("open");
    open = section;
    state.cell = section ? section.id.replace(/^cell-/, "") : "";
    if (section) section.classList.add("open");
    mark();
    kg.remember(state);
  }

  function close() {
    const link = open && table.querySelector('a[href="#' + open.id + '"]');
    show(null);
    (link || matrix).focus();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const section = link && document.getElementById(link.hash.slice(1));
    if (link && link.classList.contains("close")) {
      event.preventDefault();
      close();
    } else if (section && section.classList.contains("cell")) {
      event.preventDefault();
      show(section);
      section.focus();
    }
  });

  /** From a cell to the next one with something in it, by the arrows. */
  function step(link, key) {
    const cell = link.closest("td");
    const right = { ArrowRight: 1, ArrowLeft: -1 }[key] || 0;
    const down = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[key];
    let [row, place] = [cell.parentElement, cell.cellIndex];
    for (;;) {
      if (down) row = row[down];
      place += right;
      const next = row && row.children[place];
      if (!next || next.tagName !== "TD") return;
      const found = next.querySelector("a");
      if (found && found.getClientRects().length) {
        found.focus();
        return;
      }
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open) close();
    const link = event.target.closest(".matrix td a");
    if (link && event.key.startsWith("Arrow")) {
      event.preventDefault();
      step(link, event.key);
    }
  });

  for (const one of document.querySelectorAll(".multiples li")) {
    const button = element("button", { type: "button", className: "link" }, one.querySelector(".period").textContent);
    button.addEventListener("click", () => {
      const again = button.getAttribute("aria-pressed") === "true";
      Object.assign(state, again ? { from: "", until: "" } : { from: one.dataset.from, until: one.dataset.until });
      for (const field of ["from", "until"]) inputs.get(field).value = state[field];
      apply();
    });
    one.querySelector(".period").replaceChildren(button);
  }

  for (const [field, input] of inputs) {
    input.addEventListener("input", () => {
      state[field] = input.value.trim();
      apply();
    });
  }
  document.getElementById("reset").addEventListener("click", () => {
    for (const [field, input] of inputs) state[field] = input.value = "";
    apply();
  });
  form.addEventListener("submit", (event) => event.preventDefault());

  const days = pairs.flatMap(({ quotes }) => quotes.map(({ day }) => day)).filter(Boolean);
  for (const one of document.querySelectorAll(".dated")) one.hidden = !days.length;

  /** What the address says, in the fields and in the table. */
  function restore() {
    const hash = location.hash.slice(1);
    const plain = hash.includes("=") ? null : document.getElementById(hash);
    // A place of the page, such as the less sure positions, is not for us.
    if (plain && !plain.classList.contains("cell")) return;
    const given = kg.parameters();
    for (const [field, input] of inputs) {
      input.value = given.get(field) || "";
      // What a field cannot hold filters nothing.
      state[field] = input.value;
    }
    const name = given.get("cell") || "";
    const section = plain || document.getElementById(name.startsWith("others-") ? name : "cell-" + name);
    apply();
    show(section && section.classList.contains("cell") ? section : null);
  }

  kg.enable(form);
  // Where there is little room, the list comes first.
  document.getElementById("filters").open = innerWidth > 800;
  addEventListener("hashchange", restore);
  restore();
})();
