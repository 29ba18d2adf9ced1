"""spaCy components: `kg_statements` (attributions and names) and `kg_stances` (their stances).

The functions of `kg.extract` read the text of a `Doc`; their results are given as spans of its tokens. The
extraction is stored in `doc.user_data` as bytes, so that it survives `nlp.pipe` processes and a `DocBin`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from spacy.language import Language
from spacy.tokens import Doc, SpanGroup
from spacy.tokens import Span as DocSpan
from spacy.util import filter_spans

from kg.extract.encoder import MODEL_FILES, Encoder
from kg.extract.extractor import extract_attributions
from kg.extract.model_pipe import ModelPipe
from kg.extract.stances.stance_model import STANCE_FILES, StanceModel
from kg.extract.stances.stance_reader import add_stances
from kg.model import Attribution, Extraction, Manner, Span, Stance, StatementKind, Unsaid
from kg.text.sentences import sentences_of
from kg.text.text import Text

STATEMENTS, STANCES = "kg_statements", "kg_stances"
"""The names of the components."""
NAMES = "kg_names"
"""The key of the names in `doc.spans`; that of the statements is the name of their component."""
# The labels of `doc.ents`, as spaCy's own models and displaCy have them.
_ENTITY_LABELS = {
    "person": "PERSON",
    "organisation": "ORG",
    "place": "LOC",
    "other": "MISC",
    "date": "DATE",
}
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

    Also sets `doc.spans["kg_statements"]`, the sources, cues and contents labelled SOURCE, CUE and CONTENT,
    each with the identifier of its statement as its `id_`; `doc.spans["kg_names"]`, with the kinds as labels;
    and `doc.ents` (PERSON, ORG, LOC, MISC, DATE) and sentence starts, if the pipeline has not. displaCy shows
    them. Works with several processes in `nlp.pipe`. `to_disk` saves the model with the pipeline.
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
        names = [(one.span, one.kind, "") for one in extraction.names]
        _set_span_group(doc, NAMES, names)
        _set_span_group(doc, STATEMENTS, [part for one in found for part in _parts(one)])
        if not doc.ents:
            kinds = [(span, _ENTITY_LABELS[kind], "") for span, kind, _ in names]
            doc.set_ents(filter_spans(_labelled(doc, kinds)))
        return doc


class StanceReader(ModelPipe[StanceModel]):
    """Sets the `stances` of `doc._.statements`; must run after `kg_statements`."""

    files, load = STANCE_FILES, StanceModel

    def __call__(self, doc: Doc) -> Doc:
        extraction = extraction_of(doc)
        if extraction.attributions:
            _store(doc, add_stances(extraction, _text_of(doc), self.get_model()))
        return doc


@Language.factory(
    STATEMENTS, assigns=["doc._.statements", "doc.ents", "doc.spans"], default_config={"threads": 1}
)
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


def _parts(one: Attribution) -> Iterator[tuple[Span, str, str]]:
    """The words of an attribution in the order of the text, with their labels and its identifier."""
    cue = [(one.cue, "CUE")] if one.cue else []
    content = [(span, "CONTENT") for span in one.content]
    for span, label in sorted([*((span, "SOURCE") for span in one.source), *cue, *content]):
        yield span, label, one.id


def _set_span_group(doc: Doc, key: str, labelled: Iterable[tuple[Span, str, str]]) -> None:
    doc.spans[key] = SpanGroup(doc, name=key, spans=list(_labelled(doc, labelled)))


def _labelled(doc: Doc, labelled: Iterable[tuple[Span, str, str]]) -> Iterator[DocSpan]:
    """Spans of tokens with label and identifier."""
    for span, label, identifier in labelled:
        found = doc.char_span(span.start, span.end, label=label, alignment_mode="expand", span_id=identifier)
        if found is not None:
            yield found
