"""Training examples for links: texts with mentions, some of which are known to be one entity.

A known mention has a label: the entity that it refers to, or None for nobody that other mentions name. A
mention without label is no example and no candidate.
"""

import gzip
import json
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.gum import GoldText, read_gum
from kg.evaluation.corpus import CORPUS, annotated_ends
from kg.evaluation.speakers import is_called
from kg.extract.encoder import Encoder
from kg.extract.extractor import read_text
from kg.extract.links.finding import mention_inputs, mention_vectors
from kg.extract.links.mentions import PRONOUN_KINDS, TextMention, find_mentions
from kg.extract.links.pairs import PairFinder
from kg.language.lexicon import lexicon
from kg.model import Span
from kg.text.text import Text

READINGS = Path(__file__).parents[1] / "readings"
"""The folder of the readings."""
_GUM_WEIGHT, _SILVER_WEIGHT = 0.6, 0.2
# Every second article of PolNeAR; these have four times as many pronouns as GUM.
_SILVER_STEP = 2
# Code points by which a source and the same source as read may differ, at its start and its end.
_START, _END = 25, 12

Label = Hashable | None


@dataclass(frozen=True, slots=True)
class Example:
    """One text: inputs of the network, and for each pair whether the candidate is right (1), wrong (0) or
    unknown (-1). `rows` are the mentions to link; `weight` is that of each of them."""

    vectors: NDArray[np.float16]
    kinds: NDArray[np.int64]
    flags: NDArray[np.float32]
    rows: NDArray[np.int64]
    pair_rows: NDArray[np.int64]
    candidates: NDArray[np.int64]
    features: NDArray[np.float32]
    right: NDArray[np.int8]
    weight: float
    is_silver: bool


@dataclass(slots=True)
class MarkedMentions:
    """A text as it was read, and the labels of its mentions by number."""

    text: Text
    mentions: list[TextMention]
    states: NDArray[np.float16]
    labels: dict[int, Label] = field(default_factory=dict)
    weight: float = 1.0
    is_silver: bool = False

    def example(self) -> Example | None:
        """The training example; None if no mention is to be linked."""
        rows = [number for number in sorted(self.labels) if not self.mentions[number].is_name]
        if self.is_silver:
            rows = [number for number in rows if self.mentions[number].kind in PRONOUN_KINDS]
        pairs = PairFinder(self.mentions).pairs(rows)
        if not len(pairs.rows):
            return None
        right = [self._is_right(*pair) for pair in zip(pairs.rows, pairs.candidates, strict=True)]
        return Example(
            mention_vectors(self.mentions, self.states).astype(np.float16),
            *mention_inputs(self.mentions),
            np.array(rows, dtype=np.int64),
            pairs.rows,
            pairs.candidates,
            pairs.features,
            np.array(right, dtype=np.int8),
            self.weight,
            self.is_silver,
        )

    def _is_right(self, row: int, candidate: int) -> int:
        if candidate not in self.labels:
            return -1
        label = self.labels[row]
        return int(label is not None and label == self.labels[candidate])


def read_marked(raw: str, encoder: Encoder) -> MarkedMentions:
    """Read a text; no mention has a label yet."""
    text = Text(raw)
    read = read_text(text, encoder)
    return MarkedMentions(text, find_mentions(text, read.extraction), read.states)


def label_entities(marked: MarkedMentions, mentions: Iterable[tuple[int, int, list[int]]]) -> None:
    """Label by `mentions`: start, end, the entities (none: nobody; several: they are not used)."""
    known = {Span(start, end): entities for start, end, entities in mentions}
    by_end: dict[int, list[Span]] = defaultdict(list)
    for span in known:
        by_end[span.end].append(span)
    for number, one in enumerate(marked.mentions):
        span = one.span if one.span in known else None
        if span is None and not one.is_name:
            near = [other for other in by_end[one.span.end] if abs(other.start - one.span.start) <= _START]
            span = min(near, key=lambda other: abs(other.start - one.span.start), default=None)
        if span is not None and len(known[span]) < 2:
            marked.labels[number] = next(iter(known[span]), None)


def label_speakers(marked: MarkedMentions, rows: Iterable[dict[str, Any]]) -> None:
    """Label sources by the speakers of annotated statements, and names by which speaker they name."""
    speakers: dict[Span, tuple[str | None, str | None]] = {
        Span(row["source"][0]["start"], row["source"][0]["end"]): (row.get("speaker"), row.get("type"))
        for row in rows
        if row["source"]
    }
    types = {name: kind for name, kind in speakers.values() if name and kind and " and " not in name}
    for number, one in enumerate(marked.mentions):
        if one.is_name:
            words = one.span.of(marked.text.raw)
            named = [name for name, kind in types.items() if _is_named(one, words, name, kind)]
            if len(named) < 2:
                marked.labels[number] = named[0] if named else f"{words} (no speaker)"
    for span, (name, kind) in speakers.items():
        number = _source_at(marked.mentions, span)
        is_joint = name is not None and " and " in name and kind != "unnamed"
        if number is not None and not marked.mentions[number].is_name and not is_joint:
            marked.labels[number] = name


