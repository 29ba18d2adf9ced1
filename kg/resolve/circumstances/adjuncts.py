"""Phrases around a cue that say when, to whom, through what and where something was said.

A stretch of text is read for prepositional phrases whose head noun is a medium, an occasion or a
listener (`data/circumstances.toml`), and for dates. Which stretches belong to which statement is
the matter of `kg.resolve.circumstances.circumstance_finder`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.language.dates import DateWords, find_dates
from kg.language.lexicon import lexicon
from kg.language.noun_phrases import NounPhrase, read_noun_phrase
from kg.language.saying_words import saying_words
from kg.model import Name, Span
from kg.text.span_index import SpanIndex
from kg.text.view import FILLER

_OPENER = re.compile(
    r"""(?<![\w-])(?i:
      (?P<sidelines>on\sthe\s(?:sidelines|margins|fringes)\sof)
    | (?P<to>(?:speaking|spoke|speaks|talking|talked)(?:\s\w+)?\s(?:to|with|before))
    | (?P<object>addressing|briefing|telling)
    | (?P<made>issu(?:ed?|es|ing)|releas(?:ed?|es|ing)|post(?:ed|s|ing)?|sen[dt](?:s|ing)?|circulat(?:ed|ing)
        |publish(?:ed|es|ing)?|deliver(?:ed|s|ing)?|g[ai]ves?|giving|writes?|wrote|penned|put\sout)
    | (?P<preposition>in|at|during|on|via|by|through|over)
    )\s+""",
    re.VERBOSE,
)
# What a date does not say when something was said after: "since Friday", "a Tuesday deadline".
_BEFORE_DATE = re.compile(
    r"""\b(?:since|until|till|by|from|before|after|through|of|for|to|between|than|about|around|nearly|almost
    |like|as|the|an?|his|her|their|its|our|my|every|each|that|and|or|coming|upcoming|following|past|ahead|next
    |previous)\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST_BEFORE_DATE = 15
_RECIPIENT = re.compile(r"\s+(?:to|with|before)\s+")
_PUBLICATION = re.compile(
    r"(?:\s*,?\s*(?:published|airing|aired|broadcast|released|issued|posted|given|taped|recorded|conducted|held"
    r"|dated|sent)(?=\s))?"
)
_SUBJECT = re.compile(r"\s+(?:on|with|between|for)\s+")
_WHERE = re.compile(r"\s+(?:held\s+)?in\s+")
# Occasions that have a listener, not only company.
_TALKS = frozenset({"call", "conversation", "exchange"})


class Kind(StrEnum):
    """What a phrase says of a statement."""

    ADDRESSEE = "addressee"
    MEDIUM = "medium"
    OCCASION = "occasion"
    WHEN = "when"


@dataclass(frozen=True, slots=True)
class Adjunct:
    """A phrase with what it names; of a date, its words."""

    kind: Kind
    span: Span
    name: str = ""
    date: DateWords | None = None


