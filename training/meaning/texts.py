"""Texts of news for the model of meaning: sentences, what is said in them with who says it, and questions."""

import csv
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])")
_WORDS = 4, 60
_ASKING = (
    "who said {}?", "Who says that {}?", "who thinks {}", "did anyone say {}?", "who denied that {}?",
    "Why {}?", "when did they say {}", "what did {name} say about {}?", "What has {name} said on {}?",
    "who is against {}?", "is it true that {}?", "how many {}?", "who warned of {}", "who accused {}",
    "which officials talked about {}?", "where did {name} say {}?", "{}",
)  # fmt: skip
_NAME = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)+\b")


def texts_of(corpora: Path, seed: int) -> list[str]:
    """Texts of the training parts of the corpora in `corpora`, each once, in an order that `seed` gives."""
    chance = random.Random(seed)
    found: list[str] = []
    for sentence in dict.fromkeys(_sentences(corpora)):
        found += [sentence, _asked(sentence, chance)]
    found = list(dict.fromkeys(found))
    chance.shuffle(found)
    return found


def _asked(sentence: str, chance: random.Random) -> str:
    """A question that some words of a sentence answer."""
    words = sentence.rstrip('.!?”"').split()
    length = chance.randint(2, min(12, len(words)))
    start = chance.randint(0, len(words) - length)
    part = " ".join(words[start : start + length])
    name = _NAME.search(sentence)
    return chance.choice(_ASKING).replace("{name}", name[0] if name else "he").replace("{}", part)


def _sentences(corpora: Path) -> Iterator[str]:
    for text in _articles(corpora):
        for paragraph in text.splitlines():
            for sentence in _SENTENCE.split(paragraph.strip()):
                if _WORDS[0] <= sentence.count(" ") < _WORDS[1]:
                    yield sentence


def _articles(corpora: Path) -> Iterator[str]:
    for path in sorted((corpora / "polnear" / "train" / "text").glob("*.txt")):
        yield path.read_text(encoding="utf-8")
    for line in (corpora / "wikinews" / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["part"] == "train":
            yield row["text"]
    for line in (corpora / "newsmtsc" / "train.jsonl").read_text(encoding="utf-8").splitlines():
        yield str(json.loads(line)["sentence_normalized"])
    with (corpora / "factappeal" / "train.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["sentence"]
