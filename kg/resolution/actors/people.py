"""The people of one article: every form of their names, their offices, what is known of gender."""

import re
import sys
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field

from kg.model import Actor, ActorType, Document, Extraction, Name, Role, Span
from kg.resolution.actors.genders import given_gender
from kg.resolution.actors.offices import head_length, is_office, office_word, roles_at
from kg.resolution.lexicon import Country, lexicon
from kg.resolution.names import (
    bare_name,
    fold,
    is_surname_of,
    name_parts,
    person_id,
    same_person,
    surname,
    words_of,
)
from kg.resolution.phrases import Phrase
from kg.resolution.spans import SpanIndex

_COURTESY = re.compile(r"\b(?:Mr|Mrs|Ms|Miss)\.?\s+$")
_LONGEST_COURTESY = 8
# What somebody is to somebody else stands as near to the name as this.
_NEAR_KIN = 40
_CLAUSE_END = re.compile(r"[.;:\n]")
_SUFFIX = re.compile(r",? (Jr|Sr|II|III)\b\.?")


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


def find_office_holder(people: list[Person], phrase: Phrase, offset: int) -> Person | None:
    """Whom "the foreign minister" or "the Vermont senator" at `offset` means among `people`.

    The one whose office has the fewest words more; of equals who was named last before.
    What the phrase says of party or place may be more than the article says with the name ("Senator
    Jane Doe"), but then only one person may have that office, and with no other place or party.
    """
    ranked = [
        (extra, person.distance_before(offset), number)
        for number, person in enumerate(people)
        if (extra := person.holds(list(phrase.words), phrase.country)) is not None
    ]
    if ranked:
        return people[min(ranked)[2]]
    bare = [word for word in phrase.words if word[0].islower() and word not in lexicon().jurisdictions]
    proper = {word.lower() for word in phrase.words if word[0].isupper()}
    if not bare or not proper:
        return None
    holders = [person for person in people if person.holds(bare, phrase.country) is not None]
    roles = [word for one in holders for role in one.roles for word in words_of(role.text)]
    told = {word.lower() for word in roles if word[0].isupper() and not is_office(word)} - set(bare)
    return holders[0] if len(holders) == 1 and (not told or told & proper) else None


def find_people(document: Document, extraction: Extraction) -> list[Person]:
    """The people that `document` names, in order of their first mention."""
    tagged = [name for name in extraction.names if name.kind == "person"]
    surnames = {
        surname(bare_name(form)) for one in tagged if len(name_parts(form := one.span.of(document.text))) > 1
    }
    names = [name for name in tagged if _is_name(name, document.text, surnames)]
    people: list[Person] = []
    by_surname: dict[str, list[Person]] = defaultdict(list)
    # Full names first: only then is it known whose a surname alone can be.
    for name in sorted(names, key=lambda one: (len(name_parts(_form(one, document.text))) < 2, one.span)):
        form, title = _form(name, document.text), _gender_at(document.text, name.span)
        parts = name_parts(form)
        if not parts:
            continue
        person = _find(by_surname[surname(form)], form, title, name.span) or _by_given(people, form)
        if person is None:
            person = Person(form, is_relative=_is_relative(document.text, name.span))
            people.append(person)
            by_surname[surname(form)].append(person)
        person.mentions.append(name.span)
        person.gender = person.gender or title
    sentences = SpanIndex(extraction.sentences, lambda span: span)
    sources = SpanIndex((one for s in extraction.statements for one in s.source), lambda span: span)
    for person in people:
        person.mentions.sort()
        for span in person.mentions:
            sentence = sentences.around(span.start) or span
            source = sources.around(span.start) or span
            person.roles += roles_at(document, span, sentence, source)
        person.gender = person.gender or _gender_of_roles(person)
    return sorted((person for person in people if person_id(person.name)), key=lambda one: one.mentions[0])


def _is_name(name: Name, text: str, surnames: set[str]) -> bool:
    """Whether the name is one: "President" is not, "King" only where somebody is called so."""
    words = words_of(name.span.of(text))
    titled = _COURTESY.search(text, max(0, name.span.start - _LONGEST_COURTESY), name.span.start)
    if (
        all(word.lower() in lexicon().titles for word in words)
        and fold(words[-1]) not in surnames
        and not titled
    ):
        return False
    return any(word[0].isupper() for word in words) and not lexicon().country_of(" ".join(words))


def _form(name: Name, text: str) -> str:
    """The name without titles, with the "Jr." that may follow it."""
    form = bare_name(name.span.of(text))
    suffix = _SUFFIX.match(text, name.span.end)
    return f"{form} {suffix.group(1)}" if suffix else form


def _find(people: list[Person], form: str, title: str | None, span: Span) -> Person | None:
    """The person of this surname that `form` at `span` names.

    A full name must agree. A surname alone, of several who have it, is the one's whom the title
    fits and whom the article has named first: the others are called by their full names. Before "his
    daughter Jane Doe" is named, "Doe" is her father.
    """
    if len(name_parts(form)) > 1:
        return next((person for person in people if same_person(person.name, form)), None)
    fitting = [
        person
        for person in people
        if (is_surname_of(form, person.name) or name_parts(person.name) == name_parts(form))
        and (title is None or person.likely_gender in {None, title})
        and not (person.is_relative and span < person.mentions[0])
    ]
    return min(fitting, key=lambda person: min(person.mentions), default=None)


def _by_given(people: list[Person], form: str) -> Person | None:
    """The only person of the article who has the one word `form` for a given name.

    Or for a surname that stands first, as it does in Chinese and Korean.
    """
    parts = name_parts(form)
    fitting = [one for one in people if len(parts) == 1 and name_parts(one.name)[0] == parts[0]]
    return fitting[0] if len(fitting) == 1 and len(name_parts(fitting[0].name)) > 1 else None


def _is_relative(text: str, span: Span) -> bool:
    before = _CLAUSE_END.split(text[max(0, span.start - _NEAR_KIN) : span.start])[-1]
    after = _CLAUSE_END.split(text[span.end : span.end + _NEAR_KIN])[0]
    return any(word.lower() in lexicon().kin for word in words_of(f"{before},{after}"))


def _gender_at(text: str, span: Span) -> str | None:
    """What the title before the name or at its start says."""
    before = text[max(0, span.start - 12) : span.start].split()[-1:]
    for word in (*before, *span.of(text).split()[:1]):
        kind = lexicon().titles.get(word.lower().rstrip("."))
        if kind in {"male", "female"}:
            return kind
    return None


def _gender_of_roles(person: Person) -> str | None:
    kinds = (lexicon().titles.get(word.lower()) for role in person.roles for word in words_of(role.text))
    return next((kind for kind in kinds if kind in {"male", "female"}), None)
