"""Pages at the addresses of their files: made where they are not written, else the files.

The server is a process of its own: the library of charts, once it has run in a process, stops in what is
forked from it.
"""

import http.client
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.apart import Limits
from kg.archive.ledger.connection import open_rows
from kg.archive.ledger.outcomes import writing_pages
from kg.graph.store_files import current_name
from kg.graph.store_writer import write_store
from kg.pages.page_files import list_pages
from kg.server.app import Serving, make_app
from kg.server.sources import FolderSource
from tests.server.test_serving import serving
from tests.with_positions import position_quads


def note_pages(folder: Path) -> None:
    """Note that the pages are those of the graph."""
    with open_rows(folder):
        pass
    store = current_name(folder)
    assert store
    with writing_pages(folder, store, (), lambda: list_pages(folder), only=False):
        pass


def test_pages_are_made_and_files_are_served_only_if_they_are_of_this_graph(tmp_path: Path) -> None:
    quads = list(position_quads())
    write_store(tmp_path, quads)
    with serving("--folder", str(tmp_path)) as server:

        def get(address: str, **headers: str) -> tuple[int, str, str]:
            """The status, the text, the tag."""
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
            connection.request("GET", address, headers={"accept": "text/html"} | headers)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8")
            connection.close()
            return answer.status, text, answer.getheader("etag") or ""

        status, front, tag = get("/")
        assert (status, front.startswith("<!doctype html>")) == (200, True)
        assert get("/index.html") == (200, front, tag)
        assert get("/index.html", **{"if-none-match": tag}) == (304, "", tag)
        made = get("/positions.html")[1]
        for name in ("positions.html", "actors/nobody.html", "secret.html", "ledger.html"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(f"<p>{name}", encoding="utf-8")
        (tmp_path / "actors/passwd.html").symlink_to("/etc/passwd")
        assert get("/positions.html")[1] == made
        note_pages(tmp_path)
        assert get("/positions.html")[:2] == (200, "<p>positions.html")
        assert get("/actors/nobody.html")[:2] == (200, "<p>actors/nobody.html")
        for address in ("/secret.html", "/ledger.html", "/actors/passwd.html"):
            assert get(address)[0] == 404
        # One that is not written is made.
        assert "Syrian government" in get("/actors/syrian-government.html")[1]
        # After the next build the files are of another graph.
        write_store(tmp_path, quads[:-1])
        assert get("/actors/nobody.html")[0] == 404
        assert get("/positions.html")[1].startswith("<!doctype html>")
        assert server.wait_for_children(0)


@pytest.mark.parametrize(
    "address",
    [
        *("/articles/x.html", "/index.htm", "/store/current-store", "/ledger.sqlite", "/../secret.html"),
        *("/%2e%2e/secret.html", "/actors/..%2f..%2fsecret.html", "//etc/passwd", "/places/"),
        *("/actors/a/b.html", "/actors/%00.html", "/actors/" + "a" * 5000),
    ],
)
def test_there_is_nothing_else(tmp_path: Path, address: str) -> None:
    write_store(tmp_path, [])
    (tmp_path.parent / "secret.html").write_text("secret", encoding="utf-8")
    client = TestClient(make_app(FolderSource(tmp_path), Serving(Limits())), follow_redirects=False)
    answer = client.get(address)
    assert answer.status_code == 404
    assert answer.text == "There is nothing at this address; queries go to /sparql.\n"
