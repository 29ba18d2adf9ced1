"""Statements as readers annotated them (`corpus/README.md`), as training examples.

Three files have the same rows: the articles of `corpus/`, attributions of PolNeAR train with their kind
(`readings/polnear.jsonl`, offsets only) and passages written for training (`readings/passages.jsonl`).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.evaluation import brat
from kg.evaluation.corpus import annotated_ends
from kg.extract.labels import ROLES
from kg.extract.sequences import sequences_of
from kg.model import Span
from kg.text.text import Text
from training.examples import Example, Marked, WordNumbers, label_names, mark, part_of

# Fewer words are not read again (`kg.extract.rereading`).
_SHORTEST_CONTENT = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """One annotated statement: its spans, kind and unsaid, and whether it is within another."""

    roles: dict[str, tuple[Span, ...]]
    kind: str
    unsaid: str | None
    is_inner: bool = False

    def likeness(self, other: brat.Attribution) -> int:
        """The code points of content shared with `other` if the cues overlap, plus one; else 0."""
        cues = any(one.overlaps(two) for one in self.roles["cue"] for two in other["cue"])
        if not cues:
            return 0
        pairs = ((one, two) for one in self.roles["content"] for two in other["content"])
        return 1 + sum(max(0, min(one.end, two.end) - max(one.start, two.start)) for one, two in pairs)


def read_readings(path: Path) -> dict[str, list[Reading]]:
    """The statements in `path` by document; none if there is no such file."""
    found: dict[str, list[Reading]] = {}
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found.setdefault(row["document"], []).append(_reading(row))
    return found


def read_corpus(folder: Path, part: str) -> Iterator[Example]:
    """The articles of `folder` (`corpus/`) of one part, `train` or `dev`, read by the first reader."""
    names = {row["document"]: row["names"] for row in _rows(folder / "names.jsonl")}
    ends = annotated_ends(folder / "articles.jsonl")
    for document, readings in sorted(read_readings(folder / f"{part}.jsonl").items()):
        raw = (folder / "texts" / document).read_text(encoding="utf-8")
        yield from examples_of(document, raw[: ends.get(document)], readings, names.get(document))


def read_passages(path: Path) -> Iterator[Example]:
    """The passages written for training."""
    for number, row in enumerate(_rows(path)):
        readings = [_reading(one) for one in row["statements"]]
        yield from examples_of(f"passage-{number}", row["text"], readings, row.get("names"))


def examples_of(
    name: str, raw: str, readings: list[Reading], names: list[tuple[int, int, str]] | None
) -> Iterator[Example]:
    """The examples of the body, of each line that is read apart, and of each content that is read again."""
    for sequence in sequences_of(Text(raw)):
        words = sequence.words
        numbers = WordNumbers(words)
        outer, inner = [], []
        for one in readings:
            marked = mark(one.roles, numbers, one.kind, one.unsaid, is_open=one.is_inner)
            if marked.roles["content"]:
                (inner if one.is_inner else outer).append(marked)
        with_cues = [one for one in (*outer, *inner) if one.roles["cue"]]
        labels = None if names is None else label_names(words, sorted((a, b, kind) for a, b, kind in names))
        whole = Example(name, words, [with_cues], labels, ("other", "date"), silver=False)
        yield whole
        yield from _contents(whole, outer, inner)


def _contents(whole: Example, outer: list[Marked], inner: list[Marked]) -> Iterator[Example]:
    """The contents of `outer` as `kg.extract.rereading` reads them, with the `inner` statements in them."""
    words = whole.words
    for one in outer:
        content = sorted(one.roles["content"])
        chosen = list(range(content[0], content[-1] + 1))
        chosen = chosen[words.texts[chosen[0]].lower() == "that" :]
        if len(chosen) >= _SHORTEST_CONTENT:
            inside = [_closed(other) for other in inner if other.words <= set(chosen)]
            yield part_of(whole, chosen, [inside])


def _closed(marked: Marked) -> Marked:
    return Marked(marked.roles, marked.kind, marked.unsaid)


def _reading(row: dict[str, Any]) -> Reading:
    cue = [row["cue"]] if row["cue"] else []
    spans = row | {"cue": cue}
    return Reading(
        {role: tuple(Span(one["start"], one["end"]) for one in spans[role]) for role in ROLES},
        row["kind"],
        row.get("unsaid"),
        bool(row.get("within")),
    )


def _rows(path: Path) -> Iterator[Any]:
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)
