"""The spaCy component `kg_statements`: `doc._.statements` and `doc.spans["kg_names"]`."""

import os
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import srsly
from spacy.language import Language
from spacy.pipeline import Pipe, Sentencizer
from spacy.tokens import Doc, SpanGroup

from kg.documents.paragraphs import split_paragraphs
from kg.extraction.encoder import Encoder, read_weights
from kg.extraction.plain import from_plain, to_plain
from kg.extraction.reading import read_text
from kg.extraction.settings import shipped_folder
from kg.model import Extraction, Span

COMPONENT = "kg_statements"
NAMES_KEY = "kg_names"
# Plain values, so that a document travels between processes and in a DocBin.
_USER_DATA_KEY = "kg_extraction"
_SENTENCIZER = Sentencizer()
_INHERITED: list[Encoder] = []


def extraction_of(doc: Doc) -> Extraction:
    """What the component found in `doc`; empty where it has not been."""
    plain = doc.user_data.get(_USER_DATA_KEY)
    return Extraction((), (), ()) if plain is None else from_plain(plain, doc._.kg_document)


for _extension, _options in (
    ("kg_document", {"default": ""}),
    ("statements", {"getter": lambda doc: extraction_of(doc).statements}),
    ("kg_names", {"getter": lambda doc: extraction_of(doc).names}),
):
    if not Doc.has_extension(_extension):
        Doc.set_extension(_extension, **_options)


class StatementReader(Pipe):
    """Sets `doc._.statements` (a tuple of `kg.model.Statement`, no speaker resolved yet), in order.

    `doc._.kg_names` holds the names as `kg.model.Name`, and `doc.spans["kg_names"]` the same as
    spaCy spans, widened to whole tokens. `doc._.kg_document`, if set before, is the document's
    identifier. Offsets are in code points of `doc.text`. `nlp.pipe` may run it in several processes.
    `to_disk` keeps the model with the pipeline, so a saved one reads as it did.
    """

    def __init__(self, name: str, threads: int, weights: dict[str, bytes] | None = None) -> None:
        self.name = name
        self._threads = threads
        self._weights = weights
        self._encoder: Encoder | None = None
        self._process = 0

    def __call__(self, doc: Doc) -> Doc:
        extraction = read_text(doc.text, doc._.kg_document, self._loaded(), _sentences(doc))
        doc.user_data[_USER_DATA_KEY] = to_plain(extraction)
        spans = [
            doc.char_span(name.span.start, name.span.end, label=name.kind, alignment_mode="expand")
            for name in extraction.names
        ]
        doc.spans[NAMES_KEY] = SpanGroup(doc, name=NAMES_KEY, spans=[span for span in spans if span])
        return doc

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the model's files into the folder `path`."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in self._files().items():
            (folder / name).write_bytes(content)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "StatementReader":
        """Use the model in the folder `path`. Raises `InputError` where there is none."""
        return self._use(read_weights(Path(path)))

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The model's files as one string of bytes."""
        packed: bytes = srsly.msgpack_dumps(self._files())
        return packed

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "StatementReader":
        """Use the model that `to_bytes` gave."""
        return self._use(srsly.msgpack_loads(data))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.name, self._threads, self._weights)

    def _use(self, weights: dict[str, bytes]) -> "StatementReader":
        self._weights, self._encoder = weights, None
        return self

    def _files(self) -> dict[str, bytes]:
        return read_weights(shipped_folder()) if self._weights is None else self._weights

    def _loaded(self) -> Encoder:
        """The model, loaded at its first use: a session of onnxruntime survives no fork and no pickle."""
        if self._encoder is None or self._process != os.getpid():
            # A session that came with a fork must not be freed: it would wait for threads that did not.
            if self._encoder is not None:
                _INHERITED.append(self._encoder)
            self._encoder = Encoder(self._files(), threads=self._threads)
            self._process = os.getpid()
        return self._encoder


@Language.factory(COMPONENT, assigns=["doc._.statements", "doc._.kg_names"], default_config={"threads": 1})
def make_statement_reader(nlp: Language, name: str, threads: int) -> StatementReader:
    """The component, with the shipped model run on `threads` threads."""
    return StatementReader(name, threads)


def _sentences(doc: Doc) -> Iterator[Span]:
    """Sentences as the pipeline has set them, else by spaCy's rules; none crosses a paragraph."""
    if doc.has_annotation("SENT_START"):
        starts = [sentence.start_char for sentence in doc.sents]
    else:
        (opens,) = _SENTENCIZER.predict([doc])
        starts = [token.idx for token, first in zip(doc, opens, strict=True) if first]
    for start, end in split_paragraphs(doc.text):
        cuts = [start, *starts[bisect_right(starts, start) : bisect_left(starts, end)], end]
        yield from (Span(*pair) for pair in pairwise(cuts))