def _is_named(mention: TextMention, words: str, speaker: str, kind: str) -> bool:
    """Whether the name is that of a speaker of `kind`."""
    if (mention.kind == "person name") != (kind == "person") or kind == "unnamed":
        return False
    country = lexicon().country_of(words)
    if kind == "government" and country is not None:
        return lexicon().country_of(speaker.replace(" government", "").replace("the ", "")) == country
    return is_called(words, speaker, "person" if kind == "person" else "organization")


def _source_at(mentions: Sequence[TextMention], span: Span) -> int | None:
    found = None
    for number, one in enumerate(mentions):
        if one.span == span:
            return number
        near = abs(one.span.end - span.end) <= _END and abs(one.span.start - span.start) <= _START
        if one.is_source and one.span.overlaps(span) and near:
            found = number
    return found


def read_all(corpora: Path, encoder: Encoder, held_out: frozenset[str]) -> Iterator[MarkedMentions]:
    """All training texts; those of PolNeAR that are in `held_out` are left out."""
    polnear = corpora / "polnear" / "train"
    done = set(held_out)
    for row in _rows(READINGS / "mentions.jsonl"):
        if row["document"] not in held_out:
            done.add(row["document"])
            marked = read_marked(_text_of(row["document"], polnear), encoder)
            label_entities(marked, row["mentions"])
            yield marked
    ends = annotated_ends(CORPUS / "articles.jsonl")
    for path in (READINGS / "polnear.jsonl", CORPUS / "train.jsonl"):
        for document, rows in _by_document(path, done).items():
            marked = read_marked(_text_of(document, polnear)[: ends.get(document)], encoder)
            label_speakers(marked, rows)
            yield marked
    for row in _rows(READINGS / "passages.jsonl"):
        marked = read_marked(row["text"], encoder)
        label_speakers(marked, row["statements"])
        yield marked
    for gold in read_gum(corpora / "gum" / "train"):
        yield label_gum(read_marked(gold.text, encoder), gold)
    yield from _silver(polnear, encoder, frozenset(done))


def _text_of(document: str, polnear: Path) -> str:
    folder = CORPUS / "texts" if (CORPUS / "texts" / document).exists() else polnear / "text"
    return (folder / document).read_bytes().decode("utf-8")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _by_document(path: Path, done: set[str]) -> dict[str, list[dict[str, Any]]]:
    """The statements of the documents of which speakers are annotated."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in _rows(path):
        if row["document"] not in done and (row["kind"] != "none" or row.get("speaker")):
            found[row["document"]].append(row)
    return {document: rows for document, rows in found.items() if any(row.get("speaker") for row in rows)}


def label_gum(marked: MarkedMentions, gold: GoldText) -> MarkedMentions:
    """Label by GUM's entities; of several mentions with one head, the outermost counts."""
    by_length = sorted(gold.mentions, key=lambda one: one.span.end - one.span.start)
    _label_heads(marked, {one.head.start: one.entity for one in by_length})
    marked.weight = _GUM_WEIGHT
    return marked


def _silver(folder: Path, encoder: Encoder, done: frozenset[str]) -> Iterator[MarkedMentions]:
    """Articles of PolNeAR train with the coreference chains of CoreNLP: labels of names and pronouns."""
    with gzip.open(folder / "corenlp.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            record = json.loads(line)
            document = f"{record['id']}.txt"
            if number % _SILVER_STEP or document in done:
                continue
            heads = {}
            for chain, members in enumerate(record["coref"]):
                for sentence, _, _, head in members:
                    heads[record["sentences"][sentence - 1]["tokens"][head - 1][4]] = chain
            marked = read_marked(_text_of(document, folder), encoder)
            _label_heads(marked, heads)
            for place, one in enumerate(marked.mentions):
                if one.is_name:
                    marked.labels.setdefault(place, f"{one.span.of(marked.text.raw)} (no chain)")
            marked.weight, marked.is_silver = _SILVER_WEIGHT, True
            yield marked


def _label_heads(marked: MarkedMentions, heads: dict[int, int]) -> None:
    """Label by the starts of head words: of a name the last that is one, of others the last word."""
    for number, one in enumerate(marked.mentions):
        last = marked.text.words.starts[one.last]
        starts = range(one.span.end - 1, one.span.start - 1, -1) if one.is_name else (one.span.start, last)
        entity = next((heads[start] for start in starts if start in heads), None)
        if entity is not None and one.kind != "phrase":
            marked.labels[number] = entity
