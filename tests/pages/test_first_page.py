"""index.html: what is new, who disagrees, what is quoted most, when they spoke, how many there are."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.graph.reader.graph_counts import count_actors
from kg.graph.store import open_store
from kg.graph.store_writer import write_store
from kg.model import Actor, ActorType, Polarity
from kg.pages.page_writer import write_pages
from kg.pages.sparks import enough_dated, recent, spark
from tests.builders import Held, make_article, make_reading, make_statement, person, write_graph
from tests.pages.html import page_at
from tests.with_positions import position_quads

JANE, JOHN = person("Jane Doe"), person("John Roe")
OFFICIALS = Actor("unnamed-0a1b2c3d-officials", "Officials", ActorType.UNNAMED)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Jane Doe supports a bridge that John Roe opposes; officials speak, too."""
    texts = [
        make_article("Jane Doe said the bridge is good.", "new.txt", day="2020-03-02", title="Newer"),
        make_article("John Roe said the bridge is bad.", "old.txt", day="2020-03-01", title="Older"),
        make_article("Officials said the bridge is open.", "none.txt", title="Without a date"),
    ]
    said = [
        make_statement(
            texts[0], "the bridge is good", JANE, Held("SUPPORT", Polarity.SUPPORTS, "the bridge", BRIDGE)
        ),
        make_statement(
            texts[1], "the bridge is bad", JOHN, Held("REJECT", Polarity.OPPOSES, "the bridge", BRIDGE)
        ),
        make_statement(texts[2], "the bridge is open", OFFICIALS),
    ]
    readings = [make_reading(text, one) for text, one in zip(texts, said, strict=True)]
    found = write_graph(tmp_path_factory.mktemp("first"), *readings)
    write_pages(found)
    return found


BRIDGE = Actor("bridge-company", "Bridge Company", ActorType.ORGANISATION)


def test_the_number_of_actors_is_the_same_everywhere(folder: Path) -> None:
    said = "3 actors (2 speak) and 1 unnamed source (1 speaks)"
    assert f"3 statements in 3 articles · {said}" in page_at(folder / "index.html").words
    listed = page_at(folder / "actors" / "index.html").words
    assert f"{said}, the most heard first; the unnamed ones (“officials”, “analysts”) stand last" in listed
    assert listed.index("Bridge Company") < listed.index("Officials unnamed")
    assert count_actors(open_store(folder)) == (3, 1)
    with kg.open(folder) as dataset:
        table = dataset.actors()
    assert [row["type"] for row in table] == ["person", "person", "unnamed"]
    assert table.notes == [
        "Actors with a name: 3; apart, unnamed sources (“officials”): 1. Listed are those who speak, the "
        "unnamed ones last."
    ]


def test_what_is_new_comes_by_day_and_without_a_date_not_at_all(folder: Path) -> None:
    words = page_at(folder / "index.html").words
    new = words[words.index("What is new") : words.index("Most heard")]
    assert new == (
        "What is new 2 March 2020 · Newer Jane Doe: the bridge is good "
        "1 March 2020 · Older John Roe: the bridge is bad "
    )
    assert "2 of 3 statements have a date, too few for a chart over time: 1 March 2020 to 2" in words


def test_who_disagrees_with_whom(folder: Path) -> None:
    words = page_at(folder / "index.html").words
    assert (
        "on support it oppose it Bridge Company Jane Doe: the bridge is good John Roe: the bridge is bad"
        in words
    )
    assert "John Roe opposes Bridge Company: the bridge is bad All positions" in words


def test_what_several_articles_report(tmp_path: Path) -> None:
    write_store(tmp_path, position_quads())
    write_pages(tmp_path)
    words = page_at(tmp_path / "index.html").words
    assert "Most quoted Recep Tayyip Erdogan: If any harm comes to our soldiers" in words
    assert "in 2 articles" in words


def test_a_spark_has_bars_over_the_time_of_all() -> None:
    assert spark(["2020-01-01", "2020-01-01"], "2020-01-01", "2020-12-31") is None
    found = spark(["2020-01-01", "2020-01-01", "2020-12-31"], "2020-01-01", "2020-12-31")
    assert found is not None
    assert found.path == "M0 16v-16h3v16zM92 16v-8h3v8z"
    assert (found.dated, found.first, found.last) == (3, "2020-01-01", "2020-12-31")


def test_a_few_that_are_long_before_all_others_are_left_out() -> None:
    assert recent({"1973": 1, "2020-01-01": 20, "2020-06-01": 20}) == {"2020-01-01": 20, "2020-06-01": 20}
    assert recent({"2019-12-01": 1, "2020-01-01": 20, "2020-06-01": 20})["2019-12-01"] == 1
    assert recent({"1973": 3, "2020-01-01": 20})["1973"] == 3
    assert recent({}) == {}


@given(st.dictionaries(st.dates().map(str), st.integers(1, 9)))
def test_what_is_left_out_is_at_most_one_in_twenty(counts: dict[str, int]) -> None:
    dates = dict(sorted(counts.items()))
    kept = recent(dates)
    assert list(kept) == list(dates)[len(dates) - len(kept) :]
    assert sum(kept.values()) >= 0.95 * sum(dates.values())


def test_a_chart_needs_statements_with_a_date() -> None:
    assert enough_dated(10, 20)
    assert not enough_dated(10, 21)
    assert not enough_dated(9, 9)
