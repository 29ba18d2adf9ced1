"""The lock: one writer at a time, by name; a process that is gone holds nothing."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.archive.ledger.lock import writing
from kg.errors import InputError, LedgerError

HOLD = (
    "import sys; from pathlib import Path; from kg.archive.ledger.lock import writing\n"
    "with writing(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that writes in the folder until its input ends."""
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_writer_is_told_who_the_first_is(tmp_path: Path, other: subprocess.Popen[str]) -> None:
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(LedgerError) as caught, writing(tmp_path):
        pass
    when = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d\d:\d\d"
    assert re.fullmatch(
        rf"Another kg \(process {other.pid}, since {when}\) is writing in {tmp_path}; wait until it is done, "
        "or stop it.",
        str(caught.value),
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_process_that_was_killed_holds_nothing(tmp_path: Path, other: subprocess.Popen[str]) -> None:
    other.send_signal(signal.SIGKILL)
    other.wait()
    with writing(tmp_path):
        pass
    assert not (tmp_path / "ledger.owner").exists()


def test_one_process_may_write_while_it_writes(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    with writing(folder), writing(folder):
        assert (folder / "ledger.owner").exists()
    assert not folder.exists()


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    with writing(tmp_path):
        (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    message = r"The folder .*/file/output cannot be written to: Not a directory"
    with pytest.raises(InputError, match=message), writing(tmp_path / "file" / "output"):
        pass
