"use strict";
/* The picture: vis-network without physics, in the colours of the stylesheet; names by labels.js. */
kg.makePicture = function (model, onChoice) {
  // Statements of a node that are unfolded at most, and how far from it, in pixels.
  const MOST_UNFOLDED = 36;
  const AWAY = 46;
  const NARROW = 600;
  const FIRST_ON_NARROW = 24;
  const MOVE = 350;
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue("--" + name).trim();
  const ways = ["supports", "opposes", "mixed", "neutral", "none"];
  const colours = Object.fromEntries(ways.map((way) => [way, { color: colour(way), highlight: colour(way), opacity: way === "none" ? 0.55 : 0.8 }]));
  const groups = {};
  for (const kind of ["person", "government", "organisation", "group", "unnamed", "agreement", "course", "statement"]) {
    const lifted = { background: colour(kind), border: colour("ink") };
    groups[kind] = { color: { background: colour(kind), border: colour("paper"), highlight: lifted, hover: lifted } };
  }
  const box = document.getElementById("network");
  const nodes = new vis.DataSet(model.nodes.map((node) => ({ id: node.id, hidden: true, size: node.size, shape: node.shape, group: node.group })));
  const edges = new vis.DataSet([]);
  const network = new vis.Network(box, { nodes, edges }, {
    physics: false,
    groups,
    nodes: { borderWidth: 1.5, borderWidthSelected: 3 },
    edges: {
      smooth: { enabled: true, type: "curvedCW", roundness: 0.12 },
      arrows: { to: { enabled: true, scaleFactor: 0.45 } },
    },
    interaction: { hover: true, keyboard: false, multiselect: false, hideEdgesOnDrag: model.edges.length > 800 },
  });
  // The lists beside the picture serve the keyboard; the canvas itself would be a stop without a use.
  for (const inner of box.querySelectorAll("[tabindex]")) inner.removeAttribute("tabindex");

  const labels = kg.makeLabels(network, box, { ink: colour("ink"), quiet: colour("quiet"), paper: colour("paper") });
  const fonts = model.nodes.map((node) => node.font.size);
  const smallest = Math.min(...fonts);
  // How large the name of each is drawn, from 0 to 1.
  const named = model.nodes.map((node) => ({ ...node, rank: (node.font.size - smallest) / Math.max(1, Math.max(...fonts) - smallest) }));
  let unfolded = [];
  let ring = {};
  let places = new Map();
  let drawnNodes = [];
  let counts = new Map();
  let marked = [];
  let hovered = null;

  network.on("afterDrawing", (context) => {
    const first = hovered === null ? marked : [hovered, ...marked];
    const numbers = Array.from(counts, ([id, text]) => ({ text, ...network.body.edges[id].edgeType.getPoint(0.5) }));
    const dots = unfolded.map((id) => ({ id, size: 6, shape: "dot" }));
    labels.draw(context, { nodes: drawnNodes, dots, ring, edges: numbers, marked: first });
  });

  const place = (node, all) => (node.first && !all ? node.first : [node.x, node.y]);

  /** Show the nodes that are left and these lines; `all` says that each stands at its place among all. */
  function show(left, lines, all) {
    places = new Map(model.nodes.map((node) => [node.id, place(node, all)]));
    // Taking edges away draws the picture at once.
    counts = new Map();
    drawnNodes = named.filter((node) => left.has(node.id));
    nodes.update(model.nodes.map((node) => ({ id: node.id, hidden: !left.has(node.id), x: places.get(node.id)[0], y: places.get(node.id)[1] })));
    const kept = new Set(lines.map((line) => line.edge.id));
    edges.remove(edges.getIds().filter((id) => typeof id === "number" && !kept.has(id)));
    edges.update(lines.map(drawn));
    counts = new Map(lines.filter((line) => line.statements.size > 1).map((line) => [line.edge.id, String(line.statements.size)]));
  }

  function drawn({ edge, statements, way, doubtful }) {
    const count = statements.size;
    return {
      id: edge.id,
      from: edge.from,
      to: edge.to,
      width: Math.min(9, 1 + Math.log2(count) * 1.3),
      color: colours[way],
      dashes: doubtful,
    };
  }

  function fold() {
    nodes.remove(unfolded);
    edges.remove(unfolded.flatMap((id) => [id + ">", id + "<"]));
    unfolded = [];
    ring = {};
  }

  /** Put the statements that a node made around it, each tied to it and to whom it names first. */
  function unfold(node, said, visible) {
    fold();
    const shown = said.slice(0, MOST_UNFOLDED);
    const added = shown.map((one, number) => {
      const angle = (2 * Math.PI * number) / shown.length - Math.PI / 2;
      const away = node.size + AWAY + (number % 2) * 14;
      const [x, y] = places.get(node.id);
      return { id: one.id, group: "statement", shape: "dot", size: 6, x: x + away * Math.cos(angle), y: y + away * Math.sin(angle) };
    });
    nodes.add(added);
    const plain = { arrows: { to: { enabled: false } }, smooth: false, width: 1, color: { color: colour("statement"), opacity: 0.9 } };
    edges.add(shown.map((one) => ({ id: one.id + ">", from: node.id, to: one.id, ...plain })));
    const tied = shown.map((one) => [one, one.mentions.find((other) => visible.has(other) && other !== node.id)]);
    edges.add(tied.filter(([, other]) => other !== undefined).map(([one, other]) => ({ id: one.id + "<", from: one.id, to: other, dashes: true, ...plain })));
    unfolded = shown.map((one) => one.id);
    ring = shown.length ? { id: node.id, size: node.size + AWAY + 22 } : {};
  }

  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const bring = (ids, moved) => network.fit({ nodes: ids, maxZoomLevel: 1, animation: moved && !still ? { duration: MOVE, easingFunction: "easeInOutQuad" } : false });

  /** Mark nodes, and bring those that are `near` into view. */
  function mark(ids, near) {
    marked = ids;
    network.setSelection({ nodes: ids, edges: [] }, { highlightEdges: ids.length === 1 });
    if (near.length) bring(near, true);
  }

  const point = (cursor) => (box.style.cursor = cursor);
  network.on("hoverNode", ({ node }) => {
    hovered = typeof node === "number" ? node : null;
    point("pointer");
    network.redraw();
  });
  network.on("blurNode", () => {
    hovered = null;
    point("");
    network.redraw();
  });
  network.on("hoverEdge", () => point("pointer"));
  network.on("blurEdge", () => point(""));
  box.addEventListener("pointermove", ({ offsetX: x, offsetY: y }) => {
    if (labels.at({ x, y }) !== null) point("pointer");
    else if (hovered === null && network.getEdgeAt({ x, y }) === undefined && network.getNodeAt({ x, y }) === undefined) point("");
  });
  network.on("click", (event) => {
    const byName = event.nodes.length ? null : labels.at(event.pointer.DOM);
    const [id] = byName === null ? event.nodes : [byName];
    if (id !== undefined) {
      onChoice(typeof id === "number" ? { node: model.nodes[id].node } : { statement: id });
    } else if (event.edges.length && typeof event.edges[0] === "number") {
      const edge = model.edges[event.edges[0]];
      onChoice({ node: model.nodes[edge.from].node, toward: model.nodes[edge.to].node });
    } else {
      onChoice({});
    }
  });

  /** Bring all that is shown into view; where there is little room, only the most central, to be read. */
  function fit() {
    const shown = drawnNodes.map((node) => node.id);
    network.fit({ nodes: box.clientWidth < NARROW ? shown.slice(0, FIRST_ON_NARROW) : shown, animation: false });
  }

  const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor });
  document.getElementById("closer").addEventListener("click", () => zoom(1.4));
  document.getElementById("farther").addEventListener("click", () => zoom(1 / 1.4));
  document.getElementById("whole").addEventListener("click", fit);
  document.querySelector(".zoom").hidden = false;
  return { show, unfold, fold, mark, fit, labels };
};
