"""Builds add to what is there, in any order and with stops in between; no model is run."""

import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg import pipeline
from kg.errors import InputError, KgError, StoreError, UsageError
from kg.pipeline import BuildOptions, Knowledge, Summary
from kg.resolve.registry import load_registry
from tests.conftest import raise_error
from tests.with_fake_reader import POINTS, at_call, content_of, use_fake_reader
from tests.with_sparql import select

TEXTS = {
    "a.txt": "Ana Prado: the vote in the capital will be repeated next week",
    "b.txt": "Prado: nothing is known",
    "c.txt": "Luis Soto: the vote in the capital will be repeated next week\nAna M. Prado: we are ready",
    "d/e.txt": "Luis Soto: the road is open",
    # The same text as that of b.txt.
    "d/f.txt": "Prado: nothing is known",
}
OUTPUT = Path("output")


@pytest.fixture(autouse=True)
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with the texts in it."""
    use_fake_reader(monkeypatch)
    monkeypatch.chdir(tmp_path)
    Path("d").mkdir()
    for path, text in TEXTS.items():
        Path(path).write_text(text, encoding="utf-8")
    return tmp_path


build = partial(pipeline.build, folder=OUTPUT, on_error=raise_error)
remove = partial(pipeline.remove, folder=OUTPUT, on_error=raise_error)


def counts(summary: Summary) -> dict[str, int]:
    """What a build did with the paths, without what it did to none."""
    names = ("articles", "new", "changed", "unchanged", "kept", "removed", "read_now")
    return {name: count for name in names if (count := getattr(summary, name))}


def paths_in_graph() -> set[str]:
    query = "SELECT ?path WHERE { ?article a schema:NewsArticle ; asg:path ?path }"
    with kg.open(OUTPUT) as dataset:
        return {str(row["path"]) for row in select(dataset, query)}


def test_a_build_adds_to_what_is_there() -> None:
    assert counts(build(["a.txt", "b.txt"])) == {"articles": 2, "new": 2, "read_now": 2}
    found = build(["b.txt", "d"])
    assert counts(found) == {"articles": 3, "new": 2, "unchanged": 1, "kept": 1, "read_now": 1}
    assert paths_in_graph() == {"a.txt", "b.txt", "d/e.txt", "d/f.txt"}


def test_a_file_that_has_changed_takes_the_place_of_what_it_was() -> None:
    build(["b.txt", "d"])
    Path("b.txt").write_text("Luis Soto: all is well", encoding="utf-8")
    assert counts(build(["b.txt"])) == {"articles": 3, "changed": 1, "kept": 2, "read_now": 1}
    Path("d/f.txt").write_text("Luis Soto: all is well", encoding="utf-8")
    assert counts(build(["d"])) == {"articles": 2, "changed": 1, "unchanged": 1, "kept": 1}
    with kg.open(OUTPUT) as dataset:
        said = sorted(one.text for one in dataset.statements())
    assert said == ["all is well", "the road is open"]


def test_what_is_not_given_is_removed_if_wished() -> None:
    build([*TEXTS])
    assert counts(build(["d"], options=BuildOptions(prune=True))) == {
        "articles": 2,
        "unchanged": 2,
        "removed": 3,
    }
    assert paths_in_graph() == {"d/e.txt", "d/f.txt"}
    # The removed articles are forgotten.
    assert build([*TEXTS]).read_now == 2


def test_nothing_is_removed_if_a_path_is_wrong() -> None:
    build([*TEXTS])
    errors: list[KgError] = []
    found = build(["d", "missing"], options=BuildOptions(prune=True), on_error=errors.append)
    assert counts(found) == {"articles": 4, "unchanged": 2, "kept": 3}
    assert [str(error) for error in errors] == [
        "missing does not exist.",
        "Nothing was removed, because a path that was given could not be read.",
    ]


def test_nothing_given_can_be_read() -> None:
    build(["a.txt"])
    before = content_of(OUTPUT)
    with pytest.raises(InputError, match="No article could be read, so no graph was built"):
        build(["missing"], on_error=lambda error: None)
    assert content_of(OUTPUT) == before


def test_named_files_and_folders_are_removed() -> None:
    build([*TEXTS])
    Path("a.txt").unlink()
    assert counts(remove(["a.txt", "./d/"])) == {"articles": 2, "kept": 2, "removed": 3}
    assert paths_in_graph() == {"b.txt", "c.txt"}
    build(["b.txt", "c.txt"], folder=Path("fresh"))
    assert content_of(OUTPUT) == content_of(Path("fresh"))


def test_the_articles_of_a_file_are_removed_with_it() -> None:
    for name in ("p.jsonl#1", "p.jsonl#2", "p.jsonl2"):
        Path(name).write_text(f"Ana Prado: it is {name}", encoding="utf-8")
    build(["p.jsonl#1", "p.jsonl#2", "p.jsonl2"])
    assert counts(remove(["p.jsonl"])) == {"articles": 1, "kept": 1, "removed": 2}


def test_a_path_that_is_not_there_removes_nothing() -> None:
    build([*TEXTS])
    before = content_of(OUTPUT)
    for path in ("other", "d/e", "/d", "e.txt"):
        message = f"The graph in output has no article from “{path}”; nothing was removed."
        with pytest.raises(UsageError, match=message):
            remove(["a.txt", path])
    assert content_of(OUTPUT) == before


def test_the_last_article_can_be_removed() -> None:
    build(["a.txt"])
    assert counts(remove(["a.txt"])) == {"removed": 1}
    assert paths_in_graph() == set()


def test_an_unchanged_article_is_neither_decoded_nor_resolved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    build([*TEXTS])
    before = content_of(OUTPUT)
    calls: Counter[str] = Counter()

    def count(where: str, name: str) -> None:
        original = getattr(import_module(where), name)

        def counted(*arguments: object, **options: object) -> object:
            calls[name] += 1
            return original(*arguments, **options)

        monkeypatch.setattr(f"{where}.{name}", counted)

    for where, name in (
        ("kg.pipeline", "extract_article"),
        ("kg.pipeline", "resolve"),
        ("kg.archive.ledger.ledger", "decode_reading"),
        ("kg.archive.ledger.ledger", "encode"),
    ):
        count(where, name)
    build([*TEXTS])
    assert not calls
    Path("g.txt").write_text("Luis Soto: it rains", encoding="utf-8")
    build(["g.txt"])
    # Its source, text, extraction and reading; the reading once for the index, once for the graph.
    assert calls == {"extract_article": 1, "resolve": 1, "encode": 4, "decode_reading": 2}
    remove(["g.txt"])
    assert content_of(OUTPUT) == before


def test_another_registry_resolves_again_without_reading_again(tmp_path: Path) -> None:
    build(["a.txt"])
    resolved: list[str] = []
    own = tmp_path / "own.toml"
    own.write_text('[[actor]]\nid = "bank"\nname = "The Bank"\ntype = "organisation"\n', encoding="utf-8")
    for registry, expected in ((load_registry((own,)), ["a.txt"]), (load_registry((own,)), [])):
        resolved.clear()
        knowledge = Knowledge(registry)
        found = build(["a.txt"], knowledge=knowledge, on_article=lambda one, _: resolved.append(one.path))
        assert (found.read_now, resolved) == (0, expected)


class Stopped(BaseException):
    """The build is stopped here."""


def stop() -> None:
    raise Stopped


@st.composite
def portions(draw: Callable[..., Any]) -> list[list[str]]:
    """The paths in any order and in any portions, some of them twice."""
    paths = draw(st.permutations([*TEXTS]))
    cuts = sorted(draw(st.sets(st.integers(1, len(paths) - 1), max_size=2)))
    found = [paths[start:end] for start, end in zip([0, *cuts], [*cuts, len(paths)], strict=True)]
    return [[*portion, *draw(st.lists(st.sampled_from([*TEXTS]), max_size=1))] for portion in found]


@given(portions(), st.lists(st.tuples(st.sampled_from([*POINTS][:-1]), st.integers(1, 3)), max_size=3))
@settings(max_examples=8)
def test_neither_order_nor_portions_nor_stops_make_a_difference(
    given_paths: list[list[str]], stops: list[tuple[str, int]]
) -> None:
    """Each portion is built, stopped at a point if there is one for it, and then built again."""
    with TemporaryDirectory() as folder:
        fresh, output = Path(folder) / "fresh", Path(folder) / "output"
        build([*TEXTS], folder=fresh)
        for number, paths in enumerate(given_paths):
            for point, times in stops[number : number + 1]:
                with pytest.MonkeyPatch.context() as patch:
                    module, name = POINTS[point]
                    original = getattr(import_module(module), name)
                    patch.setattr(f"{module}.{name}", at_call(times, original, stop))
                    with suppress(Stopped):
                        build(paths, folder=output)
            build(paths, folder=output)
        assert content_of(output) == content_of(fresh)
        # What was stopped leaves nothing behind.
        assert len(list((output / "store").iterdir())) == 2


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("store", "output/store is not of kg, and is where the graph should be"),
        ("store/notes", "output/store/notes is not of kg"),
        ("statements.jsonl/notes", "output/statements.jsonl is a folder"),
    ],
)
def test_what_is_in_the_way_is_told_before_anything_is_touched(place: str, message: str) -> None:
    (OUTPUT / place).parent.mkdir(parents=True)
    (OUTPUT / place).write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match=message):
        build(["a.txt"])
    assert [path for path in OUTPUT.rglob("*") if path.is_file()] == [OUTPUT / place]


def test_what_earlier_versions_kept_is_removed() -> None:
    OUTPUT.mkdir()
    (OUTPUT / "cache.sqlite").write_bytes(b"")
    build(["a.txt"])
    assert {path.name for path in OUTPUT.iterdir()} == {
        "ledger.sqlite",
        "report.json",
        "statements.jsonl",
        "store",
    }


def test_a_ledger_without_a_graph_gives_it_again() -> None:
    build([*TEXTS])
    before = content_of(OUTPUT)
    shutil.rmtree(OUTPUT / "store")
    with pytest.raises(StoreError, match="There is no graph in output"):
        kg.open(OUTPUT)
    assert build(["a.txt"]).read_now == 0
    assert content_of(OUTPUT) == before
