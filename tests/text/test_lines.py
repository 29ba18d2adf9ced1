"""Lines that patterns could read in very many ways are read at once."""

import pytest

from kg.text.article_files import make_article
from kg.text.text import Text


@pytest.mark.parametrize(
    "line",
    [
        "SAT " * 25,
        "10:12:" * 18,
        "Reuters/" * 50 + "!",
        "share " * 60 + "!",
        "Ab-" * 1000,
        "By John Smith, " + "May 3, 2020, " * 30 + "!",
        "By John Smith" + "AP | " * 80 + "!",
        "(" + "Reuters/" * 50 + "!",
    ],
)
def test_repeated_words_are_one_paragraph(line: str) -> None:
    text = f"He said no.\n\n{line}\n"
    assert next(span.of(text) for span in Text(make_article(text, "a.txt").text).paragraphs) == "He said no."
