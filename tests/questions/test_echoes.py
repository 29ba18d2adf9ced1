"""Statements that several articles report, counted once."""

import pytest
from pyoxigraph import Store

from kg.model import Actor, ActorType, ArticleReading
from kg.questions.canned import run_canned
from kg.questions.dataset import Dataset
from tests.builders import make_article, make_quads, make_reading, make_statement, make_store, person
from tests.with_sparql import select

MINISTRY = Actor("turkish-defence-ministry", "Turkish Defence Ministry", ActorType.GOVERNMENT)
PRESIDENT = person("Recep Tayyip Erdogan")


def reading(name: str, speaker: Actor, text: str) -> ArticleReading:
    article = make_article(f"{text}, {speaker.name} said.", f"{name}.txt")
    return make_reading(article, make_statement(article, text, speaker))


@pytest.fixture
def store() -> Store:
    readings = [
        reading("a", MINISTRY, "Our checkpoints continue their duties as usual"),
        reading("b", MINISTRY, "Our checkpoints continue their duties"),
        reading("c", MINISTRY, "continue their duties as usual"),
        reading("d", PRESIDENT, "The benefits are yet to be seen"),
        reading("e", PRESIDENT, "the benefits are yet to be seen"),
        reading("f", PRESIDENT, "We will hit regime forces everywhere"),
    ]
    pairs = [("st-a-0", "st-b-0", 0.98), ("st-b-0", "st-c-0", 0.9), ("st-d-0", "st-e-0", 0.98)]
    return make_store(make_quads(readings, echoes=pairs))


def test_each_statement_once_with_its_articles(store: Store) -> None:
    answer = run_canned(store, "echoes", {})
    assert [tuple(map(str, row)) for row in answer.rows] == [
        (
            "Turkish Defence Ministry",
            "Our checkpoints continue their duties as usual",
            "3",
            "a.txt:0-46 b.txt:0-37 c.txt:0-30",
        ),
        ("Recep Tayyip Erdogan", "The benefits are yet to be seen", "2", "d.txt:0-31 e.txt:0-31"),
    ]


def test_of_one_speaker_and_about_a_word(store: Store) -> None:
    assert [str(row[0]) for row in run_canned(store, "echoes", {"speaker": "Erdogan"}).rows] == [
        "Recep Tayyip Erdogan"
    ]
    assert [str(row[2]) for row in run_canned(store, "echoes", {"about": "duties"}).rows] == ["3"]


def test_statements_are_counted_and_not_reports(store: Store) -> None:
    counted = """
        SELECT (COUNT(DISTINCT COALESCE(?first, ?statement)) AS ?statements) WHERE {
          ?statement a asg:Statement .
          OPTIONAL { ?statement asg:firstReport ?first }
        }
    """
    assert select(Dataset(store), counted).rows == [(3,)]
