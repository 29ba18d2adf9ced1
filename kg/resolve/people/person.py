"""One person of one article: forms of the name, offices, what is known of gender."""

import sys
from bisect import bisect_left
from dataclasses import dataclass, field

from kg.language.folding import words_of
from kg.language.given_names import given_gender
from kg.language.lexicon import Country, lexicon
from kg.language.personal_names import person_id
from kg.model import Actor, ActorType, Role, Span
from kg.resolve.people.offices import head_length, office_word


@dataclass(slots=True)
class Person:
    """One person of one article."""

    name: str
    mentions: list[Span] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    gender: str | None = None
    """What titles and offices say."""
    is_relative: bool = False
    """Whether the article brings the person in as somebody's: "his daughter Jane Doe"."""

    @property
    def likely_gender(self) -> str | None:
        """What titles and offices say or, failing these, the given name."""
        return self.gender or given_gender(self.name)

    def actor(self) -> Actor:
        """The person as an actor; the identifier is the name's."""
        return Actor(person_id(self.name), self.name, ActorType.PERSON, gender=self.likely_gender)

    def distance_before(self, offset: int) -> int:
        """Code points from the last mention before `offset` to that; very many where there is none."""
        number = bisect_left(self.mentions, Span(offset, offset + 1))
        return offset - self.mentions[number - 1].start if number else sys.maxsize

    def holds(self, office: list[str], country: Country | None) -> int | None:
        """Words that the closest of the person's roles has more than `office`, None if none fits.

        Another country than the role's is no fit; where one is not told, none counts, so "the
        foreign minister" fits "French Foreign Minister"; but "the president" does not fit "Vice
        President".
        """
        wanted = {office_word(word) for word in office}
        best = None
        for role in self.roles:
            countries = {lexicon().country_of(word) for word in words_of(role.text)} - {None}
            if country is not None and countries and country not in countries:
                continue
            words = [word for word in words_of(role.text) if not lexicon().country_of(word)]
            head = {office_word(word) for word in words[: head_length(words)]}
            if wanted <= head and not {"vice", "deputy", "former"} & (head - wanted):
                extra = len(head - wanted)
                best = extra if best is None else min(best, extra)
        return best
