"""What `kg.open` gives."""

import re
from pathlib import Path

import networkx
import pytest

import kg
from kg.errors import StoreError, UsageError
from kg.graph.store_writer import write_store
from kg.questions.dataset import Dataset
from tests.builders import make_store
from tests.conftest import ROOT
from tests.with_positions import position_quads
from tests.with_sparql import select
from tests.with_statements import BENEFITS, DANGER, HIT, statement_quads


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return Dataset(make_store(statement_quads()))


def test_a_folder_is_opened_and_closed(tmp_path: Path) -> None:
    write_store(tmp_path, statement_quads())
    with kg.open(tmp_path) as dataset:
        assert len(dataset.actors()) == 7
    with pytest.raises(ValueError, match="the dataset is closed"):
        dataset.actors()
    with pytest.raises(StoreError, match="There is no graph in"):
        kg.open(tmp_path / "nothing")


def test_rows_are_dicts_by_column(dataset: Dataset) -> None:
    (row,) = dataset.query("who-said-what", speaker="Erdogan", about="Sochi")
    assert row == {
        "speaker": "Recep Tayyip Erdogan",
        "cue": "said",
        "said": HIT,
        "published": "2020-02-10",
        "cite": "a.txt:1-66",
        "confidence": 0.9,
        "speaker_confidence": 1.0,
        "candidates": None,
        "kind": "speech",
        "unsaid": None,
        "manner": "direct",
    }
    assert len(dataset.query("who-said-what", role="analyst")) == 2
    assert [row["agreement"] for row in dataset.agreements(speaker="Aslan")] == ["Astana process"]


def test_questions_and_queries(dataset: Dataset) -> None:
    assert [row["said"] for row in dataset.ask("what did Cavusoglu say")] == [BENEFITS]
    assert len(dataset.query("who-mentions", about="Sochi")) == 2
    assert select(dataset, "SELECT (COUNT(?s) AS ?n) WHERE { ?s a asg:Statement }").rows == [(7,)]
    assert select(dataset, "ASK { ?s a asg:Statement }").rows == [(True,)]
    for broken in ("SELECT ?x WHERE {", "DESCRIBE ?x WHERE {", "DROP ALL"):
        with pytest.raises(UsageError, match="The query is broken"):
            dataset.sparql(broken)
    with pytest.raises(UsageError, match="There is no query “who-said-waht”"):
        dataset.query("who-said-waht")


def test_terms_become_values(dataset: Dataset) -> None:
    query = (
        'SELECT ?a ?b ?c ?d ?e ?f WHERE { BIND(1 AS ?a) BIND(0.5 AS ?b) BIND(true AS ?c) BIND("x" AS ?d) '
        'BIND("2020-02"^^xsd:gYearMonth AS ?e) BIND("many"^^xsd:integer AS ?f) }'
    )
    assert select(dataset, query).rows == [(1, 0.5, True, "x", "2020-02", "many")]


def test_as_networks() -> None:
    dataset = Dataset(make_store(position_quads()))
    assert isinstance(dataset.to_networkx(), networkx.DiGraph)
    assert dataset.to_networkx("positions", layer="speech").number_of_edges() == 4
    assert dataset.to_networkx("positions", min_confidence=0.8).number_of_edges() == 1
    with pytest.raises(UsageError, match="“friends” is not a network; there are statements, positions, co-"):
        dataset.to_networkx("friends")  # type: ignore[call-overload]


def test_as_a_dataset_of_rdflib(dataset: Dataset) -> None:
    graph = dataset.to_rdflib()
    rows = list(graph.query("SELECT ?s WHERE { ?s a <https://w3id.org/actor-statement-graph#Statement> }"))
    assert len(rows) == 7


def test_the_example_of_the_documentation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.+?)```", text, re.DOTALL)
    (tmp_path / "output").mkdir()
    write_store(tmp_path / "output", statement_quads())
    monkeypatch.chdir(tmp_path)
    exec(example, {})
    assert capsys.readouterr().out == f"Murat Aslan {DANGER} b.txt:167-207\n"


def test_order_of_holders_does_not_depend_on_the_number_of_targets(built: Path) -> None:
    """The table on a screen has few targets, the page has many."""
    with kg.open(built) as dataset:
        every = [row["holder"] for row in dataset.position_matrix()]
        for targets in (1, 3, 6, 30):
            shown = [row["holder"] for row in dataset.position_matrix(targets=targets)]
            assert shown == [holder for holder in every if holder in set(shown)]
        assert every
