"""Texts and extractions made by hand, so that rules are tested without a model."""

from datetime import date

from kg.model import Article, Attribution, Extraction, Manner, Name, Span
from kg.text import Text, make_article
from kg.text.metadata import Metadata

_MARKS = {"<": ">", "[": "]", "{": "}"}
_OPENING = {closing: opening for opening, closing in _MARKS.items()}


def read_marks(marked: str, names: dict[str, str] | None = None) -> tuple[Text, Extraction]:
    """A text and its extraction from words with <source>, [cue] and {content} of one attribution.

    `names` are the kinds of names by their words; each is marked wherever the text has it.
    """
    raw = ""
    starts: dict[str, int] = {}
    spans: dict[str, list[Span]] = {opening: [] for opening in _MARKS}
    for character in marked:
        if character in _MARKS:
            starts[character] = len(raw)
        elif character in _OPENING:
            opening = _OPENING[character]
            spans[opening].append(Span(starts[opening], len(raw)))
        else:
            raw += character
    cue = next(iter(spans["["]), None)
    attributions = (make_attribution(spans["{"], cue, spans["<"]),) if spans["{"] else ()
    return Text(raw), Extraction(attributions, find_names(raw, names or {}))


def make_attribution(
    content: list[Span], cue: Span | None, source: list[Span], *, id: str = "st-1", within: str | None = None
) -> Attribution:
    """An attribution with these spans."""
    return Attribution(
        id=id,
        text="",
        content=tuple(content),
        cue=cue,
        source=tuple(source),
        source_inherited=False,
        manner=Manner.INDIRECT,
        confidence=1.0,
        within=within,
    )


def find_names(raw: str, names: dict[str, str]) -> tuple[Name, ...]:
    """The names wherever `raw` has their words, in order."""
    found = []
    for words, kind in names.items():
        start = raw.find(words)
        while start >= 0:
            found.append(Name(Span(start, start + len(words)), kind))
            start = raw.find(words, start + 1)
    return tuple(sorted(found))


def span_of(raw: str, words: str) -> Span:
    """Where the words stand first."""
    return Span(raw.index(words), raw.index(words) + len(words))


def article_of(text: Text, published_on: date | None = None) -> Article:
    """An article with this text."""
    return make_article(text.raw, "a.txt", Metadata(published_on=published_on))
