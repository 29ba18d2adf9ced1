"""Names looked up in a text: the longest of many thousands at every word, in one pass."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from kg.language.folding import fold
from kg.model import Span

Owner = TypeVar("Owner")
# White space and hyphens are one: "cease-fire deal", "ceasefire  deal" differ by more.
_WORD = re.compile(r"[^\s\-–]+")
_OPENING, _CLOSING = "\"“”'‘([{", "\"“”'’)]},;:!?"


@dataclass(slots=True)
class _Node(Generic[Owner]):
    """A place in the tree of words: what can follow, and who is called by the words so far."""

    following: dict[str, "_Node[Owner]"] = field(default_factory=dict)
    owners: list[tuple[str, Owner]] = field(default_factory=list)


class AliasIndex(Generic[Owner]):
    """Owners by their names. Accents and case do not matter, but a name in capitals is found in capitals."""

    def __init__(self, names: Iterable[tuple[str, Owner]]) -> None:
        self._root: _Node[Owner] = _Node()
        self._forms: dict[str, list[tuple[str, Owner]]] = defaultdict(list)
        for name, owner in names:
            words = _words(name)
            node = self._root
            for word in words:
                node = node.following.setdefault(word, _Node())
            node.owners.append((name, owner))
            self._forms[" ".join(words)].append((name, owner))

    def owners(self, text: str) -> list[Owner]:
        """Whose name `text` is, in the order in which they were given."""
        return _called(self._forms.get(" ".join(_words(text)), ()), text)

    def find(self, text: str) -> Iterator[tuple[Span, list[Owner]]]:
        """Names in `text` in order, none inside another, each with its owners."""
        words = _split(text)
        number = 0
        while number < len(words):
            found = self._longest(text, words, number) if words[number].key in self._root.following else None
            if found is None:
                number += 1
            else:
                last, owners = found
                yield Span(words[number].start, words[last].end), owners
                number = last + 1

    def _longest(self, text: str, words: list["_Word"], first: int) -> tuple[int, list[Owner]] | None:
        node, best = self._root, None
        for number in range(first, len(words)):
            word = words[number]
            following = node.following.get(word.key)
            if following is None:
                break
            node = following
            owners = _called(node.owners, text[words[first].start : word.end]) if node.owners else []
            best = (number, owners) if owners else best
            if not word.goes_on:
                break
        return best


class _Word(NamedTuple):
    """A word without marks around it, what it is looked up by, and whether a name can go on behind it."""

    start: int
    end: int
    goes_on: bool
    key: str


# The same article is searched for several kinds of names, one after the other.
@lru_cache(maxsize=2)
def _split(text: str) -> list[_Word]:
    words = (_bare(text, match.start(), match.end()) for match in _WORD.finditer(text))
    return [_Word(start, end, goes_on, _key(text[start:end])) for start, end, goes_on in words if start < end]


def _words(name: str) -> list[str]:
    bare = (_bare(name, match.start(), match.end()) for match in _WORD.finditer(name))
    return [_key(name[start:end]) for start, end, _ in bare if start < end]


@lru_cache(maxsize=100_000)
def _key(word: str) -> str:
    """What a word is looked up by: "U.N." is "UN"."""
    return fold(word).replace(".", "")


def _bare(text: str, start: int, end: int) -> tuple[int, int, bool]:
    """A word without marks around it, and whether a name can go on behind it."""
    if text[start:end].isalnum():
        return start, end, True
    whole = end
    while start < end and text[start] in _OPENING:
        start += 1
    while start < end and text[end - 1] in _CLOSING:
        end -= 1
    if end > start and text[end - 1] == "." and "." not in text[start : end - 1]:
        end -= 1
    possessive = next((one for one in ("'s", "’s") if text.startswith(one, end - 2, end)), "")
    end -= len(possessive)
    return start, end, end == whole


def _called(owners: Iterable[tuple[str, Owner]], text: str) -> list[Owner]:
    """Each owner once, though several of the names may be written alike ("UN", "U.N.")."""
    shouted = text.isupper()
    return list({id(owner): owner for name, owner in owners if shouted or not name.isupper()}.values())
