"""Builds on many machines: the same graph as without, whatever the archive, and whatever dies in between."""

import json
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from kg import pipeline
from kg.archive.corrections.correction_writing import add_corrections
from kg.archive.names.levels import LEVELS
from kg.build_options import BuildOptions
from kg.cli.build import build_command
from kg.distributed import article_stage, ray_build
from kg.distributed.name_tables import WAVES
from kg.distributed.ray_cluster import connected
from kg.distributed.shard_files import Layout, write_whole
from kg.errors import InputError, KgError, UsageError
from kg.folder_check import check_folder
from kg.graph.portions import read_n_quads
from kg.graph.store import open_store
from kg.summary import Progress
from tests.conftest import raise_error
from tests.distributed.with_cluster import DyingReader, here, read_lines
from tests.with_fake_reader import use_fake_reader

PEOPLE = ["Ana Prado", "Ana M. Prado", "Prado", "Luis Soto", "Soto", "Maria Luisa Soto", "NATO"]
WORDS = ["the vote in the capital will be repeated next week", "we are ready", "nothing is known of the vote"]
HERE, THERE = Path("here"), Path("there")


@pytest.fixture(autouse=True)
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The working folder; few shards, since each takes its time."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(article_stage, "_FEWEST_SHARDS", 3)
    use_fake_reader(monkeypatch)


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """No Ray: all tasks are done here."""
    monkeypatch.setattr(ray_build, "connected", here)


build = partial(ray_build.build, folder=THERE, on_error=raise_error, read=read_lines)


def write(number: int, text: str) -> None:
    path = Path(f"articles/{number}.txt")
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def write_articles(number: int = 12) -> None:
    """Articles that name the same people otherwise, and repeat each other."""
    for one in range(number):
        first, second = PEOPLE[one % len(PEOPLE)], PEOPLE[one * 3 % len(PEOPLE)]
        write(one, f"{first}: {WORDS[one % len(WORDS)]}\n{second}: this is number {one}")


def quads(folder: Path) -> list[str]:
    return sorted(map(str, open_store(folder)))


def records(folder: Path) -> list[str]:
    return sorted((folder / "statements.jsonl").read_text("utf-8").splitlines())


@pytest.mark.usefixtures("in_this_process")
@settings(max_examples=5)
@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(WORDS)), min_size=1, max_size=3),
        min_size=1,
        max_size=6,
    )
)
def test_any_archive_gives_the_same_graph(articles: list[list[tuple[str, str]]]) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for number, lines in enumerate(articles):
            write(number, "\n".join(f"{who}: {words}" for who, words in lines))
        pipeline.build(["articles"], HERE, on_error=raise_error)
        build(["articles"])
        assert quads(THERE) == quads(HERE)
        assert records(THERE) == records(HERE)


@pytest.mark.usefixtures("in_this_process")
def test_the_folder_is_whole_and_counts_as_another_build_does() -> None:
    write_articles()
    there, other = build(["articles"]), pipeline.build(["articles"], HERE, on_error=raise_error)
    assert [one.problem for one in check_folder(THERE)] == [None] * len(check_folder(THERE))
    for name in ("articles", "new", "statements", "attributed", "read_now", "actors", "echoes", "quads"):
        assert getattr(there, name) == getattr(other, name), name


@pytest.mark.usefixtures("in_this_process")
def test_what_is_read_is_not_read_again() -> None:
    write_articles()
    assert build(["articles"]).read_now == 12
    write(12, "Luis Soto: one more")
    second = build(["articles"])
    assert (second.read_now, second.new, second.unchanged) == (1, 1, 12)
    pipeline.build(["articles"], HERE, on_error=raise_error)
    assert quads(THERE) == quads(HERE)


