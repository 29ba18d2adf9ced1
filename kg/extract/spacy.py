"""spaCy components: `kg_statements` (attributions and names) and `kg_stances` (their stances).

The functions of `kg.extract` read the text of a `Doc`; their results are given as spans of its tokens. The
extraction is stored in `doc.user_data` as bytes, so that it survives `nlp.pipe` processes and a `DocBin`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec
from spacy.language import Language
from spacy.tokens import Doc, SpanGroup
from spacy.tokens import Span as DocSpan

from kg.extract.encoder import MODEL_FILES, Encoder
from kg.extract.extractor import extract_attributions
from kg.extract.model_pipe import ModelPipe
from kg.extract.stances.stance_model import STANCE_FILES, StanceModel
from kg.extract.stances.stance_reader import add_stances
from kg.model import Attribution, Extraction, Manner, Span, Stance, StatementKind, Unsaid
from kg.text import Text
from kg.text.sentences import sentences_of

STATEMENTS, STANCES = "kg_statements", "kg_stances"
"""The names of the components."""
NAMES, SOURCES, CUES, CONTENTS = "kg_names", "kg_sources", "kg_cues", "kg_contents"
"""Keys of `doc.spans`."""
_USER_DATA_KEY = "kg_extraction"


@dataclass(frozen=True, slots=True)
class DocAttribution:
    """An attribution in a `Doc`: source, cue and content as spans of its tokens, widened to whole tokens.

    `attribution` has the exact offsets in code points of `doc.text`.
    """

    attribution: Attribution
    source: tuple[DocSpan, ...]
    cue: DocSpan | None
    content: tuple[DocSpan, ...]

    @property
    def text(self) -> str:
        """The wording: the content without its outer quotation marks and a leading "that"."""
        return self.attribution.text

    @property
    def manner(self) -> Manner:
        """Direct, indirect or mixed."""
        return self.attribution.manner

    @property
    def kind(self) -> StatementKind:
        """Speech, attitude or act."""
        return self.attribution.kind

    @property
    def unsaid(self) -> Unsaid | None:
        """Why it is not said; None if it is."""
        return self.attribution.unsaid

    @property
    def confidence(self) -> float:
        """The estimated probability that source, cue and content are right."""
        return self.attribution.confidence

    @property
    def stances(self) -> tuple[Stance, ...]:
        """The stances that `kg_stances` found; offsets are code points of `doc.text`."""
        return self.attribution.stances


def extraction_of(doc: Doc) -> Extraction:
    """The extraction stored in `doc`; empty if the components have not run."""
    packed = doc.user_data.get(_USER_DATA_KEY)
    return Extraction((), ()) if packed is None else msgspec.msgpack.decode(packed, type=Extraction)


def _statements(doc: Doc) -> tuple[DocAttribution, ...]:
    return tuple(
        DocAttribution(
            attribution=one,
            source=tuple(_spans(doc, one.source)),
            cue=next(_spans(doc, [one.cue]), None) if one.cue else None,
            content=tuple(_spans(doc, one.content)),
        )
        for one in extraction_of(doc).attributions
    )


if not Doc.has_extension("statements"):
    Doc.set_extension("statements", getter=_statements)


class StatementReader(ModelPipe[Encoder]):
    """Sets `doc._.statements`, a tuple of `DocAttribution` in text order; speakers are not resolved.

    Also sets the span groups `kg_sources`, `kg_cues` and `kg_contents`, and `kg_names` with the kinds as
    labels. Sets sentence starts if the pipeline has not. Works with several processes in `nlp.pipe`.
    `to_disk` saves the model with the pipeline.
    """

    files, load = MODEL_FILES, Encoder

    def __call__(self, doc: Doc) -> Doc:
        text = _text_of(doc)
        extraction = extract_attributions(text, self.get_model())
        _store(doc, extraction)
        if not doc.has_annotation("SENT_START"):
            starts = {span.start for span in _spans(doc, text.sentences)}
            for token in doc:
                token.is_sent_start = token.i in starts or token.i == 0
        found = extraction.attributions
        _set_span_group(doc, NAMES, [(one.span, one.kind) for one in extraction.names])
        _set_span_group(doc, SOURCES, [(span, "source") for one in found for span in one.source])
        _set_span_group(doc, CUES, [(one.cue, "cue") for one in found if one.cue])
        _set_span_group(doc, CONTENTS, [(span, "content") for one in found for span in one.content])
        return doc


class StanceReader(ModelPipe[StanceModel]):
    """Sets the `stances` of `doc._.statements`; must run after `kg_statements`."""

    files, load = STANCE_FILES, StanceModel

    def __call__(self, doc: Doc) -> Doc:
        extraction = extraction_of(doc)
        if extraction.attributions:
            _store(doc, add_stances(extraction, _text_of(doc), self.get_model()))
        return doc


@Language.factory(STATEMENTS, assigns=["doc._.statements"], default_config={"threads": 1})
def make_statement_reader(nlp: Language, name: str, threads: int) -> StatementReader:
    """Create the component with the shipped model, run on `threads` threads."""
    return StatementReader(name, threads)


@Language.factory(STANCES, requires=["doc._.statements"], default_config={"threads": 1})
def make_stance_reader(nlp: Language, name: str, threads: int) -> StanceReader:
    """Create the component with the shipped model, run on `threads` threads."""
    return StanceReader(name, threads)


def _text_of(doc: Doc) -> Text:
    """The text of `doc`, with the sentences that its pipeline set."""
    return Text(doc.text, split=lambda raw, paragraphs: sentences_of(doc, paragraphs))


def _store(doc: Doc, extraction: Extraction) -> None:
    doc.user_data[_USER_DATA_KEY] = msgspec.msgpack.encode(extraction)


def _spans(doc: Doc, spans: Iterable[Span]) -> Any:
    found = (doc.char_span(span.start, span.end, alignment_mode="expand") for span in spans)
    return (span for span in found if span is not None)


def _set_span_group(doc: Doc, key: str, labelled: list[tuple[Span, str]]) -> None:
    spans = (
        doc.char_span(span.start, span.end, label=label, alignment_mode="expand") for span, label in labelled
    )
    doc.spans[key] = SpanGroup(doc, name=key, spans=[span for span in spans if span is not None])
