"""Processes that read: the same results, whatever happens to a process, and none that stays."""

import multiprocessing
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.data import use_folder
from kg.errors import ArticleError, InputError
from kg.reading_pool import Task, read_all, usable_cores, worthwhile_jobs
from kg.text.article_files import make_article
from tests.with_processes import Stillborn, folder_of_data, length_and_process


def task(text: str, path: str = "a.txt") -> Task:
    return Task(make_article(text, path))


def lengths(tasks: list[Task], jobs: int) -> tuple[list[int], list[str]]:
    """The lengths that are found, sorted, and the reasons why others are not."""
    with read_all(tasks, length_and_process, jobs=jobs, seconds=lambda one: 2) as results:
        found = [one for _, one in results]
    assert multiprocessing.active_children() == []
    return (
        sorted(one[0] for one in found if not isinstance(one, ArticleError)),
        [str(one) for one in found if isinstance(one, ArticleError)],
    )


def test_one_job_starts_no_process_and_keeps_the_order() -> None:
    with read_all([task("abc"), task("a")], length_and_process, jobs=1) as results:
        assert [one for _, one in results] == [(3, os.getpid()), (1, os.getpid())]


def test_several_jobs_are_several_processes() -> None:
    tasks = [task("word " * number) for number in range(1, 40)]
    with read_all(tasks, length_and_process, jobs=2) as results:
        found = [one for _, one in results if not isinstance(one, ArticleError)]
    assert sorted(length for length, _ in found) == [5 * number for number in range(1, 40)]
    assert len({process for _, process in found} - {os.getpid()}) == 2
    assert lengths([], jobs=2) == ([], [])


def test_tasks_are_taken_when_a_process_is_free() -> None:
    taken = 0

    def tasks() -> Iterator[Task]:
        nonlocal taken
        for _ in range(1000):
            taken += 1
            yield task("abc")

    with read_all(tasks(), length_and_process, jobs=2) as results:
        for number, _ in enumerate(results, 1):
            # Two that are done, two that the processes have.
            assert taken <= number + 4
            if number == 50:
                break
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("die SIGKILL", "the process that read it was killed, perhaps because there was no memory left"),
        ("die SIGSEGV", "the process that read it was ended by SIGSEGV"),
        ("take-memory", "the process that read it was killed, perhaps because there was no memory left"),
        ("compute", "it takes far longer than a text of its length may take"),
    ],
)
def test_an_article_at_which_processes_die_is_named_and_the_others_are_read(line: str, reason: str) -> None:
    tasks = [task("abc"), task(line, "bad.txt"), task("ab"), task("a")]
    assert lengths(tasks, jobs=2) == (
        [1, 2, 3],
        [f"bad.txt cannot be read: {reason}; split it or leave it out."],
    )


def test_an_article_is_done_again_when_its_process_was_killed(tmp_path: Path) -> None:
    text = f"die-once {tmp_path / 'mark'}"
    assert lengths([task(text), task("ab"), task("a")], jobs=2) == ([1, 2, len(text)], [])


def test_an_article_that_cannot_be_read_is_told_as_in_one_process() -> None:
    for jobs in (1, 2):
        assert lengths([task("refuse a.txt is no text."), task("ab")], jobs=jobs) == (
            [2],
            ["a.txt is no text."],
        )


def test_another_error_is_raised_with_its_place() -> None:
    with (
        pytest.raises(ValueError, match="nothing fits") as caught,
        read_all([task("fail nothing fits")], length_and_process, jobs=2) as results,
    ):
        list(results)
    (note,) = caught.value.__notes__
    assert note.startswith("In a process that reads articles, at a.txt:\nTraceback")
    assert multiprocessing.active_children() == []


def test_processes_that_cannot_start_are_told() -> None:
    message = (
        "No process that reads articles can start, because the last one ended with the exit code 5; try it"
    )
    with (
        pytest.raises(InputError, match=message),
        read_all([task("abc")] * 3, Stillborn(), jobs=2) as results,
    ):
        list(results)


def test_processes_use_the_same_word_lists(tmp_path: Path) -> None:
    (tmp_path / "nicknames.csv").write_text("name,nicknames\n", encoding="utf-8")
    use_folder(tmp_path)
    try:
        with read_all([task("abc")], folder_of_data, jobs=2) as results:
            assert [found for _, found in results] == [tmp_path]
    finally:
        use_folder(None)


def test_a_process_must_be_worth_its_start() -> None:
    assert [worthwhile_jobs(4, articles) for articles in (0, 1, 15, 16, 31, 32, 9999)] == [
        1,
        1,
        1,
        2,
        3,
        4,
        4,
    ]
    assert worthwhile_jobs(1, 9999) == 1
    assert 1 <= usable_cores() <= (os.cpu_count() or 1)
