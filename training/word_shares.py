"""How many wordings contain a word: `python -m training.word_shares CORPORA_DIR` writes `word_shares.csv`.

A wording is a sentence of news: of the articles of PolNeAR and Wikinews, and of the sentences of "Who blames
or endorses whom", NewsMTSC and FactAppeal, each corpus by its part *train* alone. Equal ones count once.
Words that are in 1 of 10,000 wordings or fewer are left out: they all weigh the same.
"""

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kg.archive.echoes.wordings import SHARES_NAME, WORDINGS, Wording, content_of, wording_of
from kg.text.text import Text

PATH = Path(__file__).parent.parent / "kg" / "data" / SHARES_NAME


def main() -> None:
    """Write the table, most frequent words first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path, help="the folder of the corpora")
    wordings = set(_wordings(parser.parse_args().corpora))
    counts = Counter(word for wording in wordings for word in set(content_of(wording)))
    shares = {word: WORDINGS * count / len(wordings) for word, count in counts.items()}
    with PATH.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("word", "wordings_in_10000"))
        for word, share in sorted(shares.items(), key=lambda one: (-one[1], one[0])):
            if round(share, 1) > 1:
                rows.writerow((word, f"{share:.1f}"))
    print(f"{len(wordings):,} wordings")


def _wordings(corpora: Path) -> Iterator[Wording]:
    return filter(None, map(wording_of, _sentences(corpora)))


def _sentences(corpora: Path) -> Iterator[str]:
    for path in sorted((corpora / "polnear" / "train" / "text").glob("*.txt")):
        yield from _split(path.read_text("utf-8"))
    for article in _json_lines(corpora / "wikinews" / "articles.jsonl"):
        if article["part"] == "train":
            yield from _split(article["text"])
    with (corpora / "dse" / "train.txt").open(encoding="utf-8") as lines:
        for line in lines:
            yield line.split("\t")[0].replace("[", "").replace("]", "")
    for row in _json_lines(corpora / "newsmtsc" / "train.jsonl"):
        yield row["sentence_normalized"]
    with (corpora / "factappeal" / "train.csv").open(encoding="utf-8", newline="") as file:
        for sentence in csv.DictReader(file):
            yield sentence["sentence"]


def _split(raw: str) -> Iterator[str]:
    for sentence in Text(raw).sentences:
        yield raw[sentence.start : sentence.end]


def _json_lines(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


if __name__ == "__main__":
    main()
