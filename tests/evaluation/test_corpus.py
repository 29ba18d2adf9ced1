"""The annotated articles of `corpus/`: every span is in its text, and both readers have the same articles."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kg.evaluation.corpus import annotated_ends, read_names, read_statements
from kg.model import StatementKind, Unsaid

CORPUS = Path(__file__).parents[2] / "corpus"
FILES = ("train.jsonl", "dev.jsonl", "dev-second.jsonl")


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CORPUS / name).read_text(encoding="utf-8").splitlines()]


def text_of(document: str) -> str:
    return (CORPUS / "texts" / document).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FILES)
def test_every_span_has_the_words_of_its_text(name: str) -> None:
    for row in rows(name):
        text = text_of(row["document"])
        for span in (*row["source"], *row["content"], *([row["cue"]] if row["cue"] else [])):
            assert span["text"] == text[span["start"] : span["end"]] != ""


@pytest.mark.parametrize("name", ["names.jsonl", "names-second.jsonl"])
def test_names_do_not_overlap(name: str) -> None:
    for row in rows(name):
        spans = row["names"]
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
        assert all(0 <= start < end <= len(text_of(row["document"])) for start, end, _ in spans)


def test_the_statements_of_a_part_are_of_its_articles() -> None:
    parts = {row["document"]: row["part"] for row in rows("articles.jsonl")}
    assert set(parts) == {path.name for path in (CORPUS / "texts").iterdir()}
    for name, part in (("train.jsonl", "train"), ("dev.jsonl", "dev"), ("dev-second.jsonl", "dev")):
        assert {parts[row["document"]] for row in rows(name)} == {part}


def test_an_unsaid_statement_of_the_corpus_as_it_is_read() -> None:
    document = "2019-02-11_thai-political-party-withdraws-nomination-of-princess-for-pr.txt"
    unsaid = [one for one in read_statements(CORPUS / "dev.jsonl")[document] if one.unsaid is Unsaid.NEGATED]
    (candidate,) = [
        one for one in unsaid if one.content[0].of(text_of(document)).startswith("whom they would")
    ]
    assert candidate.kind is StatementKind.SPEECH


def test_names_and_ends_by_document() -> None:
    names = read_names(CORPUS / "names.jsonl")
    assert {name.kind for found in names.values() for name in found} == {"person", "organisation", "place"}
    ends = annotated_ends(CORPUS / "articles.jsonl")
    assert all(0 < end < len(text_of(document)) for document, end in ends.items())
