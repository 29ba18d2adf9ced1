"""Noun phrases that may refer to an agreement, taken apart: "the 2018 deal between France and Italy"."""

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from kg.data import clears_with_data
from kg.language.agreement_words import agreement_words
from kg.language.dates import Dates
from kg.language.folding import fold, words_of
from kg.language.lexicon import lexicon
from kg.language.noun_phrases import read_noun_phrase
from kg.model import PartialDate, Span
from kg.resolve.agreements.lead import Detail, Lead, read_lead
from kg.resolve.agreements.parties import NAME, PARTIES, Party, PartyReader
from kg.resolve.agreements.statuses import read_status
from kg.text.text import Text

_CAPITALS = rf"(?!(?:{'|'.join(calendar.day_name)}|{'|'.join(calendar.month_name[1:])})\b)[A-Z][\w'-]+"
# "Treaty of Versailles", "Convention on the Rights of the Child"; but parties hold conventions "on Monday".
_NAME_GOES_ON = re.compile(
    rf"\s+(?:of|on|for|against|relating to)\s+(?:the\s+)?{_CAPITALS}"
    rf"(?:\s+(?:(?:of|on|and|for)\s+)?(?:the\s+)?{_CAPITALS}){{0,12}}"
)
# "Treaty Oak" and "Accord Coupe" are names of other things.
_NAME_OF_OTHER = re.compile(rf"\s+{_CAPITALS}[a-z]")
_MADE = r"(?:\s+(?:reached|signed|struck|made|brokered|concluded|agreed|negotiated|forged))?"
_LIST = re.compile(rf"{_MADE}\s+(in|between|with|of)\s+({PARTIES})")
# What can stand between an agreement and its date.
_BEFORE_DATE = re.compile(
    r"(?:\s+(?:in|on|of|from|dated|signed|reached|agreed|late|early|mid|between|and|with|the|that|which|was|started"
    r"|began|took|effect|[A-Z]\w+,?)){0,9}\s+"
)
_ABOUT = re.compile(r"\s+(?:on|over|about|for|regarding|concerning|covering)\s+")
# What stands behind a head is no farther away, in code points.
_REACH = 120
# "over the last four years", "for you"
_NO_SUBJECT = re.compile(r"(?:the )?(?:last|past|next|coming)\b|(?:you|us|me|him|her|them|it)$")
_CUT_OFF = re.compile(r"\b(?:back|down|its|more|off|out|over|the|their|up|\d+)$")
_NO_PURPOSES = frozenset({"be", "have"})
_IN_BRACKETS = re.compile(r"\s\(([A-Z][A-Za-z]*[A-Z])\)")
_PURPOSE = re.compile(r"\s+to\s+([a-z]+)\s+")
# What a label takes of it.
_LONGEST_SUBJECT = 60
_WITH_WHOM = re.compile(r"\s+with\s")
_BROKEN = re.compile(r"[\n,;:\"()]")
_NEXT_WORD = re.compile(r"\s+(\w+)")


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
    purpose: tuple[str, ...] = ()
    """Words of what it is made to do: "pipeline" in "an agreement to build the pipeline"."""
    label: str = ""
    """What it can be called by, where it has no name: "trade deal"."""
    status: Detail | None = None
    """How far it has got, if words beside it tell; a plan is proposed."""
    acronym: str = ""
    """What it is called in brackets behind its name."""
    topic: tuple[str, ...] = ()
    """The words before its head that tell what it is, as written."""
    is_bare: bool = False
    """Whether no article stands before it ("Rebels announce deal")."""
    is_one: bool = False
    """Whether the phrase is of one agreement, or of some that it names, and not of deals in general."""
    is_plan: bool = False
    """Whether the head is that of what may become an agreement ("the draft plan")."""

    @property
    def is_plan_of_peace(self) -> bool:
        """Whether the phrase is of a plan or talks, so what it means is not made yet."""
        return self.head in agreement_words().plans

    @property
    def is_naming(self) -> bool:
        """Whether the words are a name of what they mean; "the deal" and "agreed" are not."""
        if not self.head or (self.name and self.kind):
            return True
        return bool(self.kind and (self.modifiers or self.acronym) and not self.is_plural)

    @property
    def date(self) -> PartialDate | None:
        """The date that is given, if any."""
        return next((PartialDate(detail.value) for detail in self.details if detail.kind == "date"), None)

    @property
    def is_dated_behind(self) -> bool:
        """Whether all that is given is a date behind the head ("the treaty was signed in 1993")."""
        details = [
            detail for detail in self.details if detail.kind == "date" and detail.span.start >= self.span.end
        ]
        return bool(details) and len(details) == len(self.details)

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

    def __init__(self, text: Text, dates: Dates, places: set[str], bodies: Iterable[str] = ()) -> None:
        """`places` are the names of places in the text, `bodies` those of organisations."""
        self._view, self._dates, self._places = text.view, dates, places
        self._parties, self._sentences = PartyReader(text.view, bodies), text.sentences

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
        details, _, _ = self._behind(match.end(), sentence)
        before = words_of(self._view[max(sentence.start, match.start() - _REACH) : match.start()].lower())
        made = any(word in agreement_words().conclusion_verbs for word in before)
        if last is None or not made or not any(detail.kind == "date" for detail in details):
            return None
        return replace(last, span=Span(*match.span()), details=tuple(details), modifiers=(), subject=())

    def _reference(self, match: re.Match[str], sentence: Span, *, headline: bool) -> Reference | None:
        """The noun phrase around the head `match`; None for a head that names no agreement here."""
        known, word = agreement_words(), match.group()
        head = known.heads[" ".join(word.lower().split())]
        if word[0].isupper() and not headline and _NAME_OF_OTHER.match(self._view, match.end(), sentence.end):
            return None
        lead = read_lead(self._view, match.start(), sentence, self._given, self._is_name, headline=headline)
        goes_on = _NAME_GOES_ON.match(self._view, match.end(), sentence.end) if word[0].isupper() else None
        end = goes_on.end() if goes_on else match.end()
        of_name = self._of_name(lead)
        is_party = any(detail.kind == "party" for detail in of_name)
        named = bool(goes_on) or (bool(lead.proper) and (word[0].isupper() or is_party))
        is_plural = word.lower() != head
        definite = lead.is_definite(named=named, is_plural=is_plural)
        is_name = (bool(goes_on) or head != "convention") and named and word[0].isupper()
        if head in known.only_named and not is_name and not (definite and not lead.proper):
            return None
        if not is_name and self._is_other(lead, head, match, sentence, is_plural=is_plural):
            return None
        details, subject, behind = self._behind(end, sentence)
        if not any(detail.kind == "party" for detail in of_name):
            details += _party_details(self._parties.who_signed(lead.first, sentence))
        details = list(dict.fromkeys([*lead.details, *of_name, *details]))
        kept = lead.proper if word[0].isupper() else lead.label
        name = [*kept, *self._view[match.start() : end].split()]
        proper = [*lead.proper, *(goes_on.group().split() if goes_on else [])]
        bracketed = _IN_BRACKETS.match(self._view, end, sentence.end)
        purpose, on = self._purpose(behind, sentence)
        on = self._on(end, behind, subject) or on
        status = self._status(lead, (end, behind), sentence)
        is_plan = head in known.plans
        one = lead.is_one or head in known.only_with_peace
        return Reference(
            span=Span(lead.first if lead.is_one or definite else lead.start, end),
            kind=_kind(head, lead),
            head=head.replace("ceasefire", "cease-fire"),
            is_plural=is_plural and head not in known.only_with_peace,
            is_definite=definite,
            name=" ".join(name) if named else None,
            details=tuple(details),
            proper=tuple(map(fold, proper)) if named else (),
            modifiers=tuple(map(fold, [*lead.modifiers, *([] if named else lead.proper)])),
            subject=subject,
            label=" ".join([*lead.label, word if head in known.only_with_peace else head]) + on,
            topic=tuple(lead.label),
            is_bare=lead.determiner in known.bare_verbs,
            purpose=purpose,
            acronym=lead.acronym or (bracketed.group(1) if bracketed else ""),
            status=status,
            is_one=one and head not in known.only_named,
            is_plan=is_plan and not lead.has_peace,
        )

    def alias(self, span: Span) -> Reference:
        """A name that the registry has, with what it is on and how far it has got."""
        sentence = self._sentence(span)
        subject, behind = self._subject(span.end, min(sentence.end, span.end + _REACH))
        start = span.start - len("the ") if self._view.endswith("the ", 0, span.start) else span.start
        status = read_status(self._view, (), start, (span.end, behind), sentence)
        detail = Detail("status", *status) if status else None
        return Reference(span, None, "", subject=subject, status=detail)

    def _status(self, lead: Lead, ends: tuple[int, int], sentence: Span) -> Detail | None:
        """How far it has got, as the words beside it tell; "any deal" is none yet."""
        if status := read_status(self._view, lead.words, lead.first, ends, sentence):
            return Detail("status", *status)
        return Detail("status", "proposed", Span(lead.first, ends[0])) if lead.determiner == "any" else None

    def _purpose(self, start: int, sentence: Span) -> tuple[tuple[str, ...], str]:
        """The words of what an agreement is made to do ("to build a pipeline"), and these as written."""
        opening = _PURPOSE.match(self._view, start, sentence.end)
        if opening is None or self._dates.at(start + 1):
            return (), ""
        phrase = read_noun_phrase(self._view, self._dates, opening.end(), min(sentence.end, start + _REACH))
        if phrase is None or not phrase.name or opening.group(1) in _NO_PURPOSES:
            return (), ""
        words = self._view[start : opening.end()] + phrase.text
        is_short = len(words) <= _LONGEST_SUBJECT and not _BROKEN.search(words)
        is_whole = not _CUT_OFF.search(words)
        return tuple(map(fold, words_of(phrase.name))), words.rstrip(" .") if is_short and is_whole else ""

    def _on(self, start: int, end: int, subject: tuple[str, ...]) -> str:
        """What stands behind a head and tells what it is on, or with whom it is, as written."""
        words = self._view[start:end].rstrip(" .")
        is_short = len(words) <= _LONGEST_SUBJECT and not _BROKEN.search(words)
        return words if is_short and (subject or _WITH_WHOM.match(words)) else ""

    def is_part(self, end: int) -> bool:
        """Whether the word behind makes what ends at `end` part of another name ("the treaty clause")."""
        following = _NEXT_WORD.match(self._view, end)
        word = following.group(1).lower() if following else ""
        return word in agreement_words().compounds

    def _is_other(
        self, lead: Lead, head: str, match: re.Match[str], sentence: Span, *, is_plural: bool
    ) -> bool:
        """Whether the words around a head make it that of something else ("a great deal") or of none."""
        known = agreement_words()
        if lead.words and f"{lead.words[0][0]} {match.group()}".lower() in known.not_agreements:
            return True
        if lead.determiner == "no" and not self._status(lead, (match.end(), match.end()), sentence):
            return True
        if known.other_deals.intersection(word.lower() for word, _ in lead.words):
            return True
        if head in known.only_with_peace and not (lead.has_peace and is_plural):
            return True
        following = _NEXT_WORD.match(self._view, match.end())
        return self.is_part(match.end()) or bool(following and following.group(1).lower() in known.kinds)

    def _is_name(self, word: str) -> bool:
        """Whether the first word of a sentence is a name: of a place, or of a pair ("EU-Turkey")."""
        return word in self._places or bool(self._parties.in_name(word, Span(0, len(word))))

    def _given(self, reach: Span) -> list[tuple[str, Span]]:
        """The dates in `reach` that are written out."""
        dates = self._dates.inside(reach) if reach.start < reach.end else []
        return [(date.written.iso, date.core) for date in dates if date.written]

    def _of_name(self, lead: Lead) -> list[Detail]:
        """What a name before the head gives: a place ("Oslo"), or parties ("US-China", "Iran's")."""
        found = _party_details(self._parties.in_name(*lead.owner)) if lead.owner else []
        if lead.proper:
            word, span = " ".join(lead.proper), Span(lead.start, lead.name_end)
            parties = self._parties.in_name(word, span)
            found += _party_details(parties)
            found += [Detail("place", word, span)] if not parties and word in self._places else []
        return found

    def _behind(self, start: int, sentence: Span) -> tuple[list[Detail], tuple[str, ...], int]:
        """The details behind a head ("in Oslo", "between X and Y", "in 1993"), what it is on, and the end."""
        end = min(sentence.end, start + _REACH)
        parties, start = self._parties.with_whom(start, sentence)
        details = _party_details(parties)
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
        subject, end = self._subject(start, end)
        return details, subject, end

    def _sentence(self, span: Span) -> Span:
        """The sentence that `span` stands in; `span` itself where it stands in none."""
        sentence = self._sentences.around(span.start)
        return Span(sentence.start, max(sentence.end, span.end)) if sentence else span

    def _subject(self, start: int, end: int) -> tuple[tuple[str, ...], int]:
        """The words of what something is on ("on tomatoes"), and where they end; none and `start`."""
        opening = _ABOUT.match(self._view, start, end)
        if opening is None or self._dates.at(start + 1):
            return (), start
        phrase = read_noun_phrase(self._view, self._dates, opening.end(), end)
        if phrase is None or phrase.dates or _NO_SUBJECT.match(phrase.text):
            return (), start
        return tuple(map(fold, words_of(phrase.name))), opening.end() + len(phrase.text)

    def _listed(self, match: re.Match[str]) -> Iterator[Detail]:
        """The parties or places that a list gives."""
        if match.group(1) in {"between", "with"}:
            yield from _party_details(self._parties.listed(Span(*match.span(2))))
            return
        for name in re.finditer(NAME, self._view[match.start(2) : match.end(2)]):
            bare = name.group().removeprefix("the ")
            if bare in self._places or bare in lexicon().countries:
                yield Detail("place", bare, Span(match.start(2) + name.start(), match.start(2) + name.end()))


def _party_details(parties: Iterable[Party]) -> list[Detail]:
    return [Detail("party", party.name, party.span) for party in parties]


def _kind(head: str, lead: Lead) -> str:
    """The kind that a head gives; a plan's is that of what it is for."""
    known = agreement_words()
    if head in known.kinds:
        return known.kinds[head]
    words = [word.lower() for word, _ in lead.words]
    return next((known.kinds[word] for word in words if known.kinds.get(word) == "cease-fire"), "deal")


@clears_with_data
@cache
def _heads() -> re.Pattern[str]:
    heads = "|".join(
        form.replace(" ", r"\s+")
        for form in sorted(agreement_words().heads, key=lambda form: (-len(form), form))
    )
    another = r"(?P<another>(?:a|another)\s(?:new|fresh|second|third)\sone)"
    return re.compile(rf"(?<![-\w])(?:{another}\b|(?:{heads})\b(?![-\w]))", re.IGNORECASE)


def _is_headline(sentence: str) -> bool:
    """Whether nearly every word has a capital, so that a capital says nothing."""
    words = re.findall(r"[^\W\d_]{4,}", sentence)
    return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.8 * len(words)
