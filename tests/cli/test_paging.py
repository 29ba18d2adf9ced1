"""Long answers on a terminal, in a pipe that is closed, and as wide as COLUMNS says."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios

import pytest

# Thirty queries: more lines than the terminal has.
COMMAND = [sys.executable, "-m", "kg", "query"]
MARKING = {"PAGER": "sed s/^/paged:/", "TERM": "xterm"}


def on_terminal(*options: str, **environment: str) -> str:
    """What `kg query` shows on a terminal of 20 lines and 90 columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 20, 90, 0, 0))
    hidden = ("COLUMNS", "LINES", "NO_PAGER", "MANPAGER")
    given = {name: value for name, value in os.environ.items() if name not in hidden}
    with subprocess.Popen(
        [*COMMAND, *options],
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        env=given | MARKING | environment,
    ):
        os.close(theirs)
        shown = bytearray()
        try:
            while part := os.read(ours, 1 << 16):
                shown += part
        except OSError:
            # The system's word for the end of what a terminal shows.
            pass
    os.close(ours)
    return shown.decode()


def test_what_is_longer_than_the_terminal_is_paged() -> None:
    shown = on_terminal()
    assert "paged:" in shown
    assert "who-told-whom" in shown


@pytest.mark.parametrize(
    ("options", "settings"),
    [
        (["--no-pager"], {}),
        ([], {"NO_PAGER": "1"}),
        ([], {"LINES": "200"}),
    ],
)
def test_what_fits_or_is_not_to_be_paged_is_not(options: list[str], settings: dict[str, str]) -> None:
    shown = on_terminal(*options, **settings)
    assert "who-told-whom" in shown
    assert "paged:" not in shown


def test_a_reader_that_leaves_is_no_error() -> None:
    with subprocess.Popen(COMMAND, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == ""
    assert process.returncode == 0


def test_tables_are_as_wide_as_columns_says() -> None:
    environment = os.environ | {"COLUMNS": "60"}
    shown = subprocess.run(COMMAND, env=environment, capture_output=True, text=True, check=True).stdout
    assert max(map(len, shown.splitlines())) == 60
    assert "speakers-by-publisher" in shown
