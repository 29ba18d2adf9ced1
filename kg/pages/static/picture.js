"use strict";
/* The picture: vis-network without physics, in the colours of the stylesheet. */
kg.makePicture = function (model, onChoice) {
  // Statements of a node that are unfolded at most, and how far from it, in pixels.
  const MOST_UNFOLDED = 36;
  const AWAY = 46;
  const NARROW = 600;
  const FIRST_ON_NARROW = 10;
  const FEW = 25;
  const READABLE = 12;
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
  const nodes = new vis.DataSet(model.nodes.map((node) => ({ id: node.id, label: node.label, hidden: true, size: node.size, font: node.font, shape: node.shape, group: node.group })));
  const edges = new vis.DataSet([]);
  const network = new vis.Network(box, { nodes, edges }, {
    physics: false,
    groups,
    nodes: {
      borderWidth: 1.5,
      borderWidthSelected: 3,
      font: { color: colour("ink"), face: "system-ui, sans-serif", strokeWidth: 4, strokeColor: colour("paper") },
      scaling: { label: { drawThreshold: 8 } },
    },
    edges: {
      smooth: { enabled: true, type: "curvedCW", roundness: 0.12 },
      arrows: { to: { enabled: true, scaleFactor: 0.45 } },
      font: { color: colour("quiet"), face: "system-ui, sans-serif", size: 12, strokeWidth: 3, strokeColor: colour("paper") },
      scaling: { label: { drawThreshold: 9 } },
    },
    interaction: { hover: true, keyboard: false, multiselect: false, hideEdgesOnDrag: model.edges.length > 800 },
  });
  // The lists beside the picture serve the keyboard; the canvas itself would be a stop without a use.
  for (const inner of box.querySelectorAll("[tabindex]")) inner.removeAttribute("tabindex");

  let unfolded = [];
  let places = new Map();

  const place = (node, all) => (node.first && !all ? node.first : [node.x, node.y]);

  /** Show the nodes that are left and these lines; `all` says that each stands at its place among all. */
  function show(left, lines, all) {
    places = new Map(model.nodes.map((node) => [node.id, place(node, all)]));
    nodes.update(model.nodes.map((node) => ({ id: node.id, hidden: !left.has(node.id), font: node.font, x: places.get(node.id)[0], y: places.get(node.id)[1] })));
    const kept = new Set(lines.map((line) => line.edge.id));
    edges.remove(edges.getIds().filter((id) => typeof id === "number" && !kept.has(id)));
    edges.update(lines.map(drawn));
  }

  function drawn({ edge, statements, way, doubtful }) {
    const count = statements.size;
    return {
      id: edge.id,
      from: edge.from,
      to: edge.to,
      label: count > 1 ? String(count) : undefined,
      width: Math.min(9, 1 + Math.log2(count) * 1.3),
      color: colours[way],
      dashes: doubtful,
    };
  }

  function fold() {
    nodes.remove(unfolded);
    edges.remove(unfolded.flatMap((id) => [id + ">", id + "<"]));
    unfolded = [];
  }

  /** Put the statements that a node made around it, each tied to it and to whom it names first. */
  function unfold(node, said, visible) {
    fold();
    const shown = said.slice(0, MOST_UNFOLDED);
    const added = shown.map((one, place) => {
      const angle = (2 * Math.PI * place) / shown.length - Math.PI / 2;
      const away = node.size + AWAY + (place % 2) * 14;
      const [x, y] = places.get(node.id);
      return { id: one.id, group: "statement", shape: "dot", size: 6, label: " ", x: x + away * Math.cos(angle), y: y + away * Math.sin(angle) };
    });
    nodes.add(added);
    const plain = { arrows: { to: { enabled: false } }, smooth: false, width: 1, color: { color: colour("statement"), opacity: 0.9 } };
    edges.add(shown.map((one) => ({ id: one.id + ">", from: node.id, to: one.id, ...plain })));
    const named = shown.map((one) => [one, one.mentions.find((place) => visible.has(place) && place !== node.id)]);
    edges.add(named.filter(([, place]) => place !== undefined).map(([one, place]) => ({ id: one.id + "<", from: one.id, to: place, dashes: true, ...plain })));
    unfolded = shown.map((one) => one.id);
  }

  /** Mark nodes, and bring them into view. */
  function mark(ids, near) {
    network.setSelection({ nodes: ids, edges: [] }, { highlightEdges: ids.length === 1 });
    if (ids.length && near) network.fit({ nodes: ids, maxZoomLevel: 1, animation: false });
  }

  for (const [event, cursor] of [["hoverNode", "pointer"], ["hoverEdge", "pointer"], ["blurNode", ""], ["blurEdge", ""]]) {
    network.on(event, () => (box.style.cursor = cursor));
  }
  network.on("click", (event) => {
    if (event.nodes.length) {
      const [id] = event.nodes;
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
    const shown = nodes.getIds({ filter: (node) => !node.hidden });
    network.fit({ nodes: box.clientWidth < NARROW ? shown.slice(0, FIRST_ON_NARROW) : shown, animation: false });
    if (shown.length > FEW) return;
    // A few nodes far from each other: their names are made large enough to be read from here.
    const least = Math.round(READABLE / network.getScale());
    nodes.update(shown.filter((id) => model.nodes[id]).map((id) => ({ id, font: { size: Math.max(model.nodes[id].font.size, least) } })));
  }

  const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor });
  document.getElementById("closer").addEventListener("click", () => zoom(1.4));
  document.getElementById("farther").addEventListener("click", () => zoom(1 / 1.4));
  document.getElementById("whole").addEventListener("click", fit);
  document.querySelector(".zoom").hidden = false;
  return { show, unfold, fold, mark, fit };
};
