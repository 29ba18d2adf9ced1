"""`kg serve` under a hundred clients, a part of which is slow or hostile: what the others wait.

    python -m benchmarks.hostile FOLDER --seconds 30

FOLDER has a graph of `kg build`. It prints how many requests of each kind were answered how, the times of
the honest ones with and without the others, what is left of the queries that nobody waits for, and how the
server ends.
"""

import argparse
import http.client
import os
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from urllib.parse import quote, urlencode

CLIENTS = 100
# Of the clients, how many do what; the others are honest.
HOSTILE = {
    "product": 8,
    "path": 4,
    "nested": 4,
    "megabyte": 4,
    "gone": 8,
    "head": 10,
    "unread": 4,
    "service": 2,
}

HONEST = (
    "/sparql?" + urlencode({"query": "SELECT ?n { ?s prov:wasAttributedTo/schema:name ?n } LIMIT 20"}),
    "/statements.json?limit=20",
    "/ask.json?q=who+speaks&limit=20",
    "/actors.csv",
    "/sparql",
    "/queries.json",
    "/actors/index.html",
)
PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
PATH = "SELECT (COUNT(*) AS ?n) { ?a (!<a:a>|^!<a:a>)+ ?b . ?b (!<a:a>|^!<a:a>)+ ?c . ?c (!<a:b>)* ?d }"
SERVICE = "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"

Found = dict[str, list[tuple[str, float]]]


class Server:
    """`kg serve` in a process of its own."""

    def __init__(self, process: "subprocess.Popen[str]", port: int) -> None:
        self.process, self.port = process, port

    def ask(self, address: str, body: bytes | None = None, *, timeout: float = 120) -> str:
        """The status of the answer, which is read to its end."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            headers = {"content-type": "application/sparql-query"} if body is not None else {}
            connection.request("GET" if body is None else "POST", address, body, headers)
            answer = connection.getresponse()
            answer.read()
            return str(answer.status)
        except (OSError, http.client.HTTPException) as error:
            return type(error).__name__
        finally:
            connection.close()

    def open(self, sent: bytes) -> socket.socket:
        """A connection on which these bytes were sent."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        connection.sendall(sent)
        return connection

    def processes(self) -> int:
        """How many processes it has started that have not ended."""
        command = ["ps", "-o", "pid=", "--ppid", str(self.process.pid)]
        return len(subprocess.run(command, capture_output=True, text=True, check=False).stdout.split())

    def memory(self) -> float:
        """Its resident memory in MB, without the processes that answer."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            (line,) = (line for line in status if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


@contextmanager
def serving(folder: str, timeout: float) -> Iterator[Server]:
    """`kg serve` for the graph in `folder`, at a free port."""
    command = [sys.executable, "-m", "kg", "serve", "--folder", folder, "--port", "0"]
    command += ["--timeout", str(timeout)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        address = re.search(r"http://127\.0\.0\.1:(\d+)/", process.stderr.readline())
        assert address
        try:
            yield Server(process, int(address[1]))
        finally:
            with suppress(ProcessLookupError):
                process.kill()


def hostile(server: Server, kind: str) -> str:
    """One request of a kind, and how it ends."""
    if kind == "product":
        return server.ask("/sparql", PRODUCT.encode())
    if kind == "path":
        return server.ask("/sparql", PATH.encode())
    if kind == "nested":
        return server.ask("/sparql", b"ASK {" * 20_000 + b"}" * 20_000)
    if kind == "megabyte":
        return server.ask("/sparql", b"ASK {} # " + b"x" * (1 << 20))
    if kind == "service":
        return server.ask("/sparql", SERVICE.encode())
    if kind == "gone":
        with server.open(f"GET /sparql?query={quote(PRODUCT)} HTTP/1.1\r\nHost: a\r\n\r\n".encode()):
            time.sleep(0.2)
        return "left"
    if kind == "head":
        return _drip(server)
    with server.open(b"GET /statements.json HTTP/1.1\r\nHost: a\r\n\r\n") as connection:
        connection.settimeout(120)
        time.sleep(5)
    return "not read"


def _drip(server: Server) -> str:
    """A head that comes a byte at a time until the server has had enough."""
    started = time.monotonic()
    with server.open(b"GET /sparql HTTP/1.1\r\nHost: a\r\n") as connection:
        while time.monotonic() - started < 60:
            try:
                connection.sendall(b"A")
                connection.settimeout(0.5)
                if not connection.recv(1):
                    return f"closed after {round((time.monotonic() - started) / 5) * 5} s"
            except TimeoutError:
                continue
            except OSError:
                return f"closed after {round((time.monotonic() - started) / 5) * 5} s"
    return "kept for 60 s"


def run_clients(server: Server, kinds: list[str], seconds: float) -> Found:
    """What each kind of client met, with the seconds of each request."""
    found: Found = defaultdict(list)
    until = time.monotonic() + seconds

    def client(kind: str, number: int) -> None:
        chosen = random.Random(number)
        while time.monotonic() < until:
            started = time.monotonic()
            status = server.ask(chosen.choice(HONEST)) if kind == "honest" else hostile(server, kind)
            found[kind].append((status, time.monotonic() - started))
            time.sleep(0.5)

    threads = [
        threading.Thread(target=client, args=(kind, number), daemon=True) for number, kind in enumerate(kinds)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return found


def report(found: Found, write: Callable[[str], object] = print) -> None:
    """Write a line for each kind of request."""
    for kind, all_of in found.items():
        statuses = ", ".join(
            f"{status}: {count}" for status, count in Counter(one for one, _ in all_of).items()
        )
        times = sorted(seconds for _, seconds in all_of)
        last = times[max(0, int(len(times) * 0.95) - 1)]
        figures = f"median {statistics.median(times):.2f} s, 95 % {last:.2f} s, longest {times[-1]:.2f} s"
        write(f"{kind:10} {len(times):5} requests  {figures}  {statuses}")


def main() -> None:
    """Run the clients, and print what they met."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--timeout", type=float, default=10)
    parser.add_argument("--clients", type=int, default=CLIENTS)
    given = parser.parse_args()
    others = [kind for kind, number in HOSTILE.items() for _ in range(number)]
    with serving(given.folder, given.timeout) as server:
        server.ask("/actors/index.html")
        honest = ["honest"] * (given.clients - len(others))
        print(f"{len(honest)} honest clients alone:")
        report(run_clients(server, honest, given.seconds))
        print(f"with {len(others)} others:")
        report(run_clients(server, honest + others, given.seconds))
        until = time.monotonic() + 60
        while server.processes() and time.monotonic() < until:
            time.sleep(0.1)
        print(
            f"processes that are left: {server.processes()}; memory of the server: {server.memory():.0f} MB"
        )
        with server.open(f"GET /sparql?query={quote(PRODUCT)} HTTP/1.1\r\nHost: a\r\n\r\n".encode()):
            time.sleep(0.5)
            started = time.monotonic()
            os.kill(server.process.pid, signal.SIGTERM)
            code = server.process.wait(60)
            print(f"SIGTERM: it ended after {time.monotonic() - started:.1f} s with code {code}")


if __name__ == "__main__":
    main()
