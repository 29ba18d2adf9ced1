"""Anaphors of a text: pronouns, and noun phrases for people and bodies without a name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.language.common_nouns import body_nouns
from kg.language.lexicon import lexicon, singular
from kg.model import Name, Span
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
# The end of an apposition.
_ENDS = re.compile(r"[,.;:)–—]|$")
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
    is_definite: bool = True
    gender: str | None = None
    is_plural: bool = False


def find_anaphors(text: str, names: Sequence[Name]) -> Iterator[Anaphor]:
    """Yield third-person pronouns, "who" and noun phrases without a name, in order."""
    index = SpanIndex(names, lambda name: name.span)
    for match in _WORD.finditer(text):
        word = _POSSESSIVE.sub("", match.group()).lower()
        span = Span(match.start(), match.start() + len(word)) if word else Span(*match.span())
        kind = lexicon().pronouns.get(word)
        if kind in _THIRD or word in PEOPLES_RELATIVES:
            yield _pronoun_at(span, word, kind or "relative")
        elif match.group()[0].islower() and index.around(span.start) is None:
            noun = _noun_at(text, span, word)
            if noun and not _is_named_after(text, noun, index):
                yield noun


def _pronoun_at(span: Span, word: str, kind: str) -> Anaphor:
    gender = kind if kind in {"male", "female"} else None
    return Anaphor(span, word, kind, gender=gender, is_plural=kind == "plural")


def _noun_at(text: str, span: Span, word: str) -> Anaphor | None:
    """The noun phrase whose head is at `span`, if the noun is one for people or bodies."""
    head = singular(word)
    found = body_nouns().get(word) or body_nouns().get(head)
    if found is None:
        return None
    before = _DETERMINER.search(text, max(0, span.start - _BEFORE), span.start)
    definite = before is not None and before.group(1).lower() in _DEFINITE
    kind, gender = found
    return Anaphor(span, head, kind, definite, gender, is_plural=word != head or kind == "group")


def _is_named_after(text: str, noun: Anaphor, names: SpanIndex[Name]) -> bool:
    """Whether a name in apposition follows the noun: "his wife Jane", "the mayor, Jane Doe,"."""
    name = next(iter(names.starting_in(Span(noun.span.end, noun.span.end + 3))), None)
    between = text[noun.span.end : name.span.start] if name else ""
    if name is None or (between != " " and not (between == ", " and _ENDS.match(text, name.span.end))):
        return False
    fits = (name.kind == "person") == (noun.kind == "person") and not noun.is_plural
    return fits and name.kind in {"person", "organisation"}
