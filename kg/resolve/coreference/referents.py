"""Referents and anaphors of an article: names, pronouns, and noun phrases for people and bodies."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from kg.language.common_nouns import body_nouns
from kg.language.folding import words_of
from kg.language.given_names import given_gender
from kg.language.lexicon import lexicon, singular
from kg.model import Actor, ActorType, Extraction, Name, Span
from kg.resolve.people.person import Person
from kg.text.span_index import SpanIndex

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_DETERMINER = re.compile(
    r"\b(the|an?|this|that|these|those|his|her|their|its|our|my|some|many|several|two|three|one|another|every|any"
    r"|no)\s(?:[\w’'-]+\s){0,3}$",
    re.IGNORECASE,
)
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "its", "our", "my"})
_BEFORE = 60
_LAST_WORD = re.compile(r"([\w-]+),? $")
# The end of an apposition.
_ENDS = re.compile(r"[,.;:)–—]|$")
# What can follow the object "her", but not the possessive "her".
_AFTER_OBJECT = re.compile(
    r"\s*(?:[^\w\s]|$)|\s+(?:to|that|and|or|but|in|on|at|for|from|with|by|as|of|if|when|while|who|whom|what|how|why"
    r"|about|into|out|off|up|down|over|after|before|because|not|he|she|it|they|the|an?|this|again|too|is|was|were)\b"
)
_OBJECTS = frozenset({"him", "them", "whom", "himself", "herself", "themselves", "itself", "her"})
_POSSESSIVES = frozenset({"his", "their", "its", "whose", "hers"})
_THIRD = frozenset({"male", "female", "plural", "neuter"})
PEOPLES_RELATIVES = frozenset({"who", "whom", "whose"})
"""Relative pronouns that mean people."""


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A pronoun, or the head of a noun phrase without a name.

    `kind` is a kind of pronoun of the lexicon, or the kind of body that a noun phrase names ("person",
    "group", "organisation", "government").
    """

    span: Span
    word: str
    kind: str
    case: str = "subject"
    is_definite: bool = True
    gender: str | None = None
    is_plural: bool = False

    @property
    def is_pronoun(self) -> bool:
        """Whether the anaphor is a pronoun."""
        return self.word in lexicon().pronouns

    @property
    def is_reflexive(self) -> bool:
        """Whether the anaphor is a reflexive pronoun: "himself"."""
        return self.word.endswith(("self", "selves"))


@dataclass(slots=True)
class Referent:
    """A referent mentioned so far. `actor` is None for a referent without a name."""

    key: str
    actor: Actor | None
    kind: str
    first: Span
    last: Span
    gender: str | None = None
    likely_gender: str | None = None
    is_plural: bool = False
    words: frozenset[str] = frozenset()
    """The words of the name and the offices, lower case, singular."""
    count: int = 0
    """The number of mentions."""
    names: int = 0
    """The number of mentions by name."""
    said: int = 0
    """The number of statements made."""
    last_form: str = "name"
    """The form of the last mention: name, pronoun, phrase or source."""
    last_kind: str = ""
    """The kind of pronoun of the last mention."""
    leads: bool = False
    """Whether the last mention is the first possible subject of its sentence."""
    named: Span | None = None
    """The last mention by name."""
    pronouns: dict[str, int] = field(default_factory=dict)
    """The number of mentions by kind of pronoun."""


def find_anaphors(text: str, extraction: Extraction) -> Iterator[Anaphor]:
    """Yield third-person pronouns and noun phrases without a name, in order."""
    names = SpanIndex(extraction.names, lambda name: name.span)
    for match in _WORD.finditer(text):
        word = _POSSESSIVE.sub("", match.group()).lower()
        span = Span(match.start(), match.start() + len(word)) if word else Span(*match.span())
        kind = lexicon().pronouns.get(word)
        if kind in _THIRD or word in PEOPLES_RELATIVES:
            yield pronoun_at(text, span, kind or "relative")
        elif match.group()[0].islower() and names.around(span.start) is None:
            noun = _noun_at(text, span)
            if noun and not _named_after(text, noun, names):
                yield noun


