"""`graph.html`, for which pyvis builds the network, and `positions.html`; templates make the pages.

Everything from a text reaches the page through Jinja's autoescape or its `tojson`, so it can only
appear as text. Scripts are allowed by hash and nothing is loaded from anywhere.
"""

import base64
import hashlib
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, select_autoescape
from markupsafe import Markup
from pyoxigraph import Store

from kg.graph.store import open_store
from kg.graph.views import statement_graph
from kg.pages.facts import StatementFact, statement_facts
from kg.pages.layout import place_nodes
from kg.pages.positions import position_matrix
from kg.questions.matrix import SIGNS

if TYPE_CHECKING:
    import networkx

PAGE_NAME = "graph.html"
POSITIONS_NAME = "positions.html"
# A page of more statements is slow to open; the first ones are listed.
_MOST_STATEMENTS = 2000
# A picture of more nodes than this cannot be read; the most connected ones are shown.
_MOST_NODES = 500
_LABEL_LENGTH = 40
# Radius in pixels: of a statement, of an actor, and what the root of an actor's edges adds.
_STATEMENT, _SMALLEST, _GROWTH = 6, 12, 5


def write_pages(folder: Path) -> Path:
    """Write the pages of the graph in `folder`; the path of `graph.html`. The same graph, the same bytes."""
    store = open_store(folder)
    facts = statement_facts(store)
    whole = statement_graph(store)
    environment = Environment(
        loader=PackageLoader("kg.pages"),
        autoescape=select_autoescape(default=True),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    _write(folder / POSITIONS_NAME, _positions_page(environment, store, facts))
    return _write(folder / PAGE_NAME, _graph_page(environment, facts, _most_connected(whole), len(whole)))


def _write(path: Path, html: str) -> Path:
    partial = path.with_name(f"{path.name}.part")
    partial.write_text(html, encoding="utf-8", errors="replace", newline="\n")
    return partial.replace(path)


def _positions_page(environment: Environment, store: Store, facts: list[StatementFact]) -> str:
    """It needs no script at all."""
    return environment.get_template("positions.html").render(
        matrix=position_matrix(store, facts),
        articles=len({fact.path for fact in facts}),
        listed={fact.id for fact in facts[:_MOST_STATEMENTS]},
        signs=[(polarity.value, sign) for polarity, sign in SIGNS.items()],
        graph_page=PAGE_NAME,
        style=Markup(_static("base.css") + _static("positions.css")),
        policy=_policy([]),
    )


def _graph_page(
    environment: Environment, facts: list[StatementFact], graph: "networkx.DiGraph[str]", whole: int
) -> str:
    # `network` is data for the script, and inert: its type is no script's.
    scripts = [_vis_network(), _static("graph.js")]
    return environment.get_template("graph.html").render(
        statements=facts[:_MOST_STATEMENTS],
        statements_in_all=len(facts),
        articles=len({fact.path for fact in facts}),
        speakers=len({fact.actor for fact in facts if fact.actor}),
        network=_network(graph),
        shown=len(graph),
        whole=whole,
        positions_page=POSITIONS_NAME,
        style=Markup(_static("base.css") + _static("graph.css")),
        scripts=[Markup(script) for script in scripts],
        policy=_policy(scripts),
    )


def _network(graph: "networkx.DiGraph[str]") -> dict[str, list[dict[str, Any]]]:
    """Nodes and edges in vis-network's form, placed beforehand, as pyvis builds them."""
    from pyvis.network import Network

    positions = place_nodes(graph)
    network = Network(directed=True)
    for node, data in graph.nodes(data=True):
        x, y = positions[node]
        kind = data["kind"]
        degree = graph.degree(node)
        label = "" if kind == "statement" else _shortened(data["label"])
        size = _STATEMENT if kind == "statement" else _SMALLEST + _GROWTH * degree**0.5
        network.add_node(
            node,
            label=label or " ",
            shape={"statement": "dot", "agreement": "diamond"}.get(kind, "dot"),
            color=None,
            x=x,
            y=y,
            size=round(size, 1),
            group=data.get("type", kind),
            name=data["label"],
        )
    for source, target, data in graph.edges(data=True):
        network.add_edge(source, target, kind=data["kind"])
    nodes = [{key: value for key, value in node.items() if key != "color"} for node in network.nodes]
    edges = [{"from": e["from"], "to": e["to"], "kind": e["kind"]} for e in network.edges]
    return {"nodes": nodes, "edges": edges}


def _most_connected(graph: "networkx.DiGraph[str]") -> "networkx.DiGraph[str]":
    """The graph itself, or of a large one the nodes with the most edges."""
    if len(graph) <= _MOST_NODES:
        return graph
    ranked = sorted(graph, key=lambda node: (-graph.degree(node), node))
    chosen = graph.subgraph(ranked[:_MOST_NODES])
    # A subgraph's own order follows a set; the whole graph's is fixed.
    ordered = graph.__class__()
    ordered.add_nodes_from((node, graph.nodes[node]) for node in graph if node in chosen)
    ordered.add_edges_from((a, b, d) for a, b, d in graph.edges(data=True) if a in chosen and b in chosen)
    return ordered


def _policy(scripts: list[str]) -> str:
    """A Content-Security-Policy that allows these scripts and the page's own style, no more."""
    hashes = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    allowed = " ".join(f"'sha256-{digest}'" for digest in hashes) or "'none'"
    own = "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    return f"default-src 'none'; script-src {allowed}; {own}"


def _vis_network() -> str:
    """vis-network, as the package pyvis carries it, without its pointer to a source map."""
    folder = resources.files("pyvis").joinpath("templates/lib/vis-9.1.2")
    script = folder.joinpath("vis-network.min.js").read_text("utf-8")
    return script.split("//# sourceMappingURL")[0]


def _static(name: str) -> str:
    return resources.files(__package__).joinpath("static", name).read_text("utf-8")


def _shortened(label: str) -> str:
    return label if len(label) <= _LABEL_LENGTH else label[: _LABEL_LENGTH - 1].rstrip() + "…"
