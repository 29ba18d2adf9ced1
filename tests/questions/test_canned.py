"""Canned queries and their parameters."""

from pathlib import Path

import pytest
from pyoxigraph import Store

from kg.errors import UsageError
from kg.graph.reader.lookup import find_by_id
from kg.model import Actor, ActorType
from kg.questions.canned import CannedQuery, canned_queries, run_canned
from kg.questions.dataset import Dataset
from tests.builders import make_article, make_quads, make_reading, make_statement, make_store, person
from tests.with_sparql import select
from tests.with_statements import HIT, POSTS, statement_quads


@pytest.fixture(scope="module")
def store() -> Store:
    return make_store(statement_quads())


def test_the_queries_there_are() -> None:
    names = [query.name for query in canned_queries()]
    assert len(names) == 30
    assert names == sorted(names)
    assert {"who-said-what", "latest-statements", "opposed-positions"} <= set(names)


@pytest.mark.parametrize("query", canned_queries(), ids=lambda query: query.name)
def test_each_is_a_whole_query_without_its_parameters(store: Store, query: CannedQuery) -> None:
    assert query.title
    assert query.description
    table = select(Dataset(store), query.text)
    assert set(query.shown) <= set(table.columns)
    # Positions, figures, echoes, denials, corrections and doubts are in other archives.
    others = (
        "position",
        "opposed",
        "conflict",
        "echo",
        "correction",
        "denial",
        "unsure",
        "who-did",
        "figures",
    )
    empty = query.name.startswith(others)
    assert bool(table.rows) != (empty or query.name == "statements-within")


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


def test_when_what_was_said(store: Store) -> None:
    # The article of the others has no date.
    assert run_canned(store, "statements-by-day", {}).rows == [
        (None, 4, 4, 1),
        ("2020-02-08", 1, 1, 1),
        ("2020-02-10", 2, 2, 1),
    ]
    latest = run_canned(store, "latest-statements", {})
    assert [(row["date"], row["speaker"]) for row in latest] == [
        ("2020-02-10", "Russia and Turkey"),
        ("2020-02-10", "Turkish defense officials"),
        ("2020-02-08", "Recep Tayyip Erdogan"),
    ]
    until = run_canned(store, "latest-statements", {"until": "2020-02-09"})
    assert [row["said"] for row in until] == [HIT]
    since = run_canned(store, "latest-statements", {"since": "2020-02-09", "about": "Idlib"})
    assert [row["said"] for row in since] == [POSTS]


def test_articles_of_some_days(store: Store) -> None:
    (row,) = run_canned(store, "articles", {"since": "2020-02-10", "until": "2020-02-10"})
    assert (row["published"], row["publisher"], row["statements"]) == ("2020-02-10", "The Post", 3)
    assert str(row["title"]).startswith("“we will hit regime forces everywhere")
    assert [row["article"] for row in run_canned(store, "articles", {})] == ["a.txt", "b.txt"]
    assert run_canned(store, "articles", {"until": "2020-02-09"}).rows == []


def test_whom_publishers_quote_and_in_which_words(store: Store) -> None:
    assert run_canned(store, "speakers-by-publisher", {"speaker": "Turkish government"}).rows == [
        ("The Post", "Russia and Turkey", 1, 1)
    ]
    assert [row["said"] for row in run_canned(store, "direct-quotations", {})] == [HIT]
    assert run_canned(store, "names", {"of": "Sochi memorandum"}).rows == [
        ("Sochi memorandum", "Sochi", 1),
        ("Sochi memorandum", "Sochi deal", 1),
    ]


def test_who_refers_to_an_agreement(store: Store) -> None:
    assert run_canned(store, "speakers-by-agreement", {"agreement": "Sochi memorandum"}).rows == [
        ("Sochi memorandum", "Mevlut Cavusoglu", 1, 1, "b.txt:71-135"),
        ("Sochi memorandum", "Recep Tayyip Erdogan", 1, 1, "a.txt:1-66"),
    ]


def test_as_what_an_actor_is_described(store: Store) -> None:
    assert run_canned(store, "offices", {"actor": "Erdogan"}).rows == [
        ("Recep Tayyip Erdogan", "President", 1, "2020-02-10", "2020-02-10", "a.txt:69-78")
    ]


def test_a_statement_in_the_words_of_another() -> None:
    article = make_article("Jane Doe said that Ann Lee had promised to pay. Ann Lee left.")
    outer = make_statement(article, "that Ann Lee had promised to pay", person("Jane Doe"))
    inner = make_statement(article, "to pay", person("Ann Lee"), within=outer.id)
    answer = run_canned(
        make_store(make_quads([make_reading(article, outer, inner)])), "statements-within", {}
    )
    columns = ("reporter", "speaker", "said", "reported_in", "cite")
    assert [tuple(row[one] for one in columns) for row in answer] == [
        ("Jane Doe", "Ann Lee", "to pay", "that Ann Lee had promised to pay", f"{article.path}:40-46")
    ]


def test_ones_own_queries(store: Store, tmp_path: Path) -> None:
    own = tmp_path / "about-place.rq"
    own.write_text(
        "# title: Places\n# parameter place (node): the place\n# example: --place Idlib\n"
        "SELECT ?said WHERE {\n  VALUES ?node { UNDEF }  # place\n"
        "  ?statement schema:mentions ?node ; schema:text ?said .\n}\n",
        encoding="utf-8",
    )
    assert "about-place" in [query.name for query in canned_queries(tmp_path)]
    assert run_canned(store, "about-place", {"place": "Idlib"}, own=tmp_path).rows == [(POSTS,)]
    # One's own query counts where it has the name of another.
    own.rename(tmp_path / "actors.rq")
    assert {query.title for query in canned_queries(tmp_path) if query.name == "actors"} == {"Places"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("# parameter x (actor): who\nSELECT * { ?s ?p ?o }", "a VALUES block that ends in “# x”"),
        ("# parameter x (person): who\nSELECT * { VALUES ?x { UNDEF } # x\n}", "“person” is no type of"),
        (None, "has no query: no file of it ends in .rq"),
    ],
)
def test_ones_own_queries_that_cannot_be_asked(tmp_path: Path, text: str | None, reason: str) -> None:
    if text:
        (tmp_path / "own.rq").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        canned_queries(tmp_path)
    assert reason in str(caught.value)


def test_parameters_have_types_defaults_and_an_example() -> None:
    (query,) = (one for one in canned_queries() if one.name == "positions")
    found = {one.name: (one.kind, one.default) for one in query.parameters}
    assert found["layer"] == ("layers", "speech")
    assert found["min_confidence"] == ("share", "0.65")
    assert found["kind"] == ("kind", "speech")
    assert found["actor"] == ("holder", "")
    assert query.example == "--actor Aslan"


def test_an_identifier_is_as_the_registry_gives_it_whatever_stands_in_it() -> None:
    article = make_article("Ana Prado said the road is open.")
    prado = Actor("ana/é prado 100%", "Ana Prado", ActorType.PERSON)
    store = make_store(
        make_quads([make_reading(article, make_statement(article, "the road is open", prado))])
    )
    assert [row["id"] for row in run_canned(store, "actors", {})] == ["ana/é prado 100%"]
    assert [node.id for node in find_by_id(store, "ana/é prado 100%")] == ["ana/é prado 100%"]
