"use strict";
/* The picture, the search and the panel of graph.html. Texts are only ever read from the page or
   put into it with textContent. */
(function () {
  const data = JSON.parse(document.getElementById("network-data").textContent);
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue("--" + name).trim();
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const kinds = ["person", "government", "organisation", "group", "unnamed", "agreement", "statement"];
  const groups = {};
  for (const kind of kinds) {
    const plain = { background: colour(kind), border: colour(kind) };
    const lifted = { background: colour(kind), border: colour("ink") };
    groups[kind] = { color: { ...plain, highlight: lifted, hover: lifted } };
  }
  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges.map((edge, number) => ({ id: number, ...edge })));
  const network = new vis.Network(
    document.getElementById("network"),
    { nodes, edges },
    {
      physics: false,
      groups,
      nodes: { font: { color: colour("ink"), face: "system-ui", size: 22, strokeWidth: 6, strokeColor: colour("paper") } },
      edges: { color: { color: colour("edge"), highlight: colour("quiet") }, smooth: false, width: 1.2,
        arrows: { to: { enabled: true, scaleFactor: 0.35 } } },
      interaction: { hover: true, keyboard: false, multiselect: false },
    }
  );

  const statements = Array.from(document.querySelectorAll("article.statement"));
  const byNode = new Map(statements.map((element) => [element.dataset.node, element]));
  const searched = new Map(statements.map((element) => [element, fold(element.textContent)]));
  const names = new Map(data.nodes.map((node) => [node.id, fold(node.name)]));
  const title = document.getElementById("panel-title");
  const hint = document.getElementById("panel-hint");
  const status = document.getElementById("status");
  const search = document.getElementById("search");
  const neighbours = new Map();
  for (const edge of data.edges) {
    for (const [one, other] of [[edge.from, edge.to], [edge.to, edge.from]]) {
      if (!neighbours.has(one)) neighbours.set(one, []);
      neighbours.get(one).push(other);
    }
  }

  function list(chosen, heading) {
    for (const element of statements) {
      element.hidden = !chosen.has(element);
      element.classList.remove("chosen");
    }
    title.textContent = heading;
    hint.textContent = chosen.size + (chosen.size === 1 ? " statement" : " statements");
  }

  function choose(identifier) {
    const own = byNode.get(identifier);
    if (own) {
      list(new Set([own]), "Statement");
      own.classList.add("chosen");
    } else {
      const related = (neighbours.get(identifier) || []).map((other) => byNode.get(other)).filter(Boolean);
      const said = statements.filter((element) => element.dataset.actor === identifier);
      list(new Set([...said, ...related]), nodes.get(identifier).name);
    }
    document.getElementById("panel").scrollTop = 0;
  }

  document.getElementById("list").addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#st-']");
    const target = link && document.getElementById(link.hash.slice(1));
    if (target) {
      event.preventDefault();
      choose(target.dataset.node);
    }
  });

  function apply() {
    const wanted = fold(search.value.trim());
    const shownKinds = new Set(
      Array.from(document.querySelectorAll("#legend input:checked"), (box) => box.value)
    );
    const found = new Set(statements.filter((element) => !wanted || searched.get(element).includes(wanted)));
    const visible = new Set();
    for (const node of data.nodes) {
      const element = byNode.get(node.id);
      if (!wanted || names.get(node.id).includes(wanted) || (element && found.has(element))) visible.add(node.id);
    }
    if (wanted) {
      for (const element of found) {
        for (const other of neighbours.get(element.dataset.node) || []) visible.add(other);
      }
    }
    nodes.update(data.nodes.map((node) => ({ id: node.id, hidden: !(visible.has(node.id) && shownKinds.has(node.group)) })));
    list(found, wanted ? "Found" : "Statements");
    const drawn = data.nodes.filter((node) => visible.has(node.id) && shownKinds.has(node.group)).length;
    status.textContent = found.size + " of " + statements.length + " statements, " + drawn + " nodes shown";
    if (wanted && visible.size) network.fit({ nodes: Array.from(visible), animation: false });
  }

  network.on("click", (event) => {
    if (event.nodes.length) choose(event.nodes[0]);
    else apply();
  });
  search.addEventListener("input", apply);
  document.getElementById("legend").addEventListener("change", apply);
  apply();
  network.fit({ animation: false });
})();
