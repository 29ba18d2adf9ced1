"""Links of actors to entries of an authority file as quads."""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from kg.archive.authority import Link
from kg.graph.vocabulary import ENTITIES_GRAPH, term
from kg.graph.write.entity_quads import entity_node
from kg.graph.write.evidence import Triple, in_graph, typed


def authority_quads(links: Iterable[Link]) -> Iterator[Quad]:
    """The quads of `links`: `owl:sameAs`, and a node for how sure it is."""
    for link in links:
        yield from in_graph(_triples(link), ENTITIES_GRAPH)


def _triples(link: Link) -> Iterator[Triple]:
    actor, entry = entity_node(link.actor), NamedNode(link.iri)
    resource = NamedNode(f"{actor.value}/same")
    yield actor, term("owl:sameAs"), entry
    yield resource, term("asg:linkOf"), actor
    yield resource, term("asg:refersTo"), entry
    yield resource, term("asg:confidence"), typed(link.confidence, "decimal")
