"""Addresses of the web, against a server on this machine."""

import gzip
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from threading import Thread

import pytest

from kg.text.inputs.fetching import AGENT, Fetcher
from kg.version import __version__
from tests.text.inputs.reading import SAID, Found, html, pdf, read

PAGES: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/robots.txt": (200, {"Content-Type": "text/plain"}, b"User-agent: kg\nDisallow: /private\n"),
    "/road": (200, {"Content-Type": "text/html; charset=utf-8"}, html().encode()),
    "/packed": (
        200,
        {"Content-Type": "text/html", "Content-Encoding": "gzip"},
        gzip.compress(html().encode()),
    ),
    "/odd": (200, {"Content-Type": "text/html", "Content-Encoding": "br"}, b"?"),
    "/a.pdf": (200, {"Content-Type": "application/octet-stream"}, pdf(["He said no."])),
    "/news.jsonl": (200, {"Content-Type": "text/plain"}, b'{"text": "He said no."}\n'),
    "/picture": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
    "/large": (200, {"Content-Type": "text/html"}, b"x" * 2_000_000),
    "/moved": (301, {"Location": "/road"}, b""),
    "/local": (302, {"Location": "file:///etc/passwd"}, b""),
    "/round": (302, {"Location": "/round"}, b""),
    "/moved-private": (302, {"Location": "/private/road"}, b""),
    "/private/road": (200, {"Content-Type": "text/html"}, html().encode()),
}


class Handler(BaseHTTPRequestHandler):
    """Answers with `PAGES` and keeps what was asked."""

    asked: list[tuple[str, str, float]]

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["User-Agent"], time.monotonic()))
        if self.path == "/slow":
            time.sleep(3)
        status, headers, body = PAGES.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(ConnectionError):  # who fetches may hang up before the whole page has come
            self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    """The address of a server that runs during a test."""
    Handler.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def fetch(*addresses: str, pause: float = 0, longest: float = 30, largest: int = 1_000_000) -> Found:
    return read(*addresses, fetch=True, fetcher=Fetcher(pause=pause, longest=longest, largest=largest))


def test_without_fetch_nothing_is_asked(site: str) -> None:
    assert read(f"{site}/road").errors == [f"{site}/road is an address of the web; to fetch it, use --fetch."]
    assert Handler.asked == []


def test_a_page(site: str) -> None:
    (article,), errors, _ = fetch(f"{site}/road")
    assert SAID in article.text
    assert (article.path, article.url, errors) == (f"{site}/road", f"{site}/road", [])
    assert [(path, agent) for path, agent, _ in Handler.asked] == [("/robots.txt", AGENT), ("/road", AGENT)]
    assert f"kg/{__version__}" == AGENT


def test_other_formats_and_redirects(site: str) -> None:
    articles, errors, _ = fetch(*(f"{site}/{name}" for name in ("packed", "a.pdf", "news.jsonl", "moved")))
    assert [one.path for one in articles] == [
        f"{site}/packed",
        f"{site}/a.pdf",
        f"{site}/news.jsonl#1",
        f"{site}/moved",
    ]
    assert articles[1].text == articles[2].text == "He said no."
    assert errors == []


def test_one_request_at_a_time_with_a_pause(site: str) -> None:
    fetch(f"{site}/road", f"{site}/packed", pause=0.3)
    times = [moment for _, _, moment in Handler.asked]
    assert len(times) == 3
    assert all(later - earlier > 0.25 for earlier, later in pairwise(times))


def test_what_is_refused(site: str) -> None:
    names = ("private/road", "moved-private", "local", "round", "picture", "odd", "large", "missing")
    articles, errors, _ = fetch(*(f"{site}/{name}" for name in names), "ftp://x.example/a", "http://[x/")
    assert articles == []
    assert errors == [
        f"{site}/private/road is not fetched: robots.txt of its site forbids it; save the page by hand.",
        f"{site}/private/road is not fetched: robots.txt of its site forbids it; save the page by hand.",
        "file:///etc/passwd cannot be fetched: only addresses of http and https can.",
        f"{site}/round is not fetched: it comes after more than 5 redirects.",
        f"{site}/picture is image/png, which kg does not read.",
        f"{site}/odd is packed with br, which kg does not unpack; save the page by hand.",
        f"{site}/large is not read: it has more than 0.953674 MiB.",
        f"{site}/missing cannot be fetched: the server says HTTP Error 404: Not Found.",
        "ftp://x.example/a cannot be fetched: only addresses of http and https can.",
        "http://[x/ cannot be fetched: it is no address (Invalid IPv6 URL).",
    ]
    assert "/private/road" not in [path for path, _, _ in Handler.asked]


def test_a_server_that_is_slow_or_gone(site: str) -> None:
    start = time.monotonic()
    (error,) = fetch(f"{site}/slow", longest=0.5).errors
    assert error == f"{site}/slow cannot be fetched: it took more than 0.5 seconds."
    assert time.monotonic() - start < 2.5
    (error,) = fetch("http://127.0.0.1:9/road").errors
    assert error.startswith("http://127.0.0.1:9/robots.txt cannot be fetched: ")
