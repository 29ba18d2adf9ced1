"""Who a source is: a person, an office, an organ of a state, or somebody the text does not name.

The sources of an article are resolved in the order of the text, so that "he" and "the ministry"
can look back. What cannot be resolved stays None; nothing is guessed.
"""

import hashlib
import re
from collections import Counter

from kg.model import Actor, ActorType, Document, Extraction, Mention, Name, Span, Statement
from kg.resolution.lexicon import Country, lexicon, singular
from kg.resolution.names import slug, words_of
from kg.resolution.organisations import (
    capitalised,
    government,
    named_organisation,
    organ_id,
    organisation,
    spelt,
)
from kg.resolution.people import Person
from kg.resolution.phrases import Phrase, parse_phrase
from kg.resolution.spans import SpanIndex

# A name that follows one of these, with no comma between, is not the one who speaks.
_GOVERNED = re.compile(r"\b(?:of|for|to|at|with|from|in|by|against|about|on|near|under)\s+[^,]*$")
_PREPOSITION = re.compile(
    r"\b(?:of|for|to|at|with|from|in|by|against|about|on|including|between|like|than|over)"
    r"(?: (?:his|her|their|its|the|counterpart|[A-Z][\w.’']+|and))* $"
)
_POSSESSOR = re.compile(r"['’]s?\s+\w")
_RELATIVE_REACH = 60
_SENTENCES_BACK = 8
# What was said or named longer ago than this many mentions is not what "it" means.
_LOOK_BACK = 300


