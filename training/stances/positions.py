"""The project's own annotation of positions: offsets into PolNeAR's training articles, no text.

`positions.jsonl` has one line for each statement: the article's name, the spans of source, cue and content,
and the positions with layer, holder (null: the speaker), act, polarity, target, condition and the annotator's
certainty.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kg.extract.stances.candidates import Phrase, phrases_of
from kg.extract.stances.passages import Passage, passages_of
from kg.model import Attribution, Manner, Span
from kg.text import Text
from kg.text.words import Words
from training.stances.examples import ACTS, POLARITIES, Example, Pair, head_of, overlap
from training.stances.phrases import SilverPhrases

ANNOTATION = Path(__file__).with_name("positions.jsonl")
# The weight of a position is the annotator's certainty, but at least this.
_LEAST_WEIGHT = 0.3
# The weight of the phrase that the program finds for a target with slightly different bounds, as a factor.
_NEARLY = 0.7


def read_positions(part: Path, silver: SilverPhrases, annotation: Path = ANNOTATION) -> Iterator[Example]:
    """The annotated statements as examples; `part` is PolNeAR's training part."""
    articles: dict[str, Words] = {}
    for line in annotation.read_text("utf-8").splitlines():
        row = json.loads(line)
        name = row["document"]
        if name not in articles:
            articles[name] = Text((part / "text" / name).read_bytes().decode("utf-8")).words
        words = articles[name]
        for passage in passages_of(_attribution(row), words):
            labels = silver.label(name.removesuffix(".txt"), words, passage.numbers)
            if labels is not None and passage.source is not None:
                yield example_of(row["positions"], passage, words, *labels, name=name)


def _attribution(row: dict[str, Any]) -> Attribution:
    spans = {key: tuple(Span(*pair) for pair in row[key]) for key in ("source", "content")}
    cue = Span(*row["cue"]) if row["cue"] else None
    return Attribution("", "", spans["content"], cue, spans["source"], False, Manner.INDIRECT, 1.0)


def example_of(
    positions: Iterable[dict[str, Any]],
    passage: Passage,
    words: Words,
    nouns: list[int] | None = None,
    verbs: list[int] | None = None,
    *,
    name: str,
) -> Example:
    """The passage with the positions of its statement that lie in it, and its phrases if labelled."""
    texts = [words.texts[number] for number in passage.numbers]
    found = phrases_of(texts, nouns, verbs) if nouns and verbs else []
    phrases = [one for one in found if all(passage.said[place] for place in range(*one))]
    example = Example(
        texts, [], nouns, verbs, passage.marks(), passage.source, phrases, whole=True, name=name
    )
    places = {number: place for place, number in enumerate(passage.numbers)}
    for position in positions:
        target = _phrase(position["target"], words, places)
        speech = position["layer"] == "speech"
        holder = passage.source if speech else _phrase(position["holder"], words, places)
        if target is None or holder is None or overlap(target, holder):
            continue
        act, polarity = ACTS.index(position["act"]), POLARITIES.index(position["polarity"])
        weight = max(_LEAST_WEIGHT, position["sure"])
        example.pairs.append(Pair(holder, target, act, polarity, weight))
        near = nearest_phrase(texts, target, phrases)
        if near is not None and near != target and not overlap(near, holder):
            example.pairs.append(Pair(holder, near, act, polarity, weight * _NEARLY))
        if not speech:
            example.pairs.append(Pair(target, holder, 0, weight=weight))
    return example


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


def _phrase(pair: list[int], words: Words, places: dict[int, int]) -> Phrase | None:
    first, last = places.get(words.at(pair[0])), places.get(words.at(pair[1] - 1))
    return (first, last + 1) if first is not None and last is not None and first <= last else None
