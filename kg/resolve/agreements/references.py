"""Noun phrases that may refer to an agreement, taken apart: "the 2018 deal between France and Italy"."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.language.folding import fold
from kg.language.lexicon import lexicon
from kg.model import Span
from kg.resolve.agreements.written_dates import DATE, find_dates

KIND_OF_HEAD = {
    "deal": "deal",
    "accord": "deal",
    "agreement": "deal",
    "pact": "deal",
    "treaty": "deal",
    "memorandum": "deal",
    "protocol": "deal",
    "convention": "deal",
    "cease-fire": "cease-fire",
    "truce": "cease-fire",
    "armistice": "cease-fire",
    "declaration": "deal",
    "process": "process",
}
HEAD = re.compile(
    r"\b(?:(cease-?fire|truce|armistice|deal|accord|agreement|pact|protocol|convention|declaration|memorandum)(s)?"
    r"|(treat)(?:y|(ies))|(memorand)a|(process)(es)?)\b(?![-\w])",
    re.IGNORECASE,
)
# These heads make a name only when they are written like one: "the Warsaw Pact", "Kyoto Protocol".
ONLY_NAMED = frozenset({"protocol", "convention", "declaration"})
_CAPITALS = rf"(?!(?:{'|'.join(calendar.day_name)}|{'|'.join(calendar.month_name[1:])})\b)[A-Z][\w'’-]+"
# "Treaty of Versailles", "Convention on the Rights of the Child". Parties hold conventions, too: on a day.
_NAME_GOES_ON = re.compile(
    rf"\s+(?:of|on|for|against|relating to)\s+(?:the\s+)?{_CAPITALS}"
    rf"(?:\s+(?:(?:of|on|and|for)\s+)?(?:the\s+)?{_CAPITALS})*"
)
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "its", "their", "said"})
_TOKEN = re.compile(r"[\w'’.-]*\w[.]?|[^\w\s]")
NAME = r"(?:the )?[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?"
_MADE = r"(?:\s+(?:reached|signed|struck|made|brokered|concluded|agreed|negotiated|forged))?"
_LIST = re.compile(rf"{_MADE}\s+(in|between|with|of)\s+({NAME}(?:, {NAME})*(?:,? and {NAME})?)")
# A date that belongs to an agreement stands this near behind it, with nothing but these words between.
_DATE_AFTER = re.compile(
    r"(?:\s+(?:in|on|of|from|dated|signed|reached|agreed|late|early|mid|between|and|with|the|that|which|was|started"
    r"|began|took|effect|[A-Z]\w+,?)){0,9}"
    rf"\s+(?={DATE.pattern})"
)
# A phrase reaches back over this many words, and no farther than this many code points either way.
_MOST_LEAD = 6
_REACH = 120


@dataclass(frozen=True, slots=True)
class Told:
    """Something that the text says of an agreement: `kind` is date, place or party."""

    kind: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Reference:
    """One phrase that may refer to an agreement, with what it says of it."""

    span: Span
    kind: str | None
    head: str
    plural: bool
    definite: bool
    name: str | None
    told: tuple[Told, ...]
    proper: tuple[str, ...] = ()
    """The words of the name but its head, folded: "stockholm" in "the Stockholm accord"."""

    @property
    def date(self) -> str | None:
        """The date told, if any."""
        return next((one.value for one in self.told if one.kind == "date"), None)

    @property
    def places(self) -> tuple[str, ...]:
        """The places told."""
        return tuple(one.value for one in self.told if one.kind == "place")

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties told."""
        return tuple(one.value for one in self.told if one.kind == "party")


# "A new one" is of the kind that was named just before.
_ANOTHER = re.compile(r"\b(?:a|another) (?:new|fresh|second|third) one\b")


def find_references(text: str, sentence: Span, places: set[str]) -> Iterator[Reference]:
    """The phrases of one sentence that may refer to an agreement, in order."""
    last = None
    headline: bool | None = None
    found = [
        *HEAD.finditer(text, sentence.start, sentence.end),
        *_ANOTHER.finditer(text, sentence.start, sentence.end),
    ]
    for match in sorted(found, key=re.Match.start):
        if match.re is HEAD:
            headline = _is_headline(sentence.of(text)) if headline is None else headline
            reference = _read_reference(text, match, sentence, places, headline=headline)
        else:
            told = tuple(_tail(text, match.end(), sentence, places))
            reference = (
                replace(last, span=Span(*match.span()), name=None, told=told) if last and told else None
            )
        if reference is not None:
            last = replace(reference, plural=False, definite=False)
            yield reference


