"""Builds: the same bytes, nothing read twice, nothing lost when interrupted."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Store

import kg
from kg.errors import InputError, KgError
from kg.graph.store import open_store
from kg.model import Article, Extraction, Unsaid
from kg.pipeline import RECORDS_NAME, BuildOptions, Summary, build, extract_article
from kg.text.article_files import article_id
from kg.text.text import Text
from tests.conftest import ROOT, raise_error
from tests.with_sparql import select


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two of the articles in a folder of their own, which is the working folder's `articles`."""
    (tmp_path / "articles").mkdir()
    for path in sorted((ROOT / "seeds").glob("00[14]*.txt")):
        shutil.copy(path, tmp_path / "articles")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(output: str = "output", *, prune: bool = False) -> Summary:
    return build(["articles"], Path(output), options=BuildOptions(prune=prune), on_error=raise_error)


def quads_of(folder: Path) -> list[str]:
    store: Store = open_store(folder)
    return sorted(str(quad) for quad in store)


def test_the_same_input_gives_the_same_output(archive: Path) -> None:
    """In two processes that order sets differently."""
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "kg", "build", "articles", "--output", seed]
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        subprocess.run(command, env=environment, check=True, capture_output=True)
    for name in (RECORDS_NAME, "graph.html", "index.html", "actors/fuat-oktay.html"):
        assert (archive / "1" / name).read_bytes() == (archive / "2" / name).read_bytes()
    assert quads_of(archive / "1") == quads_of(archive / "2")


def test_two_articles_with_one_url_stay_two(archive: Path) -> None:
    names = sorted(path.name for path in (archive / "articles").glob("*.txt"))
    rows = "".join(f"{name},https://example.org/\n" for name in names)
    (archive / "articles" / "metadata.csv").write_text(f"document,url\n{rows}", encoding="utf-8")
    summary = run()
    query = "SELECT ?s ?path WHERE { ?s a asg:Statement ; prov:wasQuotedFrom/asg:path ?path }"
    assert len(select(kg.open(archive / "output"), query)) == summary.statements + summary.others


def records_of(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / RECORDS_NAME).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_a_moved_archive_keeps_its_identifiers_and_its_corrections(archive: Path) -> None:
    run()
    before = records_of(archive / "output")
    corrected = next(one["id"] for one in before if one["text"].startswith("If any harm comes"))
    (archive / "output" / "corrections.csv").write_text(
        f"correction,subject,object,by,on,note\nspeaker,{corrected},fuat-oktay,Ann,2026-11-23,\n",
        encoding="utf-8",
    )
    (archive / "articles").rename(archive / "moved")
    summary = build(["moved"], Path("output"), options=BuildOptions(prune=True), on_error=raise_error)
    assert (summary.new, summary.removed, summary.read_now, summary.corrections) == (2, 2, 0, 1)
    after = records_of(archive / "output")
    assert [one["id"] for one in after] == [one["id"] for one in before]
    assert {one["document"].split("/")[0] for one in after} == {"moved"}
    speakers = {one["id"]: one["speaker"] for one in after}
    assert speakers == {one["id"]: one["speaker"] for one in before} | {
        corrected: {"id": "fuat-oktay", "name": "Fuat Oktay", "type": "person", "confidence": 1.0}
    }
    query = """SELECT ?id WHERE {
      ?article a schema:NewsArticle BIND(STRAFTER(STR(?article), "/article/") AS ?id)
    } ORDER BY ?id"""
    ids = [row["id"] for row in select(kg.open(archive / "output"), query)]
    texts = [path.read_text(encoding="utf-8") for path in (archive / "moved").glob("*.txt")]
    assert ids == sorted(map(article_id, texts))


