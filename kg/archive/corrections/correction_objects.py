"""What the object of a correction says beside names and identifiers: places, and what is added there."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from kg.errors import UsageError
from kg.language.folding import words_of
from kg.model import Span, Unsaid

_PLACES = r"\d{1,9}-\d{1,9}(?: \d{1,9}-\d{1,9})*"
_STATEMENT = re.compile(rf"(?P<article>[a-z0-9-]+) (?P<content>{_PLACES})(?: from (?P<source>{_PLACES}))?")
_POSITION = re.compile(
    r'(?:by (?P<holder>[a-z0-9-]+) )?(?:"(?P<quoted>(?:[^"]|"")+)"|(?P<act>\S+)) (?P<target>\S.*)'
)
SAID = "said"
"""Instead of why a statement is not said: it is."""
NO_CUE = "none"
"""Instead of where the cue of a statement stands: it has none."""


@dataclass(frozen=True, slots=True)
class AddedStatement:
    """A statement that a person adds: its article, and where its words and those of its source stand."""

    article: str
    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()

    @classmethod
    def parse(cls, value: str) -> Self:
        """What `ARTICLE START-END … from START-END …` says. Raises `UsageError` if it is not that."""
        found = _STATEMENT.fullmatch(value)
        content = read_places(found["content"]) if found else ()
        source = read_places(found["source"] or "") if found else ()
        if found is None or not content or bool(source) is not bool(found["source"]):
            raise UsageError(
                f"“{value}” is no statement to add; write ARTICLE START-END, several places in their order, "
                "and, if words name the source, “from START-END”."
            )
        return cls(found["article"], content, source)

    def __str__(self) -> str:
        source = f" from {write_places(self.source)}" if self.source else ""
        return f"{self.article} {write_places(self.content)}{source}"

    @property
    def id(self) -> str:
        """The identifier of the statement: equal words of one article have the same."""
        return f"st-{_digest(self.article, write_places(self.content))}"


@dataclass(frozen=True, slots=True)
class AddedPosition:
    """A position that a person adds to a statement: its act, and an identifier or words as its target.

    `holder` is the identifier of the actor of whom the statement tells it; "" if its speaker takes it.
    """

    act: str
    target: str
    holder: str = ""

    @classmethod
    def parse(cls, value: str) -> Self:
        """What `by HOLDER ACT TARGET` says; an act with a space stands in quotation marks, as in CSV.

        Raises `UsageError` if it is not that.
        """
        found = _POSITION.fullmatch(value)
        if found is None or not words_of(found["target"]):
            raise UsageError(f"“{value}” is no position to add; write its act and what it is toward.")
        act = found["act"] or found["quoted"].replace('""', '"')
        return cls(act, found["target"], found["holder"] or "")

    def __str__(self) -> str:
        return f"{f'by {self.holder} ' if self.holder else ''}{written_act(self.act)} {self.target}"

    def id(self, statement: str) -> str:
        """The identifier of the position in the statement with that identifier."""
        return f"po-{_digest(statement, *filter(None, [self.holder]), self.act, self.target)}"


def read_places(value: str) -> tuple[Span, ...]:
    """The places `START-END START-END …`, in code points of an article; none if they are not in order."""
    if not re.fullmatch(_PLACES, value):
        return ()
    pairs = [one.split("-") for one in value.split()]
    edges = [int(edge) for pair in pairs for edge in pair]
    if any(after <= before for before, after in pairwise(edges)):
        return ()
    return tuple(Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True))


def written_act(notation: str) -> str:
    """An act as `AddedPosition` reads it."""
    is_plain = " " not in notation and not notation.startswith('"')
    return notation if is_plain else '"' + notation.replace('"', '""') + '"'


def read_unsaid(value: str) -> Unsaid | None:
    """Why a statement is not said; None for `SAID`. Raises `UsageError` if it is neither."""
    if value not in (SAID, *Unsaid):
        raise UsageError(f"“{value}” does not say why it is not said; there are {SAID}, {', '.join(Unsaid)}.")
    return None if value == SAID else Unsaid(value)


def read_cue(value: str) -> Span | None:
    """The place of a cue, one `START-END`; None for `NO_CUE`. Raises `UsageError` if it is neither."""
    places = read_places(value)
    if value != NO_CUE and len(places) != 1:
        raise UsageError(f"“{value}” is no place of a cue; write START-END, or “{NO_CUE}”.")
    return places[0] if places else None


def write_places(places: Sequence[Span]) -> str:
    """Places as `read_places` reads them."""
    return " ".join(f"{one.start}-{one.end}" for one in places)


def _digest(*parts: str) -> str:
    joined = "\0".join(("added by hand", *parts))
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]
