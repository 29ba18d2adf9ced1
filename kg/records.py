"""Records: what `kg extract` writes, one JSON object a line, one line a statement."""

import json
from typing import Any

from kg.model import Actor, Agreement, Document, Mention, Span, Statement


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
        "addressee": None,
        "medium": None,
        "said_on": None,
        "published_on": document.published_on.isoformat() if document.published_on else None,
        "agreements": [_agreement(mention) for mention in statement.agreements],
        "positions": [],
        "confidence": statement.confidence,
        "within": statement.within,
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


def _agreement(mention: Mention) -> dict[str, Any]:
    agreement = mention.refers_to
    assert isinstance(agreement, Agreement)
    return {
        "id": agreement.id,
        "name": agreement.name,
        "mention": _span(mention.span) | {"text": mention.text},
    }