@pytest.mark.usefixtures("in_this_process")
def test_articles_are_removed_only_if_wished() -> None:
    write_articles()
    build(["articles"])
    Path("articles/3.txt").unlink()
    before = quads(THERE)
    for prune, paths in ((False, ["articles"]), (True, ["articles", "missing"])):
        with pytest.raises(UsageError, match="1 articles of before are not given, or have changed, and"):
            build(paths, options=BuildOptions(prune=prune), on_error=lambda error: None)
        assert quads(THERE) == before
    assert build(["articles"], options=BuildOptions(prune=True)).removed == 1
    pipeline.build(["articles"], HERE, on_error=raise_error)
    assert quads(THERE) == quads(HERE)


@pytest.mark.usefixtures("in_this_process")
def test_corrections_are_applied() -> None:
    write_articles()
    build(["articles"])
    file = Path("corrections.csv")
    add_corrections(file, [("rename", "luis-soto", "Luis A. Soto")], by="ana", on="2020-02-10")
    there = build(["articles"], options=BuildOptions(corrections=file))
    pipeline.build(["articles"], HERE, options=BuildOptions(corrections=file), on_error=raise_error)
    assert there.corrections == 1
    assert quads(THERE) == quads(HERE)


@pytest.mark.usefixtures("in_this_process")
def test_what_cannot_be_read_is_told() -> None:
    errors: list[KgError] = []
    write_articles(3)
    write(3, "Luis Soto: this is unreadable")
    Path("articles/4.docx").write_text("no document")
    found = build(["articles", "https://news.example", "missing"], on_error=errors.append)
    assert found.articles == 3
    told = sorted(map(str, errors))
    assert told[0].startswith("articles/3.txt cannot be read.")
    assert told[1].startswith("articles/4.docx")
    assert told[2].startswith("missing does not exist")
    assert told[3].startswith("“https://news.example” is left out: a build on many machines reads only files")


@pytest.mark.usefixtures("in_this_process")
def test_nothing_to_read_makes_no_graph() -> None:
    with pytest.raises(InputError, match="No article could be read, so no graph was built"):
        build(["missing"], on_error=lambda error: None)


@pytest.mark.usefixtures("in_this_process")
def test_without_a_store_the_quads_are_left_to_a_server() -> None:
    write_articles()
    build(["articles"], store=False)
    assert not (THERE / "store").exists()
    found = Store()
    for path in (THERE / "shards/quads").iterdir():
        found.extend(read_n_quads(path))
    pipeline.build(["articles"], HERE, on_error=raise_error)
    assert sorted(map(str, found)) == [one for one in quads(HERE) if "storeVersion" not in one]
    assert {path.name for path in (THERE / "shards").iterdir()} == {
        "articles",
        "readings",
        "quads",
        "layout.json",
    }


@pytest.mark.parametrize(
    ("option", "name"), [({"address": "host:1"}, "--address"), ({"store": False}, "--no-store")]
)
def test_options_of_a_cluster_need_one(option: dict[str, Any], name: str) -> None:
    with pytest.raises(UsageError, match=f"“{name}” is for a cluster; give “--engine ray”, too"):
        build_command(["articles"], **option)


@pytest.mark.usefixtures("in_this_process")
def test_a_limit_leaves_the_rest_for_the_next_build() -> None:
    write_articles(9)
    write(9, "Luis Soto: this is unreadable")
    write(10, "Ana Prado: this is unreadable, too")
    seen: list[Progress] = []
    errors: list[KgError] = []
    found = [
        build(["articles"], options=BuildOptions(limit=6), on_error=errors.append, on_progress=seen.append)
        for _ in range(2)
    ]
    assert [(one.articles, one.read_now) for one in found] == [(6, 6), (9, 3)]
    assert found[1].left == 0
    assert (seen[-1].done, seen[-1].of) == (5, 5)
    assert {str(one) for one in errors} == {f"articles/{one}.txt cannot be read." for one in (9, 10)}
    for one in (9, 10):
        Path(f"articles/{one}.txt").unlink()
    build(["articles"], options=BuildOptions(prune=True))
    pipeline.build(["articles"], HERE, on_error=raise_error)
    assert quads(THERE) == quads(HERE)


