"""The front door: what `import kg` gives, and what it costs."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import kg
from kg.cli.main import app
from tests.conftest import ROOT


def test_every_public_name_is_there() -> None:
    assert kg.__all__ == [
        *("InputError", "KgError", "Limits", "UsageError", "__version__"),
        *("build", "open", "read", "read_many"),
    ]
    assert all(hasattr(kg, name) for name in kg.__all__)
    assert issubclass(kg.InputError, kg.KgError)
    assert issubclass(kg.UsageError, kg.KgError)


def test_read_gives_statements_with_their_speakers() -> None:
    (statement,) = kg.read("“No,” said Ana Prado.")
    assert statement.speaker is not None
    assert (statement.speaker.actor.id, statement.speaker.actor.name) == ("ana-prado", "Ana Prado")
    assert statement.text == "No"


def test_read_counts_from_the_day_of_publication() -> None:
    (statement,) = kg.read("“No,” Ana Prado said on Saturday.", published_on="2020-02-10")
    assert statement.said_on is not None
    assert statement.said_on.date.iso == "2020-02-08"


def test_read_refuses_what_is_no_date() -> None:
    with pytest.raises(kg.UsageError, match="“tomorrow” is not a date; write 2020-02-10"):
        kg.read("“No,” said Ana Prado.", published_on="tomorrow")


def test_read_many_gives_each_path_its_statements(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("“No,” said Ana Prado.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("It rained.", encoding="utf-8")
    found = {Path(path).name: [one.text for one in all_of] for path, all_of in kg.read_many([str(tmp_path)])}
    assert found == {"a.txt": ["No"], "b.txt": []}
    with pytest.raises(kg.InputError):
        list(kg.read_many([str(tmp_path / "missing.txt")]))


def test_open_gives_a_graph_to_ask(built: Path) -> None:
    table = kg.open(built).statements(about="Sochi memorandum")
    assert "speaker" in table.columns
    assert "Recep Tayyip Erdogan" in {row["speaker"] for row in table}


def test_build_writes_what_open_opens(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("“No,” said Ana Prado.", encoding="utf-8")
    summary = kg.build([str(tmp_path)], tmp_path / "output", pages=False)
    assert (summary.articles, summary.statements, summary.attributed) == (1, 1, 1)
    with kg.open(tmp_path / "output") as dataset:
        assert [row["speaker"] for row in dataset.statements(speaker="Ana Prado")] == ["Ana Prado"]


def test_importing_is_light() -> None:
    heavy = (
        "trafilatura",
        "lxml",
        "pyarrow",
        "feedparser",
        "warcio",
        "docx",
        "pypdf",
        "backports",
        "jinja2",
        "networkx",
        "numpy",
        "onnxruntime",
        "pyoxigraph",
        "rdflib",
        "spacy",
        "tokenizers",
    )
    script = f"import sys, kg; print(sorted(set({heavy!r}) & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert done.stdout == "[]\n"


def test_an_article_that_takes_too_long_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("“No,” said Ana Prado. " * 10, encoding="utf-8")
    (tmp_path / "b.txt").write_text("“No,” said Ana Prado.", encoding="utf-8")
    # The longer a text, the less time it has: 39 seconds for b.txt, none for a.txt.
    monkeypatch.setattr("kg.text.deadline.PER_MILLION", -1e6)
    message = "a.txt takes longer than the -160 seconds that a text of its length may take; split it or leave"
    with pytest.warns(UserWarning, match=message):
        found = dict(kg.read_many([str(tmp_path)]))
    assert [Path(path).name for path in found] == ["b.txt"]
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
