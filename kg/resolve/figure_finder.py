"""The figures of a statement: how many, of what, and what befell them.

A quantity is a figure where it counts something: a plural follows it ("54 regime targets"), or its
clause says what befell those who are counted ("another five were wounded"). Dates, ages, distances,
amounts of money and numbers in names count nothing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from kg.language.dates import find_dates
from kg.language.figure_words import alternatives, figure_words
from kg.language.lexicon import singular
from kg.language.noun_phrases import read_noun_phrase
from kg.language.quantities import Quantity, find_quantities
from kg.model import Figure, Span
from kg.text.view import FILLER

# Code points on either side of a figure in which its fate is looked for, and its noun phrase at most.
_REACH = 90
_LONGEST = 120
_OF = re.compile(r"\s+(?:of\s+)?(?:(?:the|his|her|its|their|our|those|these)\s+)?")
_SHARE_OF = re.compile(r"\s+of\s+(?:(?:the|all|his|her|its|their|our|those|these)\s+)?")
_WORD = re.compile(rf"[^\W_](?:[\w.&'{FILLER}-]*[\w{FILLER}])?")
# "Article 50", "Group of 20", "Boeing 737": a number that belongs to the name before it.
_NAME_BEFORE = re.compile(r"(?:[A-Z][\w.-]*|No\.)(?:\sof)?\s$")
# "8 in 10 voters", "nine of 10": ten is not how many there are.
_SHARE_BEFORE = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine)\s(?:in|of|out\sof)\s$", re.IGNORECASE
)
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
    fate: str | None = None


def find_figures(view: str, text: str, content: Iterable[Span]) -> tuple[Figure, ...]:
    """The figures in the spans `content`, in order.

    `view` is the `normalised_view` of `text`, of the same length; the spans of the figures, quantity
    and counted together, are those of `text`, in code points.
    """
    return tuple(figure for span in content for figure in _of_span(view, text, span))


def _of_span(view: str, text: str, span: Span) -> Iterator[Figure]:
    dates = [one.span for one in find_dates(view, span.start, span.end)]
    counted = [
        _counted(view, one, span.end)
        for one in find_quantities(view, span.start, span.end)
        if not any(one.span.overlaps(date) for date in dates) and not _is_named(view, one, span.start)
    ]
    befallen = [_before(view, one, span) or _after(view, one, span) for one in counted]
    joined = [_is_joined(view, one, other) for one, other in pairwise(counted)]
    for number in range(len(joined)):
        if joined[number] and befallen[number + 1] is None:
            befallen[number + 1] = befallen[number]
    for number in reversed(range(len(joined))):
        if joined[number] and befallen[number] is None:
            befallen[number] = befallen[number + 1]
    for one, fate in zip(counted, befallen, strict=True):
        if fate or one.plural:
            end = one.end if one.words else one.quantity.span.end
            place = Span(one.quantity.span.start, end)
            least, most = one.quantity.least, one.quantity.most
            yield Figure(place, place.of(text), least, most, one.words, fate)


def _is_named(view: str, quantity: Quantity, start: int) -> bool:
    before = view[max(start, quantity.span.start - 40) : quantity.span.start]
    if _SHARE_BEFORE.search(before):
        return True
    return quantity.bare and bool(_NAME_BEFORE.search(before)) and not _OPENS.search(before)


def _counted(view: str, quantity: Quantity, end: int) -> _Counted:
    """What `quantity` counts: the noun phrase at once after it, up to its first plural."""
    known, at = figure_words(), quantity.span.end
    opening = _OF.match(view, at, end)
    phrase = read_noun_phrase(view, opening.end(), min(end, opening.end() + _LONGEST)) if opening else None
    if not opening or not phrase or phrase.is_pronoun or phrase.span.start != opening.end():
        return _Counted(quantity, "", False, at)
    matches = list(_WORD.finditer(view, phrase.span.start, phrase.span.end))
    singly = quantity.least == quantity.most == 1
    words, plural, stop = _up_to_plural([(one.group().replace(FILLER, ""), one.end()) for one in matches])
    if not words or (singly and plural):
        # "one of the reasons" counts nothing.
        return _Counted(quantity, "", False, at)
    if singular(words[-1].lower()) in known.measures:
        # "15 km": nothing that a fate could befall, either.
        return _Counted(quantity, "", False, stop)
    if not plural and not singly:
        return _Counted(quantity, "", False, at)
    whole = _SHARE_OF.match(view, stop, end) if words[-1].lower() in ("percent", "cent") else None
    of = read_noun_phrase(view, whole.end(), min(end, whole.end() + _LONGEST)) if whole else None
    if of and not of.is_pronoun:
        return _Counted(quantity, f"{' '.join(words)} of {of.kind}", True, of.span.end)
    return _Counted(quantity, " ".join(words), plural, stop)


def _up_to_plural(given: list[tuple[str, int]]) -> tuple[list[str], bool, int]:
    """The words of `given` up to the first plural, whether there is one, and the end of the last."""
    known = figure_words()
    words: list[str] = []
    stop = 0
    for number, (word, end) in enumerate(given):
        low = word.lower()
        if low == "of" or (words and low in known.passive) or (not words and low.endswith("ing")):
            break
        stop = end
        if not words and (low in known.others or low[0].isdecimal()):
            continue
        words.append(word)
        following = given[number + 1][0].lower() if number + 1 < len(given) else ""
        # "personnel carriers": not yet the head.
        if _is_plural(word) and not (low in known.plurals and _is_plural(following)):
            return words, True, stop
    return words, False, stop


def _is_plural(word: str) -> bool:
    low = word.lower()
    regular = low.endswith("s") and singular(low) != low and "'" not in word and "." not in word
    return low in figure_words().plurals or (regular and not word.isupper())


def _is_joined(view: str, one: _Counted, other: _Counted) -> bool:
    """Whether nothing but "and" or a comma stands between the two."""
    return _JOINED.fullmatch(view, one.end, other.quantity.span.start) is not None


def _before(view: str, one: _Counted, span: Span) -> str | None:
    """The fate that a verb at once before the number tells, or the first word of what is counted."""
    start = max(span.start, one.quantity.span.start - _REACH)
    match = _active().search(view[start : one.quantity.span.start])
    known = figure_words()
    if match:
        return known.active[_form(match.group(1))]
    first = one.words.split(" ")[0].lower()
    return known.passive.get(first) if " " in one.words else None


def _after(view: str, one: _Counted, span: Span) -> str | None:
    """The fate that is told of what is counted behind it, in the same clause."""
    known = figure_words()
    rest = view[one.end : min(span.end, one.end + _REACH)]
    broken = _BREAK.search(rest)
    match = _passive().match(rest[: broken.start()] if broken else rest)
    if match is None:
        return None
    form = _form(match.group("passive") or match.group("own"))
    return known.passive.get(form) or known.own.get(form)


def _form(words: str) -> str:
    return " ".join(words.lower().replace(FILLER, "").split())


@cache
def _active() -> re.Pattern[str]:
    forms = alternatives(figure_words().active)
    return re.compile(
        rf'\b({forms})[\s"{FILLER}]+(?:(?:a\stotal\sof|another|the|an?|all|only|just|also|(?:the\s)?lives\sof)\s)*$',
        re.IGNORECASE,
    )


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
