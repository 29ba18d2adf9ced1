"""PolNeAR as training examples: words, each annotator's attributions with kinds, silver names."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from kg.evaluation import brat
from kg.text.text import Text
from training.examples import Example, Marked, WordNumbers, label_names, mark
from training.readings import Reading, read_readings

# The kinds of name for CoreNLP's entity classes; its other classes (numbers, money) are not names.
_SILVER_KINDS = {
    "PERSON": "person",
    "ORGANIZATION": "organisation",
    "LOCATION": "place",
    "MISC": "other",
    "DATE": "date",
    "TIME": "date",
}
READINGS = Path(__file__).with_name("readings") / "polnear.jsonl"


def read_part(folder: Path) -> Iterator[Example]:
    """The examples of one part (`train` or `dev`) of PolNeAR, in order of their names.

    Kind and unsaid of the attributions are from `READINGS`, for the articles that it has.
    """
    silver = _read_silver(folder / "corenlp.jsonl.gz")
    readings = read_readings(READINGS)
    for path in sorted((folder / "text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        words = Text(text).words
        numbers = WordNumbers(words)
        rows = readings.get(path.name, [])
        annotations = sorted((folder / "attributions").glob(f"{path.stem}_*.ann"))
        versions = [_version(brat.read_attributions(one, text), rows, numbers) for one in annotations]
        entities = silver.get(path.stem)
        names = None if entities is None else label_names(words, entities)
        yield Example(path.stem, words, versions, names)


def _version(
    annotated: list[brat.Attribution], readings: list[Reading], numbers: WordNumbers
) -> list[Marked]:
    """One annotator's attributions, with what the readings say of them and with what only those have."""
    marked = []
    for one in annotated:
        same = max(readings, key=lambda reading: reading.likeness(one), default=None)
        reading = same if same and same.likeness(one) > 0 else None
        marked.append(
            mark(one, numbers, reading.kind if reading else None, reading.unsaid if reading else None)
        )
    marked = [one for one in marked if one.roles["cue"] and one.roles["content"]]
    taken = {one.anchor for one in marked}
    others = [
        mark(reading.roles, numbers, reading.kind, reading.unsaid, is_open=True) for reading in readings
    ]
    return marked + [
        one for one in others if one.roles["cue"] and one.roles["content"] and one.anchor not in taken
    ]


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
