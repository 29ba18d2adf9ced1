"""Who "he", "they", "it", "who" and "I" are, looking back from where they stand.

The pronouns and noun phrases of an article are gone through in the order of the text, so that each one that
is resolved counts as a mention of whom it means. Whoever is less likely than one half is not given.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from itertools import islice

from kg.language.noun_phrases import parse_noun_phrase
from kg.model import Actor, ActorMention, ActorType, Attribution, Extraction, Span
from kg.resolve.bodies.organisations import state_organ
from kg.resolve.coreference.ranking import (
    Scene,
    describe_all,
    describe_context,
    is_compatible,
    rank,
    weights,
)
from kg.resolve.coreference.referents import (
    PEOPLES_RELATIVES,
    Anaphor,
    Referent,
    find_anaphors,
    find_referents,
    pronoun_at,
    referent_of,
    referent_of_noun,
)
from kg.resolve.coreference.surroundings import Surroundings
from kg.resolve.coreference.table import AskedMention
from kg.resolve.people.person import Person
from kg.text import Text
from kg.text.span_index import SpanIndex

# Whoever was not spoken of for so many sentences is not meant, nor are those before so many others.
_SENTENCES_BACK = 10
_CANDIDATES = 8
_LOOK_BACK = 100
# "which" and "that" follow their noun within so many code points.
_RELATIVE_REACH = 60
_PHRASE_BEFORE = re.compile(r"\b((?:the|its)\s+(?:[\w.’'-]+\s+){0,4}?[\w.’'-]+),\s+$")
# A wrong name is worse than none.
_SURE = 0.5
# Candidates that are less likely are not kept.
_WORTH_KEEPING = 0.05

Ranker = Callable[[Anaphor, list[Referent], Scene], list[float]]
"""The probability of each of some referents; what is missing to 1 is that of nobody."""


class PronounReferences:
    """Resolves the pronouns of one article, asked in the order of the text."""

    def __init__(
        self,
        text: Text,
        extraction: Extraction,
        people: list[Person],
        *,
        named: Callable[[Span], tuple[Actor, bool]],
        asked: Iterable[AskedMention],
        ranker: Ranker | None = None,
    ) -> None:
        """`named` gives the organisation that a name stands for, and whether a place's for its government.

        `asked` are the pronouns that will be asked for. `ranker` says how likely each candidate is; by the
        weights of the package if left out.
        """
        self._surroundings = Surroundings(text, extraction.attributions)
        self._rank = ranker or probabilities
        names = list(find_referents(text.raw, extraction, people, named))
        anaphors = list(find_anaphors(text.raw, extraction))
        self._anaphors = SpanIndex(anaphors, lambda one: one.span)
        self._names = SpanIndex(names, lambda name: name[0])
        self._known = {one.actor.id: one for _, one in names if one.actor}
        self._events: list[tuple[Span, Referent | Anaphor]] = sorted(
            [*names, *((one.span, one) for one in anaphors)], key=lambda event: event[0]
        )
        asked = list(asked)
        self._asked_in = sorted(self._surroundings.sentence(one.span.start) for one in asked)
        """The sentences of the pronouns that are asked for."""
        self._asked_at = {one.span.start: one for one in asked}
        self._passed = 0
        self._referents: dict[str, Referent] = {}
        """By name or by the words used; who was spoken of last stands last."""
        self._sources: list[tuple[Span, Referent]] = []
        self._sources_passed = 0
        self._contents: list[tuple[Span, Actor]] = []
        self._spoken: list[tuple[Span, Referent]] = []
        """Sources and contents, but for those that stand in the words of somebody else."""
        self._found: dict[Span, tuple[Referent | None, float, tuple[Actor, ...]]] = {}
        self._speakers = self._named_speakers(extraction)
        self._last_speaker: Referent | None = None
        self._most = 0
        self._sentence = -1

    def add_speaker(self, mention: ActorMention) -> None:
        """Note that the words of `mention` are a source, and whose."""
        referent = self._referent(mention.actor, mention.span)
        self._sources.append((mention.span, referent))
        if self._surroundings.content(mention.span.start) is None:
            self._spoken.append((mention.span, referent))

    def add_statement(self, attribution: Attribution, speaker: Actor) -> None:
        """Note that the content of `attribution` is what `speaker` said."""
        self._contents += [(part, speaker) for part in attribution.content]
        first = attribution.source[0] if attribution.source else attribution.content[0]
        referent = self._referent(speaker, first)
        referent.said += 1
        if attribution.within is None:
            self._spoken += [(part, referent) for part in attribution.content]
        self._speakers[attribution.id] = self._last_speaker = referent

    def refer(self, kind: str, span: Span, asked: AskedMention) -> ActorMention | None:
        """Who the pronoun at `span` is, if that is sure; `kind` is one of the lexicon's kinds of pronoun."""
        words = asked.span.of(self._surroundings.raw)
        if kind == "nobody":
            return None
        if kind == "first":
            actor = self._speaker_of_quotation(span)
            return ActorMention(asked.span, words, actor) if actor else None
        if kind == "relative" and span.of(self._surroundings.raw).lower() not in PEOPLES_RELATIVES:
            actor = self._body_before(span)
            return ActorMention(asked.span, words, actor) if actor else None
        self._advance(span.start)
        referent, share, others = self._find(pronoun_at(self._surroundings.raw, span, kind))
        if referent is None or referent.actor is None or share < _SURE:
            return None
        return ActorMention(asked.span, words, referent.actor, confidence=round(share, 3), candidates=others)

    def _speaker_of_quotation(self, span: Span) -> Actor | None:
        """ "I" and "we" inside somebody's words are that somebody's; elsewhere the author's."""
        around = (actor for part, actor in self._contents if part.start <= span.start < part.end)
        return next(around, None)

    def _body_before(self, span: Span) -> Actor | None:
        """The last organisation or government before "which" or "that", not far back in its sentence."""
        start = max(self._surroundings.sentence_start(span.start), span.start - _RELATIVE_REACH)
        before = self._names.starting_in(Span(start, span.start)) if start < span.start else []
        bodies = (one.actor for _, one in reversed(before) if one.kind != "person")
        phrase = _PHRASE_BEFORE.search(self._surroundings.raw, start, span.start)
        return next((actor for actor in bodies if actor), None) or (
            _organ(phrase.group(1)) if phrase else None
        )

    def _named_speakers(self, extraction: Extraction) -> dict[str, Referent]:
        """Speakers of statements that the source names, the article over: a source may follow its words."""
        first = (
            (one.id, name)
            for one in extraction.attributions
            for part in one.source
            for name in self._names.starting_in(part)[:1]
        )
        return {identifier: name[1] for identifier, name in first}

    def _referent(self, actor: Actor, span: Span) -> Referent:
        return self._known.setdefault(actor.id, referent_of(actor, span, actor.type.value))

    def _advance(self, offset: int) -> None:
        """Go through all that is spoken of before `offset`."""
        while self._passed < len(self._events) and self._events[self._passed][0].start < offset:
            span, event = self._events[self._passed]
            self._note_sources(span.start)
            if isinstance(event, Anaphor):
                self._note_anaphor(event)
            else:
                self._note(event, span, "name")
                event.names, event.named = event.names + 1, span
            self._passed += 1
        self._note_sources(offset)

    def _note_sources(self, offset: int) -> None:
        while (
            self._sources_passed < len(self._sources)
            and self._sources[self._sources_passed][0].start < offset
        ):
            span, referent = self._sources[self._sources_passed]
            self._sources_passed += 1
            if not self._anaphors.starting_in(Span(span.start, span.start + 1)):
                self._note(referent, span, "source")

    def _matters(self, anaphor: Anaphor) -> bool:
        """Whether a pronoun that is a source stands so near behind that it may look back as far."""
        sentence = self._surroundings.sentence(anaphor.span.start)
        number = bisect_left(self._asked_in, sentence)
        return number < len(self._asked_in) and self._asked_in[number] - sentence <= _SENTENCES_BACK

    def _note_anaphor(self, anaphor: Anaphor) -> None:
        if not self._matters(anaphor):
            return
        if not anaphor.is_pronoun and self._surroundings.source(anaphor.span.start):
            return
        referent, _, _ = self._find(anaphor)
        if referent is not None:
            self._note(referent, anaphor.span, "pronoun" if anaphor.is_pronoun else "phrase")
            referent.last_kind = anaphor.kind if anaphor.is_pronoun else ""
            referent.pronouns[anaphor.kind] = referent.pronouns.get(anaphor.kind, 0) + anaphor.is_pronoun
        elif not anaphor.is_pronoun:
            self._note(referent_of_noun(anaphor), anaphor.span, "phrase")

    def _note(self, referent: Referent, span: Span, form: str) -> None:
        key = referent.key
        self._referents.pop(key, None)
        self._referents[key] = referent
        sentence = self._surroundings.sentence(span.start)
        could = not self._surroundings.is_possessor(span) and not self._surroundings.is_governed(span)
        referent.leads = could and sentence != self._sentence
        self._sentence = sentence if could else self._sentence
        referent.last, referent.last_form, referent.last_kind = span, form, ""
        referent.count += 1
        self._most = max(self._most, referent.count)

    def _find(self, anaphor: Anaphor) -> tuple[Referent | None, float, tuple[Actor, ...]]:
        """The likeliest referent, its probability, and the actors next likely; None if nobody is likelier.

        A pronoun that is a source means somebody: how likely it is nobody is then left out. "Who" just after
        a name is its bearer. What is found first is kept: it is asked for again when the pass goes by.
        """
        if anaphor.span not in self._found:
            ranked = self._candidates(anaphor)
            scene = Scene(self._surroundings, self._speakers, self._last_speaker, self._most)
            shares = self._rank(anaphor, ranked, scene)
            if ranked and self._follows(anaphor, ranked[0]):
                shares = [1.0, *(0.0 for _ in ranked[1:])]
            attribution = self._source_of(anaphor)
            if attribution is not None:
                shares = self._of_a_source(anaphor, attribution, ranked, shares)
            share, number = max(zip(shares, range(0, -len(ranked), -1), strict=True), default=(0.0, 0))
            if not ranked or share < 1 - sum(shares):
                self._found[anaphor.span] = (None, 0.0, ())
            else:
                chosen = ranked[-number]
                self._found[anaphor.span] = (chosen, share, _others(ranked, shares, chosen))
        return self._found[anaphor.span]

    def _follows(self, anaphor: Anaphor, referent: Referent) -> bool:
        """Whether it is "who" right after the name of `referent`."""
        between = self._surroundings.raw[referent.last.end : anaphor.span.start]
        return anaphor.kind == "relative" and referent.last == referent.named and between in {" ", ", "}

    def _source_of(self, anaphor: Anaphor) -> Attribution | None:
        """The attribution whose source the pronoun is."""
        attribution = self._surroundings.source(anaphor.span.start)
        is_source = attribution is not None and attribution.source[0] == anaphor.span
        return attribution if anaphor.is_pronoun and is_source else None

    def _of_a_source(
        self, anaphor: Anaphor, attribution: Attribution, ranked: list[Referent], shares: list[float]
    ) -> list[float]:
        """The shares without that of nobody.

        "It" is one who has a name or has spoken before. Whom the words name is another than "he" who says
        them, and so is who has a given name of the other gender.
        """
        going_on = self._goes_on(anaphor)
        if going_on in ranked:
            return [float(one is going_on) for one in ranked]
        named = {one.key for part in attribution.content for _, one in self._names.starting_in(part)}
        possible = [
            share * (one.key not in named and _may_be(anaphor, one))
            for one, share in zip(ranked, shares, strict=True)
        ]
        whole = sum(possible)
        return [share / whole for share in possible] if whole else possible

    def _goes_on(self, anaphor: Anaphor) -> Referent | None:
        """Who spoke last, if "he said" can only go on with them.

        The paragraph is the same or the next, and outside of quoted and reported words no other person
        of that gender has come in as a subject since.
        """
        if anaphor.kind not in {"male", "female"}:
            return None
        before = [one for one in self._spoken[-_LOOK_BACK:] if one[0].end <= anaphor.span.start]
        span, speaker = max(before, key=lambda one: one[0], default=(anaphor.span, None))
        near = (
            self._surroundings.paragraph(anaphor.span.start) - self._surroundings.paragraph(span.start) <= 1
        )
        if speaker is None or not near or speaker.kind != "person" or not _may_be(anaphor, speaker):
            return None
        since = Span(span.start, anaphor.span.start)
        rivals = self._names.starting_in(since)
        nouns = self._anaphors.starting_in(since)
        if any(self._rivals(anaphor, speaker, name, other) for name, other in rivals):
            return None
        if any(
            not one.is_pronoun and one.kind == "person" and not self._is_reported(one.span) for one in nouns
        ):
            return None
        return speaker

    def _rivals(self, anaphor: Anaphor, speaker: Referent, name: Span, other: Referent) -> bool:
        """Whether the pronoun may mean `other`, named at `name`, as well as the speaker before."""
        if other.key == speaker.key or other.kind != "person" or not _may_be(anaphor, other):
            return False
        if speaker.likely_gender is None and other.likely_gender == anaphor.gender:
            return True
        return not (
            self._is_reported(name)
            or self._surroundings.is_possessor(name)
            or self._surroundings.is_governed(name)
        )

    def _is_reported(self, span: Span) -> bool:
        """Whether it stands in somebody's words, quoted or not."""
        return self._surroundings.is_reported(span)

    def _candidates(self, anaphor: Anaphor) -> list[Referent]:
        """Whom the anaphor can mean, the last spoken of first."""
        sentence = self._surroundings.sentence(anaphor.span.start)
        asked = self._asked_at.get(anaphor.span.start)
        other_than = self._speakers.get(asked.other_than.id) if asked and asked.other_than else None
        found: list[Referent] = []
        for referent in islice(reversed(self._referents.values()), _LOOK_BACK):
            if sentence - self._surroundings.sentence(referent.last.start) > _SENTENCES_BACK:
                break
            if referent is other_than and not anaphor.is_reflexive:
                continue
            if referent.last.end <= anaphor.span.start and is_compatible(anaphor, referent):
                found.append(referent)
            if len(found) == _CANDIDATES:
                break
        return found


