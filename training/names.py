"""Hand-annotated names: Universal NER (English EWT) and CrossNER (politics)."""

from collections.abc import Iterator
from pathlib import Path

from kg.text.text import Text
from training.examples import Example, label_names

_CROSSNER_KINDS = {
    "politician": "person",
    "person": "person",
    "organisation": "organisation",
    "politicalparty": "organisation",
    "country": "place",
    "location": "place",
    "event": "other",
    "election": "other",
    "misc": "other",
}
_UNER_KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place"}
# So many sentences are joined to one text, so that windows are about as full as those of articles.
_SENTENCES = 10

Sentence = list[tuple[str, str]]


def read_names(folder: Path) -> Iterator[Example]:
    """All examples of the corpora below `folder` (the `ner` folder of the corpora)."""
    for path in sorted((folder / "uner_ewt").glob("*.iob2")):
        rows = _sentences(path, word=1, tag=2)
        yield from _examples(path.stem, rows, _UNER_KINDS, ("other", "date"))
    for path in sorted((folder / "crossner_politics").glob("*.txt")):
        yield from _examples(
            f"crossner-{path.stem}", _sentences(path, word=0, tag=1), _CROSSNER_KINDS, ("date",)
        )


def _sentences(path: Path, *, word: int, tag: int) -> Iterator[Sentence]:
    sentence: Sentence = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        fields = line.split("\t")
        if not line.strip() and sentence:
            yield sentence
            sentence = []
        elif line.strip() and not (line.startswith("# ") and len(fields) == 1):
            sentence.append((fields[word], fields[tag]))


def _examples(
    name: str, sentences: Iterator[Sentence], kinds: dict[str, str], hidden: tuple[str, ...]
) -> Iterator[Example]:
    rows = list(sentences)
    for first in range(0, len(rows), _SENTENCES):
        text = ""
        entities: list[tuple[int, int, str]] = []
        for word, tag in (pair for row in rows[first : first + _SENTENCES] for pair in row):
            kind = kinds.get(tag[2:])
            if kind and tag.startswith("I-") and entities:
                entities[-1] = (entities[-1][0], len(text) + len(word), kind)
            elif kind:
                entities.append((len(text), len(text) + len(word), kind))
            text += word + " "
        words = Text(text).words
        names = label_names(words, entities)
        yield Example(f"{name}-{first}", words, names=names, hidden_kinds=hidden, silver=False)
