"""Who "he", "they", "it", "who" and "I" are, looking back from where they stand."""

import re

from kg.model import Actor, ActorType, Document, Extraction, Mention, Span, Statement
from kg.resolution.organisations import named_organisation
from kg.resolution.people import Person
from kg.resolution.spans import SpanIndex

_PREPOSITION = re.compile(
    r"\b(?:of|for|to|at|with|from|in|by|against|about|on|including|between|like|than|over)"
    r"(?: (?:his|her|their|its|the|counterpart|[A-Z][\w.’']+|and))* $"
)
_POSSESSOR = re.compile(r"['’]s?\s+\w")
_RELATIVE_REACH = 60
_SENTENCES_BACK = 8
# What was said longer ago than this many mentions is not what "it" means.
_LOOK_BACK = 300


class PronounResolver:
    """Resolves the pronouns of one article, given its speakers in the order of the text."""

    def __init__(self, document: Document, extraction: Extraction, people: list[Person]) -> None:
        self._text = document.text
        self._names = SpanIndex(extraction.names, lambda name: name.span)
        self._sentences = SpanIndex(extraction.sentences, lambda span: span)
        self._quoted = SpanIndex((s for one in extraction.statements for s in one.content), lambda span: span)
        self._person_at = {span: person for person in people for span in person.mentions}
        self._genders = {person.actor().id: person.gender for person in people}
        self._speakers: list[Mention] = []
        self._contents: list[tuple[Span, Actor]] = []

    def add_speaker(self, mention: Mention) -> None:
        """Note that the words of `mention` are a source, and whose."""
        self._speakers.append(mention)

    def add_statement(self, statement: Statement, speaker: Actor) -> None:
        """Note that the content of `statement` is what `speaker` said."""
        self._contents += [(part, speaker) for part in statement.content]

    def resolve(self, kind: str, span: Span) -> Actor | None:
        """Who the pronoun at `span` is; `kind` is one of the lexicon's kinds of pronoun."""
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
                return named_organisation(self._text, name.span)[0]
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
