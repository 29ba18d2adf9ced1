"""The words by which questions are read: `kg/data/questions.toml`, `synonyms.csv`, `word_neighbours.csv`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from kg.data import clears_with_data, read_csv, read_pairs, read_toml
from kg.language.folding import fold
from kg.language.stems import stem

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class AskWords:
    """Stems of single words, and phrases as tuples of folded words; see the comments of the files."""

    openings: tuple[Phrase, ...]
    fillers: tuple[Phrase, ...]
    who_says: tuple[Phrase, ...]
    who_is_words: frozenset[str]
    light: frozenset[str]
    returning: frozenset[str]
    choices: frozenset[str]
    talk_with: frozenset[str]
    persons: frozenset[str]
    """Nouns for a person that tell nothing of an office, as they are listed."""
    plain_sayings: frozenset[str]
    say: frozenset[str]
    manners: frozenset[str]
    sayings: frozenset[str]
    stances: frozenset[str]
    tell: frozenset[str]
    attitudes: frozenset[str]
    deeds: frozenset[str]
    auxiliaries: frozenset[str]
    stops: frozenset[str]
    no_names: frozenset[str]
    """Words with which no name begins or ends."""
    about: tuple[Phrase, ...]
    by: tuple[Phrase, ...]
    to: tuple[Phrase, ...]
    clauses: tuple[Phrase, ...]
    reasons: frozenset[str]
    perhaps_reasons: frozenset[str]
    negations: frozenset[str]
    verb_forms: frozenset[str]
    """The verbs of speaking as they are listed."""
    denials: frozenset[str]
    comments: frozenset[str]
    refusals: tuple[Phrase, ...]
    counted: frozenset[str]
    """Stems of what questions count that the graph has: statements, articles."""
    wants: dict[str, tuple[Phrase, ...]]
    """By what is wanted, how a question begins."""
    signs: dict[str, tuple[Phrase, ...]]
    """By what is wanted, phrases anywhere."""
    synonyms: dict[str, frozenset[str]]
    """By stem, the stems of words that may stand in its place."""
    neighbours: Mapping[str, frozenset[str]]
    """By stem, the stems of words of a near meaning, which tell less."""
    common: frozenset[str]
    """Stems of common English words: a word with one of them is no slip and, in lower case, no name."""

    @cached_property
    def all_words(self) -> frozenset[str]:
        """Folded words of every phrase, among which the word that a slip means may be."""
        listed = (*self.openings, *self.about, *self.by, *self.clauses, *self.refusals)
        phrases = [
            *listed,
            *(one for group in (self.wants, self.signs) for own in group.values() for one in own),
        ]
        return frozenset(
            (*(word for phrase in phrases for word in phrase), *self.auxiliaries, *self.verb_forms)
        )

    @cached_property
    def verbs(self) -> frozenset[str]:
        """The stems of all verbs of speaking."""
        return self.say | self.manners | self.tell


class _Neighbours(Mapping[str, frozenset[str]]):
    """The table of neighbours, without what are synonyms. A question needs the rows of a few words."""

    def __init__(self, nearest: dict[str, str], synonyms: Mapping[str, frozenset[str]]) -> None:
        self._nearest, self._synonyms = nearest, synonyms

    def __getitem__(self, stem: str) -> frozenset[str]:
        return frozenset(self._nearest[stem].split(";")) - self._synonyms.get(stem, frozenset())

    def __iter__(self) -> Iterator[str]:
        return iter(self._nearest)

    def __len__(self) -> int:
        return len(self._nearest)


@clears_with_data
@cache
def ask_words() -> AskWords:
    """The words that come with the package, or the user's own."""
    table = read_toml("questions.toml")
    stems: dict[str, Any] = {
        name: frozenset(stem(fold(word)) for word in table[name])
        for name in (
            "say",
            "manners",
            "sayings",
            "stances",
            "tell",
            "attitudes",
            "deeds",
            "reasons",
            "perhaps_reasons",
            "negations",
            "denials",
            "comments",
            "counted",
            "light",
            "returning",
            "choices",
            "talk_with",
            "plain_sayings",
        )
    }
    phrases: dict[str, Any] = {
        name: _phrases(table[name])
        for name in ("openings", "fillers", "about", "by", "to", "clauses", "refusals", "who_says")
    }
    synonyms = _synonyms()
    # The table has stems: to stem so many words takes longer than a question.
    neighbours = _Neighbours(read_pairs("word_neighbours.csv"), synonyms)
    return AskWords(
        **stems,
        **phrases,
        auxiliaries=frozenset(table["auxiliaries"]),
        verb_forms=frozenset(table["say"]) | frozenset(table["manners"]),
        stops=frozenset(table["stops"]),
        who_is_words=frozenset(fold(word) for word in table["who_is_words"]),
        no_names=frozenset(table["no_names"]),
        persons=frozenset(table["persons"]),
        wants={name: _phrases(words) for name, words in table["wants"].items()},
        signs={name: _phrases(words) for name, words in table["signs"].items()},
        synonyms=synonyms,
        neighbours=neighbours,
        common=frozenset((*neighbours, *synonyms)),
    )


def _phrases(words: list[str]) -> tuple[Phrase, ...]:
    """The phrases, the longest first."""
    return tuple(sorted((tuple(fold(one).split()) for one in words), key=lambda one: (-len(one), one)))


def _synonyms() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in read_csv("synonyms.csv"):
        group = {stem(fold(word)) for word in row["words"].split(";") if " " not in word}
        for one in group:
            found.setdefault(one, set()).update(group - {one})
    return {one: frozenset(others) for one, others in found.items()}


@clears_with_data
@cache
def office_synonyms() -> tuple[frozenset[Phrase], ...]:
    """Phrases for one office, by group: who is called by one of them may be meant by another."""
    rows = read_csv("office_synonyms.csv")
    return tuple(frozenset(tuple(fold(one).split()) for one in row["phrases"].split(";")) for row in rows)
