"""Who is for or against whom, two entities given: `python -m benchmarks.directed FILE.txt`.

The format and the classes are those of directed sentiment (Park, Mellon and Rioux, Findings of ACL 2021, “Who
Blames or Endorses Whom?”). A line has the sentence with both entities in brackets, the entities p and q, and
the label: 0 neither, 1 p is for q, 2 q is for p, 3 p is against q, 4 q is against p. Prints precision, recall
and F1 of each class and their macro-F1.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.positions import macro, scores
from kg.extract.settings import read_files, shipped_folder
from kg.extract.stances.pair_passages import marked_pair
from kg.extract.stances.passages import UNMARKED
from kg.extract.stances.stance_model import STANCE_FILES, StanceModel
from kg.model import Layer, Polarity, Span
from kg.text.text import Text

NEITHER = 0
P_FOR_Q, Q_FOR_P, P_AGAINST_Q, Q_AGAINST_P = range(1, 5)
_BRACKETED = re.compile(r"\[([^\[\]]*)\]")
# More likely than not; lower bounds were no better on the part `valid`.
_LEAST_LOGIT = 0.0


@dataclass(frozen=True, slots=True)
class DirectedSentence:
    """A sentence with the spans of its two entities (code points) and its label."""

    text: str
    p: Span
    q: Span
    label: int


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    arguments = parser.parse_args()
    model = StanceModel(read_files(shipped_folder(), STANCE_FILES))
    try:
        sentences = list(read_directed_sentences(arguments.file))
    except OSError as error:
        sys.exit(f"{arguments.file} cannot be read: {error.strerror}.")
    table = scores((str(one.label), str(label_of(one, model))) for one in sentences)
    print(f"{len(sentences)} sentences\n\nclass  precision  recall    F1   gold")
    for label, (precision, recall, f1, gold) in sorted(table.items()):
        print(f"{label:<6}{precision:10.3f}{recall:8.3f}{f1:6.3f}{gold:7}")
    print(f"\nmacro-F1 {macro(table):.3f}")


def read_directed_sentences(path: Path) -> Iterator[DirectedSentence]:
    """The sentences of a file, in order, without those where the brackets do not enclose two entities."""
    for line in path.read_text("utf-8").splitlines():
        marked, *_, label = line.split("\t")
        places, text, last = [], "", 0
        for match in _BRACKETED.finditer(marked):
            text += marked[last : match.start()]
            places.append(Span(len(text), len(text) + len(match[1])))
            text += match[1]
            last = match.end()
        text += marked[last:]
        if len(places) == 2 and all(place.start < place.end for place in places):
            yield DirectedSentence(text, places[0], places[1], int(label))


def label_of(sentence: DirectedSentence, model: StanceModel) -> int:
    """The label by the verifier: the direction with the higher logit, if that is high enough."""
    label, (_, verified) = likeliest_label(sentence, model)
    return label if verified >= _LEAST_LOGIT else NEITHER


def likeliest_label(sentence: DirectedSentence, model: StanceModel) -> tuple[int, tuple[float, float]]:
    """The likelier direction as a label, and its logits by pair head and verifier."""
    words = Text(sentence.text).words
    p, q = ((words.at(one.start), words.at(one.end - 1) + 1) for one in (sentence.p, sentence.q))
    states = model.read([(words.texts, [UNMARKED] * len(words))])
    column = list(Layer).index(Layer.CONTENT)
    head = model.score(states, [(0, p, q), (0, q, p)])[0][:, column]
    taken, _, signs = model.verify([marked_pair(words.texts, p, q), marked_pair(words.texts, q, p)])
    direction = int(taken[:, column].argmax())
    names = model.settings.polarities
    is_for = (
        signs[direction, names.index(Polarity.SUPPORTS)] > signs[direction, names.index(Polarity.OPPOSES)]
    )
    label = ((P_FOR_Q, Q_FOR_P) if is_for else (P_AGAINST_Q, Q_AGAINST_P))[direction]
    return label, (float(head[direction]), float(taken[direction, column]))


if __name__ == "__main__":
    main()