def test_the_same_text_twice_is_one_article_with_two_paths(archive: Path) -> None:
    summary = run()
    path = next((archive / "articles").glob("001*"))
    (archive / "articles" / "copies").mkdir()
    shutil.copy(path, archive / "articles" / "copies" / "same.txt")
    again = run()
    assert (again.articles, again.statements, again.read_now) == (2, summary.statements, 0)
    query = "SELECT ?path WHERE { ?article asg:path ?path ; asg:path ?other FILTER(?path != ?other) }"
    found = {str(row["path"]) for row in select(kg.open(archive / "output"), query)}
    assert found == {f"articles/{path.name}", "articles/copies/same.txt"}


def test_only_what_has_changed_is_read_again(archive: Path) -> None:
    assert run().read_now == 2
    before = quads_of(archive / "output")
    assert run().read_now == 0
    assert quads_of(archive / "output") == before
    with next((archive / "articles").glob("001*")).open("a", encoding="utf-8") as file:
        file.write("\nAkar said that the road was open.\n")
    assert run().read_now == 1
    assert quads_of(archive / "output") != before


def test_what_is_not_said_is_in_the_records_but_no_statement_echo_or_figure(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = next((archive / "articles").glob("001*"))
    # Another article with the same quotations.
    (archive / "articles" / "again.txt").write_text(f"Again.\n\n{first.read_text(encoding='utf-8')}")
    said = run("said")
    assert said.echoes > 0

    def refused(text: Text, *, threads: int = 1) -> Extraction:
        found = extract_article(text, threads=threads)
        return replace(
            found, attributions=tuple(replace(one, unsaid=Unsaid.REFUSED) for one in found.attributions)
        )

    monkeypatch.setattr("kg.pipeline.extract_article", refused)
    unsaid = run("unsaid")
    assert (unsaid.statements, unsaid.others, unsaid.echoes) == (0, said.statements + said.others, 0)
    assert {one["unsaid"] for one in records_of(archive / "unsaid")} == {"refused"}
    with kg.open(archive / "unsaid") as dataset:
        assert dataset.query("conflicting-figures").rows == []
        assert len(dataset.statements()) == 0


def test_an_interrupted_build_goes_on_where_it_stopped(archive: Path) -> None:
    def interrupt(document: Article, extraction: Extraction | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(["articles"], Path("output"), on_error=raise_error, on_article=interrupt)
    assert run().read_now == 1
    assert run("fresh").read_now == 2
    assert quads_of(archive / "output") == quads_of(archive / "fresh")


def test_an_article_that_is_gone_is_gone_from_the_graph(archive: Path) -> None:
    run()
    next((archive / "articles").glob("001*")).unlink()
    assert (run().articles, run(prune=True).articles) == (2, 1)
    assert not [line for line in quads_of(archive / "output") if "001_e2a" in line]


def test_a_bad_article_does_not_take_the_others_down(archive: Path) -> None:
    (archive / "articles" / "bad.txt").write_bytes(b"\xff\xfe")
    errors: list[KgError] = []
    summary = build(["articles"], Path("output"), on_error=errors.append)
    assert summary.articles == 2
    assert len(errors) == 1
    assert "articles/bad.txt is not UTF-8" in str(errors[0])


def test_nothing_to_read(archive: Path) -> None:
    with pytest.raises(InputError, match="No article could be read"):
        build(["missing"], Path("output"), on_error=lambda error: None)


def test_records_have_the_documented_keys_in_order(archive: Path) -> None:
    run()
    lines = (archive / "output" / RECORDS_NAME).read_text(encoding="utf-8").splitlines()
    for line in lines:
        record = json.loads(line)
        assert list(record) == [
            *("id", "document", "text", "content", "cue", "source", "source_inherited", "speaker", "manner"),
            *(
                "addressee",
                "medium",
                "said_on",
                "published_on",
                "agreements",
                "positions",
                "kind",
                "unsaid",
                "confidence",
                "within",
                "occasion",
                "figures",
                "candidates",
                "less_sure_positions",
            ),
        ]
        text = Path(record["document"]).read_bytes().decode()
        for span in [record["cue"] or record["source"][0], *record["source"]]:
            assert text[span["start"] : span["end"]] == span["text"]
