"use strict";
/* Draws thousands of nodes and their lines by WebGL: sigma, with names on a canvas above. */
kg.makeSurface = function ({ box, model, colours, onDraw, onHover, onClick }) {
  const MOVE = 350;
  // Where all is small, sizes do not shrink with places: the smallest dots have this radius in pixels.
  const SMALLEST_DRAWN = 1.6;
  const CURVE = 0.12;
  const SEGMENTS = 6;
  // The colour between the dashes of a broken line.
  const NOTHING = "#00000000";
  // How much of a line is seen: of one that is marked or of few, of one among thousands, of one that is not marked.
  const CLEAR = { none: 0.7, other: 0.9 };
  const MANY = 600;
  const AMONG_MANY = { none: 0.45, other: 0.6 };
  const FAINT = 0.05;
  // Room in pixels between what is brought into view and the edge.
  const MARGIN = 40;
  if (!document.createElement("canvas").getContext("webgl2")) return without(box);
  const { sdfCircle, sdfSquare, sdfDiamond, pathCurved, extremityArrow, layerFill, layerPlain, layerDashed } = Sigma.rendering;
  const shapes = { dot: "circle", square: "square", diamond: "diamond" };
  const graph = new graphology.MultiDirectedGraph();
  const key = String;
  const least = SMALLEST_DRAWN / model.nodes.reduce((found, { size }) => Math.min(found, size), Infinity);
  // What sigma's axis has upwards, the picture has downwards.
  for (const node of model.nodes) {
    graph.addNode(key(node.id), { x: node.x, y: -node.y, size: node.size, color: colours[node.group], shape: shapes[node.shape], visibility: "hidden" });
  }
  const dash = { value: 6, mode: "pixels" };
  // Without a graphics card each way to draw a line costs time, so there are no more than needed.
  const anyBroken = model.edges.some((edge) => edge.less.length > 0);
  const attribute = (name) => ({ attribute: name });
  let sigma = null;
  sigma = new Sigma(graph, box, {
    primitives: {
      nodes: { shapes: [sdfCircle(), sdfSquare(), sdfDiamond()], layers: [layerFill()] },
      edges: {
        paths: [pathCurved({ curvature: CURVE, segments: SEGMENTS })],
        extremities: [extremityArrow({ lengthRatio: 3, widthRatio: 2.5 })],
        variables: { gap: { type: "color", default: NOTHING } },
        layers: [anyBroken ? layerDashed({ dashSize: dash, gapSize: dash, gapColor: { attribute: "gap" } }) : layerPlain()],
      },
    },
    styles: {
      nodes: Object.fromEntries(["x", "y", "size", "color", "shape", "visibility"].map((name) => [name, attribute(name)])),
      edges: { ...Object.fromEntries(["size", "color", "head", "gap"].map((name) => [name, attribute(name)])), opacity: seen },
    },
    settings: {
      itemSizesReference: "positions",
      zoomToSizeRatioFunction: sizeRatio,
      renderLabels: false,
      enableEdgeEvents: true,
      enableCameraRotation: false,
      minEdgeThickness: 1,
    },
  });
  const camera = sigma.getCamera();
  const names = document.createElement("canvas");
  names.className = "names";
  box.append(names);
  const context = names.getContext("2d");
  let places = new Map();
  let dots = [];
  let selected = [];

  function draw() {
    const ratio = devicePixelRatio;
    const [wide, high] = [Math.round(box.clientWidth * ratio), Math.round(box.clientHeight * ratio)];
    if (names.width !== wide || names.height !== high) Object.assign(names, { width: wide, height: high });
    context.clearRect(0, 0, wide, high);
    ringSelected(ratio);
    onDraw(context);
  }

  function ringSelected(ratio) {
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    Object.assign(context, { strokeStyle: colours.ink, lineWidth: 2.5 });
    for (const id of selected.filter((one) => places.has(one))) {
      const { x, y } = inWindow(places.get(id));
      context.beginPath();
      context.arc(x, y, graph.getNodeAttribute(key(id), "size") * sizeScale() + 2, 0, 2 * Math.PI);
      context.stroke();
    }
    context.restore();
  }

  const scale = () => sigma.getGraphToViewportRatio();
  const sizeScale = () => Math.max(scale(), least);

  /** What sigma divides sizes by at a `ratio` of the camera, so that they are as large as `sizeScale` says. */
  function sizeRatio(ratio) {
    return sigma ? (ratio * scale()) / sizeScale() : ratio;
  }

  const inWindow = ({ x, y }) => sigma.graphToViewport({ x, y: -y });

  /** Show those of the nodes that are left, at their places, with these lines between them. */
  function show(left, found, drawn) {
    places = new Map(Array.from(found, ([id, [x, y]]) => [id, { x, y }]));
    graph.updateEachNodeAttributes((id, known) => {
      const { x, y } = places.get(Number(id));
      return Object.assign(known, { x, y: -y, visibility: left.has(Number(id)) ? "visible" : "hidden" });
    });
    graph.clearEdges();
    for (const { id, from, to, width, way, dashes: broken } of drawn) {
      graph.addDirectedEdgeWithKey(key(id), key(from), key(to), { way, from, to, size: width, color: colours[way], head: "arrow", gap: broken ? NOTHING : colours[way] });
    }
    const spots = Array.from(places.values());
    const extent = (values) => values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);
    sigma.setCustomBBox({ x: extent(spots.map(({ x }) => x)), y: extent(spots.map(({ y }) => -y)) });
    // What is brought into view next depends on it.
    sigma.refresh();
  }

  /** How much of a line is seen: those from and to the one node that is selected stand out. */
  function seen({ way, from, to, clear }) {
    if (clear) return clear;
    const kind = way === "none" ? "none" : "other";
    const [only] = selected;
    if (selected.length === 1) return from === only || to === only ? CLEAR[kind] : FAINT;
    return (graph.size > MANY ? AMONG_MANY : CLEAR)[kind];
  }

  function unfold(added, ties) {
    dots = added.map((one) => one.id);
    for (const { id, size, x, y } of added) {
      places.set(id, { x, y });
      graph.addNode(id, { x, y: -y, size, color: colours.statement, shape: "circle", visibility: "visible" });
    }
    for (const { id, from, to, dashes: broken } of ties) {
      graph.addDirectedEdgeWithKey(id, key(from), key(to), { size: 1, color: colours.statement, gap: colours.statement, clear: broken ? CLEAR.none : CLEAR.other });
    }
  }

  function fold() {
    if (!dots.length) return;
    for (const id of dots) {
      places.delete(id);
      graph.dropNode(id);
    }
    dots = [];
  }

  /** Bring nodes into the middle, as large as they have room, though not larger than their places say. */
  function fit(ids, moved) {
    const spots = ids.map((id) => ({ ...places.get(id), size: graph.getNodeAttribute(key(id), "size") }));
    if (!spots.length) return;
    const [left, right, top, bottom] = spots.reduce(
      ([x1, x2, y1, y2], { x, y, size }) => [Math.min(x1, x - size), Math.max(x2, x + size), Math.min(y1, y - size), Math.max(y2, y + size)],
      [Infinity, -Infinity, Infinity, -Infinity]
    );
    const room = [box.clientWidth - 2 * MARGIN, box.clientHeight - 2 * MARGIN];
    const wanted = Math.min(1, room[0] / (right - left), room[1] / (bottom - top));
    const middle = sigma.graphToFramedGraph({ x: (left + right) / 2, y: -(top + bottom) / 2 });
    const state = { ...middle, ratio: (camera.ratio * scale()) / wanted };
    if (moved) camera.animate(state, { duration: MOVE });
    else camera.setState(state);
  }

  /** The middle of a line, null for one that is hardly seen. */
  function middle(id) {
    if (seen(graph.getEdgeAttributes(key(id))) === FAINT) return null;
    const [from, to] = graph.extremities(key(id)).map((end) => places.get(Number(end)));
    // The curve is quadratic, so its middle is half as far from the straight line as its control point.
    return { x: (from.x + to.x) / 2 - ((to.y - from.y) * CURVE) / 2, y: (from.y + to.y) / 2 + ((to.x - from.x) * CURVE) / 2 };
  }

  sigma.on("afterRender", draw);
  const node = (id) => (/^\d+$/.test(id) ? Number(id) : id);
  const on = { node: null, edge: null };
  const tell = (event) => onHover({ ...on, at: { x: event.x, y: event.y } });
  const enter = (found) => ({ event }) => {
    Object.assign(on, { node: null, edge: null }, found);
    tell(event);
  };
  sigma.on("enterNode", ({ node: id, event }) => enter({ node: node(id) })({ event }));
  sigma.on("leaveNode", enter({}));
  sigma.on("enterEdge", ({ edge: id, event }) => enter({ edge: /^\d+$/.test(id) ? Number(id) : null })({ event }));
  sigma.on("leaveEdge", enter({}));
  sigma.on("moveBody", ({ event }) => tell(event));
  const at = ({ x, y }) => ({ x, y });
  sigma.on("clickNode", ({ node: id, event }) => onClick({ node: node(id), edge: null, at: at(event) }));
  sigma.on("clickEdge", ({ edge: id, event }) => onClick({ node: null, edge: /^\d+$/.test(id) ? Number(id) : null, at: at(event) }));
  sigma.on("clickStage", ({ event }) => onClick({ node: null, edge: null, at: at(event) }));

  return {
    show,
    unfold,
    fold,
    select: (ids) => {
      selected = ids;
      sigma.scheduleRefresh();
    },
    fit,
    zoom: (factor) => camera.setState({ ratio: camera.ratio / factor }),
    redraw: draw,
    scale,
    sizeScale,
    spots: () => places,
    inWindow,
    middle,
  };

  /** Where the browser has no WebGL: the lists, the search and the table say all that the picture would. */
  function without(place) {
    place.append(kg.element("p", { className: "none" }, "This browser has no WebGL 2, or it is switched off, so there is no picture here. The search, the list of what is chosen and the table work all the same."));
    const nothing = () => {};
    return { show: nothing, unfold: nothing, fold: nothing, select: nothing, fit: nothing, zoom: nothing, redraw: nothing, scale: () => 1, sizeScale: () => 1, spots: () => new Map(), inWindow: (spot) => spot, middle: () => ({ x: 0, y: 0 }) };
  }
};
