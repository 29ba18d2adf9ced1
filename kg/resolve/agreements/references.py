"""Noun phrases that may refer to an agreement, taken apart: "the 2018 deal between France and Italy"."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from kg.data import clears_with_data
from kg.language.agreement_words import agreement_words
from kg.language.dates import Dates
from kg.language.folding import fold, words_of
from kg.language.lexicon import lexicon
from kg.language.noun_phrases import CLOSED_CLASS, DETERMINERS, read_noun_phrase
from kg.model import PartialDate, Span
from kg.text import Text

NAME = r"(?:the )?[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,2}"
_CAPITALS = rf"(?!(?:{'|'.join(calendar.day_name)}|{'|'.join(calendar.month_name[1:])})\b)[A-Z][\w'-]+"
# "Treaty of Versailles", "Convention on the Rights of the Child"; but parties hold conventions "on Monday".
_NAME_GOES_ON = re.compile(
    rf"\s+(?:of|on|for|against|relating to)\s+(?:the\s+)?{_CAPITALS}"
    rf"(?:\s+(?:(?:of|on|and|for)\s+)?(?:the\s+)?{_CAPITALS})*"
)
# "Treaty Oak" and "Accord Coupe" are names of other things.
_NAME_OF_OTHER = re.compile(rf"\s+{_CAPITALS}[a-z]")
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "its", "their", "said"})
_OTHER_CLOSED = frozenset({"said", "of", "and", "nor"})
_TOKEN = re.compile(r"[\w'.–-]*\w[.]?|[^\w\s]")
_MADE = r"(?:\s+(?:reached|signed|struck|made|brokered|concluded|agreed|negotiated|forged))?"
_LIST = re.compile(rf"{_MADE}\s+(in|between|with|of)\s+({NAME}(?:, {NAME})*(?:,? and {NAME})?)")
# What can stand between an agreement and its date.
_BEFORE_DATE = re.compile(
    r"(?:\s+(?:in|on|of|from|dated|signed|reached|agreed|late|early|mid|between|and|with|the|that|which|was|started"
    r"|began|took|effect|[A-Z]\w+,?)){0,9}\s+"
)
_ABOUT = re.compile(r"\s+(?:on|over|about|for|regarding|concerning|covering)\s+")
# A phrase reaches back over this many words, and no farther than this many code points either way.
_MOST_LEAD = 6
_MOST_MODIFIERS = 3
_REACH = 120


@dataclass(frozen=True, slots=True)
class Detail:
    """Something that the text says of an agreement: `kind` is date, place or party."""

    kind: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Reference:
    """One phrase that may refer to an agreement, with what it says of it."""

    span: Span
    kind: str | None
    """None where a verb says that something was agreed."""
    head: str
    is_plural: bool = False
    is_definite: bool = False
    name: str | None = None
    details: tuple[Detail, ...] = ()
    proper: tuple[str, ...] = ()
    """The words of the name but its head, folded: "stockholm" in "the Stockholm accord"."""
    modifiers: tuple[str, ...] = ()
    """Further words before the head that say what it is about, folded: "potash" in "a potash deal"."""
    subject: tuple[str, ...] = ()
    """Words of what it is on: "tomatoes" in "the deal on tomatoes"."""

    @property
    def date(self) -> PartialDate | None:
        """The date that is given, if any."""
        return next((PartialDate(detail.value) for detail in self.details if detail.kind == "date"), None)

    @property
    def places(self) -> tuple[str, ...]:
        """The places that are given."""
        return tuple(detail.value for detail in self.details if detail.kind == "place")

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties that are given."""
        return tuple(detail.value for detail in self.details if detail.kind == "party")


