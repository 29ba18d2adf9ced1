"""Finding the people of one article: the forms of their names, offices, gender."""

import re
from bisect import insort

from kg.language.folding import fold, words_of
from kg.language.lexicon import is_office, lexicon
from kg.language.noun_phrases import NounPhrase
from kg.language.personal_names import (
    bare_name,
    has_royal_title,
    is_full_name,
    is_surname_of,
    name_parts,
    person_id,
    surname,
)
from kg.model import Extraction, Name, Span
from kg.resolve.people.namesakes import Namesakes
from kg.resolve.people.offices import office_of, roles_at
from kg.resolve.people.person import Person
from kg.text.span_index import SpanIndex
from kg.text.text import Text

# Code points before a name in which a title is searched.
_LONGEST_TITLE = 12
_COURTESY = re.compile(r"\b(?:Mr|Mrs|Ms|Miss)\.?\s+$")
_LONGEST_COURTESY = 8
# Code points around a name in which a word of kinship is searched.
_NEAR_KIN = 40
_CLAUSE_END = re.compile(r"[.;:\n]")
# "For his wife, Democratic presidential front-runner Jane Doe"
_OF_KIN = re.compile(r"\b(?:his|her|their|whose|[’']s) ([\w-]+),?(?: [\w’'-]+){0,6} $")
_LONGEST_OF_KIN = 90
# "The Smiths" are a family.
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_LONGEST_THE = 6
_SUFFIX = re.compile(r",? (Jr|Sr|II|III)\b\.?")


def find_office_holder(
    people: list[Person], phrase: NounPhrase, offset: int, *, alone: bool = False
) -> Person | None:
    """The person that "the foreign minister" or "the Vermont senator" at `offset` refers to, or None.

    The one whose office has the fewest additional words; of ties, the one named last before.
    If the phrase has a party or place that the article does not give with the name ("Senator Jane Doe"), only
    one person may have that office, with no other place or party. With `alone`, nobody else may have it.
    The leader of a country is its president or prime minister.
    """
    if phrase.words == ("leader",) and phrase.country is not None:
        heads = [person for person in people if person.leads(phrase.country)]
        return heads[0] if len(heads) == 1 else None
    ranked = [
        (extra, person.distance_before(offset), number)
        for number, person in enumerate(people)
        if (extra := person.additional_words(list(phrase.words), phrase.country)) is not None
    ]
    if ranked and not (alone and len(ranked) > 1):
        return people[min(ranked)[2]]
    bare = [word for word in phrase.words if word[0].islower() and word not in lexicon().jurisdictions]
    proper = {word.lower() for word in phrase.words if word[0].isupper()}
    if not bare or not proper:
        return None
    holders = [person for person in people if person.additional_words(bare, phrase.country) is not None]
    roles = [word for one in holders for role in one.roles for word in words_of(role.text)]
    known = {word.lower() for word in roles if word[0].isupper() and not is_office(word)} - set(bare)
    known -= lexicon().jurisdictions
    return holders[0] if len(holders) == 1 and (not known or known & proper) else None


