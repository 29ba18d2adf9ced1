"""Who may use the server of a review: the browser of the person at this machine who has its token.

A page of another site must not reach it, in whatever way: neither by a name that leads to this machine (DNS
rebinding: the header `Host`), nor from its own address (`Origin`, `Sec-Fetch-Site`), nor without the token.
"""

import hmac
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "::1", "localhost")
"""The names of this machine."""
TOKEN_HEADER = "x-review-token"
_PARAMETER = "token"
_SAFE = frozenset({"GET", "HEAD"})
_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
_WITHOUT_TOKEN = (
    "Open the address that “kg serve --review” has printed: it has the token without which nothing is shown."
)


class ReviewGuard:
    """Lets only those requests through to `app` that have `token`, in a cookie or a header."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app, self._token = app, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it with 403 and a sentence."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                del headers["access-control-allow-origin"]
                for name, value in _HEADERS.items():
                    if name == "content-security-policy":
                        headers.append(name, value)
                    else:
                        headers[name] = value
            await send(message)

        refused = self._refusal(scope)
        await (refused or self._app)(scope, receive, send_guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        headers, method = Headers(scope=scope), scope["method"]
        if not _is_loopback(headers.get("host", "")):
            return _refuse("A review is only at the address of this machine, such as 127.0.0.1.")
        if not _is_same_origin(headers, scope["scheme"], is_safe=method in _SAFE):
            return _refuse("Another page of the web cannot use a review.")
        if method in _SAFE and (given := _given(scope)) and self._is_token(given[0]):
            return self._sign_in(scope, given[1])
        if not self._is_token(headers.get(TOKEN_HEADER, "")):
            # A form of another page carries the cookie, but no header.
            if method not in _SAFE:
                return _refuse(f"A change needs the token in the header {TOKEN_HEADER}.")
            if not self._is_token(_cookie(headers.get("cookie", ""), _cookie_name(scope))):
                return _refuse(_WITHOUT_TOKEN)
        return None

    def _is_token(self, value: str) -> bool:
        return hmac.compare_digest(value.encode("utf-8"), self._token.encode("utf-8"))

    def _sign_in(self, scope: Scope, rest: str) -> Response:
        """The same address without the token, which goes into a cookie."""
        path = "/" + scope["path"].lstrip("/")
        answer = RedirectResponse(f"{path}?{rest}" if rest else path, 303)
        answer.set_cookie(_cookie_name(scope), self._token, httponly=True, samesite="strict", path="/")
        return answer


def _given(scope: Scope) -> tuple[str, str] | None:
    """The token in the address, and the other parameters; None if it has none."""
    pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    tokens = [value for name, value in pairs if name == _PARAMETER]
    return (tokens[-1], urlencode([pair for pair in pairs if pair[0] != _PARAMETER])) if tokens else None


def _is_loopback(host: str) -> bool:
    try:
        return urlsplit(f"//{host}").hostname in LOOPBACK
    except ValueError:
        return False


def _is_same_origin(headers: Headers, scheme: str, *, is_safe: bool) -> bool:
    """Whether a page of this server asks, or the person by an address or a link."""
    own = f"{scheme}://{headers.get('host', '')}"
    if headers.get("origin", own) != own:
        return False
    site = headers.get("sec-fetch-site", "none")
    if site in ("none", "same-origin"):
        return True
    return is_safe and headers.get("sec-fetch-mode") == "navigate"


def _cookie_name(scope: Scope) -> str:
    """Cookies do not know ports, so each server has its own name."""
    server = scope.get("server") or ("", 0)
    return f"kg-review-{server[1]}"


def _cookie(header: str, name: str) -> str:
    try:
        found = SimpleCookie(header).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def _refuse(sentence: str) -> Response:
    return PlainTextResponse(f"{sentence}\n", 403)
