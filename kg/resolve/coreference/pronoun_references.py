"""Resolution of pronouns: "he", "they", "it", "who", "I".

Pronouns and noun phrases are resolved in text order, and each resolved one counts as a mention of its
referent.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from itertools import islice

from kg.language.noun_phrases import parse_noun_phrase
from kg.model import Actor, ActorMention, ActorType, Attribution, Candidate, Extraction, Span
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

# Sentences back to the last mention of a candidate, the number of candidates, and of referents searched.
_SENTENCES_BACK = 10
_CANDIDATES = 8
_LOOK_BACK = 100
# Code points between a noun and its "which" or "that", at most.
_RELATIVE_REACH = 60
_PHRASE_BEFORE = re.compile(r"\b((?:the|its)\s+(?:[\w.’'-]+\s+){0,4}?[\w.’'-]+),\s+$")
# The minimum probability of a referent, and of the other candidates of a mention.
_MIN_CANDIDATE = 0.05

Ranker = Callable[[Anaphor, list[Referent], Scene], list[float]]
"""Returns the probability of each referent; the rest to 1 is the probability of none of them."""


class PronounReferences:
    """Resolves the pronouns of one article, in text order."""

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
        """`named` returns the organisation that a name refers to, and whether by metonymy.

        `asked` are the pronouns to resolve. `ranker` gives the probabilities of candidates; by default the
        shipped model.
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
        self._sources_in = sorted(
            self._surroundings.sentence(one.span.start) for one in asked if one.source_of
        )
        """The sentences of the pronouns that are sources."""
        self._asked_at = {one.span.start: one for one in asked}
        self._next_event = 0
        self._referents: dict[str, Referent] = {}
        """By key, ordered by last mention."""
        self._sources: list[tuple[Span, Referent]] = []
        self._next_source = 0
        self._contents: list[tuple[Span, Actor]] = []
        self._spoken: list[tuple[Span, Referent]] = []
        """Sources and contents, except those inside another content."""
        self._found: dict[Span, tuple[Referent | None, float, tuple[Candidate, ...]]] = {}
        self._speakers = self._named_speakers(extraction)
        self._last_speaker: Referent | None = None
        self._max_count = 0
        self._sentence = -1

    def add_speaker(self, mention: ActorMention) -> None:
        """Add a resolved source."""
        referent = self._referent(mention.actor, mention.span)
        self._sources.append((mention.span, referent))
        if self._surroundings.content(mention.span.start) is None:
            self._spoken.append((mention.span, referent))

    def add_statement(self, attribution: Attribution, speaker: Actor) -> None:
        """Add the speaker of `attribution`."""
        self._contents += [(part, speaker) for part in attribution.content]
        first = attribution.source[0] if attribution.source else attribution.content[0]
        referent = self._referent(speaker, first)
        referent.said += 1
        if attribution.within is None:
            self._spoken += [(part, referent) for part in attribution.content]
        self._speakers[attribution.id] = self._last_speaker = referent

    def refer(self, kind: str, span: Span, asked: AskedMention) -> ActorMention | None:
        """The most likely referent of the pronoun at `span`, however likely; None if there is none.

        `kind` is a kind of pronoun of the lexicon.
        """
        words = asked.span.of(self._surroundings.raw)
        if kind == "nobody":
            return None
        if kind == "first":
            actor = self._speaker_of_quotation(span)
            return ActorMention(asked.span, words, actor) if actor else None
        if kind == "relative" and span.of(self._surroundings.raw).lower() not in PEOPLES_RELATIVES:
            actor = self._antecedent_of_relative(span)
            return ActorMention(asked.span, words, actor) if actor else None
        self._advance(span.start)
        referent, share, others = self._find(pronoun_at(self._surroundings.raw, span, kind))
        if referent is None or referent.actor is None or share < _MIN_CANDIDATE:
            return None
        return ActorMention(asked.span, words, referent.actor, confidence=round(share, 3), candidates=others)

    def _speaker_of_quotation(self, span: Span) -> Actor | None:
        """The speaker of the content around "I" or "we"; None outside contents (the author)."""
        around = (actor for part, actor in self._contents if part.start <= span.start < part.end)
        return next(around, None)

    def _antecedent_of_relative(self, span: Span) -> Actor | None:
        """The last organisation or government before "which" or "that", near in the same sentence."""
        start = max(self._surroundings.sentence_start(span.start), span.start - _RELATIVE_REACH)
        before = self._names.starting_in(Span(start, span.start)) if start < span.start else []
        bodies = (one.actor for _, one in reversed(before) if one.kind != "person")
        phrase = _PHRASE_BEFORE.search(self._surroundings.raw, start, span.start)
        return next((actor for actor in bodies if actor), None) or (
            _organ(phrase.group(1)) if phrase else None
        )

    def _named_speakers(self, extraction: Extraction) -> dict[str, Referent]:
        """Speakers named in their source, by attribution; a source can follow its content."""
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
        """Process all mentions before `offset`."""
        while self._next_event < len(self._events) and self._events[self._next_event][0].start < offset:
            span, event = self._events[self._next_event]
            self._note_sources(span.start)
            if isinstance(event, Anaphor):
                self._note_anaphor(event)
            else:
                self._note(event, span, "name")
                event.names, event.named = event.names + 1, span
            self._next_event += 1
        self._note_sources(offset)

    def _note_sources(self, offset: int) -> None:
        while self._next_source < len(self._sources) and self._sources[self._next_source][0].start < offset:
            span, referent = self._sources[self._next_source]
            self._next_source += 1
            if not self._anaphors.starting_in(Span(span.start, span.start + 1)):
                self._note(referent, span, "source")

    def _is_needed(self, anaphor: Anaphor) -> bool:
        """Whether a pronoun that is a source follows within the sentences that it looks back.

        What refers to whom between the sources does not depend on which other pronouns are asked for.
        """
        sentence = self._surroundings.sentence(anaphor.span.start)
        number = bisect_left(self._sources_in, sentence)
        return number < len(self._sources_in) and self._sources_in[number] - sentence <= _SENTENCES_BACK

    def _note_anaphor(self, anaphor: Anaphor) -> None:
        if not self._is_needed(anaphor):
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
        self._max_count = max(self._max_count, referent.count)

    def _find(self, anaphor: Anaphor) -> tuple[Referent | None, float, tuple[Candidate, ...]]:
        """The most likely referent, its probability, and the other candidates; None if none is more likely.

        A pronoun that is a source has a referent, so the probability of none is removed. "Who" right after a
        name refers to it. Results are cached, since the pass asks again for resolved pronouns.
        """
        if anaphor.span not in self._found:
            ranked = self._candidates(anaphor)
            scene = Scene(self._surroundings, self._speakers, self._last_speaker, self._max_count)
            shares = self._rank(anaphor, ranked, scene)
            if ranked and self._follows_name(anaphor, ranked[0]):
                shares = [1.0, *(0.0 for _ in ranked[1:])]
            attribution = self._source_of(anaphor)
            if attribution is not None:
                shares = self._shares_for_source(anaphor, attribution, ranked, shares)
            share, number = max(zip(shares, range(0, -len(ranked), -1), strict=True), default=(0.0, 0))
            if not ranked or share < 1 - sum(shares):
                self._found[anaphor.span] = (None, 0.0, ())
            else:
                chosen = ranked[-number]
                self._found[anaphor.span] = (chosen, share, _other_candidates(ranked, shares, chosen))
        return self._found[anaphor.span]

    def _follows_name(self, anaphor: Anaphor, referent: Referent) -> bool:
        """Whether the anaphor is "who" right after the name of `referent`."""
        between = self._surroundings.raw[referent.last.end : anaphor.span.start]
        return anaphor.kind == "relative" and referent.last == referent.named and between in {" ", ", "}

    def _source_of(self, anaphor: Anaphor) -> Attribution | None:
        """The attribution whose source is the pronoun, or None."""
        attribution = self._surroundings.source(anaphor.span.start)
        is_source = attribution is not None and attribution.source[0] == anaphor.span
        return attribution if anaphor.is_pronoun and is_source else None

    def _shares_for_source(
        self, anaphor: Anaphor, attribution: Attribution, ranked: list[Referent], shares: list[float]
    ) -> list[float]:
        """The probabilities for a pronoun that is a source, normalised without "none".

        Excludes referents named in the content, referents whose given name is of the other gender, and, for
        "it", referents without an actor.
        """
        continued = self._continued_speaker(anaphor)
        if continued in ranked:
            return [float(one is continued) for one in ranked]
        named = {one.key for part in attribution.content for _, one in self._names.starting_in(part)}
        possible = [
            share * (one.key not in named and _can_refer_to(anaphor, one))
            for one, share in zip(ranked, shares, strict=True)
        ]
        whole = sum(possible)
        return [share / whole for share in possible] if whole else possible

    def _continued_speaker(self, anaphor: Anaphor) -> Referent | None:
        """The last speaker, if "he said" can only refer to them; else None.

        The paragraph is the same or the next, and no other person of that gender has been a subject since,
        outside quoted and reported words.
        """
        if anaphor.kind not in {"male", "female"}:
            return None
        before = [one for one in self._spoken[-_LOOK_BACK:] if one[0].end <= anaphor.span.start]
        span, speaker = max(before, key=lambda one: one[0], default=(anaphor.span, None))
        near = (
            self._surroundings.paragraph(anaphor.span.start) - self._surroundings.paragraph(span.start) <= 1
        )
        if speaker is None or not near or speaker.kind != "person" or not _can_refer_to(anaphor, speaker):
            return None
        since = Span(span.start, anaphor.span.start)
        rivals = self._names.starting_in(since)
        nouns = self._anaphors.starting_in(since)
        if any(self._is_rival(anaphor, speaker, name, other) for name, other in rivals):
            return None
        if any(
            not one.is_pronoun and one.kind == "person" and not self._is_reported(one.span) for one in nouns
        ):
            return None
        return speaker

    def _is_rival(self, anaphor: Anaphor, speaker: Referent, name: Span, other: Referent) -> bool:
        """Whether the pronoun may refer to `other`, named at `name`, instead of the last speaker."""
        if other.key == speaker.key or other.kind != "person" or not _can_refer_to(anaphor, other):
            return False
        if speaker.likely_gender is None and other.likely_gender == anaphor.gender:
            return True
        return not (
            self._is_reported(name)
            or self._surroundings.is_possessor(name)
            or self._surroundings.is_governed(name)
        )

    def _is_reported(self, span: Span) -> bool:
        """Whether `span` is in a content or a quotation."""
        return self._surroundings.is_reported(span)

    def _candidates(self, anaphor: Anaphor) -> list[Referent]:
        """The possible referents of the anaphor, the last mentioned first."""
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
    """The state organ named with its country ("the Saudi government"), or None."""
    phrase = parse_noun_phrase(words)
    is_organ = phrase.country is not None and phrase.organ == ActorType.GOVERNMENT
    return state_organ(phrase, phrase.country) if is_organ and phrase.country else None


def _can_refer_to(anaphor: Anaphor, referent: Referent) -> bool:
    if anaphor.kind == "neuter":
        return referent.actor is not None
    other = anaphor.gender and referent.likely_gender and anaphor.gender != referent.likely_gender
    return referent.gender is not None or not other


def _other_candidates(ranked: list[Referent], shares: list[float], chosen: Referent) -> tuple[Candidate, ...]:
    """The other candidates than `chosen` above the minimum probability, the most likely first."""
    pairs = sorted(zip(shares, ranked, strict=True), key=lambda pair: -pair[0])
    return tuple(
        Candidate(one.actor, round(share, 3))
        for share, one in pairs
        if share >= _MIN_CANDIDATE and one is not chosen and one.actor
    )


def probabilities(anaphor: Anaphor, ranked: list[Referent], scene: Scene) -> list[float]:
    """The probability of each of `ranked`, by the shipped model."""
    return rank(describe_all(anaphor, ranked, scene), describe_context(anaphor, ranked, scene), weights())
