"""The anatomy of an article: what each of its lines and paragraphs is.

Rules over layout and words (`kg/data/anatomy.toml`). What is not surely something else is body.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from kg.model import Span
from kg.text.dateline import is_date_line
from kg.text.headings import find_headings
from kg.text.paragraph_labels import find_labels
from kg.text.part import Part, PartKind
from kg.text.part_patterns import part_patterns, spells

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_SENTENCE_END = (".", "!", "?", '"', ")", ":")
# The full stop of an initial or a title ("U.S.", "Dr.", "Gov.") is none.
_NEXT_SENTENCE = re.compile(r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?][\"')]?\s+(?=[A-Z\"'])")
# Longer lines (code points) are paragraphs.
_LONGEST_UNREAD = 500
# A shorter line does not continue on the next one in a text with fixed line breaks.
_SHORTEST_WRAPPED = 40
# The first lines, blank ones not counted, are above the text, whatever their length.
_HEAD_LINES = 3
_LONGEST_CAPTION = 450
_LONGEST_PULL_QUOTE, _SHORTEST_PULL_QUOTE = 300, 20
# Quotations that are compared with the rest of the article.
_MOST_QUOTATIONS = 200


def find_unread(plain: str) -> Iterator[Part]:
    """The lines of a plain view (`kg.text.view`) that hold no statement: bylines, credits, notices.

    A text of one line is read, whatever it is.
    """
    lines = [line for line in _LINE.finditer(plain) if line.group().strip()]
    before: tuple[int, str] | None = None
    for number, match in enumerate(lines if len(lines) > 1 else []):
        line = match.group().strip()
        start = match.start() + match.group().index(line[0])
        wrapped = before is not None and number >= _HEAD_LINES and _runs_on(*before, plain, start)
        kind = None if wrapped or len(line) > _LONGEST_UNREAD else _unread_kind(line)
        before = (match.end(), line)
        if kind is not None:
            before = None
            yield Part(Span(start, start + len(line)), kind)


def _runs_on(end: int, line: str, plain: str, start: int) -> bool:
    """Whether a line that ends at `end` goes on in the line from `start`: it is cut in mid-sentence."""
    adjacent = plain.count("\n", end, start) <= 1
    return adjacent and len(line) > _SHORTEST_WRAPPED and not line.endswith(_SENTENCE_END)


def _unread_kind(line: str) -> PartKind | None:
    if is_date_line(line):
        return PartKind.DATE
    known = part_patterns()
    kind = next((PartKind(kind) for kind, pattern in known.unread.items() if pattern.fullmatch(line)), None)
    # The title of another article may report what somebody says; it has no full stop.
    may_report = kind is PartKind.CORRECTION or (
        kind is PartKind.LINKS and not line.endswith((".", "!", '."'))
    )
    return kind if may_report or not known.reporting.search(line) else None


def find_parts(raw: str, plain: str, paragraphs: Sequence[Span]) -> tuple[Part, ...]:
    """The parts of a text, one for each of its paragraphs; `plain` is its view without the unread lines."""
    labels = find_labels(raw, plain, paragraphs)
    parts = [Part(span, *label) for span, label in zip(paragraphs, labels, strict=True)]
    texts = [span.of(plain) for span in paragraphs]
    for number, text in enumerate(texts):
        read = parts[number].kind in {PartKind.BODY, PartKind.TURN}
        if read and _is_caption(text, last=number == len(texts) - 1):
            parts[number] = Part(parts[number].span, PartKind.CAPTION)
    for number, kind in find_headings(plain, parts):
        parts[number] = replace(parts[number], kind=kind, label=None)
    for number in _pull_quotes(texts, parts):
        parts[number] = replace(parts[number], kind=PartKind.PULL_QUOTE, label=None)
    return tuple(parts)


def _is_caption(text: str, *, last: bool) -> bool:
    """Whether a paragraph ends in the credit of a picture; the last one may be signed with its agency."""
    if len(text) > _LONGEST_CAPTION or last:
        return False
    known = part_patterns()
    if known.read_apart["caption"].fullmatch(text):
        return True
    before, _, agency = text.rstrip(".)").rpartition("(")
    return (
        known.read_apart["signed"].fullmatch(text) is not None
        and not known.reporting.search(text)
        and not _NEXT_SENTENCE.search(before)
        and (before.rstrip().endswith(_SENTENCE_END) or not spells(before, agency))
    )


def _pull_quotes(texts: list[str], parts: list[Part]) -> Iterator[int]:
    """The numbers of the quotations that a longer paragraph has word for word."""
    words = [_words(text) for text in texts]
    joined, counts = "\n".join(f" {one} " for one in words), Counter(words)
    candidates = (
        number
        for number, text in enumerate(texts)
        if parts[number].kind is PartKind.BODY
        and text.startswith(('"', "'"))
        and _SHORTEST_PULL_QUOTE <= len(text) <= _LONGEST_PULL_QUOTE
        and words[number]
        and counts[words[number]] == 1
    )
    for number in islice(candidates, _MOST_QUOTATIONS):
        if joined.count(f" {words[number]} ") > 1:
            yield number


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
