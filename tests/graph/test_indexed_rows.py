"""What questions read of statements, articles and nodes: the same from tables as from a store."""

from pathlib import Path
from random import Random

import pytest
from pyoxigraph import Quad

from kg.graph.fragments import span_of
from kg.graph.reader.indexed_rows import (
    ArticleWords,
    find_holders,
    find_nodes,
    read_article_rows,
    read_mentions,
    read_named,
    read_offices,
    read_placed,
    read_placed_at,
    read_said,
    read_texts,
    rows_by,
    rows_naming,
)
from kg.graph.reader.question_rows import SaidRow
from kg.graph.reader.selecting import Iri
from kg.graph.reader.statement_rows import ArticleRow
from kg.graph.store import Store, open_store
from kg.graph.store_files import current_name
from kg.graph.store_writer import write_store, writing_store
from kg.graph.text_index import text_index_of
from kg.graph.vocabulary import node
from kg.model import Actor, ActorMention, ActorType, Candidate, Role, Span
from tests.builders import (
    find,
    make_article,
    make_quads,
    make_reading,
    make_statement,
    make_store,
    person,
)

ANA, KARL = person("Ana Prado"), person("Karl Lund")
SPOKESMAN = Actor("harbour-spokesman", "harbour spokesman", ActorType.UNNAMED)
TEXT = (
    "Ana Prado, the ports minister, said on Monday that the ferries stop.\n"
    "“Karl Lund agreed,” a harbour spokesman told Karl Lund – or so it seems."
)
ARTICLE = make_article(TEXT, title="Ferries", day="2020-02-04", publisher="Harbour News", url="https://a.b/c")
MINISTER = "the ports minister"


def quads() -> list[Quad]:
    """One article of two statements, the second one made by an unnamed actor to a person."""
    first = make_statement(
        ARTICLE, "the ferries stop", ANA, cue="said", said_on=("on Monday", "2020-02-03"), id="st-1"
    )
    heard = find(ARTICLE, "Karl Lund", TEXT.index("told"))
    second = make_statement(
        ARTICLE,
        "Karl Lund agreed",
        SPOKESMAN,
        source="a harbour spokesman",
        id="st-2",
        mentions=(ActorMention(find(ARTICLE, "Karl Lund"), "Karl Lund", KARL),),
        addressee=ActorMention(heard, "Karl Lund", KARL),
    )
    third = make_statement(
        ARTICLE, "so it seems", id="st-3", candidates=(Candidate(ANA, 0.6), Candidate(KARL, 0.2))
    )
    roles = ((ANA, Role(MINISTER, find(ARTICLE, MINISTER))),)
    mentions = (first.speaker, second.speaker, second.addressee)
    return make_quads([make_reading(ARTICLE, first, second, third, roles=roles, mentions=mentions)])


def iri(kind: str, identifier: str) -> Iri:
    """The IRI of a node of the data."""
    return Iri(node(kind, identifier).value)


