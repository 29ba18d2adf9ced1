"""The people of one article: every form of their names, their offices, what is known of gender."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from kg.model import Actor, ActorType, Document, Extraction, Name, Role, Span
from kg.resolution.lexicon import Country, lexicon, singular
from kg.resolution.names import (
    SUFFIXES,
    bare_name,
    is_surname_of,
    name_parts,
    person_id,
    same_person,
    words_of,
)
from kg.resolution.spans import SpanIndex

# An office before a name goes back over this many words at the most, one after it over these.
_BEFORE = 8
_AFTER = 25
# No office stands farther from a name than this many code points.
_REACH = 300
_TOKEN = re.compile(r"[\w'’.-]+|[^\w\s]")
_APPOSITION = re.compile(
    r"\s*,\s+(?:(?:a|an|the|who (?:is|was)|now|then)\s+)?(.+?)(?=,| [–—-] |[;:\"”]|\.?$| said\b| told\b)"
)


_SUFFIX = re.compile(r",? (Jr|Sr|II|III)\b\.?")
_NAME_GOES_ON = re.compile(r", (?=[A-Z])[^,]+")


@dataclass(slots=True)
class Person:
    """One person of one article."""

    name: str
    mentions: list[Span] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    gender: str | None = None

    def actor(self) -> Actor:
        """The person as an actor; the identifier is the name's."""
        return Actor(person_id(self.name), self.name, ActorType.PERSON)

    def holds(self, office: list[str], country: Country | None) -> int | None:
        """Words that the closest of the person's roles has more than `office`, None if none fits.

        Another country than the role's is no fit; where one is not told, none counts, so "the
        foreign minister" fits "French Foreign Minister"; but "the president" does not fit "Vice
        President".
        """
        wanted = {word.lower() for word in office}
        best = None
        for role in self.roles:
            countries = {lexicon().country_of(word) for word in words_of(role.text)} - {None}
            if country is not None and countries and country not in countries:
                continue
            words = [word.lower() for word in words_of(role.text) if not lexicon().country_of(word)]
            head = words[: _head_length(words)]
            if wanted <= set(head) and not {"vice", "deputy", "former"} & (set(head) - wanted):
                extra = len(set(head) - wanted)
                best = extra if best is None else min(best, extra)
        return best


def find_people(document: Document, extraction: Extraction) -> list[Person]:
    """The people that `document` names, in order of their first mention."""
    names = [name for name in extraction.names if name.kind == "person" and _is_name(name, document.text)]
    people: list[Person] = []
    by_surname: dict[str, list[Person]] = defaultdict(list)
    # Full names first: only then is it known whose a surname alone can be.
    for name in sorted(names, key=lambda one: (len(name_parts(_form(one, document.text))) < 2, one.span)):
        form, title = _form(name, document.text), _gender_at(document.text, name.span)
        parts = name_parts(form)
        if not parts:
            continue
        person = _find(by_surname[_surname(parts)], form, title)
        if person is None:
            person = Person(form)
            people.append(person)
            by_surname[_surname(parts)].append(person)
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


def roles_at(document: Document, span: Span, sentence: Span, source: Span) -> list[Role]:
    """Offices that the sentence gives the name at `span`, before it or in apposition.

    Inside `source`, an apposition goes on over a comma that a capital follows: it belongs to a
    name ("Foundation for Political, Economic and Social Research").
    """
    found = []
    before = _office_before(document.text, max(sentence.start, span.start - _REACH), span.start)
    if before is not None:
        found.append(Role(" ".join(before.of(document.text).split()), before, document.id))
    match = _APPOSITION.match(document.text[span.end : min(sentence.end, span.end + _REACH)])
    if match and _opens_with_office(match.group(1)):
        end = span.end + match.end(1)
        while (more := _NAME_GOES_ON.match(document.text, end, sentence.end)) and more.end() <= source.end:
            end = more.end()
        after = Span(span.end + match.start(1), end)
        found.append(Role(" ".join(after.of(document.text).split()), after, document.id))
    return found


def _is_name(name: Name, text: str) -> bool:
    words = words_of(name.span.of(text))
    if all(word.lower() in lexicon().titles for word in words):
        return False
    return any(word[0].isupper() for word in words) and not lexicon().country_of(" ".join(words))


def _form(name: Name, text: str) -> str:
    """The name without titles, with the "Jr." that may follow it."""
    form = bare_name(name.span.of(text))
    suffix = _SUFFIX.match(text, name.span.end)
    return f"{form} {suffix.group(1)}" if suffix else form


def _find(people: list[Person], form: str, title: str | None) -> Person | None:
    """The person of this surname that `form` names.

    A full name must agree. A surname alone, of several who have it, is the one's whom the title
    fits and whom the article has named first: the others are called by their full names.
    """
    if len(name_parts(form)) > 1:
        return next((person for person in people if same_person(person.name, form)), None)
    fitting = [
        person
        for person in people
        if (is_surname_of(form, person.name) or name_parts(person.name) == name_parts(form))
        and (title is None or person.gender in {None, title})
    ]
    return min(fitting, key=lambda person: min(person.mentions), default=None)


def _surname(parts: tuple[str, ...]) -> str:
    return next((part for part in reversed(parts) if part not in SUFFIXES), parts[-1])


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


def _office_before(text: str, start: int, end: int) -> Span | None:
    tokens = list(_TOKEN.finditer(text, start, end))
    in_apposition = bool(tokens) and tokens[-1].group() == ","
    if in_apposition:
        tokens.pop()
    if not tokens or not _is_office(tokens[-1].group()):
        return None
    # "sanctions on officials, Jane Doe said" gives her no office.
    if in_apposition and singular(tokens[-1].group().lower()) != tokens[-1].group().lower():
        return None
    first = len(tokens)
    while first > max(0, len(tokens) - _BEFORE):
        word = tokens[first - 1].group()
        if not word[0].isalnum() or word.lower() in lexicon().role_stops:
            break
        first -= 1
    return Span(tokens[first].start(), tokens[-1].end()) if first < len(tokens) else None


def _opens_with_office(phrase: str) -> bool:
    words = words_of(phrase)
    return bool(words) and len(words) <= _AFTER and any(map(_is_office, words[: _head_length(words)]))


def _head_length(words: list[str]) -> int:
    """How many words a noun phrase has before its first preposition, at least one."""
    prepositions = {"of", "for", "at", "in", "with", "from", "to", "on", "based", "who"}
    return next((max(1, n) for n, word in enumerate(words) if word.lower() in prepositions), len(words))


def _is_office(word: str) -> bool:
    return singular(word.lower().rstrip(".")) in lexicon().offices
