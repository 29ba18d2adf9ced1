"""The graph of corrections: what people corrected, who and when (PROV-O)."""

import hashlib
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.archive.corrections.correction_file import Correction, CorrectionKind
from kg.archive.corrections.correction_fit import Applied, Corrections
from kg.graph.vocabulary import CORRECTIONS_GRAPH, node, term
from kg.graph.write.entity_quads import entity_node
from kg.language.folding import fold

Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]

# What these correct is gone from the other graphs; the others leave it there, changed.
_REMOVING = frozenset({CorrectionKind.SAME_ACTOR, CorrectionKind.NOT_A_STATEMENT})


def correction_quads(corrections: Corrections) -> Iterator[Quad]:
    """All quads of the corrections that were applied; the same ones give the same quads."""
    for one in corrections.applied:
        for subject, predicate, object_ in (*_correction(one.correction), *_effect(one, corrections)):
            yield Quad(subject, predicate, object_, CORRECTIONS_GRAPH)


def _correction(correction: Correction) -> Iterator[Triple]:
    subject = _node(correction)
    person = node("agent/person", correction.by)
    yield subject, term("rdf:type"), term("prov:Activity")
    yield subject, term("rdf:type"), term("asg:Correction")
    yield subject, term("asg:correctionKind"), Literal(correction.kind.value)
    # Not prov:endedAtTime: a day is no point of time.
    datatype = term("xsd:dateTime" if "T" in correction.on else "xsd:date")
    yield subject, term("schema:dateCreated"), Literal(correction.on, datatype=datatype)
    yield subject, term("prov:wasAssociatedWith"), person
    yield person, term("rdf:type"), term("prov:Person")
    yield person, term("schema:name"), Literal(correction.by)
    if correction.note:
        yield subject, term("schema:description"), Literal(correction.note)


def _effect(applied: Applied, corrections: Corrections) -> Iterator[Triple]:
    """What was corrected, and to what. A name of before stays one by which the actor is found."""
    correction = applied.correction
    subject, kind = _node(correction), correction.kind
    yield subject, term("asg:correctedIdentifier"), Literal(correction.subject)
    influence = term("prov:wasInvalidatedBy" if kind in _REMOVING else "prov:wasInfluencedBy")
    if applied.statement is not None:
        statement = node("statement", correction.subject)
        yield subject, term("prov:used"), statement
        yield subject, term("schema:text"), Literal(applied.statement)
        yield statement, influence, subject
    for entity in applied.entities:
        yield subject, term("prov:used"), entity_node(entity)
        yield entity_node(entity), influence, subject
        now = entity_node(corrections.entity(entity))
        yield now, term("schema:alternateName"), Literal(entity.name)
        yield now, term("asg:foldedName"), Literal(fold(entity.name))
    if applied.result is not None:
        yield subject, term("asg:correctedTo"), entity_node(applied.result)
        yield subject, term("asg:correctedName"), Literal(applied.result.name)
    elif kind is CorrectionKind.RENAME:
        yield subject, term("asg:correctedName"), Literal(correction.object)


def _node(correction: Correction) -> NamedNode:
    digest = hashlib.sha256("\0".join(correction.cells).encode("utf-8"))
    return node("correction", digest.hexdigest()[:16])
