"""Texts of news for the model of meaning: paragraphs after the title of their article, and short texts.

Short texts are sentences, and questions that words of a sentence answer.
"""

import csv
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.question_set import read_article_names
from kg.extract.meaning import LONGEST_TITLE
from kg.model import Span
from kg.text.simple_sentences import simple_sentences

_WORDS = 4, 60
_LONGEST = 700
_ASKING = (
    "who said {}?", "Who says that {}?", "who thinks {}", "did anyone say {}?", "who denied that {}?",
    "Why {}?", "when did they say {}", "what did {name} say about {}?", "What has {name} said on {}?",
    "who is against {}?", "is it true that {}?", "how many {}?", "who warned of {}", "who accused {}",
    "which officials talked about {}?", "where did {name} say {}?", "{}",
)  # fmt: skip
_NAME = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)+\b")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text, and the places of its sentences whose meaning is learned; a short text is one, all of it."""

    text: str
    sentences: tuple[Span, ...]
    is_short: bool = False


def passages_of(corpora: Path, *, paragraphs: int, short: int, seed: int) -> list[Passage]:
    """So many passages of the training parts in `corpora`, drawn at random, in an order that `seed` gives."""
    chance = random.Random(seed)
    with_title = list(dict.fromkeys(_paragraphs(corpora)))
    chance.shuffle(with_title)
    texts: list[str] = []
    for sentence in dict.fromkeys(_sentences(corpora)):
        texts += [sentence, _asked(sentence, chance), _asked(sentence, chance)]
    texts = list(dict.fromkeys(texts))
    chance.shuffle(texts)
    found = [
        *with_title[:paragraphs],
        *(Passage(text, (Span(0, len(text)),), is_short=True) for text in texts[:short]),
    ]
    chance.shuffle(found)
    return found


def _paragraphs(corpora: Path) -> Iterator[Passage]:
    for text in _articles(corpora):
        title = text.strip().partition("\n")[0][:LONGEST_TITLE]
        opening = f"{title}. "
        for paragraph in text.splitlines():
            if _WORDS[0] <= paragraph.count(" ") and len(paragraph) <= _LONGEST:
                inside = simple_sentences(paragraph)
                places = (Span(len(opening) + one.start, len(opening) + one.end) for one in inside)
                yield Passage(opening + paragraph, tuple(places))


def _asked(sentence: str, chance: random.Random) -> str:
    """A question that some words of a sentence answer."""
    words = sentence.rstrip('.!?”"').split()
    length = chance.randint(2, min(12, len(words)))
    start = chance.randint(0, len(words) - length)
    part = " ".join(words[start : start + length])
    name = _NAME.search(sentence)
    return chance.choice(_ASKING).replace("{name}", name[0] if name else "he").replace("{}", part)


def _sentences(corpora: Path) -> Iterator[str]:
    for text in (*_articles(corpora), *_single_sentences(corpora)):
        for paragraph in text.splitlines():
            for place in simple_sentences(paragraph):
                sentence = place.of(paragraph).strip()
                if _WORDS[0] <= sentence.count(" ") < _WORDS[1]:
                    yield sentence


def _articles(corpora: Path) -> Iterator[str]:
    """Articles of PolNeAR, without those that the benchmark of questions asks about."""
    asked = {one.name for one in read_article_names()}
    for path in sorted((corpora / "polnear" / "train" / "text").glob("*.txt")):
        if path.name not in asked:
            yield path.read_text(encoding="utf-8")


def _single_sentences(corpora: Path) -> Iterator[str]:
    for line in (corpora / "newsmtsc" / "train.jsonl").read_text(encoding="utf-8").splitlines():
        yield str(json.loads(line)["sentence_normalized"])
    with (corpora / "factappeal" / "train.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["sentence"]
