"""Records: what `kg extract` writes, one JSON object a line, one line a statement."""

import json
from typing import Any

from kg.model import (
    Actor,
    Agreement,
    Circumstance,
    Document,
    Figure,
    Mention,
    Position,
    Span,
    Statement,
    Target,
    When,
)


def to_record(statement: Statement, document: Document) -> dict[str, Any]:
    """The record of `statement`, keys in the documented order. See docs/records.md."""
    return {
        "id": statement.id,
        "document": statement.document,
        "text": statement.text,
        "content": [_span(span) for span in statement.content],
        "cue": _cue(statement, document),
        "source": [_span(span) | {"text": span.of(document.text)} for span in statement.source],
        "source_inherited": statement.source_inherited,
        "speaker": _speaker(statement.speaker),
        "manner": statement.manner.value,
        "addressee": _addressee(statement.addressee),
        "medium": _circumstance(statement.medium),
        "said_on": _said_on(statement.said_on),
        "published_on": document.published_on.isoformat() if document.published_on else None,
        "agreements": [_agreement(mention) for mention in statement.agreements],
        "positions": [_position(position, document) for position in statement.positions],
        "confidence": statement.confidence,
        "within": statement.within,
        "occasion": _circumstance(statement.occasion),
        "figures": [_figure(figure) for figure in statement.figures],
    }


def to_line(statement: Statement, document: Document) -> str:
    """The record as one line of JSON, with its line break."""
    return json.dumps(to_record(statement, document), ensure_ascii=False) + "\n"


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end}


def _cue(statement: Statement, document: Document) -> dict[str, Any] | None:
    cue = statement.cue
    return _span(cue) | {"text": cue.of(document.text)} if cue else None


def _speaker(mention: Mention | None) -> dict[str, Any] | None:
    if mention is None or not isinstance(mention.refers_to, Actor):
        return None
    actor = mention.refers_to
    return {"id": actor.id, "name": actor.name, "type": actor.type.value}


def _addressee(mention: Mention | None) -> dict[str, Any] | None:
    who = _speaker(mention)
    return who | {"mention": _words(mention.span, mention.text)} if mention and who else None


def _circumstance(circumstance: Circumstance | None) -> dict[str, Any] | None:
    if circumstance is None:
        return None
    return {"name": circumstance.name, "mention": _words(circumstance.span, circumstance.text)}


def _said_on(when: When | None) -> dict[str, Any] | None:
    if when is None:
        return None
    return {
        "date": when.date,
        "precision": when.precision.value,
        "mention": _words(when.span, when.text),
    }


def _words(span: Span, text: str) -> dict[str, Any]:
    return _span(span) | {"text": text}


def _agreement(mention: Mention) -> dict[str, Any]:
    agreement = mention.refers_to
    assert isinstance(agreement, Agreement)
    return {
        "id": agreement.id,
        "name": agreement.name,
        "mention": _words(mention.span, mention.text),
        "confidence": mention.confidence,
    }


def _position(position: Position, document: Document) -> dict[str, Any]:
    condition = position.condition
    return {
        "layer": position.layer.value,
        "holder": _speaker(position.holder),
        "act": position.act,
        "polarity": position.polarity.value,
        "target": _target(position.target),
        "condition": _words(condition, condition.of(document.text)) if condition else None,
        "confidence": position.confidence,
    }


def _target(target: Target) -> dict[str, Any]:
    entity = target.refers_to
    return {
        "id": entity.id if entity else None,
        "name": entity.name if entity else " ".join(target.text.split()),
        "mention": _words(target.span, target.text),
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "text": figure.text,
        **_span(figure.span),
        "least": figure.least,
        "most": figure.most,
        "counted": figure.counted,
        "fate": figure.fate,
    }
