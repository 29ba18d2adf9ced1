"""The store: swapped in whole, refused where it is missing, damaged or of another version."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, Quad, Store

from kg.errors import StoreError, UsageError
from kg.graph.store import open_store, run_query, write_store
from kg.graph.vocabulary import DATASET, node, term

FACT = Quad(node("actor", "a"), term("schema:name"), Literal("A"))


def test_what_is_written_is_read(tmp_path: Path) -> None:
    assert write_store(tmp_path, [FACT]) == 2
    assert bool(run_query(open_store(tmp_path), 'ASK { ?s schema:name "A" }'))


def test_a_failed_build_leaves_the_old_store(tmp_path: Path) -> None:
    write_store(tmp_path, [FACT])

    def broken() -> list[Quad]:
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        write_store(tmp_path, (quad for quad in broken()))
    assert bool(run_query(open_store(tmp_path), 'ASK { ?s schema:name "A" }'))


def test_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"There is no graph in .*; make one with “kg build"):
        open_store(tmp_path)


def test_a_store_of_another_version(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "store"))
    store.add(Quad(DATASET, term("asg:storeVersion"), Literal("0")))
    store.flush()
    del store
    with pytest.raises(StoreError, match="has version 0, this program needs 11; build it again"):
        open_store(tmp_path)


def test_a_damaged_store(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "CURRENT").write_text("nonsense", encoding="utf-8")
    with pytest.raises(StoreError, match="is damaged"):
        open_store(tmp_path)


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT ?x\nWHERE { ?x a ?y } ORDER WHAT ?x", "line 2, column"),
        ("SELECT ?x WHERE { ?x a ", "it stops before it is complete"),
        ("SELECT * WHERE { ?x nope:a ?y }", "the prefix “nope” is not declared"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "only queries that read are answered"),
    ],
)
def test_a_broken_query_is_told_where(query: str, reason: str) -> None:
    with pytest.raises(UsageError) as caught:
        run_query(Store(), query)
    assert "The query is broken: " in str(caught.value)
    assert reason in str(caught.value)
