"""Statements as a dataset of their own: whole, with all that their quads lead to.

Of an article it has the article itself with its text, the chosen statements with everything that hangs on
them (positions, figures, circumstances, candidates, evidence), the nodes that these name with their names,
offices and facts, and what made it. Of the shared graphs it has what is known of these nodes, corrections of
them, echoes and comparisons between the chosen, and the scheme of acts.
"""

from collections.abc import Collection, Iterable, Iterator

from pyoxigraph import NamedNode, Quad, Store

from kg.batches import batches
from kg.graph.rdf_files import export_quads
from kg.graph.vocabulary import (
    ACTIVITIES_GRAPH,
    CORRECTIONS_GRAPH,
    DATA_BASE,
    ECHOES_GRAPH,
    ENTITIES_GRAPH,
    FIGURES_GRAPH,
    SCHEME_GRAPH,
    kind_of,
    term,
)

# Articles whose quads are in memory at once.
_BATCH = 50
_EXPRESSED, _TARGET, _MEMBER = term("asg:expressedIn"), term("asg:target"), term("schema:member")
_OF = frozenset({term("asg:roleOf"), term("asg:factOf"), term("asg:linkOf")})
_MENTIONS, _USED = term("schema:mentions"), term("prov:used")
_REVISION = term("prov:wasRevisionOf")
_LINKS = (
    (ECHOES_GRAPH, (term("asg:report"),)),
    (FIGURES_GRAPH, (term("asg:comparesFirst"), term("asg:comparesSecond"))),
)
# What is a node of its own, and named by statements.
_NAMED = frozenset({"actor", "agreement", "place", "course", "medium", "occasion"})

Subjects = dict[NamedNode, list[Quad]]


def selected_quads(store: Store, statements: Collection[str]) -> Iterator[Quad]:
    """The quads of the statements with these IRIs, with what follows from them, article by article.

    Evidence is in the Web Annotation form. A quad of a shared graph comes once.
    """
    shared: set[Quad] = set()
    chosen = {NamedNode(iri) for iri in statements}
    articles = _articles_of(store, chosen)
    for batch in batches(articles.items(), _BATCH):
        part = Store()
        for article, own in batch:
            part.extend(_article_quads(store, article, own))
        nodes = {quad.subject for quad in part} | {quad.object for quad in part}
        part.extend(_shared_quads(store, {one for one in nodes if isinstance(one, NamedNode)}, chosen))
        for quad in export_quads(part):
            if quad.graph_name not in articles:
                if quad in shared:
                    continue
                shared.add(quad)
            yield quad


def _articles_of(store: Store, statements: Iterable[NamedNode]) -> dict[NamedNode, set[NamedNode]]:
    """The statements by article; the graph of a statement is its article's."""
    found: dict[NamedNode, set[NamedNode]] = {}
    for one in statements:
        for quad in store.quads_for_pattern(one, term("asg:contentEvidence"), None):
            assert isinstance(quad.graph_name, NamedNode)
            found.setdefault(quad.graph_name, set()).add(one)
    return dict(sorted(found.items(), key=lambda item: item[0].value))


def _article_quads(store: Store, article: NamedNode, statements: set[NamedNode]) -> Iterator[Quad]:
    """The quads of an article's graph that belong to `statements`."""
    subjects: Subjects = {}
    for quad in store.quads_for_pattern(None, None, None, article):
        if isinstance(quad.subject, NamedNode):
            subjects.setdefault(quad.subject, []).append(quad)
    kept = {one for one in subjects if NamedNode(one.value.partition("#")[0]) in statements}
    kept |= {one for one, own in subjects.items() if _leads(own, {_EXPRESSED}, kept)}
    named = {quad.object for one in kept for quad in subjects[one] if isinstance(quad.object, NamedNode)}
    named = {one for one in named if one.value.startswith(DATA_BASE) and kind_of(one.value) in _NAMED}
    kept |= named.intersection(subjects)
    kept |= {one for one, own in subjects.items() if _leads(own, _OF, named)}
    for one in kept:
        yield from subjects[one]
    for quad in subjects.get(article, ()):
        if quad.predicate != _MENTIONS or quad.object in named:
            yield quad
    yield from store.quads_for_pattern(None, _USED, article, article)


def _leads(quads: list[Quad], predicates: Collection[NamedNode], to: Collection[object]) -> bool:
    return any(quad.predicate in predicates and quad.object in to for quad in quads)


def _shared_quads(store: Store, nodes: set[NamedNode], chosen: set[NamedNode]) -> Iterator[Quad]:
    """What the shared graphs have of `nodes`, which are of some articles; of links those between `chosen`."""
    members = {
        quad.object
        for one in nodes
        for quad in store.quads_for_pattern(one, _MEMBER, None, ENTITIES_GRAPH)
        if isinstance(quad.object, NamedNode)
    }
    for one in nodes | members:
        yield from store.quads_for_pattern(one, None, None, ENTITIES_GRAPH)
        yield from store.quads_for_pattern(one, None, None, ECHOES_GRAPH)
        for quad in store.quads_for_pattern(one, None, None, CORRECTIONS_GRAPH):
            yield quad
            if quad.predicate == _REVISION and isinstance(quad.object, NamedNode):
                yield from store.quads_for_pattern(quad.object, None, None, CORRECTIONS_GRAPH)
        for predicate in _OF:
            for quad in store.quads_for_pattern(None, predicate, one, ENTITIES_GRAPH):
                yield from store.quads_for_pattern(quad.subject, None, None, ENTITIES_GRAPH)
        for quad in store.quads_for_pattern(None, _USED, one, CORRECTIONS_GRAPH):
            yield from _corrections(store, quad.subject)
        yield from _links(store, one, chosen)
    for graph in (ACTIVITIES_GRAPH, SCHEME_GRAPH):
        yield from store.quads_for_pattern(None, None, None, graph)


def _corrections(store: Store, correction: object) -> Iterator[Quad]:
    """A correction, and who made it."""
    assert isinstance(correction, NamedNode)
    for quad in store.quads_for_pattern(correction, None, None, CORRECTIONS_GRAPH):
        yield quad
        if quad.predicate == term("prov:wasAssociatedWith") and isinstance(quad.object, NamedNode):
            yield from store.quads_for_pattern(quad.object, None, None, CORRECTIONS_GRAPH)


def _links(store: Store, one: NamedNode, chosen: set[NamedNode]) -> Iterator[Quad]:
    """The echoes and comparisons of `one` with what belongs to another chosen statement."""
    for graph, predicates in _LINKS:
        for predicate in predicates:
            for link in store.quads_for_pattern(None, predicate, one, graph):
                assert isinstance(link.subject, NamedNode)
                own = list(store.quads_for_pattern(link.subject, None, None, graph))
                ends = [quad.object for quad in own if quad.predicate in predicates]
                if all(_statement_of(store, end) in chosen for end in ends):
                    yield from own


def _statement_of(store: Store, end: object) -> object:
    """The statement that `end` is, or that gives the figure that it is."""
    assert isinstance(end, NamedNode)
    found = store.quads_for_pattern(end, _EXPRESSED, None)
    return next((quad.object for quad in found), end)