def pronoun_at(text: str, span: Span, kind: str) -> Anaphor:
    """The pronoun at `span`."""
    word = span.of(text).lower()
    if word in _POSSESSIVES or (word == "her" and not _AFTER_OBJECT.match(text, span.end)):
        case = "possessive"
    else:
        case = "object" if word in _OBJECTS else "subject"
    gender = kind if kind in {"male", "female"} else None
    return Anaphor(span, word, kind, case, gender=gender, is_plural=kind == "plural")


def _noun_at(text: str, span: Span) -> Anaphor | None:
    """The noun phrase whose head is at `span`, if the noun is one for people or bodies."""
    word = span.of(text).lower()
    head = singular(word)
    found = body_nouns().get(word) or body_nouns().get(head)
    if found is None:
        return None
    before = _DETERMINER.search(text, max(0, span.start - _BEFORE), span.start)
    definite = before is not None and before.group(1).lower() in _DEFINITE
    kind, gender = found
    return Anaphor(
        span, head, kind, is_definite=definite, gender=gender, is_plural=word != head or kind == "group"
    )


def _named_after(text: str, noun: Anaphor, names: SpanIndex[Name]) -> Name | None:
    """The name in apposition after the noun: "his wife Jane", "the mayor, Jane Doe,"."""
    name = next(iter(names.starting_in(Span(noun.span.end, noun.span.end + 3))), None)
    between = text[noun.span.end : name.span.start] if name else ""
    if name is None or (between != " " and not (between == ", " and _ENDS.match(text, name.span.end))):
        return None
    fits = (name.kind == "person") == (noun.kind == "person") and not noun.is_plural
    return name if fits and name.kind in {"person", "organisation"} else None


def find_referents(
    text: str,
    extraction: Extraction,
    people: list[Person],
    named: Callable[[Span], tuple[Actor, bool]],
) -> Iterator[tuple[Span, Referent]]:
    """Yield each mention by name with its referent, in order; one referent per actor."""
    referents: dict[str, Referent] = {}
    person_at = {span: person for person in people for span in person.mentions}
    nouns_before = _nouns_before(text, extraction)
    for span, kind in sorted({(name.span, name.kind) for name in extraction.names}):
        person = person_at.get(span)
        if person is not None:
            actor, kind = person.actor(), "person"
        elif kind in {"organisation", "place"}:
            actor, metonym = named(span)
            kind = "place" if kind == "place" and not metonym else actor.type.value
        else:
            continue
        referent = referents.setdefault(actor.id, referent_of(actor, span, kind, person))
        if noun := nouns_before.get(span):
            referent.words |= {noun.word}
            referent.gender = referent.gender or noun.gender
        yield span, referent


def _nouns_before(text: str, extraction: Extraction) -> dict[Span, Anaphor]:
    """The nouns to which names are in apposition ("his wife Jane"), by the name's span."""
    names = SpanIndex(extraction.names, lambda name: name.span)
    found = {}
    for name in extraction.names:
        match = _LAST_WORD.search(text, max(0, name.span.start - _BEFORE), name.span.start)
        noun = _noun_at(text, Span(*match.span(1))) if match else None
        if noun and _named_after(text, noun, names) == name:
            found[name.span] = noun
    return found


def referent_of(actor: Actor, span: Span, kind: str, person: Person | None = None) -> Referent:
    """A new referent at `span`; a place that is not a government has no actor."""
    words = words_of(actor.name)
    unnamed = actor.type is ActorType.UNNAMED
    head = singular(words[-1].lower()) if words else ""
    noun = body_nouns().get(head, ("other", None))
    roles = (word for role in person.roles for word in words_of(role.text)) if person else ()
    return Referent(
        key=f" {head}" if unnamed else actor.id,
        actor=None if kind == "place" else actor,
        kind=noun[0] if unnamed else kind,
        first=span,
        last=span,
        gender=person.gender if person else noun[1] if unnamed else None,
        likely_gender=given_gender(person.name) if person else None,
        is_plural=kind == "group" or (unnamed and bool(words) and head != words[-1].lower()),
        words=frozenset(singular(word.lower()) for word in (*words, *roles)),
    )


def referent_of_noun(noun: Anaphor) -> Referent:
    """A new referent introduced by a noun phrase without a name."""
    return Referent(
        key=f" {noun.word}",
        actor=None,
        kind=noun.kind,
        first=noun.span,
        last=noun.span,
        gender=noun.gender,
        is_plural=noun.is_plural,
        words=frozenset({noun.word}),
        last_form="phrase",
    )
