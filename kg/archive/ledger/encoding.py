"""What is kept, as bytes: MessagePack.

msgspec writes the dataclasses of `kg.model`, and reads them back except where a field may be of several of
them, such as a mention. There it reads plain values, whose class is the one that has their keys.
"""

from dataclasses import fields, make_dataclass, replace
from types import GenericAlias
from typing import Any, TypeVar, get_type_hints

import msgspec

from kg.model import (
    Actor,
    ActorMention,
    Agreement,
    AgreementMention,
    Article,
    ArticleReading,
    Extraction,
    PlaceMention,
    Position,
    Statement,
    Target,
)

Value = TypeVar("Value")


def encode(value: Article | Extraction | ArticleReading | str) -> bytes:
    """`value` as bytes. A reading is without its article, whose paths may change while it does not."""
    if isinstance(value, ArticleReading):
        value = replace(value, article=Article(value.article.id, "", ()))
    return msgspec.msgpack.encode(value)


def decode(content: bytes, kind: type[Value]) -> Value:
    """The value that `content` encodes, of a class `kind` whose fields are of one class each."""
    return msgspec.msgpack.decode(content, type=kind)


def decode_reading(content: bytes, article: Article) -> ArticleReading:
    """The reading that `content` encodes; it is of `article`."""
    plain = decode(content, _PlainReading)
    return _made(
        ArticleReading,
        plain,
        article=article,
        statements=tuple(map(_statement, plain.statements)),
        mentions=tuple(map(_one_of, plain.mentions)),
    )


def _statement(plain: Any) -> Statement:
    return _made(
        Statement,
        plain,
        mentions=tuple(map(_one_of, plain.mentions)),
        positions=tuple(map(_position, plain.positions)),
    )


def _position(plain: Any) -> Position:
    entity = plain.target.entity
    target = _made(Target, plain.target, entity=_one_of(entity) if entity else None)
    return _made(Position, plain, target=target)


def _made(kind: type[Value], plain: Any, **values: Any) -> Value:
    """The instance of the dataclass `kind` with the fields of `plain`, except those in `values`."""
    return kind(**{one: getattr(plain, one) for one in _names(kind)} | values)


def _one_of(plain: dict[str, Any]) -> Any:
    """The instance of the class of `_CLASSES` that has the keys of `plain`."""
    return msgspec.convert(plain, _CLASSES[frozenset(plain)])


def _names(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))


def _plain(kind: Any, **read_as: Any) -> Any:
    """A dataclass with the fields of `kind`, those of `read_as` with another type."""
    hints = get_type_hints(kind) | read_as
    return make_dataclass(f"Plain{kind.__name__}", [(one, hints[one]) for one in _names(kind)])


_CLASSES: dict[frozenset[str], Any] = {
    frozenset(_names(one)): one for one in (Actor, Agreement, ActorMention, AgreementMention, PlaceMention)
}
_PlainTarget = _plain(Target, entity=dict[str, Any] | None)
_PlainPosition = _plain(Position, target=_PlainTarget)
_PlainStatement = _plain(
    Statement, mentions=tuple[dict[str, Any], ...], positions=GenericAlias(tuple, (_PlainPosition, ...))
)
_PlainReading = _plain(
    ArticleReading,
    mentions=tuple[dict[str, Any], ...],
    statements=GenericAlias(tuple, (_PlainStatement, ...)),
)