def _organ(words: str) -> Actor | None:
    """The organ of a state that the words name with its country: "the Saudi government"."""
    phrase = parse_noun_phrase(words)
    is_organ = phrase.country is not None and phrase.organ == ActorType.GOVERNMENT
    return state_organ(phrase, phrase.country) if is_organ and phrase.country else None


def _may_be(anaphor: Anaphor, referent: Referent) -> bool:
    if anaphor.kind == "neuter":
        return referent.actor is not None
    other = anaphor.gender and referent.likely_gender and anaphor.gender != referent.likely_gender
    return referent.gender is not None or not other


def _others(ranked: list[Referent], shares: list[float], chosen: Referent) -> tuple[Actor, ...]:
    """The actors besides `chosen` that are likely enough to be kept, the likeliest first."""
    pairs = sorted(zip(shares, ranked, strict=True), key=lambda pair: -pair[0])
    return tuple(
        one.actor for share, one in pairs if share >= _WORTH_KEEPING and one is not chosen and one.actor
    )


def probabilities(anaphor: Anaphor, ranked: list[Referent], scene: Scene) -> list[float]:
    """How likely each of `ranked` is meant, by the weights that come with the package."""
    return rank(describe_all(anaphor, ranked, scene), describe_context(anaphor, ranked, scene), weights())
