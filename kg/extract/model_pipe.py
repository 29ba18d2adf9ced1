"""Base class of the spaCy components: loads the model on first use and serialises it with the pipeline."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Generic, Self, TypeVar

import srsly
from spacy.pipeline import Pipe

from kg.extract.settings import read_files, shipped_folder

Model = TypeVar("Model")


class ModelPipe(Pipe, Generic[Model]):
    """A component with a model, by default the shipped one."""

    files: tuple[str, ...]
    """The names of the model's files."""
    load: Callable[..., Model]
    """Makes the model from the files. Raises `InputError` if they are invalid."""

    def __init__(self, name: str, threads: int, weights: dict[str, bytes] | None = None) -> None:
        self.name = name
        self._threads = threads
        self._weights = weights
        self._model: Model | None = None
        self._inherited: list[Model] = []
        self._process = 0

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the model's files into the folder `path`."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in self._files().items():
            (folder / name).write_bytes(content)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Self:
        """Use the model in the folder `path`. Raises `InputError` if a file is missing."""
        return self._use(read_files(Path(path), self.files))

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Serialise the model's files."""
        packed: bytes = srsly.msgpack_dumps(self._files())
        return packed

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Self:
        """Use the model serialised by `to_bytes`."""
        return self._use(srsly.msgpack_loads(data))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.name, self._threads, self._weights)

    def get_model(self) -> Model:
        """Return the model, loaded once per process: onnxruntime sessions survive neither fork nor pickle."""
        if self._model is None or self._process != os.getpid():
            # Freeing a session inherited by fork would wait for threads that do not exist in this process.
            if self._model is not None:
                self._inherited.append(self._model)
            self._model = type(self).load(self._files(), threads=self._threads)
            self._process = os.getpid()
        return self._model

    def _use(self, weights: dict[str, bytes]) -> Self:
        self._weights, self._model = weights, None
        return self

    def _files(self) -> dict[str, bytes]:
        return read_files(shipped_folder(), self.files) if self._weights is None else self._weights
