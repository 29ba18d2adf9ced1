"""The pass that fills the coreference table: sources, addressees, holders and targets in text order.

Names and knowledge come first: words that name somebody are resolved by rules. All others, pronouns and
descriptions, follow the links that the model found. "I" and "we" refer to the speaker of the content that
contains them, so they are resolved at the end.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.extract.links.anaphors import PEOPLES_RELATIVES
from kg.language.common_nouns import body_nouns
from kg.language.folding import words_of
from kg.language.lexicon import lexicon, singular
from kg.language.noun_phrases import NounPhrase, parse_noun_phrase
from kg.model import Actor, ActorMention, ActorType, Attribution, Candidate, Confidence, Extraction, Span
from kg.resolve.bodies.named_pairs import is_of_pair
from kg.resolve.coreference.noun_phrase_references import NounPhraseReferences
from kg.resolve.coreference.shares import EntityShares
from kg.resolve.coreference.sureness import RIGHT_BEFORE, UNNAMED, sureness_of_name
from kg.resolve.coreference.table import LEAST_SURE, AskedMention, CoreferenceTable
from kg.resolve.people.governed import is_governed
from kg.resolve.people.person import Person
from kg.text.span_index import SpanIndex
from kg.text.text import Text

# The least share of a candidate that is kept.
_LEAST_CANDIDATE = 0.05
_PERSONAL = frozenset({"male", "female"})
# By this factor "she" is less likely to be somebody whose given name is nearly always a man's.
_OTHER_GENDER = 0.1
# By this factor "the mayor" is less likely to be somebody else than the one whose office the article tells.
# Like the factor above it is set by judgement.
_OTHER_HOLDER = 0.4
_DETERMINERS = frozenset(
    {"the", "a", "an", "this", "that", "his", "her", "its", "their", "our", "one", "some"}
)
# Relative pronouns of bodies, and the noun phrase before one.
_OF_THINGS = frozenset({"which", "that"})
_PHRASE_BEFORE = re.compile(r"\b((?:the|its)\s+(?:[\w.’'-]+\s+){0,4}?[\w.’'-]+),\s+$")
_REACH = 60
_CLAUSE_START = re.compile(r"[.;:\n]")


def resolve_coreference(
    text: Text,
    extraction: Extraction,
    people: list[Person],
    phrases: NounPhraseReferences,
    asked: list[AskedMention],
) -> CoreferenceTable:
    """Resolve `asked`, which are in text order. `people` are those of the article."""
    return _Pass(text, extraction, people, phrases).run(asked)


class _Pass:
    """The state of the pass: the answers so far, and the contents of known speakers."""

    def __init__(
        self, text: Text, extraction: Extraction, people: list[Person], phrases: NounPhraseReferences
    ) -> None:
        self._raw = text.raw
        self._deadline = text.deadline
        self._phrases = phrases
        self._person_at = {span: person for person in people for span in person.mentions}
        self._genders = {person.actor().id: person.gender for person in people}
        self._likely_genders = {person.actor().id: person.likely_gender for person in people}
        self._people = SpanIndex(self._person_at, lambda span: span)
        self._names = SpanIndex(extraction.names, lambda name: name.span)
        self._shares = EntityShares(extraction.links, self._named)
        self._mentions: dict[tuple[Span, ...], ActorMention] = {}
        self._doubtful: dict[tuple[Span, ...], tuple[Candidate, ...]] = {}
        self._contents: list[tuple[Span, Actor]] = []

    def run(self, asked: Iterable[AskedMention]) -> CoreferenceTable:
        waiting = []
        for one in asked:
            self._deadline.check()
            pronoun = self._pronoun(one)
            if pronoun == "first":
                waiting.append(one)
            else:
                self._note(one, self._answer(one, pronoun))
        for one in waiting:
            actor = self._speaker_around(one.span)
            self._note(one, ActorMention(one.span, one.span.of(self._raw), actor) if actor else None)
        return CoreferenceTable(self._mentions, self._doubtful)

    def _named(self, span: Span) -> dict[Actor, Confidence]:
        """To whom the name at `span` refers, several if in doubt; empty if to nobody, as a mere place."""
        # Rules may have made the name longer or shorter since the mentions were linked.
        name = self._names.around(span.start) or next(iter(self._names.inside(span)), None)
        if name is None:
            return {}
        person = self._person_at.get(name.span)
        if person is not None:
            doubt = {one.actor: one.confidence for one in person.candidates()}
            return doubt or {person.actor(): 1.0}
        if name.kind not in {"organisation", "place"}:
            return {}
        actor, metonym = self._phrases.named_at(name.span)
        return {} if name.kind == "place" and not metonym else {actor: 1.0}

    def _answer(self, asked: AskedMention, pronoun: str | None) -> ActorMention | None:
        if pronoun == "nobody":
            return None
        if pronoun == "relative" and (person := self._person_before(asked.span)) is not None:
            self._settle(asked, {person: 1.0})
            return ActorMention(asked.span, asked.span.of(self._raw), person, confidence=RIGHT_BEFORE)
        rule = self._phrase_before(asked) if pronoun else self._phrases.refer(asked.spans)
        if rule is not None and not pronoun and self._is_named(asked, rule.actor):
            named = {one.actor: one.confidence for one in rule.candidates}
            self._settle(asked, named | {rule.actor: rule.confidence})
            sure = sureness_of_name(rule.actor, rule.text)
            return rule if rule.candidates else replace(rule, confidence=sure)
        shares = self._fitting(asked, pronoun)
        if rule is not None:
            if rule.actor.type is ActorType.PERSON:
                shares = {
                    actor: share * (1.0 if actor == rule.actor else _OTHER_HOLDER)
                    for actor, share in shares.items()
                }
            rest = max(0.0, 1.0 - sum(shares.values()))
            shares[rule.actor] = shares.get(rule.actor, 0.0) + rest
        if not shares:
            return None
        self._settle(asked, shares)
        return self._mention(asked.span, shares)

    def _person_before(self, span: Span) -> Actor | None:
        """The person whose name stands right before "who" and is governed by nothing: "Jane Doe, who"."""
        if span.of(self._raw).lower() not in PEOPLES_RELATIVES:
            return None
        name = next(iter(self._people.before(span.start, 1)), None)
        if name is None or self._raw[name.end : span.start] not in {", ", " "}:
            return None
        before = self._raw[max(0, name.start - _REACH) : name.start]
        clause = _CLAUSE_START.split(before)[-1]
        return None if is_governed(clause, name.of(self._raw)) else self._person_at[name].actor()

    def _phrase_before(self, asked: AskedMention) -> ActorMention | None:
        """Whom the noun phrase right before "which" or "that" refers to, if it names somebody."""
        if asked.span.of(self._raw).lower() not in _OF_THINGS:
            return None
        start = max(0, asked.span.start - _REACH)
        before = _PHRASE_BEFORE.search(self._raw, start, asked.span.start)
        mention = self._phrases.refer((Span(*before.span(1)),)) if before else None
        return None if mention is None or mention.actor.type is ActorType.UNNAMED else mention

    def _settle(self, asked: AskedMention, shares: Mapping[Actor, Confidence]) -> None:
        """Note to whom a mention refers; the first of several parts may be a name of its own."""
        if len(asked.spans) == 1:
            self._shares.settle(asked.span, shares)

    def _is_named(self, asked: AskedMention, actor: Actor) -> bool:
        """Whether the words name `actor` or refer to a pair, rather than describe somebody."""
        if actor.type is ActorType.UNNAMED:
            return False
        if is_of_pair(asked.span.of(self._raw)):
            return True
        if actor.type is ActorType.PERSON:
            inside = (one for part in asked.spans for one in self._people.inside(part))
            return any(actor in self._named(span) for span in inside)
        words = words_of(" ".join(span.of(self._raw) for span in asked.spans))
        return any(word[0].isupper() and word.lower() not in _DETERMINERS for word in words)

    def _fitting(self, asked: AskedMention, pronoun: str | None) -> dict[Actor, Confidence]:
        """The shares of the actors that the mention may refer to, those that cannot be meant left out."""
        phrase = parse_noun_phrase(asked.span.of(self._raw))
        link = self._shares.link(asked.span, asked.span.start + phrase.span.start + len(phrase.text))
        if link is None:
            return {}
        shares = self._shares.of(link)
        excluded = self._speaker_of(asked.other_than)
        kind = pronoun or _kind_of(phrase)
        fitting = {
            actor: share * self._agreement(kind, actor)
            for actor, share in shares.items()
            if self._can_be(kind, actor) and actor != excluded
        }
        left = 1.0 - sum(shares.values()) + sum(fitting.values())
        # A pronoun that speaks refers to somebody, if perhaps to somebody without a name.
        if pronoun and asked.source_of:
            left -= 1.0 - sum(probability for _, probability in link.antecedents)
        return {actor: share / left for actor, share in fitting.items()} if left > 0 else {}

    def _speaker_of(self, attribution: Attribution | None) -> Actor | None:
        mention = self._mentions.get(attribution.source) if attribution else None
        return mention.actor if mention else None

    def _can_be(self, kind: str | None, actor: Actor) -> bool:
        """Whether a pronoun or noun of `kind` can refer to `actor`: kinds and certain genders agree."""
        if actor.type is ActorType.UNNAMED:
            return True
        is_person = actor.type is ActorType.PERSON
        if kind in _PERSONAL:
            return is_person and self._genders.get(actor.id) in {None, kind}
        if kind == "person":
            return is_person
        return not (is_person and kind in {"neuter", "organisation", "government", "plural"})

    def _agreement(self, kind: str | None, actor: Actor) -> float:
        """The factor for the gender that a given name tells."""
        gender = self._likely_genders.get(actor.id)
        return _OTHER_GENDER if kind in _PERSONAL and gender not in {None, kind} else 1.0

    def _mention(self, span: Span, shares: Mapping[Actor, Confidence]) -> ActorMention:
        sure = {
            actor: share * (UNNAMED if actor.type is ActorType.UNNAMED else 1.0)
            for actor, share in shares.items()
        }
        first, *others = sorted(sure.items(), key=lambda pair: (-pair[1], pair[0].id))
        candidates = (
            Candidate(actor, round(share, 3)) for actor, share in others if share >= _LEAST_CANDIDATE
        )
        words = span.of(self._raw)
        return ActorMention(
            span, words, first[0], confidence=round(first[1], 3), candidates=tuple(candidates)
        )

    def _note(self, asked: AskedMention, mention: ActorMention | None) -> None:
        """Store the answer; what its statements contain is said by the speaker, unless that is doubtful."""
        if mention is None or mention.confidence < _LEAST_CANDIDATE:
            return
        if mention.confidence < LEAST_SURE:
            doubtful = (Candidate(mention.actor, mention.confidence), *mention.candidates)
            self._doubtful[asked.spans] = doubtful
            return
        self._mentions[asked.spans] = mention
        for attribution in asked.source_of:
            self._contents += [(part, mention.actor) for part in attribution.content]

    def _speaker_around(self, span: Span) -> Actor | None:
        """The speaker of the smallest content around "I" or "we"; None outside contents (the author)."""
        around = [(part, actor) for part, actor in self._contents if part.start <= span.start < part.end]
        return min(around, key=lambda pair: pair[0].end - pair[0].start)[1] if around else None

    def _pronoun(self, asked: AskedMention) -> str | None:
        """The kind of the pronoun if the words are one; "he and his staff" counts as "he"."""
        words = words_of(" ".join(span.of(self._raw) for span in asked.spans))
        kind = lexicon().pronouns.get(words[0].lower()) if words else None
        if kind is None or lexicon().place_of(words[0]):
            return None  # "US"
        return kind if len(words) == 1 or words[1].lower() == "and" else None


def _kind_of(phrase: NounPhrase) -> str | None:
    """The kind of body that the head of the phrase names."""
    head = singular(phrase.words[-1].lower()) if phrase.words else ""
    return body_nouns().get(head, (None, None))[0]
