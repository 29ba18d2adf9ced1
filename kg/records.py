"""Records of statements as JSON Lines, the output of `kg extract`."""

import json
from typing import Any

from kg.graph import LEAST_SHOWN
from kg.model import (
    Actor,
    ActorMention,
    AgreementMention,
    Article,
    Candidate,
    Circumstance,
    DateMention,
    Figure,
    Position,
    Span,
    Statement,
    Target,
)


def to_record(statement: Statement, article: Article) -> dict[str, Any]:
    """The record of `statement`, its keys in the order of docs/records.md."""
    return {
        "id": statement.id,
        "document": article.path,
        "text": statement.text,
        "content": [_span(span) for span in statement.content],
        "cue": _cue(statement, article),
        "source": [_span(span) | {"text": span.of(article.text)} for span in statement.source],
        "source_inherited": statement.source_inherited,
        "speaker": _actor_mention(statement.speaker) if statement.speaker else None,
        "manner": statement.manner.value,
        "addressee": _addressee(statement.addressee),
        "medium": _circumstance(statement.medium),
        "said_on": _said_on(statement.said_on),
        "published_on": article.published_on.isoformat() if article.published_on else None,
        "agreements": [_agreement(mention) for mention in statement.agreements],
        "positions": [
            _position(one, article) for one in statement.positions if one.confidence >= LEAST_SHOWN
        ],
        "kind": statement.kind.value,
        "unsaid": statement.unsaid.value if statement.unsaid else None,
        "confidence": statement.confidence,
        "within": statement.within,
        "occasion": _circumstance(statement.occasion),
        "figures": [_figure(figure) for figure in statement.figures],
        "candidates": [_actor_mention(one) for one in statement.candidates],
        "less_sure_positions": [
            _position(one, article) for one in statement.positions if one.confidence < LEAST_SHOWN
        ],
    }


def to_line(statement: Statement, article: Article) -> str:
    """The record as one line of JSON, with the line break."""
    return json.dumps(to_record(statement, article), ensure_ascii=False) + "\n"


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end}


def _cue(statement: Statement, article: Article) -> dict[str, Any] | None:
    cue = statement.cue
    return _span(cue) | {"text": cue.of(article.text)} if cue else None


def _actor(actor: Actor) -> dict[str, Any]:
    return {"id": actor.id, "name": actor.name, "type": actor.type.value}


def _actor_mention(mention: ActorMention | Candidate) -> dict[str, Any]:
    return _actor(mention.actor) | {"confidence": mention.confidence}


def _addressee(mention: ActorMention | None) -> dict[str, Any] | None:
    if mention is None:
        return None
    return _actor_mention(mention) | {"mention": _text_span(mention.span, mention.text)}


def _circumstance(circumstance: Circumstance | None) -> dict[str, Any] | None:
    if circumstance is None:
        return None
    return {"name": circumstance.name, "mention": _text_span(circumstance.span, circumstance.text)}


def _said_on(mention: DateMention | None) -> dict[str, Any] | None:
    if mention is None:
        return None
    return {
        "date": mention.date.iso,
        "precision": mention.date.precision.value,
        "mention": _text_span(mention.span, mention.text),
    }


def _text_span(span: Span, text: str) -> dict[str, Any]:
    return _span(span) | {"text": text}


def _agreement(mention: AgreementMention) -> dict[str, Any]:
    return {
        "id": mention.agreement.id,
        "name": mention.agreement.name,
        "mention": _text_span(mention.span, mention.text),
        "confidence": mention.confidence,
        "status": mention.status,
    }


def _position(position: Position, article: Article) -> dict[str, Any]:
    condition = position.condition
    return {
        "layer": position.layer.value,
        "holder": _actor(position.holder.actor),
        "act": position.act,
        "polarity": position.polarity.value,
        "target": _target(position.target),
        "condition": _text_span(condition, condition.of(article.text)) if condition else None,
        "confidence": position.confidence,
    }


def _target(target: Target) -> dict[str, Any]:
    entity = target.entity
    return {
        "id": entity.id if entity else None,
        "name": entity.name if entity else " ".join(target.text.split()),
        "mention": _text_span(target.span, target.text),
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "text": figure.text,
        **_span(figure.span),
        "least": figure.least,
        "most": figure.most,
        "counted": figure.counted,
        "outcome": figure.outcome,
    }
