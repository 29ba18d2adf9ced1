"""Passages written for training, with their positions: `sentences.jsonl`. What they say is invented.

A line a passage: `text`, the words of `source`, `cue` and `content` in it, and positions like those of
`training.stances.positions`, words in the place of offsets.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kg.text.view import normalised_view
from kg.extract.stances.passages import passages_of
from kg.text.words import split_words
from kg.model import Manner, Span, Statement
from training.stances.examples import WRITTEN_NAME, Example
from training.stances.positions import example_of

WRITTEN = Path(__file__).with_name("sentences.jsonl")


def read_sentences(path: Path = WRITTEN) -> Iterator[Example]:
    """The passages as examples, their phrases not labelled. Raises `ValueError` for words not in the text."""
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        row = json.loads(line)
        text = row["text"]
        content = tuple(place(words, text, [Span(0, len(text))]) for words in row["content"])
        around = _without(text, content)
        source = place(row["source"], text, around)
        cue = place(row["cue"], text, _without(text, [*content, source])) if row["cue"] else None
        statement = Statement("", "", "", content, cue, (source,), False, Manner.INDIRECT, 1.0)
        said = [*content, *([cue] if cue else [])]
        positions = [_placed(one, text, content, said) for one in row["positions"]]
        words = split_words(normalised_view(text))
        for passage in passages_of(statement, words):
            yield example_of(positions, passage, words, name=f"{WRITTEN_NAME} {number}")


def place(words: str, text: str, parts: Iterable[Span]) -> Span:
    """Where `words` stand in one of `parts`, as whole words if they do. Raises `ValueError` where nowhere."""
    pattern = re.compile(r"(?<!\w)" + re.escape(words) + r"(?!\w)|" + re.escape(words))
    for part in parts:
        found = pattern.search(text, part.start, part.end)
        if found:
            return Span(*found.span())
    raise ValueError(f"“{words}” does not stand where it should in “{text}”")


def _placed(
    position: dict[str, Any], text: str, content: Iterable[Span], said: Iterable[Span]
) -> dict[str, Any]:
    target = place(position["target"], text, said)
    holder = place(position["holder"], text, content) if position["layer"] == "content" else None
    spans = {"target": [target.start, target.end], "holder": [holder.start, holder.end] if holder else None}
    return position | spans | {"sure": 1.0}


def _without(text: str, parts: Iterable[Span]) -> list[Span]:
    """What of `text` lies outside of `parts`."""
    ends = [0, *(part.end for part in sorted(parts))]
    starts = [*(part.start for part in sorted(parts)), len(text)]
    return [Span(end, start) for end, start in zip(ends, starts, strict=True) if end < start]
