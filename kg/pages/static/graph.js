"use strict";
/* graph.html: search, filters, what is chosen, and all of it in the address, so that a view can be sent. */
(function () {
  const model = kg.makeModel(kg.data("graph-data"));
  const fields = ["agreement", "polarity", "outlet", "from", "until", "nodes", "least"];
  const inputs = new Map(fields.map((field) => [field, document.getElementById(field)]).filter(([, input]) => input));
  const boxes = Array.from(document.querySelectorAll("#types input"));
  const less = document.getElementById("less");
  const search = document.getElementById("search");
  const status = document.getElementById("status");
  const form = document.querySelector("form.tools");
  const MOST_MARKED = 8;
  const state = {};
  let shown = null;
  // Before the picture is made: it takes its size from the room that the form leaves.
  kg.enable(form);
  // Where there is little room, the picture comes first.
  document.getElementById("filters").open = innerWidth > 800;
  document.getElementById("panel").hidden = false;
  const panel = kg.makePanel(model, choose);
  const picture = kg.makePicture(model, choose);
  // For whoever wants to know from outside what is drawn where.
  kg.picture = picture;

  /** What is chosen takes the place of what was; `follow` moves the focus to it. */
  function choose({ node = "", toward = "", statement = "" }, follow = false) {
    Object.assign(state, { node, toward, statement });
    if (!node && !statement) state.q = search.value = "";
    showChoice(follow);
    if (follow) panel.focus();
  }

  /** What is not among the most central nodes is shown among all, unless the filters leave it out. */
  function widen() {
    const searched = state.q && !state.node && !state.statement ? model.search(state.q, new Set()).nodes.slice(0, 1) : [];
    const ends = [model.byKey.get(state.node), model.byKey.get(state.toward), ...searched].filter(Boolean);
    if (state.nodes === model.ALL || ends.every((node) => shown.nodes.has(node.id))) return;
    const all = model.filter({ ...state, nodes: model.ALL });
    if (!ends.every((node) => all.nodes.has(node.id))) return;
    state.nodes = inputs.get("nodes").value = model.ALL;
    shown = all;
    picture.fit();
  }

  /** What is drawn: of the nodes that are left those with a line, and a chosen one; without lines all of them. */
  function tied(chosen) {
    const ends = new Set(shown.lines.flatMap(({ edge }) => [edge.from, edge.to]));
    if (!ends.size) return shown.nodes;
    return new Set(Array.from(shown.nodes).filter((place) => ends.has(place) || (chosen && chosen.id === place)));
  }

  function draw(chosen) {
    const least = Number(state.least) || model.autoLeast(shown);
    const lines = model.strong(shown.lines, least, chosen ? chosen.id : -1);
    picture.fold();
    const drawn = tied(chosen);
    picture.show(drawn, lines, shown.apart);
    panel.loose(model.nodes.filter((node) => shown.nodes.has(node.id) && !drawn.has(node.id)));
    inputs.get("least").options[0].textContent = "enough (" + least + ")";
    const number = (count) => count.toLocaleString("en");
    const inAll = (total, here) => (total > here ? " (of " + number(total) + " in all)" : "");
    const statements = number(shown.statements.size) + " of " + kg.counted(model.statements.length, "statement") + inAll(model.data.total, model.statements.length);
    const nodes = number(shown.nodes.size) + " of " + kg.counted(model.nodes.length, "node") + inAll(model.data.total_nodes, model.nodes.length);
    status.textContent = statements + ", " + nodes + ", " + number(lines.length) + " of " + kg.counted(shown.lines.length, "line") + (shown.less ? ", with less sure positions" : "");
  }

  function showChoice(near) {
    widen();
    const node = model.byKey.get(state.node);
    const toward = model.byKey.get(state.toward);
    const statement = model.byStatement.get(state.statement);
    draw(node);
    if (statement) {
      const ends = [statement.speaker, ...statement.mentions].filter((place) => shown.nodes.has(place));
      panel.statement(statement);
      picture.mark(ends, near ? ends : []);
    } else if (node && toward) {
      panel.line(node, toward, shown);
      const ends = [node.id, toward.id].filter((place) => shown.nodes.has(place));
      picture.mark(ends, near ? ends : []);
    } else if (node) {
      const said = panel.node(node, shown, state.polarity);
      if (shown.nodes.has(node.id)) {
        picture.unfold(node, said, shown.nodes);
        picture.mark([node.id], near ? [node.id] : []);
      }
    } else {
      showSearch();
    }
    kg.remember(state);
  }

  function showSearch() {
    if (!state.q) {
      panel.start(shown, state.node || state.statement);
      picture.mark([], []);
      return;
    }
    const found = model.search(state.q, shown.statements);
    panel.results(found);
    const drawn = tied(null);
    const marked = found.nodes.map((node) => node.id).filter((place) => drawn.has(place));
    // Of many the most central one.
    picture.mark(marked.slice(0, MOST_MARKED), marked.slice(0, marked.length > MOST_MARKED ? 1 : MOST_MARKED));
    status.textContent = kg.counted(found.nodes.length + found.others.length, "name") + " and " + kg.counted(found.statements.length, "statement") + " found";
  }

  function applyFilters() {
    shown = model.filter(state);
    showChoice(false);
  }

  for (const least of ["", ...model.LEASTS]) {
    inputs.get("least").append(kg.element("option", { value: String(least) }, least ? kg.counted(least, "statement") : ""));
  }
  document.getElementById("how-many").hidden = model.first === model.nodes.length;

  /** The controls and the state from the address. */
  function restore() {
    const given = kg.parameters();
    for (const key of ["q", "hide", "less", "node", "toward", "statement", ...fields]) state[key] = given.get(key) || "";
    search.value = state.q;
    for (const [field, input] of inputs) {
      const wrong = input.type === "date" && !/^\d{4}-\d\d-\d\d$/.test(state[field]);
      input.value = wrong ? "" : state[field];
      // What the page does not offer filters nothing.
      state[field] = input.value;
    }
    state.less = less && state.less ? "1" : "";
    if (less) less.checked = Boolean(state.less);
    const hidden = state.hide.split(" ");
    for (const box of boxes) box.checked = !hidden.includes(box.value);
    applyFilters();
  }

  search.addEventListener("input", () => {
    Object.assign(state, { q: search.value.trim(), node: "", toward: "", statement: "" });
    showChoice(false);
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === "ArrowDown") {
      event.preventDefault();
      const first = document.querySelector("#panel button, #panel a");
      if (first) first.focus();
    }
  });
  for (const [field, input] of inputs) {
    input.addEventListener("change", () => {
      state[field] = input.value;
      applyFilters();
      if (field !== "least") picture.fit();
    });
  }
  for (const box of boxes) {
    box.addEventListener("change", () => {
      state.hide = boxes.filter((one) => !one.checked).map((one) => one.value).join(" ");
      applyFilters();
    });
  }
  if (less) {
    less.addEventListener("change", () => {
      state.less = less.checked ? "1" : "";
      applyFilters();
    });
  }
  document.getElementById("reset").addEventListener("click", () => {
    kg.remember({});
    restore();
    picture.fit();
    search.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && (state.node || state.statement)) {
      // Back to what was found, if somebody searched.
      Object.assign(state, { node: "", toward: "", statement: "" });
      showChoice(false);
      search.focus();
    }
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  /** A view as it was sent: what is chosen is brought to the middle, else the whole. */
  function begin() {
    restore();
    picture.fit();
    if (state.node || state.statement || state.q) showChoice(true);
  }
  addEventListener("hashchange", begin);
  begin();
})();
