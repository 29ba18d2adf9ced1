"""Plain questions to an archive made by hand."""

import pytest
from pyoxigraph import Store

from kg.acts.scheme import read_scheme
from kg.errors import UsageError
from kg.questions.forms import FORMS, ask
from kg.questions.tables import Table
from tests.builders import make_store
from tests.conftest import ROOT
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
        ("who mentions the Sochi deal", "speaker", ["Mevlut Cavusoglu", "Recep Tayyip Erdogan"]),
        ("who mentions Astana", "speaker", ["Mevlut Cavusoglu", "Murat Aslan"]),
        ("which agreements does Erdogan mention", "id", ["sochi-memorandum-2018"]),
        ("which agreements are mentioned", "id", ["sochi-memorandum-2018", "astana-process"]),
        ("who are the analysts", "speaker", ["Ali Bakeer", "Murat Aslan"]),
        ("what did Cavusoglu tell reporters", "occasion", ["Munich Security Conference"]),
    ],
)
def test_other_questions(store: Store, question: str, name: str, values: list[str]) -> None:
    assert column(ask(store, question), name) == values


def test_what_was_understood(store: Store) -> None:
    assert ask(store, "who said what about Sochi").understood == (
        "who said what; about is Sochi memorandum (agreement), or the words “Sochi”."
    )


def test_a_slip_is_forgiven_and_noted(store: Store) -> None:
    answer = ask(store, "what did Cavusoglo say")
    assert column(answer, "speaker") == ["Mevlut Cavusoglu"]
    assert answer.notes == ["No name is exactly “Cavusoglo”; the nearest one is used."]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("what did Lima say", "Nothing in the graph is called “Lima”"),
        ("what did Bakirov say", "called “Bakirov”; did you mean Ali Bakeer"),
        ("how old is the moon", "The question “how old is the moon” has no known form"),
    ],
)
def test_what_cannot_be_answered(store: Store, question: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        ask(store, question)


@pytest.mark.parametrize(
    "question", ["", "   ", "who said what about", 'who said what about "}} UNION {{ ?s ?p ?o']
)
def test_odd_questions_do_no_harm(store: Store, question: str) -> None:
    try:
        answer = ask(store, question)
    except UsageError:
        return
    assert answer.rows == []


@pytest.mark.parametrize("example", [form.example for form in FORMS])
def test_every_example_is_of_its_own_form(example: str) -> None:
    first = next(form for form in FORMS if form.match(example, read_scheme()))
    assert first.example == example


def test_the_documents_show_every_form() -> None:
    documented = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8").splitlines()
    documented = [line for line in documented if line.startswith(("| wh", "| how"))]
    questions = [line.split("|")[1].strip() for line in documented]
    matched = [
        next((form.query for form in FORMS if form.match(question, read_scheme())), None)
        for question in questions[: len(FORMS)]
    ]
    answered = [line.split("`")[1] for line in documented if line.count("`") == 2]
    assert matched == answered[: len(FORMS)]
    assert len(matched) == len(FORMS)
