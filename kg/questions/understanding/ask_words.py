"""The words by which questions are read: `kg/data/questions.toml`, `kg/data/synonyms.csv`."""

from dataclasses import dataclass
from functools import cache

from kg.data import clears_with_data, read_csv, read_toml
from kg.language.folding import fold
from kg.language.stems import stem

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskWords:
    """Stems of single words, and phrases as tuples of folded words; see the comments of the files."""

    openings: tuple[Phrase, ...]
    say: frozenset[str]
    manners: frozenset[str]
    sayings: frozenset[str]
    stances: frozenset[str]
    tell: frozenset[str]
    auxiliaries: frozenset[str]
    stops: frozenset[str]
    about: tuple[Phrase, ...]
    by: tuple[Phrase, ...]
    to: tuple[Phrase, ...]
    clauses: tuple[Phrase, ...]
    reasons: frozenset[str]
    negations: frozenset[str]
    denials: frozenset[str]
    refusals: tuple[Phrase, ...]
    counted: frozenset[str]
    """Stems of what questions count that the graph has: statements, articles."""
    wants: dict[str, tuple[Phrase, ...]]
    """By what is wanted, how a question begins."""
    signs: dict[str, tuple[Phrase, ...]]
    """By what is wanted, phrases anywhere."""
    synonyms: dict[str, frozenset[str]]
    """By stem, the stems of words that may stand in its place."""

    @property
    def verbs(self) -> frozenset[str]:
        """The stems of all verbs of speaking."""
        return self.say | self.manners | self.tell


@clears_with_data
@cache
def ask_words() -> AskWords:
    """The words that come with the package, or the user's own."""
    table = read_toml("questions.toml")
    stems = {
        name: frozenset(stem(fold(word)) for word in table[name])
        for name in ("say", "manners", "sayings", "stances", "tell", "reasons", "negations", "denials", "counted")
    }
    phrases = {name: _phrases(table[name]) for name in ("openings", "about", "by", "to", "clauses", "refusals")}
    return AskWords(
        **stems,
        **phrases,
        auxiliaries=frozenset(table["auxiliaries"]),
        stops=frozenset(table["stops"]),
        wants={name: _phrases(words) for name, words in table["wants"].items()},
        signs={name: _phrases(words) for name, words in table["signs"].items()},
        synonyms=_synonyms(),
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
