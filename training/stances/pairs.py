"""Pairs as examples for the verifier: those that the stance model finds likely, and what readers say of them.

The stance model is run on the statements, so the verifier is taught on what it will read. A pair is a
position of the readers if its target shares half of the words with one of theirs, or has the same head.
Positions that the model does not find are examples, too.
"""

from collections.abc import Iterable, Iterator

from kg.extract.stances.candidates import Phrase, overlap
from kg.extract.stances.pair_passages import marked_pair, pair_passage
from kg.extract.stances.passages import Passage
from kg.extract.stances.stance_model import StanceModel
from kg.extract.stances.stance_reader import ReadPassage, likely_pairs, read_passages
from kg.model import Layer
from kg.text.words import Words
from training.stances.examples import Example, Pair
from training.stances.positions import Annotated, AnnotatedText, nearest_phrase, pair_of, phrase_at

LIKELY = {Layer.SPEECH: -3.2, Layer.CONTENT: -0.5}
"""The least logit of the pair head of the pairs that the verifier reads."""
# The weight of a pair that only overlaps with a position: "the talks" in "end the talks".
_BESIDE = 0.7


def marked_pairs(example: Example) -> Iterator[Example]:
    """Each pair of a sentence with holder and target marked, and nothing else."""
    for pair in example.pairs:
        marks = marked_pair(example.texts, pair.holder, pair.target).marks
        yield Example(example.texts, [pair], marks=marks, name=example.name)


def likely_examples(texts: Iterable[AnnotatedText], model: StanceModel) -> Iterator[Example]:
    """The likely pairs and the annotated positions of statements, one example each."""
    for one in texts:
        attributions = [statement.attribution for statement in one.statements]
        passages = read_passages(attributions, one.text, [], model)
        for layer in Layer:
            likely: dict[int, list[tuple[Phrase, Phrase]]] = {}
            for read, pair in likely_pairs(passages, layer, model, least=LIKELY[layer]):
                likely.setdefault(id(read), []).append((pair.holder, pair.target))
            for read in passages:
                statement = one.statements[read.attribution]
                if layer in statement.layers and (layer is Layer.CONTENT or read.passage.source is not None):
                    yield from _examples(
                        statement, read, layer, likely.get(id(read), []), one.text.words, one.name
                    )


def _examples(
    statement: Annotated,
    read: ReadPassage,
    layer: Layer,
    likely: list[tuple[Phrase, Phrase]],
    words: Words,
    name: str,
) -> Iterator[Example]:
    wanted = list(_wanted(statement, read.passage, layer, words))
    found = set()
    for holder, target in likely:
        near = [
            one
            for one in wanted
            if overlap(one.holder, holder) and nearest_phrase(read.texts, one.target, [target]) is not None
        ]
        found.update(one.target for one in near)
        beside = any(overlap(one.target, target) for one in wanted)
        pair = (
            Pair(holder, target, near[0].sure, near[0].act, near[0].polarity, near[0].weight, layer)
            if near
            else Pair(holder, target, 0.0, weight=_BESIDE if beside else 1.0, layer=layer)
        )
        yield _example(pair, read.passage, words, name)
    for one in wanted:
        if one.target not in found:
            yield _example(one, read.passage, words, name)


def _wanted(statement: Annotated, passage: Passage, layer: Layer, words: Words) -> Iterator[Pair]:
    """The annotated positions in a passage."""
    places = {number: place for place, number in enumerate(passage.numbers)}
    for position in statement.positions:
        if Layer(position["layer"]) is not layer:
            continue
        target = phrase_at(position["target"], words, places)
        holder = passage.source if layer is Layer.SPEECH else phrase_at(position["holder"], words, places)
        if target is not None and holder is not None and not overlap(target, holder):
            yield pair_of(position, holder, target)


def _example(pair: Pair, passage: Passage, words: Words, name: str) -> Example:
    own = pair_passage(passage, pair.holder, pair.target, pair.layer, words)
    placed = Pair(own.holder, own.target, pair.sure, pair.act, pair.polarity, pair.weight, pair.layer)
    return Example(own.texts, [placed], marks=own.marks, name=name)
