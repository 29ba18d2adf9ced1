"""A graph of three short articles, and somebody who reviews it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.with_review import Reviewer, build_reviewed, reviewing


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return build_reviewed(tmp_path, monkeypatch)


@pytest.fixture
def reviewer(folder: Path) -> Iterator[Reviewer]:
    with reviewing(folder) as found:
        yield found