class ReferenceReader:
    """Reads the references to agreements in the sentences of one text."""

    def __init__(self, text: Text, dates: Dates, places: set[str]) -> None:
        """`places` are the names of places in the text."""
        self._view, self._dates, self._places = text.view, dates, places

    def read(self, sentence: Span) -> Iterator[Reference]:
        """The references of one sentence, in order."""
        last: Reference | None = None
        headline = _is_headline(sentence.of(self._view))
        for match in _heads().finditer(self._view, sentence.start, sentence.end):
            reference = self._another(match, last, sentence) if match["another"] else None
            if not match["another"]:
                reference = self._reference(match, sentence, headline=headline)
            if reference is not None:
                last = replace(reference, is_plural=False, is_definite=False, name=None, proper=())
                yield reference

    def _another(self, match: re.Match[str], last: Reference | None, sentence: Span) -> Reference | None:
        """What "a new one" refers to: of the kind before it, if it has a date and a verb of concluding."""
        details, _ = self._behind(match.end(), sentence)
        before = words_of(self._view[max(sentence.start, match.start() - _REACH) : match.start()].lower())
        made = any(word in agreement_words().conclusion_verbs for word in before)
        if last is None or not made or not any(detail.kind == "date" for detail in details):
            return None
        return replace(last, span=Span(*match.span()), details=tuple(details), modifiers=(), subject=())

    def _reference(self, match: re.Match[str], sentence: Span, *, headline: bool) -> Reference | None:
        """The noun phrase around the head `match`; None for a head that names no agreement here."""
        word = match.group()
        head = agreement_words().heads[word.lower()]
        if word[0].isupper() and not headline and _NAME_OF_OTHER.match(self._view, match.end(), sentence.end):
            return None
        lead = self._lead(match.start(), sentence, headline=headline)
        goes_on = _NAME_GOES_ON.match(self._view, match.end(), sentence.end) if word[0].isupper() else None
        end = goes_on.end() if goes_on else match.end()
        is_party = any(detail.kind == "party" for detail in lead.details)
        named = bool(goes_on) or (bool(lead.proper) and (word[0].isupper() or is_party))
        is_plural = word.lower() != head
        definite = lead.is_definite(named=named, is_plural=is_plural)
        is_name = (bool(goes_on) or head != "convention") and named and word[0].isupper()
        if head in agreement_words().only_named and not is_name and not (definite and not lead.proper):
            return None
        if lead.proper and f"{lead.proper[-1]} {word}".lower() in agreement_words().not_agreements:
            return None
        details, subject = self._behind(end, sentence)
        name = [*lead.proper, *self._view[match.start() : end].split()]
        proper = [*lead.proper, *(goes_on.group().split() if goes_on else [])]
        return Reference(
            span=Span(lead.start, end),
            kind=agreement_words().kinds[head],
            head=head.replace("ceasefire", "cease-fire"),
            is_plural=is_plural,
            is_definite=definite,
            name=" ".join(name) if named else None,
            details=(*lead.details, *details),
            proper=tuple(map(fold, proper)) if named else (),
            modifiers=tuple(map(fold, [*lead.modifiers, *([] if named else lead.proper)])),
            subject=subject,
        )

    def _lead(self, end: int, sentence: Span, *, headline: bool) -> "_Lead":
        """What stands before the head at `end`, read backwards."""
        lead, known = _Lead(end), agreement_words()
        reach = max(sentence.start, end - _REACH)
        dates = [date for date in self._dates.inside(Span(reach, end)) if date.written] if reach < end else []
        for token in reversed(list(_TOKEN.finditer(self._view, reach, end))[-_MOST_LEAD:]):
            word = token.group()
            date = next((one for one in dates if one.core.start <= token.start() < one.core.end), None)
            opens = token.start() == sentence.start and word not in self._places and not lead.proper
            capital = word[0].isupper() and not headline and not opens
            if date is not None and date.written is not None:
                lead.start = date.core.start
                lead.add(Detail("date", date.written.iso, date.core))
            elif capital and word.lower() not in DETERMINERS:
                lead.take_proper(token)
            elif not lead.take_common(token):
                break
        if all(word.lower() in known.modifiers for word in lead.proper):
            lead.proper = []
        if lead.proper:
            lead.details += self._of_name(" ".join(lead.proper), Span(lead.start, lead.name_end))
        return lead

    def _of_name(self, word: str, span: Span) -> list[Detail]:
        """What a name before the head gives: a place ("Oslo"), or parties ("US-China")."""
        pair = [name for name in re.split(r"[-–]", word) if name]
        if len(pair) == 2 and any(name in lexicon().countries for name in pair):
            return [Detail("party", country_name(name), span) for name in pair]
        if word in lexicon().countries:
            return [Detail("party", country_name(word), span)]
        return [Detail("place", word, span)] if word in self._places else []

    def _behind(self, start: int, sentence: Span) -> tuple[list[Detail], tuple[str, ...]]:
        """The details behind a head ("in Oslo", "between X and Y", "in late 1993"), and what it is on."""
        end = min(sentence.end, start + _REACH)
        details: list[Detail] = []
        while match := _LIST.match(self._view, start, end):
            month = self._dates.at(match.start(2))
            if month and not month.written:
                start = month.core.end
            elif listed := list(self._listed(match)):
                details += listed
                start = match.end()
            else:
                break
        dates = self._dates.inside(Span(start, max(end, start + 1)))
        date = next((one for one in dates if one.written), None)
        if date and date.written and _BEFORE_DATE.fullmatch(self._view, start, date.core.start):
            details.append(Detail("date", date.written.iso, date.core))
            start = date.core.end
        return details, self.subject(start, end)

    def subject(self, start: int, end: int) -> tuple[str, ...]:
        """The words of what something is on, if that stands at `start` ("on tomatoes"); not of a date."""
        opening = _ABOUT.match(self._view, start, end)
        if opening is None or self._dates.at(start + 1):
            return ()
        phrase = read_noun_phrase(self._view, self._dates, opening.end(), end)
        return tuple(map(fold, words_of(phrase.name))) if phrase and not phrase.dates else ()

    def _listed(self, match: re.Match[str]) -> Iterator[Detail]:
        """The parties or places that a list gives."""
        for name in re.finditer(NAME, self._view[match.start(2) : match.end(2)]):
            span = Span(match.start(2) + name.start(), match.start(2) + name.end())
            bare = name.group().removeprefix("the ")
            if match.group(1) in {"between", "with"} and bare in lexicon().countries:
                yield Detail("party", country_name(bare), span)
            elif match.group(1) in {"in", "of"} and bare in self._places:
                yield Detail("place", bare, span)


