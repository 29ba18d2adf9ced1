"""Reading writes nothing in the user's home and asks no other machine, in this process and in others."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

TEXT = "“The vote will be repeated,” Ana Prado told reporters on Saturday. She rejected the plan."
# The events with which Python's own code reaches for another machine.
SCRIPT = """
import sys

asked = []
events = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg")
sys.addaudithook(lambda event, arguments: asked.append(event) if event in events else None)

import kg

if __name__ == "__main__":
    (path,) = sys.argv[1:]
    assert kg.read(open(path).read()).statements
    assert [len(one.statements) > 0 for one in kg.read_many([path], jobs=2)] == [True]
    assert asked == [], asked
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty home."""
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def read(home: Path, *before: str) -> None:
    """Read a text in a new process with this home, of which no variable says that it is a test."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
    command = [*before, sys.executable, str(home.parent / "script.py"), str(home.parent / "a.txt")]
    done = subprocess.run(
        command,
        env=kept | {"HOME": str(home), "PYTHONPATH": str(ROOT)},
        cwd=home.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_nothing_is_written_in_the_home_and_no_machine_is_asked(home: Path) -> None:
    read(home)
    assert list(home.iterdir()) == []


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is missing")
def test_no_library_asks_another_machine(home: Path) -> None:
    log = home.parent / "calls.txt"
    probe = ["strace", "-o", str(log), "-e", "trace=none", "true"]
    if subprocess.run(probe, capture_output=True, check=False).returncode:
        pytest.skip("processes cannot be traced here")
    read(home, "strace", "-f", "-qq", "-o", str(log), "-e", "trace=connect,sendto,sendmsg,sendmmsg")
    calls = log.read_text(encoding="utf-8", errors="replace").splitlines()
    assert [line for line in calls if "AF_INET" in line] == []
    assert list(home.iterdir()) == []
