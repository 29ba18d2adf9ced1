"""Whether a dataset has the form that `shapes.ttl` gives it, by pySHACL (SHACL, W3C Recommendation, 2017).

The dataset is read in portions (`kg.graph.neighbourhoods`); of each only its own nodes are targets, since of
the others it has the classes alone.
"""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import shorten
from typing import TYPE_CHECKING, cast

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, RdfFormat, Store

from kg.errors import InputError
from kg.graph.description import description_quads
from kg.graph.neighbourhoods import Neighbourhood, read_neighbourhoods
from kg.graph.portions import count_graphs
from kg.graph.store import open_store
from kg.graph.store_files import built_at
from kg.graph.vocabulary import PREFIXES, RDF_TYPE

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

# Code points of a value in a finding.
_SHOWN = 80
_STRINGS = frozenset({f"{PREFIXES['xsd']}string", f"{PREFIXES['rdf']}langString"})


@dataclass(frozen=True, slots=True)
class Finding:
    """A node that does not have the form of a shape."""

    node: str
    """The IRI of the node."""
    shape: str
    """The shape, in words: “statement”."""
    rule: str
    """What the shape asks for."""
    found: str
    """What the node has instead."""


@dataclass(frozen=True, slots=True)
class Validated:
    """What was validated of a graph."""

    nodes: int
    """The number of nodes that shapes are for."""
    findings: list[Finding]
    """What is wrong with them, by node."""


def validate_source(
    path: Path, *, on_progress: Callable[[int, int], None] = lambda done, of: None
) -> Iterator[Validated]:
    """What is wrong with the graph in the folder `path`, as it would be exported, or with a file of RDF.

    It is read while it is iterated over; an article is one portion. The same finding comes once.

    `on_progress` gets the numbers of graphs that are done and of all. Raises `InputError` if there is no
    graph in the folder, and if the file cannot be read or is not RDF.
    """
    if path.is_dir():
        store = open_store(path)
        yield _validate_portion(_description(store, path))
        yield from _validate(store, on_progress, stored=True)
        return
    with TemporaryDirectory(prefix="kg-validate-") as folder:
        yield from _validate(_load(path, folder), on_progress, stored=False)


def _description(store: Store, folder: Path) -> Neighbourhood:
    """What an export says of the dataset."""
    own = list(description_quads(store, built=built_at(folder)))
    named = {quad.object for quad in own if isinstance(quad.object, NamedNode)}
    classes = [quad for one in named for quad in store.quads_for_pattern(one, RDF_TYPE, None)]
    return Neighbourhood([*own, *classes], frozenset(quad.subject for quad in own))


def _load(path: Path, folder: str) -> Store:
    """The file as a store in the temporary `folder`."""
    form = RdfFormat.from_extension(path.suffix.removeprefix(".").lower())
    if form is None:
        raise InputError(
            f"The ending of {path} tells no format of RDF; there are .trig, .nq, .ttl, .nt, .jsonld and .rdf."
        )
    store = Store(folder)
    try:
        with path.open("rb") as file:
            store.bulk_load(file, format=form)
    except SyntaxError as error:
        raise InputError(f"The file {path} is not valid {form.name}: {error.msg}.") from None
    except ValueError as error:
        raise InputError(f"The file {path} is not valid {form.name}: {error}.") from None
    except OSError as error:
        raise InputError(f"The file {path} cannot be read: {error.strerror or error}.") from error
    return store


def _validate(store: Store, on_progress: Callable[[int, int], None], *, stored: bool) -> Iterator[Validated]:
    seen: set[Finding] = set()
    graphs = count_graphs(store)
    for done, graph in enumerate([DefaultGraph(), *store.named_graphs()]):
        for portion in read_neighbourhoods(store, graph, stored=stored):
            validated = _validate_portion(portion)
            # What several graphs tell of, such as an actor, is found in each.
            new = [one for one in validated.findings if one not in seen]
            seen.update(new)
            yield Validated(validated.nodes, new)
        on_progress(done, graphs)


