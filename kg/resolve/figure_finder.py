"""The figures of a statement: how many, of what, and what happened to them.

A quantity is a figure where it counts something: a plural follows it ("54 regime targets"), or its
clause says what happened to those who are counted ("another five were wounded"). Dates, ages, distances,
amounts of money and numbers in names count nothing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from kg.data import clears_with_data
from kg.language.dates import Dates
from kg.language.figure_words import alternatives, figure_words
from kg.language.lexicon import singular
from kg.language.noun_phrases import read_noun_phrase
from kg.language.quantities import NUMBER_WORD, Quantity, find_quantities
from kg.model import Figure, Span
from kg.resolve.figure_context import context_of
from kg.text.text import Text
from kg.text.written import FILLER

# Code points on either side of a figure in which its outcome is looked for, and its noun phrase at most.
_REACH = 90
_LONGEST = 120
_OF = re.compile(r"\s+(?:of\s+)?(?:(?:the|his|her|its|their|our|those|these)\s+)?")
_SHARE_OF = re.compile(r"\s+of\s+(?:(?:the|all|his|her|its|their|our|those|these)\s+)?")
_WORD = re.compile(rf"[^\W_](?:[\w.&'{FILLER}-]*[\w{FILLER}])?")
# "Article 50", "Group of 20", "Boeing 737": a number that belongs to the name before it.
_NAME_BEFORE = re.compile(r"(?:[A-Z][\w.-]*|No\.)(?:\sof)?\s$")
# "8 in 10 voters", "nine of 10": ten is not how many there are.
_SHARE_BEFORE = re.compile(rf"\b(?:\d+|{NUMBER_WORD})\s(?:in|of|out\sof)\s$", re.IGNORECASE)
_OPENS = re.compile(r"(?:^|[.!?:;\"(\n]\s*)[A-Z]\w*(?:\sof)?\s$")
_JOINED = re.compile(r'[\s"]*(?:,\s*)?(?:and|or|as well as|plus|along with)?\s*(?:another\s|an?\s)?')
_BREAK = re.compile(r"[.;:!?\n]\s|,\s+(?:and|but|while|after|as|when)\b|\s(?:but|while|after|when|that)\s")


@dataclass(frozen=True, slots=True)
class _Counted:
    """A quantity with the noun phrase it counts; `end` is where both end."""

    quantity: Quantity
    words: str
    plural: bool
    end: int


def find_figures(text: Text, dates: Dates, content: Iterable[Span]) -> tuple[Figure, ...]:
    """The figures in the spans `content` of `text`, in order; each span has quantity and counted together."""
    return tuple(figure for span in content for figure in _figures(text, dates, span))


def find_own_figures(text: Text, dates: Dates, content: Iterable[Span]) -> tuple[Figure, ...]:
    """The figures that the article gives itself, outside of `content` and of noise, in order."""
    taken = sorted([*content, *text.noise])
    return find_figures(text, dates, (gap for one in text.paragraphs for gap in _gaps(one, taken)))


def _gaps(whole: Span, taken: Iterable[Span]) -> Iterator[Span]:
    """The parts of `whole` outside of `taken`, which is sorted."""
    start = whole.start
    for one in taken:
        if one.end <= start or one.start >= whole.end:
            continue
        if start < one.start:
            yield Span(start, one.start)
        start = one.end
    if start < whole.end:
        yield Span(start, whole.end)


def _figures(text: Text, dates: Dates, span: Span) -> Iterator[Figure]:
    view = text.view
    counted = [
        _counted(view, dates, quantity, span.end)
        for quantity in find_quantities(view, span.start, span.end)
        if not dates.overlap(quantity.span) and not _is_named(view, quantity, span.start)
    ]
    for item, outcome in zip(counted, _outcomes(view, counted, span), strict=True):
        if outcome or item.plural:
            quantity = item.quantity
            place = Span(quantity.span.start, item.end if item.words else quantity.span.end)
            words, context = place.of(text.raw), context_of(text, dates, place)
            yield Figure(place, words, quantity.least, quantity.most, item.words, outcome, context)


def _outcomes(view: str, counted: list[_Counted], span: Span) -> list[str | None]:
    """The outcome of each of `counted`; what is joined by "and" shares it."""
    outcomes = [_before(view, item, span) or _after(view, item, span) for item in counted]
    joined = [number for number, pair in enumerate(pairwise(counted)) if _is_joined(view, *pair)]
    for number in joined:
        outcomes[number + 1] = outcomes[number + 1] or outcomes[number]
    for number in reversed(joined):
        outcomes[number] = outcomes[number] or outcomes[number + 1]
    return outcomes


def _is_named(view: str, quantity: Quantity, start: int) -> bool:
    before = view[max(start, quantity.span.start - 40) : quantity.span.start]
    if _SHARE_BEFORE.search(before):
        return True
    return quantity.bare and bool(_NAME_BEFORE.search(before)) and not _OPENS.search(before)


def _counted(view: str, dates: Dates, quantity: Quantity, end: int) -> _Counted:
    """What `quantity` counts: the noun phrase right after it, up to its first plural."""
    known, at = figure_words(), quantity.span.end
    opening = _OF.match(view, at, end)
    start = opening.end() if opening else end
    phrase = read_noun_phrase(view, dates, start, min(end, start + _LONGEST))
    if not phrase or phrase.is_pronoun or phrase.span.start != start:
        return _Counted(quantity, "", False, at)
    matches = list(_WORD.finditer(view, start, phrase.span.end))
    singly = quantity.least == quantity.most == 1
    words, plural, stop = _up_to_plural(matches)
    if not words or (singly and plural):
        # "one of the reasons" counts nothing.
        return _Counted(quantity, "", False, at)
    if singular(words[-1].lower()) in known.measures:
        # "15 km": a measure has no outcome, either.
        return _Counted(quantity, "", False, stop)
    if not plural and not singly:
        return _Counted(quantity, "", False, at)
    whole = _SHARE_OF.match(view, stop, end) if words[-1].lower() in ("percent", "cent") else None
    of = read_noun_phrase(view, dates, whole.end(), min(end, whole.end() + _LONGEST)) if whole else None
    if of and not of.is_pronoun:
        return _Counted(quantity, f"{' '.join(words)} of {of.kind}", True, of.span.end)
    return _Counted(quantity, " ".join(words), plural, stop)


def _up_to_plural(matches: list[re.Match[str]]) -> tuple[list[str], bool, int]:
    """The words of `matches` up to the first plural, whether there is one, and the end of the last."""
    known = figure_words()
    words: list[str] = []
    stop = 0
    forms = [match.group().replace(FILLER, "") for match in matches]
    for match, word, following in zip(matches, forms, [*forms[1:], ""], strict=False):
        low = word.lower()
        if low == "of" or (words and low in known.passive) or (not words and low.endswith("ing")):
            break
        stop = match.end()
        if not words and (low in known.others or low[0].isdecimal()):
            continue
        words.append(word)
        # "personnel carriers": not yet the head.
        if _is_plural(word) and not (low in known.plurals and _is_plural(following)):
            return words, True, stop
    return words, False, stop


def _is_plural(word: str) -> bool:
    low = word.lower()
    regular = low.endswith("s") and singular(low) != low and "'" not in word and "." not in word
    return low in figure_words().plurals or (regular and not word.isupper())


def _is_joined(view: str, first: _Counted, second: _Counted) -> bool:
    """Whether nothing but "and" or a comma stands between the two."""
    return _JOINED.fullmatch(view, first.end, second.quantity.span.start) is not None


def _before(view: str, item: _Counted, span: Span) -> str | None:
    """The outcome that a verb right before the number gives, or else the first word of what is counted."""
    start = max(span.start, item.quantity.span.start - _REACH)
    match = _active().search(view[start : item.quantity.span.start])
    known = figure_words()
    if match:
        return known.active[_form(match.group(1))]
    first = item.words.split(" ")[0].lower()
    return known.passive.get(first) if " " in item.words else None


def _after(view: str, item: _Counted, span: Span) -> str | None:
    """The outcome that is given behind what is counted, in the same clause."""
    known = figure_words()
    rest = view[item.end : min(span.end, item.end + _REACH)]
    broken = _BREAK.search(rest)
    match = _passive().match(rest[: broken.start()] if broken else rest)
    if match is None:
        return None
    form = _form(match.group("passive") or match.group("own"))
    return known.passive.get(form) or known.own.get(form)


def _form(words: str) -> str:
    return " ".join(words.lower().replace(FILLER, "").split())


@clears_with_data
@cache
def _active() -> re.Pattern[str]:
    forms = alternatives(figure_words().active)
    return re.compile(
        rf'\b({forms})[\s"{FILLER}]+(?:(?:a\stotal\sof|another|the|an?|all|only|just|also|(?:the\s)?lives\sof)\s)*$',
        re.IGNORECASE,
    )


@clears_with_data
@cache
def _passive() -> re.Pattern[str]:
    known = figure_words()
    return re.compile(
        rf"""\s+(?:of\sthem\s)?(?:who\s|that\s)?
        (?:(?!(?:and|or|was|were|is|are|be|been|has|have|had|will|would|who|to|said)\b)[\w'-]+\s+){{0,5}}?
        (?:(?:(?:was|were|is|are|be|been|being|has|have|had|got|will|would|also|since|now|already|reportedly|left)\s+)*
          (?P<passive>{alternatives(known.passive)})(?!\s+(?:the|an?|\d\S*|more|at\sleast|his|her|their|its)\b)
        |(?:(?:has|have|had|will|would|also|since|already|reportedly)\s+)*(?P<own>{alternatives(known.own)}))\b""",
        re.VERBOSE | re.IGNORECASE,
    )
