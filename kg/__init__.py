"""kg: who said what about what, with evidence, as a knowledge graph."""

from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.questions.dataset import Dataset

__version__ = "0.1.0"


def open(folder: "str | PathLike[str]") -> "Dataset":
    """The graph that `kg build` wrote into `folder`, to read; usable as a context manager.

    Raises `kg.errors.StoreError` if there is none, or it has the form of another version.
    """
    from pathlib import Path

    from kg.graph.store import open_store
    from kg.questions.dataset import Dataset

    return Dataset(open_store(Path(folder)))
