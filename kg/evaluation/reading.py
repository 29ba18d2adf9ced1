"""What a reading of articles gives as said, against what one or two readers found.

Two statements are the same if the Jaccard index of the words of their contents is at least one half. With two
readers, what both have is required, and what only one has is allowed: it counts neither for nor against.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from kg.evaluation.scoring import Count
from kg.model import Span, StatementKind, Unsaid

_WORD = re.compile(r"\w+")
_SHARED = 0.5


@dataclass(frozen=True, slots=True)
class ReadStatement:
    """One statement of a text: its content, and what was read of it. The confidences are those of a program.

    `speaker` is a name or words, `speaker_type` as of an actor; both None if nobody is to be found.
    """

    content: tuple[Span, ...]
    kind: StatementKind
    unsaid: Unsaid | None
    confidence: float = 1.0
    speaker: str | None = None
    speaker_type: str | None = None
    speaker_confidence: float = 1.0

    @property
    def is_said(self) -> bool:
        """Whether it is speech that was made."""
        return self.kind is StatementKind.SPEECH and self.unsaid is None


@dataclass(slots=True)
class ReadingScores:
    """Counts over the texts that were added.

    - `found`: of the required statements that were said, those that the reading gives as said;
    - `said`: of the statements that the reading gives as said, those that a reader has as said;
    - `kinds`: of the statements of both readers that the reading has, those with their kind and unsaid;
    - `speakers`: of the required statements that the reading gives as said, those with the right speaker, as
      `same_speaker` tells of a given statement and a reader's.

    `confidences` has, for each statement given as said, its confidence and whether a reader has it as said;
    `speaker_confidences` the same of the speakers that are given, among `speakers`.
    """

    same_speaker: Callable[[ReadStatement, ReadStatement], bool] = field(default=lambda one, other: True)
    found: Count = field(default_factory=Count)
    said: Count = field(default_factory=Count)
    kinds: Count = field(default_factory=Count)
    speakers: Count = field(default_factory=Count)
    confidences: list[tuple[float, bool]] = field(default_factory=list)
    speaker_confidences: list[tuple[float, bool]] = field(default_factory=list)

    def add(
        self, text: str, given: Sequence[ReadStatement], readers: Sequence[Sequence[ReadStatement]]
    ) -> None:
        """Count one text. `readers` are one or two annotations of it."""
        spans = [match.span() for match in _WORD.finditer(text)]

        def words_of(one: ReadStatement) -> frozenset[int]:
            return frozenset(
                number
                for number, (start, end) in enumerate(spans)
                if any(start < span.end and end > span.start for span in one.content)
            )

        words = [words_of(one) for one in given]
        versions = _versions([[(words_of(one), one) for one in reader] for reader in readers])
        partner = _partners(words, [[numbers for numbers, _ in version] for version in versions])
        for number, version in enumerate(versions):
            statements = [one for _, one in version]
            own = given[partner[number]] if number in partner else None
            if len(statements) < len(readers):
                continue
            if all(one.is_said for one in statements):
                self.found.marked += 1
                self.found.right += own is not None and own.is_said
                if own is not None and own.is_said:
                    self._add_speaker(own, statements)
            if own is not None and len({(one.kind, one.unsaid) for one in statements}) == 1:
                self.kinds.found += 1
                self.kinds.right += (own.kind, own.unsaid) == (statements[0].kind, statements[0].unsaid)
        versions_of = {place: versions[number] for number, place in partner.items()}
        for place, one in enumerate(given):
            if one.is_said:
                right = any(other.is_said for _, other in versions_of.get(place, ()))
                self.said.found += 1
                self.said.right += right
                self.confidences.append((one.confidence, right))

    def _add_speaker(self, given: ReadStatement, versions: Sequence[ReadStatement]) -> None:
        right = any(self.same_speaker(given, one) for one in versions)
        self.speakers.found += 1
        self.speakers.right += right
        if given.speaker is not None:
            self.speaker_confidences.append((given.speaker_confidence, right))


def calibration_error(confidences: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """The expected calibration error of confidences (Guo et al. 2017, arXiv:1706.04599)."""
    error = 0.0
    for number in range(bins):
        inside = [pair for pair in confidences if min(int(pair[0] * bins), bins - 1) == number]
        error += abs(sum(right - confidence for confidence, right in inside))
    return error / len(confidences) if confidences else 0.0


_Version = list[tuple[frozenset[int], ReadStatement]]


def _versions(readers: list[_Version]) -> list[_Version]:
    """Each statement of the first reader with the second one's version; then the second one's others."""
    first, *others = readers
    versions = [[pair] for pair in first]
    for other in others:
        partner = _partners([words for words, _ in other], [[words] for words, _ in first])
        for number, place in partner.items():
            versions[number].append(other[place])
        versions += [[pair] for place, pair in enumerate(other) if place not in partner.values()]
    return versions


def _partners(words: list[frozenset[int]], versions: list[list[frozenset[int]]]) -> dict[int, int]:
    """The number of the given statement by the number of the version that it is like, one to one."""
    pairs = sorted(
        (
            (max(_jaccard(one, other) for other in version), number, place)
            for number, version in enumerate(versions)
            for place, one in enumerate(words)
        ),
        key=lambda pair: (-pair[0], *pair[1:]),
    )
    return _one_to_one(pairs)


def _one_to_one(pairs: Iterable[tuple[float, int, int]]) -> dict[int, int]:
    taken: dict[int, int] = {}
    for likeness, number, place in pairs:
        if likeness >= _SHARED and number not in taken and place not in taken.values():
            taken[number] = place
    return taken


def _jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0
