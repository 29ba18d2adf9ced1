"""Conditional clauses of statements: "if they attack", "unless the siege is lifted"."""

import re

from kg.model import Span

_CONDITION = re.compile(
    r"""\b(?:(?:only|even)\s+if|if|unless|until|in\s+the\s+event\s+of|in\s+case|provided(?:\s+that)?|as\s+long\s+as
    |so\s+long\s+as|on\s+condition\s+that|should(?=\s+(?:[A-Z]|the\b|any\b|they\b|it\b)))\b[^,;:.!?"\n]*""",
    re.VERBOSE | re.IGNORECASE,
)
# "asked if", "see if" and "as if" do not introduce a condition.
_NO_CONDITION = re.compile(
    r"\b(?:as|ask(?:s|ed|ing)?|see|know|wonder(?:s|ed|ing)?|unclear|unsure|doubt(?:s|ed)?|question(?:s|ed)?|not\s+sure)\s+$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?](?=[\s\"'”’)]|$)|\n")
_LOOK_BACK = 20
# How far from the target a sentence is searched, in code points.
_REACH = 1000


def condition_of(view: str, target: Span, part: Span) -> Span | None:
    """The first conditional clause of the sentence of `target`, within the content `part`; or None.

    `view` is the normalised view of the text. A single word is not a clause.
    """
    first, last = max(part.start, target.start - _REACH), min(part.end, target.end + _REACH)
    start = max((match.end() for match in _SENTENCE_END.finditer(view, first, target.start)), default=first)
    stop = _SENTENCE_END.search(view, target.end, last)
    end = stop.start() if stop else last
    for match in _CONDITION.finditer(view, start, end):
        before = view[max(start, match.start() - _LOOK_BACK) : match.start()]
        clause = match.group().rstrip()
        if not _NO_CONDITION.search(before) and len(clause.split()) > 1:
            return Span(match.start(), match.start() + len(clause))
    return None
