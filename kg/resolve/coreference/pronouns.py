"""Who "he", "they", "it", "who" and "I" are, looking back from where they stand.

An article's pronouns and noun phrases are gone through in the order of the text, so that each one that is
resolved counts as a mention of whoever it is. Who is not sure enough is nobody.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from itertools import islice

from kg.model import Actor, ActorType, Document, Extraction, Mention, Span, Statement
from kg.resolve.coreference.ranking import (
    Scene,
    describe_all,
    describe_context,
    is_compatible,
    rank,
    weights,
)
from kg.resolve.coreference.surroundings import Layout
from kg.resolve.bodies.organisations import state_organ
from kg.resolve.people.person import Person
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
from kg.language.lexicon import lexicon
from kg.language.noun_phrases import parse_noun_phrase as parse_phrase
from kg.text.span_index import SpanIndex

# Whoever was not spoken of for so many sentences is not meant, nor are those before so many others.
_SENTENCES_BACK = 10
_CANDIDATES = 8
_LOOK_BACK = 100
# "which" and "that" follow their noun within so many code points.
_RELATIVE_REACH = 60
_PHRASE_BEFORE = re.compile(r"\b((?:the|its)\s+(?:[\w.’'-]+\s+){0,4}?[\w.’'-]+),\s+$")
# Nobody is given who is less likely than this: a wrong name is worse than none.
_SURE = 0.5

Ranker = Callable[[Anaphor, list[Referent], Scene], list[float]]
"""The probability of each of some referents; what is missing to 1 is that of nobody."""


class PronounResolver:
    """Resolves the pronouns of one article, given its sources in the order of the text."""

    def __init__(
        self,
        document: Document,
        extraction: Extraction,
        people: list[Person],
        *,
        named: Callable[[Span], tuple[Actor, bool]],
        ranker: Ranker | None = None,
    ) -> None:
        """`named` gives the organisation that a name stands for, and whether a place's for its government.

        `ranker` says how likely each candidate is; by the weights of the package if left out.
        """
        self._layout = Layout(document, extraction)
        self._rank = ranker or probabilities
        names = list(find_referents(document, extraction, people, named))
        anaphors = list(find_anaphors(document, extraction))
        self._anaphors = SpanIndex(anaphors, lambda one: one.span)
        self._names = SpanIndex(names, lambda name: name[0])
        self._known = {one.actor.id: one for _, one in names if one.actor}
        self._events: list[tuple[Span, Referent | Anaphor]] = sorted(
            [*names, *((one.span, one) for one in anaphors)], key=lambda event: event[0]
        )
        pronouns = lexicon().pronouns
        self._asked = sorted(
            self._layout.sentence(one.source[0].start)
            for one in extraction.statements
            if one.source and one.source[0].of(document.text).lower() in pronouns
        )
        """The sentences of the pronouns that are sources."""
        self._done = 0
        self._referents: dict[str, Referent] = {}
        """By name or by the words used; who was spoken of last stands last."""
        self._sources: list[tuple[Span, Referent]] = []
        self._sources_done = 0
        self._contents: list[tuple[Span, Actor]] = []
        self._spoken: list[tuple[Span, Referent]] = []
        """Sources and contents, but for those that stand in the words of somebody else."""
        self._found: dict[Span, tuple[Referent | None, float]] = {}
        self._speakers = self._named_speakers(extraction)
        self._last_speaker: Referent | None = None
        self._most = 0
        self._sentence = -1

    def add_speaker(self, mention: Mention) -> None:
        """Note that the words of `mention` are a source, and whose."""
        if isinstance(mention.refers_to, Actor):
            referent = self._referent(mention.refers_to, mention.span)
            self._sources.append((mention.span, referent))
            if self._layout.content(mention.span.start) is None:
                self._spoken.append((mention.span, referent))

    def add_statement(self, statement: Statement, speaker: Actor) -> None:
        """Note that the content of `statement` is what `speaker` said."""
        self._contents += [(part, speaker) for part in statement.content]
        referent = self._referent(speaker, statement.source[0] if statement.source else statement.content[0])
        referent.said += 1
        if statement.within is None:
            self._spoken += [(part, referent) for part in statement.content]
        self._speakers[statement.id] = self._last_speaker = referent

    def resolve(self, kind: str, span: Span) -> Actor | None:
        """Who the pronoun at `span` is; `kind` is one of the lexicon's kinds of pronoun."""
        if kind == "first":
            return self._speaker_of_quotation(span)
        if kind == "nobody":
            return None
        if kind == "relative" and span.of(self._layout.text).lower() not in PEOPLES_RELATIVES:
            return self._body_before(span)
        return self._sure(pronoun_at(self._layout.text, span, kind))

    def _sure(self, anaphor: Anaphor) -> Actor | None:
        self._advance(anaphor.span.start)
        referent, probability = self._find(anaphor)
        return referent.actor if referent and probability >= _SURE else None

    def _speaker_of_quotation(self, span: Span) -> Actor | None:
        """ "I" and "we" inside somebody's words are that somebody's; elsewhere the author's."""
        around = (actor for part, actor in self._contents if part.start <= span.start < part.end)
        return next(around, None)

    def _body_before(self, span: Span) -> Actor | None:
        """The last organisation or government before "which" or "that", not far back in its sentence."""
        start = max(self._layout.sentence_start(span.start), span.start - _RELATIVE_REACH)
        before = self._names.starting_in(Span(start, span.start)) if start < span.start else []
        bodies = (one.actor for _, one in reversed(before) if one.kind != "person")
        phrase = _PHRASE_BEFORE.search(self._layout.text, start, span.start)
        return next((actor for actor in bodies if actor), None) or (
            _organ(phrase.group(1)) if phrase else None
        )

    def _named_speakers(self, extraction: Extraction) -> dict[str, Referent]:
        """Speakers of statements that the source names, the article over: a source may follow its words."""
        first = (
            (one.id, name)
            for one in extraction.statements
            for part in one.source
            for name in self._names.starting_in(part)[:1]
        )
        return {identifier: name[1] for identifier, name in first}

    def _referent(self, actor: Actor, span: Span) -> Referent:
        return self._known.setdefault(actor.id, referent_of(actor, span, actor.type.value))

    def _advance(self, offset: int) -> None:
        """Go through all that is spoken of before `offset`."""
        while self._done < len(self._events) and self._events[self._done][0].start < offset:
            span, event = self._events[self._done]
            self._note_sources(span.start)
            if isinstance(event, Anaphor):
                self._note_anaphor(event)
            else:
                self._note(event, span, "name")
                event.names, event.named = event.names + 1, span
            self._done += 1
        self._note_sources(offset)

    def _note_sources(self, offset: int) -> None:
        while self._sources_done < len(self._sources) and self._sources[self._sources_done][0].start < offset:
            span, referent = self._sources[self._sources_done]
            self._sources_done += 1
            if not self._anaphors.starting_in(Span(span.start, span.start + 1)):
                self._note(referent, span, "source")

    def _matters(self, anaphor: Anaphor) -> bool:
        """Whether a pronoun that is a source stands so near behind that it may look back as far."""
        sentence = self._layout.sentence(anaphor.span.start)
        number = bisect_left(self._asked, sentence)
        return number < len(self._asked) and self._asked[number] - sentence <= _SENTENCES_BACK

    def _note_anaphor(self, anaphor: Anaphor) -> None:
        if not self._matters(anaphor):
            return
        if not anaphor.is_pronoun and self._layout.source(anaphor.span.start):
            return
        referent, _ = self._find(anaphor)
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
        sentence = self._layout.sentence(span.start)
        could = not self._layout.is_possessor(span) and not self._layout.is_governed(span)
        referent.leads = could and sentence != self._sentence
        self._sentence = sentence if could else self._sentence
        referent.last, referent.last_form, referent.last_kind = span, form, ""
        referent.count += 1
        self._most = max(self._most, referent.count)

    def _find(self, anaphor: Anaphor) -> tuple[Referent | None, float]:
        """The likeliest referent with its probability; None if it is likelier to be nobody.

        A pronoun that is a source means somebody: how likely it is nobody is then left out. "Who" just after
        a name is its bearer.
        """
        if anaphor.span not in self._found:
            ranked = self._candidates(anaphor)
            scene = Scene(self._layout, self._speakers, self._last_speaker, self._most)
            shares = self._rank(anaphor, ranked, scene)
            if ranked and self._follows(anaphor, ranked[0]):
                shares = [1.0, *(0.0 for _ in ranked[1:])]
            statement = self._statement_of(anaphor)
            if statement is not None:
                shares = self._of_a_source(anaphor, statement, ranked, shares)
            share, number = max(zip(shares, range(0, -len(ranked), -1), strict=True), default=(0.0, 0))
            found = bool(ranked) and share >= 1 - sum(shares)
            self._found[anaphor.span] = (ranked[-number], share) if found else (None, 0.0)
        return self._found[anaphor.span]

    def _follows(self, anaphor: Anaphor, referent: Referent) -> bool:
        """Whether it is "who" right after the name of `referent`."""
        between = self._layout.text[referent.last.end : anaphor.span.start]
        return anaphor.kind == "relative" and referent.last == referent.named and between in {" ", ", "}

    def _statement_of(self, anaphor: Anaphor) -> Statement | None:
        """The statement whose source the pronoun is."""
        statement = self._layout.source(anaphor.span.start)
        return statement if anaphor.is_pronoun and statement and statement.source[0] == anaphor.span else None

    def _of_a_source(
        self, anaphor: Anaphor, statement: Statement, ranked: list[Referent], shares: list[float]
    ) -> list[float]:
        """The shares without that of nobody.

        "It" is one who has a name or has spoken before. Whom the words name is another than "he" who says
        them, and so is who has a given name of the other gender.
        """
        going_on = self._goes_on(anaphor)
        if going_on in ranked:
            return [float(one is going_on) for one in ranked]
        named = {one.key for part in statement.content for _, one in self._names.starting_in(part)}
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
        near = self._layout.paragraph(anaphor.span.start) - self._layout.paragraph(span.start) <= 1
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
            self._is_reported(name) or self._layout.is_possessor(name) or self._layout.is_governed(name)
        )

    def _is_reported(self, span: Span) -> bool:
        """Whether it stands in somebody's words, quoted or not."""
        layout = self._layout
        return layout.content(span.start) is not None or layout.quotation(span.start) is not None

    def _candidates(self, anaphor: Anaphor) -> list[Referent]:
        """Whom the anaphor can mean, the last spoken of first."""
        sentence = self._layout.sentence(anaphor.span.start)
        found: list[Referent] = []
        for referent in islice(reversed(self._referents.values()), _LOOK_BACK):
            if sentence - self._layout.sentence(referent.last.start) > _SENTENCES_BACK:
                break
            if referent.last.end <= anaphor.span.start and is_compatible(anaphor, referent):
                found.append(referent)
            if len(found) == _CANDIDATES:
                break
        return found


def _organ(words: str) -> Actor | None:
    """The organ of a state that the words name with its country: "the Saudi government"."""
    phrase = parse_phrase(words)
    is_organ = phrase.country is not None and phrase.organ == ActorType.GOVERNMENT
    return state_organ(phrase, phrase.country) if is_organ and phrase.country else None


def _may_be(anaphor: Anaphor, referent: Referent) -> bool:
    if anaphor.kind == "neuter":
        return referent.actor is not None
    other = anaphor.gender and referent.likely_gender and anaphor.gender != referent.likely_gender
    return referent.gender is not None or not other


def probabilities(anaphor: Anaphor, ranked: list[Referent], scene: Scene) -> list[float]:
    """How likely each of `ranked` is meant, by the weights that come with the package."""
    return rank(describe_all(anaphor, ranked, scene), describe_context(anaphor, ranked, scene), weights())
