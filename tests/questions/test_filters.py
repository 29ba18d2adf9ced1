"""The same filters in every method of a dataset."""

from collections.abc import Callable
from typing import Any

import pytest

import kg
from kg.questions.dataset import Dataset
from kg.questions.filters import parse_filters, parse_number
from tests.builders import make_store
from tests.with_statements import BENEFITS, DANGER, HIT, POSTS, statement_quads

ERDOGAN, CAVUSOGLU, OKTAY, ASLAN = (
    "Recep Tayyip Erdogan",
    "Mevlut Cavusoglu",
    "Fuat Oktay",
    "Murat Aslan",
)
AGREE, DETERMINED, NOTHING = "they agree", "Turkey is determined", "nothing is new"
OFFICIALS = "Turkish defense officials"

CASES: list[tuple[dict[str, Any], set[str]]] = [
    ({"speaker": "Erdoğan"}, {HIT}),
    # What a group said its members said.
    ({"speaker": "Russian government"}, {AGREE}),
    ({"about": "Idlib"}, {POSTS}),
    ({"about": "danger"}, {DANGER}),
    ({"about": "Astana", "speaker": "Aslan"}, {DANGER}),
    ({"to": "NTV"}, {DETERMINED}),
    ({"to": "reporters"}, {BENEFITS}),
    # Erdogan spoke two days before his words were published.
    ({"since": "2020-02-09"}, {AGREE, POSTS}),
    ({"until": "2020-02-09"}, {HIT}),
    ({"since": "2020-02-08", "until": "2020-02-10"}, {HIT, AGREE, POSTS}),
    ({"min_confidence": 0.9, "about": "Idlib"}, {POSTS}),
    ({"min_confidence": 0.91}, set()),
    ({"kind": "act"}, set()),
]


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return Dataset(make_store(statement_quads()))


@pytest.mark.parametrize(("filters", "said"), CASES, ids=[str(filters) for filters, _ in CASES])
def test_statements_are_taken_by_each_filter(
    dataset: Dataset, filters: dict[str, Any], said: set[str]
) -> None:
    found = dataset.statements(**filters)
    assert {one.text.removeprefix("that ") for one in found} == said
    rows = dataset.query("who-said-what", **filters)
    assert {str(row["said"]).removeprefix("that ") for row in rows} == said
    counted = [row["statements"] for row in dataset.actors(**filters)]
    assert sum(map(int, map(str, counted))) == len(said)


ANSWERS: list[tuple[Callable[[Dataset], Any], list[Any]]] = [
    (lambda graph: [row["actor"] for row in graph.actors(about="Astana")], [CAVUSOGLU, ASLAN]),
    (lambda graph: [row["actor"] for row in graph.actors(until="2020-02-09")], [ERDOGAN]),
    (lambda graph: [row["agreement"] for row in graph.agreements(speaker="Aslan")], ["Astana process"]),
    (lambda graph: [row["agreement"] for row in graph.agreements(since="2020-02-09")], []),
    (lambda graph: [row["agreement"] for row in graph.agreements(to="NTV")], []),
    (lambda graph: [row["article"] for row in graph.query("articles", speaker="Oktay")], ["b.txt"]),
    (lambda graph: [row["said"] for row in graph.ask("who said what", to="NTV")], [DETERMINED]),
]


@pytest.mark.parametrize(("answer", "expected"), ANSWERS)
def test_other_answers_take_the_same_filters(
    dataset: Dataset, answer: Callable[[Dataset], Any], expected: list[Any]
) -> None:
    assert sorted(answer(dataset)) == sorted(expected)


def test_a_network_has_the_statements_that_are_taken(dataset: Dataset) -> None:
    nodes = dataset.to_networkx(speaker="Oktay").nodes(data=True)
    assert [data["label"] for _, data in nodes if data["kind"] == "statement"] == [DETERMINED]


def test_what_has_no_day_is_told(dataset: Dataset) -> None:
    left_out = ["Left out because neither their day nor that of publication is known: 4 statements."]
    assert dataset.statements(until="2020-02-09").notes == left_out
    assert dataset.actors(since="2020-02-09").notes == left_out
    assert dataset.statements(since="2020-02-09", speaker="Erdogan").notes == []


def test_a_limit_leaves_the_first_rows_and_tells_how_many_there_are(dataset: Dataset) -> None:
    every, two = dataset.statements(), dataset.statements(limit=2)
    assert [one.id for one in two] == [one.id for one in every][:2]
    assert two.notes == ["The first 2 of 7 statements."]
    table = dataset.actors(limit=3)
    assert table.rows == dataset.actors().rows[:3]
    assert table.notes == ["The first 3 of 7 rows."]
    assert dataset.actors(limit=7).notes == []
    assert len(dataset.ask("who said what", limit=1)) == 1


@pytest.mark.parametrize(
    ("filters", "reason"),
    [
        ({"speaker": "Nemo Nobody"}, "is called “Nemo Nobody”"),
        ({"since": "spring"}, "“spring” is not a date"),
        ({"min_confidence": 2}, "“2” is not a number from 0 to 1"),
    ],
)
def test_what_a_filter_cannot_take(dataset: Dataset, filters: dict[str, Any], reason: str) -> None:
    for ask in (dataset.statements, dataset.actors, dataset.agreements, dataset.positions):
        with pytest.raises(kg.UsageError, match=reason):
            ask(**filters)


def test_filters_as_text() -> None:
    assert parse_filters({"speaker": "X", "min_confidence": "0.5"}) == {"speaker": "X", "min_confidence": 0.5}
    assert parse_number("limit", "12") == 12
    for text in ("0", "-1", "many", "²", ""):
        with pytest.raises(kg.UsageError, match="“limit” is a number from 1 on"):
            parse_number("limit", text)
    for text in ("nan", "2", "much"):
        with pytest.raises(kg.UsageError, match="“min_confidence” is a number from 0 to 1"):
            parse_filters({"min_confidence": text})
