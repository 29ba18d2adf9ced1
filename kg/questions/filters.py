"""What the methods of a dataset take to narrow their answers down: one meaning everywhere."""

from collections.abc import Mapping
from typing import TypedDict, cast

from kg.errors import UsageError
from kg.model import Layer, Polarity


class StatementFilters(TypedDict, total=False):
    """Which statements are taken, if not all that was said as speech."""

    speaker: str | None
    """Who spoke; a statement of a group is one of its members, too."""
    about: str | None
    """An actor, agreement, place or word that the statement names."""
    to: str | None
    """To whom it was said."""
    since: str | None
    """The first day, in ISO 8601: that of saying or, where no article tells it, of publication."""
    until: str | None
    """The last day, likewise."""
    kind: str | None
    """speech (the default), attitude, act; several with commas, "all" for all."""
    unsaid: str | None
    """none (what was said, the default), negated, refused, hypothetical, question, future; likewise."""
    min_confidence: float | None
    """The least confidence, from 0 to 1: of the statement; of positions that of the position, `LEAST_SHOWN`
    if not given."""


class PositionFilters(StatementFilters, total=False):
    """Which positions are taken."""

    actor: str | None
    """Who holds the position: the speaker, or who the statement tells it of."""
    on: str | None
    """Toward whom or what: an actor, an agreement, or words of a course of action."""
    act: str | None
    """A word for an act of the scheme ("threaten"), or its notation; narrower acts count, too."""
    polarity: Polarity | str | None
    layer: Layer | str | None
    """speech (the default): taken by speaking; content: what others tell of the holder. A list of positions
    takes both as "all"; tables of holders by targets never mix them."""


def parse_filters(given: Mapping[str, str]) -> StatementFilters:
    """The filters that are `given` as text, such as in an address.

    Raises `UsageError` for a number that is none; what a name means is known when it is asked for.
    """
    found: dict[str, str | float] = {**given}
    if "min_confidence" in given:
        found["min_confidence"] = _share(given["min_confidence"])
    return cast("StatementFilters", found)


def parse_number(name: str, text: str) -> int:
    """The number that is given as `name`. Raises `UsageError` if it is none from 1 on."""
    if not text.isascii() or not text.isdigit() or not int(text[:9]):
        raise UsageError(f"“{name}” is a number from 1 on, not “{text[:60]}”.")
    return int(text[:9])


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1
    if not 0 <= share <= 1:
        raise UsageError(f"“min_confidence” is a number from 0 to 1, not “{text[:60]}”.")
    return share
