"""Accuracy of acts between two given actors: `python -m benchmarks.positions FILE.tsv` (PLV's format).

Prints precision, recall and F1 of every root act, and the macro-F1 over the root acts, over PLOVER's four
classes (verbal and material cooperation and conflict) and over cooperation and conflict. Whether there is a
position at all is not asked, since PLV has no sentences without one.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.plv import ActedSentence, read_acted_sentences
from kg.acts.scheme import read_scheme
from kg.errors import KgError
from kg.extract.settings import read_files, shipped_folder
from kg.extract.stances.pair_passages import marked_pair
from kg.extract.stances.stance_model import STANCE_FILES, StanceModel
from kg.model import Span
from kg.text.text import Text


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    arguments = parser.parse_args()
    model = StanceModel(read_files(shipped_folder(), STANCE_FILES))
    try:
        pairs = [(one.act, act_of(one, model)) for one in read_acted_sentences(arguments.file)]
    except KgError as error:
        sys.exit(str(error))
    scheme = read_scheme()
    classes = {act: scheme.categories[one.category] for act, one in scheme.acts.items()}
    roots = scores(pairs)
    print(f"{len(pairs)} sentences\n\n{'root act':<22}precision  recall    F1   gold")
    for act, (precision, recall, f1, gold) in sorted(roots.items()):
        print(f"{act:<22}{precision:9.3f}{recall:8.3f}{f1:6.3f}{gold:7}")
    print(f"\nmacro-F1, {len(roots)} root acts      {macro(roots):.3f}")
    print(f"macro-F1, four classes       {macro(scores(_renamed(pairs, classes.__getitem__))):.3f}")
    two = _renamed(pairs, lambda act: classes[act].split()[-1])
    print(f"macro-F1, cooperation/conflict {macro(scores(two)):.3f}")


def act_of(sentence: ActedSentence, model: StanceModel) -> str:
    """The most probable act of the source of `sentence` toward its target, by the verifier."""
    words = Text(sentence.text).words
    if not len(words):
        return model.settings.acts[0]

    def phrase(span: Span) -> tuple[int, int]:
        return words.at(span.start), words.at(span.end - 1) + 1

    pair = marked_pair(words.texts, phrase(sentence.source), phrase(sentence.target))
    _, acts, _ = model.verify([pair])
    return model.settings.acts[int(acts[0].argmax())]


def scores(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[float, float, float, int]]:
    """Precision, recall, F1 and number of gold items of each class, from pairs of gold and found classes."""
    counts = Counter(pairs)
    gold, found = Counter[str](), Counter[str]()
    for (wanted, given), count in counts.items():
        gold[wanted] += count
        found[given] += count
    table = {}
    for name, count in gold.items():
        right = counts[name, name]
        f1 = 2 * right / (count + found[name])
        table[name] = (right / found[name] if found[name] else 0.0, right / count, f1, count)
    return table


def macro(table: dict[str, tuple[float, float, float, int]]) -> float:
    """The mean F1 of the classes of `scores`; 0 if there are none."""
    return sum(f1 for _, _, f1, _ in table.values()) / len(table) if table else 0.0


def _renamed(pairs: list[tuple[str, str]], rename: Callable[[str], str]) -> list[tuple[str, str]]:
    return [(rename(gold), rename(found)) for gold, found in pairs]


if __name__ == "__main__":
    main()
