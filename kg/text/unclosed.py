"""Quotations whose closing mark is missing: they end before the words that say who speaks.

“We had no warning, said Peter Hume, a shopkeeper.
"""

import re
from functools import cache

from kg.data import clears_with_data
from kg.text.part_patterns import part_patterns


def end_of_unclosed(view: str, start: int, end: int) -> int:
    """Where the quotation that opens at `start` unclosed before `end`, ends; `end` if nothing tells."""
    match = _reporting_clause().search(view, start, end)
    return match.end("quoted") if match else end


@clears_with_data
@cache
def _reporting_clause() -> re.Pattern[str]:
    """A comma, a speaker and a word such as "said", or the word and then the speaker."""
    said = part_patterns().reporting.pattern
    name = r"[A-ZÀ-Þ][\w.'-]*(?: (?:[a-z]{2,3}|[A-ZÀ-Þ][\w.'-]*)){0,7}"
    body = r"the [\w' -]{2,60}(?:, [A-ZÀ-Þ][\w.' -]{1,60},)?"
    return re.compile(
        rf"(?P<quoted>[,!?.])\s+(?:{said}\s+(?:[A-ZÀ-Þ]|(?:he|she|they|the|an?)\b)"
        rf"|(?:he|she|they|{name}(?:, [\w' -]{{2,60}},)?|{body})\s{said})"
    )
