"""`kg positions` as a person types it."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg.graph.store import write_store
from tests.cli.test_commands import kg
from tests.conftest import ROOT
from tests.with_positions import position_quads


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("output")
    write_store(folder, position_quads())
    return folder


def test_one_actor_on_another(folder: Path) -> None:
    result = kg("positions", "--actor", "Erdogan", "--on", "Syrian government", "-o", str(folder))
    assert result.returncode == 0
    assert "a.txt:27-127" in result.stdout
    assert result.stdout.splitlines()[0].split() == [
        "holder", "act", "polarity", "target", "said", "date", "cite",
    ]  # fmt: skip
    assert result.stderr.startswith("Understood: positions; actor is Recep Tayyip Erdogan (actor)")


def test_filters(folder: Path) -> None:
    def cites(*options: str) -> list[str]:
        result = kg("positions", *options, "-f", "jsonl", "-o", str(folder))
        return [json.loads(line)["cite"] for line in result.stdout.splitlines()]

    assert cites("--act", "threaten") == ["a.txt:27-127", "d.txt:1-101"]
    assert cites("--polarity", "supports", "--min-confidence", "0.5") == ["c.txt:26-78"]
    assert len(cites("--layer", "content")) == 1
    assert len(cites()) == len(cites("--min-confidence", "0")) == 9


def test_the_matrix_in_a_terminal_and_whole(folder: Path) -> None:
    shown = kg("positions", "--matrix", "-o", str(folder))
    assert "−1 +1" in shown.stdout
    assert "4 of 5 holders and 6 of 7 targets" in shown.stderr
    whole = kg("positions", "--matrix", "-f", "csv", "-o", str(folder))
    table = list(csv.DictReader(io.StringIO(whole.stdout)))
    assert len(table[0]) == 8
    assert {row["holder"]: row["Syrian government"] for row in table}["Recep Tayyip Erdogan"] == "−1 +1"


@pytest.mark.parametrize("options", [["--matrix", "-f", "json"], ["--matrix", "--citations", "-f", "json"]])
def test_the_matrix_with_its_places(folder: Path, options: list[str]) -> None:
    rows = json.loads(kg("positions", *options, "--actor", "Erdogan", "-o", str(folder)).stdout)
    assert [(row["polarity"], row["statements"], row["cites"]) for row in rows] == [
        ("opposes", 1, "a.txt:27-127 d.txt:1-101"),
        ("supports", 1, "c.txt:26-78"),
    ]


def test_a_canned_query_of_shifts(folder: Path) -> None:
    result = kg("query", "position-shifts", "--actor", "Erdogan", "-f", "csv", "-o", str(folder))
    assert result.returncode == 0
    assert "2020-02-05,opposes,2020-03-06,supports,a.txt:27-127,c.txt:26-78" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--actor", "Nemo Nobody"], 2, "is called “Nemo Nobody”"),
        (["--act", "sing"], 2, "“sing” is not an act of the scheme"),
        (["--polarity", "purple"], 2, "purple"),
        (["--min-confidence", "2"], 2, "--min-confidence"),
        (["--on", "walnuts"], 1, "Nothing found."),
        (["--matrix", "--on", "walnuts"], 1, "Nothing found."),
    ],
)
def test_exit_codes(folder: Path, arguments: list[str], code: int, words: str) -> None:
    result = kg("positions", *arguments, "-o", str(folder))
    assert result.returncode == code
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_a_question_loads_no_model_and_no_graph_library(folder: Path) -> None:
    script = (
        "import sys; from kg.cli.main import app\n"
        "try: app(['ask', 'who opposes a withdrawal', '--output', sys.argv[1]])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('spacy', 'onnxruntime', 'networkx', 'rdflib', 'vl_convert') if m in sys.modules])"
    )
    command = [sys.executable, "-c", script, str(folder)]
    result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    assert result.stdout.splitlines()[-1] == "[]"
