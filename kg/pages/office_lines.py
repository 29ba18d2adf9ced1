"""Offices of an actor as its page lists them: each once, without the shorter wordings of the same one."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from kg.language.folding import fold, words_of
from kg.language.lexicon import lexicon
from kg.pages.sourced import Sourced, joined

# A wording of so many times fewer articles than another one is rare.
_RARE = 3
# More words before an office are hardly its own.
_MOST_BEFORE = 3

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """An office as articles word it; `others` are wordings of the same one, of the most articles first."""

    named: Sourced
    others: list[Sourced]

    @property
    def articles(self) -> int:
        """How many articles tell it, in whatever wording."""
        return len(self.named.of.union(*(one.of for one in self.others)))


def clean_offices(found: Sequence[Sourced]) -> list[Office]:
    """`found` without repetitions, those of the most articles first.

    Wordings that differ in case, in apostrophes, or in how they name a country (“Turkey's foreign minister”,
    “Turkish Foreign Minister”) are one, in the wording of the most articles. So are one and another that ends
    as it does (“minister”), unless the words before make another office of it (“deputy minister”). They are
    named by the longest wording that is not rare among them.
    """
    same: dict[Words, list[Sourced]] = {}
    for one in sorted(found, key=lambda one: (-one.articles, one.text)):
        same.setdefault(_compared(one.text), []).append(one)
    offices = {words: joined(own) for words, own in same.items()}
    longest = sorted(offices, key=lambda words: (-len(words), -offices[words].articles, words))
    groups: list[list[Words]] = []
    for words in longest:
        home = next((own for own in groups if _is_fragment(words, own[0])), None)
        if home is None:
            groups.append([words])
        else:
            home.append(words)
    cleaned = [_office([offices[words] for words in own]) for own in groups]
    return sorted(cleaned, key=lambda one: (-one.articles, one.named.text))


def _office(found: list[Sourced]) -> Office:
    """The wordings of one office, which come with the longest first."""
    most = max(one.articles for one in found)
    named = next(one for one in found if one.articles * _RARE >= most)
    others = sorted((one for one in found if one is not named), key=lambda one: (-one.articles, one.text))
    return Office(named, others)


def _compared(text: str) -> Words:
    """The words of an office by which it is compared; all of them if only idle ones are there."""
    words = [_country(word) for word in words_of(text)]
    return tuple(one for one in words if one not in _words()["idle"]) or tuple(words)


def _country(word: str) -> str:
    """A word folded; that of a country as its adjective."""
    country = lexicon().countries.get(word) or lexicon().adjectives.get(word)
    return fold(country.adjective if country else word).replace("-", "")


def _is_fragment(words: Words, longer: Words) -> bool:
    """Whether `longer` ends with `words`, and is the same office all the same."""
    before = longer[: len(longer) - len(words)]
    if len(before) > _MOST_BEFORE:
        return False
    return longer[len(before) :] == words and not set(before) & _words()["changing"]


@cache
def _words() -> dict[str, frozenset[str]]:
    text = resources.files(__package__).joinpath("offices.toml").read_text("utf-8")
    return {name: frozenset(words) for name, words in tomllib.loads(text).items()}
