"""The store: swapped in whole, refused where it is missing, damaged or of another version."""

import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from kg.errors import StoreError, UsageError
from kg.graph import store as store_module
from kg.graph.store import open_store, run_query
from kg.graph.store_files import hold, store_path
from kg.graph.store_writer import STORE_VERSION, version_quad, write_store
from kg.graph.text_index import text_index_of
from kg.graph.vocabulary import node, term
from tests.with_fake_reader import at_call

FACT = Quad(node("actor", "a"), term("schema:name"), Literal("A"))


def test_what_is_written_is_read(tmp_path: Path) -> None:
    assert write_store(tmp_path, [FACT]) == 2
    assert bool(run_query(open_store(tmp_path), 'ASK { ?s schema:name "A" }'))


def test_many_quads_are_as_few_whatever_stands_in_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # From so many on they go through a text.
    monkeypatch.setattr("kg.graph.store_writer._BESIDE", 3)
    monkeypatch.setattr("kg.graph.store_writer.LOADED", 5)
    graph, name = node("article", "a"), term("schema:name")
    texts = ('“Ö” \\ "\n\r\t', "\x00\x7f\ufffe𝄞", "a _:b <c> .", "", " ", "\\u0041")
    quads = [
        Quad(node("actor", f"ä {number}/%"), name, Literal(one), graph) for number, one in enumerate(texts)
    ]
    quads += [
        Quad(node("actor", "a"), name, Literal("Nein", language="de-AT"), graph),
        Quad(
            node("actor", "a"), term("asg:confidence"), Literal("0.50", datatype=term("xsd:decimal")), graph
        ),
        Quad(BlankNode("b1"), name, BlankNode("b2"), graph),
        Quad(BlankNode("b1"), name, NamedNode("urn:x"), NamedNode("urn:ö?a=b&c#d")),
        FACT,
    ]
    expected = Store()
    expected.extend([version_quad(), *quads])
    assert write_store(tmp_path, quads) == len(quads) + 1
    opened = open_store(tmp_path)
    assert {str(quad) for quad in opened} == {str(quad) for quad in expected}
    assert text_index_of(opened).named("nein") == [node("actor", "a").value]


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


def test_a_store_of_another_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("kg.graph.store_writer.STORE_VERSION", "0")
        write_store(tmp_path, [])
    with pytest.raises(
        StoreError, match=rf"has version 0, this program needs {STORE_VERSION}; build it again"
    ):
        open_store(tmp_path)


def test_a_damaged_store(tmp_path: Path) -> None:
    write_store(tmp_path, [FACT])
    (store_path(tmp_path) / "CURRENT").write_text("nonsense", encoding="utf-8")
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


def test_a_store_of_an_earlier_layout_is_told_and_then_replaced(tmp_path: Path) -> None:
    earlier = Store(str(tmp_path / "store"))
    earlier.flush()
    del earlier
    with pytest.raises(StoreError, match="is of an earlier version of this program; build it again"):
        open_store(tmp_path)
    write_store(tmp_path, [FACT])
    assert len(open_store(tmp_path)) == 2
    assert {path.name for path in (tmp_path / "store").iterdir()} == {
        "current-store",
        store_path(tmp_path).name,
    }


@pytest.mark.parametrize("place", ["store", "store/notes.txt"])
def test_what_is_not_of_this_program_is_left_alone(tmp_path: Path, place: str) -> None:
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match=f"{place} is not of kg, and is where the graph should be"):
        write_store(tmp_path, [FACT])
    assert [path.name for path in (tmp_path / "store").glob("*")] == [*Path(place).parts[1:]]
    assert (tmp_path / place).read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\xff", b"0123456789abcdef"])
def test_a_damaged_name_of_the_store(tmp_path: Path, content: bytes) -> None:
    write_store(tmp_path, [FACT])
    (tmp_path / "store" / "current-store").write_bytes(content)
    with pytest.raises(StoreError, match=r"is damaged \(.*\); build it again"):
        open_store(tmp_path)
    assert write_store(tmp_path, [FACT]) == 2
    assert len(open_store(tmp_path)) == 2


def test_a_store_that_is_replaced_while_it_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_store(tmp_path, [])

    def replace_store() -> None:
        write_store(tmp_path, [FACT])

    late = at_call(1, hold, replace_store)
    monkeypatch.setattr(store_module, "hold", late)
    assert len(open_store(tmp_path)) == 2


def test_a_store_stays_while_another_process_reads_it(tmp_path: Path) -> None:
    write_store(tmp_path, [FACT])
    read = store_path(tmp_path)
    script = (
        "import sys; from pathlib import Path; from kg.graph.store import open_store\n"
        "store = open_store(Path(sys.argv[1])); print('open', flush=True)\n"
        "sys.stdin.read(); print(len(store))"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "open\n"
        for _ in range(2):
            write_store(tmp_path, [])
        assert read.is_dir()
        assert reader.communicate("")[0] == "2\n"
    write_store(tmp_path, [])
    assert not read.is_dir()
    assert len(open_store(tmp_path)) == 1
