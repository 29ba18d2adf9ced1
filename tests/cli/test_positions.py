"""`kg positions` as a person types it."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg.graph import LEAST_SHOWN
from kg.graph.store_writer import write_store
from kg.model import Polarity
from tests.builders import Held, make_article, make_reading, make_statement, write_graph
from tests.cli.test_commands import kg
from tests.conftest import ROOT
from tests.with_positions import CELIK, position_quads


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("output")
    write_store(folder, position_quads())
    return folder


def test_one_actor_on_another(folder: Path) -> None:
    result = kg("positions", "--actor", "Erdogan", "--on", "Syrian government", "-o", str(folder))
    assert result.returncode == 0
    lines = result.stdout.splitlines()
    assert lines[0].startswith("If any harm comes to our soldiers")
    details = (
        "  Recep Tayyip Erdogan · THREATEN · opposes · Syrian government · 2020-02-05 · a.txt ¶1 · sure 0.90"
    )
    assert details in lines
    assert result.stderr.startswith("Understood: positions; actor is Recep Tayyip Erdogan (actor)")


def test_filters(folder: Path) -> None:
    def cites(*options: str) -> list[str]:
        result = kg("positions", *options, "-f", "jsonl", "-o", str(folder))
        return [json.loads(line)["cite"] for line in result.stdout.splitlines()]

    assert cites("--act", "threaten") == ["a.txt:27-127", "d.txt:1-101"]
    assert cites("--polarity", "supports", "--min-confidence", "0.7") == ["c.txt:26-78"]
    assert len(cites("--layer", "content")) == 1
    assert len(cites()) == len(cites("--min-confidence", "0")) == 8
    assert len(cites("--layer", "all")) == 9


def test_the_matrix_in_a_terminal_and_whole(folder: Path) -> None:
    shown = kg("positions", "--matrix", "-o", str(folder))
    assert "−1 (0.90)" in shown.stdout
    assert "(0.70)" in shown.stdout
    assert "13 Turkish soldiers" not in shown.stdout
    whole = kg("positions", "--matrix", "-f", "csv", "-o", str(folder))
    table = list(csv.DictReader(io.StringIO(whole.stdout)))
    assert len(table[0]) == 7
    assert {row["holder"]: row["Syrian government"] for row in table}[
        "Recep Tayyip Erdogan"
    ] == "−1 (0.90) +1 (0.70)"


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
    assert "2020-02-05,opposes,2020-03-06,supports,a.txt:27-127,c.txt:26-78,speech,0.9,0.7" in result.stdout


def test_what_is_less_sure_is_told_and_one_option_away(tmp_path: Path) -> None:
    text = "Omer Celik said they may reject the plan, the ban and the bill."
    article = make_article(text)
    held = [
        Held("REJECT", Polarity.OPPOSES, words, confidence=confidence)
        for words, confidence in (("the plan", LEAST_SHOWN), ("the ban", 0.1), ("the bill", 0.05))
    ]
    statement = make_statement(article, text[len("Omer Celik said ") : -1], CELIK, *held)
    output = ["-o", str(write_graph(tmp_path, make_reading(article, statement)))]

    def run(*arguments: str) -> tuple[int, str, str]:
        result = kg(*arguments, "-f", "csv", *output)
        return result.returncode, result.stdout, result.stderr.splitlines()[-1]

    for command in (["positions"], ["positions", "--matrix"], ["ask", "who opposes what"]):
        code, shown, message = run(*command)
        assert (code, message) == (0, "2 less sure ones: --min-confidence 0")
        cells = {cell for row in csv.reader(io.StringIO(shown)) for cell in row}
        assert ("the plan" in cells, "the ban" in cells) == (True, False)
        _, shown, _ = run(*command, "--min-confidence", "0")
        assert "the ban" in {cell for row in csv.reader(io.StringIO(shown)) for cell in row}
    assert run("positions", "--on", "the ban")[::2] == (1, "1 less sure one: --min-confidence 0")
    assert run("query", "positions")[2] == "2 less sure ones: --min-confidence 0"
    assert "less sure" not in run("positions", "--min-confidence", "0", "--act", "reject")[2]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--actor", "Nemo Nobody"], 2, "is called “Nemo Nobody”"),
        (["--act", "sing"], 2, "“sing” is not an act of the scheme"),
        (["--polarity", "purple"], 2, "purple"),
        (["--matrix", "--layer", "all"], 2, "“all” is not a layer; there are speech, content"),
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
