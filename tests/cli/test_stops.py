"""What happens when a build is stopped, by whatever: a word, an exit code, and the same graph in the end."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from kg.archive.ledger.lock import writing
from kg.errors import StoreError
from kg.folder_check import check_folder
from kg.pipeline import write_pages
from tests.conftest import ROOT, raise_error
from tests.with_fake_reader import content_of, use_fake_reader

OUTPUT = Path("output")


@pytest.fixture(autouse=True)
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three articles in the working folder."""
    monkeypatch.chdir(tmp_path)
    use_fake_reader(monkeypatch)
    for name in ("a", "b", "c"):
        Path(f"{name}.txt").write_text(f"Ana Prado: number {name} will come", encoding="utf-8")


def stopped(point: str, number: int, signal: str) -> subprocess.CompletedProcess[str]:
    """A build of the articles that sends itself `signal` when it comes to `point` for the numbered time."""
    arguments = [point, str(number), signal, "build", "a.txt", "b.txt", "c.txt"]
    return subprocess.run(
        [sys.executable, "-m", "tests.with_fake_reader", *arguments],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def build(folder: Path, *paths: str) -> int:
    """Build, and the number of articles that were read."""
    from kg.pipeline import build

    return build(paths or ["a.txt", "b.txt", "c.txt"], folder, on_error=raise_error).read_now


@pytest.mark.parametrize(("point", "number"), [("pack", 1), ("seal", 3), ("swap", 1)])
def test_a_first_build_that_is_killed_while_it_packs_is_finished(point: str, number: int) -> None:
    assert stopped(point, number, "SIGKILL").returncode == -9
    assert build(OUTPUT) == 0
    build(Path("fresh"))
    assert content_of(OUTPUT) == content_of(Path("fresh"))
    assert [one.problem for one in check_folder(OUTPUT)] == [None] * len(check_folder(OUTPUT))
    assert len(list((OUTPUT / "store").iterdir())) == 2


@pytest.mark.parametrize(
    ("point", "number", "left"),
    [
        ("extract", 1, 2),
        ("resolve", 2, 1),
        ("write", 2, 0),
        ("seal", 1, 0),
        ("swap", 1, 0),
        ("swapped", 1, 0),
    ],
)
def test_a_killed_build_is_finished_by_the_next_one(point: str, number: int, left: int) -> None:
    build(OUTPUT, "a.txt")
    assert stopped(point, number, "SIGKILL").returncode == -9
    # There is a graph at every moment.
    assert len(content_of(OUTPUT)[0]) > 700
    assert build(OUTPUT) == left
    build(Path("fresh"))
    assert content_of(OUTPUT) == content_of(Path("fresh"))


@pytest.mark.parametrize(("signal", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
@pytest.mark.parametrize("point", ["extract", "write", "pages"])
def test_a_stop_is_told_in_a_word(point: str, signal: str, code: int) -> None:
    result = stopped(point, 2, signal)
    *before, last = result.stderr.splitlines()
    assert (result.returncode, last) == (code, "Interrupted; the next build goes on from here.")
    assert all(line.startswith("Read 3 articles in 0:00:0") for line in before)
    build(OUTPUT)
    build(Path("fresh"))
    assert content_of(OUTPUT) == content_of(Path("fresh"))


@pytest.mark.parametrize("number", [1, 3, 8])
def test_pages_that_are_half_written_are_seen_and_finished(number: int) -> None:
    assert stopped("pages", number, "SIGKILL").returncode == -9
    pages = check_folder(OUTPUT)[-1]
    assert (pages.number, pages.problem) == (
        number - 1,
        "they are not all written; write the others with “kg pages”",
    )
    # Nothing is new, and the twentieth page does not come.
    assert stopped("pages", 20, "SIGKILL").returncode == 0
    assert check_folder(OUTPUT)[-1].problem is None
    build(Path("fresh"))
    write_pages(Path("fresh"))
    found, fresh = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.html*")}
        for folder in (OUTPUT, Path("fresh"))
    )
    assert found == fresh


def test_a_second_build_is_told_who_builds_and_touches_nothing() -> None:
    with writing(OUTPUT):
        result = stopped("extract", 9, "SIGINT")
        assert result.returncode == 3
        assert result.stderr.startswith(f"kg: Another kg (process {os.getpid()}, since 2")
        assert result.stderr.endswith(") is writing in output; wait until it is done, or stop it.\n")
        assert {path.name for path in OUTPUT.iterdir()} == {"ledger.lock", "ledger.owner"}


@pytest.mark.parametrize("module", ["kg.dataset_writer", "kg.graph.store_files"])
def test_a_disk_that_is_full_leaves_the_graph_as_it_was(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    build(OUTPUT, "a.txt")
    before = content_of(OUTPUT)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(f"{module}.os", SimpleNamespace(**vars(os) | {"fsync": full}))
        with pytest.raises(StoreError, match=r"output.* cannot be written: .*No space left on device"):
            build(OUTPUT)
    assert content_of(OUTPUT) == before
    build(OUTPUT)
    build(Path("fresh"))
    assert content_of(OUTPUT) == content_of(Path("fresh"))
