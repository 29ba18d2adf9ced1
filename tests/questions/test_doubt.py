"""Questions where it is unsure who said something: nobody is named, and who it may be is one step away."""

import pytest
from pyoxigraph import Store

from kg.graph.reader.graph_counts import count_articles, list_articles
from kg.graph.reader.selecting import Iri
from kg.graph.reader.statement_rows import read_statements
from kg.graph.vocabulary import node
from kg.questions.canned import run_canned
from kg.questions.choosing import candidates_table
from kg.questions.dataset import Dataset
from tests.builders import make_store
from tests.with_doubt import GONE, OPEN, SAFE, SMITH, STATEMENTS, doubt_quads

MAY_BE = "John Smith (0.475) or Paul Jones (0.305) or Sam Brown (0.22)"


@pytest.fixture(scope="module")
def store() -> Store:
    return make_store(doubt_quads())


def test_an_answer_has_both_confidences_and_the_candidates(store: Store) -> None:
    found = [
        (row["said"], row["speaker"], row["confidence"], row["speaker_confidence"], row["candidates"])
        for row in Dataset(store).query("who-said-what")
    ]
    assert found == [
        (SAFE, None, 0.9, None, MAY_BE),
        (GONE, "John Smith", 0.9, 0.88, None),
        (OPEN, None, 0.9, None, None),
    ]
    assert [
        row["candidates"] for row in run_canned(store, "statements-in-article", {"article": "a.txt"})
    ] == [
        MAY_BE,
        None,
        None,
    ]


def test_who_asks_what_somebody_said_gets_only_what_is_sure(store: Store) -> None:
    assert [one.text for one in Dataset(store).statements(speaker="John Smith")] == [GONE]
    assert [row["said"] for row in Dataset(store).ask("what did John Smith say")] == [GONE]
    answer = run_canned(store, "statements-by-speaker", {"speaker": "John Smith"})
    assert [(row["said"], row["speaker_confidence"]) for row in answer] == [(GONE, 0.88)]


def test_counts_are_of_what_is_sure(store: Store) -> None:
    counts = count_articles(store, (one.iri for one in list_articles(store)))
    assert counts.said == {Iri(node("actor", SMITH.id).value): 1}
    assert [(row["actor"], row["statements"]) for row in Dataset(store).actors()] == [("John Smith", 1)]
    graph = Dataset(store).to_networkx()
    assert [kind for _, _, kind in graph.edges(data="kind")] == ["said"]


@pytest.mark.parametrize(
    ("values", "candidates"),
    [
        ({}, [("John Smith", 0.475), ("Paul Jones", 0.305), ("Sam Brown", 0.22)]),
        ({"candidate": "Paul Jones"}, [("Paul Jones", 0.305)]),
        ({"candidate": "Sam Brown", "about": "money"}, []),
        ({"kind": "attitude"}, []),
    ],
)
def test_who_may_have_said_it(
    store: Store, values: dict[str, str], candidates: list[tuple[str, float]]
) -> None:
    answer = list(run_canned(store, "unsure", values))
    assert [(row["candidate"], row["speaker_confidence"]) for row in answer] == candidates
    assert {row["said"] for row in answer} <= {SAFE}


def test_the_reader_has_candidates_only_of_the_unsure_one(store: Store) -> None:
    iris = {name: Iri(node("statement", one.id).value) for name, one in STATEMENTS.items()}
    read = read_statements(store, iris.values())
    found = {
        name: [(one.node.name, one.confidence) for one in read[iri].candidates] for name, iri in iris.items()
    }
    assert found == {
        "unsure": [("John Smith", 0.475), ("Paul Jones", 0.305), ("Sam Brown", 0.22)],
        "sure": [],
        "nobody": [],
    }
    assert read[iris["sure"]].speaker_confidence == 0.88


def test_the_candidates_to_choose_from(store: Store) -> None:
    assert candidates_table(store, STATEMENTS["unsure"].id).rows == [
        ("john-smith", "John Smith", "person", 0.475),
        ("paul-jones", "Paul Jones", "person", 0.305),
        ("sam-brown", "Sam Brown", "person", 0.22),
    ]
    assert candidates_table(store, STATEMENTS["sure"].id).rows == []
