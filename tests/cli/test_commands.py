"""The commands as a person types them: what they print, and where, and their exit codes."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


def kg(*arguments: str, stdin: str = "", folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own, for a screen of 120 columns."""
    return subprocess.run(
        [sys.executable, "-m", "kg", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env=os.environ | {"COLUMNS": "120"},
        check=False,
    )


def test_help_and_questions_load_neither_models_nor_readers_of_formats(built: Path) -> None:
    heavy = [
        "spacy",
        "onnxruntime",
        "torch",
        "trafilatura",
        "lxml",
        "w3lib",
        "pyarrow",
        "feedparser",
        "inscriptis",
    ]
    heavy += ["warcio", "docx", "pypdf", "backports"]
    script = (
        "import sys; from kg.cli.main import app\n"
        "try: app(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        f"print([m for m in {heavy} if m in sys.modules])"
    )
    for arguments in (["--help"], ["ask", "who said what about Sochi", "--output", str(built)]):
        command = [sys.executable, "-c", script, *arguments]
        result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
        assert result.stdout.splitlines()[-1] == "[]"


def test_a_command_loads_no_other_and_a_question_only_what_it_asks_for(built: Path) -> None:
    # The graph itself is asked in the process that the command starts, here in the same.
    script = (
        "import sys; from kg.cli import limits, main\n"
        "limits.apart = lambda answer, limits: answer()\n"
        "try: main.app(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "unused = ('kg.cli.build', 'kg.cli.correct', 'kg.questions.canned', 'kg.questions.matrix')\n"
        "later = ('kg.language.dates', 'kg.text.text', 'kg.questions.understanding.figure_answers')\n"
        "print([m for m in (*unused, *later) if m in sys.modules])"
    )
    for question, loaded in (
        ("what did Erdogan say about Idlib", []),
        ("what did Erdogan say in February 2020", ["kg.language.dates", "kg.text.text"]),
    ):
        command = [sys.executable, "-c", script, "ask", question, "--output", str(built)]
        result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
        assert result.stdout.splitlines()[-1] == str(loaded)


def test_a_command_that_is_not_one_is_told_with_the_nearest() -> None:
    result = kg("statments")
    assert result.returncode == 2
    assert "No such command 'statments'. Did you mean 'statements'" in result.stderr


def test_build_prints_what_was_found(tmp_path: Path) -> None:
    result = kg("build", "seeds/004_bda909c76a8e216b.txt", "--output", str(tmp_path))
    assert result.returncode == 0
    assert "statements" in result.stdout
    assert f"Open {tmp_path / 'index.html'} in a browser." in result.stderr
    assert {path.name for path in tmp_path.iterdir()} == {
        "actors",
        "agreements",
        "articles",
        "graph.html",
        "index.html",
        "ledger.sqlite",
        "positions.html",
        "report.json",
        "statements.jsonl",
        "store",
    }


def test_build_with_one_bad_input_says_so_in_its_exit_code(tmp_path: Path) -> None:
    result = kg("build", "seeds/004_bda909c76a8e216b.txt", "missing.txt", "--output", str(tmp_path))
    assert result.returncode == 3
    assert "kg: missing.txt does not exist." in result.stderr
    assert (tmp_path / "index.html").exists()


def test_pages_are_written_apart_if_wished(tmp_path: Path) -> None:
    result = kg("build", "seeds/004_bda909c76a8e216b.txt", "--output", str(tmp_path), "--no-pages")
    assert result.returncode == 0
    assert not list(tmp_path.rglob("*.html"))
    result = kg("pages", "--output", str(tmp_path))
    assert (result.returncode, result.stdout) == (0, "")
    assert result.stderr == f"Open {tmp_path / 'index.html'} in a browser.\n"
    assert (tmp_path / "index.html").exists()


def test_pages_without_a_graph(tmp_path: Path) -> None:
    result = kg("pages", "--output", str(tmp_path))
    assert result.returncode == 3
    assert result.stderr.startswith(f"kg: There is no graph in {tmp_path};")


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "md", "table"])
def test_formats(built: Path, form: str) -> None:
    result = kg("statements", "--speaker", "Erdoğan", "--about", "Sochi", "-f", form, "-o", str(built))
    assert result.returncode == 0
    cite = "seeds/001_e2a5421fd2ec2f6f.txt:790-974"
    if form == "json":
        assert [row["cite"] for row in json.loads(result.stdout)] == [cite]
    elif form == "jsonl":
        assert [json.loads(line)["cite"] for line in result.stdout.splitlines()] == [cite]
    elif form == "csv":
        assert [row["cite"] for row in csv.DictReader(io.StringIO(result.stdout))] == [cite]
    elif form == "md":
        assert len(result.stdout.splitlines()) == 3
        assert cite in result.stdout
    else:
        assert "Erdogan" in result.stdout
        assert "1 row" in result.stdout


def test_query_without_a_name_lists_the_queries() -> None:
    result = kg("query", "--format", "csv")
    assert result.returncode == 0
    # A spreadsheet would take what begins with a hyphen for a formula.
    assert "who-said-what,Who said what,'--speaker --role --about" in result.stdout


def test_help_after_the_name_of_a_query_is_that_of_the_query() -> None:
    result = kg("query", "who-mentions", "--help")
    assert result.returncode == 0
    assert result.stdout.startswith("Who mentions something. Speakers whose statements name")
    assert "    kg query who-mentions --about Astana\n" in result.stdout
    described = csv.DictReader(io.StringIO(kg("query", "positions", "-h", "-f", "csv").stdout))
    defaults = {row["parameter"]: row["default"] for row in described}
    assert defaults["'--min-confidence"] == "0.65"
    assert "kg query [OPTIONS]" in kg("query", "--help").stdout
    # Standard input is not waited for.
    assert "kg query [OPTIONS]" in kg("query", "-", "--help").stdout


