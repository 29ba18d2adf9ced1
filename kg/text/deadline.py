"""The bound on the time that one article may take."""

import time

from kg.errors import ArticleError

# Seconds of computing. On one busy core an article takes some 90 seconds per million code points of prose,
# 120 of brackets alone (each is a word), 160 of “He said he knew that he was ill.”; six times as much is
# allowed.
BASE, PER_MILLION = 60, 1000


def allowed_seconds(length: int) -> float:
    """The computing time, in seconds, that a text of `length` code points may take."""
    return BASE + PER_MILLION * length / 1e6


class Deadline:
    """The time for a text of `length` code points, from the first check on: the computing time of the thread
    that checks.

    Time that others take, or a machine that sleeps, does not count, so an ordinary article never meets it.
    """

    def __init__(self, length: int, name: str) -> None:
        """`name` is what the text is called in the error."""
        self._name = name
        self._seconds = allowed_seconds(length)
        self._end: float | None = None

    def check(self) -> None:
        """Raise `ArticleError` if the time is over; all checks are of one thread."""
        now = time.thread_time()
        if self._end is None:
            self._end = now + self._seconds
        if now > self._end:
            raise ArticleError(
                f"{self._name} takes longer than the {self._seconds:.0f} seconds that a text of its length"
                " may take; split it or leave it out."
            )
