"""Words and their features."""

from hypothesis import given
from hypothesis import strategies as st

from kg.text.text import Text
from kg.text.words import IN_QUOTATION, PARAGRAPH_START, TITLE, UPPER


def test_word_boundaries() -> None:
    assert Text("Mr. O'Neill (3.6m) left—now").words.texts == [
        *("Mr", ".", "O", "'", "Neill", "(", "3", ".", "6m", ")", "left", "—", "now")
    ]


def test_features() -> None:
    words = Text('NATO said\n"No way," he said.').words
    by_text = dict(zip(words.texts, words.features, strict=True))
    assert by_text["NATO"] == UPPER + PARAGRAPH_START
    assert by_text["No"] == TITLE + IN_QUOTATION
    assert by_text["he"] == 0
    assert words.paragraphs == [0, 0, *[1] * 8]


def test_unclosed_quotation_ends_with_paragraph() -> None:
    words = Text('"We go on.\nHe left.').words
    assert [bool(f & IN_QUOTATION) for f in words.features] == [*[True] * 5, *[False] * 3]


@given(st.text(max_size=200))
def test_words_cover_all_but_white_space(text: str) -> None:
    view, words = Text(text).view, Text(text).words
    covered = "".join(view[a:b] for a, b in zip(words.starts, words.ends, strict=True))
    assert covered == "".join(view.split())
