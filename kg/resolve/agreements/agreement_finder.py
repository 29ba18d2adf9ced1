"""Agreements that an article refers to: by a name, by date, place or parties, or by "the deal"."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.language.agreement_words import agreement_words
from kg.language.dates import Dates
from kg.language.folding import fold, words_of
from kg.model import (
    Agreement,
    AgreementFact,
    AgreementMention,
    Article,
    Extraction,
    PartialDate,
    Precision,
    Span,
)
from kg.resolve.agreements.candidate_agreements import (
    Candidate,
    agreement_id,
    candidates_of,
    content_words,
    differs,
    is_ambiguous,
    is_spelt_as,
)
from kg.resolve.agreements.conclusions import find_conclusions
from kg.resolve.agreements.references import Reference, ReferenceReader
from kg.resolve.registry import Registry
from kg.text import Text
from kg.text.span_index import SpanIndex

_LEAST_PARTIES = 2
# "The deal" is none that was mentioned more sentences ago.
_LOOK_BACK = 12
# Mentions that are looked through for it; a bound for texts that nobody writes.
_MOST_SEEN = 100


@dataclass(slots=True)
class Agreements:
    """The agreements of an article: their mentions in order, and what the article says of them."""

    mentions: list[AgreementMention] = field(default_factory=list)
    facts: list[AgreementFact] = field(default_factory=list)


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
    reader = ReferenceReader(text, dates, places)
    finder = _Finder(article, text, registry)
    aliases = SpanIndex(finder.by_alias(registry, reader), lambda mention: mention.span)
    found = Agreements(list(aliases))
    for sentence in text.sentences:
        references = [*reader.read(sentence), *find_conclusions(text, dates, sentence, places, given)]
        for mention in aliases.starting_in(sentence):
            finder.note(mention.span, mention.agreement)
        for reference in sorted(references, key=lambda reference: reference.span):
            last = reference.span.end - 1
            if aliases.around(last) or people.around(last):
                continue
            referents = finder.referents(reference)
            for agreement, confidence in referents:
                span = reference.span
                found.mentions.append(AgreementMention(span, span.of(text.raw), agreement, confidence))
                found.facts += _facts(agreement, reference, alone=len(referents) == 1)
    found.mentions.sort(key=lambda mention: (mention.span, mention.agreement.id))
    return found


def _facts(agreement: Agreement, reference: Reference, *, alone: bool) -> Iterator[AgreementFact]:
    """What the phrase says of the agreement; of several, what is known of this one besides."""
    known = {"place": (agreement.place,), "party": agreement.parties, "date": ()}
    for detail in reference.details:
        if alone or detail.value in known[detail.kind]:
            yield AgreementFact(agreement, detail.kind, detail.value, detail.span)


class _Finder:
    """What the phrases of one article refer to; asked in the order of the text."""

    def __init__(self, article: Article, text: Text, registry: Registry) -> None:
        self._published_on, self._text = article.published_on, text
        self._folded = fold(text.view)
        self._candidates = candidates_of(registry.agreements, article)
        self._near = [one for one in self._candidates if one.has_context(self._folded)]
        self._kinds = {entry.agreement.id: entry.kinds for entry in registry.agreements}
        self._words = {one.entry.agreement.id: one.words for one in self._candidates}
        self._seen: list[tuple[Span, str, Agreement | None]] = []
        """What has been mentioned so far: where, by which kind, and which agreement, if it is known."""
        self._seen_ids: set[str] = set()
        self._named: dict[tuple[str | None, frozenset[str]], Agreement] = {}
        """Agreements that no registry has, by kind and by the words of their names or by their parties."""

    def by_alias(self, registry: Registry, reader: ReferenceReader) -> Iterator[AgreementMention]:
        """Names and aliases of the registry, the longest first where they overlap."""
        near = {one.entry.agreement.id for one in self._near}
        for span, entries in registry.agreement_aliases.find(self._text.view):
            alias = span.of(self._text.view)
            subject = reader.subject(span.end, min(len(self._text.view), span.end + 80))
            phrase = Reference(span, None, "", subject=subject)
            fitting = [
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
                yield AgreementMention(span, span.of(self._text.raw), agreement, confidence)

    def note(self, span: Span, agreement: Agreement | None, kind: str = "") -> None:
        """Take in what has been mentioned."""
        self._seen.append((span, kind, agreement))
        self._seen_ids |= {agreement.id} if agreement else set()

    def referents(self, reference: Reference) -> list[tuple[Agreement, float]]:
        """The agreements that `reference` refers to: by what it says, else by what was mentioned before.

        Each with its confidence: where several fit, they share it.
        """
        found: list[tuple[Agreement, float]] = []
        before = self._named_before(reference.kind, reference.proper, reference.date)
        if before:
            found = [(before, 1.0)]
        elif reference.details:
            fitting = [one.entry.agreement for one in self._near if self._fits(one, reference)]
            exactly = [
                one for one in fitting if reference.parties and set(one.parties) == set(reference.parties)
            ]
            fitting = exactly or fitting
            found = _shared(fitting, is_plural=reference.is_plural) if fitting else self._new(reference)
        elif reference.name and self._is_supported(reference):
            agreement = Agreement(agreement_id(reference.name), reference.name, reference.kind)
            found = [(self._same_or(agreement, reference), 1.0)]
        elif reference.is_definite:
            found = self._mentioned_before(reference)
        for agreement, _ in found:
            self.note(reference.span, agreement)
        if not found and not reference.is_plural and not reference.is_definite and reference.kind:
            self.note(reference.span, None, reference.kind)
        return found

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
        if not candidate.has_context(around) and not candidate.names_parties(around):
            return False
        return bool(reference.places) or self._is_at_issue(candidate, reference)

    def _is_at_issue(self, candidate: Candidate, reference: Reference) -> bool:
        """Whether a year or one party is enough: the article is about the agreement, or about who made it."""
        agreement = candidate.entry.agreement
        placed = agreement.place is not None and agreement.place in self._text.view
        given = bool(reference.date or reference.is_definite)
        return given and (agreement.id in self._seen_ids or placed or candidate.names_parties(self._folded))

    def _around(self, span: Span) -> str:
        """The sentence of `span` and those next to it, folded."""
        sentences = self._text.sentences
        number = sentences.position(span.start)
        near = sentences.between(number - 1, number + 2)
        return fold(" ".join(sentence.of(self._text.view) for sentence in near))

    def _new(self, reference: Reference) -> list[tuple[Agreement, float]]:
        """An agreement that no registry has, called by what the phrase says of it."""
        parties = tuple(sorted(set(reference.parties)))
        date = reference.date.up_to(self._published_on) if reference.date else None
        concluded = reference.kind is None
        between = f"{reference.head} between {' and '.join(parties)}" + (f" ({date})" if date else "")
        if reference.name and self._is_supported(reference):
            name = reference.name
        elif concluded and not (date and date.has_year):
            return []
        elif len(parties) >= _LEAST_PARTIES:
            name = between
        elif (
            date
            and date.precision is Precision.DAY
            and reference.kind == "cease-fire"
            and not self._is_title(reference)
        ):
            name = f"{date} cease-fire"
        else:
            return []
        agreement = Agreement(
            agreement_id(name if len(parties) < _LEAST_PARTIES or len(reference.proper) > 1 else between),
            name,
            reference.kind or "deal",
            date=date if date and date.has_year else None,
            place=reference.places[0] if concluded and reference.places else None,
            parties=parties,
        )
        return [(self._same_or(agreement, reference), 1.0)]

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

    def _same_or(self, agreement: Agreement, reference: Reference) -> Agreement:
        """What the article has named before with the same words or parties, or else `agreement`."""
        keys = [words for words in (reference.proper, agreement.parties) if words]
        for words in keys:
            if before := self._named_before(agreement.kind, words, agreement.date):
                return before
        for words in keys:
            self._named.setdefault((agreement.kind, frozenset(words)), agreement)
        return agreement

    def _named_before(
        self, kind: str | None, words: tuple[str, ...], date: PartialDate | None
    ) -> Agreement | None:
        before = self._named.get((kind, frozenset(words)))
        agrees = before and (not before.date or not date or before.date.agrees_with(date))
        return before if agrees else None

    def _mentioned_before(self, reference: Reference) -> list[tuple[Agreement, float]]:
        """What "the deal" or "both accords" points back to: the last mention of such an agreement."""
        sentences = self._text.sentences
        first = sentences.position(reference.span.start) - _LOOK_BACK
        before = [
            (span, agreement)
            for span, kind, agreement in self._seen[-_MOST_SEEN:]
            if span.end <= reference.span.start
            and sentences.position(span.start) >= first
            and self._can_be_called(agreement, kind, reference)
        ]
        if not before:
            return []
        span, last = max(before, key=lambda pair: pair[0])
        if last is None or differs(
            self._words.get(last.id, content_words(last.name, *last.parties)), reference
        ):
            return []
        paragraph = self._text.paragraph_at(span.start)
        together = [
            agreement
            for other, agreement in before
            if agreement
            and (other == span or (reference.is_plural and self._text.paragraph_at(other.start) == paragraph))
        ]
        return _shared(together, is_plural=reference.is_plural)

    def _can_be_called(self, agreement: Agreement | None, kind: str, reference: Reference) -> bool:
        if agreement is None:
            return kind == reference.kind
        named = reference.head not in agreement_words().only_named or reference.head in fold(agreement.name)
        return named and reference.kind in self._kinds.get(agreement.id, {agreement.kind})


def _shared(agreements: list[Agreement], *, is_plural: bool) -> list[tuple[Agreement, float]]:
    """Each agreement once; a plural means them all, a singular only one of them."""
    distinct = list({agreement.id: agreement for agreement in agreements}.values())
    return [(agreement, 1.0 if is_plural else round(1 / len(distinct), 3)) for agreement in distinct]