def test_a_query_of_ones_own(built: Path, tmp_path: Path) -> None:
    (tmp_path / "speakers.rq").write_text(
        "# title: Speakers\nSELECT DISTINCT ?speaker WHERE { ?s prov:wasAttributedTo/schema:name ?speaker }"
        " ORDER BY ?speaker",
        encoding="utf-8",
    )
    listed = kg("query", "--queries", str(tmp_path), "-f", "csv")
    assert "speakers,Speakers," in listed.stdout
    result = kg("query", "speakers", "--queries", str(tmp_path), "-f", "csv", "-o", str(built))
    assert result.stdout.splitlines()[:2] == ["speaker", "Ali Bakeer"]


def test_a_canned_query_with_its_parameter(built: Path) -> None:
    result = kg("query", "who-said-what", "--about", "Sochi", "--format", "csv", "-o", str(built))
    assert result.returncode == 0
    assert "regardless of the Sochi deal" in result.stdout


def test_any_query_from_a_file_and_from_standard_input(built: Path, tmp_path: Path) -> None:
    query = "SELECT (COUNT(?s) AS ?n) WHERE { ?s a schema:NewsArticle }"
    (tmp_path / "my.rq").write_text(query, encoding="utf-8")
    for result in (
        kg("query", str(tmp_path / "my.rq"), "-f", "csv", "-o", str(built)),
        kg("query", "-", "-f", "csv", "-o", str(built), stdin=query),
    ):
        assert (result.returncode, result.stdout) == (0, "n\n5\n")


def test_extract_from_standard_input() -> None:
    result = kg("extract", "-", stdin="Kenyatta said that the railway would open in June.")
    assert result.returncode == 0
    (record,) = map(json.loads, result.stdout.splitlines())
    assert record["document"] == "stdin"
    assert record["text"] == "the railway would open in June"
    assert record["speaker"] == {
        "id": "kenyatta-person",
        "name": "Kenyatta",
        "type": "person",
        "confidence": 0.91,
    }
    assert record["published_on"] is None


def test_extract_finds_nothing() -> None:
    result = kg("extract", "-", stdin="x")
    assert (result.returncode, result.stdout, result.stderr) == (1, "", "No statement found.\n")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["ask", "?"], 2, "The question has no words"),
        (["ask", "what", "did", "Ada", "Quist", "say"], 1, "is called “Ada Quist”"),
        (["ask", "who said what about walnuts"], 1, "Nothing found."),
        (["query", "nope"], 2, "There is no query “nope”"),
        (["query", "missing.rq"], 3, "cannot be read"),
        (["query", "who-said-what", "--about"], 2, "has no value"),
        (["query", "-"], 2, "The query is broken"),
        (["statements", "--format", "xml"], 2, "xml"),
    ],
)
def test_mistakes_are_told_in_a_sentence(built: Path, arguments: list[str], code: int, words: str) -> None:
    result = kg(*arguments, "--output", str(built), stdin="SELECT ?x WHERE { ?x a }")
    assert result.returncode == code
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_no_graph_yet(tmp_path: Path) -> None:
    result = kg("actors", "--output", str(tmp_path))
    assert result.returncode == 3
    assert "There is no graph in" in result.stderr


def test_evaluate_prints_the_measures_of_an_annotated_folder(tmp_path: Path) -> None:
    text = "Brown said that the vote would be repeated."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "a.ann").write_text(
        "T1\tSource 0 5\tBrown\nT2\tCue 6 10\tsaid\nT3\tContent 11 42\tthat the vote would be repeated\n"
        "T4\tAttribution 6 10\tsaid\nE1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n",
        encoding="utf-8",
    )
    result = kg("evaluate", str(tmp_path), "--format", "csv")
    assert result.returncode == 0
    assert result.stderr == "Texts: 1; attributions marked: 1; found: 1.\n"
    assert result.stdout == (
        "measure,precision,recall,F1\n"
        "source,100.0,100.0,100.0\ncue,100.0,100.0,100.0\ncontent,100.0,100.0,100.0\n"
        "linked,100.0,100.0,100.0\nlinked exact,100.0,100.0,100.0\n"
    )


def test_evaluate_says_what_a_folder_must_have(tmp_path: Path) -> None:
    result = kg("evaluate", str(tmp_path))
    assert (result.returncode, result.stdout) == (3, "")
    assert "has no annotated text: NAME.ann beside NAME.txt" in result.stderr
    assert (
        kg("evaluate", str(tmp_path / "missing")).stderr == f"kg: {tmp_path / 'missing'} is not a folder.\n"
    )


def test_what_is_not_english_is_named(tmp_path: Path) -> None:
    german = "Der Minister sagte, dass die Wahl wiederholt werde. „Wir sind bereit“, sagte er am Montag.\n"
    article = tmp_path / "wahl.txt"
    article.write_text(german, encoding="utf-8")
    extracted = kg("extract", str(article))
    assert extracted.stdout == ""
    assert f"{article}: not English (de), " in extracted.stderr
    assert extracted.stderr.endswith("No statement found.\n")
    built = kg("build", str(article), "--output", str(tmp_path / "output"))
    assert built.returncode == 0
    assert f"{article}: not English (de), " in built.stderr
    assert "skipped, not English" in built.stdout
