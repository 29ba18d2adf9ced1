"""Echoes: one statement that several articles report, so that statements can be counted, not reports.

Two steps. *Blocking* chooses the pairs that are looked at, so that the cost grows with the number of
statements and not with its square: those in which one speaker says two neighbouring content words, and
of many that say them, only those that were published next to each other. It is done by sorting.
*Comparing* aligns the words of a pair: nearly all that the shorter one says, by weight, stands in the
longer one (containment, Broder 1997; weights by rarity, Spärck Jones 1972), or a long stretch is the
same word for word, and numbers and negations do not contradict each other.

Many articles that print the same words are not linked each with each, but with the first of them.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from kg.archive.echoes.likeness import Comparer, Vocabulary
from kg.model import ActorType, Manner, Statement

# Days between two reports of one statement, at most. What a person says again is another statement; a
# speech is reported the next day, and by weeklies and follow-ups until a week or so later.
_MOST_DAYS = 10
# Statements that share neighbouring words, and with which each is compared, at most.
_MOST_NEAR = 20
# Links of a statement to earlier ones, at most: the surest.
_MOST_LINKS = 8

# What makes an echo; set on pairs from PolNeAR train and dev (benchmarks/README.md).
# A word's weight is 1 where one statement has it, and near 0 where all have it.
_LEAST_SHARE = 0.9
_LEAST_WORDS = 3
_LEAST_WEIGHT = 1.4
# … where a day is not known, or both articles put it into words of their own: "to ban …", said often.
_LEAST_WEIGHT_DOUBTFUL = 2.5
_LEAST_RUN = 5
_LEAST_STRETCH = 8
_LEAST_STRETCH_SHARE = 0.6
_LEAST_STRETCH_WEIGHT = 1.8
# … and where no name says that it is one speaker.
_LEAST_WORDS_UNNAMED = 5
_LEAST_STRETCH_UNNAMED = 10
# Estimates, rounded: of that sample nearly all pairs of either kind were right.
_SURE, _LIKELY = 0.98, 0.9

_NOBODY = -1
_UNDATED = int(np.iinfo(np.int32).max)


class EchoIndex:
    """Feed it the statements of all articles, then ask which pairs are one statement.

    The pairs depend on which statements were added, not on their order. A statement of 20 words takes
    about 500 bytes.
    """

    def __init__(self) -> None:
        self._vocabulary = Vocabulary()
        self._names: dict[tuple[str, str], int] = {}
        self._reports: list[_Report] = []
        self.compared = 0
        """Pairs that `pairs` compared when it was last asked."""

    def add(self, statement: Statement, published_on: date | None = None) -> None:
        """Take in a statement, its speaker resolved, of an article that was published on this day."""
        speaker = statement.speaker.actor if statement.speaker else None
        if speaker is not None and speaker.type is ActorType.UNNAMED:
            speaker = None
        self._reports.append(
            _Report(
                id=statement.id,
                article=self._number("article", statement.article),
                speaker=self._number("speaker", speaker.id) if speaker else _NOBODY,
                day=published_on.toordinal() if published_on else _UNDATED,
                manner=statement.manner,
                words=self._vocabulary.numbers_of(statement.text),
            )
        )

    def pairs(self) -> Iterator[tuple[str, str, float]]:
        """Identifiers of two statements of different articles that are one, sorted, each pair once.

        The third is the confidence, between 0 and 1.
        """
        comparer = Comparer((one.words for one in self._reports), self._vocabulary)
        telling = (one for one in self._reports if _can_echo(one, comparer))
        firsts, links = _without_copies(sorted(telling, key=_in_time), comparer)
        candidates = list(_candidates(firsts, comparer))
        self.compared = len(candidates)
        links += _surest(_compared(candidates, comparer))
        yield from sorted((*_ordered(one.id, other.id), confidence) for one, other, confidence in links)

    def _number(self, kind: str, name: str) -> int:
        return self._names.setdefault((kind, name), len(self._names))


@dataclass(slots=True, eq=False)
class _Report:
    """What is kept of a statement: everything by number."""

    id: str
    article: int
    speaker: int
    day: int
    manner: Manner
    words: "array[int]"

    def is_near(self, other: "_Report") -> bool:
        """Whether the two may have been published for one occasion."""
        return _UNDATED in (self.day, other.day) or abs(self.day - other.day) <= _MOST_DAYS


_Link = tuple[_Report, _Report, float]
_Numbers = NDArray[np.int64]


def _ordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _in_time(report: _Report) -> tuple[int, str]:
    return report.day, report.id


def _can_echo(report: _Report, comparer: Comparer) -> bool:
    """Whether it says enough to be known again."""
    if report.speaker == _NOBODY and report.manner is not Manner.DIRECT:
        return False
    return (
        len(set(comparer.content(report.words))) >= _LEAST_WORDS
        and comparer.weigh(report.words) >= _LEAST_WEIGHT
    )


def _confidence(one: _Report, other: _Report, comparer: Comparer) -> float | None:
    """How surely the two are one statement, or None where they are not."""
    likeness = comparer.compare(one.words, other.words, least_share=_LEAST_STRETCH_SHARE)
    if likeness is None or likeness.words < _LEAST_WORDS:
        return None
    contained = likeness.share >= _LEAST_SHARE
    if _NOBODY in (one.speaker, other.speaker):
        verbatim = likeness.words >= _LEAST_WORDS_UNNAMED and likeness.stretch >= _LEAST_STRETCH_UNNAMED
        return _SURE if contained and verbatim else None
    whole = likeness.whole >= _LEAST_SHARE
    dated = _UNDATED not in (one.day, other.day)
    reworded = one.manner is other.manner is Manner.INDIRECT and one.words != other.words
    least = _LEAST_WEIGHT if dated and not reworded else _LEAST_WEIGHT_DOUBTFUL
    if likeness.weight >= least and (whole or (contained and likeness.run >= _LEAST_RUN)):
        return _SURE
    quoted = Manner.INDIRECT not in (one.manner, other.manner)
    long = likeness.stretch >= _LEAST_STRETCH and likeness.stretch_weight >= _LEAST_STRETCH_WEIGHT
    return _LIKELY if quoted and long else None


def _without_copies(reports: list[_Report], comparer: Comparer) -> tuple[list[_Report], list[_Link]]:
    """The first of those that say the same words at one time, and the links of the others with it."""
    groups: dict[tuple[int, bytes], list[list[_Report]]] = defaultdict(list)
    for report in reports:
        found = groups[report.speaker, report.words.tobytes()]
        if found and found[-1][0].is_near(report):
            found[-1].append(report)
        else:
            found.append([report])
    firsts, links = [], []
    for group in (one for found in groups.values() for one in found):
        first = group[0]
        firsts.append(first)
        elsewhere = next((one for one in group if one.article != first.article), first)
        for copy in group[1:]:
            original = first if copy.article != first.article else elsewhere
            confidence = _confidence(original, copy, comparer)
            if confidence is not None and original.article != copy.article:
                links.append((original, copy, confidence))
    return sorted(firsts, key=_in_time), links


def _compared(candidates: Iterable[tuple[_Report, _Report]], comparer: Comparer) -> Iterator[_Link]:
    for one, other in candidates:
        confidence = _confidence(one, other, comparer)
        if confidence is not None:
            yield one, other, confidence


def _surest(links: Iterable[_Link]) -> list[_Link]:
    """Of each statement's links to earlier ones the surest."""
    by_later: dict[str, list[_Link]] = defaultdict(list)
    for link in links:
        by_later[link[1].id].append(link)
    return [
        link
        for found in by_later.values()
        for link in sorted(found, key=lambda one: (-one[2], _in_time(one[0])))[:_MOST_LINKS]
    ]


