"""Actors linked to the entries of an authority file."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions

from kg.archive.authority import AuthorityLinks
from kg.errors import InputError
from kg.graph.write.authority_quads import authority_quads
from kg.model import Actor, ActorMention, ActorType, Article, ArticleReading, Role, Span
from tests.builders import make_store, person

HEADER = "identifier,names,description,from,to\n"
Table = Callable[[str], Path]


@pytest.fixture
def table(tmp_path: Path) -> Table:
    def write(rows: str) -> Path:
        path = tmp_path / "people.csv"
        path.write_text(rows, encoding="utf-8")
        return path

    return write


def reading_of(actor: Actor, *, role: str = "", day: str = "2016-05-01", words: str = "") -> ArticleReading:
    mention = ActorMention(Span(0, 1), words or actor.name, actor)
    roles = ((actor, Role(role, Span(0, 1))),) if role else ()
    return ArticleReading(
        Article("a", "x", ("a.txt",), published_on=date.fromisoformat(day)), (), (mention,), roles=roles
    )


def links(path: Path, *readings: ArticleReading) -> list[tuple[str, str, float]]:
    found = AuthorityLinks(path)
    for reading in readings:
        found.add(reading)
    return [(one.actor.id, one.iri, one.confidence) for one in found.links()]


def test_name_of_one_entry(table: Table) -> None:
    path = table(HEADER + "https://example.org/1,Jane Doe;J. A. Doe,,,\n")
    assert links(path, reading_of(person("Jane Doe"))) == [("jane-doe", "https://example.org/1", 0.8)]
    assert links(path, reading_of(person("Ann Doe"))) == []


def test_surname_alone_is_not_linked(table: Table) -> None:
    assert links(table(HEADER + "Q1,Doe,,,\n"), reading_of(person("Doe"))) == []


def test_description_agrees_with_the_office(table: Table) -> None:
    path = table(HEADER + "Q1,Jane Doe,American politician,,\n")
    assert links(path, reading_of(person("Jane Doe"), role="U.S. Senator")) == [
        ("jane-doe", "http://www.wikidata.org/entity/Q1", 0.95)
    ]
    assert links(path, reading_of(person("Jane Doe"), role="baker and farmer")) == []
    assert links(path, reading_of(person("Jane Doe"), role="French senator")) == []


def test_one_of_several_by_office_or_date(table: Table) -> None:
    path = table(
        HEADER + "Q1,Jane Doe,American politician,1960,\nQ2,Jane Doe,Irish novelist and writer,1850,1920-06\n"
    )
    assert links(
        path,
        reading_of(person("Jane Doe"), day="1910-02-03"),
    ) == [("jane-doe", "http://www.wikidata.org/entity/Q2", 0.8)]
    both = table(HEADER + "Q1,Jane Doe,American politician,,\nQ2,Jane Doe,Irish writer,,\n")
    assert links(both, reading_of(person("Jane Doe"))) == []
    assert links(both, reading_of(person("Jane Doe"), role="governor"))[0][1].endswith("Q1")


def test_organisation(table: Table) -> None:
    actor = Actor("world-food-programme", "World Food Programme", ActorType.ORGANISATION)
    assert links(table(HEADER + "Q3,World Food Programme,,,\n"), reading_of(actor))[0][0] == actor.id


def test_quads(table: Table) -> None:
    found = AuthorityLinks(table(HEADER + "Q1,Jane Doe,,,\n"))
    found.add(reading_of(person("Jane Doe")))
    store = make_store(authority_quads(found.links()))
    query = """PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX asg: <https://w3id.org/actor-statement-graph#>
        SELECT ?entry ?sure WHERE { GRAPH ?g { ?actor owl:sameAs ?entry .
          ?link asg:linkOf ?actor ; asg:refersTo ?entry ; asg:confidence ?sure } }"""
    rows = store.query(query)
    assert isinstance(rows, QuerySolutions)
    (row,) = rows
    assert (row["entry"].value, row["sure"].value) == ("http://www.wikidata.org/entity/Q1", "0.8")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("identifier,names\nQ1,Jane Doe\n", "lacks the column “description”"),
        (HEADER + "Q1,,,,\n", "line 2, has no name"),
        (HEADER + "Jane,Jane Doe,,,\n", "line 2, has the identifier “Jane”"),
        (HEADER + "Q1,Jane Doe,,May 2016,\n", "line 2, has “May 2016” in “from”"),
        (HEADER + 'Q1,"Jane Doe,,,\n', "is no table in UTF-8"),
        ("", "lacks the column “identifier”"),
    ],
)
def test_bad_table(table: Table, rows: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        AuthorityLinks(table(rows))


def test_missing_table(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        AuthorityLinks(tmp_path / "none.csv")
