"""Agreements that an article refers to: by a name, by year, place or parties, or by "the deal"."""

import calendar
import re
from dataclasses import dataclass

from kg.model import Agreement, Document, Extraction, Mention, Span
from kg.resolution.lexicon import lexicon
from kg.resolution.names import fold, slug
from kg.resolution.registry import Entry, Registry
from kg.resolution.spans import SpanIndex

_KIND_OF_HEAD = {
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
_HEAD = re.compile(
    r"\b(?:(cease-?fire|truce|armistice|deal|accord|agreement|pact|protocol|convention|declaration|memorandum)(s)?"
    r"|(treat)(?:y|(ies))|(memorand)a|(process)(es)?)\b(?![-\w])",
    re.IGNORECASE,
)
# These heads make a name only when they are written like one: "the Warsaw Pact", "Kyoto Protocol".
_ONLY_NAMED = frozenset({"protocol", "convention", "declaration"})
AGREEMENT_HEADS = frozenset(_KIND_OF_HEAD) | {"ceasefire", "the"}
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "its", "their", "said"})
_MONTHS = [name.lower() for name in calendar.month_name[1:]]
_MONTH = "|".join(f"{name.capitalize()}|{name[:3].capitalize()}\\.?" for name in _MONTHS) + "|Sept\\.?"
_DAY = re.compile(rf"(?:({_MONTH}) (\d{{1,2}})|(\d{{1,2}}) ({_MONTH}))(?!\d)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TOKEN = re.compile(r"[\w'’.-]*\w[.]?|[^\w\s]")
_NAME = r"(?:the )?[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?"
_LIST = re.compile(rf"\s+(in|between|with|of)\s+({_NAME}(?:, {_NAME})*(?:,? and {_NAME})?)")
# A date that belongs to an agreement stands this near behind it, with nothing but these words between.
_DATE_AFTER = re.compile(
    rf"(?:\s+(?:in|on|of|from|dated|signed|reached|agreed|late|early|mid|between|and|with|the|[A-Z]\w+)){{0,9}}\s+(?:{_DAY.pattern}|{_YEAR.pattern})"
)


# A phrase reaches back over this many words, and no farther than this many code points either way.
_MOST_LEAD = 6
_REACH = 120


@dataclass(frozen=True, slots=True)
class _Reference:
    """One noun phrase that may refer to an agreement, with what it says of it."""

    span: Span
    kind: str
    head: str
    plural: bool
    definite: bool
    name: str | None
    year: str | None
    day: str | None
    """`01-12`"""
    places: tuple[str, ...]
    parties: tuple[str, ...]


def find_agreements(document: Document, extraction: Extraction, registry: Registry) -> list[Mention]:
    """Every mention of an agreement in the text, in order; a plural may have several on one span."""
    text = document.text
    folded = fold(text)
    near = [entry for entry in registry.agreements if any(fold(word) in folded for word in entry.context)]
    mentions = _aliases(text, registry)
    kinds = {entry.agreement.id: entry.kinds for entry in registry.agreements}
    named = SpanIndex(mentions, lambda one: one.span)
    places = {name.span.of(text) for name in extraction.names if name.kind == "place"}
    for sentence in extraction.sentences:
        for match in _HEAD.finditer(text, sentence.start, sentence.end):
            if named.around(match.start()):
                continue
            reference = _reference(text, match, sentence, places)
            if reference is None:
                continue
            for agreement in _referents(reference, near, kinds, mentions, text):
                mentions.append(Mention(reference.span, reference.span.of(text), agreement))
    return sorted(mentions, key=lambda one: (one.span, one.refers_to.id))


def _aliases(text: str, registry: Registry) -> list[Mention]:
    """Names and aliases of the registry, the longest first where they overlap."""
    return [
        Mention(span, span.of(text), entry.agreement, confidence=round(1 / len(entries), 3))
        for span, entries in registry.agreement_aliases.find(text)
        for entry in entries
    ]


def _reference(text: str, match: re.Match[str], sentence: Span, places: set[str]) -> _Reference | None:
    """The noun phrase around a head, taken apart; None for a head that names no agreement here."""
    head = _head(match)
    lead = _lead(text, match.start(), sentence, places)
    tail = _tail(text, match.end(), sentence)
    capital = match.group()[0].isupper()
    own_places = _places_of(lead.proper, places)
    named = bool(lead.proper) and (capital or bool(own_places))
    definite = lead.determiner in _DEFINITE
    if head in _ONLY_NAMED and not (named and capital) and not definite:
        return None
    return _Reference(
        span=Span(lead.start, match.end()),
        kind=_KIND_OF_HEAD[head],
        head=head,
        plural=bool(match.group(2) or match.group(4) or match.group(5) or match.group(7)),
        definite=definite,
        name=" ".join([*lead.proper, match.group()]) if named else None,
        year=lead.year or tail.year,
        day=lead.day or tail.day,
        places=(*own_places, *(one for one in tail.places if one in places)),
        parties=tail.parties,
    )


@dataclass(slots=True)
class _Lead:
    """What stands before a head: "the", "Oslo", "1993"; `start` is where the phrase begins."""

    start: int
    proper: list[str]
    determiner: str | None = None
    year: str | None = None
    day: str | None = None


def _lead(text: str, end: int, sentence: Span, places: set[str]) -> _Lead:
    lead = _Lead(end, [])
    reach = max(sentence.start, end - _REACH)
    days = (one for one in _DAY.finditer(text, reach, end) if end - one.end() <= 1)
    day = next(days, None)
    lead.day = _month_and_day(day) if day else None
    for token in reversed(list(_TOKEN.finditer(text, reach, end))[-_MOST_LEAD:]):
        word = token.group()
        capital = word[0].isupper() and word.lower() not in _DEFINITE | {"a", "an"}
        if day and token.start() >= day.start():
            lead.start = day.start()
        elif _YEAR.fullmatch(word):
            lead.year, lead.start = word, token.start()
        elif word in lexicon().agreement_modifiers:
            lead.start = token.start()
        elif capital and (lead.proper or token.start() > sentence.start or word in places):
            lead.proper.insert(0, word)
            lead.start = token.start()
        else:
            lead.determiner = word.lower()
            break
    return lead


@dataclass(frozen=True, slots=True)
class _Tail:
    """What stands behind a head: "in Oslo", "between X and Y", "in late 1993"."""

    places: tuple[str, ...]
    parties: tuple[str, ...]
    year: str | None
    day: str | None


def _tail(text: str, start: int, sentence: Span) -> _Tail:
    end = min(sentence.end, start + _REACH)
    listed = _LIST.match(text, start, end)
    items = re.split(r",? and |, ", listed.group(2)) if listed else []
    items = [item.removeprefix("the ") for item in items]
    preposition = listed.group(1) if listed else ""
    dated = _DATE_AFTER.match(text, start, end)
    year = _YEAR.search(dated.group()) if dated else None
    day = _DAY.search(dated.group()) if dated else None
    between = preposition in {"between", "with"}
    return _Tail(
        places=tuple(items) if preposition in {"in", "of"} else (),
        parties=tuple(item for item in items if item in lexicon().countries) if between else (),
        year=year.group() if year else None,
        day=_month_and_day(day) if day else None,
    )


def _referents(
    reference: _Reference,
    near: list[Entry],
    kinds: dict[str, frozenset[str]],
    mentions: list[Mention],
    text: str,
) -> list[Agreement]:
    """The agreements that `reference` refers to: by what it says, else by what was named before."""
    told = bool(reference.places or reference.parties or reference.year or reference.day)
    if told:
        entries = [entry for entry in near if _fits(entry, reference, mentions, text)]
        if reference.places:
            by_place = [entry for entry in entries if entry.agreement.place in reference.places]
            entries = by_place or entries
        if entries:
            return [entry.agreement for entry in (entries if reference.plural else entries[:1])]
    if reference.name:
        return [Agreement(slug(reference.name), reference.name, reference.kind)]
    if reference.day and reference.kind == "cease-fire":
        month, number = reference.day.split("-")
        name = f"{_MONTHS[int(month) - 1].capitalize()} {int(number)} cease-fire"
        return [Agreement(slug(name), name, reference.kind)]
    if told and len(reference.parties) > 1:
        name = f"{reference.head} between {' and '.join(sorted(reference.parties))}"
        return [Agreement(slug(name), name, reference.kind, parties=tuple(sorted(reference.parties)))]
    if reference.definite and not told:
        return _named_before(reference, kinds, mentions, text)
    return []


def _fits(entry: Entry, reference: _Reference, mentions: list[Mention], text: str) -> bool:
    """Whether nothing that `reference` says is against `entry`."""
    agreement = entry.agreement
    if reference.kind not in entry.kinds:
        return False
    if reference.places and agreement.place not in reference.places:
        return False
    # "with France and Italy" leaves out who speaks, so a party more than those named is no conflict.
    if reference.parties and not set(reference.parties) <= set(agreement.parties):
        return False
    if reference.year and not (agreement.date or "").startswith(reference.year):
        return False
    if reference.day and (agreement.date or "")[5:] != reference.day:
        return False
    if reference.places or reference.day or len(reference.parties) > 1:
        return True
    # A year alone is shared by many: the article must speak of the agreement or of all who made it.
    parties = len(agreement.parties) > 1 and all(party in text for party in agreement.parties)
    named = any(mention.refers_to.id == agreement.id for mention in mentions)
    return parties or named or (agreement.place is not None and agreement.place in text)


def _named_before(
    reference: _Reference, kinds: dict[str, frozenset[str]], mentions: list[Mention], text: str
) -> list[Agreement]:
    """What "the deal" or "both accords" points back to."""
    before = [
        (mention.span, mention.refers_to)
        for mention in mentions
        if mention.span.end <= reference.span.start
        and isinstance(mention.refers_to, Agreement)
        and reference.kind in kinds.get(mention.refers_to.id, {mention.refers_to.kind})
        and (reference.head not in _ONLY_NAMED or reference.head in fold(mention.refers_to.name))
    ]
    if not before:
        return []
    last = max(before, key=lambda pair: pair[0])
    if not reference.plural:
        return [last[1]]
    last_line = text.rfind("\n", 0, last[0].start)
    group = {agreement.id: agreement for span, agreement in before if span.start > last_line}
    return list(group.values())


def _head(match: re.Match[str]) -> str:
    if match.group(3):
        return "treaty"
    if match.group(5):
        return "memorandum"
    word = (match.group(1) or match.group(6)).lower()
    return "cease-fire" if word.startswith("cease") else word


def _places_of(proper: list[str], places: set[str]) -> tuple[str, ...]:
    whole = " ".join(proper)
    known = [word for word in (*proper, whole) if word in places or word in lexicon().countries]
    return tuple(dict.fromkeys(known))


def _month_and_day(match: re.Match[str]) -> str:
    groups = [group for group in match.groups() if group]
    number = next(group for group in groups if group.isdigit())
    name = next(group for group in groups if not group.isdigit()).lower().rstrip(".")
    month = next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(name))
    return f"{month:02}-{int(number):02}"
