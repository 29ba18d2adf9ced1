"""Servers on the loopback address: Oxigraph's own, and one that answers as a test wishes."""

import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import urlopen

from pyoxigraph import RdfFormat, Store

OXIGRAPH = Path(sys.executable).with_name("oxigraph")
"""The program of the package oxigraph."""


def free_port() -> int:
    """A port of the loopback address on which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def oxigraph(location: Path, port: int) -> Iterator[str]:
    """The server of Oxigraph on the database at `location`, killed at the end; its address of graphs."""
    process = subprocess.Popen(
        [OXIGRAPH, "serve", "--location", location, "--bind", f"127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(600):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    break
            threading.Event().wait(0.05)
        yield f"http://127.0.0.1:{port}/store"
    finally:
        process.kill()
        process.wait()


def quads_at(address: str) -> list[str]:
    """The quads that Oxigraph's server at `address` has, sorted, as `Store` gives them."""
    with urlopen(address) as answer:
        store = Store()
        store.load(answer.read(), format=RdfFormat.N_QUADS)
    return sorted(map(str, store))


Answer = tuple[int, dict[str, str]]


@contextmanager
def answering(answer: Callable[[str, str, dict[str, str]], Answer]) -> Iterator[tuple[str, list[str]]]:
    """A server that keeps nothing: `answer` gives status and headers from the method, path and headers asked.

    Its address of graphs, and what it was asked: method and graph.
    """
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked.append(f"{self.command} {self.path.partition('?')[2]}")
            status, headers = answer(self.command, self.path, {**self.headers})
            self.send_response(status)
            for name, value in (headers | {"Content-Length": "0"}).items():
                self.send_header(name, value)
            self.end_headers()

        do_GET = do_PUT = do_POST = do_DELETE = _answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/store", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
