"use strict";
/* The graph as data: which statements, lines and nodes a choice of filters leaves. */
kg.makeModel = function (data) {
  const MOST_LINES = 160;
  // What WebGL draws of a whole graph.
  const MOST_LINES_IN_ALL = 20000;
  const LEASTS = [1, 2, 3, 5, 10, 20, 50, 100];
  const { columns, rows } = data.statements;
  const statements = rows.map((row, number) => {
    const one = { number };
    columns.forEach((column, place) => (one[column] = row[place]));
    return one;
  });
  const nodes = data.nodes;
  const edges = data.edges.map((edge, id) => ({ id, ...edge }));
  const polarities = data.polarities;
  const byKey = new Map(nodes.map((node) => [node.node, node]));
  const byStatement = new Map(statements.map((one) => [one.id, one]));
  const forms = nodes.map((node) => kg.fold(node.name) + " " + node.forms);
  const otherForms = data.others.map(([name, , , , folded]) => kg.fold(name) + " " + folded);
  // Of many nodes those that have a place of their own for it are drawn at first.
  const first = nodes.filter((node) => node.first).length || nodes.length;
  // How `state.nodes` asks for all; WebGL draws them unless the most central are asked for.
  const ALL = data.whole ? "" : "all";
  let haystacks = null;

  /** The wording: the pieces of the content as they stand in the paragraph. */
  function wording(one) {
    const paragraph = data.paragraphs[one.paragraph];
    const pieces = [];
    for (let at = 0; at < one.spans.length; at += 3) {
      if (data.roles[one.spans[at + 2]] === "content") pieces.push(paragraph.slice(one.spans[at], one.spans[at + 1]));
    }
    return pieces.join(" … ");
  }

  /** The paragraph cut where content, cue and source begin and end: pairs of text and role. */
  function evidence(one) {
    const paragraph = data.paragraphs[one.paragraph];
    const roles = Array.from({ length: paragraph.length }, () => "");
    for (const wanted of ["content", "source", "cue"]) {
      for (let at = 0; at < one.spans.length; at += 3) {
        if (data.roles[one.spans[at + 2]] === wanted) roles.fill(wanted, one.spans[at], one.spans[at + 1]);
      }
    }
    const pieces = [];
    for (let start = 0, end = 1; end <= roles.length; end += 1) {
      if (end === roles.length || roles[end] !== roles[start]) {
        pieces.push([paragraph.slice(start, end), roles[start]]);
        start = end;
      }
    }
    return pieces;
  }

  /** Whether a position is its holder's own and sure enough, or less sure ones are asked for, too. */
  function holds(position, less) {
    const [spoken, sure] = position.slice(7);
    return Boolean(spoken && (sure || less));
  }

  function passes(one, state) {
    const outlet = data.articles[one.article][3];
    return (
      (!state.agreement || one.mentions.includes(byKey.get(state.agreement).id)) &&
      (!state.polarity || one.positions.some((position) => holds(position, state.less) && polarities[position[2]] === state.polarity)) &&
      (!state.outlet || outlet === state.outlet) &&
      (!state.from || (one.day && one.day >= state.from)) &&
      (!state.until || (one.day && one.day <= state.until))
    );
  }

  /** How many statements a line stands for, in all and by polarity, given those that are left. */
  function countLine(edge, left, polarity, less) {
    const found = new Set();
    const signs = {};
    const takes = ([number, code]) => left.has(number) && (!polarity || polarities[code] === polarity);
    const sure = edge.items.filter(takes);
    for (const [number, code] of [...sure, ...(less ? edge.less.filter(takes) : [])]) {
      found.add(number);
      if (code) signs[polarities[code]] = (signs[polarities[code]] || 0) + 1;
    }
    const doubtful = Object.keys(signs).length > 0 && !sure.some(([, code]) => code);
    return { edge, statements: found, signs, way: mainWay(signs), doubtful };
  }

  function mainWay({ supports = 0, opposes = 0, mixed = 0, neutral = 0 }) {
    if (supports !== opposes) return supports > opposes ? "supports" : "opposes";
    if (supports || mixed) return "mixed";
    return neutral ? "neutral" : "none";
  }

  /** Statements (their numbers), lines and nodes (their numbers) that the filters of `state` leave.

      Of more nodes than fit at once the most central are taken, unless `state.nodes` asks for all. */
  function filter(state) {
    const hidden = new Set(state.hide ? state.hide.split(" ") : []);
    const filtered = state.agreement || state.polarity || state.outlet || state.from || state.until;
    const shown = (place) => typeof place === "number" && place >= 0 && !hidden.has(nodes[place].group);
    const left = new Set();
    for (const one of statements) {
      if (passes(one, state)) left.add(one.number);
    }
    const lines = edges
      .filter((edge) => shown(edge.from) && shown(edge.to))
      .map((edge) => countLine(edge, left, state.polarity, state.less))
      .filter((line) => line.statements.size > 0);
    const speakers = filtered ? Array.from(left, (number) => statements[number].speaker) : nodes.map((node) => node.id);
    const named = filtered && state.agreement ? [byKey.get(state.agreement).id] : [];
    const found = new Set([...lines.flatMap(({ edge }) => [edge.from, edge.to]), ...speakers, ...named].filter(shown));
    // Nodes are numbered by how central they are.
    const visible = new Set(Array.from(found).sort((one, other) => one - other).slice(0, state.nodes === ALL ? nodes.length : first));
    return {
      statements: left,
      lines: lines.filter(({ edge }) => visible.has(edge.from) && visible.has(edge.to)),
      nodes: visible,
      less: Boolean(state.less),
      // Whether each stands at its place among all nodes, and not among the first.
      apart: first === nodes.length || Array.from(visible).some((place) => place >= first),
    };
  }

  /** Nodes, further names and statements that have all words of `query`; the best first. */
  function search(query, left) {
    const words = kg.words(query);
    haystacks = haystacks || statements.map((one) => ({ who: forms[one.speaker] || kg.fold(String(one.speaker)), all: haystack(one) }));
    const hits = statements.filter((one) => left.has(one.number) && kg.hasAll(haystacks[one.number].all, words));
    const score = (one) => words.filter((word) => haystacks[one.number].who.includes(word)).length;
    hits.sort((one, other) => score(other) - score(one) || byTime(one, other));
    return {
      nodes: nodes.filter((node) => kg.hasAll(forms[node.id], words)),
      others: data.others.filter((_, place) => kg.hasAll(otherForms[place], words)),
      statements: hits,
    };
  }

  function haystack(one) {
    const named = one.mentions.map((place) => forms[place]);
    return [forms[one.speaker] || kg.fold(String(one.speaker)), kg.fold(wording(one)), kg.fold(data.articles[one.article][0]), ...named].join(" ");
  }

  function byTime(one, other) {
    return (one.day || "~").localeCompare(other.day || "~") || one.number - other.number;
  }

  /** Statements of a node that are left: its own, and those that name it or stand toward it.

      With a `polarity`, of the others only those that stand toward it so. */
  function about(node, { statements: left, less }, polarity) {
    const toward = (one) => one.positions.some((position) => position[5] === node.id && holds(position, less) && (!polarity || polarities[position[2]] === polarity));
    const own = [];
    const others = [];
    for (const one of statements) {
      if (!left.has(one.number)) continue;
      if (one.speaker === node.id) own.push(one);
      else if (toward(one) || (!polarity && one.mentions.includes(node.id))) others.push(one);
    }
    return { said: own.sort(byTime), others: others.sort(byTime) };
  }

  /** The lines that are drawn: those of enough statements, and all of a chosen node. */
  function strong(lines, least, chosen) {
    return lines.filter(({ edge, statements: { size } }) => size >= least || edge.from === chosen || edge.to === chosen);
  }

  /** From how many statements on lines are drawn, so that they can be told apart. */
  function autoLeast({ lines, apart }) {
    const most = data.whole && apart ? MOST_LINES_IN_ALL : MOST_LINES;
    return LEASTS.find((least) => strong(lines, least).length <= most) || LEASTS[LEASTS.length - 1];
  }

  const nameOf = (place) => (typeof place === "string" ? place : place < 0 ? "" : nodes[place].name);

  return { data, nodes, edges, statements, polarities, byKey, byStatement, byTime, wording, evidence, holds, filter, search, about, nameOf, first, strong, autoLeast, LEASTS, ALL };
};
