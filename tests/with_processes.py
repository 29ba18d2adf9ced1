"""Readers that run no model, for processes: what a line of an article says is done there.

`python -m tests.with_processes build …` is `kg build …` with `LineReader`.
"""

import os
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.data import used_folder
from kg.errors import ArticleError
from kg.model import Extraction
from kg.pipeline import Knowledge, ReadArticle
from kg.reading_pool import Task
from tests.with_fake_reader import resolve_lines, with_vectors_of_lines


def obey(text: str) -> None:
    """Do what the lines of `text` say: die, die once, wait, compute, raise."""
    for line in text.splitlines():
        word, _, argument = line.partition(" ")
        if word == "die" or (word == "die-once" and _is_first(Path(argument))):
            os.kill(os.getpid(), signal.Signals[argument] if word == "die" else signal.SIGKILL)
        elif word == "wait":
            Path(argument).touch()
            time.sleep(60)
        elif word == "compute":
            while True:
                pass
        elif word == "refuse":
            raise ArticleError(argument)
        elif word == "fail":
            raise ValueError(argument)
        elif word == "take-memory":
            raise MemoryError


def length_and_process(task: Task) -> tuple[int, int]:
    """The length of the text, after its lines are obeyed, and the process that did so."""
    obey(task.article.text)
    return len(task.article.text), os.getpid()


def folder_of_data(task: Task) -> Path | None:
    """The folder whose word lists are used."""
    return used_folder()


class Stillborn:
    """What no process can be given."""

    def __call__(self, task: Task) -> None:
        """Never called."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (5,)


@dataclass(frozen=True)
class LineReader:
    """In place of `kg.pipeline.Reader`: each line “NAME: words” is what NAME says."""

    knowledge: Knowledge

    def __call__(self, task: Task) -> ReadArticle:
        """The statements, after the other lines are obeyed."""
        obey(task.article.text)
        reading = with_vectors_of_lines(resolve_lines(task.article))
        return ReadArticle(reading, Extraction((), ()), len(task.article.text.split()))


def use_line_reader(patch: pytest.MonkeyPatch) -> None:
    """Let builds read articles without models, in processes, too."""
    patch.setattr("kg.pipeline.Reader", LineReader)


def _is_first(mark: Path) -> bool:
    if mark.exists():
        return False
    mark.touch()
    return True


if __name__ == "__main__":
    from kg.cli.main import run

    with pytest.MonkeyPatch.context() as main_patch:
        use_line_reader(main_patch)
        run()
    sys.exit()
