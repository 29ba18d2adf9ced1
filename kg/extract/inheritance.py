"""Inherited sources: attributions without a source of their own.

In PolNeAR, the training data, each token belongs to one attribution only. So in "X said A, adding B" *adding*
has no source, and a quotation that continues in the next paragraph has no cue. Both inherit the source of an
attribution before them (`source_inherited`). The source of a signed quotation ("— Jane Doe") is its
signature.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from kg.extract.attributions import Decoded, first_word
from kg.extract.scenes import CONFIDENCE as SCENE_CONFIDENCE
from kg.extract.scenes import speaker_of_scene
from kg.model import Name, Span
from kg.text.quotations import quotation_runs
from kg.text.span_index import SpanIndex
from kg.text.words import IN_QUOTATION, Words

# A quotation without a cue is a statement if it has at least this many words: shorter ones are scare quotes.
_SHORTEST_QUOTATION = 4
_SENTENCE_ENDS = frozenset({".", "!", "?", '"'})
_BEFORE_QUOTATIONS = _SENTENCE_ENDS | {":"}
# A cue after one of these words shares the source of the cue before it.
_JOINING = frozenset({"and", "but", ",", "then", "also", "or", "—", "–", "while", "before", "after"})
# A shared source is looked for among this many attributions on either side.
_NEAR = 30
# Factor on the confidence of the attribution whose source is inherited.
_DISCOUNT = 0.9
# "— Jane Doe, mayor of Lund": signatures are rare in the training data, so they are found by rules.
_DASHES = frozenset("—–-―")
_LONGEST_SIGNATURE = 16
_TITLE_WORDS = 3
_SIGNED = 0.8


def inherit_sources(attributions: list[Decoded], names: list[Name], words: Words) -> list[Decoded]:
    """Add inherited sources, and quotations without a cue, to `attributions`; the result is in text order."""
    result: list[Decoded] = []
    quotations = list(_uncovered_quotations(attributions, names, words))
    found = sorted([*attributions, *quotations], key=first_word)
    people = SpanIndex((name.span for name in names if name.kind == "person"), lambda span: span)
    for attribution in found:
        if attribution.source:
            result.append(attribution)
            continue
        if attribution.cue is None:
            speaker = speaker_of_scene(attribution.content[0], people, words, result)
            if speaker:
                result.append(replace(attribution, source=(speaker,), confidence=SCENE_CONFIDENCE))
                continue
            before = _find_quoted_before(result, attribution, words)
        else:
            before = _find_shared_source(found, attribution.cue, words)
        if before is not None:
            confidence = round(_DISCOUNT * before.confidence, 3)
            result.append(
                replace(
                    attribution,
                    source=before.source,
                    source_inherited=True,
                    confidence=min(attribution.confidence, confidence),
                )
            )
        elif attribution.cue:
            result.append(attribution)
    return sorted(result, key=first_word)


def _uncovered_quotations(attributions: list[Decoded], names: list[Name], words: Words) -> Iterator[Decoded]:
    """Quotations of whole sentences outside all attributions, as attributions without a cue."""
    taken = bytearray(words.ends[-1] if words.ends else 0)
    for one in attributions:
        for span in _spans(one):
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
    people = {words.at(name.span.start) for name in names if name.kind == "person"}
    for first, end in _quotations(words):
        span = Span(words.starts[first], words.ends[end - 1])
        if not any(taken[span.start : span.end]):
            dash, source = _signature(words, end, people)
            confidence = _SIGNED if source else 1.0
            yield Decoded(content=(span,), cue=dash, source=source, confidence=confidence)


def _signature(words: Words, number: int, people: set[int]) -> tuple[Span | None, tuple[Span, ...]]:
    """The dash and the source if a quotation that ends before word `number` is signed: “…” — Jane Doe, mayor.

    A signature starts with the name of a person (a word in `people`) and ends its paragraph. If the next
    paragraph also starts with a dash, it is an item of a list instead.
    """
    # Do not scan beyond the longest signature.
    end, farthest = number, min(len(words), number + _LONGEST_SIGNATURE + 3)
    while end < farthest and words.paragraphs[end] == words.paragraphs[number]:
        end += 1
    first = number
    while first < min(end, number + 2) and words.texts[first] in _DASHES:
        first += 1
    named = people.intersection(range(first, min(first + _TITLE_WORDS, end)))
    in_list = end < len(words) and words.texts[end] in _DASHES
    if first == number or not named or in_list or end - first > _LONGEST_SIGNATURE:
        return None, ()
    if not words.texts[first][0].isupper() or words.texts[end - 1] in _SENTENCE_ENDS:
        return None, ()
    dash = Span(words.starts[number], words.ends[first - 1])
    return dash, (Span(words.starts[first], words.ends[end - 1]),)


def _quotations(words: Words) -> Iterator[tuple[int, int]]:
    """Yield the words `[first, end)` of each quotation that starts like a sentence or a paragraph."""
    for first, end, closed in quotation_runs(words):
        opens = first == 0 or words.paragraphs[first - 1] != words.paragraphs[first]
        if not opens and words.texts[first - 1] not in _BEFORE_QUOTATIONS:
            continue
        inside = words.texts[first + 1 : end - closed]
        ends = bool(inside) and inside[-1] in {".", "!", "?", "…"}
        capital = bool(inside) and (inside[0][0].isupper() or inside[0] == "[")
        if sum(text[0].isalnum() for text in inside) >= _SHORTEST_QUOTATION and capital and (ends or opens):
            yield first, end


def _find_quoted_before(before: list[Decoded], attribution: Decoded, words: Words) -> Decoded | None:
    """The last attribution with a source that ends in this paragraph or the one before; direct ones first."""
    paragraph = _paragraph(words, attribution.content[0].start)
    near = [
        one
        for one in before[-_NEAR:]
        if one.source
        and 0 <= paragraph - _paragraph(words, _end(one) - 1) <= 1
        and one.content[0].start < attribution.content[0].start
    ]
    direct = [one for one in near if _is_quoted(one, words)]
    return max(direct or near, key=_end, default=None)


def _find_shared_source(found: list[Decoded], cue: Span, words: Words) -> Decoded | None:
    """The attribution whose source `cue` shares: that of the last cue before it in the paragraph, if any.

    A participle that starts the paragraph ("Referring to …, she added") shares the source of the next cue.
    """
    if not _shares_source(cue, words):
        return None
    paragraph = _paragraph(words, cue.start)
    near = [
        (one.cue.start, one)
        for one in _neighbours(found, cue)
        if one.source and one.cue and one.cue != cue and _paragraph(words, one.cue.start) == paragraph
    ]
    before = [pair for pair in near if pair[0] < cue.start]
    if before:
        return max(before, key=lambda pair: pair[0])[1]
    number = words.at(cue.start)
    opens = number == 0 or words.paragraphs[number - 1] != paragraph
    return min(near, key=lambda pair: pair[0])[1] if near and opens else None


def _neighbours(found: list[Decoded], cue: Span) -> list[Decoded]:
    number = bisect_left(found, (cue.start, 0), key=first_word)
    return found[max(0, number - _NEAR) : number + _NEAR]


def _shares_source(cue: Span, words: Words) -> bool:
    """Whether the cue is a participle ("adding") or joined to a cue before it ("and added")."""
    number = words.at(cue.start)
    participle = words.texts[number].lower().endswith("ing")
    return participle or (number > 0 and words.texts[number - 1].lower() in _JOINING)


def _is_quoted(attribution: Decoded, words: Words) -> bool:
    return any(words.features[words.at(span.start)] & IN_QUOTATION for span in attribution.content)


def _paragraph(words: Words, offset: int) -> int:
    return words.paragraphs[words.at(offset)]


def _end(attribution: Decoded) -> int:
    return max(span.end for span in _spans(attribution))


def _spans(attribution: Decoded) -> list[Span]:
    cue = [attribution.cue] if attribution.cue else []
    return [*attribution.content, *cue, *attribution.source]
