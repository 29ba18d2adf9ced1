"""Progress without a terminal: a line now and then, and one at the end."""

import pytest

from kg.cli.progress import build_progress
from kg.summary import Progress


def test_a_line_comes_every_half_minute_and_at_the_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = 0.0
    monkeypatch.setattr("kg.cli.progress.time.monotonic", lambda: clock)
    with build_progress() as on_progress:
        for number in range(1, 8):
            clock = 10.0 * number
            on_progress(Progress(number, 1007, 10 * number, 20_000 * number, clock))
    assert capsys.readouterr().err.splitlines() == [
        "Read 4 of 1,007 articles: 40 statements, 2,000 words a second, 2:47:10 left.",
        "Read 7 articles in 0:01:10: 70 statements, 2,000 words a second.",
    ]


def test_nothing_is_said_where_nothing_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    with build_progress():
        pass
    assert capsys.readouterr().err == ""
