"""Resolution of a text in which entities or mojibake are decoded: the offsets of what is found in it.

Rules over names read the text without fillers; the spans that come and go are those of the raw text.
"""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from kg.model import Span
from kg.text.text import Text
from kg.text.written import FILLER

Found = TypeVar("Found")


class DecodedText:
    """The decoded text of `text`, without fillers, and the offsets from one to the other.

    Both texts have one deadline.
    """

    def __init__(self, text: Text) -> None:
        written = text.written
        # The offset in the raw text of each code point of the decoded one, and the end.
        self._offsets = [offset for offset, character in enumerate(written) if character != FILLER]
        self.text = Text(
            "".join(written[offset] for offset in self._offsets),
            name=text.name,
            split=lambda raw, paragraphs: self.to_decoded(tuple(text.sentences)),
        )
        self.text.deadline = text.deadline
        self._offsets.append(len(written))

    def to_decoded(self, found: Found) -> Found:
        """`found` with the spans of the raw text as spans of the decoded one."""
        at = self._offsets
        moved: Found = _moved(
            found, lambda span: Span(bisect_left(at, span.start), bisect_left(at, span.end))
        )
        return moved

    def to_raw(self, found: Found) -> Found:
        """`found` with the spans of the decoded text as spans of the raw one."""
        at = self._offsets
        moved: Found = _moved(found, lambda span: Span(at[span.start], at[span.end]))
        return moved


def _moved(found: Any, move: Callable[[Span], Span]) -> Any:
    if isinstance(found, Span):
        return move(found)
    if isinstance(found, tuple):
        return tuple(_moved(one, move) for one in found)
    if is_dataclass(found) and not isinstance(found, type):
        return replace(found, **{one.name: _moved(getattr(found, one.name), move) for one in fields(found)})
    return found
