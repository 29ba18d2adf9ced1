"""Work in a process of its own: what it finds, and how it ends at a limit."""

import os
import signal
import threading
import time
from collections.abc import Callable

import pytest

from kg.apart import Apart, Limits, Send, apart
from kg.errors import LimitError, StoreError, UsageError

LIMITS = Limits(seconds=20, memory=100 << 20)


def test_what_is_found_comes_back() -> None:
    assert apart(lambda: {"pid": os.getpid()}, LIMITS)["pid"] != os.getpid()

    def work(send: Send) -> None:
        for number in range(3):
            send(bytes([number]) * 100_000)

    with Apart(work, LIMITS) as child:
        assert list(child) == [bytes([number]) * 100_000 for number in range(3)]


def test_errors_come_back() -> None:
    def fail(error: Exception) -> None:
        raise error

    with pytest.raises(StoreError, match="it is damaged"):
        apart(lambda: fail(StoreError("it is damaged")), LIMITS)
    with pytest.raises(LimitError) as caught:
        apart(lambda: fail(LimitError("too much", "rows")), LIMITS)
    assert caught.value.limit == "rows"
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        apart(lambda: 1 // 0, LIMITS)


@pytest.mark.parametrize(
    ("work", "limits", "limit", "sentence"),
    [
        (lambda: signal.pause(), Limits(seconds=0.2), "seconds", "took longer than 0.2 seconds"),
        (lambda: bytearray(300 << 20), LIMITS, "memory", "needs more memory than 100 MB"),
        (os.abort, LIMITS, "memory", "needs more memory than 100 MB"),
    ],
)
def test_a_limit_ends_the_process(
    work: Callable[[], object], limits: Limits, limit: str, sentence: str
) -> None:
    with pytest.raises(LimitError, match=sentence) as caught:
        apart(work, limits)
    assert caught.value.limit == limit


def test_a_process_that_falls_takes_nothing_down() -> None:
    with pytest.raises(UsageError, match="nested too deeply"):
        apart(lambda: os.kill(os.getpid(), signal.SIGSEGV), LIMITS)
    with pytest.raises(UsageError, match="The process of the query ended"):
        apart(lambda: os._exit(3), LIMITS)


def test_what_nobody_waits_for_is_ended() -> None:
    with Apart(lambda send: time.sleep(60), LIMITS) as child:
        pass
    with pytest.raises(ProcessLookupError):
        os.kill(child.process, 0)


def test_an_interrupt_ends_the_process() -> None:
    threading.Timer(0.3, os.kill, [os.getpid(), signal.SIGINT]).start()
    with pytest.raises(KeyboardInterrupt), Apart(lambda send: time.sleep(60), LIMITS) as child:
        list(child)
    with pytest.raises(ProcessLookupError):
        os.kill(child.process, 0)


def test_threads_may_ask_at_once() -> None:
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda: found.append(apart(lambda: sum(range(1000)), LIMITS)))
        for _ in range(20)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert found == [499_500] * 20
