"""Names and words of a question, and which words have content."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from kg.data import clears_with_data
from kg.language.folding import fold, words_of
from kg.language.lexicon import is_office, lexicon, singular
from kg.language.saying_words import saying_words
from kg.questions.understanding.ask_words import ask_words
from kg.questions.understanding.name_spotting import Named
from kg.questions.understanding.question_tokens import Token

Unit = Named | Token
_OPEN = frozenset({"who", "whom", "what", "anyone", "anybody", "somebody", "someone", "which", "whose"})


def content_of(units: Sequence[Unit]) -> list[Token]:
    words = ask_words()
    return [
        one
        for one in units
        if isinstance(one, Token) and one.low not in words.stops and one.low not in words.auxiliaries
    ]


def filled(units: Sequence[Unit]) -> list[Unit]:
    """Names and words that have content."""
    content = set(content_of(units))
    return [one for one in units if isinstance(one, Named) or one in content]


def trimmed(units: Sequence[Unit]) -> list[Unit]:
    """`units` without the words without content at both ends; one that asks ("whom") is none."""
    words = ask_words()
    found = [one for one in units if isinstance(one, Named) or one.low not in _OPEN]
    empty = words.stops | words.auxiliaries
    while found and isinstance(found[0], Token) and found[0].low in empty:
        found = found[1:]
    while found and isinstance(found[-1], Token) and found[-1].low in empty:
        found = found[:-1]
    return found


def without_media(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """`units` without the words for media ("TV", "a press release") and the names of platforms."""
    media = {one for phrase in _media() for one in phrase.split()}

    def is_medium(one: Unit) -> bool:
        low = one.tokens[0].low if isinstance(one, Named) and len(one.tokens) == 1 else ""
        return (one.low if isinstance(one, Token) else low) in media

    return tuple(one for one in units if not is_medium(one))


def names_medium(text: str) -> bool:
    """Whether a text has a word for a medium, or the name of a platform."""
    words = [singular(fold(one)) for one in words_of(text)]
    return not _media().isdisjoint([*words, *(" ".join(pair) for pair in pairwise(words))])


@clears_with_data
@cache
def _media() -> frozenset[str]:
    words = saying_words()
    # One letter names a platform only with its capital.
    return frozenset(one for one in words.media | words.media_on | set(words.platforms) if len(one) > 1)


def is_person(one: Token) -> bool:
    return is_office(one.low) or singular_of(one.low) in saying_words().audiences


def is_people(content: Sequence[Token]) -> bool:
    """Whether words are a plural or collective noun of people who speak: "officials", "witnesses"."""
    if not content:
        return False
    head = singular_of(content[-1].low)
    return head in saying_words().audiences and not any(one.is_capital for one in content[-1:])


def singular_of(word: str) -> str:
    return "witness" if word == "witnesses" else singular(word)


def country_adjectives() -> frozenset[str]:
    return frozenset(lexicon().adjectives)
