"""Archives of any size from a few articles that were read: each with other names, days, numbers and words.

Whatever takes the place of a word has as many code points, so the offsets of what was read stay valid: a
variant is an article and an extraction. Within one variant a word always becomes the same word.

- Names of persons and bodies become invented ones. Of n variants, the most frequent form of a name takes a
  sixth, and the number of different forms grows with n to the power `GROWTH`, as names do in PolNeAR train.
  Names that a tenth of the articles have, places, and the words of kg's word lists stay.
- Half of the common words become other words of the same texts, and rare words invented ones; else every
  statement would be said again in each variant.
- Numbers become other numbers, days other days of the month; the dates are spread over `YEARS`.
- Some variants are reprints: the words of the variant before, some days later, with other numbers.
"""

import calendar
import re
from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from hashlib import blake2b
from itertools import accumulate

from kg.data import data_names, read_csv, shipped_text
from kg.model import Article, Attribution, Extraction
from kg.text.article_files import make_article
from kg.text.metadata import Metadata

GROWTH = 0.8
"""Exponent of the number of different names by the number of articles; PolNeAR train has 0.83 to 0.93."""
YEARS = 10
_LAST_YEAR = 2020
_REPRINTS = 0.03
# Days from an article to its reprint, at most.
_LATER = 3
# Of the words of a reprint, these are new.
_RETOLD = 0.02
# Names that more of the articles have are the same in all variants.
_KEPT_SHARE = 0.1
_CHANGED_SHARE = 0.5
_LEAST_LENGTH = 4
_MOST_FREQUENT = 300
_TOKEN = re.compile(
    # What the view of a text repairs, and addresses: they stay.
    r"&\s?#\s?\d+\s?;|&\w+;|,quot;|%\w+%|\S*(?:://|www\.|@)\S*"
    r"|(?P<word>[^\W\d_]+)|(?P<number>[0-9]+)"
)
# Numbers that become others of their row: hours and days, days, and what is no day.
_CYCLES = ((1, 9), (10, 28), (32, 99))
_MOST_DIGITS = 15
_GIVEN_NAMES = "given_names.csv"
_VOWELS, _CONSONANTS = "aeiou", "bcdfghklmnprstvw"


@dataclass(frozen=True, slots=True)
class Read:
    """An article and what the models read in it."""

    article: Article
    extraction: Extraction


class Variation:
    """Variants of `base`. Each depends on `base` and its number alone."""

    def __init__(self, base: Sequence[Read]) -> None:
        """Learn from `base` which words are names, common or rare. Raises `ValueError` if it is empty."""
        if not base:
            raise ValueError("there are no articles to vary")
        self._base = base
        self._vocabulary = _Vocabulary(base)
        self._owners = [_owners(one) for one in base]

    def variant(self, number: int) -> Read:
        """The article with this number, from 0: of the articles in turn, each time another variant."""
        turn, place = divmod(number, len(self._base))
        read = self._base[place]
        draw = _Draw(read.article.id, turn)
        changed = _Changed(self._vocabulary, self._owners[place], draw)
        known = read.article
        article = make_article(
            changed.text(known.text),
            f"{number}",
            Metadata(
                known.title and changed.text(known.title), known.publisher, draw.day(known.published_on)
            ),
        )
        ids = {one.id: f"st-{_digest(article.id, one.id)}" for one in read.extraction.attributions}

        def moved(one: Attribution) -> Attribution:
            within = one.within and ids[one.within]
            return replace(one, id=ids[one.id], within=within, text=changed.text(one.text))

        return Read(
            article, replace(read.extraction, attributions=tuple(map(moved, read.extraction.attributions)))
        )


