"""Paragraphs."""

from hypothesis import given
from hypothesis import strategies as st

from kg.text.paragraphs import split_paragraphs


def paragraphs(text: str) -> list[str]:
    return [span.of(text) for span in split_paragraphs(text)]


def test_line_is_paragraph() -> None:
    assert paragraphs("One.\nTwo.\n\n  Three. \r\n") == ["One.", "Two.", "Three."]


def test_hard_wrapped_lines_are_joined() -> None:
    first = "The minister said on\nMonday that the talks\nwould go on next\nweek."
    text = f"{first}\n\nNobody else\nspoke about them.\n"
    assert paragraphs(text) == [
        first,
        "Nobody else\nspoke about them.",
    ]


@given(st.text(max_size=200))
def test_paragraphs_are_ordered_disjoint_and_stripped(text: str) -> None:
    end = 0
    for span in split_paragraphs(text):
        assert end <= span.start < span.end <= len(text)
        assert span.of(text) == span.of(text).strip()
        end = span.end
