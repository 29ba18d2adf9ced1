"""The server at an address, until it is stopped."""

import socket
from collections.abc import Callable, Iterable

import uvicorn
from starlette.applications import Starlette

from kg.errors import InputError
from kg.server.impatience import ImpatientProtocol
from kg.server.processes import Processes

# Bytes of the head of a request: a query in an address has up to three for each of its own.
_MOST_HEAD = 256 << 10
_MOST_CONNECTIONS = 1000
# Seconds in which answers must be sent when the server is stopped.
_FAREWELL = 3


def run_server(
    app: Starlette,
    host: str,
    port: int,
    on_ready: Callable[[str], None],
    *,
    processes: Iterable[Processes] = (),
) -> None:
    """Serve `app` at `host` and `port` (0 is any that is free) until a signal comes.

    `on_ready` is called with the address when others can ask. `processes` are those that answer, which end
    with it. Raises `InputError` if the address cannot be had.
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
        _Server(config, processes).run(sockets=[listening])


class _Server(uvicorn.Server):
    """Ends the processes that answer before it waits for the requests to end."""

    def __init__(self, config: uvicorn.Config, processes: Iterable[Processes]) -> None:
        super().__init__(config)
        self._processes = processes

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for one in self._processes:
            one.stop()
        await super().shutdown(sockets)
