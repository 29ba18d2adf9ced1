"""Referents of the names of countries and capitals: a government, a body, a team or a person of that name."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from kg.language.folding import words_of
from kg.language.lexicon import Country, lexicon
from kg.language.personal_names import person_id
from kg.model import Actor, ActorType, Span
from kg.resolve.bodies.organisations import government, organisation
from kg.resolve.people.person import Person
from kg.text.text import Text

# "Jordan, 14, said"; "told Jordan, who is twelve"
_PERSONAL_CLAUSE = re.compile(r",\s+(?:\d{1,3},|who\b)")
# "Her" may refer to a country.
_PERSONAL_PRONOUN = re.compile(r"\b(?:he|she|him|his|himself|herself)\b", re.IGNORECASE)


class Metonyms:
    """Resolves the names of countries and capitals in one article.

    A name is a person's if it is the surname of a person named before, if a personal clause follows it, or a
    personal pronoun while the article has named no other person. It is a team's if its sentence speaks of a
    game. Of a body with a seat there it is the body's if the article speaks more of that than of the country.
    """

    def __init__(
        self, text: Text, people: list[Person], seats: Mapping[str, tuple[Actor, tuple[str, ...]]]
    ) -> None:
        """`seats` has bodies by places whose name stands for them, with the words of which one is needed."""
        self._text = text
        self._people = people
        self._seats = seats
        self._count = cache(self._count_words)

    def actor(self, country: Country, span: Span) -> Actor | None:
        """The actor that the name of `country` at `span` refers to, or None if it is hardly the country."""
        words = words_of(span.of(self._text.raw))
        name = " ".join(word for word in words if word.lower() != "the").removesuffix("'s").removesuffix("’s")
        surnamed = (one for one in self._named_before(span.start) if one.name.split()[1:] == [name])
        person = next(surnamed, None)
        if person is not None:
            return person.actor()
        if self._is_person(name, span):
            return Actor(person_id(name), name, ActorType.PERSON)
        if self._is_team(span):
            return organisation(name)
        body, context = self._seats.get(name, (None, ()))
        if body is not None and self._count(context) >= max(
            1, self._count((country.name, country.adjective))
        ):
            return body
        is_doubtful = name == country.name and bool(country.context)
        return None if is_doubtful and not self._count(country.context) else government(country)

    def _count_words(self, words: Iterable[str]) -> int:
        """How often one of `words` stands in the article."""
        pattern = rf"\b(?:{'|'.join(map(re.escape, words))})(?:['’]s)?(?!\w)"
        return len(re.findall(pattern, self._text.view))

    def _named_before(self, offset: int) -> list[Person]:
        return [one for one in self._people if one.mentions and one.mentions[0].start < offset]

    def _is_person(self, name: str, span: Span) -> bool:
        view = self._text.view
        if _PERSONAL_CLAUSE.match(view, span.end):
            return True
        number = self._text.sentences.position(span.start)
        following = self._text.sentences.between(number, number + 2)
        end = following[-1].end if following else span.end
        pronoun = _PERSONAL_PRONOUN.search(view, span.end, end)
        return pronoun is not None and all(one.name == name for one in self._named_before(pronoun.start()))

    def _is_team(self, span: Span) -> bool:
        number = self._text.sentences.position(span.start)
        sentences = self._text.sentences.between(number, number + 1)
        words = (word.lower() for one in sentences for word in words_of(one.of(self._text.view)))
        return not lexicon().game_words.isdisjoint(words)
