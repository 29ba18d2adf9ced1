"""Precision, recall and F1 of extracted attributions against annotated ones, by several measures.

- *source*, *cue*, *content*: a maximal run of words of one role in one attribution is right if both its ends
  are, as in the published figures on PolNeAR (CofeNet, COLING 2022).
- *linked*: cues share a word, sources share a word (or both are empty), and the Jaccard index of the words of
  the contents is at least 0.5; matched one to one, largest overlap first.
- *linked exact*: every word of source, cue and content is right.

Words are runs of word characters, or single other characters except white space.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.evaluation.brat import ROLES
from kg.model import Attribution, Span

MEASURES = ("source", "cue", "content", "linked", "linked exact")

_WORD = re.compile(r"\w+|[^\w\s]")
_SHARED = 0.5

WordSets = dict[str, frozenset[int]]
"""Word numbers by role."""


@dataclass(slots=True)
class Count:
    """The numbers of found, annotated (`marked`) and correct items."""

    found: int = 0
    marked: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """The share of the found items that are right, from 0 to 1; 0 if nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of the annotated items that were found, from 0 to 1; 0 if nothing was annotated."""
        return self.right / self.marked if self.marked else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.marked) if self.found + self.marked else 0.0


@dataclass(slots=True)
class Scores:
    """Counts by measure, summed over the texts that were added."""

    counts: dict[str, Count] = field(default_factory=lambda: {measure: Count() for measure in MEASURES})
    texts: int = 0

    def add(
        self,
        text: str,
        marked: Iterable[Mapping[str, tuple[Span, ...]]],
        found: Iterable[Mapping[str, tuple[Span, ...]]],
    ) -> list[bool]:
        """Count the attributions of one text; return for each found one whether it is *linked*."""
        starts, ends = _words(text)
        truth = [_numbers(one, starts, ends) for one in marked]
        guesses = [_numbers(one, starts, ends) for one in found]
        counted = sum(bool(one["content"]) for one in guesses)
        for role in ROLES:
            marked_chunks = {chunk for one in truth for chunk in _chunks(one[role])}
            found_chunks = {chunk for one in guesses if one["content"] for chunk in _chunks(one[role])}
            self._count(role, len(found_chunks), len(marked_chunks), len(found_chunks & marked_chunks))
        pairs = _match(truth, guesses)
        linked = {j for i, j in pairs if _is_linked(truth[i], guesses[j])}
        self._count("linked", counted, len(truth), len(linked))
        self._count("linked exact", counted, len(truth), sum(truth[i] == guesses[j] for i, j in pairs))
        self.texts += 1
        return [number in linked for number in range(len(guesses))]

    def _count(self, measure: str, found: int, marked: int, right: int) -> None:
        count = self.counts[measure]
        count.found += found
        count.marked += marked
        count.right += right


def roles_of(attribution: Attribution) -> dict[str, tuple[Span, ...]]:
    """The spans of an attribution by role; inherited sources, which are not annotated, are left out."""
    return {
        "source": () if attribution.source_inherited else attribution.source,
        "cue": (attribution.cue,) if attribution.cue else (),
        "content": attribution.content,
    }


def _words(text: str) -> tuple[list[int], list[int]]:
    matches = [match.span() for match in _WORD.finditer(text)]
    return [start for start, _ in matches], [end for _, end in matches]


def _numbers(roles: Mapping[str, tuple[Span, ...]], starts: list[int], ends: list[int]) -> WordSets:
    return {
        role: frozenset(
            number
            for span in roles[role]
            for number in range(bisect_left(ends, span.start + 1), bisect_left(starts, span.end))
        )
        for role in ROLES
    }


def _chunks(numbers: frozenset[int]) -> list[tuple[int, int]]:
    chunks: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if chunks and number == chunks[-1][1] + 1:
            chunks[-1] = (chunks[-1][0], number)
        else:
            chunks.append((number, number))
    return chunks


def _match(truth: list[WordSets], guesses: list[WordSets]) -> list[tuple[int, int]]:
    """Match attributions whose cues and contents overlap, one to one, largest content overlap first."""
    candidates = sorted(
        (
            (_jaccard(one["content"], other["content"]), i, j)
            for i, one in enumerate(truth)
            for j, other in enumerate(guesses)
            if one["cue"] & other["cue"] and one["content"] & other["content"]
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in candidates:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return list(pairs.items())


def _is_linked(one: WordSets, other: WordSets) -> bool:
    sources = one["source"] & other["source"] or not (one["source"] or other["source"])
    return bool(sources) and _jaccard(one["content"], other["content"]) >= _SHARED


def _jaccard(some: frozenset[int], others: frozenset[int]) -> float:
    return len(some & others) / len(some | others)
