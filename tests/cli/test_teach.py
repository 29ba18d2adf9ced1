"""The commands of docs/teach.md on ten articles: the five of seeds/ and five of corpus/."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kg import open as open_dataset
from kg.archive.corrections.correction_objects import AddedStatement
from kg.archive.corrections.correction_writing import add_corrections
from kg.cli.main import app
from kg.model import Span
from kg.pipeline import update
from kg.text.article_files import article_id
from tests.conftest import ROOT
from training.readings import read_corpus

DOCS = ROOT / "docs" / "teach.md"
# The first ones take a build and a person; tests of their own are elsewhere.
ELSEWHERE = {"kg build articles", "kg serve --review"}
OF_CORPUS = (
    "2019-02-13_hotel-fire-kills-at-least-seventeen-in-karol-bagh-new-delhi.txt",
    "2019-04-08_540-million-private-facebook-records-found-on-public-interne.txt",
    "2019-07-01_charlottesville-virginia-killer-sentenced-to-life-in-prison.txt",
    "2019-07-12_louisiana-declares-state-of-emergency-as-tropical-storm-barr.txt",
    "2020-01-18_ukrainian-president-rejects-prime-minister-s-resignation-ove.txt",
)


def run(line: str) -> tuple[str, str]:
    """What a command of the documentation prints, to standard output and to standard error."""
    result = CliRunner().invoke(app, line.split()[1:])
    assert result.exit_code == 0, (line, result.output, result.exception)
    return result.stdout, result.stderr


def review(folder: Path) -> None:
    """Accept every statement of nine articles and the first two of the tenth; one has another speaker."""
    by_article: dict[str, list[Any]] = {}
    for one in open_dataset(folder).statements(kind="all", unsaid="all"):
        by_article.setdefault(one.document, []).append(one)
    *whole, last = (by_article[path] for path in sorted(by_article))
    assert len(whole) == 9
    last.sort(key=lambda one: int(one.start))
    wrong, other, *_ = (one.id for one in whole[-1] if one.kind == "speech" and not one.unsaid)
    accepted = [one.id for own in (*whole, last[:2]) for one in own]
    claims = [("statement-accepted", one, "") for one in accepted if one != wrong]
    claims += [("not-a-statement", wrong, ""), ("speaker", other, "ali-bakeer")]
    add_corrections(folder / "corrections.csv", claims, by="Ann", on="2026-11-23")
    assert update(folder) == []


def test_a_desk_measures_and_teaches(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(built, "output")
    run(f"kg build {' '.join(str(ROOT / 'corpus' / 'texts' / name) for name in OF_CORPUS)} --no-pages")
    review(Path("output"))
    shutil.copytree("output", "output-train")
    lines = re.findall(r"^    (kg .*)$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    printed = {line: run(line) for line in lines if line not in ELSEWHERE}
    assert list(printed) == [
        "kg corrections",
        "kg corrections --as-annotation desk",
        "kg evaluate desk",
        "kg corrections --as-annotation desk --part train --output output-train",
    ]
    assert "statement-accepted" in printed["kg corrections"][0]
    assert printed["kg corrections --as-annotation desk"][1].startswith("desk: 10 articles with ")
    pattern = re.compile(r"^(said|kind and unsaid|speaker)\D+([\d.]+)", re.MULTILINE)
    figures = dict(pattern.findall(printed["kg evaluate desk"][0]))
    # One of what is found is no statement, and one has another speaker.
    assert 90 < float(figures["said"]) < 100
    assert float(figures["kind and unsaid"]) == 100
    assert 90 < float(figures["speaker"]) < 100
    rows = [json.loads(line) for line in Path("desk/dev.jsonl").read_text("utf-8").splitlines()]
    for row in rows:
        text = Path("desk/texts", row["document"]).read_text("utf-8")
        for span in (*row["source"], *row["content"], *([row["cue"]] if row["cue"] else [])):
            assert span["text"] == text[span["start"] : span["end"]] != ""
    articles = [json.loads(line) for line in Path("desk/articles.jsonl").read_text("utf-8").splitlines()]
    assert [one["part"] for one in articles] == ["dev"] * 10 + ["train"] * 10
    assert sum("annotated_until" in one for one in articles) == 2
    # Training reads it as it reads corpus/.
    examples = list(read_corpus(Path("desk"), "train"))
    assert len(examples) >= 10


def test_what_was_added_is_in_the_annotation(built: Path, tmp_path: Path) -> None:
    output, desk = Path(shutil.copytree(built, tmp_path / "output")), tmp_path / "desk"
    by_article: dict[str, list[Any]] = {}
    for one in open_dataset(output).statements(kind="all", unsaid="all"):
        by_article.setdefault(one.document, []).append(one)
    path = min(by_article)
    article = article_id((ROOT / path).read_bytes().decode("utf-8"))
    start = by_article[path][0].start
    added = AddedStatement(article, (Span(start, start + 9),), (Span(start + 10, start + 16),))
    claims = [("statement-accepted", one.id, "") for one in by_article[path]]
    claims += [("statement-added", added.id, str(added)), ("speaker", added.id, "ali-bakeer")]
    claims += [("statement-kind", added.id, "act"), ("statement-unsaid", added.id, "question")]
    claims += [("statement-cue", added.id, f"{start + 17}-{start + 20}")]
    add_corrections(output / "corrections.csv", claims, by="Ann", on="2026-11-23")
    assert update(output) == []
    arguments = ["corrections", "--as-annotation", str(desk), "-o", str(output)]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    rows = [json.loads(line) for line in (desk / "dev.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) == len(by_article[path]) + 1
    (row,) = (one for one in rows if one["content"][0]["end"] == start + 9)
    assert (row["speaker"], row["kind"], row["unsaid"]) == ("Ali Bakeer", "act", "question")
    assert (row["cue"]["start"], row["cue"]["end"]) == (start + 17, start + 20)
    assert [one["start"] for one in row["source"]] == [start + 10]
    assert list(read_corpus(desk, "dev"))


def test_nothing_that_can_be_written(built: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(
        app, ["corrections", "--as-annotation", str(tmp_path / "desk"), "-o", str(built)]
    )
    assert result.exit_code == 1
    assert "0 articles with 0 reviewed statements." in result.stderr
    result = CliRunner().invoke(app, ["corrections", "--part", "dev", "-o", str(built)])
    assert "“--part” is for “--as-annotation”." in str(result.exception)
