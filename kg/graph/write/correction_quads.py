"""The graph of corrections: what people corrected, who and when (PROV-O)."""

import hashlib
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.archive.corrections.correction_file import Correction, CorrectionKind
from kg.archive.corrections.correction_fit import Applied, Corrections
from kg.graph.vocabulary import CORRECTIONS_GRAPH, RDF_TYPE, node, term
from kg.graph.write.entity_quads import entity_node
from kg.graph.write.evidence import Triple, in_graph
from kg.model import Actor

# What these correct is removed from the other graphs; what the other kinds correct stays there, changed.
_REMOVING = frozenset(
    {CorrectionKind.SAME_ACTOR, CorrectionKind.NOT_A_STATEMENT, CorrectionKind.NOT_A_POSITION}
)
# The object of these is no actor or agreement.
_NAMING = frozenset({CorrectionKind.RENAME, CorrectionKind.POSITION_WORDS, CorrectionKind.POSITION_POLARITY})


def correction_quads(corrections: Corrections) -> Iterator[Quad]:
    """All quads of the corrections that were applied; the same ones give the same quads."""
    for one in corrections.applied:
        yield from in_graph((*_correction(one.correction), *_effect(one, corrections)), CORRECTIONS_GRAPH)


def _correction(correction: Correction) -> Iterator[Triple]:
    subject = _node(correction)
    person = node("agent/person", correction.by)
    yield subject, term("asg:correctionKind"), Literal(correction.kind.value)
    # Not prov:endedAtTime, which is a point of time; this may be a day.
    datatype = term("xsd:dateTime" if "T" in correction.on else "xsd:date")
    yield subject, term("schema:dateCreated"), Literal(correction.on, datatype=datatype)
    yield subject, term("prov:wasAssociatedWith"), person
    yield person, RDF_TYPE, term("prov:Person")
    yield person, term("schema:name"), Literal(correction.by)
    if correction.note:
        yield subject, term("schema:description"), Literal(correction.note)


def _effect(applied: Applied, corrections: Corrections) -> Iterator[Triple]:
    """What was corrected, and to what. The actor is still found by its earlier name."""
    correction = applied.correction
    subject, kind = _node(correction), correction.kind
    yield subject, term("asg:correctedIdentifier"), Literal(correction.subject)
    influence = term("prov:wasInvalidatedBy" if kind in _REMOVING else "prov:wasInfluencedBy")
    if applied.statement is not None:
        position = applied.position
        used = node("position", position.id) if position else node("statement", correction.subject)
        yield subject, term("prov:used"), used
        yield subject, term("schema:text"), Literal(applied.statement)
        yield used, influence, subject
        if position and kind not in _REMOVING:
            way = "accepted" if kind is CorrectionKind.POSITION_ACCEPTED else "corrected"
            yield used, term("asg:byHand"), Literal(way)
    for entity in applied.entities:
        yield subject, term("prov:used"), entity_node(entity)
        yield entity_node(entity), influence, subject
        now = corrections.actor(entity) if isinstance(entity, Actor) else corrections.agreement(entity)
        yield entity_node(now), term("schema:alternateName"), Literal(entity.name)
    if applied.result is not None:
        yield subject, term("asg:correctedTo"), entity_node(applied.result)
        yield subject, term("asg:correctedName"), Literal(applied.result.name)
    elif kind in _NAMING:
        yield subject, term("asg:correctedName"), Literal(correction.object)


def _node(correction: Correction) -> NamedNode:
    digest = hashlib.sha256("\0".join(correction.cells).encode("utf-8"))
    return node("correction", digest.hexdigest()[:16])
