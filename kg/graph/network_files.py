"""NetworkX graphs as files for Gephi and other programs: GraphML and GEXF."""

import re
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    import networkx

# What is no character of XML 1.0 (section 2.2).
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(graph: "networkx.Graph[str]", file: BinaryIO) -> None:
    """Write `graph` as GraphML; parallel edges have identifiers of their own."""
    import networkx

    networkx.write_graphml(_for_xml(graph), file)


def write_gexf(graph: "networkx.Graph[str]", file: BinaryIO) -> None:
    """Write `graph` as GEXF 1.2."""
    import networkx

    networkx.write_gexf(_for_xml(graph), file)


def _for_xml(graph: "networkx.Graph[str]") -> "networkx.Graph[str]":
    """A copy of `graph` with U+FFFD for what XML forbids, the keys of parallel edges being numbers."""
    copy = graph.__class__()
    copy.add_nodes_from((node, _clean(data)) for node, data in graph.nodes(data=True))
    edges = ((one, other, _clean(data)) for one, other, data in graph.edges(data=True))
    if graph.is_multigraph():
        copy.add_edges_from((one, other, str(key), data) for key, (one, other, data) in enumerate(edges))
    else:
        copy.add_edges_from(edges)
    return copy


def _clean(data: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _NO_XML.sub("\ufffd", value) if isinstance(value, str) else value
        for name, value in data.items()
    }
