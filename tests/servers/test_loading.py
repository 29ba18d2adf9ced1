"""A dataset sent to a server: all of it, what has changed, and on from where a load was stopped."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph

from kg import pipeline
from kg.errors import ServerError, UsageError
from kg.graph import portions
from kg.graph.store import open_store
from kg.graph.vocabulary import ECHOES_GRAPH, ENTITIES_GRAPH
from kg.servers import graph_store
from kg.servers.graph_store import Access, GraphStore
from kg.servers.loading import Sent, load
from tests.conftest import ROOT, raise_error
from tests.servers.with_server import answering, free_port, oxigraph, quads_at
from tests.with_fake_reader import use_fake_reader

OUTPUT = Path("output")


@pytest.fixture(autouse=True)
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three articles in the working folder, built."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(graph_store, "_FACTOR", 0.01)
    use_fake_reader(monkeypatch)
    for name in ("a", "b", "c"):
        Path(f"{name}.txt").write_text(f"Ana Prado: number {name} will come", encoding="utf-8")
    build("a.txt", "b.txt", "c.txt")


def build(*paths: str, prune: bool = False) -> None:
    pipeline.build(paths, OUTPUT, options=pipeline.BuildOptions(prune=prune), on_error=raise_error)


def quads() -> list[str]:
    """The quads of the named graphs."""
    return sorted(str(quad) for quad in open_store(OUTPUT) if quad.graph_name != DefaultGraph())


def graphs_of(sent: Sent) -> tuple[int, int, int]:
    return sent.graphs, sent.unchanged, sent.deleted


def send(address: str, *graphs: str, again: bool = False, access: Access | None = None) -> Sent:
    with GraphStore(address, access) as server:
        return load(OUTPUT, server, graphs, again=again)


def test_a_server_gets_what_is_new_and_loses_what_is_gone() -> None:
    with oxigraph(Path("server"), free_port()) as address:
        first = send(address)
        assert quads_at(address) == quads()
        assert first.triples == len(quads())
        assert send(address) == Sent(unchanged=first.graphs)
        Path("d.txt").write_text("Ana Prado: all is well", encoding="utf-8")
        build("a.txt", "d.txt", prune=True)
        sent = send(address)
        assert quads_at(address) == quads()
        # One article more, two less; what is told of entities has changed.
        assert sent.deleted == 2
        assert sent.unchanged > 0
        assert send(address, again=True).unchanged == 0


def test_graphs_are_chosen_by_their_name() -> None:
    with oxigraph(Path("server"), free_port()) as address:
        sent = send(address, ENTITIES_GRAPH.value)
        assert graphs_of(sent) == (1, 0, 0)
        assert quads_at(address) == [one for one in quads() if one.endswith(f"{ENTITIES_GRAPH}")]
        for name in ("entities", f"{ECHOES_GRAPH.value}/no"):
            with pytest.raises(UsageError, match=f"The dataset in output has no graph “{name}”"):
                send(address, name)


def test_a_graph_in_many_portions_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portions, "MOST_TRIPLES", 7)
    with oxigraph(Path("server"), free_port()) as address:
        send(address)
        assert quads_at(address) == quads()


def test_a_server_that_lost_all_gets_all_again() -> None:
    port, notes = free_port(), list[str]()
    with oxigraph(Path("server"), port) as address:
        first = send(address)
    with oxigraph(Path("another"), port) as address, GraphStore(address) as server:
        assert load(OUTPUT, server, on_note=notes.append) == first
        assert quads_at(address) == quads()
    assert notes == [f"{address} does not have what it was sent before, so all is sent again."]


def test_a_load_goes_on_when_the_server_is_killed_and_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph_store, "_TRIES", 2)
    port, location = free_port(), Path("server")
    number = portions.count_graphs(open_store(OUTPUT))
    with oxigraph(location, port) as address:

        def stop(done: int, of: int) -> None:
            if done == 3:
                raise KeyboardInterrupt

        with GraphStore(address) as server:
            with pytest.raises(KeyboardInterrupt):
                load(OUTPUT, server, on_graph=stop)
            kept = quads_at(address)
    # The server is gone while a load goes on.
    with pytest.raises(ServerError, match=f"There is no answer from {address}: Connection refused; see that"):
        send(address)
    with oxigraph(location, port) as address:
        assert quads_at(address) == kept
        assert graphs_of(send(address)) == (number - 3, 3, 0)
        assert quads_at(address) == quads()


def test_a_server_that_dies_in_the_middle_is_told_with_what_is_there() -> None:
    puts = 0

    def answer(method: str, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str]]:
        nonlocal puts
        puts += 1
        return (201, {}) if puts < 4 else (503, {})

    with (
        answering(answer) as (address, asked),
        pytest.raises(ServerError, match=r"503 Service Unavailable.* 3 of 6 graphs are there; load again"),
    ):
        send(address)
    # The fourth graph was tried nine times.
    assert len(asked) == 3 + 9
    assert len(set(asked[3:])) == 1


def test_a_busy_server_is_asked_again() -> None:
    calls: dict[str, int] = {}

    def answer(method: str, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str]]:
        calls[path] = calls.get(path, 0) + 1
        return (429, {"Retry-After": "0"}) if calls[path] == 1 and len(calls) == 2 else (204, {})

    with answering(answer) as (address, asked):
        sent = send(address)
    assert len(asked) == sent.graphs + 1


@pytest.mark.parametrize(
    ("status", "headers", "told"),
    [
        (401, {}, "does not let you write (401 Unauthorized); set KG_SERVER_USER and KG_SERVER_PASSWORD"),
        (
            404,
            {},
            "there are no graphs to write (404 Not Found); give the address of the Graph Store Protocol",
        ),
        (405, {}, "there are no graphs to write (405 Method Not Allowed)"),
        (
            301,
            {"Location": "http://elsewhere.example/store?graph=x"},
            "leads to http://elsewhere.example/store;",
        ),
        (500, {}, "refuses what it is sent (500 Internal Server Error): no reason given."),
    ],
)
def test_a_refusal_is_told_in_a_sentence(status: int, headers: dict[str, str], told: str) -> None:
    with answering(lambda *_: (status, headers)) as (address, asked), pytest.raises(ServerError) as raised:
        send(address)
    assert told in str(raised.value)
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("access", "header"),
    [
        (Access("ana", "secret"), "Basic YW5hOnNlY3JldA=="),
        (Access(token="t0ken"), "Bearer t0ken"),
        (Access(), None),
    ],
)
def test_a_password_or_a_token_is_given(access: Access, header: str | None) -> None:
    found: set[str | None] = set()

    def answer(method: str, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str]]:
        found.add(headers.get("Authorization"))
        return 204, {}

    with answering(answer) as (address, _):
        send(address, access=access)
    assert found == {header}


def test_a_password_is_given_as_a_digest_where_the_server_asks_for_that() -> None:
    asks = {"WWW-Authenticate": 'Digest realm="graphs", nonce="abc", qop="auth"'}

    def answer(method: str, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str]]:
        given = headers.get("Authorization", "")
        if given.startswith("Basic"):
            # As Virtuoso has it.
            return 401, {}
        return (204, {}) if given.startswith('Digest username="ana", realm="graphs"') else (401, asks)

    with answering(answer) as (address, _):
        assert send(address, access=Access("ana", "secret")).graphs > 3
        with pytest.raises(ServerError, match="401 Unauthorized"):
            send(address, again=True, access=Access(token="t0ken"))


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("localhost:7878/store", "is no address of a server; write http://HOST:PORT/PATH."),
        ("ftp://localhost/store", "is no address of a server"),
        ("http://ana:secret@localhost/store", "The address of localhost has a user or a password in it"),
        ("http://[", "is no address."),
    ],
)
def test_an_address_that_is_none_is_refused(address: str, told: str) -> None:
    with pytest.raises(UsageError) as raised:
        GraphStore(address)
    assert told in str(raised.value)
    assert "secret" not in str(raised.value)


def test_what_is_not_encrypted_is_said() -> None:
    access = Access("ana", "secret")
    assert GraphStore("http://graphs.example/store", access).is_readable
    for address in ("https://graphs.example/store", "http://localhost:1/store", "http://127.0.0.1:1/store"):
        assert not GraphStore(address, access).is_readable
    assert not GraphStore("http://graphs.example/store").is_readable


def test_the_command_prints_what_was_sent() -> None:
    with oxigraph(Path("server"), free_port()) as address:
        run = subprocess.run(
            [sys.executable, "-m", "kg", "load", "--to", address],
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (run.returncode, run.stderr) == (0, "")
        assert ["triples", "sent", str(len(quads()))] in map(str.split, run.stdout.splitlines())
        assert quads_at(address) == quads()
