"""Cost and precision of finding echoes: `python -m benchmarks.echoes [STATEMENTS.jsonl] [--sample]`.

Archives of 1,000 to 100,000 statements are generated from phrases of the given statements (written by `kg
extract`; by default those of the articles in `seeds/`). They have the same common words, more rare words the
larger the archive (Heaps 1978), and dates within one year; one statement in ten is an echo that lacks a part.
For the smallest archive, every pair is compared as well. With `--sample`, the echoes among the given
statements are compared with `echoes.csv`: pairs from PolNeAR train and dev that were judged by hand.
"""

import argparse
import csv
import json
import random
import time
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import combinations, islice
from pathlib import Path
from string import ascii_lowercase
from tempfile import TemporaryDirectory
from typing import Any

from networkx.utils import UnionFind

from kg.archive.echoes.echo_index import EchoIndex
from kg.archive.echoes.likeness import compare
from kg.archive.echoes.wordings import wording_of
from kg.archive.ledger.connection import open_rows
from kg.errors import KgError
from kg.model import Actor, ActorMention, ActorType, Article, ArticleReading, Manner, Span, Statement
from kg.pipeline import Knowledge, read_article
from kg.records import to_record
from kg.text.article_files import read_articles

SIZES = (1_000, 10_000, 100_000)
PORTION = 1_000
SAMPLE_PATH = Path(__file__).parent / "echoes.csv"
_SEEDS = Path(__file__).parent.parent / "seeds"
_FIRST_DAY = date(2020, 1, 1)
_ECHO_SHARE = 0.1
# An echo has at least this share of the statement's words.
_LEAST_PART = 0.6
# Words that are taken together when a statement is generated.
_PHRASE = 4

Report = tuple[Statement, date | None]
Place = tuple[str, int]


