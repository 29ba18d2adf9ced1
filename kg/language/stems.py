"""Words by their stems (Snowball's English stemmer), so that "withdrawal" finds "withdrawing"."""

from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer

from kg.language.folding import fold, words_of

# Words of no content: what is asked for need not have the same ones.
_EMPTY = frozenset(
    {"a", "an", "the", "this", "that", "these", "those", "such", "any", "all", "some", "no", "every", "each"}
    | {"his", "her", "its", "their", "our", "my", "your", "and", "or", "but", "not"}
    | {"of", "to", "in", "on", "at", "by", "for", "from", "with", "into", "over", "under", "about", "as"}
    | {"be", "is", "are", "was", "were", "been", "being", "has", "have", "had", "will", "would"}
)
_stemmer = snowballstemmer.stemmer("english")


@lru_cache(maxsize=10_000)
def stem(word: str) -> str:
    """The stem of a lower-case word."""
    return str(_stemmer.stemWord(word))


def stems_of(text: str) -> list[str]:
    """The stems of the words of `text` that have content, in order; of all its words if none has."""
    return [stem(word) for word in filled_words([fold(word) for word in words_of(text)])]


def filled_words(words: Iterable[str]) -> list[str]:
    """Those of `words` that have content, in order; all if none has."""
    listed = list(words)
    return [word for word in listed if word.lower() not in _EMPTY] or listed


def stem_form(text: str) -> str:
    """The stems between spaces, so that whole words are compared."""
    return f" {' '.join(stems_of(text))} "
