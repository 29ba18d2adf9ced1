"""What a reader of a format takes, a `Source`, and what it gives, `Record`s."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BufferedReader

from kg.errors import ArticleError
from kg.text.metadata import Metadata

MEBIBYTE = 2**20
# Bytes of one article: a text, a page, a line or cell of a table. 500,000 code points are 2 MB at most.
LARGEST_ARTICLE = 16 * MEBIBYTE
# Bytes of a file that its library reads as a whole.
LARGEST_FILE = 64 * MEBIBYTE
# Code points of an article, some 80,000 words, which the models read in half a minute.
LONGEST_TEXT = 500_000


def too_long(path: str, length: int, more: str = "") -> ArticleError:
    """What is said of the article at `path`, which has `length` code points, or `more` (“more than ”)."""
    return ArticleError(
        f"{path} has {more}{length:,} code points; an article may have {LONGEST_TEXT:,} at most, so split it."
    )


@dataclass(frozen=True, slots=True)
class Record:
    """One article as an input has it. `place` is its place in the file, None if it is the whole file."""

    text: str
    metadata: Metadata
    place: str | None = None


class Tally:
    """What was met in one file, counted by what it is."""

    # Places of one kind that a message gives.
    _SHOWN = 3

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._places: dict[str, list[str]] = {}

    def add(self, what: str, place: str | None = None) -> None:
        """Count one at `place` (“row 4”); `what` follows the number: “without a text”."""
        self._counts[what] += 1
        places = self._places.setdefault(what, [])
        if place and len(places) < self._SHOWN:
            places.append(place)

    def __bool__(self) -> bool:
        return bool(self._counts)

    def __str__(self) -> str:
        """All kinds: “2 without a text (row 4, row 9), 1 not JSON (row 12)”."""
        return ", ".join(map(self._describe, self._counts))

    def _describe(self, what: str) -> str:
        count, places = self._counts[what], self._places[what]
        more = ", …" if count > len(places) else ""
        return f"{count:,} {what}" + (f" ({', '.join(places)}{more})" if places else "")


@dataclass(frozen=True, slots=True)
class Source:
    """An opened input. `name` is what paths and messages call it.

    `columns` maps `text`, `title`, `date`, `url`, `publisher` and `id` to the columns that the user named.
    `content_type` and `url` are those of a page of the web. Readers count in `unusable` the records that
    cannot be used, in `unread_dates` dates that are not understood, in `passed_over` what is no article.
    """

    name: str
    stream: BufferedReader
    columns: Mapping[str, str] = field(default_factory=dict)
    content_type: str | None = None
    url: str | None = None
    unusable: Tally = field(default_factory=Tally)
    unread_dates: Tally = field(default_factory=Tally)
    passed_over: Tally = field(default_factory=Tally)

    def read_all(self, largest: int) -> bytes:
        """The whole content. Raises `ArticleError` if it has more than `largest` bytes."""
        content = self.stream.read(largest + 1)
        if len(content) > largest:
            raise ArticleError(
                f"{self.name} is larger than the {largest // MEBIBYTE} MiB that its format allows; split it."
            )
        return content


Reader = Callable[[Source], Iterator[Record]]
"""A reader of a format. It raises `ArticleError` for what ends the file, and counts what it leaves out."""


class Places:
    """The places of the records of one file, no two of them the same."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def give(self, number: int, identifier: str | None = None) -> str:
        """The place of record `number` (from 1): its identifier, else the number.

        The second record with one identifier gets “~2” after it.
        """
        wanted = place = " ".join((identifier or "").split()) or str(number)
        times = 1
        while place in self._given:
            times += 1
            place = f"{wanted}~{times}"
        self._given.add(place)
        return place
