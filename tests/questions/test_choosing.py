"""The one actor or statement that a person means."""

import pytest
from pyoxigraph import Store

from kg.errors import UsageError
from kg.questions.choosing import Chosen, choose_entity, choose_statement
from tests.builders import make_article, make_quads, make_reading, make_statement, make_store, person
from tests.with_statements import HIT, STATEMENTS_A, statement_quads

NAMED = frozenset({"actor", "agreement"})


@pytest.fixture(scope="module")
def store() -> Store:
    return make_store(statement_quads())


def test_by_identifier_or_name(store: Store) -> None:
    erdogan = Chosen("recep-tayyip-erdogan", "Recep Tayyip Erdogan")
    assert choose_entity(store, "recep-tayyip-erdogan", NAMED) == erdogan
    assert choose_entity(store, "erdoğan", NAMED) == erdogan
    assert choose_entity(store, "Sochi agreement", NAMED).id == "sochi-memorandum-2018"


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("Ergodan", "Nothing in the graph is called “Ergodan”; did you mean Recep Tayyip Erdogan"),
        ("Nemo", "Nothing in the graph is called “Nemo”"),
        ("Turkish", "“Turkish” can be several; give the identifier of one:\n  a.txt-officials: Turkish"),
    ],
)
def test_no_entity_is_guessed(store: Store, value: str, reason: str) -> None:
    with pytest.raises(UsageError) as caught:
        choose_entity(store, value, NAMED)
    assert reason in str(caught.value)


def test_a_statement_by_its_paragraph() -> None:
    article = make_article("Ana Prado said no.\n\nAna Prado said yes. Ana Prado said later.", "2020/a.txt")
    prado = person("Ana Prado")
    said = [make_statement(article, words, prado) for words in ("no", "yes", "later")]
    store = make_store(make_quads([make_reading(article, *said)]))
    for value in ("a.txt ¶1", "2020/a.txt ¶1", "a.txt¶1"):
        assert choose_statement(store, value).name == "no"
    with pytest.raises(UsageError) as caught:
        choose_statement(store, "a.txt ¶2")
    assert str(caught.value) == (
        "“a.txt ¶2” can be several; give the identifier of one:\n  st-2020/a-35: yes\n  st-2020/a-55: later"
    )
    for value in ("a.txt ¶3", "b.txt ¶1", ".txt ¶1"):
        with pytest.raises(UsageError, match="The graph has no statement"):
            choose_statement(store, value)


@pytest.mark.parametrize("value", [STATEMENTS_A[0].id, "a.txt:1-66", "copies/a.txt:1-66"])
def test_a_statement_by_identifier_or_by_any_path_of_its_article(store: Store, value: str) -> None:
    assert choose_statement(store, value) == Chosen(STATEMENTS_A[0].id, HIT)


@pytest.mark.parametrize("value", ["st-nothing", "a.txt:1-65", "b.txt:1-66"])
def test_no_statement(store: Store, value: str) -> None:
    with pytest.raises(UsageError, match="The graph has no statement"):
        choose_statement(store, value)
