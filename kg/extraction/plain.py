"""An extraction as plain values (dictionaries, lists, strings, numbers), and back.

So it can be kept as JSON between builds, and travel inside a spaCy `Doc`.
"""

from typing import Any

from kg.model import Extraction, Layer, Manner, Name, Polarity, Span, Stance, Statement


def to_plain(extraction: Extraction) -> dict[str, Any]:
    """`extraction` as plain values; the document's identifier and what is resolved later are left out."""
    return {
        "statements": [
            {
                "id": one.id,
                "text": one.text,
                "content": _pairs(one.content),
                "cue": _pairs((one.cue,)) if one.cue else [],
                "source": _pairs(one.source),
                "source_inherited": one.source_inherited,
                "manner": one.manner.value,
                "confidence": one.confidence,
                "within": one.within,
                "stances": [_plain_stance(stance) for stance in one.stances],
            }
            for one in extraction.statements
        ],
        "names": [[one.span.start, one.span.end, one.kind] for one in extraction.names],
        "sentences": _pairs(extraction.sentences),
        "skipped": [[language, count] for language, count in extraction.skipped],
    }


def from_plain(table: dict[str, Any], document: str) -> Extraction:
    """What `to_plain` was given, for the document with the identifier `document`."""
    return Extraction(
        statements=tuple(_statement(one, document) for one in table["statements"]),
        names=tuple(Name(Span(start, end), kind) for start, end, kind in table["names"]),
        sentences=_spans(table["sentences"]),
        skipped=tuple((language, count) for language, count in table["skipped"]),
    )


def _statement(table: dict[str, Any], document: str) -> Statement:
    return Statement(
        id=table["id"],
        document=document,
        text=table["text"],
        content=_spans(table["content"]),
        cue=next(iter(_spans(table["cue"])), None),
        source=_spans(table["source"]),
        source_inherited=table["source_inherited"],
        manner=Manner(table["manner"]),
        confidence=table["confidence"],
        within=table["within"],
        stances=tuple(_stance(row) for row in table["stances"]),
    )


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)


def _plain_stance(stance: Stance) -> list[Any]:
    return [
        stance.layer.value,
        _pairs((stance.holder,)) if stance.holder else [],
        stance.act,
        stance.polarity.value,
        *_pairs((stance.target,)),
        _pairs((stance.condition,)) if stance.condition else [],
        stance.confidence,
    ]


def _stance(row: list[Any]) -> Stance:
    layer, holder, act, polarity, target, condition, confidence = row
    return Stance(
        layer=Layer(layer),
        holder=next(iter(_spans(holder)), None),
        act=act,
        polarity=Polarity(polarity),
        target=Span(*target),
        condition=next(iter(_spans(condition)), None),
        confidence=confidence,
    )
