"""Pairs of a mention and a candidate antecedent, described by features."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from kg.extract.links.mentions import KINDS, PRONOUN_KINDS, TextMention, genders_of_names

# Candidates of one mention: the last mentions before it, the last mention of each name, the next names.
_LAST = 24
_NAMES = 24
_NEXT = 5
_NEXT_PARAGRAPHS = 2
_DISTANCES = np.array([1, 2, 3, 4, 5, 6, 8, 11, 16, 24, 40])
_SENTENCES = np.array([1, 2, 3, 4, 6, 10])
_PARAGRAPHS = np.array([1, 2, 3, 6])

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidate antecedents of mentions: `rows` and `candidates` [P] are numbers of mentions, sorted by row;
    `features` [P, F] describes each pair."""

    rows: Integers
    candidates: Integers
    features: Floats


class PairFinder:
    """Finds and describes the pairs of one text."""

    def __init__(self, mentions: Sequence[TextMention]) -> None:
        self._mentions = mentions
        self._genders = genders_of_names(mentions)
        self._groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
        """The names by kind and folded words."""
        for number, one in enumerate(mentions):
            if one.is_name:
                self._groups[(one.kind, one.head, *sorted(one.words))].append(number)
        self._group_of = {row: key for key, rows in self._groups.items() for row in rows}
        self._earlier = list(self._earlier_names())
        self._bodies = [number for number in self._group_of if mentions[number].kind != "place name"]
        """The names of people and organisations, in order."""
        self._bodies.sort()
        self._near: dict[tuple[str, str], set[str]] = defaultdict(set)
        for (kind, head, *_), numbers in self._groups.items():
            self._near[kind, head].update(*(mentions[number].near for number in numbers))
        self._last_source = self._previous_sources()

    def pairs(self, rows: Sequence[int]) -> Pairs:
        """The pairs of the mentions with the numbers `rows`."""
        found = [(row, candidate) for row in rows for candidate in self._candidates(row)]
        numbers = np.array(found, dtype=np.int64).reshape(-1, 2)
        return Pairs(numbers[:, 0], numbers[:, 1], self._describe(numbers[:, 0], numbers[:, 1]))

    def _candidates(self, row: int) -> list[int]:
        mentions, mention = self._mentions, self._mentions[row]
        chosen = set(range(max(0, row - _LAST), row))
        chosen.update(self._earlier[row])
        following = 0
        for place in range(bisect_right(self._bodies, row), len(self._bodies)):
            other = mentions[self._bodies[place]]
            if other.paragraph > mention.paragraph + _NEXT_PARAGRAPHS or following >= _NEXT:
                break
            chosen.add(self._bodies[place])
            following += not mention.span.contains(other.span)
        for number in range(row + 1, len(mentions)):
            other = mentions[number]
            if other.span.start >= mention.span.end:
                break
            if other.is_name and mention.span.contains(other.span):
                chosen.add(number)
        chosen.discard(row)
        return sorted(number for number in chosen if self._is_possible(mention, mentions[number]))

    def _is_possible(self, mention: TextMention, other: TextMention) -> bool:
        """Whether kind, number and certain gender do not exclude that both are one."""
        if mention.kind in {"male", "female"}:
            if other.kind in {"organisation name", "plural", "neuter", "group noun", "organisation noun"}:
                return False
            gender = self._genders.get(other.head) if other.kind == "person name" else other.gender
            return not (other.kind in PRONOUN_KINDS and gender and gender != mention.kind)
        if mention.kind == "neuter":
            return other.kind not in {"person name", "male", "female", "relative", "person noun"}
        return True

    def _earlier_names(self) -> Iterator[tuple[int, ...]]:
        """For each mention, the last mention before it of each name, the nearest names only."""
        last: dict[tuple[str, ...], int] = {}
        for number in range(len(self._mentions)):
            yield tuple(islice(reversed(last.values()), _NAMES))
            if key := self._group_of.get(number):
                last.pop(key, None)
                last[key] = number

    def _previous_sources(self) -> list[int]:
        """For each mention, the last source before it in the text order of mentions, or -1."""
        previous, last = [], -1
        for number, one in enumerate(self._mentions):
            previous.append(last)
            if one.is_source:
                last = number
        return previous

    @cached_property
    def _columns(self) -> dict[str, NDArray[np.int64]]:
        genders = {"male": 1, "female": 2}
        columns: dict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(self._mentions):
            gender = self._genders.get(one.head) if one.kind == "person name" else one.gender
            columns["kind"].append(KINDS.index(one.kind))
            columns["sentence"].append(one.sentence)
            columns["paragraph"].append(one.paragraph)
            columns["quotation"].append(one.quotation)
            columns["content"].append(one.content)
            columns["source_of"].append(one.source_of)
            columns["gender"].append(genders.get(gender or "", 0))
            columns["plural"].append(one.is_plural)
            columns["source"].append(one.is_source)
            columns["definite"].append(one.is_definite)
            columns["start"].append(one.span.start)
            columns["end"].append(one.span.end)
            columns["last_source"].append(self._last_source[number])
            key = self._group_of.get(number)
            columns["count"].append(len(self._groups[key]) if key else 0)
        return {name: np.array(column, dtype=np.int64) for name, column in columns.items()}

    def _describe(self, rows: Integers, candidates: Integers) -> Floats:
        if not len(rows):
            return np.zeros((0, FEATURES), dtype=np.float32)
        own = {name: column[rows] for name, column in self._columns.items()}
        other = {name: column[candidates] for name, column in self._columns.items()}
        after = candidates > rows
        inside = (other["start"] >= own["start"]) & (other["end"] <= own["end"])
        around = (other["start"] <= own["start"]) & (other["end"] >= own["end"])
        sentences = np.abs(own["sentence"] - other["sentence"])
        paragraphs = np.abs(own["paragraph"] - other["paragraph"])
        in_content, in_other = own["content"] >= 0, other["content"] >= 0
        quoted, other_quoted = own["quotation"] >= 0, other["quotation"] >= 0
        known = (own["gender"] > 0) & (other["gender"] > 0)
        near = paragraphs <= 1
        columns = [
            *_one_hot(own["kind"], len(KINDS)),
            *_one_hot(other["kind"], len(KINDS)),
            *_one_hot(np.digitize(np.abs(rows - candidates), _DISTANCES), len(_DISTANCES) + 1),
            *_one_hot(np.digitize(sentences, _SENTENCES), len(_SENTENCES) + 1),
            *_one_hot(np.digitize(paragraphs, _PARAGRAPHS), len(_PARAGRAPHS) + 1),
            after,
            inside,
            inside & (other["start"] == own["start"]),
            inside & (other["end"] == own["end"]),
            around,
            own["source"],
            other["source"],
            other["source_of"] >= 0,
            (own["source_of"] >= 0) & (own["source_of"] == other["source_of"]),
            own["last_source"] == candidates,
            (own["last_source"] == candidates) & near,
            in_content & (own["content"] == other["source_of"]),
            in_other & (other["content"] == own["source_of"]),
            in_content,
            in_other,
            in_content & (own["content"] == other["content"]),
            quoted,
            other_quoted,
            quoted & (own["quotation"] == other["quotation"]),
            quoted != other_quoted,
            known & (own["gender"] == other["gender"]),
            known & (own["gender"] != other["gender"]),
            (own["gender"] > 0) & (other["gender"] == 0),
            own["plural"],
            other["plural"],
            own["definite"],
            other["definite"],
            np.log1p(other["count"]) / 2,
            other["paragraph"] == 0,
            *self._match(rows, candidates),
        ]
        return np.stack(columns, axis=1).astype(np.float32)

    def _match(self, rows: Integers, candidates: Integers) -> list[NDArray[np.float64]]:
        """How the words of two mentions match, and whether a noun is among the words around a name."""
        known: dict[tuple[int, int], tuple[float, ...]] = {}
        described = np.zeros((len(rows), 6))
        for number, (row, candidate) in enumerate(zip(rows.tolist(), candidates.tolist(), strict=True)):
            if self._mentions[row].kind in PRONOUN_KINDS:
                continue
            key = row, candidate
            if key not in known:
                known[key] = self._match_one(self._mentions[row], self._mentions[candidate])
            described[number] = known[key]
        return list(described.T)

    def _match_one(self, one: TextMention, other: TextMention) -> tuple[float, ...]:
        shared = len(one.words & other.words)
        near = self._near[other.kind, other.head] if other.is_name else set()
        office = float(bool(one.head) and one.head in near)
        rest = one.words - {one.head}
        return (
            float(one.head == other.head),
            shared / max(1, len(one.words)),
            shared / max(1, len(other.words)),
            office,
            len(rest & near) / len(rest) if rest and near else 0.0,
            float(_is_acronym(one, other) or _is_acronym(other, one)),
        )


def _is_acronym(one: TextMention, other: TextMention) -> bool:
    """Whether `one` has the initials of `other`."""
    short = one.head.replace(".", "")
    return len(short) > 1 and short == other.initials


def _one_hot(numbers: Integers, count: int) -> list[NDArray[np.bool_]]:
    return [numbers == number for number in range(count)]


FEATURES = 2 * len(KINDS) + len(_DISTANCES) + len(_SENTENCES) + len(_PARAGRAPHS) + 3 + 29 + 6
"""The number of features of a pair."""
