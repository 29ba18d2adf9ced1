"""The terms of the dataset. Standard ones first, the project's own (`asg:`) where none exists.

The bases are constants here and in the scheme of acts, and nowhere else. `kg/graph/ontology.ttl` defines
the own terms.
"""

from urllib.parse import quote, unquote

from pyoxigraph import NamedNode

from kg.acts.scheme import ACTS_BASE, ASG_BASE, SKOS_BASE
from kg.model import ActorType
from kg.version import __version__

DATA_BASE = "https://w3id.org/actor-statement-graph/data/"
PREFIXES = {
    "asg": ASG_BASE,
    "act": ACTS_BASE,
    "skos": SKOS_BASE,
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "oa": "http://www.w3.org/ns/oa#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
}


def term(curie: str) -> NamedNode:
    """The term written as `prefix:name`. Raises `KeyError` for an unknown prefix."""
    prefix, name = curie.split(":", 1)
    return NamedNode(PREFIXES[prefix] + name)


def node(kind: str, identifier: str) -> NamedNode:
    """The node of this dataset for an actor, agreement, article, place or statement."""
    return NamedNode(f"{DATA_BASE}{kind}/{quote(identifier, safe='/-._~', errors='replace')}")


def kind_of(iri: str) -> str:
    """The kind in the IRI of a node of this dataset, which `node` made."""
    return iri.removeprefix(DATA_BASE).partition("/")[0]


def identifier_of(iri: str) -> str:
    """The identifier in the IRI of a node of this dataset, which `node` made."""
    return unquote(iri.removeprefix(DATA_BASE).partition("/")[2])


RDF_TYPE = term("rdf:type")
ACTOR_CLASSES = {
    ActorType.PERSON: term("schema:Person"),
    ActorType.ORGANISATION: term("schema:Organization"),
    ActorType.GOVERNMENT: term("schema:GovernmentOrganization"),
    ActorType.GROUP: term("asg:Group"),
    ActorType.UNNAMED: term("asg:UnnamedSource"),
}
"""The class of an actor of each type: every actor has one of these."""
DATASET = NamedNode(DATA_BASE + "dataset")
ENTITIES_GRAPH = NamedNode(DATA_BASE + "graph/entities")
"""The graph of actors, agreements and places; each article has a graph of its own."""
SCHEME_GRAPH = NamedNode(DATA_BASE + "graph/acts")
"""The graph of the scheme of acts."""
CORRECTIONS_GRAPH = NamedNode(DATA_BASE + "graph/corrections")
"""The graph of corrections made by people: what, who and when."""
ACTIVITIES_GRAPH = NamedNode(DATA_BASE + "graph/activities")
"""The graph of what made the others: the activities, with the versions of program and models."""
ECHOES_GRAPH = NamedNode(DATA_BASE + "graph/echoes")
"""The graph of links between statements of different articles."""
FIGURES_GRAPH = NamedNode(DATA_BASE + "graph/figures")
"""The graph of comparisons between figures."""
RESOLUTION = NamedNode(f"{DATA_BASE}activity/resolution-{__version__}")
"""The activity that compared statements and figures of different articles."""
