"""Processes that read articles, each with its own models, for the one process that writes.

Each has a pipe of its own and one article at a time: so it is known at which article a process dies, nothing
waits in memory, and no lock can be left behind by a process that is killed.
"""

import os
import signal
import traceback
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.resource_tracker import ensure_running
from threading import Thread
from typing import Any, Self, TypeVar

from kg.data import use_folder, used_folder
from kg.errors import ArticleError, InputError
from kg.model import Article, Extraction
from kg.text.deadline import allowed_seconds

Result = TypeVar("Result")

# Articles for which it is worth to start a process: to load the models takes as long as to read some four.
_WORTH = 8
# A process is ended when an article takes so many times the computing time after which it should give up by
# itself, and this long, in seconds, to load the models.
_PATIENCE, _LOADING = 2, 60
# The exit code of a process that gets no more memory.
_NO_MEMORY = 77
# What a process says when it can read.
_READY = "ready"
_STOPPING = (signal.SIGINT, signal.SIGTERM)
# Libraries of arithmetic would otherwise start a thread for each core in each process.
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Task:
    """An article to read; with its extraction if it must only be resolved again."""

    article: Article
    extraction: Extraction | None = None


def usable_cores() -> int:
    """The number of processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def worthwhile_jobs(jobs: int, articles: int) -> int:
    """How many of at most `jobs` processes are worth their start for a number of articles; at least 1."""
    return max(1, min(jobs, articles // _WORTH))


def longest_seconds(task: Task) -> float:
    """The computing time, in seconds, after which a process that does `task` is ended."""
    return _LOADING + _PATIENCE * allowed_seconds(len(task.article.text))


@contextmanager
def read_all(
    tasks: Iterable[Task],
    read: Callable[[Task], Result],
    *,
    jobs: int,
    seconds: Callable[[Task], float] = longest_seconds,
) -> Iterator[Iterator[tuple[Task, Result | ArticleError]]]:
    """An iterator over each task with what `read` returns for it, or the reason why it could not be read.

    With one job, `read` is called in this process, in the order of the tasks. With more, it is sent to so
    many processes, so it must be importable; the order is that in which they are done. A task is taken when
    a process is free for it. A process ends when it computes longer than `seconds` for one task. When one
    dies otherwise, its task is done again after all others by a process that is alone, because the others
    may have taken the memory that it needs.

    On exit all processes are ended. The iterator raises what else `read` raises, and `InputError` if no
    process can be started.
    """
    results = _results_here(tasks, read) if jobs == 1 else _results(tasks, read, jobs, seconds)
    with closing(results):
        yield results


def _results_here(
    tasks: Iterable[Task], read: Callable[[Task], Result]
) -> Generator[tuple[Task, Result | ArticleError], None, None]:
    for task in tasks:
        yield task, _result(read, task)


def _results(
    tasks: Iterable[Task], read: Callable[[Task], Result], jobs: int, seconds: Callable[[Task], float]
) -> Generator[tuple[Task, Result | ArticleError], None, None]:
    again: list[Task] = []
    with _Pool(read, jobs, seconds) as pool:
        for task, found in pool.run(tasks):
            if isinstance(found, _Death) and not found.took_too_long:
                again.append(task)
            else:
                yield task, found.error(task) if isinstance(found, _Death) else found
    with _Pool(read, 1, seconds) as pool:
        for task, found in pool.run(again):
            yield task, found.error(task) if isinstance(found, _Death) else found


def _result(read: Callable[[Task], Result], task: Task) -> Result | ArticleError:
    try:
        return read(task)
    except ArticleError as error:
        return error


@dataclass(frozen=True, slots=True)
class _Death:
    """How a process ended that should not have: its exit code, or the negative number of a signal."""

    code: int

    @property
    def took_too_long(self) -> bool:
        return self.code == -signal.SIGPROF

    @property
    def reason(self) -> str:
        if self.took_too_long:
            return "takes far longer than a text of its length may take"
        if self.code in (-signal.SIGKILL, _NO_MEMORY):
            return "was killed, perhaps because there was no memory left"
        if self.code < 0:
            return f"was ended by {signal.Signals(-self.code).name}"
        return f"ended with the exit code {self.code}"

    def error(self, task: Task) -> ArticleError:
        """What is said of an article whose process ended so."""
        subject = "it" if self.took_too_long else "the process that read it"
        path = task.article.path
        return ArticleError(f"{path} cannot be read: {subject} {self.reason}; split it or leave it out.")


class _Worker:
    """A process that reads, and the task that it has."""

    def __init__(self, read: Callable[[Task], object]) -> None:
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs,), daemon=True)
        self._process.start()
        # Only the process itself has its end now, so its death ends the connection.
        theirs.close()
        self.task: Task | None = None
        self.is_ready = False
        self._send((used_folder(), read))

    def give(self, task: Task, seconds: float) -> None:
        """Let the process do `task`."""
        self.task = task
        self._send((task, seconds))

    def receive(self) -> object:
        """What the process says; a `_Death` if it is gone."""
        try:
            return self.connection.recv()
        except (EOFError, OSError):
            self._process.join()
            return _Death(self._process.exitcode or 0)

    def stop(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self.connection.close()

    def _send(self, message: object) -> None:
        # That a process is gone is noticed where its answer is received.
        with suppress(OSError):
            self.connection.send(message)


class _Pool:
    """Up to `jobs` processes, started as tasks come; all are ended on exit."""

    def __init__(self, read: Callable[[Task], object], jobs: int, seconds: Callable[[Task], float]) -> None:
        self._read, self._jobs, self._seconds = read, jobs, seconds
        self._workers: list[_Worker] = []
        self._waiting: Iterator[Task] = iter(())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with _signals_held():
            while self._workers:
                self._workers.pop().stop()

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Any]]:
        """Yield each task with the result, an `ArticleError`, or the `_Death` of the process that had it."""
        self._waiting = iter(tasks)
        self._give()
        while busy := [one for one in self._workers if one.task]:
            done = self._receive(busy)
            # The processes read on while the results are used.
            self._give()
            yield from done

    def _give(self) -> None:
        """Give a task to each process that has none, and to as many new ones as there may be."""
        while True:
            free = next((one for one in self._workers if not one.task), None)
            if not free and len(self._workers) >= self._jobs:
                return
            task = next(self._waiting, None)
            if not task:
                return
            (free or self._start()).give(task, self._seconds(task))

    def _start(self) -> _Worker:
        # This starts what Python needs once for all processes, and lets signals through when it has done so.
        ensure_running()
        with _signals_held():
            self._workers.append(_Worker(self._read))
        return self._workers[-1]

    def _receive(self, busy: list[_Worker]) -> list[tuple[Task, Any]]:
        """Wait until one of the processes is done or dead, and take what there is."""
        ready = wait([one.connection for one in busy])
        done: list[tuple[Task, Any]] = []
        for worker in [one for one in busy if one.connection in ready]:
            answer, task = worker.receive(), worker.task
            if answer == _READY:
                worker.is_ready = True
                continue
            worker.task = None
            if isinstance(answer, _Death):
                self._workers.remove(worker)
                worker.stop()
                if not worker.is_ready:
                    self._go_on_without(answer)
                    self._waiting = chain([task] if task else [], self._waiting)
                    continue
            elif isinstance(answer, Exception) and not isinstance(answer, ArticleError):
                raise answer
            if task:
                done.append((task, answer))
        return done

    def _go_on_without(self, death: _Death) -> None:
        """Have one process less, because one could not start; raise `InputError` if none is left."""
        self._jobs -= 1
        if not self._jobs:
            raise InputError(
                f"No process that reads articles can start, because the last one {death.reason}; "
                "try it with one job."
            )


@contextmanager
def _signals_held() -> Iterator[None]:
    """Hold back the signals to stop; a process that is started meanwhile holds them back, too."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(connection: Connection) -> None:
    """What a process does: one task after the other, until it is killed or its parent is gone."""
    # An interrupt at a terminal goes to all processes; the parent kills this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)
    Thread(target=_end_with_parent, daemon=True).start()
    for name in _ONE_THREAD:
        os.environ.setdefault(name, "1")
    # Without its parent it has nothing to say.
    with suppress(EOFError, ConnectionError):
        folder, read = connection.recv()
        if folder:
            use_folder(folder)
        connection.send(_READY)
        while True:
            task, seconds = connection.recv()
            connection.send(_answer(read, task, seconds))


def _answer(read: Callable[[Task], object], task: Task, seconds: float) -> object:
    # The default action of the signal of this timer ends the process, whatever it does.
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return _result(read, task)
    except MemoryError:
        os._exit(_NO_MEMORY)
    except Exception as error:
        error.add_note(f"In a process that reads articles, at {task.article.path}:\n{traceback.format_exc()}")
        return error
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _end_with_parent() -> None:
    """End this process when its parent is gone, however that ended."""
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)