@pytest.mark.usefixtures("in_this_process")
def test_the_report_is_that_of_another_build() -> None:
    write_articles(4)
    Path("articles/5.docx").write_text("no document", encoding="utf-8")
    rows = "document,published_on\n0.txt,2020-02-09\n1.txt,2020-02-10\n2.txt,2020-02-11\n"
    Path("articles/metadata.csv").write_text(rows, encoding="utf-8")
    options, notes = BuildOptions(since=date(2020, 2, 10)), list[str]()
    build(["articles"], options=options, on_error=lambda error: None, on_note=notes.append)
    pipeline.build(["articles"], HERE, options=options, on_error=lambda error: None)
    there, here = (json.loads((folder / "report.json").read_bytes()) for folder in (THERE, HERE))
    assert there["left_out"] == here["left_out"] == sorted(notes)
    assert notes == [
        "Left out because they were published before 2020-02-10: 1.",
        "Left out because their date is not known: 1 (articles/3.txt).",
    ]
    assert there["problems"][0]["reason"].startswith("articles/5.docx")
    # The quads of a build by Ray are all new.
    same = there["counts"].keys() - {"written"}
    assert {one: there["counts"][one] for one in same} == {one: here["counts"][one] for one in same}
    assert {**there, **here, "timing": 0, "counts": 0} == {**there, "timing": 0, "counts": 0}


@pytest.mark.usefixtures("in_this_process")
def test_an_archive_is_of_one_engine() -> None:
    write_articles(2)
    build(["articles"])
    with pytest.raises(UsageError, match="in there was built by Ray; go on with “--engine ray”"):
        pipeline.build(["articles"], THERE, on_error=raise_error)
    pipeline.build(["articles"], HERE, on_error=raise_error)
    with pytest.raises(UsageError, match="in here was built without Ray; give another folder"):
        build(["articles"], folder=HERE)


def test_every_level_of_names_is_in_one_wave() -> None:
    assert sorted(level for wave in WAVES for level in wave) == sorted(LEVELS)


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    """A cluster of Ray on this machine, with two workers."""
    pytest.importorskip("ray", reason="Ray is not installed")
    with connected(workers=2):
        yield


@pytest.mark.usefixtures("cluster")
def test_a_cluster_of_which_a_process_is_killed_gives_the_same_graph(tmp_path: Path) -> None:
    write_articles()
    pipeline.build(["articles"], HERE, on_error=raise_error)
    found = build(["articles"], options=BuildOptions(jobs=2), read=DyingReader(str(tmp_path), "number 7"))
    assert Path("died").exists()
    assert found.read_now == 12
    assert quads(THERE) == quads(HERE)


@pytest.mark.usefixtures("cluster")
def test_what_a_process_of_the_cluster_raises_is_told() -> None:
    write_articles(2)
    layout = Layout.of(THERE, 1)
    write_whole(layout.path("articles", "00000"), b"no table")
    with pytest.raises(InputError, match=r"articles/00000\.parquet is damaged .*; remove it and build again"):
        build(["articles"])


@pytest.mark.parametrize(
    ("address", "error", "told"),
    [
        ("127.0.0.1:1", InputError, "There is no cluster of Ray at 127.0.0.1:1: .*refused"),
        ("127.0.0.1", UsageError, "“127.0.0.1” is no address of a cluster of Ray; write HOST:PORT"),
        ("ray://127.0.0.1:1", UsageError, "“ray://127.0.0.1:1” is no address of a cluster of Ray"),
    ],
)
def test_a_cluster_that_is_not_there_is_told(address: str, error: type[KgError], told: str) -> None:
    pytest.importorskip("ray", reason="Ray is not installed")
    with pytest.raises(error, match=told), connected(address):
        pass