def _validate_portion(portion: Neighbourhood) -> Validated:
    """What is wrong with the subjects of `portion`."""
    import pyshacl
    import rdflib
    from rdflib.namespace import SH

    data = rdflib.Graph()
    with _quiet("rdflib.term", "pyshacl"):
        for quad in portion.quads:
            data.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
        shapes = _shapes_for(data, {_term(one) for one in portion.subjects})
        conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    nodes = len(set(shapes.objects(None, SH.targetNode)))
    return Validated(nodes, [] if conforms else _findings(cast(rdflib.Graph, report), data, shapes))


def _shapes_for(data: "rdflib.Graph", subjects: set["Node"]) -> "rdflib.Graph":
    """The shapes with those of `subjects` as targets that are of their classes or have their properties."""
    import rdflib
    from rdflib.namespace import RDF, SH

    shapes = rdflib.Graph()
    for subject, predicate, object_ in _shapes():
        if predicate == SH.targetClass:
            targets = data.subjects(RDF.type, object_)
        elif predicate == SH.targetSubjectsOf:
            targets = data.subjects(cast(rdflib.URIRef, object_))
        else:
            shapes.add((subject, predicate, object_))
            continue
        for target in subjects.intersection(targets):
            shapes.add((subject, SH.targetNode, target))
    return shapes


@cache
def _shapes() -> "rdflib.Graph":
    import rdflib

    text = resources.files("kg.graph").joinpath("shapes.ttl").read_text("utf-8")
    return rdflib.Graph().parse(data=text, format="turtle")


def _findings(report: "rdflib.Graph", data: "rdflib.Graph", shapes: "rdflib.Graph") -> list[Finding]:
    """The results of `report` in words, one for each node and rule."""
    from rdflib.namespace import RDF, RDFS, SH

    found: dict[tuple[str, str, str], set[str]] = {}
    for result in report.subjects(RDF.type, SH.ValidationResult):
        node, source = report.value(result, SH.focusNode), report.value(result, SH.sourceShape)
        path, value = report.value(result, SH.resultPath), report.value(result, SH.value)
        shape = shapes.value(predicate=SH.property, object=source) or source
        assert node is not None
        if path is None:
            values = [_short(one) for one in data.objects(node, RDF.type)] or ["no class"]
        else:
            values = [_short(one) for one in ([value] if value is not None else data.objects(node, path))]
        label, rule = shapes.value(shape, RDFS.label), report.value(result, SH.resultMessage)
        found.setdefault((str(node), str(label), str(rule)), set()).update(values or ["nothing"])
    return [Finding(*one, ", ".join(sorted(values))) for one, values in sorted(found.items())]


def _short(value: "Node") -> str:
    """A value in a line: an IRI with its prefix, the first words of a long literal in quotation marks."""
    import rdflib

    text = " ".join(str(value).split())
    if isinstance(value, rdflib.Literal):
        kind = f" ({_short(value.datatype)})" if value.datatype else ""
        return f"“{shorten(text, _SHOWN, placeholder=' …') or text[:_SHOWN]}”{kind}"
    base = max((base for base in PREFIXES.values() if text.startswith(base)), key=len, default="")
    prefix = next((name for name, one in PREFIXES.items() if one == base), "")
    name = text.removeprefix(base)
    return f"{prefix}:{name}" if prefix and not re.search(r"[/#]", name) else text


def _term(one: object) -> "Node":
    """A term as rdflib has it."""
    import rdflib

    if isinstance(one, NamedNode):
        return rdflib.URIRef(one.value)
    if isinstance(one, BlankNode):
        return rdflib.BNode(one.value)
    if isinstance(one, Literal):
        kind = None if one.datatype.value in _STRINGS else rdflib.URIRef(one.datatype.value)
        return rdflib.Literal(one.value, lang=one.language, datatype=kind, normalize=False)
    raise InputError("The data have a triple term (RDF 1.2), which cannot be validated.")


@contextmanager
def _quiet(*names: str) -> Iterator[None]:
    """Keep libraries from writing to standard error what the findings tell."""
    loggers = [logging.getLogger(name) for name in names]
    before = [one.disabled for one in loggers]
    for one in loggers:
        one.disabled = True
    try:
        yield
    finally:
        for one, disabled in zip(loggers, before, strict=True):
            one.disabled = disabled
