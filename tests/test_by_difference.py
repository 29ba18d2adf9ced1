"""A folder that was added to, changed and taken from has the graph of one that was built in one go."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.archive.corrections.correction_file import CORRECTIONS_NAME
from kg.graph.store import open_store
from kg.pipeline import build, remove
from tests.conftest import raise_error
from tests.with_fake_reader import content_of, use_fake_reader

# Surnames that several have, a statement that several report, and one that names a figure.
_LINES = (
    "Ana Prado: the ferry to the islands will run again on Monday",
    "Luis Prado: the ferry to the islands will run again on Monday",
    "Prado: nobody has asked the harbour master about the old lighthouse",
    "Ana Prado: nobody has asked the harbour master about the old lighthouse",
    "Ana Maria Prado: the price of a ticket stays where it is",
)
_TEXTS = st.lists(st.sampled_from(_LINES), min_size=1, max_size=3, unique=True).map("\n".join)
_STEPS = st.lists(
    st.dictionaries(st.sampled_from("abcd"), st.one_of(_TEXTS, st.none()), min_size=1), min_size=1, max_size=4
)


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles are read without models."""
    use_fake_reader(monkeypatch)


def write(folder: Path, texts: dict[str, str]) -> list[str]:
    """Write articles, and their paths."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return [str(folder / f"{name}.txt") for name in texts]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_STEPS)
def test_steps_make_no_difference(
    steps: list[dict[str, str | None]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("steps")
    there: dict[str, str] = {}
    for step in steps:
        for name in [name for name, text in step.items() if text is None and name in there]:
            del there[name]
            remove([str(folder / "in" / f"{name}.txt")], folder / "out", on_error=raise_error)
        given_texts = {name: text for name, text in step.items() if text is not None}
        there |= given_texts
        if given_texts:
            build(write(folder / "in", given_texts), folder / "out", on_error=raise_error)
    if there:
        build(write(folder / "in", there), folder / "fresh", on_error=raise_error)
        assert content_of(folder / "out") == content_of(folder / "fresh")


def test_an_article_is_written_again_only_if_it_is_told_otherwise(tmp_path: Path) -> None:
    first = write(
        tmp_path, {"a": "Ana Prado: the ferry runs", "b": "Prado: the ferry runs", "c": "Karl Lund: no"}
    )
    output = tmp_path / "output"
    assert build(first, output, on_error=raise_error).written == 3
    assert build(first, output, on_error=raise_error).written == 0
    # One more article of Karl Lund changes nothing in that of before.
    assert build(write(tmp_path, {"d": "Karl Lund: yes"}), output, on_error=raise_error).written == 1
    # With a second Prado it is no longer sure who “Prado” is.
    assert build(write(tmp_path, {"e": "Rosa Prado: no"}), output, on_error=raise_error).written == 2


def test_a_correction_is_applied_and_taken_back(tmp_path: Path) -> None:
    output = tmp_path / "output"
    paths = write(tmp_path, {"a": "Ana Prado: the ferry runs", "b": "Karl Lund: no"})
    build(paths, output, on_error=raise_error)
    before = content_of(output)
    header = "correction,subject,object,by,on,note\n"
    (output / CORRECTIONS_NAME).write_text(
        f"{header}rename,karl-lund,Karl Lundh,me,2026-01-02,\n", encoding="utf-8"
    )
    summary = build(paths, output, on_error=raise_error)
    assert (summary.corrections, summary.written) == (1, 1)
    assert any('"Karl Lundh"' in str(quad) for quad in open_store(output))
    (output / CORRECTIONS_NAME).write_text(header, encoding="utf-8")
    build(paths, output, on_error=raise_error)
    assert content_of(output) == before


def test_a_path_that_is_added_is_written(tmp_path: Path) -> None:
    output = tmp_path / "output"
    text = "Ana Prado: the ferry runs"
    build(write(tmp_path, {"b": text}), output, on_error=raise_error)
    assert build(write(tmp_path, {"a": text}), output, on_error=raise_error).written == 1
    paths = {quad.object.value for quad in open_store(output) if "#path" in quad.predicate.value}
    assert {Path(path).name for path in paths} == {"a.txt", "b.txt"}