class _Vocabulary:
    """The words of articles, in lower case, by what becomes of them."""

    def __init__(self, base: Sequence[Read]) -> None:
        spread: Counter[str] = Counter()
        small: Counter[str] = Counter()
        for read in base:
            words = _words(read.article.text)
            spread.update({one.lower() for one in words})
            small.update(one for one in words if one.islower())
        kept = _listed_words() | {word for word, _ in small.most_common(_MOST_FREQUENT)}
        names: set[str] = set()
        for read in base:
            for name in read.extraction.names:
                words = _words(name.span.of(read.article.text))
                if name.kind in ("person", "organisation"):
                    names |= {one.lower() for one in words if one[0].isupper() and one.lower() not in small}
                else:
                    kept |= {one.lower() for one in words}
        kept |= {one for one in names if spread[one] > max(1, _KEPT_SHARE * len(base))}
        self.names = frozenset(one for one in names - kept if len(one) >= _LEAST_LENGTH)
        others = {one for one in small if len(one) >= _LEAST_LENGTH} - kept - names
        self.rare = frozenset(one for one in others if spread[one] == 1)
        self._common: dict[int, list[str]] = {}
        for word in sorted(others - self.rare):
            self._common.setdefault(len(word), []).append(word)
        self.common = frozenset(others - self.rare)
        self._weights = {
            length: list(accumulate(small[one] for one in words)) for length, words in self._common.items()
        }
        self._genders = _genders()
        self._given: dict[tuple[str, int], list[str]] = {}
        for word, gender in sorted(self._genders.items()):
            self._given.setdefault((gender, len(word)), []).append(word)

    def common_word(self, length: int, part: float) -> str:
        """A common word of this length, the more frequent the likelier; `part` is from 0 to 1."""
        weights = self._weights[length]
        return self._common[length][min(bisect(weights, part * weights[-1]), len(weights) - 1)]

    def given_name(self, like: str, part: float) -> str | None:
        """A given name of the gender and length of `like`, or None if `like` is none."""
        names = self._given.get((self._genders.get(like, ""), len(like)))
        return names[int(part * len(names))] if names else None


@dataclass(frozen=True)
class _Draw:
    """What is drawn for one variant of one article, the same at each call."""

    article: str
    turn: int

    def part(self, word: str, what: str) -> float:
        """A number from 0 to 1; in a reprint nearly always that of the earlier variant."""
        if self._earlier and self._drawn("retold", word) >= _RETOLD:
            return self._earlier.part(word, what)
        return self._drawn(what, word)

    def rank(self, name: str) -> int:
        """Which form a name has, from 0: the nth has a share of n to the power -1 / `GROWTH`."""
        return int((1 - self.part(name, "rank")) ** (-1 / (1 / GROWTH - 1))) - 1

    def number(self, digits: str) -> str:
        """Another number as long. A day stays a day of its month, a year becomes that of the variant."""
        value = int(digits)
        if len(digits) == 4 and 1900 <= value < 2100:
            return str(value - self.years)
        for low, high in _CYCLES:
            if low <= value <= high and len(digits) == len(str(low)):
                return str(low + (value - low + self.shift) % (high - low + 1))
        if not 3 <= len(digits) <= _MOST_DIGITS or digits[0] == "0":
            return digits
        least = 10 ** (len(digits) - 1)
        return str(least + int(9 * least * self._drawn("number", digits)))

    def day(self, published_on: date | None) -> date:
        """When the variant was published."""
        month = 1 + int(12 * _part(self.article, "month"))
        known = published_on or date(_LAST_YEAR, month, 1 + int(28 * _part(self.article, "day")))
        year, day = known.year - self.years, int(self.number(str(known.day)))
        return date(year, known.month, min(day, calendar.monthrange(year, known.month)[1]))

    @cached_property
    def years(self) -> int:
        """How many years earlier than the article the variant is."""
        return self._earlier.years if self._earlier else int(YEARS * self._drawn("years"))

    @cached_property
    def shift(self) -> int:
        """What is added to small numbers and days."""
        if self._earlier:
            return self._earlier.shift + 1 + int(_LATER * self._drawn("later"))
        return int(1000 * self._drawn("shift"))

    @cached_property
    def _earlier(self) -> "_Draw | None":
        """The variant of which this one is a reprint, if it is one."""
        return (
            _Draw(self.article, self.turn - 1) if self.turn and self._drawn("reprint") < _REPRINTS else None
        )

    def _drawn(self, *what: str) -> float:
        return _part(self.article, self.turn, *what)


