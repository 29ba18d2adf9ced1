"""Training examples: words with attributions and names."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kg.extract.labels import KIND_LABELS, NAME_LABELS, ROLES, UNSAID_LABELS
from kg.model import Span
from kg.text.words import Words


@dataclass(frozen=True, slots=True)
class Marked:
    """An annotated attribution: word numbers by role.

    `kind` and `unsaid` number `KIND_LABELS` and `UNSAID_LABELS`, None where they are not annotated. `is_open`
    is whether others left it out, so that the model is neither taught to find it nor not to find it.
    """

    roles: dict[str, frozenset[int]]
    kind: int | None = None
    unsaid: int | None = None
    is_open: bool = False

    @property
    def anchor(self) -> int:
        """The first word of the cue."""
        return min(self.roles["cue"])

    @property
    def words(self) -> frozenset[int]:
        """All words of source, cue and content."""
        return frozenset().union(*self.roles.values())

    def moved(self, to: dict[int, int]) -> "Marked | None":
        """The attribution with other numbers for its words; None if it loses its cue or its content."""
        roles = {
            role: frozenset(to[one] for one in numbers if one in to) for role, numbers in self.roles.items()
        }
        return replace(self, roles=roles) if roles["cue"] and roles["content"] else None


@dataclass
class Example:
    """One text to train on. `versions` has each annotator's attributions; it is empty if nobody annotated."""

    name: str
    words: Words
    versions: list[list[Marked]] = field(default_factory=list)
    names: list[int] | None = None
    """A label of `NAME_LABELS` for each word."""
    hidden_kinds: tuple[str, ...] = ()
    """Kinds of name that are not annotated in this text, so that an "O" may be one of them."""
    silver: bool = True


class WordNumbers:
    """The numbers of the words of a text in spans of it."""

    def __init__(self, words: Words) -> None:
        self._at = {
            offset: number
            for number, (start, end) in enumerate(zip(words.starts, words.ends, strict=True))
            for offset in range(start, end)
        }

    def of(self, spans: Iterable[Span]) -> frozenset[int]:
        """The words that overlap any of `spans`."""
        return frozenset(
            self._at[offset] for span in spans for offset in range(span.start, span.end) if offset in self._at
        )


def mark(
    roles: dict[str, tuple[Span, ...]],
    numbers: WordNumbers,
    kind: str | None = None,
    unsaid: str | None = None,
    *,
    is_open: bool = False,
) -> Marked:
    """The attribution with these spans, over words."""
    return Marked(
        {role: numbers.of(roles[role]) for role in ROLES},
        None if kind is None else KIND_LABELS.index(kind),
        None if kind is None else UNSAID_LABELS.index(unsaid or ""),
        is_open,
    )


def label_names(words: Words, entities: list[tuple[int, int, str]]) -> list[int]:
    """`NAME_LABELS` numbers for `words`, given entities as (start, end, kind) in order."""
    labels = [0] * len(words)
    position = 0
    for number, start in enumerate(words.starts):
        while position < len(entities) and entities[position][1] <= start:
            position += 1
        if position < len(entities) and entities[position][0] <= start:
            first, _, kind = entities[position]
            opens = number == 0 or words.starts[number - 1] < first
            labels[number] = NAME_LABELS.index(("B-" if opens else "I-") + kind)
    return labels


def part_of(example: Example, chosen: list[int], versions: list[list[Marked]] | None = None) -> Example:
    """The example of the words `chosen` (numbers, in order) alone; `versions` replace those of `example`."""
    to = {number: place for place, number in enumerate(chosen)}
    words = example.words
    moved = [
        [one for one in (marked.moved(to) for marked in version) if one is not None]
        for version in (example.versions if versions is None else versions)
    ]
    return replace(
        example,
        words=Words(
            *(
                [values[number] for number in chosen]
                for values in (words.texts, words.starts, words.ends, words.features, words.paragraphs)
            )
        ),
        versions=moved,
        names=None if example.names is None else [example.names[number] for number in chosen],
    )
