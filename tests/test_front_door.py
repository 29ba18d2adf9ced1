"""The front door: what `import kg` gives, and what it costs."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

import kg
from kg.cli.main import app
from tests.conftest import ROOT


def test_every_public_name_is_there() -> None:
    assert kg.__all__ == [
        *("Article", "Dataset", "InputError", "KgError", "Limits", "Statement", "Statements", "Table"),
        *("UsageError", "__version__", "build", "open", "read", "read_many"),
    ]
    assert all(hasattr(kg, name) for name in kg.__all__)
    with pytest.raises(AttributeError, match="module 'kg' has no attribute 'Store'"):
        kg.Store  # noqa: B018
    assert issubclass(kg.InputError, kg.KgError)
    assert issubclass(kg.UsageError, kg.KgError)


def test_read_gives_statements_with_their_speakers() -> None:
    article = kg.read("“No,” said Ana Prado.")
    (statement,) = article.statements
    assert (article.document, article.text) == ("text", "“No,” said Ana Prado.")
    assert (statement.speaker_id, statement.speaker, statement.text) == ("ana-prado", "Ana Prado", "No")
    assert (statement.cite, statement.cue, statement.speaker_type) == ("text:0-5", "said", "person")


def test_read_counts_from_the_day_of_publication() -> None:
    (statement,) = kg.read("“No,” Ana Prado said on Saturday.", published_on="2020-02-10").statements
    assert (statement.said_on, statement.said_from) == ("2020-02-08", date(2020, 2, 8))
    assert statement.published_on == date(2020, 2, 10)


def test_read_refuses_what_is_no_date() -> None:
    with pytest.raises(kg.UsageError, match="“tomorrow” is not a date; write 2020-02-10"):
        kg.read("“No,” said Ana Prado.", published_on="tomorrow")


def test_read_many_gives_each_path_its_statements(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("“No,” said Ana Prado.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("It rained.", encoding="utf-8")
    found = {
        Path(one.document).name: [statement.text for statement in one.statements]
        for one in kg.read_many([str(tmp_path)])
    }
    assert found == {"a.txt": ["No"], "b.txt": []}
    with pytest.raises(kg.InputError):
        list(kg.read_many([str(tmp_path / "missing.txt")]))


def test_open_gives_a_graph_to_ask(built: Path) -> None:
    found = kg.open(built).statements(about="Sochi memorandum")
    assert isinstance(found, kg.Statements)
    assert all(isinstance(one, kg.Statement) for one in found)
    assert "Recep Tayyip Erdogan" in {one.speaker for one in found}


def test_build_writes_what_open_opens(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("“No,” said Ana Prado.", encoding="utf-8")
    summary = kg.build([str(tmp_path)], tmp_path / "output", pages=False)
    assert (summary.articles, summary.statements, summary.attributed) == (1, 1, 1)
    with kg.open(tmp_path / "output") as dataset:
        assert [one.speaker for one in dataset.statements(speaker="Ana Prado")] == ["Ana Prado"]


_LATER = ("networkx", "numpy", "onnxruntime", "pandas", "polars", "pyarrow", "rdflib", "spacy", "tokenizers")
_HEAVY = (
    *("trafilatura", "lxml", "feedparser", "warcio", "docx", "pypdf", "backports", "jinja2"),
    *("pyoxigraph", *_LATER),
)


def loaded(script: str, heavy: tuple[str, ...], cwd: Path = ROOT) -> str:
    """Which of the `heavy` modules a process has loaded after `script`."""
    listed = f"{script}\nimport sys; print(sorted(set({heavy!r}) & set(sys.modules)))"
    paths = [str(ROOT), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
    command = [sys.executable, "-c", listed]
    done = subprocess.run(command, cwd=cwd, check=True, capture_output=True, text=True, env=environment)
    return done.stdout


def test_importing_is_light() -> None:
    assert loaded("import kg", _HEAVY) == "[]\n"
    assert loaded("import kg.cli.main", _HEAVY) == "[]\n"


def test_opening_and_asking_is_light(built: Path) -> None:
    script = f"""import kg
with kg.open({str(built)!r}) as graph:
    list(graph.statements(about="Sochi"))
    graph.ask("who said what about Sochi")
    graph.positions(), graph.actors(), graph.agreements(), graph.article("001_")
    graph.sparql("SELECT ?s WHERE {{ ?s a asg:Agreement }}")"""
    assert loaded(script, _LATER) == "[]\n"


def test_an_article_that_takes_too_long_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("“No,” said Ana Prado. " * 10, encoding="utf-8")
    (tmp_path / "b.txt").write_text("“No,” said Ana Prado.", encoding="utf-8")
    # The longer a text, the less time it has: 39 seconds for b.txt, none for a.txt.
    monkeypatch.setattr("kg.text.deadline.PER_MILLION", -1e6)
    message = "a.txt takes longer than the -160 seconds that a text of its length may take; split it or leave"
    with pytest.warns(UserWarning, match=message):
        found = list(kg.read_many([str(tmp_path)]))
    assert [Path(one.document).name for one in found] == ["b.txt"]
    with pytest.raises(kg.InputError, match=message):
        kg.build([str(tmp_path)], tmp_path / "output", pages=False)


def test_build_goes_on_after_an_article_that_takes_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("“No,” said Ana Prado. " * 10, encoding="utf-8")
    (tmp_path / "b.txt").write_text("“No,” said Ana Prado.", encoding="utf-8")
    monkeypatch.setattr("kg.text.deadline.PER_MILLION", -1e6)
    for command in (["extract", str(tmp_path)], ["build", str(tmp_path), "-o", str(tmp_path / "output")]):
        result = CliRunner().invoke(app, command)
        assert result.exit_code == 3
        assert "a.txt takes longer than" in result.stderr
    assert result.stdout.split("articles")[1].split()[0] == "1"