def _candidates(reports: list[_Report], comparer: Comparer) -> Iterator[tuple[_Report, _Report]]:
    """Pairs of `reports`, which are in order of time, that are worth a comparison; the earlier first."""
    if not reports:
        return
    content = [comparer.content(one.words) for one in reports]
    words = np.array([word for part in content for word in part], dtype=np.int64)
    owners = np.repeat(np.arange(len(reports)), [len(part) for part in content])
    speakers = np.array([one.speaker for one in reports], dtype=np.int64)
    direct = np.array([one.manner is Manner.DIRECT for one in reports])
    # Two words of one speaker, next to each other or with one between; they may change places.
    found = []
    for distance in (1, 2):
        first, second, owner = words[:-distance], words[distance:], owners[:-distance]
        kept = (owner == owners[distance:]) & (speakers[owner] != _NOBODY)
        found.append((np.minimum(first, second)[kept], np.maximum(first, second)[kept], owner[kept]))
    low, high, owner = (np.concatenate(column) for column in zip(*found, strict=True))
    yield from _sharing(_numbered(_numbered(low, high), speakers[owner]), owner, reports, least=2)
    # Three words of a quotation, where a speaker is not named.
    owner = owners[:-2]
    kept = (owner == owners[2:]) & direct[owner]
    keys = _numbered(_numbered(words[:-2], words[1:-1]), words[2:])
    for one, other in _sharing(keys[kept], owner[kept], reports, least=1):
        if _NOBODY in (one.speaker, other.speaker):
            yield one, other


def _numbered(one: _Numbers, other: _Numbers) -> _Numbers:
    """Pairs of numbers by number, from 0 up."""
    if not len(one):
        return one
    keys = (one - one.min()) * (int(other.max() - other.min()) + 1) + (other - other.min())
    return np.unique(keys, return_inverse=True)[1].astype(np.int64)


def _sharing(
    keys: _Numbers, owners: _Numbers, reports: list[_Report], *, least: int
) -> Iterator[tuple[_Report, _Report]]:
    """Reports of different articles, near in time, that share at least so many keys.

    Of the many that have a key, each is paired with the `_MOST_NEAR` that follow it.
    """
    days = np.array([one.day for one in reports], dtype=np.int64)
    articles = np.array([one.article for one in reports], dtype=np.int64)
    order = np.lexsort((owners, keys))
    keys, owners = keys[order], owners[order]
    fresh = np.ones(len(keys), dtype=bool)
    fresh[1:] = (keys[1:] != keys[:-1]) | (owners[1:] != owners[:-1])
    keys, owners = keys[fresh], owners[fresh]
    found = [np.empty(0, dtype=np.int64)]
    for distance in range(1, min(_MOST_NEAR, len(keys) - 1) + 1):
        same = keys[distance:] == keys[:-distance]
        one, other = owners[:-distance][same], owners[distance:][same]
        near = (days[other] - days[one] <= _MOST_DAYS) | (days[other] == _UNDATED)
        kept = near & (articles[one] != articles[other])
        found.append(one[kept] * len(reports) + other[kept])
    pairs, counts = np.unique(np.concatenate(found), return_counts=True)
    for pair in pairs[counts >= least].tolist():
        earlier, later = divmod(pair, len(reports))
        yield reports[earlier], reports[later]
