"""`kg query` and `kg ask`: limits, an interrupt, formats of triples, names that would control a terminal."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from typer.testing import CliRunner

from kg.cli import progress
from kg.cli.main import app
from kg.errors import StoreError
from kg.graph.store_files import store_path
from kg.graph.store_writer import write_store
from kg.graph.vocabulary import term
from tests.conftest import ROOT

ESCAPE = "\x1b[2J\x9b31mAna\u202e\r\x07Prado"
SHOWN = "\ufffd[2J\ufffd31mAna\ufffd\ufffd\ufffdPrado"
SLOW = (
    "SELECT (COUNT(*) AS ?n) { "
    + " ".join(
        f"{{ SELECT ?x{number} {{ VALUES ?x{number} {{ 1 2 3 4 5 6 7 8 9 }} }} }}" for number in range(12)
    )
    + " }"
)
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A graph with one name, which has control characters."""
    write_store(tmp_path, [Quad(NamedNode("a:s"), term("schema:name"), Literal(ESCAPE), NamedNode("a:g"))])
    return tmp_path


def query(folder: Path, sparql: str, *arguments: str) -> tuple[int, str, str]:
    """The exit code of a query, its output, and what it says."""
    result = CliRunner().invoke(app, ["query", "-", "-o", str(folder), *arguments], input=sparql)
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(
    ("sparql", "arguments", "said"),
    [
        (
            SLOW,
            ["--timeout", "0.3"],
            "The query took longer than 0.3 seconds and was stopped; narrow it. Or allow more with "
            "--timeout.",
        ),
        (
            "SELECT * { VALUES ?x { 1 2 3 } }",
            ["--max-rows", "2"],
            "The answer has more than 2 rows; narrow the query, or take parts (LIMIT, OFFSET). Or allow more "
            "with --max-rows.",
        ),
        (
            SLOW.replace("(COUNT(*) AS ?n)", "*") + " ORDER BY ?x1",
            ["--max-memory", "50"],
            "The query needs more memory than 50 MB and was stopped; narrow it. Or allow more with "
            "--max-memory.",
        ),
        ("ASK {" * 20_000, [], "The query is nested too deeply: at most 100 brackets may be open."),
        ("#" * 1_000_000, [], "The query has more than 524,288 bytes; make it shorter."),
        (
            "SELECT * { SERVICE <http://localhost:9> {} }",
            [],
            "The query has a SERVICE clause: no other server is asked. Leave it out.",
        ),
    ],
    ids=["time", "rows", "memory", "nested", "long", "service"],
)
def test_a_query_that_may_not_be_is_wrong_usage(
    folder: Path, sparql: str, arguments: list[str], said: str
) -> None:
    code, printed, _ = query(folder, sparql, *arguments)
    result = CliRunner().invoke(app, ["query", "-", "-o", str(folder), *arguments], input=sparql)
    assert (code, printed) == (1, "")
    assert str(result.exception) == said


def test_limits_can_be_lifted(folder: Path) -> None:
    none = ["--timeout", "0", "--max-rows", "0", "--max-memory", "0"]
    assert query(folder, "SELECT * { VALUES ?x { 1 2 3 } }", *none, "-f", "csv") == (0, "x\n1\n2\n3\n", "")


