"""The spaCy component `kg_statements`: `doc._.statements` and `doc.spans["kg_names"]`."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise

from spacy.language import Language
from spacy.pipeline import Sentencizer
from spacy.tokens import Doc, SpanGroup

from kg.documents.paragraphs import split_paragraphs
from kg.extraction.encoder import MODEL_FILES, Encoder
from kg.extraction.plain import from_plain, to_plain
from kg.extraction.reading import read_text
from kg.extraction.weighted import ModelPipe
from kg.model import Extraction, Span

COMPONENT = "kg_statements"
NAMES_KEY = "kg_names"
# Plain values, so that a document travels between processes and in a DocBin.
_USER_DATA_KEY = "kg_extraction"
_SENTENCIZER = Sentencizer()


def extraction_of(doc: Doc) -> Extraction:
    """What the component found in `doc`; empty where it has not been."""
    plain = doc.user_data.get(_USER_DATA_KEY)
    return Extraction((), (), ()) if plain is None else from_plain(plain, doc._.kg_document)


def set_extraction(doc: Doc, extraction: Extraction) -> None:
    """Keep `extraction` with `doc`."""
    doc.user_data[_USER_DATA_KEY] = to_plain(extraction)


for _extension, _options in (
    ("kg_document", {"default": ""}),
    ("statements", {"getter": lambda doc: extraction_of(doc).statements}),
    ("kg_names", {"getter": lambda doc: extraction_of(doc).names}),
):
    if not Doc.has_extension(_extension):
        Doc.set_extension(_extension, **_options)


class StatementReader(ModelPipe[Encoder]):
    """Sets `doc._.statements` (a tuple of `kg.model.Statement`, no speaker resolved yet), in order.

    `doc._.kg_names` holds the names as `kg.model.Name`, and `doc.spans["kg_names"]` the same as
    spaCy spans, widened to whole tokens. `doc._.kg_document`, if set before, is the document's
    identifier. Offsets are in code points of `doc.text`. `nlp.pipe` may run it in several processes.
    `to_disk` keeps the model with the pipeline, so a saved one reads as it did.
    """

    files = MODEL_FILES

    def __call__(self, doc: Doc) -> Doc:
        extraction = read_text(doc.text, doc._.kg_document, self.loaded(), _sentences(doc))
        set_extraction(doc, extraction)
        spans = [
            doc.char_span(name.span.start, name.span.end, label=name.kind, alignment_mode="expand")
            for name in extraction.names
        ]
        doc.spans[NAMES_KEY] = SpanGroup(doc, name=NAMES_KEY, spans=[span for span in spans if span])
        return doc

    def load(self, weights: dict[str, bytes], threads: int) -> Encoder:
        """The encoder whose files `weights` are."""
        return Encoder(weights, threads=threads)


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
