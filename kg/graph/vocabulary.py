"""The terms of the dataset. Standard ones first, the project's own (`asg:`) where none exists.

The bases are constants here and in the scheme of acts, and nowhere else. `kg/graph/ontology.ttl` defines
the own terms.
"""

from urllib.parse import quote

from pyoxigraph import NamedNode

from kg.acts.scheme import ACTS_BASE, ASG_BASE, SKOS_BASE

DATA_BASE = "https://w3id.org/actor-statement-graph/data/"
PREFIXES = {
    "asg": ASG_BASE,
    "act": ACTS_BASE,
    "skos": SKOS_BASE,
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def term(curie: str) -> NamedNode:
    """The term written as `prefix:name`. Raises `KeyError` for an unknown prefix."""
    prefix, name = curie.split(":", 1)
    return NamedNode(PREFIXES[prefix] + name)


def node(kind: str, identifier: str) -> NamedNode:
    """The node of this dataset for an actor, agreement, article, place or statement."""
    return NamedNode(f"{DATA_BASE}{kind}/{quote(identifier, safe='/-._~', errors='replace')}")


def article_node(document: str) -> NamedNode:
    """An article's node: the document's identifier itself where that is a URL.

    The URL that metadata give is not the node: two documents may have the same one.
    """
    if document.startswith(("http://", "https://")):
        try:
            return NamedNode(quote(document, safe=":/?#[]@!$&'()*+,;=-._~%"))
        except ValueError:
            pass
    return node("article", document)


ENTITIES_GRAPH = NamedNode(DATA_BASE + "graph/entities")
"""The graph of actors, agreements and places; each article has a graph of its own."""
SCHEME_GRAPH = NamedNode(DATA_BASE + "graph/acts")
"""The graph of the scheme by which positions are taken."""
CORRECTIONS_GRAPH = NamedNode(DATA_BASE + "graph/corrections")
"""The graph of corrections made by people: what, who and when."""
DATASET = NamedNode(DATA_BASE + "dataset")