class AdjunctReader:
    """Reads stretches of one document, given as its view and its names."""

    def __init__(self, view: str, names: tuple[Name, ...]) -> None:
        self._view = view
        self._names = SpanIndex([name for name in names if name.kind != "date"], lambda name: name.span)

    def read(self, start: int, end: int) -> list[Adjunct]:
        """Every adjunct in `view[start:end]`, in order of its span."""
        found: list[Adjunct] = []
        taken = start
        for match in _OPENER.finditer(self._view, start, end):
            if match.start() >= taken:
                new = list(self._opened(match, end))
                found += new
                taken = max((one.span.end for one in new), default=taken)
        inside = {one.span for one in found if one.kind is Kind.WHEN}
        for words in find_dates(self._view, start, end):
            if words.span not in inside and self._stands_alone(words, start):
                found.append(Adjunct(Kind.WHEN, words.span, date=words))
        return sorted(found, key=lambda one: one.span)

    def sidelines(self, start: int, end: int) -> Adjunct | None:
        """The occasion on whose sidelines something was said."""
        for match in _OPENER.finditer(self._view, start, end):
            if match["sidelines"]:
                return next(iter(self._opened(match, end)), None)
        return None

    def listener(self, start: int, end: int, *, checked: bool) -> Span | None:
        """The noun phrase that opens `view[start:end]`, if it can name who listens.

        `checked` asks for a name or a word of the lists, for verbs that have objects of other kinds.
        """
        phrase = read_noun_phrase(self._view, start, end)
        if phrase is None or (phrase.head_is_common and phrase.head in saying_words().not_audiences):
            return None
        return phrase.span if not checked or self._is_audience(phrase) else None

    def occasion_at(self, span: Span, end: int) -> Adjunct | None:
        """The occasion that the noun phrase `span` names itself ("told a meeting on trade")."""
        known = saying_words()
        phrase = read_noun_phrase(self._view, span.start, span.end)
        if (
            phrase is None
            or not phrase.determined
            or not phrase.head_is_common
            or phrase.head in known.bodies
        ):
            return None
        return (
            self._occasion(span.start, phrase, phrase.name, end) if phrase.heads & known.occasions else None
        )

    def _opened(self, match: re.Match[str], end: int) -> Iterator[Adjunct]:
        """The adjunct that a preposition or verb opens, with the date and the recipient it contains."""
        phrase = read_noun_phrase(self._view, match.end(), end)
        if phrase is None:
            return
        if match["to"] or match["object"]:
            if self._is_audience(phrase):
                yield Adjunct(Kind.ADDRESSEE, phrase.span)
            return
        kind, name = self._what(phrase, match)
        if kind is None:
            return
        start = phrase.span.start if match["made"] else match.start()
        adjunct = Adjunct(kind, Span(start, phrase.span.end), name)
        if kind is Kind.OCCASION:
            adjunct = self._occasion(start, phrase, name, end)
        yield adjunct
        dates = [*phrase.dates, *self._date_at(adjunct.span.end, end)]
        for words in dates:
            yield Adjunct(Kind.WHEN, words.span, date=words)
        position = max([adjunct.span.end, *(words.span.end for words in dates)])
        recipient = _RECIPIENT.match(self._view, position, end)
        if recipient and (kind is Kind.MEDIUM or phrase.head in _TALKS):
            listener = self.listener(recipient.end(), end, checked=True)
            if listener:
                yield Adjunct(Kind.ADDRESSEE, listener)

    def _date_at(self, position: int, end: int) -> Iterator[DateWords]:
        """The date at `position`, perhaps after "published" or the like."""
        published = _PUBLICATION.match(self._view, position, end)
        start = published.end() if published else position
        words = next(find_dates(self._view, start, end), None)
        if words and not words.modifies and not self._view[start : words.span.start].strip(" \n,"):
            yield words

    def _what(self, phrase: NounPhrase, match: re.Match[str]) -> tuple[Kind | None, str]:
        """Medium or occasion, and its name, for a phrase after what `match` opens it with."""
        known = saying_words()
        word = (match["preposition"] or "").lower()
        if match["sidelines"]:
            return Kind.OCCASION, phrase.name
        if match["made"]:
            kind = Kind.MEDIUM if phrase.heads & known.media and phrase.determined else None
            return kind, phrase.kind
        if medium := _medium(word, phrase):
            return Kind.MEDIUM, medium
        occasions = {"at": known.occasions, "during": known.occasions}
        occasions |= {"in": known.occasions_in, "on": known.occasions_in}
        return (Kind.OCCASION if phrase.heads & occasions.get(word, frozenset()) else None), phrase.name

    def _is_audience(self, phrase: NounPhrase) -> bool:
        known, words = saying_words(), lexicon()
        common = known.audiences | words.offices | words.organs.keys()
        if phrase.heads & common or phrase.is_pronoun or words.country_of(phrase.name):
            return True
        ends = (self._names.around(phrase.span.start), self._names.around(phrase.span.end - 1))
        return any(name is not None and name.kind in ("person", "organisation") for name in ends)

    def _occasion(self, start: int, phrase: NounPhrase, name: str, end: int) -> Adjunct:
        """An occasion with what it is on and where it is held ("on trade held in Geneva")."""
        last = phrase.span.end
        for pattern in (_SUBJECT, _WHERE):
            match = pattern.match(self._view, last, end)
            more = read_noun_phrase(self._view, match.end(), end) if match else None
            if more and not more.dates and more.words[0][:1].isupper():
                last = more.span.end
        name += self._view[phrase.span.end : last].replace(FILLER, "")
        return Adjunct(Kind.OCCASION, Span(start, last), " ".join(name.split()))

    def _stands_alone(self, words: DateWords, start: int) -> bool:
        """Whether a date says when, rather than being part of another phrase or of a name."""
        first = words.span.start
        if words.modifies or _BEFORE_DATE.search(self._view, max(start, first - _LONGEST_BEFORE_DATE), first):
            return False
        return not any(name.span.end > first for name in self._names.before(words.span.end, 2))


def _medium(preposition: str, phrase: NounPhrase) -> str:
    """The medium that a phrase names after `preposition`, or ""."""
    known = saying_words()
    first = phrase.words[0].lower() if len(phrase.words) == 1 and phrase.words[0][0].isupper() else ""
    if preposition in ("on", "via", "over", "through", "in") and first in known.platforms:
        return known.platforms[first]
    if preposition in ("by", "via", "over") and not phrase.determined:
        return phrase.kind if phrase.heads & known.channels else ""
    if preposition == "through":
        return phrase.kind if phrase.heads & known.spokespeople else ""
    media = {"on": known.media_on, "in": known.media, "at": known.media, "during": known.media}
    if phrase.heads & media.get(preposition, frozenset()):
        return phrase.kind
    on_air = preposition == "on" and any(
        word.removesuffix("'s") in known.broadcasters for word in phrase.words
    )
    in_print = preposition == "in" and phrase.words[phrase.head_at] in known.newspapers
    return phrase.name if on_air or in_print else ""
