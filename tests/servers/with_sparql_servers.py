"""SPARQL servers on the loopback address: Oxigraph's and Virtuoso with a file of quads, and a broken one."""

import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.servers.with_server import OXIGRAPH, free_port

VIRTUOSO = shutil.which("virtuoso-t")
"""The program of the Debian package virtuoso-opensource-7-bin; None if it is not installed."""
_SETTINGS = """\
[Database]
DatabaseFile = virtuoso.db
TransactionFile = virtuoso.trx
ErrorLogFile = virtuoso.log
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = .
NumberOfBuffers = 4000
[HTTPServer]
ServerPort = 127.0.0.1:{web}
ServerRoot = .
[SPARQL]
ResultSetMaxRows = 100000
"""
_TRIES, _PAUSE = 600, 0.1


@contextmanager
def oxigraph_with(folder: Path, quads: Path, *, union: bool = True) -> Iterator[str]:
    """Oxigraph's server with the N-Quads of a file, which works in `folder`; the address of its endpoint."""
    location = folder / "oxigraph"
    subprocess.run(
        [OXIGRAPH, "load", "--location", location, "--file", quads], check=True, capture_output=True
    )
    with oxigraph_serving(location, union=union) as address:
        yield address


@contextmanager
def oxigraph_serving(location: Path, *, union: bool = True) -> Iterator[str]:
    """Oxigraph's server on the database at `location`; the address of its endpoint."""
    port = free_port()
    options = ["--union-default-graph"] if union else []
    command: list[str | Path] = [
        *(OXIGRAPH, "serve", "--location", location, "--bind", f"127.0.0.1:{port}"),
        *options,
    ]
    with _running(command, location.parent, port):
        yield f"http://127.0.0.1:{port}/query"


@contextmanager
def virtuoso_with(folder: Path, quads: Path) -> Iterator[str]:
    """Virtuoso with the N-Quads of a file, which works in `folder`; the address of its endpoint."""
    sql, web = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_SETTINGS.format(sql=sql, web=web), encoding="ascii")
    shutil.copyfile(quads, folder / "graph.nq")
    command: list[str | Path] = [VIRTUOSO or "virtuoso-t", "+configfile", "virtuoso.ini", "+foreground"]
    with _running(command, folder, web):
        load = "ld_dir('.', 'graph.nq', 'urn:x'); rdf_loader_run(); checkpoint;"
        subprocess.run(
            ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={load}"], check=True, capture_output=True
        )
        yield f"http://127.0.0.1:{web}/sparql"


@contextmanager
def saying(
    status: int, kind: str, body: bytes, *, length: int | None = None, **headers: str
) -> Iterator[str]:
    """A server that gives every query this answer, of which it announces `length` bytes; its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(status)
            own = {"Content-Type": kind, "Content-Length": str(len(body) if length is None else length)}
            for name, value in (own | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/sparql"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def _running(command: Sequence[str | Path], folder: Path, port: int) -> Iterator[None]:
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(_TRIES):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    break
            threading.Event().wait(_PAUSE)
        yield
    finally:
        process.kill()
        process.wait()