def find_people(text: Text, extraction: Extraction) -> list[Person]:
    """The people that `text` names, in order of their first mention."""
    raw = text.raw
    tagged = [name for name in extraction.names if name.kind == "person"]
    forms = [(one, _form(one, raw)) for one in tagged]
    full = [form for _, form in forms if is_full_name(form)]
    known = {surname(form) for form in full} | {name_parts(form)[0] for form in full}
    forms = [(one, form) for one, form in forms if _is_name(one, raw, known) and name_parts(form)]
    sources = SpanIndex((one for s in extraction.attributions for one in s.source), lambda span: span)
    people: list[Person] = []
    namesakes = Namesakes()
    # Full names first: they determine the possible owners of a surname alone.
    for name, form in sorted(forms, key=lambda pair: (not is_full_name(pair[1]), pair[0].span)):
        span, title = name.span, _gender_at(raw, name.span)
        sentence = text.sentences.around(span.start) or span
        roles = roles_at(raw, span, sentence, sources.around(span.start) or span)
        offices = frozenset(office_of(role.text) for role in roles)
        found = namesakes.find(form, title, offices, span)
        if len(found) == 1:
            (person,) = found
            insort(person.mentions, span)
            # "Pope Francis" is the fuller name of "Francis".
            person.name = form if has_royal_title(form) else person.name
            person.by_surname = person.by_surname or is_surname_of(form, person.name)
        else:
            person = Person(form, [span], is_relative=_is_relative(raw, span), may_be=tuple(found))
            people.append(person)
            if not found:
                namesakes.add(person)
        person.roles += roles
        person.gender = person.gender or title
    for person in people:
        person.roles.sort(key=lambda role: role.span)
        person.gender = person.gender or _gender_of_roles(person)
    return sorted((person for person in people if person_id(person.name)), key=lambda one: one.mentions[0])


def _is_name(name: Name, text: str, called: set[str]) -> bool:
    """Whether it is a name: not "President"; "King" and "Jordan" only if a person is `called` so."""
    words = words_of(name.span.of(text))
    if not words:
        return False
    titled = _COURTESY.search(text, max(0, name.span.start - _LONGEST_COURTESY), name.span.start)
    known = titled or fold(words[-1]) in called
    if all(word.lower() in lexicon().titles for word in words) and not known:
        return False
    if _is_family(words[-1], called) and _THE.search(
        text, max(0, name.span.start - _LONGEST_THE), name.span.start
    ):
        return False
    # "al-Assad" and "d'Estaing" start in lower case.
    capital = any(character.isupper() for word in words for character in word)
    return capital and (bool(known) or lexicon().country_of(" ".join(words)) is None)


def _is_family(word: str, called: set[str]) -> bool:
    """Whether `word` is the plural of a name by which a person is `called`."""
    return len(word) > 1 and word.endswith("s") and fold(word)[:-1] in called


def _form(name: Name, text: str) -> str:
    """The name without titles, except royal ones before a given name, and with a following "Jr."."""
    form = bare_name(name.span.of(text))
    suffix = _SUFFIX.match(text, name.span.end)
    form = f"{form} {suffix.group(1)}" if suffix else form
    # "King Salman" keeps the title.
    before = f"{text[max(0, name.span.start - _LONGEST_TITLE) : name.span.start]}{name.span.of(text)}"
    title = re.search(rf"([A-Z]\w+) {re.escape(form)}\W*(?:['’]s?)?$", before)
    royal = title is not None and title.group(1).lower() in lexicon().royal_titles and not is_full_name(form)
    return f"{title.group(1)} {form}" if title and royal else form


def _is_relative(text: str, span: Span) -> bool:
    of_kin = _OF_KIN.search(text, max(0, span.start - _LONGEST_OF_KIN), span.start)
    if of_kin and of_kin.group(1).lower() in lexicon().kin:
        return True
    before = _CLAUSE_END.split(text[max(0, span.start - _NEAR_KIN) : span.start])[-1]
    after = _CLAUSE_END.split(text[span.end : span.end + _NEAR_KIN])[0]
    return any(word.lower() in lexicon().kin for word in words_of(f"{before},{after}"))


def _gender_at(text: str, span: Span) -> str | None:
    """The gender given by a title before the name or at its start, or None."""
    before = text[max(0, span.start - _LONGEST_TITLE) : span.start].split()[-1:]
    for word in (*before, *span.of(text).split()[:1]):
        kind = lexicon().titles.get(word.lower().rstrip("."))
        if kind in {"male", "female"}:
            return kind
    return None


def _gender_of_roles(person: Person) -> str | None:
    kinds = (lexicon().titles.get(word.lower()) for role in person.roles for word in words_of(role.text))
    return next((kind for kind in kinds if kind in {"male", "female"}), None)
