"""Organisations and state organs as actors, with normalised names and identifiers."""

import calendar
import re
from collections import defaultdict

from kg.language.folding import fold, slug, words_of
from kg.language.lexicon import Country, lexicon
from kg.language.noun_phrases import NounPhrase, parse_noun_phrase
from kg.model import Actor, ActorType, Name, Span

_CAPITALS = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*"
# Continuations of a name: "… Institute for Near Eastern Policy", "… of Justice".
_OPEN_END = re.compile(r"\b(?:of|for|on|the|and)$")
_UNFINISHED = re.compile(rf" {_CAPITALS}")
_DAY_OR_MONTH = rf"(?:{'|'.join((*calendar.day_name, *calendar.month_name[1:]))})\b"
_GOES_ON = re.compile(
    rf"(?: and {_CAPITALS})?"
    rf"(?: (?:for|of|on)(?: the)? (?!{_DAY_OR_MONTH}){_CAPITALS}(?:(?:, {_CAPITALS})*,? and {_CAPITALS})?)*"
)
_OWNER = re.compile(r"\b([A-Z][\w.]+(?: [A-Z][\w.]+)?)(?:['’]s?)?\s+$")
_OWNER_REACH = 40
# "the US Embassy in Lima"
_ABROAD = frozenset({"embassy", "consulate"})
_SEAT = re.compile(r"\s*(?:in|to)\s+(?:the\s+)?([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)")
_ACRONYM = re.compile(r"(?:[A-Z]\.?&?){1,6}[A-Z]\.?")
# "Pacific Gas and Electric Company (PG&E)"
_DEFINED = re.compile(r"\s*\((?:the\s+)?([A-Z][\w&.]{1,9})\)")
# Words of a name that its acronym omits.
_SKIPPED_WORDS = frozenset({"of", "for", "the", "and", "on", "in", "to", "at", "de"})


class Organisations:
    """The organisations of one article, with the resolution of short forms.

    "the programme" and "WFP" are resolved to "World Food Programme" if no other name in the article fits.
    """

    def __init__(self, text: str, names: tuple[Name, ...]) -> None:
        self._text = text
        self._by_initials: dict[str, dict[str, Actor]] = defaultdict(dict)
        self._by_word: dict[str, dict[str, Actor]] = defaultdict(dict)
        known: set[str] = set()
        for name in names:
            if name.kind == "organisation":
                actor = named_organisation(text, name.span)[0]
                self._add(actor, known)
                known.add(fold(actor.name))
                defined = _DEFINED.match(text, name.span.end)
                if defined and is_acronym(defined.group(1)) and defined.group(1)[0] == actor.name[0]:
                    self._by_initials[_bare_acronym(defined.group(1))][actor.id] = actor

    def named(self, span: Span) -> tuple[Actor, bool]:
        """The actor that the name at `span` refers to, and whether by metonymy ("Paris has said")."""
        actor, metonym = named_organisation(self._text, span)
        if metonym:
            return actor, metonym
        if is_acronym(actor.name):
            fitting = self._by_initials.get(_bare_acronym(actor.name))
        else:
            fitting = self._by_word.get(fold(actor.name))
        longer = list((fitting or {}).values())
        return (longer[0] if len(longer) == 1 else actor), False

    def _add(self, actor: Actor, before: set[str]) -> None:
        """Add a name and its short forms, those apart by which somebody was called `before`."""
        words = words_of(actor.name)
        capitals = [word for word in words if word[0].isupper()]
        if len(words) < 2 or not capitals:
            return
        parts = [part for word in words for part in word.split("-") if part and part not in _SKIPPED_WORDS]
        is_company = lexicon().organs.get(words[-1].lower()) == "organisation"
        for initials in (capitals, [word for word in words if word not in _SKIPPED_WORDS], parts):
            self._by_initials["".join(word[0].upper() for word in initials)][actor.id] = actor
        if is_company:
            # "PG&E" of "Pacific Gas and Electric Company"
            self._by_initials["".join(part[0].upper() for part in parts[:-1])][actor.id] = actor
        for word in {fold(capitals[0]), fold(capitals[-1])}:
            if lexicon().country_of(word.capitalize()) is None and (is_company or word not in before):
                self._by_word[word][actor.id] = actor


def is_acronym(name: str) -> bool:
    """Whether `name` is one word in capitals ("WFP", "U.N.")."""
    return _ACRONYM.fullmatch(name) is not None


