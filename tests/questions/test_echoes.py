"""Statements that several articles report, counted once."""

import pytest
from pyoxigraph import Store

from kg.graph.write.echo_quads import echo_quads
from kg.graph.write.article_quads import reading_quads
from kg.graph.store import run_query
from kg.model import Actor, ActorType, Document, Manner, Mention, Reading, Span, Statement
from kg.questions.canned import canned_query, run_canned
from kg.questions.tables import table_of

MINISTRY = Actor("turkish-defence-ministry", "Turkish Defence Ministry", ActorType.GOVERNMENT)
PRESIDENT = Actor("recep-tayyip-erdogan", "Recep Tayyip Erdogan", ActorType.PERSON)


def reading(name: str, speaker: Actor, text: str) -> Reading:
    span = Span(0, len(text))
    mention = Mention(span, speaker.name, speaker)
    statement = Statement(
        id=f"st-{name}",
        document=f"{name}.txt",
        text=text,
        content=(span,),
        cue=None,
        source=(),
        source_inherited=False,
        manner=Manner.DIRECT,
        confidence=1.0,
        speaker=mention,
    )
    return Reading(Document(f"{name}.txt", text), (statement,), (mention,))


@pytest.fixture
def store() -> Store:
    store = Store()
    for one in (
        reading("a", MINISTRY, "Our checkpoints continue their duties as usual"),
        reading("b", MINISTRY, "Our checkpoints continue their duties"),
        reading("c", MINISTRY, "continue their duties as usual"),
        reading("d", PRESIDENT, "The benefits are yet to be seen"),
        reading("e", PRESIDENT, "the benefits are yet to be seen"),
        reading("f", PRESIDENT, "We will hit regime forces everywhere"),
    ):
        store.extend(reading_quads(one, model="test"))
    store.extend(echo_quads([("st-a", "st-b", 0.98), ("st-b", "st-c", 0.9), ("st-d", "st-e", 0.98)]))
    return store


def test_each_statement_once_with_its_articles(store: Store) -> None:
    answer = run_canned(store, canned_query("echoes"), {})
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
    query = canned_query("echoes")
    assert [str(row[0]) for row in run_canned(store, query, {"speaker": "Erdogan"}).rows] == [
        "Recep Tayyip Erdogan"
    ]
    assert [str(row[2]) for row in run_canned(store, query, {"about": "duties"}).rows] == ["3"]


def test_statements_are_counted_and_not_reports(store: Store) -> None:
    counted = """
        SELECT (COUNT(DISTINCT COALESCE(?first, ?statement)) AS ?statements) WHERE {
          ?statement a asg:Statement .
          OPTIONAL { ?statement asg:firstReport ?first }
        }
    """
    assert str(table_of(run_query(store, counted)).rows[0][0]) == "3"
