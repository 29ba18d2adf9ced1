"""Annotated attributions from brat stand-off files (brat.nlplab.org/standoff.html)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.model import Span

_ANNOTATION = re.compile(r"([TE]\d+)\t([^\t]*)")

ROLES = ("source", "cue", "content")

Attribution = dict[str, tuple[Span, ...]]
"""The spans of each of `ROLES`; a source may be empty."""


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text with its annotated attributions."""

    path: Path
    text: str
    attributions: list[Attribution]


def read_marked_texts(folder: Path) -> Iterator[MarkedText]:
    """Read the annotated texts of `folder`, sorted by path.

    Each `NAME.ann` belongs to the `NAME.txt` beside it or, as in PolNeAR, `attributions/NAME_ANNOTATOR.ann`
    to `text/NAME.txt`; of several annotators, the first by name is used. Raises `InputError` if there is no
    annotated text, or a file is not a valid annotation of its text.
    """
    seen: set[Path] = set()
    for annotation in sorted(folder.rglob("*.ann")):
        path = _text_of(annotation)
        if path is not None and path not in seen:
            seen.add(path)
            text = _read(path)
            yield MarkedText(path, text, read_attributions(annotation, text))
    if not seen:
        raise InputError(
            f"{folder} has no annotated text: NAME.ann beside NAME.txt, "
            "or attributions/NAME_ANNOTATOR.ann beside text/NAME.txt."
        )


def read_attributions(annotation: Path, text: str) -> list[Attribution]:
    """Read the attributions of one file: its event (`E`) lines that have a cue and a content.

    Raises `InputError` if a span is not in `text`, or a line cannot be parsed.
    """
    marked: dict[str, tuple[int, str]] = {}
    events: list[str] = []
    for number, line in enumerate(_read(annotation).splitlines(), 1):
        # Other lines are annotations of other types, or the rest of a covered text with a line break.
        match = _ANNOTATION.match(line)
        if match is None:
            continue
        key, value = match.groups()
        if key.startswith("E"):
            events.append(value)
        else:
            marked[key] = number, value

    def spans(key: str) -> tuple[Span, ...]:
        number, value = marked.get(key, (0, ""))
        try:
            return _spans(value, len(text)) if value else ()
        except ValueError as error:
            raise InputError(f"{annotation}, line {number}, is not a span of its text: {value}") from error

    attributions = (_attribution(event, spans) for event in events)
    return [one for one in attributions if one["cue"] and one["content"]]


def _text_of(annotation: Path) -> Path | None:
    name = annotation.stem
    candidates = (
        annotation.with_suffix(".txt"),
        annotation.parent.parent / "text" / f"{name}.txt",
        annotation.parent.parent / "text" / f"{name.rpartition('_')[0]}.txt",
    )
    return next((path for path in candidates if path.is_file()), None)


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 at byte {error.start}.") from error


def _spans(field: str, length: int) -> tuple[Span, ...]:
    _, _, where = field.partition(" ")
    spans = []
    for part in where.split(";"):
        start, end = map(int, part.split())
        if end > length:
            raise ValueError(f"{end} lies beyond the text")
        spans.append(Span(start, end))
    return tuple(spans)


def _attribution(event: str, spans: Callable[[str], tuple[Span, ...]]) -> Attribution:
    attribution: Attribution = dict.fromkeys(ROLES, ())
    for argument in event.split()[1:]:
        role, _, key = argument.partition(":")
        role = re.sub(r"\d+$", "", role).lower()
        if role in attribution:
            attribution[role] += spans(key)
    return attribution
