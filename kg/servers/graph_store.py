"""The client of the SPARQL 1.1 Graph Store HTTP Protocol: graphs of a server are replaced, added to, deleted.

What may pass (a server that restarts, one that has too much to do) is tried again with growing pauses. All
requests may be repeated: the triples of a graph are a set.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import quote, urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth
from urllib3.util import Retry

from kg.errors import ServerError, UsageError
from kg.version import __version__

USER_VARIABLE, PASSWORD_VARIABLE, TOKEN_VARIABLE = "KG_SERVER_USER", "KG_SERVER_PASSWORD", "KG_SERVER_TOKEN"
# Seconds to connect, and to wait for an answer: a server may take long to store a large graph.
_PATIENCE = (10.0, 300.0)
_TRANSIENT = (429, 502, 503, 504)
# Pauses of 0, 1, 2, 4, 8, 16, 30, 30 seconds: the time that a server takes to start again.
_TRIES, _FACTOR, _LONGEST_PAUSE = 8, 0.5, 30
# Characters of an answer that are shown.
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Access:
    """With what a server lets somebody write: a user and a password, or a token."""

    user: str | None = None
    password: str | None = None
    token: str | None = None

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Self:
        """The access that the variables of `environment` give."""
        return cls(*map(environment.get, (USER_VARIABLE, PASSWORD_VARIABLE, TOKEN_VARIABLE)))

    @property
    def is_given(self) -> bool:
        """Whether there is a user or a token."""
        return bool(self.user or self.token)


class GraphStore:
    """The named graphs of the server at one address, each known by its IRI.

    Nothing is sent anywhere else: redirects are not followed. Every method raises `ServerError` if the server
    does not answer, or refuses.
    """

    def __init__(self, address: str, access: Access | None = None) -> None:
        """Raise `UsageError` if `address` is none of the web, or has a password in it."""
        try:
            parts = urlsplit(address)
            host, secret = parts.hostname, parts.username or parts.password
        except ValueError:
            raise UsageError(f"{address} is no address.") from None
        if parts.scheme not in ("http", "https") or not host or parts.fragment:
            raise UsageError(f"{address} is no address of a server; write http://HOST:PORT/PATH.")
        if secret:
            raise UsageError(
                f"The address of {host} has a user or a password in it; give them in {USER_VARIABLE} and "
                f"{PASSWORD_VARIABLE}, which other users of this machine cannot read."
            )
        self.address = address
        self._access = access or Access()
        self.is_readable = parts.scheme == "http" and self._access.is_given and not _is_loopback(host)
        """Whether the password or token goes over a network unencrypted."""
        self._session = requests.Session()
        self._session.headers["User-Agent"] = f"kg/{__version__}"
        self._session.auth = _auth(self._access)
        self._has_answered = self._has_taken = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()

    def has(self, graph: str) -> bool:
        """Whether the server has triples in `graph`."""
        response = self._ask("GET", graph, accepted=(404,), headers={"Accept": "application/n-triples"})
        return response.status_code != 404 and bool(response.content.strip())

    def replace(self, graph: str, triples: bytes) -> None:
        """Put `triples`, as N-Triples, in place of what the server has in `graph`."""
        self._send("PUT", graph, triples)

    def add(self, graph: str, triples: bytes) -> None:
        """Add `triples`, as N-Triples, to what the server has in `graph`."""
        self._send("POST", graph, triples)

    def delete(self, graph: str) -> None:
        """Delete `graph`, if the server has it."""
        self._ask("DELETE", graph, accepted=(404,))

    def _send(self, method: str, graph: str, triples: bytes) -> None:
        self._ask(method, graph, content=triples, headers={"Content-Type": "application/n-triples"})

    def _ask(
        self,
        method: str,
        graph: str,
        *,
        content: bytes | None = None,
        headers: dict[str, str] | None = None,
        accepted: tuple[int, ...] = (),
    ) -> requests.Response:
        """The answer of the server, if it is good or its status is `accepted`."""
        try:
            response = self._request(method, graph, content, headers or {})
            if response.status_code == 401 and self._wants_digest(graph):
                response = self._request(method, graph, content, headers or {})
        except requests.RequestException as error:
            raise ServerError(self._silence(error)) from error
        if not (response.ok and not response.is_redirect) and response.status_code not in accepted:
            raise ServerError(self._refusal(response))
        self._has_taken |= response.ok and method != "GET"
        if not self._has_answered:
            # A wrong address is told at once; who has answered before may come back.
            self._has_answered = True
            for scheme in ("http://", "https://"):
                self._session.mount(scheme, HTTPAdapter(max_retries=_retries()))
        return response

    def _request(
        self,
        method: str,
        graph: str,
        content: bytes | None,
        headers: dict[str, str],
        auth: AuthBase | None = None,
    ) -> requests.Response:
        mark = "&" if urlsplit(self.address).query else "?"
        url = f"{self.address}{mark}graph={quote(graph, safe='')}"
        return self._session.request(
            method, url, data=content, headers=headers, auth=auth, timeout=_PATIENCE, allow_redirects=False
        )

    def _wants_digest(self, graph: str) -> bool:
        """Whether the server asks for a password in the way of RFC 7616, which is then given so."""
        if not isinstance(self._session.auth, HTTPBasicAuth):
            return False
        # Virtuoso says what it asks for only to who gives nothing.
        asked = self._request("GET", graph, None, {}, _Nobody()).headers.get("WWW-Authenticate", "")
        if not asked.lower().startswith("digest"):
            return False
        self._session.auth = HTTPDigestAuth(self._access.user or "", self._access.password or "")
        return True

    def _silence(self, error: requests.RequestException) -> str:
        """Why there is no answer, in a sentence."""
        reason = " ".join(_reason(error).split())
        if self._has_answered:
            return f"The server at {self.address} answers no more: {reason}."
        return f"There is no answer from {self.address}: {reason}; see that the server runs there."

    def _refusal(self, response: requests.Response) -> str:
        """What the server refuses, in a sentence, and what to do."""
        status = f"{response.status_code} {response.reason or ''}".strip()
        if response.status_code in (401, 403):
            verb = "check" if self._access.is_given else "set"
            return (
                f"The server at {self.address} does not let you write ({status}); {verb} {USER_VARIABLE} and "
                f"{PASSWORD_VARIABLE}, or {TOKEN_VARIABLE}, in the environment."
            )
        if response.is_redirect:
            return (
                f"The server at {self.address} leads to {response.headers['Location'].partition('?')[0]}; "
                "give the address where its graphs are."
            )
        if response.status_code in (400, 404, 405, 501) and not self._has_taken:
            return (
                f"At {self.address} there are no graphs to write ({status}); give the address of the Graph "
                "Store Protocol, such as http://HOST:7878/store (docs/servers.md)."
            )
        said = " ".join(response.text.split())[:_SHOWN]
        return (
            f"The server at {self.address} refuses what it is sent ({status}): {said or 'no reason given'}."
        )


class _Bearer(AuthBase):
    """A token in each request; as the session's own header, a file .netrc would replace it."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class _Nobody(AuthBase):
    """No password and no token."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


def _auth(access: Access) -> AuthBase | None:
    if access.token:
        return _Bearer(access.token)
    return HTTPBasicAuth(access.user, access.password or "") if access.user else None


def _retries() -> Retry:
    return Retry(
        total=_TRIES,
        redirect=0,
        allowed_methods=None,
        status_forcelist=_TRANSIENT,
        backoff_factor=_FACTOR,
        backoff_max=_LONGEST_PAUSE,
        backoff_jitter=_FACTOR,
        raise_on_status=False,
        retry_after_max=_LONGEST_PAUSE,
    )


def _is_loopback(host: str) -> bool:
    return host == "localhost" or host.startswith("127.") or host == "::1"


def _reason(error: BaseException) -> str:
    """What lies at the bottom of `error`: what the operating system or the encryption said."""
    while inner := error.__cause__ or error.__context__ or getattr(error, "reason", None):
        if not isinstance(inner, BaseException):
            break
        error = inner
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
