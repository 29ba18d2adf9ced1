"""Cells of a table as a person reads them: quotation marks around verbatim words, who says them and how."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from unicodedata import bidirectional

from kg.graph import LEAST_SHOWN, SURE
from kg.questions.table_formats import printable
from kg.questions.tables import Cell, Table

_CONFIDENCES = ("confidence", "speaker_confidence")
# Headings that say more than the name of the column.
_HEADINGS = {"words": "words of the question"}
# Fewer words around a statement than these tell nothing more.
_LEAST_AROUND = 3
_CUT = "…"


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column that a person sees: its heading and its cells."""

    name: str
    heading: str
    cells: list[str]
    is_number: bool = False


def shown_columns(table: Table) -> list[ShownColumn]:
    """The columns to show of `table`: those that it names and that are not empty.

    The confidences of statement and speaker share a column, a speaker and the verb of saying, too.
    """
    names = list(table.shown or table.columns)
    both = all(one in names for one in _CONFIDENCES)
    if both:
        names.remove("speaker_confidence")
    if "speaker" in names and "cue" in names:
        names.remove("cue")
    rows = [readable(row, names) for row in table]
    found = []
    for name in names:
        values = [row[name] for row in rows]
        if all(value is None for value in values):
            continue
        if both and name == "confidence":
            cells = [confidences(row) for row in rows]
        elif "confidence" in name:
            cells = [certainty(one) if isinstance(one, float) else cell_text(one) for one in values]
        else:
            cells = [cell_text(table.short.get(str(one), one)) for one in values]
        is_number = "confidence" not in name and all(isinstance(one, int | float | None) for one in values)
        heading = _HEADINGS.get(name, cell_text(name.replace("_", " ")))
        found.append(ShownColumn(name, heading, cells, is_number))
    return found


def readable(row: Mapping[str, Cell], names: Sequence[str]) -> dict[str, Cell]:
    """`row` for a screen that shows the columns `names`.

    What an article has in quotation marks (the column `manner`) has them here. Beside a speaker stands the
    verb by which the article gives the words, unless it has a column. Where a speaker is not sure enough to
    be named, the candidates stand in their place. The words around a statement are those that it has not.
    """
    found = dict(row)
    for prefix in ("", "other_"):
        if row.get(f"{prefix}manner") == "direct":
            found[f"{prefix}said"] = _quoted(str(row[f"{prefix}said"]))
        speaker = row.get(f"{prefix}speaker")
        if not prefix and not speaker and row.get("candidates"):
            speaker = f"unsure: {row['candidates']}"
        cue = row.get(f"{prefix}cue")
        if speaker and cue and f"{prefix}cue" not in names:
            speaker = f"{speaker} “{str(cue).strip(' ,:;')}”"
        found[f"{prefix}speaker"] = speaker
    if row.get("around"):
        found["around"] = _without(str(row["around"]), str(row.get("said") or ""))
    return found


def certainty(confidence: float) -> str:
    """One of three steps, in a word, and the number: “sure 0.95”, “likely 0.70”, “unsure 0.31”."""
    shown = round(confidence, 2)
    step = "sure" if shown >= SURE else "likely" if shown >= LEAST_SHOWN else "unsure"
    return f"{step} {shown:.2f}"


def confidences(row: Mapping[str, Cell]) -> str:
    """How sure it is that a row is a statement, and that its speaker is who they are."""
    said, speaker = row["confidence"], row["speaker_confidence"]
    parts = [certainty(said)] if isinstance(said, float) else []
    parts += [f"speaker {certainty(speaker)}"] if isinstance(speaker, float) else []
    return ", ".join(parts)


def cell_text(cell: Cell) -> str:
    """A cell in one line, without what controls a terminal."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return f"{cell:.2f}"
    text = "" if cell is None else " ".join(printable(str(cell)).split())
    # A mark of no width ends what is written from right to left: what comes after it is not turned.
    return text if text.isascii() or not any(map(_is_right_to_left, text)) else f"{text}\u200e"


def _is_right_to_left(character: str) -> bool:
    return bidirectional(character) in ("R", "AL")


def _quoted(said: str) -> str:
    """“…” around verbatim words, after a mark such as “[denied]”."""
    mark, closed, words = said.partition("] ") if said.startswith("[") else ("", "", said)
    return f"{mark}{closed}“{words}”"


def _without(around: str, said: str) -> str | None:
    """The words around a statement with “…” in its place; None if they tell nothing more."""
    said = " ".join(said.rpartition("] ")[2].split()) if said.startswith("[") else " ".join(said.split())
    if not said or said not in around:
        return around
    before, _, after = around.partition(said)
    left = [word for word in f"{before} {after}".split() if any(map(str.isalnum, word))]
    return f"{before}{_CUT}{after}" if len(left) >= _LEAST_AROUND else None
