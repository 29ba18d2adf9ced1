"""Texts and extractions made by hand, so that rules are tested without a model."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from kg.acts.scheme import read_scheme
from kg.model import (
    Article,
    ArticleReading,
    Attribution,
    Extraction,
    Layer,
    Manner,
    Name,
    Polarity,
    Span,
    Stance,
    StatementKind,
    Unsaid,
)
from kg.resolve.registry import Registry, load_registry
from kg.resolve.resolver import resolve
from kg.text.article_files import make_article
from kg.text.metadata import Metadata
from kg.text.text import Text

_MARKS = {"<": ">", "[": "]", "{": "}"}
_OPENING = {closing: opening for opening, closing in _MARKS.items()}


def read_marks(marked: str, names: dict[str, str] | None = None) -> tuple[Text, Extraction]:
    """A text and its extraction from words with <source>, [cue] and {content}.

    `|` stands between attributions and is not part of the text; they are "st-1", "st-2" and so on. `names`
    are the kinds of names by their words; each is marked wherever the text has it.
    """
    raw = ""
    attributions: list[Attribution] = []
    for part in marked.split("|"):
        spans, words = _read_part(part, len(raw))
        raw += words
        if spans["{"]:
            cue = next(iter(spans["["]), None)
            identifier = f"st-{len(attributions) + 1}"
            attributions.append(make_attribution(spans["{"], cue, spans["<"], id=identifier))
    return Text(raw), Extraction(tuple(attributions), find_names(raw, names or {}))


def _read_part(marked: str, offset: int) -> tuple[dict[str, list[Span]], str]:
    """The spans by opening mark, for a text that starts at `offset`, and the words without marks."""
    words = ""
    starts: dict[str, int] = {}
    spans: dict[str, list[Span]] = {opening: [] for opening in _MARKS}
    for character in marked:
        if character in _MARKS:
            starts[character] = offset + len(words)
        elif character in _OPENING:
            opening = _OPENING[character]
            spans[opening].append(Span(starts[opening], offset + len(words)))
        else:
            words += character
    return spans, words


def resolve_marks(
    marked: str,
    names: dict[str, str] | None = None,
    *,
    stances: Iterable[tuple[str | None, str, str, str]] = (),
    registry: Registry | None = None,
    kind: StatementKind = StatementKind.SPEECH,
    unsaid: Unsaid | None = None,
    linked: bool = False,
    published_on: date | None = None,
) -> ArticleReading:
    """The reading of a text and its extraction as in `read_marks`, resolved by the rules.

    If `linked`, pronouns and descriptions follow the links of the shipped model, else they have none.

    `stances` are holder, act, polarity and target in words; each attribution has those that stand in it.
    All attributions are of this `kind`, and said unless `unsaid`.
    """
    text, extraction = read_marks(marked, names)
    extraction = add_stances(text, extraction, stances)
    attributions = tuple(replace(one, kind=kind, unsaid=unsaid) for one in extraction.attributions)
    extraction = replace(extraction, attributions=attributions)
    if linked:
        from kg.extract.extractor import relink

        extraction = relink(text, extraction)
    article = article_of(text, published_on)
    return resolve(article, text, extraction, registry or load_registry(), read_scheme())


def add_stances(
    text: Text, extraction: Extraction, stances: Iterable[tuple[str | None, str, str, str]]
) -> Extraction:
    """`extraction` with the `stances`, as in `resolve_marks`, that stand in each attribution."""
    attributions = (
        replace(one, stances=tuple(_stances_in(one, text.raw, stances))) for one in extraction.attributions
    )
    return replace(extraction, attributions=tuple(attributions))


def _stances_in(
    attribution: Attribution, raw: str, stances: Iterable[tuple[str | None, str, str, str]]
) -> Iterator[Stance]:
    parts = [*attribution.content, *([attribution.cue] if attribution.cue else [])]
    for holder, act, polarity, target in stances:
        place = _span_in(parts, raw, target)
        if place is not None:
            layer = Layer.CONTENT if holder else Layer.SPEECH
            who = _span_in(parts, raw, holder) if holder else None
            yield Stance(layer, who, act, Polarity(polarity), place, None, 0.9)


def _span_in(parts: Iterable[Span], raw: str, words: str) -> Span | None:
    """Where the words stand first in one of the parts."""
    starts = (raw.find(words, part.start, part.end) for part in parts)
    return next((Span(start, start + len(words)) for start in starts if start >= 0), None)


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
    """The names wherever `raw` has their words, in order; none inside a longer one."""
    found: list[Name] = []
    for words in sorted(names, key=len, reverse=True):
        for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", raw):
            span = Span(*match.span())
            if not any(one.span.overlaps(span) for one in found):
                found.append(Name(span, names[words]))
    return tuple(sorted(found))


def span_of(raw: str, words: str) -> Span:
    """Where the words stand first."""
    return Span(raw.index(words), raw.index(words) + len(words))


def article_of(text: Text, published_on: date | None = None) -> Article:
    """An article with this text."""
    return make_article(text.raw, "a.txt", Metadata(published_on=published_on))
