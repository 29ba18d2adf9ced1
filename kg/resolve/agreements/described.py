"""Agreements that no registry has, as one article tells of them: by a name, by parties, by what they are on.

Mentions are of one agreement where they are of one kind and nothing that they say of it differs. Its
identifier derives from its name, or from its parties; where the article gives neither, it is one of this
article only.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from textwrap import shorten

from kg.language.agreement_words import agreement_words
from kg.language.folding import fold, slug
from kg.language.lexicon import singular
from kg.model import Agreement, Article, PartialDate, Precision
from kg.resolve.agreements.candidate_agreements import agreement_id, content_words, generic_words, is_among
from kg.resolve.agreements.references import Reference

_LEAST_PARTIES = 2
# Code points of a headline by which an agreement is known that has nothing else.
_HEADLINE = 80
# Words of what it is on; a bound for texts that nobody writes.
_MOST_WORDS = 100
_DONE = frozenset({"in force", "ended"})


@dataclass(slots=True, eq=False)
class Described:
    """One agreement of an article; what its mentions say of it comes together here."""

    kind: str
    head: str
    name: str | None = None
    """As the article calls it, where that has a name in it ("Stockholm Accord", "France-Italy deal")."""
    is_proper: bool = False
    """Whether that name is its own, and does not only tell of whom it is."""
    proper: frozenset[str] = frozenset()
    topics: list[tuple[str, ...]] = field(default_factory=list)
    """The words before its head, as written."""
    labels: list[str] = field(default_factory=list)
    """What mentions call it that has no name: "trade deal"."""
    words: set[str] = field(default_factory=set)
    """What it is on, singular and folded."""
    acronym: str = ""
    parties: tuple[str, ...] = ()
    date: PartialDate | None = None
    place: str | None = None
    context: str = ""
    """The sentences around its first mention, folded."""
    in_headline: bool = False
    is_under_way: bool = False
    """Whether what was told last is that it is not made yet."""

    named: frozenset[str] = frozenset()
    """The words of its name and its parties."""

    def __post_init__(self) -> None:
        self.named = content_words(self.name or "", *self.parties)

    def take(self, reference: Reference, date: PartialDate | None) -> None:
        """Take in what a mention says; `date` is the one that it gives, with its year where that is known."""
        known = self.parties, self.name
        if len(set(reference.parties)) > len(self.parties):
            self.parties = tuple(sorted(set(reference.parties)))
        if reference.name and not self.name:
            self.name, self.proper = reference.name, frozenset(reference.proper)
        if known != (self.parties, self.name):
            self.named = content_words(self.name or "", *self.parties)
        if len(self.words) < _MOST_WORDS:
            self.words |= about(reference)
        self.labels += [reference.label] if reference.label else []
        self.topics += [reference.topic] if not reference.is_plural else []
        self.acronym = self.acronym or reference.acronym
        self.date = self.date or date
        self.place = self.place or next(iter(reference.places), None)
        if reference.status:
            self.is_under_way = reference.status.value not in _DONE

    def can_be(self, reference: Reference) -> bool:
        """Whether nothing that a mention says differs from what is known."""
        if reference.kind != self.kind and not reference.is_plan:
            return False
        if reference.head in agreement_words().only_named and reference.head not in fold(self.name or ""):
            return False
        if (
            reference.proper
            and self.proper
            and set(reference.proper) != self.proper
            and not reference.parties
        ):
            return False
        parties, date = set(reference.parties), reference.date
        if parties and self.parties and not (parties <= set(self.parties) or parties >= set(self.parties)):
            return False
        if date and self.date and not date.agrees_with(self.date):
            return False
        if reference.places and not self._is_of(reference.places):
            return False
        words, known = about(reference), self.words | self.named
        return not words or not known or _are_among(words, known) or _are_among(self.words, words)

    def _is_of(self, places: tuple[str, ...]) -> bool:
        """Whether it can be one of `places`: the cease-fire of another war is another one."""
        if self.place:
            return self.place in places
        return any(place in self.parties or fold(place) in self.context for place in places)

    def is_told_by(self, reference: Reference) -> bool:
        """Whether a mention shares something with what is known: a word, a party, the name, the date."""
        shared = about(reference) & (self.words | content_words(*self.parties))
        same_day = reference.date and self.date and reference.date.agrees_with(self.date)
        named = set(reference.parties) & set(self.parties) or set(reference.proper) & self.proper
        return bool(shared or named or same_day)

    def agreement(self, article: Article, headline: str) -> Agreement:
        """The agreement; one without a name and with less than two parties is one of `article` only.

        Where nothing tells what it is on, the headline of the article does.
        """
        parties, day = self.parties, self.date if self.kind == "cease-fire" else None
        longest = max(self.topics, key=len, default=())
        topic = [word for word in longest if not self._names_party(word)]
        topic = [word for word in topic if fold(word) not in generic_words()] if parties else topic
        between = " ".join([*topic, self.head, "between", " and ".join(parties)])
        between += f" ({self.date})" if self.date else ""
        is_day = day is not None and day.precision is Precision.DAY
        label = self._label()
        is_bare = headline and label in agreement_words().heads
        name = self.name or (
            f"{label} (“{shorten(headline, _HEADLINE, placeholder=' …')}”)" if is_bare else label
        )
        is_local = False
        if self.is_proper and self.name:
            identifier = agreement_id(
                self.name if len(parties) < _LEAST_PARTIES or len(self.proper) > 1 else between
            )
        elif len(parties) >= _LEAST_PARTIES:
            name, identifier = self.name or between, agreement_id(between)
        elif is_day and not self.words and not self.name:
            name = f"{day} cease-fire"
            identifier = agreement_id(name)
        else:
            is_local = True
            identifier = f"{agreement_id(self.name or label)}-{slug(article.id).removeprefix('ar-')[:8]}"
        return Agreement(
            identifier,
            name,
            self.kind,
            date=self.date if self.date and self.date.has_year else None,
            place=self.place,
            parties=parties,
            is_local=is_local,
        )

    def _label(self) -> str:
        """What tells most of it: the mention with the most words, the first of these."""
        return max(self.labels, key=lambda label: len(label.split()), default=self.head)

    def _names_party(self, word: str) -> bool:
        return bool(self.name and word in self.name.split() and fold(word) in self.proper)


def described(reference: Reference, context: str, *, is_supported: bool, in_headline: bool) -> Described:
    """A new one, of which nothing is known yet but what `reference` is called and the `context` around it."""
    name = reference.name if is_supported else None
    return Described(
        reference.kind or "deal",
        reference.head,
        name=name,
        is_proper=bool(name and any(word[0].isupper() and _is_head(word) for word in name.split())),
        proper=frozenset(reference.proper) if name else frozenset(),
        context=context,
        in_headline=in_headline,
    )


def about(reference: Reference) -> set[str]:
    """The words that say what a mention is on, singular."""
    words = {singular(word) for word in (*reference.modifiers, *reference.subject, *reference.purpose)}
    return {word for word in words if word not in generic_words() and len(word) > 1}


def _are_among(words: Iterable[str], known: Set[str]) -> bool:
    words = list(words)
    return bool(words) and all(is_among(word, known) for word in words)


def _is_head(word: str) -> bool:
    return word.lower() in agreement_words().heads
