"""Plain questions to an archive made by hand."""

import pytest
from pyoxigraph import Store

from kg.errors import UsageError
from kg.questions.tables import Table
from kg.questions.understanding.answering import ask
from tests.builders import make_store
from tests.with_statements import BENEFITS, DANGER, HIT, POSTS, statement_quads


@pytest.fixture(scope="module")
def store() -> Store:
    return make_store(statement_quads())


def column(table: Table, name: str) -> list[str]:
    return [str(row[name]) for row in table]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("who said what about Sochi", {HIT, BENEFITS}),
        ("What did Çavuşoğlu say about Astana?", {BENEFITS}),
        ("what did analysts say about the Astana process", {DANGER}),
        ("what did the vice president say", {"Turkey is determined"}),
        ("what did President Erdogan say", {HIT}),
        ("what was said about Idlib", {POSTS}),
        ("what did officials say", {POSTS}),
        ("who spoke about a new wave of refugees?", set()),
        ("who said “everywhere regardless”", {HIT}),
        ("what is said in copies/a.txt", {HIT, "that they agree", POSTS}),
        # What a country said with others is its own.
        ("what did Turkey say", {"that they agree"}),
        ("what did Ankara say", {"that they agree"}),
        ("what did Cavusoglu tell reporters", {BENEFITS}),
        ("who told NTV what", {"Turkey is determined"}),
        ("who told whom what", {BENEFITS, "Turkey is determined"}),
    ],
)
def test_what_was_said(store: Store, question: str, said: set[str]) -> None:
    assert set(column(ask(store, question), "said")) == said


@pytest.mark.parametrize(
    ("question", "name", "values"),
    [
        ("who mentions the Sochi deal", "speaker", ["Recep Tayyip Erdogan", "Mevlut Cavusoglu"]),
        ("who mentions Astana", "speaker", ["Mevlut Cavusoglu", "Murat Aslan"]),
        ("which agreements does Erdogan mention", "id", ["sochi-memorandum-2018"]),
        ("which agreements are mentioned", "id", ["sochi-memorandum-2018", "astana-process"]),
        ("who are the analysts", "actor", ["Ali Bakeer", "Murat Aslan"]),
        ("what did Cavusoglu tell reporters", "occasion", ["Munich Security Conference"]),
    ],
)
def test_other_questions(store: Store, question: str, name: str, values: list[str]) -> None:
    assert column(ask(store, question), name) == values


def test_what_was_understood(store: Store) -> None:
    assert ask(store, "who said what about Sochi").understood == (
        "statements about Sochi memorandum (agreement). It could also mean: the words “Sochi”."
    )


def test_a_slip_is_forgiven_and_noted(store: Store) -> None:
    answer = ask(store, "what did Cavusoglo say")
    assert column(answer, "speaker") == ["Mevlut Cavusoglu"]
    assert answer.notes == ["No name is exactly “Cavusoglo”; the nearest one is used."]


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("what did Lima say", "Nothing in the graph is called “Lima”."),
        ("what did Bakirov say", "Nothing in the graph is called “Bakirov”; did you mean Ali Bakeer?"),
    ],
)
def test_a_name_that_the_graph_does_not_have(store: Store, question: str, note: str) -> None:
    answer = ask(store, question)
    assert (answer.rows, answer.notes) == ([], [note])


@pytest.mark.parametrize("question", ["", "   ", "?!", "how old is the moon", 'who "}} UNION {{ ?s ?p ?o'])
def test_odd_questions_do_no_harm(store: Store, question: str) -> None:
    try:
        answer = ask(store, question)
    except UsageError:
        return
    assert answer.rows == []