def _read_reference(
    text: str, match: re.Match[str], sentence: Span, places: set[str], *, headline: bool
) -> Reference | None:
    """The noun phrase around the head that `HEAD` matched; None for a head that names no agreement here."""
    head = _head(match)
    lead = _lead(text, match.start(), sentence, places, headline=headline)
    capital = match.group()[0].isupper()
    goes_on = _NAME_GOES_ON.match(text, match.end(), sentence.end) if capital else None
    end = goes_on.end() if goes_on else match.end()
    tail = _tail(text, end, sentence, places)
    named = bool(goes_on) or (bool(lead.proper) and (capital or bool(lead.told)))
    words = [*lead.proper, *(goes_on.group().split() if goes_on else [])]
    # "The Nokia deal" is not the one that was named before, whatever it is.
    definite = lead.determiner in _DEFINITE and (named or not lead.proper)
    if lead.proper and f"{lead.proper[-1]} {match.group()}".lower() in lexicon().no_agreements:
        return None
    if head in ONLY_NAMED and not (named and capital) and not definite:
        return None
    if head == "convention" and not goes_on and not (definite and not lead.proper):
        return None
    return Reference(
        span=Span(lead.start, end),
        kind=KIND_OF_HEAD[head],
        head=head,
        plural=bool(match.group(2) or match.group(4) or match.group(5) or match.group(7)),
        definite=definite,
        name=" ".join([*lead.proper, " ".join(text[match.start() : end].split())]) if named else None,
        told=(*lead.told, *tail),
        proper=tuple(map(fold, words)) if named else (),
    )


@dataclass(slots=True)
class _Lead:
    """What stands before a head: "the", "Oslo", "1993"; `start` is where the phrase begins."""

    start: int
    proper: list[str]
    told: list[Told]
    determiner: str | None = None
    name_end: int = 0
    """Where the words of `proper` end."""


def _lead(text: str, end: int, sentence: Span, places: set[str], *, headline: bool) -> _Lead:
    lead = _Lead(end, [], [])
    reach = max(sentence.start, end - _REACH)
    dates = list(find_dates(text, reach, end))
    for token in reversed(list(_TOKEN.finditer(text, reach, end))[-_MOST_LEAD:]):
        word = token.group()
        date = next((one for one in dates if one[0].start <= token.start() < one[0].end), None)
        capital = word[0].isupper() and word.lower() not in _DEFINITE | {"a", "an"}
        if date is not None:
            lead.start = date[0].start
            if not any(one.kind == "date" for one in lead.told):
                lead.told.append(Told("date", date[1], date[0]))
        elif word.lower() in lexicon().agreement_modifiers and (headline or not capital or not lead.proper):
            lead.start = token.start()
            if capital and not headline:
                lead.proper.insert(0, word)
                lead.name_end = lead.name_end or token.end()
        elif capital and not headline and (lead.proper or token.start() > sentence.start or word in places):
            lead.proper.insert(0, word)
            lead.start = token.start()
            lead.name_end = lead.name_end or token.end()
        else:
            lead.determiner = word.lower()
            break
    if lead.proper:
        lead.told += _told_by_name(" ".join(lead.proper), Span(lead.start, lead.name_end), places)
    lead.proper = (
        [] if all(one.lower() in lexicon().agreement_modifiers for one in lead.proper) else lead.proper
    )
    return lead


def _told_by_name(word: str, span: Span, places: set[str]) -> list[Told]:
    """What a name before the head tells: a place ("Oslo"), or parties ("US-China")."""
    pair = [one for one in re.split(r"[-–]", word) if one]
    if len(pair) == 2 and any(one in lexicon().countries for one in pair):
        return [Told("party", country_name(one), span) for one in pair]
    if word in lexicon().countries:
        return [Told("party", country_name(word), span)]
    return [Told("place", word, span)] if word in places else []


def country_name(word: str) -> str:
    """The name of the country that `word` names ("U.S."), `word` itself where it is none."""
    country = lexicon().countries.get(word)
    return country.name if country else word


def _is_headline(sentence: str) -> bool:
    """Whether nearly every word has a capital, so that a capital says nothing."""
    words = re.findall(r"[^\W\d_]{4,}", sentence)
    return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.8 * len(words)


def _tail(text: str, start: int, sentence: Span, places: set[str]) -> list[Told]:
    """What stands behind a head: "in Oslo", "between X and Y", "in late 1993"."""
    end = min(sentence.end, start + _REACH)
    told = []
    listed = _LIST.match(text, start, end)
    if listed:
        offset = listed.start(2)
        for name in re.finditer(NAME, text[offset : listed.end()]):
            span = Span(offset + name.start(), offset + name.end())
            bare = name.group().removeprefix("the ")
            if listed.group(1) in {"between", "with"} and bare in lexicon().countries:
                told.append(Told("party", country_name(bare), span))
            elif listed.group(1) in {"in", "of"} and bare in places:
                told.append(Told("place", bare, span))
    dated = _DATE_AFTER.match(text, start, end)
    date = next(find_dates(text, dated.end(), end), None) if dated else None
    return [*told, Told("date", date[1], date[0])] if date else told


def _head(match: re.Match[str]) -> str:
    if match.group(3):
        return "treaty"
    if match.group(5):
        return "memorandum"
    word = (match.group(1) or match.group(6)).lower()
    return "cease-fire" if word.startswith("cease") else word
