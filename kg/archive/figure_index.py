"""Reports of one figure that differ: "54 regime targets" here, "more than 50 positions" there.

Two figures are held to be reports of one where

- they count one kind of thing of one side with the same outcome: "13 Turkish troops killed" and
  "seven Turkish soldiers died" may be one, "seven Syrian soldiers" is another. Where no outcome is given,
  the counted must be the same words, two at least, and the sentences must share more of theirs;
- another speaker or another article gives them, published within ten days; where a day of publication
  is not known, the two must name a place, an actor or a side in common. What an article says itself is the
  article's;
- the sentences give no different days and no different periods ("in two weeks" is not "on Monday");
- the numbers are near enough to be of one thing: what differs by far is another count, unless two speakers
  of one article contradict each other.

Whether two that differ contradict each other is stricter: see `kg.archive.figure_contradictions`.

Whatever is decided follows from two reports, or from the candidates of one. The index is kept in the
ledger: the reports that share a block are compared, those of one article, and those that name something in
common; of many, those that were published next to each other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from kg.archive.figure_contradictions import are_apart, contradict
from kg.archive.figure_reports import Report, reports_of
from kg.archive.ledger.rows import Rows
from kg.archive.pairs.blocks import Candidate, Pair, block_key, day_of, is_near
from kg.archive.pairs.changes import LinkChanges
from kg.archive.pairs.link_table import LinkTable
from kg.archive.pairs.posting_table import Entry, PostingTable
from kg.archive.pairs.report_store import ReportStore
from kg.language.figure_words import figure_words
from kg.model import ArticleReading, PartialDate, Precision

FIGURE_TABLES = ("figure_article", "figure_owner", "figure_key", "figure_later")
"""The tables of the index."""
REACH = 40
"""Places in a block between figures that are compared, at most."""
MOST_LINKS = 8
"""Links of a figure to earlier ones, at most."""
# The greater number of a pair, in terms of the lesser, at most: beyond, another thing is counted.
_MOST_RATIO = 2.5
# Without an outcome, stems that the sentences share beyond those that are counted.
_LEAST_SHARED = 3
# Articles that wait in memory, at most.
_MOST_WAITING = 200
_BLOCK = "figure"
_DECODER = msgspec.msgpack.Decoder(list[Report])


class Comparison(StrEnum):
    """How two reports of one figure compare; `UNSURE` where they differ and are perhaps of two things."""

    CONTRADICT = "contradict"
    OVERLAP = "overlap"
    AGREE = "agree"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """Two figures that are held to be reports of one.

    A figure is its statement, else its article if that says so itself, and its number there.
    """

    one: tuple[str, int]
    other: tuple[str, int]
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class FigureChanges:
    """Pairs of figures that no longer differ, and those that do now, sorted; what changes is in both."""

    gone: tuple[Difference, ...]
    new: tuple[Difference, ...]


class FigureIndex:
    """The figures of an archive that are reports of one and differ, in its ledger.

    Call `replace` for each article that changes and then `settle`, in one transaction of the ledger; if that
    fails, go on with a new index.
    """

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._reports = ReportStore(rows, "figure", _DECODER)
        self._blocks = PostingTable(rows, "figure_key", reach=REACH, least=1)
        self._links = LinkTable(rows, "figure_later", most=MOST_LINKS)
        self._waiting: dict[str, tuple[Report, ...]] = {}
        self._changes = LinkChanges()

    def replace(self, article: str, reading: ArticleReading | None) -> None:
        """Let the figures of an article take the place of those it had before; None if it is gone.

        `reading` is renamed across articles and corrected.
        """
        self._take(article, tuple(reports_of(reading)) if reading else ())

    def again(self, rows: Rows) -> None:
        """Make the index anew in other rows, from what the articles have contributed to this one."""
        index = FigureIndex(rows)
        for article, reports in self._reports.all():
            index._take(article, tuple(reports))
        index.settle()

    def settle(self) -> FigureChanges:
        """What has changed since the last call."""
        self._work()
        changes, self._changes = self._changes, LinkChanges()
        return FigureChanges(differences_of(changes.gone), differences_of(changes.new))

    def _take(self, article: str, reports: tuple[Report, ...]) -> None:
        self._waiting[article] = reports
        if len(self._waiting) >= _MOST_WAITING:
            self._work()

    def _work(self) -> None:
        """Take in what waits."""
        changes = self._reports.change(self._waiting)
        self._waiting = {}
        gone, new = ({name: entry_of(one) for name, one in side.items()} for side in changes)
        pairs = self._blocks.change(gone, new, lambda name: entry_of(self._reports.get(name)))
        left = ((pair, _BLOCK) for pair in pairs.left)
        self._changes.add(*self._links.change(left, self._candidates(pairs.entered)))

    def _candidates(self, pairs: set[Pair]) -> Iterator[tuple[str, Candidate]]:
        for earlier, later in pairs:
            candidate = compared(self._reports.get(earlier), self._reports.get(later))
            if candidate:
                yield later, candidate


def entry_of(report: Report) -> Entry:
    """The day and the blocks of a report.

    A block has what is counted and became of it, in one article or where one name stands.
    """
    counted = (report.outcome or "", report.key.kind if report.outcome else report.key.name)
    keys = {block_key("named", *counted, name) for name in report.named}
    return Entry(day_of(report.published), frozenset({*keys, block_key("article", *counted, report.article)}))


def compared(earlier: Report, later: Report) -> Candidate | None:
    """The earlier of two reports that share a block as a candidate of the later one.

    None if they are no reports of one figure, or do not differ. Of the candidates, contradictions come first,
    then what was published next.
    """
    if earlier.range == later.range or not _count_the_same(earlier, later):
        return None
    comparison = _compare(earlier, later)
    if comparison is not Comparison.CONTRADICT and not _is_of_one_size(earlier, later):
        return None
    rank = float(comparison is not Comparison.CONTRADICT)
    apart = float(day_of(later.published) - day_of(earlier.published))
    return Candidate((rank, apart), earlier.name, comparison.value, _BLOCK)


def differences_of(links: Mapping[Pair, float | str]) -> tuple[Difference, ...]:
    """The differences that links of reports, by their names, are; sorted."""
    return tuple(sorted(_difference(pair, Comparison(str(value))) for pair, value in links.items()))


def _difference(pair: Pair, comparison: Comparison) -> Difference:
    one, other = sorted(map(_place, pair))
    return Difference(one, other, comparison)


def _place(name: str) -> tuple[str, int]:
    owner, _, number = name.rpartition("/")
    return owner, int(number)


def _compare(one: Report, other: Report) -> Comparison:
    """Whether one range lies within the other, rounding included, they overlap, or have nothing in common."""
    if contradict(one, other):
        return Comparison.CONTRADICT
    if are_apart(one.figure, other.figure):
        return Comparison.UNSURE
    (low, high), (its_low, its_high) = one.range, other.range
    if high < its_low or its_high < low:
        return Comparison.AGREE
    within = (low >= its_low and high <= its_high) or (its_low >= low and its_high <= high)
    return Comparison.AGREE if within else Comparison.OVERLAP


def _count_the_same(one: Report, other: Report) -> bool:
    """Whether the two may be reports of one figure."""
    another = one.article != other.article or (one.source != other.source and one.place[0] != other.place[0])
    affiliations, its = one.key.affiliations, other.key.affiliations
    return (
        another
        and (affiliations <= its or its <= affiliations)
        and _is_near(one, other)
        and _may_be_one_time(one, other)
        and (one.outcome is not None or _say_the_same(one, other))
    )


def _is_near(one: Report, other: Report) -> bool:
    if one.article == other.article:
        return True
    return is_near(day_of(one.published), day_of(other.published)) and bool(one.named & other.named)


def _may_be_one_time(one: Report, other: Report) -> bool:
    if one.outcome in figure_words().states:
        return True
    first, second = one.context, other.context
    if first.periods != second.periods:
        return False
    if first.weekdays and second.weekdays and not first.weekdays & second.weekdays:
        return False
    days, its_days = _days(one), _days(other)
    meet = any(_overlap(day, its_day) for day in days for its_day in its_days)
    return meet or not (days and its_days)


def _days(report: Report) -> list[PartialDate]:
    return [day for day in report.context.dates if day.precision in (Precision.DAY, Precision.WEEK)]


def _overlap(one: PartialDate, other: PartialDate) -> bool:
    return one.first_day <= other.last_day and other.first_day <= one.last_day


def _is_of_one_size(one: Report, other: Report) -> bool:
    (low, high), (its_low, its_high) = one.effective, other.effective
    gap = max(its_low / max(high, 1e-9), low / max(its_high, 1e-9))
    return gap <= (1 if one.context.is_vague or other.context.is_vague else _MOST_RATIO)


def _say_the_same(one: Report, other: Report) -> bool:
    own = one.key.words | {one.key.kind}
    return one.key == other.key and len((one.context.stems & other.context.stems) - own) >= _LEAST_SHARED