def _bare_acronym(name: str) -> str:
    return name.replace(".", "").replace("&", "")


def named_organisation(text: str, span: Span) -> tuple[Actor, bool]:
    """The actor that the name at `span` refers to, and whether by metonymy ("Paris has said").

    State organs are named with the adjective of their country: "France's Health Ministry" is the "French
    Health Ministry".
    """
    unfinished = _UNFINISHED.match(text, span.end) if _OPEN_END.search(span.of(text)) else None
    end = unfinished.end() if unfinished else span.end
    name = text[span.start : end]
    phrase = parse_noun_phrase(name)
    if phrase.names_country and phrase.country:
        return government(phrase.country), True
    organ = ActorType(phrase.organ or ("group" if phrase.names_people else "organisation"))
    more = _GOES_ON.match(text, end) if phrase.organ else None
    name += more.group() if more else ""
    if organ is ActorType.GOVERNMENT:
        whole = parse_noun_phrase(name)
        country = country_of_organ(whole) or _country_before(text, span.start)
        if country is not None:
            return state_organ(whole, country), False
    return organisation(name, organ), False


def _country_before(text: str, offset: int) -> Country | None:
    """The country named right before `offset`: "France's" or "French"."""
    before = _OWNER.search(text, max(0, offset - _OWNER_REACH), offset)
    return lexicon().country_of(before.group(1)) if before else None


def country_named(name: str) -> Country | None:
    """The country if `name` is a country's or a capital's and nothing else, or None."""
    phrase = parse_noun_phrase(name)
    return phrase.country if phrase.names_country else None


def country_of_organ(phrase: NounPhrase) -> Country | None:
    """The country named in the phrase, before its head or after it ("of Italy")."""
    behind = (lexicon().country_of(part) for part in _complements(phrase))
    return phrase.country or next((country for country in behind if country), None)


def state_organ(phrase: NounPhrase, country: Country) -> Actor:
    """The organ of `country` that the phrase names: "Ministry of Defence" becomes "Defence Ministry"."""
    if phrase.head in {"government", "regime"} and len(phrase.words) == 1:
        return government(country)
    *before, head = map(capitalised, phrase.words)
    behind = [part for part in _complements(phrase) if not lexicon().country_of(part)]
    if behind and phrase.head in {"ministry", "department"}:
        subject = lexicon().portfolios.get(behind[0].lower(), behind[0])
        words = [*before, *map(capitalised, subject.split()), head]
    else:
        seat = _SEAT.match(phrase.complement) if phrase.head in _ABROAD else None
        words = [*before, head, *([f"in {seat.group(1)}"] if seat else (f"of {part}" for part in behind))]
    name = f"{country.adjective} {' '.join(words)}"
    return Actor(organ_id(name), name, ActorType.GOVERNMENT)


def _complements(phrase: NounPhrase) -> list[str]:
    """The complements of the head: "Defence", "France" in "Ministry of Defence of France"."""
    parts = re.split(r"\s+of\s+(?:the\s+)?", phrase.complement)
    return [" ".join(part.split()) for part in parts if part.strip()]


def government(country: Country) -> Actor:
    """The government of `country`."""
    name = f"{country.adjective} government"
    return Actor(slug(name), name, ActorType.GOVERNMENT)


def organisation(name: str, kind: ActorType = ActorType.ORGANISATION) -> Actor:
    """The organisation called `name`, without the article and a possessive ending."""
    bare = re.sub(r"^the\s+|['’]s?$", "", " ".join(name.split()), flags=re.IGNORECASE)
    # "federal Securities and Exchange Commission"
    bare = re.sub(r"^(?:[a-z]\S* )+(?=[A-Z])", "", bare)
    bare = bare.replace(".", "") if is_acronym(bare) else bare
    return Actor(organ_id(bare), bare, kind)


def organ_id(name: str) -> str:
    """An identifier that is the same for British and American spelling."""
    return slug(" ".join(map(british_spelling, words_of(name)))) or slug(name)


def british_spelling(word: str) -> str:
    """`word` folded, in British spelling."""
    return lexicon().spellings.get(fold(word), fold(word))


def capitalised(word: str) -> str:
    """`word` with an initial capital, the rest unchanged if it has one already."""
    return word if word[:1].isupper() else word.capitalize()
