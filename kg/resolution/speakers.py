"""Who a source is: a person, an office, an organ of a state, or somebody the text does not name.

The sources of an article are resolved in the order of the text, so that "he" and "the ministry"
can look back. What cannot be resolved stays None; nothing is guessed.
"""

import hashlib
import re
from collections import Counter

from kg.model import Actor, ActorType, Document, Extraction, Mention, Name, Span, Statement
from kg.resolution.lexicon import Country, lexicon
from kg.resolution.names import fold, slug, words_of
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

# A name that follows one of these, with no comma between, is not the one who speaks.
_GOVERNED = re.compile(r"\b(?:of|for|to|at|with|from|in|by|against|about|on|near|under)\s+[^,]*$")
_PREPOSITION = re.compile(
    r"\b(?:of|for|to|at|with|from|in|by|against|about|on|including|between|like|than|over)"
    r"(?: (?:his|her|their|its|the|counterpart|[A-Z][\w.’']+|and))* $"
)
_POSSESSOR = re.compile(r"['’]s?\s+\w")
_RELATIVE_REACH = 60
_SENTENCES_BACK = 8


class SpeakerResolver:
    """Resolves the sources of one article. Feed it the statements in the order of their sources."""

    def __init__(self, document: Document, extraction: Extraction, people: list[Person]) -> None:
        self._text = document.text
        self._document = document.id
        self._people = people
        self._names = extraction.names
        self._sentences = extraction.sentences
        self._quoted = [span for one in extraction.statements for span in one.content]
        self._speakers: list[Mention] = []
        self._contents: list[tuple[Mention, tuple[Span, ...]]] = []
        self._country = _main_country(document, extraction)

    def resolve(self, statement: Statement) -> Mention | None:
        """The speaker of `statement`, as the mention that names them, or None."""
        if not statement.source:
            return None
        span = statement.source[0]
        mention = next((one for one in reversed(self._speakers) if one.span == span), None)
        if mention is None:
            text = " ".join(part.of(self._text) for part in statement.source)
            actor, metonym = self._actor(text, span, statement)
            if actor is None:
                return None
            mention = Mention(span, span.of(self._text), actor, metonym)
            self._speakers.append(mention)
        self._contents.append((mention, statement.content))
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
            for name in self._names:
                if name.kind != "person" or not part.start <= name.span.start < part.end:
                    continue
                before = self._text[part.start : name.span.start]
                after = self._text[name.span.end : part.end]
                if _GOVERNED.search(before) or _POSSESSOR.match(after):
                    continue
                person = self._person_at(name.span)
                if person is not None:
                    return person
        return None

    def _person_at(self, span: Span) -> Person | None:
        return next((person for person in self._people if span in person.mentions), None)

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
        for mention in reversed(self._speakers):
            actor = mention.refers_to
            if mention.span.end <= span.start and isinstance(actor, Actor) and actor.type in fitting:
                return actor
        return None

    def _speaker_of_quotation(self, span: Span) -> Actor | None:
        """ "I" and "we" inside somebody's words are that somebody's; elsewhere the author's."""
        for mention, content in self._contents:
            if any(part.start <= span.start < part.end for part in content):
                return mention.refers_to if isinstance(mention.refers_to, Actor) else None
        return None

    def _antecedent(self, span: Span) -> Actor | None:
        """The last name before "who" or "which" in the same sentence."""
        sentence = self._sentence(span)
        before = [
            name
            for name in self._names
            if sentence.start <= name.span.start
            and span.start - _RELATIVE_REACH <= name.span.end <= span.start
        ]
        for name in reversed(before):
            person = self._person_at(name.span) if name.kind == "person" else None
            if person is not None:
                return person.actor()
            if name.kind in {"organisation", "place"}:
                actor, _ = self.named(name)
                return actor
        return None

    def _he_or_she(self, gender: str, span: Span) -> Actor | None:
        """The person that the text speaks of: first the subject of this or an earlier sentence."""
        sentence = self._sentence(span)
        position = self._sentences.index(sentence) if sentence in self._sentences else 0
        for one in reversed(self._sentences[max(0, position - _SENTENCES_BACK) : position + 1]):
            persons = [
                (self._is_governed(mention), mention.start, number, person)
                for number, person in enumerate(self._people)
                for mention in person.mentions
                if one.start <= mention.start < min(one.end, span.start)
                and not self._inside_quotation(mention)
                and person.gender in {None, gender}
            ]
            said = [
                mention
                for mention in self._speakers
                if one.start <= mention.span.start < min(one.end, span.start)
                and isinstance(mention.refers_to, Actor)
                and mention.refers_to.type is ActorType.PERSON
                and self._gender(mention.refers_to) in {None, gender}
            ]
            if said:
                return said[-1].refers_to  # type: ignore[return-value]
            if persons:
                return min(persons)[-1].actor()
        return None

    def _gender(self, actor: Actor) -> str | None:
        return next((person.gender for person in self._people if person.actor() == actor), None)

    def _is_governed(self, span: Span) -> bool:
        """Whether a preposition or a possessive makes the name anything but a subject."""
        before = self._text[max(0, span.start - 40) : span.start]
        return bool(_PREPOSITION.search(before) or _POSSESSOR.match(self._text[span.end : span.end + 10]))

    def _inside_quotation(self, span: Span) -> bool:
        return any(content.start <= span.start < content.end for content in self._quoted)

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
        for name in self._names:
            if (
                name.kind in {"organisation", "other"}
                and span.start <= name.span.start < span.end
                and fold(name.span.of(self._text)).endswith(fold(phrase.words[-1]))
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
            if (extra := person.holds(list(phrase.words))) is not None
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
        named = next(
            (one for one in self._names if one.kind == "organisation" and span.overlaps(one.span)), None
        )
        if (
            kind is ActorType.ORGANISATION
            and named is not None
            and len(words_of(named.span.of(self._text))) > 1
        ):
            return self.named(named)[0]
        country = phrase.country
        if country is None and kind is ActorType.GOVERNMENT and phrase.is_definite and len(phrase.words) <= 3:
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
        for mention in reversed(self._speakers):
            actor = mention.refers_to
            if not isinstance(actor, Actor) or actor.type is ActorType.UNNAMED:
                continue
            if wanted <= {spelt(word) for word in words_of(actor.name)}:
                return actor
        for name in reversed(self._names):
            if name.kind == "organisation" and name.span.end <= span.start:
                words = {spelt(word) for word in words_of(name.span.of(self._text))}
                if wanted < words:
                    return self.named(name)[0]
        return None

    def named(self, name: Name) -> tuple[Actor, bool]:
        """The actor that an organisation's or place's name stands for, and whether by metonymy."""
        return named_organisation(self._text, name.span)

    def _unnamed(self, phrase: Phrase) -> Actor:
        """Somebody without a name: one a document and wording, called by the words used."""
        words = phrase.text
        digest = hashlib.sha256(self._document.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        bare = re.sub(r"^(?:the|a|an)\s+", "", words, flags=re.IGNORECASE)
        return Actor(f"unnamed-{digest}-{slug(bare)}"[:96], bare, ActorType.UNNAMED)

    def _sentence(self, span: Span) -> Span:
        return next((one for one in self._sentences if one.start <= span.start < one.end), span)


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
