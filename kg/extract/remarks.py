"""Quotations behind a noun with its owner: "Hoff's remark, “let them sell the pools”, was widely quoted"."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.data import clears_with_data, read_toml
from kg.extract.attributions import Decoded
from kg.model import Name, Span
from kg.text.quotations import quotation_runs
from kg.text.words import Words

_CONFIDENCE = 0.8
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class _Lists:
    nouns: frozenset[str]
    owners: frozenset[str]


def add_remarks(attributions: list[Decoded], names: list[Name], words: Words) -> list[Decoded]:
    """`attributions` with such quotations; one whose content has owner, noun and quotation is left out."""
    remarks = [
        one for one in _remarks(names, words) if not any(_has_cue_of(other, one) for other in attributions)
    ]
    kept = [one for one in attributions if not any(_holds(one, remark) for remark in remarks)]
    return [*kept, *remarks] if remarks else attributions


def _remarks(names: list[Name], words: Words) -> Iterator[Decoded]:
    ends = {name.span.end: name.span for name in names}
    for first, end, closed in quotation_runs(words):
        noun = first - 1
        while noun > 0 and words.texts[noun] in {",", ":"}:
            noun -= 1
        if noun < 1 or words.texts[noun] not in _lists().nouns or end - first - closed - 1 < _SHORTEST:
            continue
        owner = _owner(noun, ends, words)
        if owner and words.paragraphs[first] == words.paragraph_of(owner):
            cue = Span(words.starts[noun], words.ends[noun])
            content = Span(words.starts[first], words.ends[end - 1])
            yield Decoded(content=(content,), cue=cue, source=(owner,), confidence=_CONFIDENCE)


def _owner(noun: int, ends: dict[int, Span], words: Words) -> Span | None:
    """The name or the pronoun whose remark the word `noun` is."""
    before = noun - 1
    if words.texts[before].lower() in _lists().owners:
        return Span(words.starts[before], words.ends[before])
    before -= words.texts[before] == "s"
    if before < 1 or words.texts[before] != "'":
        return None
    return ends.get(words.ends[before - 1])


def _has_cue_of(attribution: Decoded, remark: Decoded) -> bool:
    assert remark.cue is not None
    return attribution.cue is not None and attribution.cue.overlaps(remark.cue)


def _holds(attribution: Decoded, remark: Decoded) -> bool:
    """Whether the content is not the quotation alone but begins with its owner."""
    return any(
        span.start <= remark.source[0].start and span.end >= remark.content[0].end
        for span in attribution.content
    )


@clears_with_data
@cache
def _lists() -> _Lists:
    table = read_toml("reporting.toml")["remarks"]
    return _Lists(**{name: frozenset(words) for name, words in table.items()})
