"""Annotated positions as examples: of the articles of `corpus/`, of PolNeAR's, and of written passages.

The speaker's positions are in the readings (`training/README.md`); those that contents report are in
`positions.jsonl`, one line for each statement of PolNeAR's training part: the spans of source, cue and
content, and the positions with holder, act, polarity, target and the annotator's certainty.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kg.evaluation.corpus import annotated_ends
from kg.extract.stances.candidates import Phrase, head_of, overlap
from kg.extract.stances.passages import Passage, passages_of
from kg.model import Attribution, Layer, Manner, Span
from kg.text.text import Text
from kg.text.words import Words
from training.stances.examples import ACTS, POLARITIES, Example, Pair
from training.stances.phrases import Phrases, SilverPhrases, place_phrases

TOLD = Path(__file__).with_name("positions.jsonl")
READINGS = Path(__file__).parent.parent / "readings"
# The probability of a position that the reader calls borderline, and its weight.
BORDERLINE, _BORDERLINE_WEIGHT = 0.5, 0.6
# The weight of a told position is the annotator's certainty, but at least this.
_LEAST_WEIGHT = 0.3
# The weight of the phrase that the program finds for a target with slightly different bounds, as a factor.
_NEARLY = 0.7


@dataclass(slots=True)
class Annotated:
    """A statement with its positions, as offsets. `layers` are those of which all positions are annotated."""

    attribution: Attribution
    positions: list[dict[str, Any]] = field(default_factory=list)
    layers: frozenset[Layer] = frozenset()


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """A text with its statements; `name` is that of the article, or the number of the passage."""

    name: str
    text: Text
    statements: list[Annotated]


def polnear_texts(part: Path, held_out: frozenset[str]) -> Iterator[AnnotatedText]:
    """PolNeAR's training articles with annotated positions, without articles `held_out`."""
    told = _read_told()
    for name, rows in _by_document(_rows(READINGS / "polnear.jsonl")).items():
        read = [row for row in rows if row.get("positions") is not None and _takes_positions(row)]
        if not read or name in held_out:
            continue
        text = (part / "text" / name).read_bytes().decode("utf-8")
        found = []
        for row in read:
            one = annotated(row, text)
            key = (name, one.attribution.content[0].start)
            if key in told:
                one.positions += told[key]
                one.layers |= {Layer.CONTENT}
            found.append(one)
        yield AnnotatedText(name, Text(text), found)


def corpus_texts(folder: Path, part: str) -> Iterator[AnnotatedText]:
    """The articles of `corpus/`, of one part, by the first reader."""
    ends = annotated_ends(folder / "articles.jsonl")
    for name, rows in _by_document(_rows(folder / f"{part}.jsonl")).items():
        text = (folder / "texts" / name).read_text("utf-8")[: ends.get(name)]
        yield AnnotatedText(name, Text(text), [annotated(row, text) for row in rows if _takes_positions(row)])


def passage_texts(path: Path = READINGS / "passages.jsonl") -> Iterator[AnnotatedText]:
    """The passages written for training."""
    for number, row in enumerate(_rows(path)):
        found = [annotated(one, row["text"]) for one in row["statements"] if _takes_positions(one)]
        yield AnnotatedText(f"passage {number}", Text(row["text"]), found)


def read_polnear(part: Path, silver: SilverPhrases, held_out: frozenset[str]) -> Iterator[Example]:
    """The statements of `polnear_texts`, with the phrases of their parses."""
    for one in polnear_texts(part, held_out):
        parsed = silver.phrases(one.name.removesuffix(".txt"), one.text.words)
        yield from _examples(one, parsed)


def read_corpus(folder: Path, part: str) -> Iterator[Example]:
    """The statements of `corpus_texts`."""
    for one in corpus_texts(folder, part):
        yield from _examples(one, None)


def read_passages() -> Iterator[Example]:
    """The statements of `passage_texts`."""
    for one in passage_texts():
        yield from _examples(one, None)


def annotated(row: dict[str, Any], text: str) -> Annotated:
    """A row of a reading: the words of each position are looked for in content, cue and source."""
    spans = {key: tuple(Span(one["start"], one["end"]) for one in row[key]) for key in ("source", "content")}
    cue = Span(row["cue"]["start"], row["cue"]["end"]) if row["cue"] else None
    attribution = Attribution("", "", spans["content"], cue, spans["source"], False, Manner.INDIRECT, 1.0)
    said = [*spans["content"], *([cue] if cue else [])]
    positions = []
    for one in row["positions"] or []:
        place = _place(one.get("words") or one["target"], text, said)
        if place is not None:
            sure = one.get("sure", True)
            positions.append(
                {"layer": "speech", "holder": None, "target": [place.start, place.end]}
                | {"act": one["act"], "polarity": one["polarity"], "sure": 1.0 if sure else BORDERLINE}
            )
    return Annotated(attribution, positions, frozenset({Layer.SPEECH}))


