"""Agreements of the registry that an article can mean, each with the words that belong to it."""

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import cache

from kg.data import clears_with_data
from kg.language.agreement_words import agreement_words
from kg.language.folding import fold, search_form, slug
from kg.language.lexicon import lexicon, singular
from kg.model import Agreement, Article
from kg.resolve.agreements.references import Reference
from kg.resolve.registry import Entry

# Words in the names of agreements that say nothing of what they are about, besides heads and modifiers.
_GENERIC = frozenset({"the", "of", "on", "with", "and", "i", "ii", "talk", "format", "understanding"})
# Longer words are compared by their first letters, so that "Syria" finds "Syrian".
_STEM = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry of the registry, and the words that belong to it, folded and singular."""

    entry: Entry
    words: frozenset[str]
    context: re.Pattern[str]

    def has_context(self, folded: str) -> bool:
        """Whether a folded text has a word of the context."""
        return self.context.search(folded) is not None

    def names_parties(self, folded: str) -> bool:
        """Whether a folded text names all parties, if several are known."""
        parties = self.entry.agreement.parties
        return len(parties) > 1 and all(fold(party) in folded for party in parties)

    def names_a_party(self, folded: str) -> bool:
        """Whether a folded text names a party."""
        parties = map(fold, self.entry.agreement.parties)
        return any(re.search(rf"\b{re.escape(party)}", folded) for party in parties)

    def speaks_against(self, reference: Reference) -> bool:
        """Whether the phrase says that it is about something else ("a potash deal", "a deal on gas")."""
        return differs(self.words, reference)


def candidates_of(entries: tuple[Entry, ...], article: Article) -> list[Candidate]:
    """The entries that had been made when `article` was published."""
    return [_candidate(entry) for entry in entries if _can_know(entry.agreement, article)]


@clears_with_data
@cache
def words_of_entry(entry: Entry) -> frozenset[str]:
    """The words that belong to an entry, folded and singular."""
    agreement = entry.agreement
    return content_words(
        agreement.name, *agreement.aliases, *entry.context, *agreement.parties, agreement.place or ""
    )


def differs(words: frozenset[str], reference: Reference) -> bool:
    """Whether what the phrase says that it is about is none of `words`."""
    modifiers = [singular(word) for word in reference.modifiers if singular(word) not in generic_words()]
    subject = [singular(word) for word in reference.subject]
    if not all(is_among(word, words) for word in modifiers):
        return True
    return bool(subject) and not any(is_among(word, words) for word in subject)


def content_words(*texts: str) -> frozenset[str]:
    """The words of `texts` but those that any agreement can be called by."""
    return frozenset(word for text in texts for word in search_form(text).split()) - generic_words()


def is_spelt_as(alias: str, agreement: Agreement) -> bool:
    """Whether the words that the registry has in capitals are so in the text ("New START")."""
    known = [name for name in (agreement.name, *agreement.aliases) if fold(name) == fold(alias)]
    return not known or any(
        all(word == other for word, other in zip(name.split(), alias.split(), strict=False) if word.isupper())
        for name in known
    )


def is_ambiguous(alias: str, agreement: Agreement) -> bool:
    """Whether other things can be called so, too: an acronym, or only a place with "deal" or the like.

    A head that makes names only is one ("Kyoto Protocol", but not "Minsk protocol").
    """
    head = alias.split()[-1]
    if alias.isupper() and " " not in alias:
        return True
    if alias == agreement.name or (
        head[0].isupper() and singular(head.lower()) in agreement_words().only_named
    ):
        return False
    place = content_words(agreement.place or "")
    return all(word in place or word.title() in lexicon().capitals for word in content_words(alias))


def agreement_id(name: str) -> str:
    """The identifier of an agreement that no registry has: "Oslo Accord" and "Oslo deal" are one."""
    known = agreement_words()
    heads = (known.heads.get(word.lower(), word) for word in name.split())
    return slug(" ".join(known.interchangeable.get(word, word) for word in heads))


@clears_with_data
@cache
def generic_words() -> frozenset[str]:
    """Words that say nothing of what an agreement is about."""
    known = agreement_words()
    heads = {word for head in known.heads for word in search_form(head).split()}
    return _GENERIC | heads | {word for modifier in known.modifiers for word in search_form(modifier).split()}


def is_among(word: str, words: Set[str]) -> bool:
    """Whether `words` have `word`, or one that begins like it ("Syrian" and "Syria")."""
    return word in words or (
        len(word) >= _STEM and any(word[:_STEM] == other[:_STEM] for other in words if len(other) >= _STEM)
    )


@clears_with_data
@cache
def _candidate(entry: Entry) -> Candidate:
    context = "|".join(
        re.escape(fold(word)) + (r"\w{0,3}" if len(word) >= _STEM else "s?") for word in entry.context
    )
    return Candidate(entry, words_of_entry(entry), re.compile(rf"\b(?:{context})\b" if context else r"(?!)"))


def _can_know(agreement: Agreement, article: Article) -> bool:
    if agreement.date is None or article.published_on is None:
        return True
    return agreement.date.first_day <= article.published_on
