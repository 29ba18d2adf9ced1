"""Plain questions to the five articles."""

import pytest
from pyoxigraph import Store

from kg.errors import UsageError
from kg.questions.forms import FORMS, ask
from kg.questions.tables import Table
from kg.acts.scheme import read_scheme
from tests.conftest import ROOT


def column(table: Table, name: str) -> list[str]:
    number = table.columns.index(name)
    return [str(row[number]) for row in table.rows]


def test_who_said_what_about_sochi(store: Store) -> None:
    answer = ask(store, "who said what about Sochi")
    rows = list(zip(column(answer, "speaker"), column(answer, "said"), column(answer, "cite"), strict=True))
    assert (
        "Recep Tayyip Erdogan",
        "If any harm comes to our soldiers in observation posts [in Idlib] or anywhere [in Syria], I declare "
        "from there that we will hit regime forces everywhere regardless of the Sochi deal",
        "seeds/001_e2a5421fd2ec2f6f.txt:790-974",
    ) in rows
    assert ("Mevlut Cavusoglu", "The benefits of the deals are yet to be seen") in [row[:2] for row in rows]
    assert answer.understood is not None
    assert "Sochi memorandum (agreement)" in answer.understood


def test_one_speaker_about_one_agreement(store: Store) -> None:
    answer = ask(store, "What did Çavuşoğlu say about Astana?")
    assert set(column(answer, "speaker")) == {"Mevlut Cavusoglu"}
    assert "The benefits of the deals are yet to be seen" in column(answer, "said")
    assert all("Oktay" not in said for said in column(answer, "speaker"))


def test_speakers_by_their_office(store: Store) -> None:
    answer = ask(store, "what did analysts say about the Astana process")
    assert set(column(answer, "speaker")) == {"Murat Aslan"}
    assert any("seems to be in danger" in said for said in column(answer, "said"))


def test_an_office_in_the_singular(store: Store) -> None:
    answer = ask(store, "what did the vice president say")
    assert set(column(answer, "speaker")) == {"Fuat Oktay"}


def test_words_that_are_no_name(store: Store) -> None:
    answer = ask(store, "who spoke about a new wave of refugees?")
    assert answer.rows == []
    answer = ask(store, "who said “no possibility of withdrawing”")
    assert column(answer, "speaker") == ["Omer Celik"]


def test_who_mentions(store: Store) -> None:
    assert "Recep Tayyip Erdogan" in column(ask(store, "who mentions the Sochi deal"), "speaker")


def test_agreements_of_a_speaker(store: Store) -> None:
    assert column(ask(store, "which agreements does Erdogan mention"), "id") == ["sochi-memorandum-2018"]


def test_who_are_the_analysts(store: Store) -> None:
    assert set(column(ask(store, "who are the analysts"), "speaker")) == {"Murat Aslan", "Ali Bakeer"}


def test_a_country_and_a_title(store: Store) -> None:
    turkey = {"Turkish government", "Russia and Turkey", "Iran, Russia and Turkey"}
    assert set(column(ask(store, "what did Turkey say"), "speaker")) == turkey
    assert set(column(ask(store, "what did Ankara say"), "speaker")) == turkey
    assert set(column(ask(store, "what did President Erdogan say"), "speaker")) == {"Recep Tayyip Erdogan"}
    with pytest.raises(UsageError, match="is called “Lima”"):
        ask(store, "what did Lima say")


def test_unnamed_speakers_by_what_they_are(store: Store) -> None:
    assert "Turkish defense officials" in column(ask(store, "what did officials say"), "speaker")


def test_a_slip_is_forgiven_and_told(store: Store) -> None:
    answer = ask(store, "what did Cavusoglo say")
    assert set(column(answer, "speaker")) == {"Mevlut Cavusoglu"}
    assert answer.notes == ["No name is just “Cavusoglo”; the nearest is taken."]


def test_an_unknown_name_is_offered_the_nearest(store: Store) -> None:
    with pytest.raises(UsageError, match=r"called “Bakirov”; did you mean Ali Bakeer"):
        ask(store, "what did Bakirov say")


def test_a_question_of_no_known_form(store: Store) -> None:
    with pytest.raises(UsageError, match="I do not understand “how old is the moon”"):
        ask(store, "how old is the moon")


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


def test_to_whom_and_where_something_was_said(store: Store) -> None:
    answer = ask(store, "what did Cavusoglu tell reporters")
    assert column(answer, "occasion") == ["Munich Security Conference"]
    assert column(ask(store, "who told NTV what"), "speaker") == ["Fuat Oktay"]
    assert set(column(ask(store, "who told whom what"), "told")) - {"None"} == {"NTV", "reporters"}


def test_statements_and_not_reports(store: Store) -> None:
    answer = ask(store, "which statements are reported by several articles")
    assert "Turkish Defence Ministry" in column(answer, "speaker")