def main() -> None:
    """Print seconds, compared pairs and found echoes for each size; with `--sample`, precision and recall."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("statements", nargs="?", type=Path, help="output of `kg extract`")
    parser.add_argument("--sample", action="store_true", help="compare the echoes with echoes.csv")
    arguments = parser.parse_args()
    records = _read(arguments.statements) if arguments.statements else _own_records()
    if arguments.sample:
        _check(records)
    else:
        _measure([record["text"].split() for record in records])


def _measure(texts: list[list[str]]) -> None:
    for size in SIZES:
        archive, planted = generated_archive(texts, size)
        started = time.process_time()
        found, compared = _find(archive)
        spent = time.process_time() - started
        # Two copies of one statement are each linked with the first of the three, not with each other.
        groups = UnionFind()
        for pair in found:
            groups.union(*pair)
        together = sum(groups[one] == groups[other] for one, other in planted)
        print(
            f"{size:7,} statements: {spent:6.2f} s, {1e6 * spent / size:4.0f} µs each; "
            f"{compared:9,} pairs compared, {compared / size:4.1f} each, "
            f"{2 * compared / (size * (size - 1)):.2e} of all; "
            f"{len(found):,} echoes, {together / len(planted):.0%} of those put in"
        )
        if size == SIZES[0]:
            every = _every_pair(archive)
            print(f"        every pair of these: {every:6.2f} s, {every / spent:.0f} times as long")


def _find(archive: list[Report]) -> tuple[list[tuple[str, str]], int]:
    """The pairs of echoes in an archive that is added in portions, and the number of pairs compared."""
    articles: dict[str, list[Report]] = defaultdict(list)
    for statement, day in archive:
        articles[statement.article].append((statement, day))
    pairs: set[tuple[str, str]] = set()
    with TemporaryDirectory() as folder, open_rows(Path(folder)) as rows:
        index = EchoIndex(rows)
        waiting = iter(articles.items())
        while portion := list(islice(waiting, PORTION)):
            with rows.transaction():
                for article, reports in portion:
                    published = reports[0][1]
                    statements = tuple(statement for statement, _ in reports)
                    known = Article(article, "", (), published_on=published)
                    index.replace(article, ArticleReading(known, statements, ()))
                changes = index.settle()
            pairs = (pairs - changes.gone.pairs.keys()) | changes.new.pairs.keys()
    return sorted(pairs), index.compared


def generated_archive(texts: list[list[str]], size: int) -> tuple[list[Report], set[tuple[str, str]]]:
    """`size` statements with their days, and the pairs of identifiers that are echoes by construction."""
    draw = random.Random(size)
    counts = Counter(word for text in texts for word in text)
    kinds = int(size**0.5)
    speakers = list(range(max(1, size // 10)))
    weights = [1 / (rank + 1) for rank in speakers]
    archive: list[Report] = []
    planted: set[tuple[str, str]] = set()
    for number, speaker in enumerate(draw.choices(speakers, weights, k=size)):
        name = f"st-{number:09}"
        if archive and draw.random() < _ECHO_SHARE:
            original, day = draw.choice(archive)
            said = original.text.split()
            part = said[: max(1, round(len(said) * draw.uniform(_LEAST_PART, 1)))]
            assert original.speaker is not None
            assert day is not None
            archive.append((_statement(name, part, original.speaker.actor.id), day + timedelta(days=1)))
            planted.add((original.id, name))
            continue
        length = len(draw.choice(texts))
        chosen = [word for _ in range(0, length, _PHRASE) for word in _phrase(draw, texts)][:length]
        text = [_rare(word, draw.randrange(kinds)) if counts[word] == 1 else word for word in chosen]
        day = _FIRST_DAY + timedelta(days=draw.randrange(365))
        archive.append((_statement(name, text, f"speaker-{speaker}"), day))
    return archive, planted


def _phrase(draw: random.Random, texts: list[list[str]]) -> list[str]:
    """A few neighbouring words."""
    text = draw.choice(texts)
    start = draw.randrange(len(text))
    return text[start : start + _PHRASE]


def _rare(word: str, kind: int) -> str:
    """An invented word that is as rare as `word`."""
    letters = ""
    while kind:
        kind, letter = divmod(kind, len(ascii_lowercase))
        letters += ascii_lowercase[letter]
    return letters + word


def _statement(name: str, words: list[str], speaker: str) -> Statement:
    actor = Actor(speaker, speaker, ActorType.PERSON)
    return Statement(
        id=name,
        article=name,
        text=" ".join(words),
        content=(Span(0, 1),),
        cue=None,
        source=(),
        source_inherited=False,
        manner=Manner.DIRECT,
        confidence=1.0,
        speaker=ActorMention(Span(0, 1), speaker, actor),
    )


def _every_pair(archive: list[Report]) -> float:
    """Seconds for the comparison of every pair."""
    started = time.process_time()
    wordings = [wording_of(statement.text) for statement, _ in archive]
    for one, other in combinations(wordings, 2):
        compare(one, other, least_share=0.6)
    return time.process_time() - started


def _check(records: list[dict[str, Any]]) -> None:
    """Print precision and recall over the pairs that were judged by hand."""
    archive: list[Report] = []
    places: dict[str, Place] = {}
    for record in records:
        published = record["published_on"]
        archive.append((_of_record(record), date.fromisoformat(published) if published else None))
        places[record["id"]] = _place(record["document"], record["content"][0]["start"])
    found = {frozenset((places[one], places[other])) for one, other in _find(archive)[0]}
    with SAMPLE_PATH.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    read = {
        frozenset((_place(row["one"], int(row["start"])), _place(row["other"], int(row["other_start"])))): row
        for row in rows
    }
    judged = [row for pair, row in read.items() if pair in found]
    print(f"{len(found)} pairs linked, {len(judged)} of them judged by hand")
    for name in ("tuning", "check"):
        right = [row["right"] == "yes" for row in judged if row["set"] == name]
        print(f"{name:6} precision {sum(right)}/{len(right)} = {sum(right) / max(1, len(right)):.1%}")
    all_right = sum(row["right"] == "yes" for row in rows)
    linked = sum(row["right"] == "yes" for row in judged)
    print(f"recall over the judged pairs {linked}/{all_right} = {linked / all_right:.1%}")


def _place(document: str, start: int) -> Place:
    return Path(document).name, start


def _of_record(record: dict[str, Any]) -> Statement:
    """The statement of a record, with the fields that finding echoes needs."""
    speaker = record["speaker"]
    actor = speaker and Actor(speaker["id"], speaker["name"], ActorType(speaker["type"]))
    return Statement(
        id=record["id"],
        article=record["document"],
        text=record["text"],
        content=tuple(Span(span["start"], span["end"]) for span in record["content"]),
        cue=None,
        source=(),
        source_inherited=False,
        manner=Manner(record["manner"]),
        confidence=record["confidence"],
        speaker=ActorMention(Span(0, 1), speaker["name"], actor) if speaker else None,
    )


def _read(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _own_records() -> list[dict[str, Any]]:
    knowledge = Knowledge()
    return [
        to_record(statement, article)
        for article in read_articles([str(_SEEDS)], _fail)
        for statement in read_article(article, knowledge)[0].statements
    ]


def _fail(error: KgError) -> None:
    raise error


if __name__ == "__main__":
    main()
