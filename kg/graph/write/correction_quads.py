"""The graph of corrections: what people corrected, who and when (PROV-O)."""

import hashlib
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.archive.corrections.correction_file import ADDING, MERGING, Correction, CorrectionKind
from kg.archive.corrections.correction_fit import Corrections
from kg.archive.corrections.correction_match import Applied
from kg.graph.vocabulary import CORRECTIONS_GRAPH, RDF_TYPE, node, term
from kg.graph.write.entity_quads import entity_node
from kg.graph.write.evidence import Triple, in_graph, typed
from kg.model import Actor, Position

# What these correct is removed from the other graphs; what the other kinds correct stays there, changed.
_REMOVING = frozenset({*MERGING, CorrectionKind.NOT_A_STATEMENT, CorrectionKind.NOT_A_POSITION})
_INFLUENCES = {
    **dict.fromkeys(_REMOVING, "prov:wasInvalidatedBy"),
    **dict.fromkeys(ADDING, "prov:wasGeneratedBy"),
}
# What these correct is another thing than was read.
_CHANGING = frozenset(
    {
        CorrectionKind.SPEAKER,
        CorrectionKind.UNNAMED_SPEAKER,
        CorrectionKind.STATEMENT_WORDS,
        CorrectionKind.STATEMENT_KIND,
        CorrectionKind.STATEMENT_UNSAID,
        CorrectionKind.STATEMENT_CUE,
        CorrectionKind.AGREEMENT,
        CorrectionKind.NOT_THE_AGREEMENT,
        CorrectionKind.POSITION_TARGET,
        CorrectionKind.POSITION_WORDS,
        CorrectionKind.POSITION_POLARITY,
    }
)
# The object of these is no actor or agreement.
_NAMING = frozenset(
    {
        CorrectionKind.RENAME,
        CorrectionKind.STATEMENT_KIND,
        CorrectionKind.STATEMENT_UNSAID,
        CorrectionKind.STATEMENT_CUE,
        CorrectionKind.POSITION_WORDS,
        CorrectionKind.POSITION_POLARITY,
    }
)


def correction_quads(corrections: Corrections) -> Iterator[Quad]:
    """All quads of the corrections that were applied; the same ones give the same quads."""
    for one in corrections.applied:
        yield from in_graph((*_correction(one.correction), *_effect(one, corrections)), CORRECTIONS_GRAPH)
    yield from in_graph(_reviews(corrections.applied), CORRECTIONS_GRAPH)


def _correction(correction: Correction) -> Iterator[Triple]:
    subject = _node(correction)
    person = node("agent/person", correction.by)
    yield subject, term("asg:correctionKind"), Literal(correction.kind.value)
    yield subject, term("schema:dateCreated"), _when(correction)
    if "T" in correction.on:
        # A point of time, which a day is not.
        yield subject, term("prov:endedAtTime"), _when(correction)
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
    influence = term(_INFLUENCES.get(kind, "prov:wasInfluencedBy"))
    if applied.statement is not None:
        used = _used(applied)
        yield subject, term("prov:used"), used
        yield subject, term("schema:text"), Literal(applied.statement)
        yield used, influence, subject
    for entity in applied.entities:
        yield subject, term("prov:used"), entity_node(entity)
        yield entity_node(entity), influence, subject
        now = corrections.actor(entity) if isinstance(entity, Actor) else corrections.agreement(entity)
        yield entity_node(now), term("schema:alternateName"), Literal(entity.name)
    if applied.result is not None:
        yield subject, term("asg:correctedTo"), entity_node(applied.result)
        yield subject, term("asg:correctedName"), Literal(applied.result.name)
    elif kind in _NAMING or applied.words is not None:
        yield subject, term("asg:correctedName"), Literal(applied.words or correction.object)


def _reviews(applied: Iterable[Applied]) -> Iterator[Triple]:
    """Of each statement and position that stays: what was done by hand, who did it last and when, and how it
    was read where that is another thing.
    """
    by_node: dict[NamedNode, list[Applied]] = {}
    for one in applied:
        if one.statement is not None and one.correction.kind not in _REMOVING:
            by_node.setdefault(_used(one), []).append(one)
    for used, own in by_node.items():
        last = max((one.correction for one in own), key=lambda one: (one.on, one.cells))
        kinds = {one.correction.kind for one in own}
        is_added, is_changed = not kinds.isdisjoint(ADDING), not kinds.isdisjoint(_CHANGING)
        how = "added" if is_added else "corrected" if is_changed else "accepted"
        yield used, term("asg:byHand"), Literal(how)
        yield used, term("asg:reviewedBy"), Literal(last.by)
        yield used, term("asg:reviewedOn"), typed(last.on[:10], "date")
        if is_changed and not is_added:
            yield from _as_read(used, max(own, key=lambda one: one.speaker))


def _as_read(used: NamedNode, applied: Applied) -> Iterator[Triple]:
    """What a statement or a position was before anybody corrected it."""
    before = NamedNode(f"{used.value}#as-read")
    yield used, term("prov:wasRevisionOf"), before
    value = _described(applied.position) if applied.position else applied.statement or ""
    yield before, term("prov:value"), Literal(value)
    if applied.speaker:
        yield before, term("schema:creditText"), Literal(applied.speaker)


def _described(one: Position) -> str:
    target = one.target.entity.name if one.target.entity else " ".join(one.target.text.split())
    return f"{one.holder.actor.name}, {one.act}, {one.polarity.value} {target}"


def _used(applied: Applied) -> NamedNode:
    """The statement or the position that is corrected."""
    one = applied.position
    return node("position", one.id) if one else node("statement", applied.correction.statement)


def _when(correction: Correction) -> Literal:
    datatype = term("xsd:dateTime" if "T" in correction.on else "xsd:date")
    return Literal(correction.on, datatype=datatype)


def _node(correction: Correction) -> NamedNode:
    digest = hashlib.sha256("\0".join(correction.cells).encode("utf-8"))
    return node("correction", digest.hexdigest()[:16])
