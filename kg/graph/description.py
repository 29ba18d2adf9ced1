"""What an export says of itself: VoID and DCAT of the dataset, and which run of what made it (PROV-O).

Who may use it under which licence is left to who publishes it. The store has none of this: it follows from
the store and the time at which it was written.
"""

from collections.abc import Iterator
from datetime import datetime

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.acts.scheme import ASG_BASE
from kg.graph.vocabulary import ACTOR_CLASSES, DATA_BASE, DATASET, PREFIXES, RDF_TYPE, RESOLUTION, term
from kg.version import __version__

BUILD = NamedNode(f"{DATA_BASE}activity/build")
"""The run that wrote the dataset."""
_SOFTWARE = NamedNode(f"{DATA_BASE}agent/kg-{__version__}")
_ONTOLOGY = NamedNode(ASG_BASE.removesuffix("#"))
_VOCABULARIES = ("asg", "schema", "prov", "oa", "skos", "owl")
# Classes, with the predicate that each of their members has once; of stored types the class is its object.
_COUNTED = {
    **{
        class_: (RDF_TYPE, class_)
        for class_ in (
            term("schema:NewsArticle"),
            term("asg:Statement"),
            *ACTOR_CLASSES.values(),
            term("asg:Agreement"),
            term("schema:Place"),
        )
    },
    term("asg:Position"): (term("asg:holder"), None),
    term("asg:Figure"): (term("asg:counted"), None),
}

Pair = tuple[NamedNode, NamedNode, NamedNode | Literal]


def description_quads(store: Store, *, built: datetime | None, triples: int | None = None) -> Iterator[Quad]:
    """What describes the dataset of `store`, in the default graph.

    `built` is when the store was written, `triples` how many an export of it has without the description;
    None where it is not known.
    """
    yield from (Quad(*one) for one in (*_dataset(built, triples), *_numbers(store), *_run(store, built)))


def _dataset(built: datetime | None, triples: int | None) -> Iterator[Pair]:
    yield DATASET, RDF_TYPE, term("void:Dataset")
    yield DATASET, RDF_TYPE, term("dcat:Dataset")
    yield DATASET, term("dcterms:title"), Literal("Who said what about what", language="en")
    yield (
        DATASET,
        term("dcterms:description"),
        Literal(
            "Statements that news articles report, with who made them, the positions that they express and "
            "the words of the articles as evidence. Programs found them: each has a confidence.",
            language="en",
        ),
    )
    yield DATASET, term("dcterms:conformsTo"), _ONTOLOGY
    yield DATASET, term("dcterms:conformsTo"), NamedNode(f"{_ONTOLOGY.value}/shapes")
    yield DATASET, term("void:uriSpace"), Literal(DATA_BASE)
    for prefix in _VOCABULARIES:
        yield DATASET, term("void:vocabulary"), NamedNode(PREFIXES[prefix])
    if built is not None:
        yield DATASET, term("dcterms:modified"), _time(built)
    if triples is not None:
        yield DATASET, term("void:triples"), Literal(triples)


def _numbers(store: Store) -> Iterator[Pair]:
    """How many members each class has that somebody may want to know of."""
    for class_, (predicate, object_) in _COUNTED.items():
        number = sum(1 for _ in store.quads_for_pattern(None, predicate, object_))
        name = class_.value.replace("#", "/").rpartition("/")[2]
        part = NamedNode(f"{DATASET.value}#{name}")
        yield DATASET, term("void:classPartition"), part
        yield part, term("void:class"), class_
        yield part, term("void:entities"), Literal(number)


def _run(store: Store, built: datetime | None) -> Iterator[Pair]:
    """The run, after the activities that read the articles and compared what they tell."""
    yield DATASET, term("prov:wasGeneratedBy"), BUILD
    yield _SOFTWARE, RDF_TYPE, term("prov:SoftwareAgent")
    yield _SOFTWARE, term("schema:softwareVersion"), Literal(__version__)
    for activity in (BUILD, RESOLUTION):
        yield activity, RDF_TYPE, term("prov:Activity")
        yield activity, term("prov:wasAssociatedWith"), _SOFTWARE
    if built is not None:
        yield BUILD, term("prov:endedAtTime"), _time(built)
    yield BUILD, term("prov:wasInformedBy"), RESOLUTION
    for quad in store.quads_for_pattern(None, term("asg:modelVersion"), None):
        if isinstance(quad.subject, NamedNode):
            yield BUILD, term("prov:wasInformedBy"), quad.subject


def _time(built: datetime) -> Literal:
    return Literal(built.isoformat(), datatype=term("xsd:dateTime"))
