"""What follows from the quads of a store, and is written only where the dataset leaves the program.

These are the classes that the domains of own properties give (`asg:holder` makes an `asg:Position`), the
terms of schema.org and PROV-O that say an own one again, and both directions of what is symmetric.
"""

from collections.abc import Iterator
from functools import cache
from importlib import resources

from pyoxigraph import NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse

from kg.graph.store import run_query
from kg.graph.vocabulary import ACTOR_CLASSES, term

_ACTORS = " ".join(map(str, ACTOR_CLASSES.values()))
# Each binds graph, subject, predicate and object; none depends on what another gives.
_RULES = (
    f"VALUES ?class {{ {_ACTORS} }} GRAPH ?g {{ ?s a ?class }} BIND(rdf:type AS ?p) BIND(asg:Actor AS ?o)",
    "GRAPH ?g { ?s prov:wasAttributedTo ?o } BIND(schema:spokenByCharacter AS ?p)",
    """GRAPH ?g { ?s asg:kind "speech" ; asg:manner ?manner }
    FILTER NOT EXISTS { ?s asg:unsaid ?unsaid } BIND(rdf:type AS ?p)
    BIND(IF(?manner = "direct", schema:Quotation, schema:Claim) AS ?o)""",
    """GRAPH ?g { ?o prov:used ?g . { ?s prov:wasQuotedFrom ?g } UNION { ?s asg:holder ?holder } }
    FILTER NOT EXISTS { ?s prov:wasGeneratedBy ?person } BIND(prov:wasGeneratedBy AS ?p)""",
    """?g prov:wasGeneratedBy ?o . GRAPH ?g { ?s asg:report|asg:comparison ?x }
    BIND(prov:wasGeneratedBy AS ?p)""",
    """GRAPH ?g { ?s asg:expressedIn ?statement ; asg:holder ?holder . ?statement asg:sourceEvidence ?o }
    FILTER NOT EXISTS { ?s asg:holderEvidence ?words } BIND(asg:holderEvidence AS ?p)""",
    "GRAPH ?g { ?s asg:correctionKind ?kind } BIND(rdf:type AS ?p) BIND(prov:Activity AS ?o)",
    "GRAPH ?g { ?statement asg:reference ?s } BIND(rdf:type AS ?p) BIND(asg:Reference AS ?o)",
    "GRAPH ?g { ?link asg:report ?s, ?o } FILTER(?s != ?o) BIND(asg:echoes AS ?p)",
    """GRAPH ?g { ?pair asg:comparison "contradict" ; asg:comparesFirst|asg:comparesSecond ?s, ?o }
    FILTER(?s != ?o) BIND(asg:conflictsWith AS ?p)""",
)


def implied_quads(store: Store) -> Iterator[Quad]:
    """The quads that follow from those of `store` and are not in it, in the graph of their reason.

    None comes twice.
    """
    for rule in (_domain_rule(), *_RULES):
        new = f"{rule} FILTER NOT EXISTS {{ GRAPH ?g {{ ?s ?p ?o }} }}"
        found = run_query(store, f"SELECT DISTINCT ?s ?p ?o ?g WHERE {{ {new} }}")
        assert isinstance(found, QuerySolutions)
        yield from (Quad(*solution) for solution in found)


@cache
def _domain_rule() -> str:
    """The rule that what has a property is of the class that the ontology gives as its domain."""
    ontology = resources.files("kg.graph").joinpath("ontology.ttl").read_text("utf-8")
    domains = (
        (quad.subject, quad.object)
        for quad in parse(ontology, format=RdfFormat.TURTLE)
        if quad.predicate == term("rdfs:domain") and isinstance(quad.object, NamedNode)
    )
    pairs = " ".join(f"({property_} {class_})" for property_, class_ in domains)
    return f"VALUES (?property ?o) {{ {pairs} }} GRAPH ?g {{ ?s ?property ?value }} BIND(rdf:type AS ?p)"
