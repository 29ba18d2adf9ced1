"""Packing a store: smaller or fewer files, the same quads, once for each doubling."""

import shutil
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, Quad

from kg.errors import StoreError
from kg.graph.store import open_store
from kg.graph.store_files import STORE_NAME, current_name, point_to, verify_store
from kg.graph.store_packing import MOST_PACKED, is_worth_packing, pack_store
from kg.graph.store_writer import write_store, writing_store
from kg.graph.vocabulary import node, term


def facts(graph: int) -> list[Quad]:
    """Quads of a graph of its own."""
    return [
        Quad(
            node("statement", f"{graph}-{number}"),
            term("schema:text"),
            Literal(f"words of {number}"),
            node("article", str(graph)),
        )
        for number in range(50)
    ]


def size_of(path: Path) -> int:
    """The bytes of the tables of a store."""
    return sum(file.stat().st_size for file in path.glob("*.sst"))


def grown(folder: Path, portions: int) -> tuple[str, int]:
    """A store that came to be by one load after the other; its name and its number of quads."""
    number = write_store(folder, facts(0))
    name = current_name(folder)
    for portion in range(1, portions):
        with writing_store(folder, name) as writer:
            writer.add(facts(portion))
            writer.seal()
        name, number = writer.name, number + 50
    assert name
    point_to(folder, name)
    return name, number


def test_a_packed_store_has_the_same_quads_in_fewer_bytes(tmp_path: Path) -> None:
    name, number = grown(tmp_path, 40)
    before = sorted(map(str, open_store(tmp_path)))
    assert len(before) == number == 40 * 50 + 1
    packed, digest = pack_store(tmp_path, name, number)
    assert verify_store(tmp_path / STORE_NAME / packed, wholly=True) == digest
    assert size_of(tmp_path / STORE_NAME / packed) < 0.8 * size_of(tmp_path / STORE_NAME / name)
    point_to(tmp_path, packed)
    assert sorted(map(str, open_store(tmp_path))) == before


def test_the_tables_of_a_large_store_are_merged(tmp_path: Path) -> None:
    name, _ = grown(tmp_path, 8)
    before = sorted(map(str, open_store(tmp_path)))
    # Only the number that is told makes it large.
    merged, digest = pack_store(tmp_path, name, MOST_PACKED + 1)
    assert verify_store(tmp_path / STORE_NAME / merged, wholly=True) == digest
    tables = [len(list((tmp_path / STORE_NAME / one).glob("*.sst"))) for one in (name, merged)]
    assert tables[1] < tables[0]
    point_to(tmp_path, merged)
    assert sorted(map(str, open_store(tmp_path))) == before


def test_a_store_that_cannot_be_packed_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name, number = grown(tmp_path, 3)
    write_store(tmp_path / "other", facts(0))
    # As in a build: a store that is not read yet.
    other = current_name(tmp_path / "other")
    shutil.copytree(tmp_path / "other" / STORE_NAME / str(other), tmp_path / STORE_NAME / str(other))

    def full(*_: Any) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("kg.graph.store_writer.seal", full)
    with pytest.raises(StoreError, match="cannot be written: No space left on device"):
        pack_store(tmp_path, str(other), 51)
    left = {one.name for one in (tmp_path / STORE_NAME).iterdir()}
    assert left == {name, str(other), "current-store"}
    assert sum(1 for _ in islice(open_store(tmp_path), 1000)) == number


@pytest.mark.parametrize(
    ("quads", "packed", "worth"),
    [
        (100, 0, True),
        (101, 100, False),
        (199, 100, False),
        (200, 100, True),
        (50, 100, False),
        (10_000_000, 0, True),
        (19_000_000, 10_000_000, False),
    ],
)
def test_a_first_build_and_a_doubling_pack(quads: int, packed: int, worth: bool) -> None:
    assert is_worth_packing(quads, packed) is worth
