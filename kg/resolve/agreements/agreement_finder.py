"""Agreements that an article refers to: by a name, by date, place or parties, or by "the deal"."""

import sys
from dataclasses import dataclass, field

from kg.language.folding import fold, slug
from kg.model import Agreement, AgreementFact, Document, Extraction, Mention, Span
from kg.resolve.agreements.agreed import find_makings
from kg.resolve.agreements.references import KIND_OF_HEAD, ONLY_NAMED, Reference, find_references
from kg.resolve.agreements.written_dates import dates_agree, last_such_date, spoken_date
from kg.resolve.registry import Entry, Registry
from kg.text.span_index import SpanIndex

AGREEMENT_HEADS = frozenset(KIND_OF_HEAD) | {"ceasefire", "the"}
_LEAST_PARTIES = 2
# "The deal" is none that was named longer ago than so many mentions.
_LOOK_BACK = 50


@dataclass(slots=True)
class Agreements:
    """The agreements of an article: their mentions in order, and what the article says of them."""

    mentions: list[Mention] = field(default_factory=list)
    facts: list[AgreementFact] = field(default_factory=list)


def find_agreements(document: Document, extraction: Extraction, registry: Registry) -> Agreements:
    """Every mention of an agreement in the text, in order; one that may mean several has several."""
    text = document.text
    aliases = SpanIndex(_aliases(text, registry), lambda one: one.span)
    finder = _Finder(document, registry, aliases)
    found = Agreements(finder.aliases.between(0, sys.maxsize))
    people = SpanIndex((one.span for one in extraction.names if one.kind == "person"), lambda span: span)
    places = {name.span.of(text) for name in extraction.names if name.kind == "place"}
    for sentence in extraction.sentences:
        for reference in _references(text, sentence, places):
            last = reference.span.end - 1
            if aliases.around(last) or people.around(last):
                continue
            referents = finder.referents(reference)
            for agreement, confidence in referents:
                mention = Mention(reference.span, reference.span.of(text), agreement, confidence=confidence)
                finder.note(mention)
                found.mentions.append(mention)
                found.facts += _facts(agreement, reference, alone=len(referents) == 1)
    found.mentions.sort(key=lambda one: (one.span, one.refers_to.id))
    return found


def _aliases(text: str, registry: Registry) -> list[Mention]:
    """Names and aliases of the registry, the longest first where they overlap."""
    return [
        Mention(span, span.of(text), entry.agreement, confidence=round(1 / len(entries), 3))
        for span, entries in registry.agreement_aliases.find(text)
        for entry in entries
    ]


def _references(text: str, sentence: Span, places: set[str]) -> list[Reference]:
    found = [*find_references(text, sentence, places), *find_makings(text, sentence, places)]
    return sorted(found, key=lambda one: one.span)


def _facts(agreement: Agreement, reference: Reference, *, alone: bool) -> list[AgreementFact]:
    """What the phrase says of the agreement; of several, what is known of this one besides."""
    known = {"place": (agreement.place,), "party": agreement.parties, "date": ()}
    return [
        AgreementFact(agreement, one.kind, one.value, one.span)
        for one in reference.told
        if alone or one.value in known[one.kind]
    ]


