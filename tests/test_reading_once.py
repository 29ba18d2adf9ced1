"""Each article is made into one text, and what the text has is found once, however many rooms ask for it."""

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.language import dates, noun_phrases
from kg.pipeline import build
from kg.text import text as text_module
from tests.conftest import ROOT, raise_error

ALWAYS = ("find_noise", "plain_view", "quoted_view", "split_paragraphs")
LATER = ("split_words", "find_quotations")


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often texts are made, each part of one is found, and dates are searched."""
    counted: Counter[str] = Counter()

    def count(module: Any, name: str) -> None:
        function: Callable[..., Any] = getattr(module, name)

        def wrapped(*arguments: Any, **options: Any) -> Any:
            counted[name] += 1
            return function(*arguments, **options)

        monkeypatch.setattr(module, name, wrapped)

    for name in (*ALWAYS, *LATER):
        count(text_module, name)
    count(text_module.Text, "__init__")
    count(dates, "_find")
    return counted


@pytest.fixture
def phrases(monkeypatch: pytest.MonkeyPatch) -> set[tuple[int, int]]:
    """The views and dates in which noun phrases are read, by identity."""
    seen: set[tuple[int, int]] = set()
    kept: list[Any] = []
    read = noun_phrases._Reader.__init__

    def wrapped(self: Any, view: str, of_view: dates.Dates, start: int, end: int) -> None:
        # What is kept alive shares its identity with nothing else.
        kept.extend((view, of_view))
        seen.add((id(view), id(of_view)))
        read(self, view, of_view, start, end)

    monkeypatch.setattr(noun_phrases._Reader, "__init__", wrapped)
    return seen


def test_an_article_is_viewed_split_and_searched_for_dates_once(
    tmp_path: Path, calls: Counter[str], phrases: set[tuple[int, int]]
) -> None:
    for path in sorted((ROOT / "seeds").glob("00[14]*.txt")):
        shutil.copy(path, tmp_path)
    summary = build([str(tmp_path)], tmp_path / "output", on_error=raise_error)
    assert summary.read_now == 2
    # The words and the quotations of a text are found when somebody first asks for them.
    assert [calls.pop(name) for name in LATER] == [2, 2]
    assert calls == {**dict.fromkeys(ALWAYS, 2), "__init__": 2, "_find": 2}
    assert len(phrases) == 2
    calls.clear()
    assert build([str(tmp_path)], tmp_path / "output", on_error=raise_error).read_now == 0
    assert not calls
