"""Connections that do not go on are closed; others are not."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest
import uvicorn
from uvicorn.server import ServerState

from kg.server.impatience import ImpatientProtocol

LONG = b"x" * 8_000_000


Found = TypeVar("Found")


def run(work: Coroutine[Any, Any, Found]) -> Found:
    """What `work` gives, in at most a minute; a browser of other tests has the loop of this thread."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, asyncio.wait_for(work, 60)).result()


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Answers with the many bytes."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    for start in range(0, len(LONG), 65_536):
        piece = LONG[start : start + 65_536]
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def answered(sent: list[bytes]) -> bytes:
    """What comes until the connection is closed, after each of these pieces."""
    config = uvicorn.Config(app, http=ImpatientProtocol, lifespan="off", log_level="critical")
    config.load()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: ImpatientProtocol(config=config, server_state=ServerState(), app_state={}), "127.0.0.1", 0
    )
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    for piece in sent:
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(0.01)
    found = await reader.read()
    writer.close()
    server.close()
    return found


@pytest.mark.parametrize("sent", [[], [b"GET / HT"], [b"GET / HTTP/1.1\r\n", b"A: b\r\n", b"C: d\r\n"]])
def test_a_head_that_does_not_come(monkeypatch: pytest.MonkeyPatch, sent: list[bytes]) -> None:
    monkeypatch.setattr(ImpatientProtocol, "HEAD_SECONDS", 0.2)
    assert run(answered(sent)) == b""


def test_a_request_that_comes_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImpatientProtocol, "HEAD_SECONDS", 5)
    request = [b"GET / HTTP/1.1\r\nHost: a\r\n", b"Connection: close\r\n\r\n"]
    found = run(answered(request))
    assert found.startswith(b"HTTP/1.1 200 OK")
    assert found.count(b"x") >= len(LONG)


def test_an_answer_that_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImpatientProtocol, "READ_SECONDS", 0.2)

    async def unread() -> None:
        config = uvicorn.Config(app, http=ImpatientProtocol, lifespan="off", log_level="critical")
        config.load()
        state = ServerState()
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: ImpatientProtocol(config=config, server_state=state, app_state={}), "127.0.0.1", 0
        )
        _, writer = await asyncio.open_connection(*server.sockets[0].getsockname(), limit=1024)
        writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        await writer.drain()
        while not state.connections:
            await asyncio.sleep(0.01)
        while state.connections:
            await asyncio.sleep(0.01)
        writer.close()
        server.close()

    run(unread())
