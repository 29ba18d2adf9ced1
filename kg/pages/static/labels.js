"use strict";
/* The names in the picture: as many as fit without touching each other, another node, or the edge. */
kg.makeLabels = function (surface, box, colours) {
  const FACE = "system-ui, sans-serif";
  // Letters in pixels, the least and what the largest nodes have more; the room around a name.
  const LETTERS = 11;
  const MORE = 6;
  const GAP = 3;
  // More nodes are not tried: their names would be too close to be read.
  const MOST_TRIED = 250;
  // So many of the first have a name even where it covers the dots of others; on a telephone fewer.
  const ALWAYS = 12;
  const ALWAYS_ON_NARROW = 5;
  const NARROW = 600;
  // Where all is small, numbers would be all that one sees.
  const NUMBERS_FROM = 0.45;
  const reach = (node) => (node.shape === "diamond" || node.shape === "square" ? 1.2 : 1);
  let placed = [];

  const touches = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

  /** Where a name may stand: below, above, right and left of a place, so far away, and on it. */
  function* places({ x, y }, away, width, height) {
    for (const [middle, top] of [[x, y + away], [x, y - away - height], [x + away + width / 2, y - height / 2], [x - away - width / 2, y - height / 2], [x, y - height / 2]]) {
      yield { left: middle - width / 2, right: middle + width / 2, top, bottom: top + height };
    }
  }

  function write(context, place, { text, bold, size, colour }) {
    context.font = (bold ? "700 " : "") + size + "px " + FACE;
    context.strokeText(text, (place.left + place.right) / 2, place.top + GAP / 2);
    context.fillStyle = colour;
    context.fillText(text, (place.left + place.right) / 2, place.top + GAP / 2);
  }

  /** Draw the names of `nodes`, the first before the others, then the numbers of `edges` that have room.

      Those of `marked` are bold, and the name of the first of them is never left out. `dots` stand around the
      node `ring.id`, as far as `ring.size` from it; no name covers them. */
  function draw(context, { nodes, dots, ring, edges, marked }) {
    const ratio = context.canvas.width / box.clientWidth;
    const [scale, sizeScale] = [surface.scale(), surface.sizeScale()];
    const [wide, high] = [box.clientWidth, box.clientHeight];
    const narrow = wide < NARROW;
    const always = narrow ? ALWAYS_ON_NARROW : ALWAYS;
    const spots = surface.spots();
    const disc = (one) => ({ id: one.id, radius: one.size * reach(one) * sizeScale, ...surface.inWindow(spots.get(one.id)) });
    const inView = ({ x, y, radius }) => x > -radius && x < wide + radius && y > -radius && y < high + radius;
    const discs = [...nodes, ...dots].filter((one) => spots.has(one.id)).map(disc).filter(inView);
    const covered = discs.map(({ id, x, y, radius }) => ({ id, left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }));
    const byId = new Map(discs.map((one) => [one.id, one]));
    placed = [];
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    Object.assign(context, { textAlign: "center", textBaseline: "top", lineWidth: 3.5, strokeStyle: colours.paper, lineJoin: "round" });
    const order = [...nodes.filter((one) => marked.includes(one.id)), ...nodes.filter((one) => !marked.includes(one.id))];
    for (const [number, node] of order.filter((one) => byId.has(one.id)).slice(0, MOST_TRIED).entries()) {
      const bold = marked.includes(node.id);
      const size = Math.round(LETTERS + (narrow ? MORE / 3 : MORE) * node.rank);
      context.font = (bold ? "700 " : "") + size + "px " + FACE;
      const width = context.measureText(node.label).width + 2 * GAP;
      const fits = (place) => place.left >= 0 && place.right <= wide && place.top >= 0 && place.bottom <= high && !placed.some((other) => touches(place, other));
      const clear = (place) => fits(place) && !covered.some((other) => other.id !== node.id && touches(place, other));
      const spot = byId.get(node.id);
      const away = 2 + (node.id === ring.id ? ring.size * scale : spot.radius);
      const found = Array.from(places(spot, away, width, size + GAP));
      const place = found.slice(0, -1).find(clear) || (number < always && found.find(fits)) || (bold && number === 0 && found[0]);
      if (!place) continue;
      placed.push({ id: node.id, ...place });
      write(context, place, { text: node.label, bold, size, colour: colours.ink });
    }
    for (const { text, at: spot } of scale < NUMBERS_FROM ? [] : edges) {
      const at = surface.inWindow(spot);
      const place = { left: at.x - 4 * text.length, right: at.x + 4 * text.length, top: at.y - 7, bottom: at.y + 7 };
      if (placed.some((other) => touches(place, other)) || covered.some((other) => touches(place, other))) continue;
      placed.push(place);
      write(context, place, { text, bold: false, size: 11, colour: colours.quiet });
    }
    context.restore();
  }

  /** The node whose name is at a place of the window of the picture, if there is one. */
  function at({ x, y }) {
    const found = placed.find((one) => one.id !== undefined && x >= one.left && x <= one.right && y >= one.top && y <= one.bottom);
    return found ? found.id : null;
  }

  return { draw, at, boxes: () => placed };
};
