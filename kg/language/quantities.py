"""Quantities in English prose: "54", "more than 50", "3.6 million", "hundreds of thousands", "10 to 15".

Number words are a closed class. The word lists of libraries (text2num, word2number, quantulum3) turn
"thirty-two" into 32, but know neither "more than" nor "hundreds of thousands", and that is most of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.model import Span

_UP_TO_NINETEEN = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBER_WORDS = {word: number for number, word in enumerate(_UP_TO_NINETEEN, 1)} | {
    word: 10 * number for number, word in enumerate(_TENS, 2)
}
"""The numbers that have a word of their own: "one" to "nineteen", "twenty" to "ninety"."""
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_MANY = {"tens": 10, "dozens": 12, "scores": 20} | {f"{word}s": _SCALES[word] for word in list(_SCALES)[1:]}
NUMBER_WORD = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
"""A regular expression of these words, longer ones first."""
_SCALE = "|".join(_SCALES)
_FIRST = rf"(?:{NUMBER_WORD}|(?:half\s)?an?(?=\s(?:{_SCALE})\b))"
_WORDS = rf"{_FIRST}(?:[\s-](?:and\s)?(?:{NUMBER_WORD}|{_SCALE})\b){{0,8}}"
_NUMBER = rf"(?:(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,15}})(?:\.\d{{1,6}})?(?:[\s-](?:{_SCALE})\b)?|{_WORDS})"
_PLENTY = rf"(?:{'|'.join(_MANY)})(?:\sof\s(?:{'|'.join(_MANY)}))?"
_LEAST = r"at\sleast|no\s(?:fewer|less)\sthan|a\sminimum\sof|not\s(?:fewer|less)\sthan"
_MORE = r"(?:well\s|far\s|slightly\s|just\s)?(?:more\sthan|over|upwards?\sof|above|in\sexcess\sof|exceeding)"
_MOST = r"(?:as\smany\sas|up\sto|at\smost|no\smore\sthan|not\smore\sthan|a\smaximum\sof)"
_NEARLY = r"nearly|almost|close\sto|approaching"
_LESS = rf"(?:just\s|slightly\s)?(?:fewer\sthan|less\sthan|under|below|{_NEARLY})"
_ABOUT = r"some|about|around|roughly|approximately|an\sestimated|estimated|circa"
_APPROXIMATE = re.compile(rf"(?:{_ABOUT})\b", re.IGNORECASE)
_NEAR_BELOW = re.compile(rf"(?:just\s|slightly\s)?(?:{_NEARLY})\b", re.IGNORECASE)
_VAGUE = re.compile(rf"(?:{_PLENTY}|several)\b", re.IGNORECASE)
_DOZEN = re.compile(r"\bdozen\b", re.IGNORECASE)
# A smaller number is counted, not rounded; "about 100" is 90 to 110 at least.
_LEAST_ROUNDED = 50
_ABOUT_SHARE = 0.1
_SPACES = re.compile(r"[\s-]+")


@cache
def _quantity_pattern() -> re.Pattern[str]:
    # Compiled on first use: it takes longer than a question that has no numbers.
    return re.compile(
        rf"""(?<![\w$€£#@/.,:+'’-])
    (?:(?:(?P<least>{_LEAST})|(?P<more>{_MORE})|(?P<most>{_MOST})|(?P<less>{_LESS})|(?P<about>{_ABOUT}))\s
      (?:(?:some|about|around|an\sestimated)\s)?)?
    (?:(?P<many>{_PLENTY})
    |(?P<several>several\s(?P<of>hundred|thousand|million|dozen))
    |(?:(?:between|from)\s(?=[\w.,]{{1,20}}(?:\s\w{{1,9}})?\s(?:to|and)\s))?(?P<low>{_NUMBER})(?:(?:\s(?:to|and|or)\s|\s?[-–—]\s?)(?P<high>{_NUMBER}))?)
    (?![\w%/°]|[-–—'’:]\w|[.,]\d)""",
        re.VERBOSE | re.IGNORECASE,
    )


@dataclass(frozen=True, slots=True)
class Quantity:
    """Words that give a number: at least `least`, at most `most`; None where that bound is not given."""

    span: Span
    least: float | None
    most: float | None
    bare: bool
    """Whether it is digits or a word alone, without "more than", "million" or thousands separators."""


def find_quantities(view: str, start: int, end: int) -> Iterator[Quantity]:
    """The quantities in `view[start:end]`, in order, none overlapping another."""
    position = start
    pattern = _quantity_pattern()
    while match := pattern.search(view, position, end):
        quantity = _quantity(match)
        position = quantity.span.end
        yield quantity


def is_approximate(words: str) -> bool:
    """Whether `words`, a quantity, say "about"."""
    return _APPROXIMATE.match(words) is not None


def is_nearly(words: str) -> bool:
    """Whether `words`, a quantity, say "nearly" or the like."""
    return _NEAR_BELOW.match(words) is not None


def is_vague(words: str) -> bool:
    """Whether `words` are "hundreds" or the like."""
    return _VAGUE.search(words) is not None


def number_of(words: str) -> float:
    """The number that `words` name: "1,300", "3.6 million", "thirty-two", "half a million"."""
    total, part = 0.0, 0.0
    for word in _SPACES.split(words.lower()):
        if word in ("hundred", "dozen"):
            part = (part or 1) * _SCALES[word]
        elif word in _SCALES:
            total, part = total + (part or 1) * _SCALES[word], 0
        elif word == "half":
            part = 0.5
        elif word in NUMBER_WORDS:
            part += NUMBER_WORDS[word]
        elif word[:1].isdecimal():
            part += float(word.replace(",", ""))
    # "3.6 million" is 3,600,000 and not 3,600,000.0000000005.
    return round(total + part, 6)


def rounding_of(number: float, words: str) -> float:
    """How far off `number` may be, as `words` write it: half a unit of its last digit that is not nought.

    "3.6 million" may be off by 50,000, "900" by 50, "a dozen" by two. A number below 50 is exact unless the
    words say "about".
    """
    dozen = 2.0 if _DOZEN.search(words) else 0.0
    if number < _LEAST_ROUNDED and not is_approximate(words):
        return dozen
    exponent = Decimal(str(number)).normalize().as_tuple().exponent
    half = 0.5 * 10.0 ** int(exponent) if exponent else 0.0
    return max(half, dozen, _ABOUT_SHARE * number if is_approximate(words) else 0.0)


def _quantity(match: re.Match[str]) -> Quantity:
    span = Span(match.start(), match.end())
    if match["many"]:
        # Hundreds are two at least; tens of thousands, as they are more than "thousands", twenty thousand.
        number = 2.0
        for word in match["many"].lower().split():
            number *= _MANY.get(word, 1)
        return Quantity(span, number, None, False)
    if match["several"]:
        return Quantity(span, 2.0 * _SCALES[match["of"].lower()], None, False)
    low = number_of(match["low"])
    if match["high"]:
        high = number_of(match["high"])
        scale = _SCALES.get(_SPACES.split(match["high"].lower())[-1], 1)
        # "3 to 4 million": the scale is that of both.
        low = low * scale if low * scale < high else low
        joint = match.string[match.end("low") : match.start("high")].strip().lower()
        if low < high and (joint != "and" or "between" in match.group().lower()):
            return Quantity(span, low, high, False)
        # "five and six" are two quantities, of which this is the first.
        span = Span(match.start(), match.end("low"))
        low = number_of(match["low"])
    qualified = any(match[name] for name in ("least", "more", "most", "less", "about"))
    bare = not qualified and not re.search(r"[,\s]", match["low"])
    return Quantity(span, *_range(match, low), bare)


def _range(match: re.Match[str], number: float) -> tuple[float | None, float | None]:
    if match["least"]:
        return number, None
    if match["more"]:
        return number + (number == int(number)), None
    if match["most"]:
        return None, number
    if match["less"]:
        strict = re.match(r"(?:\w+\s)?(?:fewer|less|under|below)", match["less"], re.IGNORECASE)
        return None, number - bool(strict and number == int(number))
    return number, number
