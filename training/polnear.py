"""PolNeAR as training examples: words, each annotator's attributions, silver names."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.documents.views import normalised_view
from kg.extraction.labels import NAME_LABELS, ROLES
from kg.extraction.words import Words, split_words

# CoreNLP's entity classes as ours; its others (numbers, money) are no names.
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
    """Kinds of name that this text does not mark, so that its "O" may hide one."""
    silver: bool = True


def read_part(folder: Path) -> Iterator[Example]:
    """The examples of one part (`train` or `dev`) of PolNeAR, in order of their names."""
    silver = _read_silver(folder / "corenlp.jsonl.gz")
    for path in sorted((folder / "text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        words = split_words(normalised_view(text))
        annotations = sorted((folder / "attributions").glob(f"{path.stem}_*.ann"))
        versions = [attributions_of(words, annotation) for annotation in annotations]
        entities = silver.get(path.stem)
        names = None if entities is None else label_names(words, entities)
        yield Example(path.stem, words, versions, names)


def attributions_of(words: Words, annotation: Path) -> list[Attribution]:
    """The attributions of one brat file that have a cue and a content, over `words`."""
    word_at = {
        offset: number
        for number, (start, end) in enumerate(zip(words.starts, words.ends, strict=True))
        for offset in range(start, end)
    }
    spans: dict[str, set[int]] = {}
    attributions = []
    for line in annotation.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if len(fields) < 2:
            continue
        if fields[0].startswith("T"):
            parts = [tuple(map(int, part.split())) for part in fields[1].split(" ", 1)[1].split(";")]
            spans[fields[0]] = {
                word_at[offset] for start, end in parts for offset in range(start, end) if offset in word_at
            }
        elif fields[0].startswith("E"):
            attribution: Attribution = {role: set() for role in ROLES}
            for argument in fields[1].split()[1:]:
                role, key = argument.split(":")
                attribution[role.rstrip("0123456789").lower()] |= spans.get(key, set())
            if attribution["cue"] and attribution["content"]:
                attributions.append(attribution)
    return attributions


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
