"""The running server: many clients, slow queries, clients that go, builds meanwhile."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

import pytest
from pyoxigraph import Literal, Quad

from kg.graph.store_writer import write_store
from kg.graph.vocabulary import node, term
from tests.conftest import ROOT

# Rows that nobody waits for the end of.
SLOW = (
    "SELECT (COUNT(*) AS ?n) { VALUES ?x { 1 2 3 4 5 6 7 8 9 } "
    + " ".join(
        f"{{ SELECT ?x{number} {{ VALUES ?x{number} {{ 1 2 3 4 5 6 7 8 9 }} }} }}" for number in range(12)
    )
    + "}"
)


class Running:
    """A server in a process of its own."""

    def __init__(self, process: "subprocess.Popen[str]", port: int) -> None:
        self.process, self.port = process, port

    def get(self, query: str, *, timeout: float = 60) -> tuple[int, str, str | None]:
        """The status, the text and when to ask again."""
        connection = self.connect(query, timeout)
        answer = connection.getresponse()
        found = answer.status, answer.read().decode("utf-8"), answer.getheader("retry-after")
        connection.close()
        return found

    def connect(self, query: str, timeout: float = 60) -> http.client.HTTPConnection:
        """A connection on which the query was sent."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        connection.request("GET", "/sparql?" + urlencode({"query": query}))
        return connection

    def children(self) -> list[int]:
        """The processes that answer."""
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True, check=False
        )
        return [int(word) for word in listed.stdout.split()]

    def wait_for_children(self, count: int) -> bool:
        """Whether there are soon so many processes that answer."""
        for _ in range(200):
            if len(self.children()) == count:
                return True
            time.sleep(0.05)
        return False


@contextmanager
def serving(*arguments: str) -> Iterator[Running]:
    """`kg serve` with these arguments, at a free port."""
    command = [sys.executable, "-m", "kg", "serve", "--port", "0", *arguments]
    with subprocess.Popen(
        command, cwd=ROOT, stderr=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}
    ) as process:
        try:
            assert process.stderr is not None
            line = process.stderr.readline()
            address = re.fullmatch(
                r"Queries: http://127\.0\.0\.1:(\d+)/sparql\. Ctrl-C stops the server\.\n", line
            )
            assert address, line
            yield Running(process, int(address[1]))
        finally:
            with suppress(ProcessLookupError):
                process.kill()


@pytest.fixture
def data(tmp_path: Path) -> str:
    path = tmp_path / "data.ttl"
    path.write_text('<a:s> <a:p> "x" .', encoding="utf-8")
    return str(path)


def test_a_hundred_clients_are_served(data: str) -> None:
    with serving(data) as server, ThreadPoolExecutor(100) as pool:
        answers = list(pool.map(server.get, ["SELECT ?o { ?s ?p ?o }"] * 100))
    assert {status for status, _, _ in answers} == {200}
    assert {json.loads(text)["results"]["bindings"][0]["o"]["value"] for _, text, _ in answers} == {"x"}


def test_who_finds_no_process_free_is_told_when_to_ask_again(data: str) -> None:
    with serving(data, "--processes", "1", "--timeout", "60", "--wait", "0.5") as server:
        slow = server.connect(SLOW)
        assert server.wait_for_children(1)
        status, text, again = server.get("ASK {}")
        assert (status, text, again) == (503, "Too many queries run now; ask again soon.\n", "1")
        slow.close()
        assert server.wait_for_children(0)
        assert server.get("ASK {}")[0] == 200


def test_slow_queries_cost_the_others_nothing(data: str) -> None:
    with serving(data, "--processes", "4", "--timeout", "60") as server:
        slow = [server.connect(SLOW) for _ in range(3)]
        assert server.wait_for_children(3)
        for _ in range(20):
            assert server.get("ASK {}")[0] == 200
        assert len(server.children()) == 3
        for one in slow:
            one.close()
        # A query ends when its client is gone.
        assert server.wait_for_children(0)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_query_of_a_stopped_server_is_stopped(data: str, number: signal.Signals, code: int) -> None:
    with serving(data, "--timeout", "60") as server:
        slow = server.connect(SLOW)
        assert server.wait_for_children(1)
        (child,) = server.children()
        server.process.send_signal(number)
        assert server.process.wait(30) == code
        assert server.process.stderr is not None
        assert server.process.stderr.read() == "Interrupted; nothing is served any more.\n"
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)
        slow.close()


def names_in(server: Running) -> set[str]:
    """The names in the graph that is served: of several facts of one build."""
    answer = json.loads(server.get("SELECT ?n { ?s schema:name ?n }")[1])
    return {row["n"]["value"] for row in answer["results"]["bindings"]}


def test_a_build_is_served_when_it_is_whole(tmp_path: Path) -> None:
    def build(word: str) -> None:
        write_store(
            tmp_path,
            [
                Quad(
                    node("actor", f"{word}{number}"),
                    term("schema:name"),
                    Literal(word),
                    node("article", word),
                )
                for number in range(500)
            ],
        )

    build("first")
    with serving("--folder", str(tmp_path), "--timeout", "60") as server:
        assert names_in(server) == {"first"}
        slow = server.connect(SLOW)
        with ThreadPoolExecutor(4) as pool:
            answers = [pool.submit(names_in, server) for _ in range(20)]
            for word in ("second", "third"):
                build(word)
            assert all(one.result() in ({"first"}, {"second"}, {"third"}) for one in answers)
        assert names_in(server) == {"third"}
        # A store that cannot be read does not take the place of the one that is served.
        (tmp_path / "store" / "current-store").write_text("0123456789abcdef", encoding="ascii")
        assert names_in(server) == {"third"}
        slow.close()


def test_what_cannot_be_served_is_said(tmp_path: Path, data: str) -> None:
    (tmp_path / "broken.ttl").write_text("<a:s> <a:p> .", encoding="utf-8")
    with serving(data) as server:
        taken = str(server.port)
        for arguments, code, sentence in [
            (["--folder", str(tmp_path)], 3, "There is no graph in"),
            ([str(tmp_path / "none.ttl")], 3, "none.ttl cannot be read: No such file or directory"),
            ([str(tmp_path / "broken.ttl")], 3, "broken.ttl cannot be read as Turtle: "),
            (
                [str(tmp_path / "data.txt")],
                2,
                "data.txt has no suffix of a format of RDF; known are .ttl, .nt",
            ),
            ([data, "--folder", str(tmp_path)], 2, "Give either files or --folder."),
            ([data, "--port", taken], 3, f"The server cannot listen at 127.0.0.1, port {taken}: "),
        ]:
            result = subprocess.run(
                [sys.executable, "-m", "kg", "serve", *arguments],
                cwd=ROOT,
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
            assert (result.returncode, result.stdout) == (code, "")
            assert sentence in result.stderr
            assert result.stderr.count("\n") == 1