@pytest.mark.parametrize("command", [["query", "slow.rq"], ["query", "slow"], ["ask", "who speaks"]])
def test_an_interrupt_ends_it_at_once(folder: Path, command: list[str]) -> None:
    (folder / "slow.rq").write_text(SLOW, encoding="utf-8")
    # What answers never comes to an end, and says when it begins.
    script = (
        "import sys, time\n"
        "from kg.questions import canned\n"
        "from kg.questions.understanding import answering\n"
        "def wait(*_, **__):\n"
        "    print('begun', flush=True); time.sleep(600)\n"
        "answering.ask = canned.run_canned = wait\n"
        "from kg import apart\n"
        "run_apart = apart._run\n"
        "def begun(*arguments):\n"
        "    print('begun', file=sys.__stderr__, flush=True); run_apart(*arguments)\n"
        "apart._run = begun\n"
        "from kg.cli.main import run; run()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, *command, "-o", str(folder)],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "begun\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert "Traceback" not in process.stderr.read()


def test_triples_are_printed_as_rdf(folder: Path) -> None:
    sparql = "CONSTRUCT { <a:s> schema:name 'Ana', 'Luis' } {}"
    code, printed, said = query(folder, sparql)
    assert (code, said) == (0, "")
    assert printed.endswith('<a:s> schema:name "Ana" , "Luis" .\n')
    assert query(folder, sparql, "-f", "ntriples")[1].splitlines() == [
        '<a:s> <https://schema.org/name> "Ana" .',
        '<a:s> <https://schema.org/name> "Luis" .',
    ]
    assert json.loads(query(folder, sparql, "-f", "jsonld")[1])[0]["@id"] == "a:s"
    assert query(folder, sparql, "-f", "rdfxml")[1].startswith("<?xml")
    assert query(folder, sparql, "-f", "csv")[1].splitlines() == [
        "subject,predicate,object",
        "a:s,https://schema.org/name,Ana",
        "a:s,https://schema.org/name,Luis",
    ]
    assert query(folder, "CONSTRUCT WHERE { ?s a ?o }") == (1, "", "Nothing found.\n")


def test_rows_have_no_format_of_rdf(folder: Path) -> None:
    result = CliRunner().invoke(app, ["query", "-", "-o", str(folder), "-f", "turtle"], input="ASK {}")
    assert str(result.exception) == "The answer has rows and no triples; take another format than turtle."


@pytest.mark.parametrize("form", ["table", "csv", "md", "json", "jsonl"])
def test_no_format_of_rows_controls_a_terminal(folder: Path, form: str) -> None:
    code, printed, said = query(folder, "SELECT ?name { ?s schema:name ?name }", "-f", form)
    assert code == 0
    assert CONTROLS.search(printed + said) is None
    if form == "csv":
        assert list(csv.reader(io.StringIO(printed))) == [["name"], [SHOWN]]
    elif form == "json":
        assert json.loads(printed) == [{"name": ESCAPE}]
    elif form == "jsonl":
        assert json.loads(printed) == {"name": ESCAPE}
    else:
        # A carriage return is a space of Markdown.
        md = "\ufffd\\[2J\ufffd31mAna\ufffd \ufffdPrado"
        assert (md if form == "md" else SHOWN) in printed


@pytest.mark.parametrize("form", ["turtle", "ntriples", "jsonld", "rdfxml"])
def test_no_format_of_triples_controls_a_terminal(folder: Path, form: str) -> None:
    code, printed, _ = query(folder, "CONSTRUCT WHERE { ?s schema:name ?name }", "-f", form)
    assert code == 0
    assert CONTROLS.search(printed) is None
    if form == "jsonld":
        assert json.loads(printed)[0]["https://schema.org/name"] == [{"@value": ESCAPE}]
    elif form != "rdfxml":
        assert r'"\u001B[2J\u009B31mAna\u202E\r\u0007Prado"' in printed


def test_progress_does_not_control_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stderr", Terminal())
    written = sys.stderr
    with progress.reading_progress() as advance:
        advance("a\x1b]0;title\x07[red]\x9b31m.txt")
    assert isinstance(written, Terminal)
    assert "a\ufffd]0;title\ufffd[red]\ufffd31m.txt" in written.getvalue()


def test_a_store_that_is_damaged_while_it_is_read_has_exit_code_3(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # As of a large store, whose tables are not verified when it is opened.
    monkeypatch.setattr("kg.graph.store_files._VERIFIED", 0)
    for table in store_path(folder).glob("*.sst"):
        content = bytearray(table.read_bytes())
        content[: len(content) // 2] = bytes(len(content) // 2)
        table.write_bytes(content)
    (folder / "all.rq").write_text("SELECT * { GRAPH ?g { ?s ?p ?o } }", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["kg", "query", str(folder / "all.rq"), "-o", str(folder)])
    from kg.cli.main import run

    with pytest.raises(SystemExit) as caught:
        run()
    assert caught.value.code == 3
    assert "is damaged" in capsys.readouterr().err


def test_a_query_that_reads_on_in_a_damaged_store_has_exit_code_3(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As of a large store, whose tables are not verified when it is opened.
    monkeypatch.setattr("kg.graph.store_files._VERIFIED", 0)
    code, _, said = query(folder, SLOW, "--timeout", "0.3")
    assert code == 1
    checksums = store_path(folder) / "checksums"
    # The tables are others than those that were written.
    changed = re.sub(r"^\w{64}(?=.*sst$)", "0" * 64, checksums.read_text("ascii"), flags=re.MULTILINE)
    checksums.write_text(changed, encoding="ascii")
    result = CliRunner().invoke(app, ["query", "-", "-o", str(folder), "--timeout", "0.3"], input=SLOW)
    assert isinstance(result.exception, StoreError), said
    assert "is not as it was written); build it again." in str(result.exception)


def test_threads_of_a_program_may_ask(folder: Path) -> None:
    import kg

    found = []
    with kg.open(folder, limits=kg.Limits(seconds=20)) as dataset:
        threads = [
            threading.Thread(target=lambda: found.append(dataset.sparql_as("ASK { ?s ?p ?o }")))
            for _ in range(8)
        ]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
    assert [one.rows for one in found if not isinstance(one, str)] == [[(True,)]] * 8