def examples_of(one: Annotated, words: Words, parsed: Phrases | None, *, name: str) -> Iterator[Example]:
    """The passages of a statement with the positions that lie in them; none without a source."""
    for passage in passages_of(one.attribution, words):
        if passage.source is not None:
            labelled = place_phrases(parsed, passage.numbers) if parsed else None
            yield example_of(one, passage, words, labelled, name=name)


def example_of(
    one: Annotated, passage: Passage, words: Words, labelled: Phrases | None, *, name: str
) -> Example:
    """The passage with the positions of its statement that lie in it, and its phrases if parsed."""
    texts = [words.texts[number] for number in passage.numbers]
    found = sorted({phrase for every in (labelled or {}).values() for phrase in every})
    phrases = [one for one in found if all(passage.said[place] for place in range(*one))]
    example = Example(
        texts, [], labelled, passage.marks(), passage.source, phrases, layers=one.layers, name=name
    )
    places = {number: place for place, number in enumerate(passage.numbers)}
    for position in one.positions:
        target = phrase_at(position["target"], words, places)
        layer = Layer(position["layer"])
        holder = passage.source if layer is Layer.SPEECH else phrase_at(position["holder"], words, places)
        if target is None or holder is None or overlap(target, holder):
            continue
        pair = pair_of(position, holder, target)
        example.pairs.append(pair)
        near = nearest_phrase(texts, target, phrases)
        if near is not None and near != target and not overlap(near, holder):
            example.pairs.append(replace(pair, target=near, weight=pair.weight * _NEARLY))
        if layer is Layer.CONTENT:
            example.pairs.append(Pair(target, holder, 0.0, weight=pair.weight, layer=layer))
    return example


def pair_of(position: dict[str, Any], holder: Phrase, target: Phrase) -> Pair:
    """An annotated position as a pair of phrases."""
    layer = Layer(position["layer"])
    act, polarity = ACTS.index(position["act"]), POLARITIES.index(position["polarity"])
    sure, weight = 1.0, max(_LEAST_WEIGHT, position["sure"])
    if layer is Layer.SPEECH and position["sure"] == BORDERLINE:
        sure, weight = BORDERLINE, _BORDERLINE_WEIGHT
    return Pair(holder, target, sure, act, polarity, weight, layer)


def nearest_phrase(texts: list[str], target: Phrase, phrases: list[Phrase]) -> Phrase | None:
    """The one of `phrases` most like `target`: they share half of the words, or the head is the same."""

    def likeness(phrase: Phrase) -> float:
        shared = min(phrase[1], target[1]) - max(phrase[0], target[0])
        if shared <= 0:
            return 0.0
        share = shared / (max(phrase[1], target[1]) - min(phrase[0], target[0]))
        same_head = head_of(texts, phrase) == head_of(texts, target)
        return share + 0.5 * same_head if share >= 0.5 or same_head else 0.0

    best = max(phrases, key=likeness, default=None)
    return best if best is not None and likeness(best) > 0 else None


def _examples(one: AnnotatedText, parsed: Phrases | None) -> Iterator[Example]:
    for statement in one.statements:
        yield from examples_of(statement, one.text.words, parsed, name=one.name)


def _takes_positions(row: dict[str, Any]) -> bool:
    return row["kind"] in ("speech", "attitude") and row["unsaid"] is None and bool(row["content"])


def _read_told() -> dict[tuple[str, int], list[dict[str, Any]]]:
    """The positions that contents report, by article and start of the content."""
    return {
        (row["document"], row["content"][0][0]): [
            one for one in row["positions"] if one["layer"] == "content"
        ]
        for row in _rows(TOLD)
    }


def _place(words: str, text: str, parts: Iterable[Span]) -> Span | None:
    """The first place of `words` in one of `parts`, as whole words; None if there is none."""
    for part in parts:
        first = text.find(words, part.start, part.end)
        while first >= 0:
            end = first + len(words)
            if not (text[first - 1 : first].isalnum() or text[end : end + 1].isalnum()):
                return Span(first, end)
            first = text.find(words, first + 1, part.end)
    return None


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _by_document(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["document"]].append(row)
    return found


def phrase_at(pair: list[int], words: Words, places: dict[int, int]) -> Phrase | None:
    """The phrase of a passage at `pair` (code points); `places` has the place of each of its words."""
    first, last = places.get(words.at(pair[0])), places.get(words.at(pair[1] - 1))
    return (first, last + 1) if first is not None and last is not None and first <= last else None