class _Changed:
    """The words of one variant."""

    def __init__(self, vocabulary: _Vocabulary, owners: dict[str, str], draw: _Draw) -> None:
        self._vocabulary, self._owners, self._draw = vocabulary, owners, draw
        self._known: dict[str, str] = {}

    def text(self, text: str) -> str:
        """`text`, or a part of it, as the variant has it."""
        return _TOKEN.sub(self._token, text)

    def _token(self, match: re.Match[str]) -> str:
        token = match[0]
        if match["number"]:
            return self._draw.number(token)
        word = token.lower()
        if not match["word"] or len(word) != len(token):
            return token
        # “Party” and “Bill” may be parts of names, though they are common words.
        if word not in self._vocabulary.names and not token.islower():
            return token
        if word not in self._known:
            self._known[word] = self._other(word)
        return _with_case_of(token, self._known[word])

    def _other(self, word: str) -> str:
        vocabulary, draw = self._vocabulary, self._draw
        if word in vocabulary.names:
            owner = self._owners.get(word, word)
            rank = draw.rank(owner)
            given = vocabulary.given_name(word, _part(word, rank)) if owner != word and rank else None
            return given or _invented(word, rank)
        if word in vocabulary.rare:
            return _invented(word, draw.rank(word))
        if word in vocabulary.common and draw.part(word, "changes") < _CHANGED_SHARE:
            return vocabulary.common_word(len(word), draw.part(word, "word"))
        return word


def _owners(read: Read) -> dict[str, str]:
    """For each word of a name, the last word of the longest name with it: they change together."""
    names = sorted(
        (
            _words(one.span.of(read.article.text).lower())
            for one in read.extraction.names
            if one.kind != "date"
        ),
        key=lambda words: (-len(words), words),
    )
    owners: dict[str, str] = {}
    for words in names:
        for word in words:
            owners.setdefault(word, owners.get(words[-1], words[-1]))
    return owners


def _invented(word: str, rank: int) -> str:
    """The form of `word` with this rank, as long, with the same first letter; 0 is `word` itself."""
    if not rank:
        return word
    digest = _digest(word, rank)
    letters = [
        letter if not place or not letter.isalpha() else _letter(letter, digest, place)
        for place, letter in enumerate(word)
    ]
    return "".join(letters)


def _letter(letter: str, digest: str, place: int) -> str:
    letters = _VOWELS if letter in _VOWELS else _CONSONANTS
    return letters[_number(digest, place) % len(letters)]


def _with_case_of(token: str, word: str) -> str:
    return "".join(new.upper() if old.isupper() else new for old, new in zip(token, word, strict=True))


def _words(text: str) -> list[str]:
    return [match["word"] for match in _TOKEN.finditer(text) if match["word"]]


@cache
def _listed_words() -> frozenset[str]:
    """The words of kg's word lists, without given names."""
    names = (name for name in data_names() if name != _GIVEN_NAMES)
    return frozenset(one.lower() for name in names for one in _words(shipped_text(name)))


@cache
def _genders() -> dict[str, str]:
    """The genders of given names."""
    return {row["name"]: row["gender"] for row in read_csv(_GIVEN_NAMES)}


def _number(*what: str | int) -> int:
    """A number that depends on `what` alone, below 2 to the power 64."""
    return int(_digest(*what), 16)


def _part(*what: str | int) -> float:
    """A number from 0, below 1, that depends on `what` alone."""
    return (_number(*what) >> 11) / 2**53


def _digest(*what: str | int) -> str:
    return blake2b("\0".join(map(str, what)).encode(), digest_size=8).hexdigest()
