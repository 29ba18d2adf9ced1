"""The spaCy component `kg_statements`: `doc._.statements` and `doc.spans["kg_names"]`."""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise

from spacy.language import Language
from spacy.pipeline import Sentencizer
from spacy.tokens import Doc, SpanGroup

from kg.documents.noise import find_noise
from kg.documents.paragraphs import split_paragraphs
from kg.documents.views import normalised_view
from kg.extraction.attributions import Attribution, read_attributions
from kg.extraction.encoder import Encoder, shipped_encoder
from kg.extraction.inheritance import inherit_sources
from kg.extraction.wording import manner_of, wording
from kg.extraction.words import Words, split_words
from kg.model import Name, Span, Statement

COMPONENT = "kg_statements"
NAMES_KEY = "kg_names"
_SENTENCIZER = Sentencizer()

for _extension, _default in (
    ("statements", ()),
    ("kg_names", ()),
    ("kg_sentences", ()),
    ("kg_document", ""),
):
    if not Doc.has_extension(_extension):
        Doc.set_extension(_extension, default=_default)


class StatementReader:
    """Sets `doc._.statements` (a tuple of `kg.model.Statement`, no speaker resolved yet), in order.

    `doc._.kg_names` holds the names as `kg.model.Name`, and `doc.spans["kg_names"]` the same as
    spaCy spans, widened to whole tokens. `doc._.kg_document`, if set before, is the document's
    identifier. Offsets are in code points of `doc.text`.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def __call__(self, doc: Doc) -> Doc:
        statements, names = read_text(doc.text, doc._.kg_document, self._encoder)
        doc._.statements = statements
        doc._.kg_names = names
        doc._.kg_sentences = tuple(_sentences(doc))
        spans = [
            doc.char_span(name.span.start, name.span.end, label=name.kind, alignment_mode="expand")
            for name in names
        ]
        doc.spans[NAMES_KEY] = SpanGroup(doc, name=NAMES_KEY, spans=[span for span in spans if span])
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = 1) -> Iterator[Doc]:
        """Read documents one after the other; the encoder batches the windows of each."""
        return map(self, stream)


@Language.factory(COMPONENT, assigns=["doc._.statements", "doc._.kg_names"], default_config={"threads": 1})
def make_statement_reader(nlp: Language, name: str, threads: int) -> StatementReader:
    """The component, with the shipped model run on `threads` threads."""
    return StatementReader(shipped_encoder(threads))


def read_text(text: str, document: str, encoder: Encoder) -> tuple[tuple[Statement, ...], tuple[Name, ...]]:
    """The statements and names of one text; `document` is the identifier they carry."""
    view = normalised_view(text, [(span.start, span.end) for span in find_noise(text)])
    words = split_words(view)
    attributions, names = read_attributions(words, encoder)
    statements = (
        _statement(attribution, text, view, words, document)
        for attribution in inherit_sources(attributions, words)
    )
    return tuple(one for one in statements if one.text), tuple(names)


def _sentences(doc: Doc) -> Iterator[Span]:
    """Sentences as the pipeline has set them, else by spaCy's rules; none crosses a paragraph."""
    bounded = doc if doc.has_annotation("SENT_START") else _SENTENCIZER(doc.copy())
    starts = [sentence.start_char for sentence in bounded.sents]
    for start, end in split_paragraphs(doc.text):
        cuts = [start, *starts[bisect_right(starts, start) : bisect_left(starts, end)], end]
        yield from (Span(*pair) for pair in pairwise(cuts))


def _statement(attribution: Attribution, text: str, view: str, words: Words, document: str) -> Statement:
    manner = manner_of(words, attribution.content)
    return Statement(
        id=_identifier(document, attribution, text),
        document=document,
        text=wording(text, view, attribution.content, manner),
        content=attribution.content,
        cue=attribution.cue,
        source=attribution.source,
        source_inherited=attribution.source_inherited,
        manner=manner,
        confidence=attribution.confidence,
    )


def _identifier(document: str, attribution: Attribution, text: str) -> str:
    """Derived from the document, the words of the content and where content and cue stand."""
    cue = [attribution.cue] if attribution.cue else []
    spans = [f"{span.start}-{span.end}-{span.of(text)}" for span in (*attribution.content, *cue)]
    digest = hashlib.sha256("\0".join([document, *spans]).encode("utf-8", "surrogatepass"))
    return f"st-{digest.hexdigest()[:16]}"
