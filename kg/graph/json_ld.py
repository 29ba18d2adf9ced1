"""The dataset as JSON-LD 1.1 with the context of `context.jsonld`, written while the quads come.

The quads of a subject are one node object, as far as they stand near each other in one graph. A subject, and
a graph, may come several times: a reader of JSON-LD puts them together. A literal has the short form only
where the context gives its type, so that parsing gives the same quads again. The context has no prefixes: any
IRI could begin with one.
"""

import json
from collections.abc import Iterable
from functools import cache
from importlib import resources
from itertools import groupby
from typing import Any, BinaryIO

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.batches import batches
from kg.graph.vocabulary import PREFIXES, RDF_TYPE

# Quads of one graph among which those of a subject are put together.
_BATCH = 20_000
_STRING = f"{PREFIXES['xsd']}string"

Term = NamedNode | BlankNode | Literal | Triple | DefaultGraph


def context() -> dict[str, Any]:
    """The published context, the value of `@context`."""
    text = resources.files("kg.graph").joinpath("context.jsonld").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)["@context"]
    return found


def write_json_ld(quads: Iterable[Quad], file: BinaryIO) -> None:
    """Write `quads` as one JSON-LD document, a node object a line."""
    file.write(f'{{"@context": {_json(context())},\n"@graph": ['.encode())
    opening = "\n"
    for graph, own in groupby(quads, lambda quad: quad.graph_name):
        named = not isinstance(graph, DefaultGraph)
        head = f'{{"id": {_json(_name(graph))}, "@graph": [' if named else ""
        inner = f"{opening}{head}"
        for batch in batches(own, _BATCH):
            for subject, described in _by_subject(batch).items():
                file.write(f"{inner}\n{_json(_node(subject, described))}".encode())
                inner = ","
        file.write(b"]}" if named else b"")
        opening = ",\n"
    file.write(b"\n]}\n")


def _by_subject(quads: list[Quad]) -> dict[Term, list[Quad]]:
    found: dict[Term, list[Quad]] = {}
    for quad in quads:
        found.setdefault(quad.subject, []).append(quad)
    return found


def _node(subject: Term, quads: Iterable[Quad]) -> dict[str, Any]:
    """The node object of `subject`."""
    found: dict[str, list[Any]] = {}
    for quad in quads:
        if quad.predicate == RDF_TYPE:
            found.setdefault("type", []).append(_class(_name(quad.object)))
        else:
            key, coerced = _terms().get(quad.predicate.value, (quad.predicate.value, None))
            found.setdefault(key, []).append(_value(quad.object, coerced))
    return {"id": _name(subject)} | {key: own[0] if len(own) == 1 else own for key, own in found.items()}


def _value(one: Term, coerced: str | None) -> Any:
    """An object; `coerced` is what the context says of the plain values of its property."""
    if not isinstance(one, Literal):
        return _name(one) if coerced == "@id" else {"id": _name(one)}
    if one.language:
        if coerced == f"@{one.language}":
            return one.value
        return {"@value": one.value, "@language": one.language}
    kind = one.datatype.value
    if kind == (coerced or _STRING):
        return one.value
    return {"@value": one.value} if kind == _STRING else {"@value": one.value, "@type": kind}


def _name(one: Term) -> str:
    if isinstance(one, NamedNode):
        return one.value
    if isinstance(one, BlankNode):
        return str(one)
    raise TypeError(f"{one} has no name.")


def _class(iri: str) -> str:
    found = _terms().get(iri)
    return found[0] if found else iri


@cache
def _terms() -> dict[str, tuple[str, str | None]]:
    """The term of the context for each IRI, with the type or, after “@”, the language of plain values."""
    found: dict[str, tuple[str, str | None]] = {}
    for name, given in context().items():
        meaning = given if isinstance(given, dict) else {"@id": str(given)}
        kind = f"@{meaning['@language']}" if "@language" in meaning else meaning.get("@type")
        found[meaning["@id"]] = (name, kind)
    return found


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
