"""A person in one article."""

import sys
from bisect import bisect_left
from dataclasses import dataclass, field

from kg.language.folding import words_of
from kg.language.given_names import given_gender
from kg.language.lexicon import Country, countries_in, lexicon, office_word
from kg.language.personal_names import person_id
from kg.model import Actor, ActorType, Candidate, Role, Span
from kg.resolve.people.offices import head_length, office_of

# The prime minister is not "the minister".
_OTHER_OFFICE = frozenset({"vice", "deputy", "former", "prime"})
# The shares of the person named last and of nobody named, where a surname alone may be several people's. Too
# few articles have the case to measure them; they are below what is shown.
_NEAREST, _NOBODY = 0.45, 0.1


@dataclass(slots=True)
class Person:
    """A person in one article: name, mentions, offices, gender."""

    name: str
    mentions: list[Span] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    gender: str | None = None
    """The gender by titles and offices."""
    is_relative: bool = False
    """Whether the article introduces the person as a relative: "his daughter Jane Doe"."""
    by_surname: bool = False
    """Whether the person was called by the surname alone so far."""
    may_be: tuple["Person", ...] = ()
    """The people who have this surname, the most likely first, where none is sure."""

    @property
    def likely_gender(self) -> str | None:
        """The gender by titles and offices, else by the given name."""
        return self.gender or given_gender(self.name)

    @property
    def offices(self) -> set[str]:
        """The normal forms of the offices."""
        return {office for role in self.roles if (office := office_of(role.text))}

    def candidates(self) -> tuple[Candidate, ...]:
        """Whom a surname in doubt may mean, with their shares; empty where there is no doubt."""
        if not self.may_be:
            return ()
        first, *others = self.may_be
        rest = round((1 - _NEAREST - _NOBODY) / len(others), 3)
        return (Candidate(first.actor(), _NEAREST), *(Candidate(one.actor(), rest) for one in others))

    def actor(self) -> Actor:
        """The person as an actor, with an identifier derived from the name."""
        return Actor(person_id(self.name), self.name, ActorType.PERSON, gender=self.likely_gender)

    def distance_before(self, offset: int) -> int:
        """Code points from the last mention before `offset` to it; `sys.maxsize` if there is none."""
        number = bisect_left(self.mentions, Span(offset, offset + 1))
        return offset - self.mentions[number - 1].start if number else sys.maxsize

    def additional_words(self, office: list[str], country: Country | None) -> int | None:
        """The number of words that the best matching role has in addition to `office`; None if none matches.

        A role of another country does not match; an unknown country is ignored, so "the foreign minister"
        matches "French Foreign Minister". "The president" does not match "Vice President".
        """
        wanted = {office_word(word) for word in office}
        best = None
        for role in self.roles:
            countries, words = countries_in(words_of(role.text))
            if country is not None and countries and country not in countries:
                continue
            head = {office_word(word) for word in words[: head_length(words)]}
            if wanted <= head and not _OTHER_OFFICE & (head - wanted):
                extra = len(head - wanted)
                best = extra if best is None else min(best, extra)
        return best

    def leads(self, country: Country) -> bool:
        """Whether an office of the person is that of the country's head ("president of Malta")."""
        for role in self.roles:
            countries, words = countries_in(words_of(role.text))
            head = words[: head_length(words)]
            offices = {office_word(word) for word in head}
            titles = " ".join(word.lower() for word in head)
            is_head = offices & lexicon().rulers or "prime minister" in titles or "chief executive" in titles
            if is_head and country in countries and not _OTHER_OFFICE & (offices - {"prime"}):
                return True
        return False
