"""The words of a question, and phrases found in them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.language.folding import POSSESSIVE, WORD, fold
from kg.language.lexicon import is_office
from kg.language.stems import stem

_QUOTED = re.compile(r"[“\"„«]([^“”\"„«»]{2,400})[”\"»]")
_OFFICE_HYPHEN = re.compile(r"\b([^\W\d_]+)-([^\W\d_]+)\b")
# Longer questions are cut: nobody asks in more words, and each is looked up.
_MOST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a question: as typed without its possessive ending, folded, and its stem."""

    text: str
    low: str
    stem: str
    owns: bool
    """Whether it has the ending of a possessive ("Turkey's")."""
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()


def tokenise(question: str) -> list[Token]:
    """The words of `question`, at most sixty; "vice-president" is two."""
    found = []
    for match in WORD.finditer(_OFFICE_HYPHEN.sub(_parted, question)):
        written = match[0] if "." in match[0][:-1] else match[0].rstrip(".")
        bare = POSSESSIVE.sub("", written)
        low = fold(bare)
        if low:
            found.append(Token(bare, low, stem(low), bare != written, match.start(), match.end()))
    return found[:_MOST_WORDS]


def _parted(match: re.Match[str]) -> str:
    return f"{match[1]} {match[2]}" if is_office(match[2].lower()) else match[0]


def quoted_in(question: str) -> tuple[list[str], str]:
    """The quoted words of a question, and the question with blanks in their place."""
    found = [match[1].strip() for match in _QUOTED.finditer(question)]
    return found, _QUOTED.sub(lambda match: " " * len(match[0]), question)


def phrase_at(tokens: Sequence[Token], start: int, phrases: Iterable[tuple[str, ...]]) -> int:
    """How many words the first of `phrases` that stands at `start` has; 0 if none does."""
    for phrase in phrases:
        if tuple(one.low for one in tokens[start : start + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def phrase_in(tokens: Sequence[Token], phrases: Iterable[tuple[str, ...]]) -> tuple[int, int] | None:
    """Where the first of `phrases` that occurs stands: its first word, and the one after its last."""
    for phrase in phrases:
        for start in range(len(tokens) - len(phrase) + 1):
            if tuple(one.low for one in tokens[start : start + len(phrase)]) == phrase:
                return start, start + len(phrase)
    return None


def stems_at(tokens: Sequence[Token], phrases: Iterable[tuple[str, ...]]) -> tuple[int, int] | None:
    """As `phrase_in`, words compared by their stems."""
    stems = [one.stem for one in tokens]
    for phrase in phrases:
        wanted = [stem(word) for word in phrase]
        for start in range(len(stems) - len(wanted) + 1):
            if stems[start : start + len(wanted)] == wanted:
                return start, start + len(wanted)
    return None


def plainer(tokens: Sequence[Token], start: int, end: int, words: Iterable[str]) -> list[Token]:
    """`tokens` with other words in place of those from `start` to `end`, at their place."""
    at, last = tokens[start].start, tokens[end - 1].end
    return [
        *tokens[:start],
        *(Token(word, word, stem(word), False, at, last) for word in words),
        *tokens[end:],
    ]


def written(tokens: Sequence[Token]) -> str:
    """The words as typed, with single blanks."""
    return " ".join(one.text for one in tokens)
