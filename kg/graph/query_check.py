"""A query that somebody else wrote, looked at before the parser sees it."""

import re
from dataclasses import dataclass

from kg.errors import UsageError

MOST_BYTES = 512 << 10
"""A longer query, in UTF-8, is refused."""
MOST_NESTED = 100
"""A query whose brackets are nested more deeply is refused: the parser would bring its process down."""

_OPENING = "([{"
# What stands in a query, as section 19.8 of SPARQL 1.1 has it. What is not closed goes on to its end. No
# alternative tries a character twice.
_TOKEN = re.compile(
    r"""
      "{3} (?: [^"\\] | \\. | "{1,2}(?!") )*+ (?: "{3} | \Z )
    | '{3} (?: [^'\\] | \\. | '{1,2}(?!') )*+ (?: '{3} | \Z )
    | " (?: [^"\\\r\n] | \\. )*+ "?
    | ' (?: [^'\\\r\n] | \\. )*+ '?
    | < [^<>"{}|^`\\\x00-\x20]*+ >
    | \# [^\r\n]*+
    | [?$@] \w++ | : [\w.%:\\-]*+
    | (?P<word> [^\W\d] [\w.-]*+ ) (?: : [\w.%:\\-]*+ )?+
    | (?P<bracket> [][(){}] )
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class CheckedQuery:
    """A query that is neither too long nor nested too deeply."""

    text: str
    has_dataset: bool
    """Whether it says itself which graphs it is about (`FROM`)."""
    has_service: bool
    """Whether it asks another server (`SERVICE`). What is no query in another way may do so all the same."""


def check_query(text: str) -> CheckedQuery:
    """Look at the brackets and words of a query.

    Raises `UsageError` if it is too long or nested too deeply.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise too_long()
    depth, words = 0, set()
    for token in _TOKEN.finditer(text):
        if bracket := token["bracket"]:
            depth += 1 if bracket in _OPENING else -1
            if depth > MOST_NESTED:
                raise UsageError(
                    f"The query is nested too deeply: at most {MOST_NESTED} brackets may be open."
                )
        elif token["word"] and ":" not in token[0]:
            words.add(token["word"].upper())
    return CheckedQuery(text, "FROM" in words, "SERVICE" in words)


def too_long() -> UsageError:
    """The error of a query that has more than `MOST_BYTES`."""
    return UsageError(f"The query has more than {MOST_BYTES:,} bytes; make it shorter.")