@pytest.fixture(params=["in memory", "in a folder", "in a folder, out of order", "in two loads"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """The graph, read from a store or from the tables beside one, in whatever order it was written."""
    listed = quads()
    if request.param == "in memory":
        return make_store(listed)
    if request.param == "in a folder, out of order":
        Random(7).shuffle(listed)
    write_store(tmp_path, listed[::2] if request.param == "in two loads" else listed)
    if request.param == "in two loads":
        with writing_store(tmp_path, current_name(tmp_path)) as writer:
            writer.add(listed[1::2])
            writer.seal()
        (tmp_path / "store" / "current-store").write_text(writer.name)
    return open_store(tmp_path)


def test_statements_have_what_they_are_ranked_by(store: Store) -> None:
    article = iri("article", ARTICLE.id)
    start = TEXT.index("the ferries stop")
    (first,) = read_said(store, [iri("statement", "st-1"), iri("statement", "st-none")])
    assert first == SaidRow(
        statement=iri("statement", "st-1"),
        text="the ferries stop",
        kind="speech",
        manner="indirect",
        confidence=0.9,
        place=Iri(f"{article}#char={start},{start + 16}"),
        article=article,
        cue="said",
        actor=iri("actor", "ana-prado"),
        said_on="2020-02-03",
        first="2020-02-03",
        last="2020-02-03",
        has_setting=first.has_setting,
    )
    assert first.span == Span(start, start + 16)


def test_statements_that_have_a_setting_say_so(store: Store) -> None:
    said = read_said(store, [iri("statement", one) for one in ("st-3", "st-2")])
    assert [(one.text, one.has_setting) for one in said] == [
        ("so it seems", True),
        ("Karl Lund agreed", True),
    ]


def test_statements_are_found_by_article_and_by_speaker(store: Store) -> None:
    placed = read_placed(store, [iri("article", ARTICLE.id)])
    assert {one.statement.rpartition("/")[2]: one.span.of(TEXT) for one in placed} == {
        "st-1": "the ferries stop",
        "st-2": "Karl Lund agreed",
        "st-3": "so it seems",
    }
    article, start = iri("article", ARTICLE.id), TEXT.index("agreed")
    places = [(article, Span(start, start + 1)), (article, Span(0, 3)), (iri("article", "none"), Span(0, 99))]
    assert [one.statement for one in read_placed_at(store, places)] == [iri("statement", "st-2")]
    assert len(read_placed_at(store, [(article, Span(0, len(TEXT))), (article, Span(0, start))])) == 3
    statements = [one.statement for one in placed]
    index = text_index_of(store)
    ana, karl, spokesman = (iri("actor", one) for one in ("ana-prado", "karl-lund", "harbour-spokesman"))
    first, second = iri("statement", "st-1"), iri("statement", "st-2")
    assert index.statements_at(rows_by(store, [ana])) == [first]
    assert set(index.statements_at(rows_by(store, [spokesman, ana, karl]))) == {first, second}
    assert index.statements_at(rows_naming(store, [karl, ana])) == [second]
    mentions = read_mentions(store, statements)
    assert {one: own for one, own in mentions.items() if own} == {
        iri("statement", "st-2"): {iri("actor", "karl-lund")}
    }


def test_articles_have_what_is_told_of_them_and_their_paragraphs(store: Store) -> None:
    article = iri("article", ARTICLE.id)
    told = ArticleRow(
        article, "a.txt", TEXT.splitlines()[0], "Ferries", "2020-02-04", "Harbour News", "https://a.b/c"
    )
    assert read_article_rows(store, [article]) == {article: told}
    words = read_texts(store, [article])[article]
    assert words.text == TEXT
    second = words.paragraph(words.paragraph_at(TEXT.index("agreed")))
    assert second
    assert second.of(TEXT) == TEXT.splitlines()[1]
    assert words.paragraph(2) is None


def test_a_place_between_paragraphs_is_of_the_one_before_it() -> None:
    words = ArticleWords("ab  cd", [0, 2, 4, 6])
    assert [words.paragraph_at(offset) for offset in range(7)] == [0, 0, 0, 0, 1, 1, 1]
    assert ArticleWords("ab", []).paragraph(0) is None


def test_nodes_have_their_names_and_offices_their_holders(store: Store) -> None:
    nodes = [
        iri("actor", "karl-lund"),
        iri("actor", "nobody"),
        iri("medium", "radio"),
        iri("actor", "ana-prado"),
    ]
    assert [(one.name, one.type) for one in read_named(store, nodes)] == [
        ("Ana Prado", "person"),
        ("Karl Lund", "person"),
    ]
    assert list(find_nodes(store, nodes)) == [iri("actor", "karl-lund"), iri("actor", "ana-prado")]
    assert find_holders(store, [("secretary", "minister"), ("port",)]) == [iri("actor", "ana-prado")]
    assert find_holders(store, [("spokesman",)]) == [iri("actor", "harbour-spokesman")]
    assert find_holders(store, [("minister",), ("fishery",)]) == []
    assert find_holders(store, [("minis",)]) == []


def test_an_office_has_its_words_its_article_and_the_day(store: Store) -> None:
    (office,) = read_offices(store, [iri("actor", "ana-prado"), iri("actor", "harbour-spokesman")])
    assert (office.actor, office.office) == (iri("actor", "ana-prado"), MINISTER)
    assert (office.source, office.published) == (iri("article", ARTICLE.id), "2020-02-04")
    assert span_of(office.where).of(TEXT) == MINISTER
