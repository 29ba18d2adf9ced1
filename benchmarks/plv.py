"""Sentences of PLV, PLOVER's benchmark (Hu et al., ACL 2024), each with two actors and an act.

The file is a tab-separated table with the columns `sentence`, `marked_sentence` (the actors between `<s>` and
`</s>`, `<t>` and `</t>`), `source`, `target` and `gold_root`.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.model import Span

_COLUMNS = ("marked_sentence", "source", "target", "gold_root")
_TAG = re.compile(r"(</?[st]>)")


@dataclass(frozen=True, slots=True)
class ActedSentence:
    """A sentence with the spans of its two actors (code points) and its gold root act."""

    text: str
    source: Span
    target: Span
    act: str


def read_acted_sentences(path: Path) -> Iterator[ActedSentence]:
    """Read the sentences of the table at `path`, in order.

    An actor that is not marked is searched for in the text; if it is not found ("a recipient"), its span is
    the whole sentence. Raises `InputError` if the table cannot be read or lacks a column.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file, delimiter="\t")
            lacking = [name for name in _COLUMNS if name not in (table.fieldnames or ())]
            if lacking:
                raise InputError(
                    f"{path} is not a table in PLV's format: it has no column {', '.join(lacking)}."
                )
            for row in table:
                yield _sentence(row)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError:
        raise InputError(f"{path} is not UTF-8.") from None


def _sentence(row: dict[str, str]) -> ActedSentence:
    text = ""
    places: dict[str, Span] = {}
    start = 0
    for part in _TAG.split(row["marked_sentence"] or ""):
        if part in {"<s>", "<t>"}:
            start = len(text)
        elif part in {"</s>", "</t>"}:
            if len(text) > start:
                places[part[2]] = Span(start, len(text))
        else:
            text += part
    text = text or " "
    for key, words in (("s", row["source"]), ("t", row["target"])):
        if key not in places:
            at = text.find(words) if words else -1
            places[key] = Span(at, at + len(words)) if at >= 0 else Span(0, len(text))
    return ActedSentence(text, places["s"], places["t"], row["gold_root"])
