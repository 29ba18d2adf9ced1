"""The server at an address, until it is stopped."""

import socket
from collections.abc import Callable

import uvicorn
from starlette.applications import Starlette

from kg.errors import InputError
from kg.server.impatience import ImpatientProtocol

# Bytes of the head of a request: a query in an address has up to three for each of its own.
_MOST_HEAD = 256 << 10
_MOST_CONNECTIONS = 1000
# Seconds that queries have to end when the server is stopped.
_FAREWELL = 3


def run_server(app: Starlette, host: str, port: int, on_ready: Callable[[str], None]) -> None:
    """Serve `app` at `host` and `port` (0 is any that is free) until a signal comes.

    `on_ready` is called with the address when others can ask. Raises `InputError` if it cannot be had.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        raise InputError(
            f"The server cannot listen at {host}, port {port}: {error.strerror}; give another --port."
        ) from None
    config = uvicorn.Config(
        app,
        access_log=False,
        h11_max_incomplete_event_size=_MOST_HEAD,
        http=ImpatientProtocol,
        lifespan="off",
        limit_concurrency=_MOST_CONNECTIONS,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=_FAREWELL,
    )
    name = f"[{host}]" if ":" in host else host
    with listening:
        on_ready(f"http://{name}:{listening.getsockname()[1]}")
        uvicorn.Server(config).run(sockets=[listening])