@dataclass(slots=True)
class _Lead:
    """What stands before a head: "the", "Oslo", "1993"; `start` is where the phrase begins."""

    start: int
    proper: list[str] = field(default_factory=list)
    modifiers: list[str] = field(default_factory=list)
    details: list[Detail] = field(default_factory=list)
    determiner: str | None = None
    name_end: int = 0
    """Where the words of `proper` end."""

    def is_definite(self, *, named: bool, is_plural: bool) -> bool:
        """Whether the phrase points at something known; "the Nokia deal" and "that deals" do not."""
        if is_plural and self.determiner == "that":
            return False
        return self.determiner in _DEFINITE and (named or not self.proper)

    def add(self, detail: Detail) -> None:
        if detail not in self.details:
            self.details.append(detail)

    def take_proper(self, token: re.Match[str]) -> None:
        self.proper.insert(0, token.group())
        self.start = token.start()
        self.name_end = self.name_end or token.end()

    def take_common(self, token: re.Match[str]) -> bool:
        """Take a word that is no name; False, and it is the determiner, where the phrase begins behind it."""
        word, known = token.group().lower(), agreement_words()
        if word in known.modifiers | known.subjects:
            self.start = token.start()
        elif _ends_lead(word) or len(self.modifiers) == _MOST_MODIFIERS:
            self.determiner = word
            return False
        if word not in known.modifiers:
            self.modifiers.append(word)
        return True


def _ends_lead(word: str) -> bool:
    """Whether a word before a head is no modifier of it."""
    closed = word in DETERMINERS or word in CLOSED_CLASS or word in _OTHER_CLOSED or not word[0].isalpha()
    return closed or word.endswith(("ed", "ing"))


def country_name(word: str) -> str:
    """The name of the country that `word` names ("U.S."), `word` itself where it is none."""
    country = lexicon().countries.get(word)
    return country.name if country else word


@clears_with_data
@cache
def _heads() -> re.Pattern[str]:
    heads = "|".join(sorted(agreement_words().heads, key=lambda form: (-len(form), form)))
    another = r"(?P<another>(?:a|another)\s(?:new|fresh|second|third)\sone)"
    return re.compile(rf"\b(?:{another}\b|(?:{heads})\b(?![-\w]))", re.IGNORECASE)


def _is_headline(sentence: str) -> bool:
    """Whether nearly every word has a capital, so that a capital says nothing."""
    words = re.findall(r"[^\W\d_]{4,}", sentence)
    return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.8 * len(words)
