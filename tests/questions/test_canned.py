"""Canned queries and their parameters."""

import pytest
from pyoxigraph import Store

from kg.errors import UsageError
from kg.graph.reader.lookup import find_by_id
from kg.model import Actor, ActorType
from kg.questions.canned import CannedQuery, canned_queries, run_canned
from kg.questions.dataset import Dataset
from tests.builders import make_article, make_quads, make_reading, make_statement, make_store
from tests.with_sparql import select
from tests.with_statements import POSTS, statement_quads


@pytest.fixture(scope="module")
def store() -> Store:
    return make_store(statement_quads())


def test_the_queries_there_are() -> None:
    assert [query.name for query in canned_queries()] == [
        "actors",
        "agreement-facts",
        "agreements",
        "co-mentions",
        "conflicting-figures",
        "corrections",
        "denials",
        "echoes",
        "position-matrix",
        "position-shifts",
        "positions",
        "speakers-by-role",
        "statements-by-speaker",
        "statements-in-article",
        "unsure",
        "who-did-what-to-whom",
        "who-mentions",
        "who-said-what",
        "who-told-whom",
    ]


@pytest.mark.parametrize("query", canned_queries(), ids=lambda query: query.name)
def test_each_is_a_whole_query_without_its_parameters(store: Store, query: CannedQuery) -> None:
    assert query.title
    assert query.description
    table = select(Dataset(store), query.text)
    assert set(query.shown) <= set(table.columns)
    # Positions, figures, echoes, denials, corrections and doubts are in other archives.
    others = ("position", "conflict", "echo", "correction", "denial", "unsure", "who-did")
    empty = query.name.startswith(others)
    assert bool(table.rows) != empty


def test_two_parameters(store: Store) -> None:
    answer = run_canned(store, "who-said-what", {"speaker": "Erdoğan", "about": "Sochi"})
    assert [row["speaker"] for row in answer] == ["Recep Tayyip Erdogan"]


def test_an_article_of_several_paths_is_cited_by_the_first_and_found_by_each(store: Store) -> None:
    for path in ("a.txt", "copies/a.txt"):
        answer = run_canned(store, "statements-in-article", {"article": path})
        assert [row["cite"] for row in answer] == ["a.txt:1-66", "a.txt:168-183", "a.txt:216-249"]
    assert len(run_canned(store, "who-said-what", {}).rows) == 7
    assert [(row["speaker"], row["article"]) for row in run_canned(store, "speakers-by-role", {})] == [
        ("Ali Bakeer", "b.txt"),
        ("Fuat Oktay", "b.txt"),
        ("Murat Aslan", "b.txt"),
        ("Recep Tayyip Erdogan", "a.txt"),
        ("Turkish defense officials", "a.txt"),
    ]


def test_actors_of_a_type(store: Store) -> None:
    answer = run_canned(store, "actors", {"type": "unnamed"})
    assert answer.rows == [("Turkish defense officials", "unnamed", 1, 1, "a.txt-officials")]


@pytest.mark.parametrize(
    ("name", "values", "reason"),
    [
        ("nope", {}, "There is no query “nope”; there are actors, agreement-facts"),
        ("who-mentions", {}, "needs --about"),
        ("who-mentions", {"on": "x"}, "has no parameter “on”; it has --about"),
        ("who-said-what", {"speaker": "Nobody Known"}, "is called “Nobody Known”"),
        ("who-said-what", {"about": "  "}, "The parameter about is empty"),
        (
            "statements-in-article",
            {"article": "zzz"},
            "No article is called “zzz”; there are, for instance",
        ),
        ("actors", {"type": "cat"}, "“cat” is not a type of actor; there are person, organisation"),
    ],
)
def test_wrong_parameters(store: Store, name: str, values: dict[str, str], reason: str) -> None:
    with pytest.raises(UsageError) as caught:
        run_canned(store, name, values)
    assert reason in str(caught.value)


def test_what_articles_say_of_an_agreement(store: Store) -> None:
    answer = run_canned(store, "agreement-facts", {"agreement": "Sochi memorandum"})
    assert answer.rows == [
        ("Sochi memorandum", "date", "2018-09", "September 2018", "a.txt:153-167"),
        ("Sochi memorandum", "place", "Sochi", "Sochi in September", "a.txt:144-162"),
    ]


def test_what_is_mentioned_together(store: Store) -> None:
    assert run_canned(store, "co-mentions", {}).rows == [("Astana process", "Sochi memorandum", 1)]
    assert POSTS in [row["said"] for row in run_canned(store, "who-said-what", {"about": "Idlib"})]


def test_an_identifier_is_as_the_registry_gives_it_whatever_stands_in_it() -> None:
    article = make_article("Ana Prado said the road is open.")
    prado = Actor("ana/é prado 100%", "Ana Prado", ActorType.PERSON)
    store = make_store(
        make_quads([make_reading(article, make_statement(article, "the road is open", prado))])
    )
    assert [row["id"] for row in run_canned(store, "actors", {})] == ["ana/é prado 100%"]
    assert [node.id for node in find_by_id(store, "ana/é prado 100%")] == ["ana/é prado 100%"]
