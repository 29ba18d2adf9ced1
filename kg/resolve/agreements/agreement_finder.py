"""Agreements that an article refers to: by a name, by date, place or parties, or by "the deal"."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from kg.language.agreement_words import agreement_words
from kg.language.dates import Dates
from kg.language.folding import fold, words_of
from kg.model import Agreement, Article, Extraction, PartialDate, Precision, Span
from kg.resolve.agreements.candidate_agreements import (
    Candidate,
    candidates_of,
    differs,
    is_ambiguous,
    is_among,
    is_spelt_as,
    words_of_entry,
)
from kg.resolve.agreements.conclusions import find_conclusions
from kg.resolve.agreements.described import Described, about, described
from kg.resolve.agreements.findings import Agreements, Found, Referent, agreements_of
from kg.resolve.agreements.pronouns import find_pronouns
from kg.resolve.agreements.references import Reference, ReferenceReader
from kg.resolve.agreements.statuses import UNDER_WAY
from kg.resolve.registry import Registry
from kg.text.part import PartKind
from kg.text.span_index import SpanIndex
from kg.text.text import Text

_LEAST_PARTIES = 2
# "The deal" is none that was mentioned more sentences ago.
_LOOK_BACK = 12
# Mentions that are looked through for it; a bound for texts that nobody writes.
_MOST_SEEN = 100
# Agreements that no registry has, of which what is said next may be; likewise a bound.
_MOST_TOLD = 50
# Code points on either side of a mention in which words around it are looked for; likewise.
_AROUND = 1000
# An acronym as it stands in brackets behind a name.
_ACRONYM = re.compile(r"(?<![\w-])[A-Z][A-Za-z]*[A-Z](?![\w-])")
# How sure it is that "it" is an agreement.
_PRONOUN = 0.9
# An article with so many words of public affairs is of these.
_PUBLIC_WORDS = 5


def find_agreements(
    article: Article, text: Text, extraction: Extraction, registry: Registry, dates: Dates
) -> Agreements:
    """Every mention of an agreement in the text, in order; one that may mean several has several."""
    given = {
        word
        for name in extraction.names
        if name.kind == "person"
        for word in words_of(name.span.of(text.view))
    }
    people = SpanIndex((name.span for name in extraction.names if name.kind == "person"), lambda span: span)
    places = {name.span.of(text.view) for name in extraction.names if name.kind == "place"}
    bodies = {name.span.of(text.view) for name in extraction.names if name.kind == "organisation"}
    reader = ReferenceReader(text, dates, places, bodies)
    finder = _Finder(article, text, registry)
    aliases = SpanIndex(finder.by_alias(registry, reader), lambda alias: alias.reference.span)
    found = list(aliases)
    for sentence in text.sentences:
        references = [*reader.read(sentence), *find_conclusions(text, dates, sentence, places, given)]
        for alias in aliases.starting_in(sentence):
            finder.note(alias.reference.span, alias.referent)
        for reference in sorted(references, key=lambda reference: reference.span):
            last = reference.span.end - 1
            if aliases.around(last) or aliases.inside(reference.span) or people.around(last):
                continue
            referents = finder.referents(reference)
            alone = len(referents) == 1
            found += [Found(reference, one, confidence, alone) for one, confidence in referents]
        found += finder.pronouns(sentence)
    found += _by_acronym(text, reader, found)
    return agreements_of(article, text, found)


def _by_acronym(text: Text, reader: ReferenceReader, found: list[Found]) -> Iterator[Found]:
    """Further mentions of agreements by the acronyms that stand in brackets behind their names.

    An acronym that several have is nobody's.
    """
    taken = SpanIndex((one.reference.span for one in found), lambda span: span)
    called: dict[str, dict[int, Described]] = defaultdict(dict)
    for one in found:
        if isinstance(one.referent, Described) and one.referent.acronym:
            called[one.referent.acronym][id(one.referent)] = one.referent
    for match in _ACRONYM.finditer(text.view) if called else ():
        referents = called.get(match.group(), {})
        if len(referents) == 1 and not taken.around(match.start()):
            (referent,) = referents.values()
            yield Found(reader.alias(Span(*match.span())), referent, 1.0, is_alone=True)


class _Finder:
    """What the phrases of one article refer to; asked in the order of the text."""

    def __init__(self, article: Article, text: Text, registry: Registry) -> None:
        self._published_on, self._text = article.published_on, text
        self._folded = fold(text.view)
        self._candidates = candidates_of(registry.agreements, article)
        self._near = [one for one in self._candidates if one.has_context(self._folded)]
        self._of_a_party = {one.entry.agreement.id for one in self._near if one.names_a_party(self._folded)}
        """Those of which the article names a party."""
        self._placed = {
            one.entry.agreement.id
            for one in self._near
            if (one.entry.agreement.place or "\0") in text.view or one.names_parties(self._folded)
        }
        """Those of which it names the place, or all parties."""
        self._kinds = {entry.agreement.id: entry.kinds for entry in registry.agreements}
        # Of all: an article may name an agreement that was made only after it was published.
        self._words = {entry.agreement.id: words_of_entry(entry) for entry in registry.agreements}
        self._headlines = SpanIndex(
            (part.span for part in text.parts if part.kind is PartKind.HEADLINE), lambda span: span
        )
        self._seen: list[tuple[Span, Referent | None, str]] = []
        """What has been mentioned so far: where, which agreement, if it is one, and by which kind."""
        self._seen_ids: set[str] = set()
        self._distinct: dict[int, Referent] = {}
        """Each agreement that has been mentioned, once."""
        self._described: dict[int, Described] = {}
        """Agreements that no registry has, in the order of their last mentions."""

    def by_alias(self, registry: Registry, reader: ReferenceReader) -> Iterator[Found]:
        """Names and aliases of the registry, the longest first where they overlap."""
        near = {one.entry.agreement.id for one in self._near}
        for span, entries in registry.agreement_aliases.find(self._text.view):
            alias = span.of(self._text.view)
            if reader.is_part(span.end):
                continue
            phrase = reader.alias(span)
            fitting: list[Referent] = [
                entry.agreement
                for entry in entries
                if is_spelt_as(alias, entry.agreement)
                and (
                    not entry.context
                    or not is_ambiguous(alias, entry.agreement)
                    or (entry.agreement.id in near and not differs(self._words[entry.agreement.id], phrase))
                )
            ]
            for agreement, confidence in _shared(fitting, is_plural=False):
                yield Found(phrase, agreement, confidence, len(fitting) == 1)

    def note(self, span: Span, referent: Referent | None, kind: str = "") -> None:
        """Take in what has been mentioned."""
        self._seen.append((span, referent, kind))
        if referent is not None:
            self._distinct[id(referent)] = referent
        if isinstance(referent, Agreement):
            self._seen_ids.add(referent.id)
        elif referent is not None:
            self._described.pop(id(referent), None)
            self._described[id(referent)] = referent

    def referents(self, reference: Reference) -> list[tuple[Referent, float]]:
        """The agreements that `reference` refers to: by what it says, else by what was mentioned before.

        Each with its confidence: where several fit, they share it.
        """
        found: list[tuple[Referent, float]] = []
        if reference.is_plan:
            found = self._planned(reference)
        elif before := self._named_before(reference):
            found = [(before, 1.0)]
        elif reference.details and (fitting := self._of_registry(reference)):
            found = _shared(fitting, is_plural=reference.is_plural)
        elif (
            reference.is_definite
            and not reference.name
            and (reference.is_dated_behind or not reference.details)
        ):
            found = self._mentioned_before(reference)
        found = found or self._told(reference)
        for referent, _ in found:
            self.note(reference.span, referent)
            if isinstance(referent, Described) and len(found) == 1:
                referent.take(reference, self._date(reference))
        if not found and not reference.is_plural and not reference.is_definite and reference.kind:
            self.note(reference.span, None, reference.kind)
        return found

    def pronouns(self, sentence: Span) -> Iterator[Found]:
        """ "It" in the sentence, where it means an agreement of this sentence or of the one before."""
        first = self._text.sentences.position(sentence.start) - 1
        start = next((one.start for one in self._text.sentences.between(first, first + 1)), sentence.start)
        near = [(span, one) for span, one, _ in self._seen[-_MOST_SEEN:] if one and span.start >= start]
        for pronoun, before in find_pronouns(self._text.view, sorted(span for span, _ in near), sentence):
            referents = [one for span, one in near if span == before]
            if len(referents) == 1:
                yield Found(Reference(pronoun, None, "it"), referents[0], _PRONOUN, is_alone=False)

    def _of_registry(self, reference: Reference) -> list[Referent]:
        """The agreements of the registry that fit; none of them is still being made."""
        if reference.status and reference.status.value in UNDER_WAY and not reference.is_definite:
            return []
        fitting = [one.entry.agreement for one in self._near if self._fits(one, reference)]
        exactly = [one for one in fitting if reference.parties and set(one.parties) == set(reference.parties)]
        return list(exactly or fitting)

    def _fits(self, candidate: Candidate, reference: Reference) -> bool:
        """Whether nothing that `reference` says is against the candidate, and enough is for it."""
        agreement = candidate.entry.agreement
        if reference.kind is not None and reference.kind not in candidate.entry.kinds:
            return False
        # "Turkey and Russia agreed to meet again" is any agreement.
        if reference.kind is None and not (reference.date or reference.places):
            return False
        if reference.places and agreement.place not in reference.places:
            return False
        # "with France and Italy" leaves out who speaks, so a party more than those named is no conflict.
        if not set(reference.parties) <= set(agreement.parties) or candidate.speaks_against(reference):
            return False
        date = reference.date
        if date and not (agreement.date and date.agrees_with(agreement.date)):
            return False
        if len(reference.parties) >= _LEAST_PARTIES or (date and date.precision is Precision.DAY):
            return True
        around = self._around(reference.span)
        if date and self._is_described(candidate, reference):
            return True
        if not candidate.has_context(around) and not candidate.names_parties(around):
            return False
        return bool(reference.places) or self._is_at_issue(candidate, reference)

    def _is_described(self, candidate: Candidate, reference: Reference) -> bool:
        """Whether the phrase says what a candidate is on ("nuclear deal"), and the article names a party."""
        words = about(reference)
        named = candidate.entry.agreement.id in self._of_a_party
        return named and bool(words) and all(is_among(word, candidate.words) for word in words)

    def _is_at_issue(self, candidate: Candidate, reference: Reference) -> bool:
        """Whether a year or one party is enough: the article is about the agreement, or about who made it."""
        agreement = candidate.entry.agreement
        given = bool(reference.date or reference.is_definite)
        return given and (agreement.id in self._seen_ids or agreement.id in self._placed)

    def _around(self, span: Span) -> str:
        """The sentence of `span` and those next to it, folded."""
        sentences, view = self._text.sentences, self._text.view
        number = sentences.position(span.start)
        near = sentences.between(number - 1, number + 2)
        start, end = span.start - _AROUND, span.end + _AROUND
        return fold(" ".join(view[max(start, one.start) : max(0, min(end, one.end))] for one in near))

    def _told(self, reference: Reference) -> list[tuple[Referent, float]]:
        """The agreement that no registry has, of which a phrase tells: one told of before, or a new one."""
        if reference.is_plan or not self._is_one(reference):
            return []
        before = next((one for one in self._told_of() if self._is_the_same(one, reference)), None)
        if before is None:
            before = described(
                reference,
                self._around(reference.span),
                is_supported=self._is_supported(reference),
                in_headline=self._headlines.around(reference.span.start) is not None,
            )
        return [(before, 1.0)]

    def _told_of(self) -> Iterator[Described]:
        """Agreements that no registry has, the one mentioned last first."""
        return islice(reversed(self._described.values()), _MOST_TOLD)

    def _is_one(self, reference: Reference) -> bool:
        """Whether the phrase is of an agreement, and not of deals in general or of something else."""
        parties, date = len(set(reference.parties)), reference.date
        if reference.kind is None:
            return parties >= _LEAST_PARTIES and date is not None and date.has_year
        if reference.is_plural:
            return parties >= _LEAST_PARTIES or bool(reference.name and self._is_supported(reference))
        if reference.name and self._is_supported(reference):
            return True
        in_headline = self._headlines.around(reference.span.start) is not None
        if (self._is_title(reference) and not in_headline) or reference.head in agreement_words().only_named:
            return False
        if reference.head in agreement_words().only_of_parties and not parties:
            return False
        if reference.is_bare and not (in_headline or reference.modifiers or self._is_of_states(reference)):
            return False
        return parties >= _LEAST_PARTIES or (reference.is_one and self._is_public(reference))

    def _is_of_states(self, reference: Reference) -> bool:
        """Whether the head or a party tells that states or parties at war made it."""
        return bool(reference.parties) or reference.head in agreement_words().of_states

    def _is_public(self, reference: Reference) -> bool:
        """Whether the head, a party or words near it tell of states, parties at war or courts."""
        if self._is_of_states(reference) or reference.is_plan_of_peace or self._is_public_article:
            return True
        return agreement_words().public.search(self._around(reference.span)) is not None

    @cached_property
    def _is_public_article(self) -> bool:
        return len(set(agreement_words().public.findall(self._folded))) >= _PUBLIC_WORDS

    def _is_the_same(self, known: Described, reference: Reference) -> bool:
        """Whether a phrase is of an agreement told of before."""
        if not known.can_be(reference):
            return False
        if known.is_told_by(reference) or (known.in_headline and not known.words):
            return True
        if reference.kind is None or reference.name or reference.parties:
            return False
        is_under_way = reference.status is not None and reference.status.value in UNDER_WAY
        return known.is_under_way and (is_under_way or reference.is_definite) and not about(reference)

    def _planned(self, reference: Reference) -> list[tuple[Referent, float]]:
        """What "the plan" is: the agreement being made that was mentioned; "the draft plan" may be new."""
        if reference.is_plural or not reference.is_definite or about(reference):
            return []
        near = (
            referent
            for span, referent, _ in reversed(self._seen[-_MOST_SEEN:])
            if referent and self._is_near(span, reference.span)
        )
        last = next(near, None)
        if isinstance(last, Described) and last.is_under_way and last.can_be(reference):
            return [(last, 1.0)]
        is_draft = reference.status is not None and reference.status.value == "proposed"
        if is_draft and agreement_words().mediation.search(self._around(reference.span)):
            around = self._around(reference.span)
            return [(described(reference, around, is_supported=False, in_headline=False), 1.0)]
        return []

    def _is_near(self, before: Span, span: Span) -> bool:
        """Whether one stands in the paragraph of the other, or in the last before it."""
        sentences = self._text.sentences
        return (
            before.end <= span.start
            and sentences.position(span.start) - sentences.position(before.start) <= 3
        )

    def _date(self, reference: Reference) -> PartialDate | None:
        return reference.date.up_to(self._published_on) if reference.date else None

    def _is_supported(self, reference: Reference) -> bool:
        """Whether the head, the parties or words near it make a name an agreement's."""
        if reference.head not in agreement_words().weak or reference.parties or reference.places:
            return True
        return agreement_words().evidence.search(self._around(reference.span)) is not None

    def _is_title(self, reference: Reference) -> bool:
        """Whether a capital inside a sentence makes the head a title ("the single Ceasefire")."""
        view, span = self._text.view, reference.span
        sentences = self._text.sentences
        opens = any(sentence.start == span.start for sentence in sentences.starting_in(span))
        return not opens and span.of(view).split()[-1][0].isupper()

    def _named_before(self, reference: Reference) -> Described | None:
        """What the article has named before with the same words, or with the same parties and on the same."""
        words, parties = frozenset(reference.proper), set(reference.parties)
        if not words and not parties:
            return None
        for one in self._told_of():
            is_of_parties = parties == set(one.parties) and (one.words or not about(reference))
            if ((words and words == one.proper) or (parties and is_of_parties)) and one.can_be(reference):
                return one
        return None

    def _mentioned_before(self, reference: Reference) -> list[tuple[Referent, float]]:
        """What "the deal" or "both accords" points back to: the last mention of such an agreement."""
        sentences = self._text.sentences
        first = sentences.position(reference.span.start) - _LOOK_BACK
        before = [
            (span, referent)
            for span, referent, kind in self._seen[-_MOST_SEEN:]
            if span.end <= reference.span.start
            and sentences.position(span.start) >= first
            and self._can_be_called(referent, kind, reference)
        ]
        if not before:
            return self._only(reference)
        span, last = max(before, key=lambda pair: pair[0])
        fitting = [(other, one) for other, one in before if one and not self._differs(one, reference)]
        if about(reference):
            # "The nuclear deal" is the one so called, even if another deal was mentioned since.
            sharing = [pair for pair in fitting if self._shares(pair[1], reference)]
            fitting = sharing or [pair for pair in fitting if pair[1] is last]
        elif last is None or self._differs(last, reference):
            return []
        if not fitting:
            return []
        span = max(fitting, key=lambda pair: pair[0])[0]
        paragraph = self._text.paragraph_at(span.start)
        together = [
            referent
            for other, referent in fitting
            if (other == span or (reference.is_plural and self._text.paragraph_at(other.start) == paragraph))
        ]
        return _shared(together, is_plural=reference.is_plural)

    def _differs(self, referent: Referent, reference: Reference) -> bool:
        """Whether what the phrase says that it is about is nothing of `referent`."""
        if isinstance(referent, Agreement):
            return bool(reference.date) or differs(self._words[referent.id], reference)
        return not referent.can_be(reference)

    def _only(self, reference: Reference) -> list[tuple[Referent, float]]:
        """What "the deal" means far from its last mention: the only one that the article has told of."""
        if reference.is_plural or len(self._distinct) > _MOST_TOLD:
            return []
        known = [one for one in self._distinct.values() if self._can_be_called(one, "", reference)]
        if len(known) != 1 or self._differs(known[0], reference):
            return []
        return [(known[0], 1.0)]

    def _shares(self, referent: Referent, reference: Reference) -> bool:
        """Whether what the phrase says that it is about is told of `referent`."""
        if isinstance(referent, Agreement):
            return all(is_among(word, self._words[referent.id]) for word in about(reference))
        return referent.is_told_by(reference)

    def _can_be_called(self, referent: Referent | None, kind: str, reference: Reference) -> bool:
        if referent is None:
            return kind == reference.kind
        if isinstance(referent, Described) and referent.head in agreement_words().called_alone:
            return reference.head == referent.head
        name = referent.name or ""
        named = reference.head not in agreement_words().only_named or reference.head in fold(name)
        kinds = self._kinds[referent.id] if isinstance(referent, Agreement) else {referent.kind}
        return named and reference.kind in kinds


def _shared(referents: list[Referent], *, is_plural: bool) -> list[tuple[Referent, float]]:
    """Each agreement once; a plural means them all, a singular only one of them."""
    distinct = list({id(one): one for one in referents}.values())
    return [(one, 1.0 if is_plural else round(1 / len(distinct), 3)) for one in distinct]
