"use strict";
/* The picture: nodes and lines on a surface that draws them, in the colours of the stylesheet; names by labels.js. */
kg.makePicture = function (model, onChoice) {
  // Statements of a node that are unfolded at most, and how far from it, in pixels.
  const MOST_UNFOLDED = 36;
  const AWAY = 46;
  const DOT = 6;
  const NARROW = 600;
  const FIRST_ON_NARROW = 24;
  // The most central stand close if they take less than this share of the picture in width and in height.
  const CLOSE = 0.6;
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue("--" + name).trim();
  const kinds = ["person", "government", "organisation", "group", "unnamed", "agreement", "course", "statement"];
  const ways = ["supports", "opposes", "mixed", "neutral", "none"];
  const colours = Object.fromEntries(["ink", "quiet", "paper", ...kinds, ...ways].map((name) => [name, colour(name)]));
  const box = document.getElementById("network");
  const surface = kg.makeSurface({ box, model, kinds, ways, colours, onDraw: write, onHover: hover, onClick: click });
  const labels = kg.makeLabels(surface, box, colours);
  const fonts = model.nodes.map((node) => node.font.size);
  const smallest = fonts.reduce((one, other) => Math.min(one, other), Infinity);
  const largest = fonts.reduce((one, other) => Math.max(one, other), 0);
  // How large the name of each is drawn, from 0 to 1.
  const named = model.nodes.map((node) => ({ ...node, rank: (node.font.size - smallest) / Math.max(1, largest - smallest) }));
  let unfolded = [];
  let ring = {};
  let places = new Map();
  let drawnNodes = [];
  let counts = new Map();
  let marked = [];
  let hovered = null;

  /** Write the names into the `context` of a canvas that lies on all that is drawn. */
  function write(context) {
    const first = hovered === null ? marked : [hovered, ...marked];
    const numbers = Array.from(counts, ([id, text]) => ({ text, at: surface.middle(id) })).filter(({ at }) => at);
    const dots = unfolded.map((id) => ({ id, size: DOT, shape: "dot" }));
    labels.draw(context, { nodes: drawnNodes, dots, ring, edges: numbers, marked: first });
  }

  const place = (node, all) => (node.first && !all ? node.first : [node.x, node.y]);

  /** Show the nodes that are left and these lines; `all` says that each stands at its place among all. */
  function show(left, lines, all) {
    places = new Map(model.nodes.map((node) => [node.id, place(node, all)]));
    // Taking lines away draws the picture at once.
    counts = new Map();
    drawnNodes = named.filter((node) => left.has(node.id));
    surface.show(left, places, lines.map(drawn));
    counts = new Map(lines.filter((line) => line.statements.size > 1).map((line) => [line.edge.id, String(line.statements.size)]));
  }

  function drawn({ edge, statements, way, doubtful }) {
    const width = Math.min(9, 1 + Math.log2(statements.size) * 1.3);
    return { id: edge.id, from: edge.from, to: edge.to, width, way, dashes: doubtful };
  }

  function fold() {
    surface.fold();
    unfolded = [];
    ring = {};
  }

  /** Put the statements that a node made around it, each tied to it and to whom it names first. */
  function unfold(node, said, visible) {
    fold();
    const shown = said.slice(0, MOST_UNFOLDED);
    const [x, y] = places.get(node.id);
    const dots = shown.map((one, number) => {
      const angle = (2 * Math.PI * number) / shown.length - Math.PI / 2;
      const away = node.size + AWAY + (number % 2) * 14;
      return { id: one.id, size: DOT, x: x + away * Math.cos(angle), y: y + away * Math.sin(angle) };
    });
    const ties = shown.map((one) => ({ id: one.id + ">", from: node.id, to: one.id, dashes: false }));
    for (const one of shown) {
      const other = one.mentions.find((found) => visible.has(found) && found !== node.id);
      if (other !== undefined) ties.push({ id: one.id + "<", from: one.id, to: other, dashes: true });
    }
    unfolded = shown.map((one) => one.id);
    ring = shown.length ? { id: node.id, size: node.size + AWAY + 22 } : {};
    surface.unfold(dots, ties);
  }

  /** Mark nodes, and bring those that are `near` into view. */
  function mark(ids, near) {
    marked = ids;
    surface.select(ids);
    if (near.length) surface.fit(near, !matchMedia("(prefers-reduced-motion: reduce)").matches);
  }

  /** What the pointer is on: a node (of the model, or a statement) or an edge, or null, at a place of the window. */
  function hover({ node, edge, at }) {
    const before = hovered;
    hovered = typeof node === "number" ? node : null;
    box.style.cursor = node !== null || edge !== null || labels.at(at) !== null ? "pointer" : "";
    if (hovered !== before) surface.redraw();
  }

  function click({ node, edge, at }) {
    const id = node === null ? labels.at(at) : node;
    if (id !== null) {
      onChoice(typeof id === "number" ? { node: model.nodes[id].node } : { statement: id });
    } else if (edge !== null) {
      const { from, to } = model.edges[edge];
      onChoice({ node: model.nodes[from].node, toward: model.nodes[to].node });
    } else {
      onChoice({});
    }
  }

  /** Bring all that is shown into view. */
  function fitAll() {
    surface.fit(drawnNodes.map((node) => node.id), false);
  }

  /** Bring into view what is seen first: all; where there is little room, only the most central, to be read. */
  function fit() {
    const shown = drawnNodes.map((node) => node.id);
    const central = shown.slice(0, FIRST_ON_NARROW);
    // Those that stand far apart are read no better without the rest, which would be cut off.
    const isClose = [0, 1].every((axis) => extent(central, axis) < CLOSE * extent(shown, axis));
    if (box.clientWidth < NARROW && isClose) surface.fit(central, false);
    else fitAll();
  }

  function extent(ids, axis) {
    const [least, most] = ids.reduce(([low, high], id) => [Math.min(low, places.get(id)[axis]), Math.max(high, places.get(id)[axis])], [Infinity, -Infinity]);
    return most - least;
  }

  document.getElementById("closer").addEventListener("click", () => surface.zoom(1.4));
  document.getElementById("farther").addEventListener("click", () => surface.zoom(1 / 1.4));
  document.getElementById("whole").addEventListener("click", fitAll);
  document.querySelector(".zoom").hidden = false;
  /** Where in the window each node stands that is drawn. */
  function drawnAt() {
    const spots = surface.spots();
    return drawnNodes.map(({ id }) => surface.inWindow(spots.get(id)));
  }

  return { show, unfold, fold, mark, fit, drawnAt, labels };
};
