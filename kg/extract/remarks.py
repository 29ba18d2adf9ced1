"""Quotations behind a noun with its owner: "Hoff's remark, “let them sell the pools”, was widely quoted".

The owner begins the sentence.
"""

from collections.abc import Iterator

from kg.extract.attributions import Decoded
from kg.extract.openings import opens_sentence
from kg.extract.reporting import reporting_words
from kg.model import Name, Span
from kg.text.quotations import quotation_runs
from kg.text.span_index import SpanIndex
from kg.text.words import Words

_CONFIDENCE = 0.8
_SHORTEST = 3


def add_remarks(attributions: list[Decoded], names: list[Name], words: Words) -> list[Decoded]:
    """`attributions` with such quotations; one whose content has owner, noun and quotation is left out."""
    cues = {
        number
        for one in attributions
        if one.cue
        for number in range(words.at(one.cue.start), words.at(one.cue.end - 1) + 1)
    }
    remarks = [one for one in _remarks(names, words) if one.cue and words.at(one.cue.start) not in cues]
    wholes = SpanIndex((Span(one.source[0].start, one.content[0].end) for one in remarks), lambda span: span)
    kept = [one for one in attributions if not any(wholes.inside(span) for span in one.content)]
    return [*kept, *remarks] if remarks else attributions


def _remarks(names: list[Name], words: Words) -> Iterator[Decoded]:
    ends = {name.span.end: name.span for name in names}
    for first, end, closed in quotation_runs(words):
        noun = first - 1
        while noun > 0 and words.texts[noun] in {",", ":"}:
            noun -= 1
        if (
            noun < 1
            or words.texts[noun] not in reporting_words("remarks")["nouns"]
            or end - first - closed - 1 < _SHORTEST
        ):
            continue
        owner = _owner(noun, ends, words)
        if owner and _begins(owner, first, words):
            cue = Span(words.starts[noun], words.ends[noun])
            content = Span(words.starts[first], words.ends[end - 1])
            yield Decoded(content=(content,), cue=cue, source=(owner,), confidence=_CONFIDENCE)


def _begins(owner: Span, quotation: int, words: Words) -> bool:
    """Whether the owner begins the sentence; elsewhere somebody reacts: "Hale mocked her answer: “…”"."""
    number = words.at(owner.start)
    return words.paragraphs[number] == words.paragraphs[quotation] and opens_sentence(number, words)


def _owner(noun: int, ends: dict[int, Span], words: Words) -> Span | None:
    """The name or the pronoun whose remark the word `noun` is."""
    before = noun - 1
    if words.texts[before].lower() in reporting_words("remarks")["owners"]:
        return Span(words.starts[before], words.ends[before])
    before -= words.texts[before] == "s"
    if before < 1 or words.texts[before] != "'":
        return None
    return ends.get(words.ends[before - 1])
