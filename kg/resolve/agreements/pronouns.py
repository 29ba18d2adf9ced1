"""The pronoun "it", where the words beside it say what is done to agreements: "would only vote for it"."""

import re
from collections.abc import Iterator
from functools import cache

from kg.data import clears_with_data
from kg.language.agreement_words import agreement_words
from kg.model import Span
from kg.text.span_index import SpanIndex


def find_pronouns(view: str, mentions: list[Span], sentence: Span) -> Iterator[tuple[Span, Span]]:
    """Each "it" of the sentence that means an agreement, with the last of the `mentions` before it, in order.

    None where a bill, a plan or the like stands between them.
    """
    pronouns = [Span(*match.span("it")) for match in _it().finditer(view, sentence.start, sentence.end)]
    if not pronouns or not mentions:
        return
    first = min(span.end for span in mentions)
    rivals = SpanIndex(
        (Span(*match.span()) for match in _rivals().finditer(view, first, sentence.end)), lambda span: span
    )
    for pronoun in pronouns:
        before = [span for span in mentions if span.end <= pronoun.start]
        if before and rivals.position(before[-1].end - 1) == rivals.position(pronoun.start - 1):
            yield pronoun, before[-1]


@clears_with_data
@cache
def _it() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{agreement_words().done_to})\s+(?P<it>it)\b", re.IGNORECASE)


@clears_with_data
@cache
def _rivals() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{'|'.join(map(re.escape, sorted(agreement_words().rivals)))})s?\b", re.IGNORECASE
    )
