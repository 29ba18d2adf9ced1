"""Sentences of a text, by spaCy's tokenizer and rules (no parser, no model)."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.model import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import Sentencizer
    from spacy.tokens import Doc

# spaCy's tokenizer takes time that grows with the square of a run without white space ("((((…"), so long runs
# are cut into pieces.
_LONG_RUN, _PIECE = re.compile(r"\S{100,}"), re.compile(r"\S{50}")
# spaCy's default limit is for the memory of its parser, which is not used here.
_LONGEST_TEXT = 10**9


def split_sentences(raw: str, paragraphs: Iterable[Span]) -> Iterator[Span]:
    """The sentences of `raw`, in order; none crosses the end of one of `paragraphs`."""
    tokenizer, _ = _pipeline()
    return sentences_of(tokenizer.make_doc(_LONG_RUN.sub(_cut, raw)), paragraphs)


def _cut(run: re.Match[str]) -> str:
    """`run` with a space in the place of the last of every so many characters."""
    return _PIECE.sub(lambda piece: piece.group()[:-1] + " ", run.group())


def sentences_of(doc: "Doc", paragraphs: Iterable[Span]) -> Iterator[Span]:
    """The sentences of `doc`, set by its pipeline or else by spaCy's rules, split at paragraph ends."""
    if doc.has_annotation("SENT_START"):
        starts = [sentence.start_char for sentence in doc.sents]
    else:
        _, sentencizer = _pipeline()
        (opens,) = sentencizer.predict([doc])
        starts = [token.idx for token, first in zip(doc, opens, strict=True) if first]
    return _split_at_paragraphs(starts, paragraphs)


def _split_at_paragraphs(starts: Sequence[int], paragraphs: Iterable[Span]) -> Iterator[Span]:
    for paragraph in paragraphs:
        inside = starts[bisect_right(starts, paragraph.start) : bisect_left(starts, paragraph.end)]
        yield from (Span(*pair) for pair in pairwise([paragraph.start, *inside, paragraph.end]))


@cache
def _pipeline() -> "tuple[Language, Sentencizer]":
    # Imported on first use.
    import spacy
    from spacy.pipeline import Sentencizer

    nlp = spacy.blank("en")
    nlp.max_length = _LONGEST_TEXT
    return nlp, Sentencizer()
