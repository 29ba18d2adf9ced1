"""Canned queries and their parameters."""

import pytest
from pyoxigraph import Store

from kg.errors import UsageError
from kg.graph.store import run_query
from kg.questions.canned import CannedQuery, canned_queries, canned_query, run_canned
from kg.questions.tables import table_of


def test_the_queries_there_are() -> None:
    assert [query.name for query in canned_queries()] == [
        "actors",
        "agreement-facts",
        "agreements",
        "co-mentions",
        "conflicting-figures",
        "corrections",
        "echoes",
        "position-matrix",
        "position-shifts",
        "positions",
        "speakers-by-role",
        "statements-by-speaker",
        "statements-in-article",
        "who-did-what-to-whom",
        "who-mentions",
        "who-said-what",
        "who-told-whom",
    ]


@pytest.mark.parametrize("query", canned_queries(), ids=lambda query: query.name)
def test_each_is_a_whole_query_without_its_parameters(store: Store, query: CannedQuery) -> None:
    assert query.title
    assert query.description
    # Nobody has corrected anything in the five articles, and too few of them have a date for a shift.
    empty = query.name in {"corrections", "position-shifts"}
    assert bool(table_of(run_query(store, query.text)).rows) != empty


def test_two_parameters(store: Store) -> None:
    answer = run_canned(store, canned_query("who-said-what"), {"speaker": "Erdoğan", "about": "Sochi"})
    assert [row[0] for row in answer.rows] == ["Recep Tayyip Erdogan"]


def test_statements_in_an_article_come_in_its_order(store: Store) -> None:
    answer = run_canned(store, canned_query("statements-in-article"), {"article": "001_e2a"})
    starts = [int(str(row[4]).rsplit(":", 1)[1].split("-")[0]) for row in answer.rows]
    assert starts == sorted(starts)
    assert answer.rows[0][0] == "Fuat Oktay"


def test_actors_of_a_type(store: Store) -> None:
    answer = run_canned(store, canned_query("actors"), {"type": "government"})
    assert {row[0] for row in answer.rows} >= {"Turkish government", "Turkish Defence Ministry"}
    assert {row[1] for row in answer.rows} == {"government"}


@pytest.mark.parametrize(
    ("name", "values", "reason"),
    [
        ("who-mentions", {}, "needs --about"),
        ("who-mentions", {"on": "x"}, "has no parameter “on”; it has --about"),
        ("who-said-what", {"speaker": "Nobody Known"}, "is called “Nobody Known”"),
        ("who-said-what", {"about": "  "}, "The parameter about is empty"),
        ("statements-in-article", {"article": "zzz"}, "No article is called “zzz”"),
    ],
)
def test_wrong_parameters(store: Store, name: str, values: dict[str, str], reason: str) -> None:
    with pytest.raises(UsageError) as caught:
        run_canned(store, canned_query(name), values)
    assert reason in str(caught.value)


def test_an_unknown_query() -> None:
    with pytest.raises(UsageError, match="There is no query “nope”; there are actors, agreement-facts"):
        canned_query("nope")


def test_what_articles_say_of_an_agreement(store: Store) -> None:
    answer = run_canned(store, canned_query("agreement-facts"), {"agreement": "Sochi memorandum"})
    told = {(row[1], row[2], row[3]) for row in answer.rows if "000_" in str(row[4])}
    assert {
        ("place", "Sochi", "Sochi"),
        ("party", "Russia", "Russia"),
        ("party", "Turkey", "Turkey"),
        ("date", "2018-09", "September 2018"),
    } <= told
    assert not {value for kind, value, _ in told if kind == "place"} - {"Sochi"}
