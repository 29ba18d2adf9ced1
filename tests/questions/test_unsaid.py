"""What was not said, is only thought or done: found by who asks for it, never taken for said."""

from pathlib import Path

import pytest
from pyoxigraph import Store
from typer.testing import CliRunner

from kg.cli.main import app
from kg.errors import UsageError
from kg.graph.reader.taken import SAID
from kg.questions.canned import canned_queries, run_canned
from kg.questions.dataset import Dataset
from kg.questions.tables import Table
from kg.questions.understanding.answering import ask
from tests.builders import make_store, write_graph
from tests.with_unsaid import OPEN, READING, ROAD, SENT, TALKED, WAVE, WHETHER, unsaid_quads

REFUSED, NEGATED, DENIED = f"[refused to say] {WHETHER}", f"[did not say] {TALKED}", f"[denied] {SENT}"


@pytest.fixture(scope="module")
def store() -> Store:
    return make_store(unsaid_quads())


def said(table: Table) -> list[object]:
    return [row["said"] for row in table]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, [OPEN, DENIED]),
        ({"unsaid": "refused"}, [REFUSED]),
        ({"unsaid": "refused, negated"}, [REFUSED, NEGATED]),
        ({"unsaid": "none,negated"}, [OPEN, NEGATED, DENIED]),
        ({"kind": "attitude"}, [f"[attitude] {WAVE}"]),
        ({"kind": "attitude,act"}, [f"[attitude] {WAVE}", f"[act] {ROAD}"]),
        ({"unsaid": "question"}, []),
        (
            {"kind": "all", "unsaid": "all"},
            [OPEN, REFUSED, NEGATED, DENIED, f"[attitude] {WAVE}", f"[act] {ROAD}"],
        ),
    ],
)
def test_statements_of_a_kind(store: Store, values: dict[str, str], expected: list[str]) -> None:
    assert said(run_canned(store, "who-said-what", values)) == expected


def test_the_fields_are_columns_of_their_own(store: Store) -> None:
    (row,) = run_canned(store, "statements-by-speaker", {"speaker": "Merkel", "unsaid": "refused"})
    assert (row["cue"], row["kind"], row["unsaid"]) == ("declined to say", "speech", "refused")
    (row,) = run_canned(store, "statements-by-speaker", {"speaker": "Merkel"})
    assert (row["cue"], row["kind"], row["unsaid"]) == ("said", "speech", None)


def test_counts_are_of_what_was_said(store: Store) -> None:
    def counts(**values: str) -> list[tuple[object, object]]:
        return [(row["actor"], row["statements"]) for row in run_canned(store, "actors", values)]

    assert counts() == [("Angela Merkel", 1), ("Sergei Lavrov", 1)]
    assert counts(kind="all", unsaid="all") == [("Angela Merkel", 4), ("Sergei Lavrov", 2)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("who said what", [OPEN, DENIED]),
        ("what did Merkel say", [OPEN]),
        ("what did Merkel refuse to say?", [REFUSED, NEGATED]),
        ("what has Merkel declined to say about the strike", [REFUSED, NEGATED]),
        ("what does Merkel not want to comment on", [REFUSED, NEGATED]),
        ("what didn't Merkel say", [REFUSED, NEGATED]),
        ("who refused to comment on the strike", [REFUSED, NEGATED]),
        ("who did not say anything", [REFUSED, NEGATED]),
        ("who won't comment", [REFUSED, NEGATED]),
        ("what did Lavrov deny", [DENIED]),
        ("what did Merkel deny", [NEGATED]),
    ],
)
def test_plain_questions(store: Store, question: str, expected: list[str]) -> None:
    assert said(ask(store, question)) == expected


def test_a_question_is_widened(store: Store) -> None:
    with Dataset(store) as dataset:
        assert said(dataset.ask("what did Merkel say", kind="all")) == [OPEN, f"[attitude] {WAVE}"]
        assert said(dataset.ask("what did Merkel refuse to say", unsaid="refused")) == [REFUSED]
        (act,) = dataset.statements(speaker="Lavrov", kind="act")
        assert (act.kind, act.text) == ("act", ROAD)


def test_positions_and_the_matrix(store: Store) -> None:
    with Dataset(store) as dataset:
        assert dataset.positions().rows == dataset.position_matrix().rows == []
        (attitude,) = dataset.positions(kind="attitude")
        assert (attitude["said"], attitude["target"]) == (f"[attitude] {WAVE}", "Russian government")
        (refusal,) = dataset.query("who-did-what-to-whom", layer="speech", unsaid="refused")
        assert (refusal["said"], refusal["cite"]) == (REFUSED, "a.txt:67-94")
        wide = dataset.position_matrix(kind="speech,attitude", unsaid="all")
        assert wide.columns == ("holder", "Russian government", "the strike")
        assert wide.rows == [("Angela Merkel", "−1 (0.90)", "−1 (0.90)")]
        assert len(dataset.position_cells(kind="attitude").rows) == 1


def test_networks(store: Store) -> None:
    with Dataset(store) as dataset:
        labels = nodes_of(dataset.to_networkx().nodes(data="label"))
        assert labels == {"Angela Merkel", "Sergei Lavrov", OPEN, SENT}
        assert REFUSED in nodes_of(dataset.to_networkx(unsaid="refused").nodes(data="label"))
        kinds = [kind for _, _, kind in dataset.to_networkx(kind="attitude").edges(data="kind")]
        assert kinds == ["attitude"]
        assert not dataset.to_networkx("positions")
        assert len(dataset.to_networkx("positions", kind="all").edges) == 1


def nodes_of(labels: object) -> set[object]:
    return set(dict(labels).values())  # type: ignore[call-overload]


def test_a_value_that_is_none_is_refused(store: Store) -> None:
    with pytest.raises(UsageError, match="“thought” is not a kind of statement; there are speech, attitude"):
        run_canned(store, "who-said-what", {"kind": "speech,thought"})
    with pytest.raises(UsageError, match="“null” is not a way of not saying; there are none, negated"):
        Dataset(store).to_networkx(unsaid="null")


def test_every_query_of_statements_has_the_same_line() -> None:
    lines = {
        query.name: [line.strip() for line in query.text.splitlines() if line.endswith("# said")]
        for query in canned_queries()
    }
    assert {line for found in lines.values() for line in found} == {f"{SAID.pattern()}  # said"}
    assert {name for name, found in lines.items() if not found} == {
        # Facts, names, offices, figures and corrections are no statements; only what was said is compared;
        # denials have a filter.
        "agreement-facts",
        "conflicting-figures",
        "corrections",
        "denials",
        "echoes",
        "figures",
        "names",
        "offices",
    }


def test_the_command_line(tmp_path: Path) -> None:
    write_graph(tmp_path, READING)

    def run(*arguments: str) -> str:
        return CliRunner().invoke(app, [*arguments, "--output", str(tmp_path), "--format", "csv"]).stdout

    assert REFUSED in run("ask", "what did Merkel refuse to say")
    assert WHETHER not in run("ask", "what did Merkel say")
    assert f"[attitude] {WAVE}" in run("ask", "what did Merkel say", "--kind", "all")
    assert NEGATED in run("query", "who-said-what", "--unsaid", "negated")
    assert NEGATED in run("statements", "--unsaid", "all")
    assert run("positions", "--matrix", "--kind", "attitude").splitlines() == [
        "holder,Russian government",
        "Angela Merkel,−1 (0.90)",
    ]
