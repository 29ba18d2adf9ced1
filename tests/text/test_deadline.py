"""The time that one article may take, with a clock set by hand."""

import threading

import pytest

from kg.errors import ArticleError
from kg.resolve.decoded import DecodedText
from kg.text.deadline import BASE, PER_MILLION, Deadline
from kg.text.text import Text


def test_it_runs_from_the_first_check_on(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [5.0]
    monkeypatch.setattr("kg.text.deadline.time.thread_time", lambda: clock[0])
    deadline = Deadline(1_000_000, "a.txt")
    clock[0] = 10_000.0
    deadline.check()
    clock[0] = 10_000.0 + BASE + PER_MILLION
    deadline.check()
    clock[0] += 1
    with pytest.raises(ArticleError, match=r"a\.txt takes longer than the 1060 seconds"):
        deadline.check()


def test_a_text_made_in_another_thread_has_all_of_its_time() -> None:
    made: list[Text] = []
    thread = threading.Thread(target=lambda: made.append(Text("No.")))
    thread.start()
    thread.join()
    made[0].deadline.check()


def test_the_decoded_text_has_no_time_of_its_own() -> None:
    text = Text("AT&amp;T said no.")
    assert DecodedText(text).text.deadline is text.deadline