class _Finder:
    """What the phrases of one article refer to."""

    def __init__(self, document: Document, registry: Registry, aliases: SpanIndex[Mention]) -> None:
        """`aliases` are the mentions that the registry's names make, the article over."""
        self.aliases = aliases
        self._told: list[Mention] = []
        self._seen = {mention.refers_to.id for mention in aliases.between(0, sys.maxsize)}
        self._text = document.text
        self._published_on = document.published_on
        folded = fold(document.text)
        self._near = [
            entry
            for entry in registry.agreements
            if any(fold(word) in folded for word in entry.context) and self._can_know(entry.agreement)
        ]
        self._named: dict[tuple[str, frozenset[str]], Agreement] = {}
        """Agreements that no registry has, by kind and by the words of their names or by their parties."""
        self._kinds = {entry.agreement.id: entry.kinds for entry in registry.agreements}

    def note(self, mention: Mention) -> None:
        """Take in a mention; they come in the order of the text."""
        self._told.append(mention)
        self._seen.add(mention.refers_to.id)

    def _can_know(self, agreement: Agreement) -> bool:
        """Whether it had been made when the article was published."""
        if agreement.date is None or self._published_on is None:
            return True
        return agreement.date <= self._published_on.isoformat()[: len(agreement.date)]

    def referents(self, reference: Reference) -> list[tuple[Agreement, float]]:
        """The agreements that `reference` refers to: by what it says, else by what was named before.

        Each with its confidence: where several fit, they share it.
        """
        if reference.told:
            fitting = [entry for entry in self._near if self._fits(entry, reference)]
            if fitting:
                return _shared([entry.agreement for entry in fitting], plural=reference.plural)
            return self._new(reference)
        if reference.name:
            return self._kept(reference, Agreement(slug(reference.name), reference.name, reference.kind))
        if reference.definite:
            return self._named_before(reference)
        return []

    def _new(self, reference: Reference) -> list[tuple[Agreement, float]]:
        """An agreement that no registry has, called by what the phrase tells."""
        parties = tuple(sorted(set(reference.parties)))
        date = last_such_date(reference.date, self._published_on) if reference.date else None
        when = spoken_date(date) if date else None
        is_making = reference.kind is None
        if reference.name:
            name = reference.name
        elif is_making and (date is None or date.startswith("-") or reference.head != "agreement"):
            return []
        elif len(parties) >= _LEAST_PARTIES:
            name = f"{reference.head} between {' and '.join(parties)}" + (f" ({when})" if when else "")
        elif when and reference.kind == "cease-fire" and reference.date and reference.date.startswith("-"):
            name = f"{when} cease-fire"
        else:
            return []
        place = reference.places[0] if is_making and reference.places else None
        known = None if date is None or date.startswith("-") else date
        agreement = Agreement(slug(name), name, reference.kind or "deal", (), known, place, parties)
        return self._kept(reference, agreement)

    def _kept(self, reference: Reference, agreement: Agreement) -> list[tuple[Agreement, float]]:
        """`agreement`, or the one that the article has named before with the same words or parties."""
        kind = agreement.kind or "deal"
        keys = [(kind, frozenset(words)) for words in (reference.proper, agreement.parties) if words]
        for key in keys:
            before = self._named.get(key)
            if before and (not before.date or not agreement.date or dates_agree(before.date, agreement.date)):
                return [(before, 1.0)]
        for key in keys:
            self._named.setdefault(key, agreement)
        return [(agreement, 1.0)]

    def _fits(self, entry: Entry, reference: Reference) -> bool:
        """Whether nothing that `reference` says is against `entry`, and enough is for it."""
        agreement = entry.agreement
        if reference.kind is not None and reference.kind not in entry.kinds:
            return False
        if reference.places and agreement.place not in reference.places:
            return False
        # "with France and Italy" leaves out who speaks, so a party more than those named is no conflict.
        if reference.parties and not set(reference.parties) <= set(agreement.parties):
            return False
        if reference.date and not (agreement.date and dates_agree(reference.date, agreement.date)):
            return False
        if (
            reference.places
            or len(reference.parties) >= _LEAST_PARTIES
            or (reference.date or "").startswith("-")
        ):
            return True
        if not (reference.date or reference.definite):
            return False
        # A year alone is shared by many: the article must speak of the agreement or of all who made it.
        parties = len(agreement.parties) > 1 and all(party in self._text for party in agreement.parties)
        named = agreement.id in self._seen
        return parties or named or (agreement.place is not None and agreement.place in self._text)

    def _named_before(self, reference: Reference) -> list[tuple[Agreement, float]]:
        """What "the deal" or "both accords" points back to."""
        before = [
            (mention.span, mention.refers_to)
            for mention in (*self.aliases.before(reference.span.start, _LOOK_BACK), *self._told[-_LOOK_BACK:])
            if mention.span.end <= reference.span.start
            and isinstance(mention.refers_to, Agreement)
            and reference.kind in self._kinds.get(mention.refers_to.id, {mention.refers_to.kind})
            and (reference.head not in ONLY_NAMED or reference.head in fold(mention.refers_to.name))
        ]
        if not before:
            return []
        last = max(before, key=lambda pair: pair[0])
        if not reference.plural:
            together = [agreement for span, agreement in before if span == last[0]]
            return _shared(together, plural=False)
        last_line = self._text.rfind("\n", 0, last[0].start)
        return _shared([agreement for span, agreement in before if span.start > last_line], plural=True)


def _shared(agreements: list[Agreement], *, plural: bool) -> list[tuple[Agreement, float]]:
    """Each agreement once; a plural means them all, a singular only one of them."""
    distinct = list({agreement.id: agreement for agreement in agreements}.values())
    return [(agreement, 1.0 if plural else round(1 / len(distinct), 3)) for agreement in distinct]
