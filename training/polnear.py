"""PolNeAR as training examples: words, each annotator's attributions, silver names."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.evaluation import brat
from kg.extract.labels import NAME_LABELS, ROLES
from kg.model import Span
from kg.text import Text
from kg.text.words import Words

# The kinds of name for CoreNLP's entity classes; its other classes (numbers, money) are not names.
_SILVER_KINDS = {
    "PERSON": "person",
    "ORGANIZATION": "organisation",
    "LOCATION": "place",
    "MISC": "other",
    "DATE": "date",
    "TIME": "date",
}

Attribution = dict[str, set[int]]
"""Word numbers by role."""


@dataclass
class Example:
    """One text to train on. `versions` is empty where attributions are not annotated."""

    name: str
    words: Words
    versions: list[list[Attribution]] = field(default_factory=list)
    names: list[int] | None = None
    """A label of `NAME_LABELS` for each word."""
    hidden_kinds: tuple[str, ...] = ()
    """Kinds of name that are not annotated in this text, so that an "O" may be one of them."""
    silver: bool = True


def read_part(folder: Path) -> Iterator[Example]:
    """The examples of one part (`train` or `dev`) of PolNeAR, in order of their names."""
    silver = _read_silver(folder / "corenlp.jsonl.gz")
    for path in sorted((folder / "text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        words = Text(text).words
        annotations = sorted((folder / "attributions").glob(f"{path.stem}_*.ann"))
        versions = [attributions_of(words, brat.read_attributions(one, text)) for one in annotations]
        entities = silver.get(path.stem)
        names = None if entities is None else label_names(words, entities)
        yield Example(path.stem, words, versions, names)


def attributions_of(words: Words, marked: list[brat.Attribution]) -> list[Attribution]:
    """`marked` attributions over `words`."""
    word_at = {
        offset: number
        for number, (start, end) in enumerate(zip(words.starts, words.ends, strict=True))
        for offset in range(start, end)
    }

    def numbers(spans: tuple[Span, ...]) -> set[int]:
        return {
            word_at[offset] for span in spans for offset in range(span.start, span.end) if offset in word_at
        }

    found = ({role: numbers(one[role]) for role in ROLES} for one in marked)
    return [one for one in found if one["cue"] and one["content"]]


def label_names(words: Words, entities: list[tuple[int, int, str]]) -> list[int]:
    """`NAME_LABELS` numbers for `words`, given entities as (start, end, kind) in order."""
    labels = [0] * len(words)
    position = 0
    for number, start in enumerate(words.starts):
        while position < len(entities) and entities[position][1] <= start:
            position += 1
        if position < len(entities) and entities[position][0] <= start:
            first, _, kind = entities[position]
            opens = number == 0 or words.starts[number - 1] < first
            labels[number] = NAME_LABELS.index(("B-" if opens else "I-") + kind)
    return labels


def _read_silver(path: Path) -> dict[str, list[tuple[int, int, str]]]:
    """CoreNLP's entities of each article: runs of tokens of one class within a sentence."""
    silver = {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            article = json.loads(line)
            entities: list[tuple[int, int, str]] = []
            for sentence in article["sentences"]:
                previous = None
                for _, _, _, entity, start, end in sentence["tokens"]:
                    kind = _SILVER_KINDS.get(entity)
                    if kind and entity == previous:
                        entities[-1] = (entities[-1][0], end, kind)
                    elif kind:
                        entities.append((start, end, kind))
                    previous = entity
            silver[article["id"]] = entities
    return silver
