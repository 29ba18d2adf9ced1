"""How a build runs: how many articles, from which day on, how far, and what it reports."""

import json
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import kg
from kg import pipeline
from kg.build_options import BuildOptions
from kg.cli.main import app
from kg.errors import ArticleError, InputError, KgError, UsageError
from kg.model import Article, Extraction
from kg.summary import Progress
from kg.text.text import Text
from tests.conftest import raise_error
from tests.with_fake_reader import content_of, extract_lines, use_fake_reader

OUTPUT, FRESH = Path("output"), Path("fresh")
NAMES = ("a", "b", "c", "d")
SINCE = BuildOptions(since=date(2020, 2, 10))
build = partial(pipeline.build, ["in"], OUTPUT, on_error=raise_error)


@pytest.fixture(autouse=True)
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four articles in the folder `in` of the working folder; those of b and c have a date."""
    monkeypatch.chdir(tmp_path)
    use_fake_reader(monkeypatch)
    Path("in").mkdir()
    for name in NAMES:
        Path(f"in/{name}.txt").write_text(f"Ana Prado: number {name} will come", encoding="utf-8")
    rows = "document,published_on\nb.txt,2020-02-09\nc.txt,2020-02-10\n"
    Path("in/metadata.csv").write_text(rows, encoding="utf-8")


def report() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((OUTPUT / "report.json").read_text(encoding="utf-8"))
    return content


def test_a_limit_leaves_the_rest_for_the_next_build() -> None:
    found = [build(options=BuildOptions(limit=3)) for _ in range(3)]
    assert [(one.articles, one.read_now, one.left) for one in found] == [(3, 3, 1), (4, 1, 0), (4, 0, 0)]
    build_fresh = pipeline.build(["in"], FRESH, on_error=raise_error)
    assert build_fresh.read_now == 4
    assert content_of(OUTPUT) == content_of(FRESH)


def test_an_article_that_cannot_be_read_takes_no_place_of_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(text: Text, *, threads: int = 1) -> Extraction:
        if text.name in {"in/a.txt", "in/b.txt"}:
            raise ArticleError(f"{text.name} takes too long.")
        return extract_lines(text)

    monkeypatch.setattr("kg.pipeline.extract_article", refusing)
    errors: list[KgError] = []
    summary = build(options=BuildOptions(limit=1), on_error=errors.append)
    assert (summary.read_now, summary.left, len(errors)) == (1, 1, 2)
    assert report()["problems"] == [
        {"path": "in/a.txt", "reason": "in/a.txt takes too long."},
        {"path": "in/b.txt", "reason": "in/b.txt takes too long."},
    ]


def test_articles_before_a_day_or_without_a_date_are_left_out_and_told() -> None:
    notes: list[str] = []
    assert build(options=SINCE, on_note=notes.append).articles == 1
    told = [
        "Left out because their date is not known: 2 (in/a.txt, in/d.txt).",
        "Left out because they were published before 2020-02-10: 1.",
    ]
    assert sorted(notes) == report()["left_out"] == told
    # What the folder has stays, except with `prune`.
    assert build().articles == 4
    assert build(options=SINCE).articles == 4
    assert build(options=replace(SINCE, prune=True)).articles == 1
    with pytest.raises(
        InputError, match="No article that was published on 2020-02-11 or later could be read"
    ):
        build(options=BuildOptions(since=date(2020, 2, 11)))


def test_limit_and_day_are_options_of_the_interface_and_the_command() -> None:
    with pytest.warns(UserWarning, match="Left out because"):
        summary = kg.build(["in"], OUTPUT, pages=False, limit=1, since="2020-02-09")
    assert (summary.read_now, summary.left) == (1, 1)
    with pytest.raises(UsageError, match="“soon” is not a date; write 2020-02-10"):
        kg.build(["in"], OUTPUT, since="soon")
    result = CliRunner().invoke(app, ["build", "in", "--limit", "2", "--since", "2020-02-09", "--no-pages"])
    assert result.exit_code == 0
    assert "newly read 1 left for the next build 0" in " ".join(result.stdout.split())
    assert "Left out because their date is not known: 2 (in/a.txt, in/d.txt).\n" in result.stderr
    assert "Read 1 article in 0:00:0" in result.stderr
    assert isinstance(CliRunner().invoke(app, ["build", "in", "--since", "soon"]).exception, UsageError)


def test_progress_counts_articles_statements_and_words() -> None:
    seen: list[Progress] = []
    build(on_progress=seen.append)
    assert [(one.done, one.of, one.statements, one.words) for one in seen] == [
        (number, 4, number, 6 * number) for number in (1, 2, 3, 4)
    ]
    halfway = Progress(done=2, of=6, statements=10, words=900, seconds=3.0)
    assert (halfway.words_per_second, halfway.seconds_left) == (300, 6)
    assert Progress(0, 6, 0, 0, 0.0).seconds_left == 0


def test_the_report_tells_what_was_done_and_differs_only_in_time() -> None:
    Path("in/bad.txt").write_bytes(b"\xff\xfe")
    reports = []
    for _ in range(2):
        for path in (*OUTPUT.glob("ledger.sqlite*"), *OUTPUT.glob("*.json")):
            path.unlink()
        build(on_error=lambda error: None)
        reports.append(report())
    timings = [one.pop("timing") for one in reports]
    assert set(timings[0]) == {"seconds", "reading_seconds", "words_per_second"}
    first, second = reports
    assert first == second
    assert list(first) == ["versions", "counts", "problems", "left_out", "not_english"]
    assert set(first["versions"]) == {"kg", "models", "reader", "resolver", "onnxruntime"}
    counts = {
        name: first["counts"][name] for name in ("articles", "new", "read_now", "words", "left", "actors")
    }
    assert counts == {"articles": 4, "new": 4, "read_now": 4, "words": 24, "left": 0, "actors": 1}
    (problem,) = first["problems"]
    assert problem["path"] == "in/bad.txt"
    assert problem["reason"].startswith("in/bad.txt is not UTF-8")


def test_the_report_names_what_is_not_english(monkeypatch: pytest.MonkeyPatch) -> None:
    def german(text: Text, *, threads: int = 1) -> Extraction:
        return Extraction((), (), skipped=(("de", 2),) if text.name == "in/b.txt" else ())

    monkeypatch.setattr("kg.pipeline.extract_article", german)
    build()
    assert report()["not_english"] == [{"path": "in/b.txt", "language": "de", "statements": 2}]
    pipeline.remove(["in/b.txt"], OUTPUT, on_error=raise_error)
    assert (report()["counts"]["removed"], report()["not_english"]) == (1, [])


def test_a_build_that_is_stopped_leaves_the_report_of_before() -> None:
    build()
    before = report()
    Path("in/e.txt").write_text("Ana Prado: it rains", encoding="utf-8")

    def stop(article: Article, extraction: Extraction | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(on_article=stop)
    assert report() == before
