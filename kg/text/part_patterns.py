"""The patterns and words of `kg/data/anatomy.toml`, compiled."""

import calendar
import re
from dataclasses import dataclass
from functools import cache

from kg.data import clears_with_data, read_csv, read_toml
from kg.text.dateline import DATE_LINE

_WORD = r"[A-ZÀ-Þ][\w.’'-]*"
_NAME = rf"{_WORD}(?: (?:{_WORD}|al|bin|da|de|del|der|di|du|la|le|van|von)){{0,3}} {_WORD}"
_NO_NAME = rf"(?!(?:{'|'.join([*calendar.day_name, *calendar.month_name[1:]])})\b)"
_NAMES = rf"{_NO_NAME}{_NAME}(?:(?:,| and|,? &|,? with) {_NAME}){{0,4}}"


@dataclass(frozen=True, slots=True)
class PartPatterns:
    """Patterns by the name of a kind; each matches a whole line or paragraph."""

    unread: dict[str, re.Pattern[str]]
    read_apart: dict[str, re.Pattern[str]]
    agency: re.Pattern[str]
    reporting: re.Pattern[str]
    """A word with which a line reports what somebody says."""
    speaker_titles: frozenset[str]
    """Upper case, without full stops."""
    no_speakers: frozenset[str]
    """Lower case."""
    given_names: frozenset[str]
    """Lower case."""


def spells(words: str, abbreviation: str) -> bool:
    """Whether the capitals of `words` end in `abbreviation`: it is short for them, not a news agency."""
    return "".join(re.findall(r"\b[A-ZÀ-Þ]", words)).endswith(abbreviation.replace(".", ""))


@clears_with_data
@cache
def part_patterns() -> PartPatterns:
    """The patterns that come with the package, or the user's."""
    table = read_toml("anatomy.toml")
    placeholders = {
        "<agency>": _any_of(table["agencies"]),
        "<role>": f"(?i:{_any_of(table['roles'])})",
        "<names>": _NAMES,
        "<name>": _NAME,
        # Atomic, up to the last date or time: else a line of many dates can be split in many ways.
        "<date>": rf"(?>{DATE_LINE}(?<![\s,|/·•–—-]))",
    }

    def compiled(patterns: list[str]) -> re.Pattern[str]:
        joined = _any_of(patterns)
        for name, pattern in placeholders.items():
            joined = joined.replace(name, pattern)
        return re.compile(joined)

    return PartPatterns(
        unread={kind: compiled(patterns) for kind, patterns in table["unread"].items()},
        read_apart={kind: compiled(patterns) for kind, patterns in table["read_apart"].items()},
        agency=re.compile(placeholders["<agency>"]),
        reporting=re.compile(rf"\b{_any_of(table['reporting'])}\b"),
        speaker_titles=frozenset(table["speaker_titles"]),
        no_speakers=frozenset(table["no_speakers"]),
        given_names=frozenset(row["name"].lower() for row in read_csv("given_names.csv")),
    )


def _any_of(patterns: list[str]) -> str:
    return "(?:" + "|".join(f"(?:{pattern})" for pattern in patterns) + ")"
