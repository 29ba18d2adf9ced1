"""Builds with several processes: stopped, killed at, and the same in the end."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.pipeline import build
from tests.conftest import ROOT, raise_error
from tests.with_fake_reader import content_of, use_fake_reader

OUTPUT, FRESH = Path("output"), Path("fresh")
# So many that two processes are worth their start.
TEXTS = {f"{number:02}.txt": f"Ana Prado: number {number} will come" for number in range(20)}


@pytest.fixture(autouse=True)
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty articles in the folder `in` of the working folder."""
    monkeypatch.chdir(tmp_path)
    use_fake_reader(monkeypatch)
    Path("in").mkdir()
    for name, text in TEXTS.items():
        (Path("in") / name).write_text(text, encoding="utf-8")


def start(*options: str) -> "subprocess.Popen[str]":
    """A build of all articles by two processes, as the leader of a group."""
    command = [sys.executable, "-m", "tests.with_processes", "build", "in", "--jobs", "2", *options]
    return subprocess.Popen(
        command,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def until(condition: Callable[[], bool]) -> None:
    """Wait for a condition that must come true within a minute."""
    for _ in range(600):
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come true")


def is_gone(group: int) -> bool:
    """Whether no process of the group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def same_as_fresh() -> bool:
    """Whether the dataset is that of a build in one process from nothing."""
    build(["in"], FRESH, on_error=raise_error)
    return content_of(OUTPUT) == content_of(FRESH)


def test_two_processes_make_what_one_makes() -> None:
    done = start("--no-pages")
    _, errors = done.communicate()
    assert done.returncode == 0
    assert errors.startswith("Read 20 articles in 0:00:")
    assert same_as_fresh()


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -signal.SIGKILL)],
)
def test_a_stop_leaves_no_process_and_the_next_build_goes_on(number: signal.Signals, code: int) -> None:
    Path("in/05.txt").write_text("wait mark", encoding="utf-8")
    running = start()
    until(Path("mark").exists)
    # An interrupt at a terminal goes to all processes of the group.
    if number is signal.SIGINT:
        os.killpg(running.pid, number)
    else:
        running.send_signal(number)
    started = time.monotonic()
    _, errors = running.communicate()
    assert running.returncode == code
    assert time.monotonic() - started < 30
    until(lambda: is_gone(running.pid))
    assert errors == ("" if code < 0 else "Interrupted; the next build goes on from here.\n")
    Path("in/05.txt").write_text(TEXTS["05.txt"], encoding="utf-8")
    again = start("--no-pages")
    again.communicate()
    assert again.returncode == 0
    assert same_as_fresh()


def test_an_article_at_which_processes_die_is_named_and_comes_with_the_next_build() -> None:
    Path("in/05.txt").write_text("die SIGKILL", encoding="utf-8")
    done = start("--no-pages")
    _, errors = done.communicate()
    assert done.returncode == 3
    assert "kg: in/05.txt cannot be read: the process that read it was killed" in errors
    assert errors.splitlines()[-1].startswith("Read 20 articles in")
    Path("in/05.txt").write_text(TEXTS["05.txt"], encoding="utf-8")
    assert build(["in"], OUTPUT, on_error=raise_error).read_now == 1
    assert same_as_fresh()
