"""Fetching pages of the web politely: robots.txt, pauses, limits of size and time."""

import re
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from queue import Empty, Queue
from threading import Thread
from typing import IO
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from kg.errors import InputError
from kg.text.inputs.record import LARGEST_FILE, MEBIBYTE
from kg.version import __version__

_ROBOT = "kg"
AGENT = f"{_ROBOT}/{__version__}"
# Seconds between two requests to one host, unless robots.txt asks for more, and the most that it may ask for.
PAUSE, _LONGEST_PAUSE = 1.0, 60.0
# Seconds that a request may take as a whole.
LONGEST = 60.0
_MOST_REDIRECTS = 5
_SCHEMES = ("http", "https")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


@dataclass(frozen=True, slots=True)
class Page:
    """What an address gave: its bytes, still packed, and its headers; `location` is that of a redirect."""

    content: bytes
    content_type: str | None = None
    encoding: str | None = None
    location: str | None = None


def is_address(path: str) -> bool:
    """Whether `path` is a URL, not a file."""
    return bool(_ADDRESS.match(path))


class Fetcher:
    """Fetches pages one after the other."""

    def __init__(
        self, *, pause: float = PAUSE, longest: float = LONGEST, largest: int = LARGEST_FILE
    ) -> None:
        """`pause` between and `longest` for a request are seconds; `largest` are bytes of a page."""
        self._pause = pause
        self._longest = longest
        self._largest = largest
        self._robots: dict[str, RobotFileParser] = {}
        self._last: dict[str, float] = {}
        self._opener = urllib.request.build_opener(_NoRedirects)

    def fetch(self, url: str) -> Page:
        """The page at `url`, an address of http or https.

        Raises `InputError` if it cannot be fetched, robots.txt forbids it, or it is too large or too slow.
        """
        return self._follow(url, heeds_robots=True)

    def _follow(self, url: str, *, heeds_robots: bool) -> Page:
        """The page at `url`, after redirects that lead neither to another scheme nor from https to http."""
        for _ in range(_MOST_REDIRECTS + 1):
            if _site(url).partition(":")[0] not in _SCHEMES:
                raise InputError(f"{url} cannot be fetched: only addresses of http and https can.")
            if heeds_robots:
                self._check_allowed(url)
            self._wait(url)
            page = self._in_time(url)
            if page.location is None:
                return page
            target = urljoin(url, page.location)
            if _site(url).startswith("https:") and _site(target).startswith("http:"):
                raise InputError(f"{url} is not fetched: it leads to {target}, which is not encrypted.")
            url = target
        raise InputError(f"{url} is not fetched: it comes after more than {_MOST_REDIRECTS} redirects.")

    def _check_allowed(self, url: str) -> None:
        """Raise `InputError` if the robots.txt of the host of `url` forbids it, or cannot be read."""
        site = _site(url)
        if site not in self._robots:
            self._robots[site] = self._read_robots(site)
        robots = self._robots[site]
        if not robots.can_fetch(_ROBOT, url):
            raise InputError(
                f"{url} is not fetched: robots.txt of its site forbids it; save the page by hand."
            )
        if (seconds := _delay(robots)) > _LONGEST_PAUSE:
            raise InputError(
                f"{url} is not fetched: robots.txt of its site asks for {seconds:g} seconds between two"
                " pages; save the page by hand."
            )

    def _read_robots(self, site: str) -> RobotFileParser:
        robots = RobotFileParser()
        try:
            content = self._follow(f"{site}/robots.txt", heeds_robots=False).content
        except _StatusError as error:
            # As RobotFileParser.read has it; a server that fails may forbid everything (RFC 9309, 2.3.1.4).
            if error.status >= 500:
                raise
            content = b"User-agent: *\nDisallow: /" if error.status in (401, 403) else b""
        robots.parse(content.decode("utf-8", "replace").splitlines())
        return robots

    def _wait(self, url: str) -> None:
        """Wait until the host of `url` may be asked again."""
        site = _site(url)
        pause = max(self._pause, _delay(self._robots[site]) if site in self._robots else 0)
        time.sleep(max(0.0, self._last.get(site, float("-inf")) + pause - time.monotonic()))
        self._last[site] = time.monotonic()

    def _in_time(self, url: str) -> Page:
        """What one request gives, or an error after the longest time, whatever the server does."""
        answers: Queue[Page | InputError] = Queue()

        def work() -> None:
            try:
                answers.put(self._request(url))
            except InputError as error:
                answers.put(error)
            except (OSError, HTTPException, ValueError) as error:
                answers.put(
                    InputError(f"{url} cannot be fetched: {getattr(error, 'reason', None) or error}.")
                )

        # A thread can be left behind: for a server that sends byte by byte, sockets have no time limit.
        Thread(target=work, daemon=True).start()
        try:
            answer = answers.get(timeout=self._longest)
        except Empty:
            raise InputError(
                f"{url} cannot be fetched: it took more than {self._longest:g} seconds."
            ) from None
        if isinstance(answer, InputError):
            raise answer
        return answer

    def _request(self, url: str) -> Page:
        from w3lib.url import safe_url_string

        headers = {"User-Agent": AGENT, "Accept-Encoding": "identity"}
        request = urllib.request.Request(safe_url_string(urldefrag(url).url), headers=headers)
        try:
            with self._opener.open(request, timeout=self._longest) as response:
                content = response.read(self._largest + 1)
                found = response.headers
        except urllib.error.HTTPError as error:
            with error:
                if 300 <= error.code < 400 and "Location" in error.headers:
                    return Page(b"", location=error.headers["Location"])
                raise _StatusError(f"{url} cannot be fetched: the server says {error}.", error.code) from None
        if len(content) > self._largest:
            raise InputError(f"{url} is not read: it has more than {self._largest / MEBIBYTE:g} MiB.")
        return Page(content, found.get("Content-Type"), found.get("Content-Encoding"))


class _StatusError(InputError):
    """The server answered that it does not give the page."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Leaves a redirect to the caller."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        return None


def _site(url: str) -> str:
    """Scheme and host of `url`. Raises `InputError` if it is no address."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise InputError(f"{url} cannot be fetched: it is no address ({error}).") from None
    return f"{parts.scheme}://{parts.netloc}".lower()


def _delay(robots: RobotFileParser) -> float:
    return float(robots.crawl_delay(_ROBOT) or 0)
