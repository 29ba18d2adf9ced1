"""Echoes: pairs of reports of one statement in several articles, so that each statement is counted once.

There are two steps. *Blocking* selects candidate pairs by sorting, in time nearly linear in the number of
statements: pairs of one speaker that share two neighbouring content words; if many statements share them,
only those published next to each other. *Comparison* aligns the words of a pair. Nearly all words of the
shorter one, by weight, must be in the longer one (containment, Broder 1997; inverse document frequency,
Spärck Jones 1972), or a long stretch must be equal; numbers and negations must not contradict.

Identical copies are linked to the first one, not to each other.
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

# Days between two reports of one statement, at most: most reports appear on the next day, weeklies and
# follow-ups about a week later. A later report is of another statement.
_MAX_DAYS = 10
# Statements sharing neighbouring words that each statement is compared with, at most.
_MAX_NEAR = 20
# Links of a statement to earlier ones, at most.
_MAX_LINKS = 8

# Thresholds of the comparison, set on pairs from PolNeAR train and dev (benchmarks/README.md).
# The weight of a word is 1 if one statement contains it, and near 0 if all do.
_MIN_SHARE = 0.9
_MIN_WORDS = 3
_MIN_WEIGHT = 1.4
# If a date is unknown, or both reports are indirect and differ ("to ban …" is frequent).
_MIN_WEIGHT_DOUBTFUL = 2.5
_MIN_RUN = 5
_MIN_STRETCH = 8
_MIN_STRETCH_SHARE = 0.6
_MIN_STRETCH_WEIGHT = 1.8
# If a speaker is unknown.
_MIN_WORDS_UNNAMED = 5
_MIN_STRETCH_UNNAMED = 10
# Rounded estimates from that sample.
_SURE, _LIKELY = 0.98, 0.9

_NO_SPEAKER = -1
_UNDATED = int(np.iinfo(np.int32).max)


class EchoIndex:
    """Add the statements of all articles, then get the pairs of echoes.

    The order of statements does not matter. A statement of 20 words takes about 500 bytes.
    """

    def __init__(self) -> None:
        self._vocabulary = Vocabulary()
        self._names: dict[tuple[str, str], int] = {}
        self._reports: list[_Report] = []
        self.compared = 0
        """The number of pairs that the last call of `pairs` compared."""

    def add(self, statement: Statement, published_on: date | None = None) -> None:
        """Add a statement of an article published on this day."""
        speaker = statement.speaker.actor if statement.speaker else None
        if speaker is not None and speaker.type is ActorType.UNNAMED:
            speaker = None
        self._reports.append(
            _Report(
                id=statement.id,
                article=self._number("article", statement.article),
                speaker=self._number("speaker", speaker.id) if speaker else _NO_SPEAKER,
                day=published_on.toordinal() if published_on else _UNDATED,
                manner=statement.manner,
                words=self._vocabulary.numbers_of(statement.text),
            )
        )

    def pairs(self) -> Iterator[tuple[str, str, float]]:
        """Yield the identifiers of each pair of echoes and the confidence, 0 to 1; sorted, each pair once."""
        comparer = Comparer((one.words for one in self._reports), self._vocabulary)
        eligible = (one for one in self._reports if _can_echo(one, comparer))
        firsts, links = _link_copies(sorted(eligible, key=_time_key), comparer)
        candidates = list(_candidates(firsts, comparer))
        self.compared = len(candidates)
        links += _limit_links(_score_candidates(candidates, comparer))
        yield from sorted((*_sort_pair(one.id, other.id), confidence) for one, other, confidence in links)

    def _number(self, kind: str, name: str) -> int:
        return self._names.setdefault((kind, name), len(self._names))


@dataclass(slots=True, eq=False)
class _Report:
    """A statement; article, speaker and words are numbers."""

    id: str
    article: int
    speaker: int
    day: int
    manner: Manner
    words: "array[int]"

    def is_near(self, other: "_Report") -> bool:
        """Whether the dates are near enough, or unknown, for reports of one statement."""
        return _UNDATED in (self.day, other.day) or abs(self.day - other.day) <= _MAX_DAYS


_Link = tuple[_Report, _Report, float]
_Numbers = NDArray[np.int64]


def _sort_pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _time_key(report: _Report) -> tuple[int, str]:
    return report.day, report.id


def _can_echo(report: _Report, comparer: Comparer) -> bool:
    """Whether the statement has enough content to be recognised."""
    if report.speaker == _NO_SPEAKER and report.manner is not Manner.DIRECT:
        return False
    return (
        len(set(comparer.content(report.words))) >= _MIN_WORDS and comparer.weigh(report.words) >= _MIN_WEIGHT
    )


def _confidence(one: _Report, other: _Report, comparer: Comparer) -> float | None:
    """The confidence that both report one statement, or None if they do not."""
    likeness = comparer.compare(one.words, other.words, least_share=_MIN_STRETCH_SHARE)
    if likeness is None or likeness.words < _MIN_WORDS:
        return None
    contained = likeness.share >= _MIN_SHARE
    if _NO_SPEAKER in (one.speaker, other.speaker):
        verbatim = likeness.words >= _MIN_WORDS_UNNAMED and likeness.stretch >= _MIN_STRETCH_UNNAMED
        return _SURE if contained and verbatim else None
    whole = likeness.whole >= _MIN_SHARE
    dated = _UNDATED not in (one.day, other.day)
    reworded = one.manner is other.manner is Manner.INDIRECT and one.words != other.words
    least = _MIN_WEIGHT if dated and not reworded else _MIN_WEIGHT_DOUBTFUL
    if likeness.weight >= least and (whole or (contained and likeness.run >= _MIN_RUN)):
        return _SURE
    quoted = Manner.INDIRECT not in (one.manner, other.manner)
    long = likeness.stretch >= _MIN_STRETCH and likeness.stretch_weight >= _MIN_STRETCH_WEIGHT
    return _LIKELY if quoted and long else None


def _link_copies(reports: list[_Report], comparer: Comparer) -> tuple[list[_Report], list[_Link]]:
    """The first of each set of identical statements near in time, and the links of the others to it."""
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
    return sorted(firsts, key=_time_key), links


def _score_candidates(candidates: Iterable[tuple[_Report, _Report]], comparer: Comparer) -> Iterator[_Link]:
    for one, other in candidates:
        confidence = _confidence(one, other, comparer)
        if confidence is not None:
            yield one, other, confidence


def _limit_links(links: Iterable[_Link]) -> list[_Link]:
    """Keep the most confident links of each statement to earlier ones."""
    by_later: dict[str, list[_Link]] = defaultdict(list)
    for link in links:
        by_later[link[1].id].append(link)
    return [
        link
        for found in by_later.values()
        for link in sorted(found, key=lambda one: (-one[2], _time_key(one[0])))[:_MAX_LINKS]
    ]


def _candidates(reports: list[_Report], comparer: Comparer) -> Iterator[tuple[_Report, _Report]]:
    """Yield the pairs of `reports`, which are sorted by time, to compare; the earlier report first."""
    if not reports:
        return
    content = [comparer.content(one.words) for one in reports]
    words = np.array([word for part in content for word in part], dtype=np.int64)
    owners = np.repeat(np.arange(len(reports)), [len(part) for part in content])
    speakers = np.array([one.speaker for one in reports], dtype=np.int64)
    direct = np.array([one.manner is Manner.DIRECT for one in reports])
    # Two words of one speaker, adjacent or with one word between, in either order.
    found = []
    for distance in (1, 2):
        first, second, owner = words[:-distance], words[distance:], owners[:-distance]
        kept = (owner == owners[distance:]) & (speakers[owner] != _NO_SPEAKER)
        found.append((np.minimum(first, second)[kept], np.maximum(first, second)[kept], owner[kept]))
    low, high, owner = (np.concatenate(column) for column in zip(*found, strict=True))
    yield from _pairs_sharing_keys(
        _number_pairs(_number_pairs(low, high), speakers[owner]), owner, reports, least=2
    )
    # Three adjacent words of a quotation, if a speaker is unknown.
    owner = owners[:-2]
    kept = (owner == owners[2:]) & direct[owner]
    keys = _number_pairs(_number_pairs(words[:-2], words[1:-1]), words[2:])
    for one, other in _pairs_sharing_keys(keys[kept], owner[kept], reports, least=1):
        if _NO_SPEAKER in (one.speaker, other.speaker):
            yield one, other


def _number_pairs(one: _Numbers, other: _Numbers) -> _Numbers:
    """Number the distinct pairs from 0."""
    if not len(one):
        return one
    keys = (one - one.min()) * (int(other.max() - other.min()) + 1) + (other - other.min())
    return np.unique(keys, return_inverse=True)[1].astype(np.int64)


def _pairs_sharing_keys(
    keys: _Numbers, owners: _Numbers, reports: list[_Report], *, least: int
) -> Iterator[tuple[_Report, _Report]]:
    """Yield pairs of reports of different articles, near in time, that share at least `least` keys.

    Each report is paired with at most `_MAX_NEAR` following ones for each key.
    """
    days = np.array([one.day for one in reports], dtype=np.int64)
    articles = np.array([one.article for one in reports], dtype=np.int64)
    order = np.lexsort((owners, keys))
    keys, owners = keys[order], owners[order]
    fresh = np.ones(len(keys), dtype=bool)
    fresh[1:] = (keys[1:] != keys[:-1]) | (owners[1:] != owners[:-1])
    keys, owners = keys[fresh], owners[fresh]
    found = [np.empty(0, dtype=np.int64)]
    for distance in range(1, min(_MAX_NEAR, len(keys) - 1) + 1):
        same = keys[distance:] == keys[:-distance]
        one, other = owners[:-distance][same], owners[distance:][same]
        near = (days[other] - days[one] <= _MAX_DAYS) | (days[other] == _UNDATED)
        kept = near & (articles[one] != articles[other])
        found.append(one[kept] * len(reports) + other[kept])
    pairs, counts = np.unique(np.concatenate(found), return_counts=True)
    for pair in pairs[counts >= least].tolist():
        earlier, later = divmod(pair, len(reports))
        yield reports[earlier], reports[later]
