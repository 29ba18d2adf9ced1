"""Adjuncts: phrases around a cue that say when, to whom, through what and where something was said.

A stretch of text is read for prepositional phrases whose head noun is a medium, an occasion or a
listener (`data/circumstances.toml`), and for dates.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.language.dates import DateExpression, Dates
from kg.language.lexicon import lexicon
from kg.language.noun_phrases import DETERMINERS, PREPOSITIONS, NounPhrase, read_noun_phrase
from kg.language.saying_words import saying_words
from kg.model import Name, Span
from kg.text.span_index import SpanIndex
from kg.text.text import Text
from kg.text.written import FILLER

_OPENER = re.compile(
    r"""(?<![\w-])(?i:
      (?P<sidelines>on\sthe\s(?:sidelines|margins|fringes)\sof)
    | (?P<to>(?:(?:speaking|spoke|speaks|talking|talked)(?:\s\w+)?\s(?:to|with|before))|reached\sout\sto
        |(?:in\stouch|caught\sup|sat\sdown)\swith)
    | (?P<object>address(?:ing|ed)|brief(?:ing|ed)|telling)
    | (?P<verb>issu(?:ed?|es|ing)|releas(?:ed?|es|ing)|post(?:ed|s|ing)?|sen[dt](?:s|ing)?|circulat(?:ed|ing)
        |publish(?:ed|es|ing)?|deliver(?:ed|s|ing)?|g[ai]ves?|giving|writes?|wrote|penned|put\sout)
    | (?P<preposition>in|at|during|on|via|by|through|over)
    )\s+""",
    re.VERBOSE,
)
# A last word before a date that says of something else when it was: "since Friday", "the Tuesday deadline".
_LAST_WORD = re.compile(r"(\w+)\s*$")
_LONGEST_WORD = 15
_NOT_BEFORE_DATE = (
    (PREPOSITIONS - {"in", "on", "at", "during", "with"})
    | DETERMINERS
    | {"of", "till", "than", "about", "around", "nearly", "almost", "like", "as", "and", "or", "coming"}
    | {"upcoming", "following", "past", "ahead", "next", "previous"}
)
_RECIPIENT = re.compile(r"\s+(?:to|with|before)\s+")
_PUBLICATION = re.compile(
    r"(?:\s*,?\s*(?:published|airing|aired|broadcast|released|issued|posted|given|taped|recorded|conducted|held"
    r"|dated|sent)(?=\s))?"
)
_SUBJECT = re.compile(r"\s+(?:on|with|between|for)\s+")
_WHERE = re.compile(r"\s+(?:held\s+)?in\s+")
_SUBJECT_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|I|[Ww]e)$")
# Occasions that have a listener.
_TALKS = frozenset({"call", "conversation", "exchange", "meeting"})


class AdjunctKind(StrEnum):
    """What an adjunct says of a statement."""

    ADDRESSEE = "addressee"
    MEDIUM = "medium"
    OCCASION = "occasion"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Adjunct:
    """A phrase with what it names, or the date that it gives."""

    kind: AdjunctKind
    span: Span
    name: str = ""
    date: DateExpression | None = None


class AdjunctReader:
    """Reads stretches of one text."""

    def __init__(self, text: Text, names: tuple[Name, ...], dates: Dates) -> None:
        self._view, self._dates = text.view, dates
        self._names = SpanIndex((name for name in names if name.kind != "date"), lambda name: name.span)

    def read(self, start: int, end: int) -> list[Adjunct]:
        """Every adjunct in `view[start:end]`, in order of its span."""
        if start >= end:
            return []
        found: list[Adjunct] = []
        taken = start
        for match in _OPENER.finditer(self._view, start, end):
            if match.start() >= taken:
                found += self._opened(match, end)
                taken = max((adjunct.span.end for adjunct in found), default=taken)
        inside = {adjunct.span for adjunct in found if adjunct.date}
        for date in self._dates.inside(Span(start, end)):
            if date.span not in inside and self._stands_alone(date, start):
                found.append(_date_adjunct(date))
        return sorted(found, key=lambda adjunct: adjunct.span)

    def sidelines(self, start: int, end: int) -> Adjunct | None:
        """The occasion on whose sidelines something was said."""
        for match in _OPENER.finditer(self._view, start, end):
            if match["sidelines"]:
                return next(self._opened(match, end), None)
        return None

    def listener(self, start: int, end: int, *, checked: bool) -> Span | None:
        """The noun phrase that opens `view[start:end]`, if it can name who listens.

        `checked` asks for a name or a word of the lists, for verbs that have objects of other kinds.
        """
        phrase = self.phrase(start, end)
        if phrase is None or (phrase.head_is_common and phrase.head in saying_words().not_audiences):
            return None
        return phrase.span if not checked or self._is_audience(phrase) else None

    def subject(self, start: int, end: int) -> Span | None:
        """The noun phrase that is all of `view[start:end]`, or the name or pronoun that ends it."""
        start += len(self._view[start:end]) - len(self._view[start:end].lstrip())
        phrase = self.phrase(start, end)
        if phrase and phrase.span.end == end:
            return phrase.span if self._is_audience(phrase) else None
        name = self._names.around(end - 1)
        if name and name.kind in ("person", "organisation") and name.span.end == end:
            return name.span
        pronoun = _SUBJECT_PRONOUN.search(self._view, start, end)
        return Span(*pronoun.span()) if pronoun else None

    def occasion_at(self, span: Span, end: int) -> Adjunct | None:
        """The occasion that the noun phrase `span` names itself ("told a meeting on trade")."""
        known = saying_words()
        phrase = self.phrase(span.start, span.end)
        if phrase is None or not phrase.determiner or not phrase.head_is_common:
            return None
        is_occasion = bool(phrase.heads & known.occasions) and phrase.head not in known.bodies
        return self._occasion(span.start, phrase, end) if is_occasion else None

    def phrase(self, start: int, end: int) -> NounPhrase | None:
        """The noun phrase at the start of `view[start:end]`, or None."""
        return read_noun_phrase(self._view, self._dates, start, end)

    def _opened(self, match: re.Match[str], end: int) -> Iterator[Adjunct]:
        """The adjunct that a preposition or verb opens, with the date and the recipient it contains."""
        phrase = self.phrase(match.end(), end)
        if phrase is None:
            return
        if match["to"] or match["object"]:
            if self._is_audience(phrase):
                yield Adjunct(AdjunctKind.ADDRESSEE, phrase.span)
            return
        adjunct = self._medium_or_occasion(match, phrase, end)
        if adjunct is None:
            return
        yield adjunct
        dates = [*phrase.dates, *self._date_behind(adjunct.span.end, end)]
        yield from map(_date_adjunct, dates)
        position = max([phrase.span.end, *(date.span.end for date in dates)])
        recipient = _RECIPIENT.match(self._view, position, end)
        if recipient and (adjunct.kind is AdjunctKind.MEDIUM or phrase.head in _TALKS):
            is_sent = bool(phrase.heads & saying_words().letters)
            listener = self.listener(recipient.end(), end, checked=not is_sent)
            if listener:
                yield Adjunct(AdjunctKind.ADDRESSEE, listener)

    def _date_behind(self, position: int, end: int) -> Iterator[DateExpression]:
        """The date at `position`, perhaps after "published" or the like."""
        published = _PUBLICATION.match(self._view, position, end)
        start = published.end() if published else position
        date = next(self._dates.inside(Span(start, end)), None) if start < end else None
        if date and not date.modifies and not self._view[start : date.span.start].strip(" \n,"):
            yield date

    def _medium_or_occasion(self, match: re.Match[str], phrase: NounPhrase, end: int) -> Adjunct | None:
        """The medium or occasion that `phrase` names after the opener `match`."""
        known = saying_words()
        if match["sidelines"]:
            return self._occasion(match.start(), phrase, end)
        if match["verb"]:
            is_medium = bool(phrase.heads & known.media) and phrase.determiner
            return Adjunct(AdjunctKind.MEDIUM, phrase.span, phrase.kind) if is_medium else None
        preposition = match["preposition"].lower()
        if medium := _medium(preposition, phrase):
            return Adjunct(AdjunctKind.MEDIUM, Span(match.start(), phrase.span.end), medium)
        occasions = {"at": known.occasions, "during": known.occasions}
        occasions |= {"in": known.occasions_in, "on": known.occasions_in}
        if phrase.heads & occasions.get(preposition, frozenset()):
            return self._occasion(match.start(), phrase, end)
        return None

    def _is_audience(self, phrase: NounPhrase) -> bool:
        words = lexicon()
        known = saying_words().audiences | words.offices | words.organs.keys()
        if phrase.heads & known or phrase.is_pronoun or (phrase.country and not phrase.words):
            return True
        if phrase.head_is_common:
            return False
        ends = (self._names.around(phrase.span.start), self._names.around(phrase.span.end - 1))
        return any(name is not None and name.kind in ("person", "organisation") for name in ends)

    def _occasion(self, start: int, phrase: NounPhrase, end: int) -> Adjunct:
        """An occasion with what it is on and where it is held ("on trade held in Geneva")."""
        last = phrase.span.end
        for pattern in (_SUBJECT, _WHERE):
            match = pattern.match(self._view, last, end)
            more = self.phrase(match.end(), end) if match else None
            if more and not more.dates and more.kind[:1].isupper():
                last = more.span.end
        name = phrase.name + self._view[phrase.span.end : last].replace(FILLER, "")
        return Adjunct(AdjunctKind.OCCASION, Span(start, last), " ".join(name.split()))

    def _stands_alone(self, date: DateExpression, start: int) -> bool:
        """Whether a date says when, rather than being part of another phrase or of a name."""
        first = date.span.start
        before = _LAST_WORD.search(self._view, max(start, first - _LONGEST_WORD), first)
        if date.modifies or (before and before.group(1).lower() in _NOT_BEFORE_DATE):
            return False
        return not any(name.span.end > first for name in self._names.before(date.span.end, 2))


def _date_adjunct(date: DateExpression) -> Adjunct:
    return Adjunct(AdjunctKind.DATE, date.span, date=date)


def _medium(preposition: str, phrase: NounPhrase) -> str:
    """The medium that a phrase names after `preposition`, or ""."""
    known = saying_words()
    platform = known.platforms.get(phrase.name.lower(), "") if phrase.kind[:1].isupper() else ""
    if platform and preposition in ("on", "via", "over", "through", "in"):
        return platform
    if preposition in ("by", "via", "over") and not phrase.determiner:
        return phrase.kind if phrase.heads & known.channels else ""
    if preposition == "through":
        return phrase.kind if phrase.heads & known.spokespeople else ""
    media = {"on": known.media_on, "in": known.media, "at": known.media, "during": known.media}
    if phrase.heads & media.get(preposition, frozenset()):
        return phrase.kind
    on_air = preposition == "on" and any(word in known.broadcasters for word in phrase.words)
    in_print = preposition == "in" and phrase.words and phrase.words[-1] in known.newspapers
    return phrase.name if on_air or in_print else ""
