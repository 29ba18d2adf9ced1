"""Resolution of regimes and government forces to governments: "the Doe regime", "regime troops".

The country is that of the country's or ruler's name before "regime", or that of the only regime named in the
article. Other regimes (cleaning, tax, sanctions) are not governments.
"""

import re
from collections.abc import Iterable, Iterator

from kg.language.folding import fold, words_of
from kg.language.lexicon import Country, lexicon, singular
from kg.language.personal_names import surname
from kg.language.quantities import NUMBER_WORD
from kg.model import Actor
from kg.resolve.bodies.organisations import government
from kg.resolve.people.person import Person

_REGIME_WORD = "regime"
_REGIME = re.compile(r"\bregime\b(?!\s+(?:change|of\b))", re.IGNORECASE)
_BEFORE = re.compile(r"(?:[\w’'-]+\s+){0,4}$")
_REACH = 60
_DETERMINERS = frozenset({"the", "this", "that", "a", "its", "their", "his"})
# "Sparta-backed" and "pro-Doe" name an ally, not the country of the regime.
_ALLIED = re.compile(
    r"\b[\w’']+-(?:backed|led|allied|aligned|supported)\b|\b(?:pro|anti)-[\w’']+", re.IGNORECASE
)
# "76 regime soldiers"
_NUMBER = re.compile(rf"[\d.,]+|{NUMBER_WORD}", re.IGNORECASE)
_OF = re.compile(r"\b(?:forces|troops|soldiers|army|military)\s+of\s+(?:the\s+)?", re.IGNORECASE)


class Governments:
    """Resolves the regimes and forces of one article."""

    def __init__(self, text: str, people: Iterable[Person]) -> None:
        people = list(people)
        ruled = ((person, _ruled_country(person)) for person in people)
        self._rulers = {fold(surname(person.name)): country for person, country in ruled if country}
        self._surnames = {fold(surname(person.name)) for person in people}
        self._only_country, self._only_person = self._find_only_regime(text)

    def government_of(self, phrase: str) -> Actor | None:
        """The government that `phrase`, a noun phrase, refers to as a regime or its forces, or None."""
        plain = _OF.sub("", _ALLIED.sub(" ", phrase))
        words = [word.removesuffix("'s").removesuffix("’s") for word in words_of(plain)]
        lower = [word.lower() for word in words]
        head = singular(lower[-1]) if lower else ""
        forces = bool(lower) and bool({lower[-1], head} & lexicon().forces)
        country = None
        if _REGIME_WORD in lower and (head == _REGIME_WORD or forces):
            country = self._regime_country(words[: lower.index(_REGIME_WORD)])
        elif forces and "government" in lower:
            country = self._country_in(words[: lower.index("government")])
        elif forces and len(words) > 1:
            country = self._rulers.get(fold(words[-2]))
        return government(country) if country else None

    def _regime_country(self, before: list[str]) -> Country | None:
        """The country of the regime, given the words before "regime"."""
        while before and before[-1].lower() in lexicon().regime_adjectives:
            before = before[:-1]
        if not before or before[-1].lower() in _DETERMINERS or _NUMBER.fullmatch(before[-1]):
            return self._only_country
        if fold(before[-1]) == self._only_person:
            return self._country_at_end(before) or self._only_country
        return self._country_at_end(before)

    def _country_at_end(self, words: list[str]) -> Country | None:
        """The country or ruler's country named by the last of `words`."""
        named = (lexicon().country_of(" ".join(words[-size:])) for size in (3, 2, 1) if len(words) >= size)
        return next((country for country in named if country), None) or self._rulers.get(fold(words[-1]))

    def _country_in(self, words: list[str]) -> Country | None:
        """The country or ruler's country named anywhere in `words`."""
        for size in (3, 2, 1):
            for first in range(len(words) - size + 1):
                country = lexicon().country_of(" ".join(words[first : first + size]))
                if country is not None:
                    return country
        return next((self._rulers[fold(word)] for word in words if fold(word) in self._rulers), None)

    def _find_only_regime(self, text: str) -> tuple[Country | None, str | None]:
        """The country of the only regime of the article, and the only surname before "regime".

        Each is None if there are several or none.
        """
        countries, persons = set(), set()
        for match in _REGIME.finditer(text):
            before = _BEFORE.search(text, max(0, match.start() - _REACH), match.start())
            words = words_of(_ALLIED.sub(" ", before.group())) if before else []
            while words and words[-1].lower() in lexicon().regime_adjectives:
                words.pop()
            country = self._country_at_end(words) if words else None
            countries |= {country} if country else set()
            persons |= {fold(words[-1])} & self._surnames if words else set()
        return countries.pop() if len(countries) == 1 else None, persons.pop() if len(persons) == 1 else None


def _ruled_country(person: Person) -> Country | None:
    """The country whose head the person is: "president of Malta", but not "Maltese chess president"."""
    countries = {country for role in person.roles for country in _countries_ruled(words_of(role.text))}
    return countries.pop() if len(countries) == 1 else None


def _countries_ruled(words: list[str]) -> Iterator[Country]:
    for number, word in enumerate(words):
        if word.lower() in lexicon().rulers:
            named = (_country_before(words[:number]), _country_after(words[number + 1 :]))
            yield from (country for country in named if country)


def _country_before(words: list[str]) -> Country | None:
    while words and words[-1].lower() in lexicon().ruler_adjectives:
        words = words[:-1]
    return lexicon().country_of(" ".join(word for word in words if word.lower() != "the"))


def _country_after(words: list[str]) -> Country | None:
    if words[:1] != ["of"]:
        return None
    behind = words[2:] if words[1:2] == ["the"] else words[1:]
    named = (lexicon().country_of(" ".join(behind[:size])) for size in (3, 2, 1))
    return next((country for country in named if country), None)
