"""Reports of one figure that differ: "54 regime targets" here, "more than 50 positions" there.

Two figures are held to be reports of one where

- they count one kind of thing of one side with the same outcome: "13 Turkish troops killed" and
  "seven Turkish soldiers died" may be one, "seven Syrian soldiers" is another. Where no outcome is given,
  the counted must be the same words, two at least, and the sentences must share more of theirs;
- another speaker or another article gives them, published within ten days; where a day of publication
  is not known, the two statements must name a place, an actor or a side in common;
- the sentences give no different days and no different periods ("in two weeks" is not "on Monday");
- the numbers are near enough to be of one thing: what differs by far is another count.

The cost grows with the number of figures: of many that count the same, each is compared with those
that were published next after it.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.language.figure_words import figure_words
from kg.language.folding import words_of
from kg.language.lexicon import lexicon, singular
from kg.language.stems import stem
from kg.model import Article, Figure, FigureContext, PartialDate, Statement

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
# Without a outcome, stems that the sentences share beyond those that are counted, and the least number.
_LEAST_SHARED = 3
_LEAST_ALONE = 10


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
    affiliations: frozenset[str]
    words: frozenset[str]

    @property
    def name(self) -> str:
        """The key in words: "france soldiers"."""
        affiliations = sorted(name.lower() for name in self.affiliations)
        return " ".join((*affiliations, *sorted(self.words), self.kind))


@dataclass(slots=True, eq=False)
class _Report:
    """What is kept of a figure to compare it; a place is a statement and the number of the figure there."""

    place: tuple[str, int]
    article: str
    speaker: str | None
    published: int | None
    outcome: str | None
    key: CountedKey
    least: float | None
    most: float | None
    effective: tuple[float, float]
    context: FigureContext
    named: frozenset[str]

    @property
    def is_open(self) -> bool:
        return self.least is None or self.most is None

    @property
    def range(self) -> tuple[float, float]:
        return self.least or 0.0, float("inf") if self.most is None else self.most


def counted_key(figure: Figure) -> CountedKey:
    """The parts by which what `figure` counts is compared; "13" of "13 were killed" counts people."""
    known = figure_words()
    words = words_of(figure.counted) or ["people"]
    head = singular(words[-1].lower())
    affiliations: set[str] = set()
    others: set[str] = set()
    for part in (part for word in words[:-1] for part in word.split("-")):
        country = lexicon().country_of(part)
        if country or part.lower() in known.affiliations:
            affiliations.add(country.name if country else part.lower())
        elif part.lower() not in known.passive:
            others.add(stem(part.lower()))
    country = lexicon().country_of(singular(words[-1]))
    affiliations |= {country.name} if country else set()
    kind = "people" if country else known.kinds.get(head) or stem(head)
    if figure.outcome in known.whoever and kind == "civilians":
        kind = "people"
    return CountedKey(kind, frozenset(affiliations), frozenset(others))


class FigureIndex:
    """Feed it the statements of all articles, then ask which of their figures are reports of one.

    The result depends on which statements were added, not on their order.
    """

    def __init__(self) -> None:
        self._reports: list[_Report] = []

    def add(self, statement: Statement, article: Article) -> None:
        """Take in the figures of a statement of `article`, its speaker and mentions resolved."""
        self._reports += [
            _report(statement, number, figure, article)
            for number, figure in enumerate(statement.figures)
            if _is_comparable(figure)
        ]

    def differences(self) -> Iterator[Difference]:
        """Pairs of figures that are reports of one and differ, each once, sorted."""
        groups: dict[tuple[str | None, str], list[_Report]] = defaultdict(list)
        for report in sorted(self._reports, key=lambda report: (report.published or 0, report.place)):
            groups[report.outcome, report.key.kind].append(report)
        found: list[Difference] = []
        for group in groups.values():
            links: dict[tuple[str, int], int] = defaultdict(int)
            for position, one in enumerate(group):
                for other in group[position + 1 : position + 1 + _MOST_NEAR]:
                    if max(links[one.place], links[other.place]) >= _MOST_LINKS:
                        continue
                    if one.range == other.range or not _count_the_same(one, other):
                        continue
                    links[one.place] += 1
                    links[other.place] += 1
                    first, second = sorted((one, other), key=lambda report: report.place)
                    found.append(Difference(first.place, second.place, compare(first, second)))
        yield from sorted(found, key=lambda difference: (difference.one, difference.other))


def compare(one: _Report, other: _Report) -> Comparison:
    """Whether one range lies within the other, they overlap, or have nothing in common."""
    (low, high), (its_low, its_high) = one.range, other.range
    if high < its_low or its_high < low:
        return Comparison.CONTRADICT
    within = (low >= its_low and high <= its_high) or (its_low >= low and its_high <= high)
    return Comparison.AGREE if within else Comparison.OVERLAP


def _is_comparable(figure: Figure) -> bool:
    """Whether a report is exact enough; one without a outcome must count much, in two words at least."""
    if figure.context.is_remainder or (figure.outcome is None and figure.context.is_vague):
        return False
    return figure.outcome is not None or (
        len(words_of(figure.counted)) > 1 and _number(figure) >= _LEAST_ALONE
    )


def _number(figure: Figure) -> float:
    """The number that the figure names."""
    return figure.most if figure.most is not None else figure.least or 0.0


def _report(statement: Statement, number: int, figure: Figure, article: Article) -> _Report:
    key = counted_key(figure)
    least, most, context = figure.least, figure.most, figure.context
    if context.is_approximate and least is not None and most is not None:
        least, most = least * (1 - _TOLERANCE), most * (1 + _TOLERANCE)
    nominal, wide = _number(figure), _OPEN_VAGUE if context.is_vague else _OPEN
    named = {mention.entity.id for mention in (*statement.mentions, *statement.agreements)}
    return _Report(
        place=(statement.id, number),
        article=article.id,
        speaker=statement.speaker.actor.id if statement.speaker else None,
        published=article.published_on.toordinal() if article.published_on else None,
        outcome=figure.outcome,
        key=key,
        least=least,
        most=most,
        effective=(nominal / wide if least is None else least, nominal * wide if most is None else most),
        context=context,
        named=frozenset(named) | key.affiliations | context.countries,
    )


def _count_the_same(one: _Report, other: _Report) -> bool:
    """Whether the two may be reports of one figure."""
    another = one.article != other.article or (
        one.speaker != other.speaker and one.place[0] != other.place[0]
    )
    affiliations, its = one.key.affiliations, other.key.affiliations
    return (
        another
        and (affiliations <= its or its <= affiliations)
        and _is_near(one, other)
        and _may_be_one_time(one, other)
        and _is_of_one_size(one, other)
        and (one.outcome is not None or _say_the_same(one, other))
    )


def _is_near(one: _Report, other: _Report) -> bool:
    if one.article == other.article:
        return True
    dated = one.published is not None and other.published is not None
    if dated and abs((one.published or 0) - (other.published or 0)) > _MOST_DAYS:
        return False
    return bool(one.named & other.named)


def _may_be_one_time(one: _Report, other: _Report) -> bool:
    if one.outcome in figure_words().states:
        return True
    first, second = one.context, other.context
    if first.periods != second.periods:
        return False
    if first.weekdays and second.weekdays and not first.weekdays & second.weekdays:
        return False
    meet = any(_overlap(day, its_day) for day in first.dates for its_day in second.dates)
    return meet or not (first.dates and second.dates)


def _overlap(one: PartialDate, other: PartialDate) -> bool:
    return one.first_day <= other.last_day and other.first_day <= one.last_day


def _is_of_one_size(one: _Report, other: _Report) -> bool:
    (low, high), (its_low, its_high) = one.effective, other.effective
    gap = max(its_low / max(high, 1e-9), low / max(its_high, 1e-9))
    return gap <= (1 if one.is_open or other.is_open else _MOST_RATIO)


def _say_the_same(one: _Report, other: _Report) -> bool:
    own = one.key.words | {one.key.kind}
    return one.key == other.key and len((one.context.stems & other.context.stems) - own) >= _LEAST_SHARED
