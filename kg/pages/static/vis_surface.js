"use strict";
/* Draws up to some hundred nodes and their lines: vis-network without physics. */
kg.makeSurface = function ({ box, model, kinds, ways, colours, onDraw, onHover, onClick }) {
  const MOVE = 350;
  const lines = Object.fromEntries(ways.map((way) => [way, { color: colours[way], highlight: colours[way], opacity: way === "none" ? 0.55 : 0.8 }]));
  const groups = {};
  for (const kind of kinds) {
    const lifted = { background: colours[kind], border: colours.ink };
    groups[kind] = { color: { background: colours[kind], border: colours.paper, highlight: lifted, hover: lifted } };
  }
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
  let dots = [];
  let ties = [];

  network.on("afterDrawing", onDraw);
  const found = (one) => (one === undefined ? null : one);
  // Only lines between nodes of the model are something to be chosen.
  const line = (id) => (typeof id === "number" ? id : null);
  box.addEventListener("pointermove", ({ offsetX: x, offsetY: y }) => {
    const at = { x, y };
    onHover({ node: found(network.getNodeAt(at)), edge: line(network.getEdgeAt(at)), at });
  });
  network.on("click", (event) => onClick({ node: found(event.nodes[0]), edge: line(event.edges[0]), at: event.pointer.DOM }));

  /** Show those of the nodes that are left, at their places, with these lines between them. */
  function show(left, places, drawn) {
    nodes.update(model.nodes.map(({ id }) => ({ id, hidden: !left.has(id), x: places.get(id)[0], y: places.get(id)[1] })));
    const kept = new Set(drawn.map((one) => one.id));
    edges.remove(edges.getIds().filter((id) => typeof id === "number" && !kept.has(id)));
    edges.update(drawn.map(({ way, ...one }) => ({ ...one, color: lines[way] })));
  }

  function unfold(added, tied) {
    dots = added.map((one) => one.id);
    ties = tied.map((one) => one.id);
    nodes.add(added.map((one) => ({ ...one, group: "statement", shape: "dot" })));
    const plain = { arrows: { to: { enabled: false } }, smooth: false, width: 1, color: { color: colours.statement, opacity: 0.9 } };
    edges.add(tied.map((one) => ({ ...one, ...plain })));
  }

  function fold() {
    nodes.remove(dots);
    edges.remove(ties);
    dots = ties = [];
  }

  return {
    show,
    unfold,
    fold,
    select: (ids) => network.setSelection({ nodes: ids, edges: [] }, { highlightEdges: ids.length === 1 }),
    fit: (ids, moved) => network.fit({ nodes: ids, maxZoomLevel: 1, animation: moved ? { duration: MOVE, easingFunction: "easeInOutQuad" } : false }),
    zoom: (factor) => network.moveTo({ scale: network.getScale() * factor }),
    redraw: () => network.redraw(),
    scale: () => network.getScale(),
    sizeScale: () => network.getScale(),
    spots: () => new Map(Object.entries(network.getPositions()).map(([id, spot]) => [/^\d+$/.test(id) ? Number(id) : id, spot])),
    inWindow: (spot) => network.canvasToDOM(spot),
    middle: (id) => network.body.edges[id].edgeType.getPoint(0.5),
  };
};
