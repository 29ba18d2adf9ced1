"""The context of a figure: what of its words and its sentence tells whether another report is of the same."""

import re
from functools import cache

from kg.data import clears_with_data
from kg.language.dates import Dates
from kg.language.figure_words import alternatives, figure_words
from kg.language.folding import words_of
from kg.language.lexicon import lexicon
from kg.language.quantities import is_approximate, is_vague
from kg.language.stems import stem
from kg.model import FigureContext, Span
from kg.text.text import Text

_PERIOD = re.compile(
    r"""\b(?:since|so\sfar|to\sdate|annually|daily|weekly|monthly|yearly|(?:per|each|every|an?)\s(?:day|week|month|year)
    |(?:in|over|during|within|for|of)\s(?:only\s|just\s|less\sthan\s|the\s)*(?:(?:past|last|previous|first)\s)?
     (?:an?\s(?:single\s)?|one\s|\d+\s|two\s|three\s|four\s|five\s|six\s|several\s)?(?:single\s)?
     (?:hours?|days?|weeks?|months?|years?|decades?))\b""",
    re.VERBOSE | re.IGNORECASE,
)
# Code points of the sentence on either side of a figure; more is no sentence that people write.
_REACH = 300
_NEAR = 20
# "two of the soldiers", "12 of them": a part of whom is counted.
_PART = re.compile(r"\s(?:out\s)?of\s(?:the|his|her|its|their|our|those|these|all)\s", re.IGNORECASE)
_PART_BEHIND = re.compile(r"\s(?:out\s)?of\s(?:them|whom|which|those|these|the)\b", re.IGNORECASE)
_LONGER_WORD = re.compile(r"[^\W\d_]{4,}")


def context_of(text: Text, dates: Dates, figure: Span) -> FigureContext:
    """The context of the figure that stands at the span `figure` of `text`."""
    whole = text.sentences.around(figure.start) or figure
    end = min(max(whole.end, figure.end), figure.end + _REACH)
    sentence = Span(max(whole.start, figure.start - _REACH), end)
    words, wording = sentence.of(text.view), figure.of(text.view)
    found = list(dates.inside(sentence))
    return FigureContext(
        is_approximate=is_approximate(wording),
        is_vague=is_vague(wording),
        is_remainder=_is_remainder(text.view, figure),
        is_unsettled=_unsettled().search(words) is not None,
        sentence=sentence,
        latest=dates.latest_written_day,
        dates=tuple(date.resolved for date in found if date.resolved),
        weekdays=frozenset(date.weekday for date in found if date.weekday and not date.resolved),
        undated=frozenset(date.core.of(text.view).lower() for date in found if not date.resolved),
        periods=frozenset(" ".join(match.group().lower().split()) for match in _PERIOD.finditer(words)),
        countries=_countries(words),
        stems=frozenset(stem(word.lower()) for word in _LONGER_WORD.findall(words)),
    )


def _countries(words: str) -> frozenset[str]:
    found = (lexicon().country_of(word) for word in words_of(words) if word[0].isupper())
    return frozenset(country.name for country in found if country)


def _is_remainder(view: str, figure: Span) -> bool:
    """Whether others have been counted before; "more than 50" does not say so, "two of the soldiers" does."""
    wording = figure.of(view)
    after = view[figure.end : figure.end + _NEAR]
    return bool(_remainder().search(wording) or _PART.search(wording) or _PART_BEHIND.match(after))


@clears_with_data
@cache
def _remainder() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(figure_words().others)})\b(?!\sthan)", re.IGNORECASE)


@clears_with_data
@cache
def _unsettled() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(figure_words().unsettled)})\b", re.IGNORECASE)
