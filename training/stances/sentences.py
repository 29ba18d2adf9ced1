"""Passages written for training, with their positions: `sentences.jsonl`. Their content is invented.

One line for each passage: `text`, the words of `source`, `cue` and `content` in it, and positions like those
of `training.stances.positions`, with words instead of offsets.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kg.model import Attribution, Layer, Manner, Span
from kg.text.text import Text
from training.stances.examples import WRITTEN_NAME, Example
from training.stances.positions import Annotated, AnnotatedText, examples_of

WRITTEN = Path(__file__).with_name("sentences.jsonl")


def written_texts(path: Path = WRITTEN) -> Iterator[AnnotatedText]:
    """The passages, of one statement each. Raises `ValueError` for words not in the text."""
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        row = json.loads(line)
        text = row["text"]
        content = tuple(place(words, text, [Span(0, len(text))]) for words in row["content"])
        around = _without(text, content)
        source = place(row["source"], text, around)
        cue = place(row["cue"], text, _without(text, [*content, source])) if row["cue"] else None
        attribution = Attribution("", "", content, cue, (source,), False, Manner.INDIRECT, 1.0)
        said = [*content, *([cue] if cue else [])]
        positions = [_placed(one, text, content, said) for one in row["positions"]]
        statement = Annotated(attribution, positions, frozenset(Layer))
        yield AnnotatedText(f"{WRITTEN_NAME} {number}", Text(text), [statement])


def read_sentences() -> Iterator[Example]:
    """The passages as examples without labels of phrases."""
    for one in written_texts():
        yield from examples_of(one.statements[0], one.text.words, None, name=one.name)


def place(words: str, text: str, parts: Iterable[Span]) -> Span:
    """The place of `words` in one of `parts`, preferably as whole words. Raises `ValueError` if none."""
    pattern = re.compile(r"(?<!\w)" + re.escape(words) + r"(?!\w)|" + re.escape(words))
    for part in parts:
        found = pattern.search(text, part.start, part.end)
        if found:
            return Span(*found.span())
    raise ValueError(f"“{words}” is not where it should be in “{text}”")


def _placed(
    position: dict[str, Any], text: str, content: Iterable[Span], said: Iterable[Span]
) -> dict[str, Any]:
    target = place(position["target"], text, said)
    holder = place(position["holder"], text, content) if position["layer"] == "content" else None
    spans = {"target": [target.start, target.end], "holder": [holder.start, holder.end] if holder else None}
    return {"sure": 1.0} | position | spans


def _without(text: str, parts: Iterable[Span]) -> list[Span]:
    """The parts of `text` outside of `parts`."""
    ends = [0, *(part.end for part in sorted(parts))]
    starts = [*(part.start for part in sorted(parts)), len(text)]
    return [Span(end, start) for end, start in zip(ends, starts, strict=True) if end < start]
