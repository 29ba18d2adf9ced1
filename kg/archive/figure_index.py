"""Reports of one figure that differ: "54 regime targets" here, "more than 50 positions" there.

Two figures are held to be reports of one where

- they count one kind of thing of one side, and the same befell it: "13 Turkish troops killed" and
  "seven Turkish soldiers died" may be one, "seven Syrian soldiers" is another. Where no fate is told,
  the counted must be the same words, two at least, and the sentences must share more of theirs;
- another speaker or another article gives them, published within ten days; where a day of publication
  is not known, the two statements must name a place, an actor or a side in common;
- the sentences tell no different days and no different periods ("in two weeks" is not "on Monday");
- the numbers are near enough to be of one thing: what differs by far is another count.

The cost grows with the number of figures: of many that count the same, each is compared with those
that were published next after it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

import snowballstemmer

from kg.language.dates import find_dates, resolve_date
from kg.language.figure_words import alternatives, figure_words
from kg.language.folding import words_of
from kg.language.lexicon import lexicon, singular
from kg.language.quantities import is_approximate, is_vague
from kg.model import Actor, Document, Figure, Precision, Span, Statement

_MOST_DAYS = 10
# Figures with which each is compared, and links of each, at most.
_MOST_NEAR = 40
_MOST_LINKS = 8
# "About 100" is 90 to 110.
_TOLERANCE = 0.1
# The greater number of a pair, in terms of the lesser, at most: beyond, another thing is counted.
_MOST_RATIO = 2.5
# "Over 70" says no more than so many times 70; "hundreds" is less than a thousand.
_OPEN, _OPEN_VAGUE = 1.5, 5.0
# Without a fate, words that the sentences share beyond those that are counted, and the least number.
_LEAST_SHARED = 3
_LEAST_ALONE = 10
_SENTENCE = 300

_PERIOD = re.compile(
    r"""\b(?:since|so\sfar|to\sdate|annually|daily|weekly|monthly|yearly|(?:per|each|every|an?)\s(?:day|week|month|year)
    |(?:in|over|during|within|for|of)\s(?:only\s|just\s|less\sthan\s|the\s)*(?:(?:past|last|previous|first)\s)?
     (?:an?\s(?:single\s)?|one\s|\d+\s|two\s|three\s|four\s|five\s|six\s|several\s)?(?:single\s)?
     (?:hours?|days?|weeks?|months?|years?|decades?))\b""",
    re.VERBOSE | re.IGNORECASE,
)
_END = re.compile(r"[.!?][\"')”’]*\s|\n")
_LETTERS = re.compile(r"[^\W\d_]{4,}")
_stemmer = snowballstemmer.stemmer("english")


class Comparison(StrEnum):
    """How two reports of one figure compare."""

    CONTRADICT = "contradict"
    OVERLAP = "overlap"
    AGREE = "agree"


@dataclass(frozen=True, slots=True)
class Difference:
    """Two figures that are held to be reports of one; a figure is its statement and its number there."""

    one: tuple[str, int]
    other: tuple[str, int]
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class CountedKey:
    """What is counted: its kind, else the stem of its head; whose side; its other words, by stems."""

    kind: str
    sides: frozenset[str]
    words: frozenset[str]

    @property
    def name(self) -> str:
        """The key in words: "france soldiers"."""
        return " ".join((*sorted(side.lower() for side in self.sides), *sorted(self.words), self.kind))


@dataclass(slots=True, eq=False)
class _Report:
    """What is kept of a figure to compare it."""

    place: tuple[str, int]
    document: str
    speaker: str | None
    published: int | None
    fate: str | None
    key: CountedKey
    low: float | None
    high: float | None
    open: bool
    effective: tuple[float, float]
    days: tuple[tuple[int, int], ...]
    weekdays: frozenset[str]
    periods: frozenset[str]
    named: frozenset[str]
    words: frozenset[str]


def counted_key(figure: Figure) -> CountedKey:
    """The parts by which what `figure` counts is compared; "13" of "13 were killed" counts people."""
    known = figure_words()
    words = words_of(figure.counted.split(" of ")[0]) or ["people"]
    if " of " in figure.counted:
        words = words_of(figure.counted)
    head = singular(words[-1].lower())
    sides: set[str] = set()
    others: set[str] = set()
    for word in words[:-1]:
        for part in word.split("-"):
            country = lexicon().country_of(part)
            if country:
                sides.add(country.name)
            elif part.lower() in known.sides:
                sides.add(part.lower())
            elif part.lower() not in known.passive:
                others.add(str(_stemmer.stemWord(part.lower())))
    country = lexicon().country_of(singular(words[-1]))
    if country:
        sides.add(country.name)
    kind = "people" if country else known.kinds.get(head) or str(_stemmer.stemWord(head))
    if figure.fate in known.whoever and kind == "civilians":
        kind = "people"
    return CountedKey(kind, frozenset(sides), frozenset(others))


class FigureIndex:
    """Feed it the statements of all articles, then ask which of their figures are reports of one.

    The result depends on which statements were added, not on their order.
    """

    def __init__(self) -> None:
        self._reports: list[_Report] = []

    def add(self, statement: Statement, document: Document) -> None:
        """Take in the figures of a statement of `document`, its speaker and mentions resolved."""
        speaker = statement.speaker.refers_to if statement.speaker else None
        named = {one.refers_to.id for one in (*statement.mentions, *statement.agreements)}
        for number, figure in enumerate(statement.figures):
            report = _report(statement, number, figure, document, speaker, named)
            if report is not None:
                self._reports.append(report)

    def differences(self) -> Iterator[Difference]:
        """Pairs of figures that are reports of one and differ, each once, sorted."""
        groups: dict[tuple[str | None, str], list[_Report]] = defaultdict(list)
        for report in sorted(self._reports, key=lambda one: (one.published or 0, one.place)):
            groups[report.fate, report.key.kind].append(report)
        found: list[Difference] = []
        for group in groups.values():
            links: dict[tuple[str, int], int] = defaultdict(int)
            for position, one in enumerate(group):
                for other in group[position + 1 : position + 1 + _MOST_NEAR]:
                    if max(links[one.place], links[other.place]) >= _MOST_LINKS or not _of_one(one, other):
                        continue
                    if (one.low, one.high, one.open) == (other.low, other.high, other.open):
                        continue
                    links[one.place] += 1
                    links[other.place] += 1
                    first, second = sorted((one, other), key=lambda report: report.place)
                    found.append(Difference(first.place, second.place, compare(first, second)))
        yield from sorted(found, key=lambda one: (one.one, one.other))


def compare(one: _Report, other: _Report) -> Comparison:
    """Whether one range lies within the other, they overlap, or have nothing in common."""
    (low, high), (its_low, its_high) = _range(one), _range(other)
    if high < its_low or its_high < low:
        return Comparison.CONTRADICT
    within = (low >= its_low and high <= its_high) or (its_low >= low and its_high <= high)
    return Comparison.AGREE if within else Comparison.OVERLAP


def _range(report: _Report) -> tuple[float, float]:
    low = 0.0 if report.low is None else report.low
    return low, float("inf") if report.high is None else report.high


def _report(
    statement: Statement,
    number: int,
    figure: Figure,
    document: Document,
    speaker: object,
    named: set[str],
) -> _Report | None:
    key = counted_key(figure)
    least, most = figure.least, figure.most
    nominal = most if most is not None else least or 0.0
    if _rest().search(figure.text):
        # "Three other Americans": the rest of a number, and not all.
        return None
    alone = figure.fate is None
    if alone and is_vague(figure.text):
        return None
    if alone and (len(words_of(figure.counted)) < 2 or nominal < _LEAST_ALONE):
        return None
    if is_approximate(figure.text) and least is not None and most is not None:
        least, most = least * (1 - _TOLERANCE), most * (1 + _TOLERANCE)
    wide = _OPEN_VAGUE if is_vague(figure.text) else _OPEN
    effective = (nominal / wide if least is None else least, nominal * wide if most is None else most)
    sentence = _sentence(document.text, figure.span)
    words = sentence.of(document.text)
    days, weekdays = _days(words, document.published_on)
    return _Report(
        place=(statement.id, number),
        document=document.id,
        speaker=speaker.id if isinstance(speaker, Actor) else None,
        published=document.published_on.toordinal() if document.published_on else None,
        fate=figure.fate,
        key=key,
        low=least,
        high=most,
        open=least is None or most is None,
        effective=effective,
        days=days,
        weekdays=weekdays,
        periods=frozenset(" ".join(one.group().lower().split()) for one in _PERIOD.finditer(words)),
        named=frozenset(named) | key.sides | _countries(words),
        words=frozenset(map(str, _stemmer.stemWords([word.lower() for word in _LETTERS.findall(words)]))),
    )


def _countries(words: str) -> frozenset[str]:
    found = (lexicon().country_of(word) for word in words_of(words) if word[0].isupper())
    return frozenset(country.name for country in found if country)


@cache
def _rest() -> re.Pattern[str]:
    """Words that say that what is counted is the rest of a number; "more than 50" has none."""
    return re.compile(rf"\b(?:{alternatives(figure_words().others)})\b(?!\sthan)", re.IGNORECASE)


def _sentence(text: str, span: Span) -> Span:
    start, end = max(0, span.start - _SENTENCE), min(len(text), span.end + _SENTENCE)
    for match in _END.finditer(text, start, span.start):
        start = match.end()
    ending = _END.search(text, span.end, end)
    return Span(min(start, span.start), ending.start() + 1 if ending else end)


def _days(words: str, published: date | None) -> tuple[tuple[tuple[int, int], ...], frozenset[str]]:
    """First and last days (ordinals) of the dates in `words`; weekdays that cannot be told, by name."""
    days: list[tuple[int, int]] = []
    weekdays: set[str] = set()
    for found in find_dates(words, 0, len(words)):
        resolved = resolve_date(found, published)
        if resolved is None:
            weekdays |= {found.match["weekday"]} - {None}
        elif resolved[1] is Precision.DAY:
            days.append((date.fromisoformat(resolved[0]).toordinal(),) * 2)
        elif resolved[1] is Precision.WEEK:
            monday = date.fromisoformat(f"{resolved[0]}-1").toordinal()
            days.append((monday, monday + timedelta(days=6).days))
    return tuple(days), frozenset(weekdays)


def _of_one(one: _Report, other: _Report) -> bool:
    """Whether the two may be reports of one figure."""
    another = one.document != other.document or (
        one.speaker != other.speaker and one.place[0] != other.place[0]
    )
    sides, its = one.key.sides, other.key.sides
    return (
        another
        and (sides <= its or its <= sides)
        and _is_near(one, other)
        and _may_be_one_time(one, other)
        and _is_of_one_size(one, other)
        and (one.fate is not None or _say_the_same(one, other))
    )


def _is_near(one: _Report, other: _Report) -> bool:
    if one.document == other.document:
        return True
    dated = one.published is not None and other.published is not None
    if dated and abs((one.published or 0) - (other.published or 0)) > _MOST_DAYS:
        return False
    return bool(one.named & other.named)


def _may_be_one_time(one: _Report, other: _Report) -> bool:
    if one.fate in figure_words().states:
        return True
    if one.periods != other.periods:
        return False
    if one.weekdays and other.weekdays and not one.weekdays & other.weekdays:
        return False
    meet = any(a <= d and c <= b for a, b in one.days for c, d in other.days)
    return meet or not (one.days and other.days)


def _is_of_one_size(one: _Report, other: _Report) -> bool:
    (low, high), (its_low, its_high) = one.effective, other.effective
    gap = max(its_low / max(high, 1e-9), low / max(its_high, 1e-9))
    return gap <= (1 if one.open or other.open else _MOST_RATIO)


def _say_the_same(one: _Report, other: _Report) -> bool:
    counted = one.key.words == other.key.words and one.key.sides == other.key.sides
    own = one.key.words | {one.key.kind}
    return counted and len((one.words & other.words) - own) >= _LEAST_SHARED