class SpeakerResolver:
    """Resolves the sources of one article. Feed it the statements in the order of their sources."""

    def __init__(self, document: Document, extraction: Extraction, people: list[Person]) -> None:
        self._text = document.text
        self._document = document.id
        self._people = people
        self._names = SpanIndex(extraction.names, lambda name: name.span)
        self._sentences = SpanIndex(extraction.sentences, lambda span: span)
        self._quoted = SpanIndex((s for one in extraction.statements for s in one.content), lambda span: span)
        self._person_at = {span: person for person in people for span in person.mentions}
        self._genders = {person.actor().id: person.gender for person in people}
        self._speakers: list[Mention] = []
        self._known: dict[Span, Mention] = {}
        self._contents: list[tuple[Span, Actor]] = []
        self._country = _main_country(document, extraction)

    def resolve(self, statement: Statement) -> Mention | None:
        """The speaker of `statement`, as the mention that names them, or None."""
        if not statement.source:
            return None
        span = statement.source[0]
        mention = self._known.get(span)
        if mention is None:
            text = " ".join(part.of(self._text) for part in statement.source)
            actor, metonym = self._actor(text, span, statement)
            if actor is None:
                return None
            mention = Mention(span, span.of(self._text), actor, metonym)
            self._speakers.append(mention)
            self._known[span] = mention
        if isinstance(mention.refers_to, Actor):
            self._contents += [(part, mention.refers_to) for part in statement.content]
        return mention

    def _actor(self, text: str, span: Span, statement: Statement) -> tuple[Actor | None, bool]:
        words = words_of(text)
        pronoun = lexicon().pronouns.get(words[0].lower()) if len(words) == 1 else None
        if pronoun:
            return self._pronoun(pronoun, span), False
        person = self._head_person(statement)
        if person is not None:
            return person.actor(), False
        phrase = parse_phrase(text)
        if phrase.names_country and phrase.country:
            return government(phrase.country), True
        return self._named_or_not(phrase, span), False

    def _head_person(self, statement: Statement) -> Person | None:
        """The person whom the source names as the one who speaks, not one it names besides."""
        for part in statement.source:
            for name in self._names.starting_in(part):
                person = self._person_at.get(name.span)
                before = self._text[part.start : name.span.start]
                after = self._text[name.span.end : part.end]
                if person is not None and not _is_governed(before) and not _POSSESSOR.match(after):
                    return person
        return None

    def _pronoun(self, kind: str, span: Span) -> Actor | None:
        if kind == "first":
            return self._speaker_of_quotation(span)
        if kind == "relative":
            return self._antecedent(span)
        if kind in {"male", "female"}:
            return self._he_or_she(kind, span)
        fitting = {
            "plural": {ActorType.UNNAMED, ActorType.GROUP, ActorType.ORGANISATION, ActorType.GOVERNMENT},
            "neuter": {ActorType.ORGANISATION, ActorType.GOVERNMENT, ActorType.GROUP},
        }.get(kind, set())
        for mention in reversed(self._speakers[-_LOOK_BACK:]):
            actor = mention.refers_to
            if mention.span.end <= span.start and isinstance(actor, Actor) and actor.type in fitting:
                return actor
        return None

    def _speaker_of_quotation(self, span: Span) -> Actor | None:
        """ "I" and "we" inside somebody's words are that somebody's; elsewhere the author's."""
        around = (actor for part, actor in self._contents if part.start <= span.start < part.end)
        return next(around, None)

    def _antecedent(self, span: Span) -> Actor | None:
        """The last name before "who" or "which" in the same sentence."""
        sentence = self._sentences.around(span.start) or span
        reach = max(sentence.start, span.start - _RELATIVE_REACH)
        before = self._names.starting_in(Span(reach, span.start)) if reach < span.start else []
        for name in reversed(before):
            if name.span in self._person_at:
                return self._person_at[name.span].actor()
            if name.kind in {"organisation", "place"}:
                return self.named(name)[0]
        return None

    def _he_or_she(self, gender: str, span: Span) -> Actor | None:
        """The person that the text speaks of: first the subject of this or an earlier sentence."""
        number = self._sentences.position(span.start)
        for one in reversed(self._sentences.between(number - _SENTENCES_BACK, number + 1)):
            if one.start >= span.start:
                continue
            stretch = Span(one.start, min(one.end, span.start))
            said = [
                mention.refers_to
                for mention in self._speakers[-_LOOK_BACK:]
                if stretch.start <= mention.span.start < stretch.end
                and isinstance(mention.refers_to, Actor)
                and mention.refers_to.type is ActorType.PERSON
                and self._genders.get(mention.refers_to.id) in {None, gender}
            ]
            if said:
                return said[-1]
            persons = [
                (self._is_governed(name.span), name.span)
                for name in self._names.starting_in(stretch)
                if name.span in self._person_at
                and not self._quoted.around(name.span.start)
                and self._person_at[name.span].gender in {None, gender}
            ]
            if persons:
                return self._person_at[min(persons)[1]].actor()
        return None

    def _is_governed(self, span: Span) -> bool:
        """Whether a preposition or a possessive makes the name anything but a subject."""
        before = self._text[max(0, span.start - 40) : span.start]
        return bool(_PREPOSITION.search(before) or _POSSESSOR.match(self._text[span.end : span.end + 10]))

    def _named_or_not(self, phrase: Phrase, span: Span) -> Actor | None:
        if not phrase.words:
            return None
        if phrase.names_countries:
            return Actor(slug(phrase.text), phrase.text, ActorType.GROUP)
        if phrase.is_office:
            return self._office_holder(phrase)
        organ = phrase.organ
        if organ and not (phrase.is_plural and organ != "group"):
            return self._organ(phrase, ActorType(organ), span)
        for name in self._names.starting_in(span):
            if name.kind in {"organisation", "other"} and phrase.words[-1] in words_of(
                name.span.of(self._text)
            ):
                return self.named(name)[0]
        if phrase.words[0][0].isupper() and len(phrase.words) > 1 and phrase.words[-1][0].isupper():
            return organisation(" ".join(phrase.words))
        return self._unnamed(phrase)

    def _office_holder(self, phrase: Phrase) -> Actor | None:
        """The person who holds the office, if it is a definite one; else somebody unnamed."""
        if phrase.is_plural or not phrase.is_definite:
            return self._unnamed(phrase)
        ranked = [
            (extra, number)
            for number, person in enumerate(self._people)
            if (extra := person.holds(list(phrase.words), phrase.country)) is not None
        ]
        if ranked:
            return self._people[min(ranked)[1]].actor()
        return self._unnamed(phrase)

    def _organ(self, phrase: Phrase, kind: ActorType, span: Span) -> Actor | None:
        """An organ with its country ("French Health Ministry"), or the one named before."""
        if phrase.country is None:
            before = self._organ_before(phrase, span)
            if before is not None:
                return before
        named = next((one for one in self._names.starting_in(span) if one.kind == "organisation"), None)
        if (
            kind is ActorType.ORGANISATION
            and named is not None
            and len(words_of(named.span.of(self._text))) > 1
        ):
            return self.named(named)[0]
        country = phrase.country
        if country is None and phrase.is_definite and phrase.head in lexicon().national_organs:
            country = self._country
        name = " ".join(capitalised(word) if kind is ActorType.GOVERNMENT else word for word in phrase.words)
        if country is not None:
            if phrase.head in {"government", "regime"} and len(phrase.words) == 1:
                return government(country)
            name = f"{country.adjective} {name}"
        elif phrase.determiner not in {None, "the"} or not any(word[0].isupper() for word in phrase.words):
            return self._unnamed(phrase)
        return Actor(organ_id(name), name, kind)

    def _organ_before(self, phrase: Phrase, span: Span) -> Actor | None:
        """The last speaker or named organisation before whose name has all words of `phrase`."""
        wanted = {spelt(word) for word in phrase.words}
        for mention in reversed(self._speakers[-_LOOK_BACK:]):
            actor = mention.refers_to
            if not isinstance(actor, Actor) or actor.type is ActorType.UNNAMED:
                continue
            if wanted <= {spelt(word) for word in words_of(actor.name)}:
                return actor
        for name in reversed(self._names.before(span.start, _LOOK_BACK)):
            if name.kind == "organisation":
                words = {spelt(word) for word in words_of(name.span.of(self._text))}
                if wanted < words:
                    return self.named(name)[0]
        return None

    def named(self, name: Name) -> tuple[Actor, bool]:
        """The actor that an organisation's or place's name stands for, and whether by metonymy."""
        return named_organisation(self._text, name.span)

    def _unnamed(self, phrase: Phrase) -> Actor:
        """Somebody without a name: one a document and wording, called by the words used."""
        words = " ".join(phrase.text.split())
        digest = hashlib.sha256(self._document.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        bare = re.sub(r"^(?:the|a|an)\s+", "", words, flags=re.IGNORECASE)
        return Actor(f"unnamed-{digest}-{slug(bare)}"[:96], bare, ActorType.UNNAMED)


def _is_governed(before: str) -> bool:
    """Whether a name after `before` belongs to a preposition ("a spokesman for …").

    Not in a title that has one of its own ("Secretary of State …").
    """
    governed = _GOVERNED.search(before)
    if governed is None:
        return False
    words = words_of(governed.group())[1:]
    offices = any(singular(word.lower()) in lexicon().offices or lexicon().country_of(word) for word in words)
    return not words or offices


def _main_country(document: Document, extraction: Extraction) -> Country | None:
    """The country that sources name most, else the one the text names most; None if none."""
    sources = Counter[str]()
    for statement in extraction.statements:
        for span in statement.source:
            sources.update(words_of(span.of(document.text)))
    for counts in (sources, Counter(words_of(document.text))):
        countries = Counter[Country]()
        for word, count in counts.items():
            country = lexicon().country_of(word)
            if country is not None:
                countries[country] += count
        if countries:
            return countries.most_common(1)[0][0]
    return None
