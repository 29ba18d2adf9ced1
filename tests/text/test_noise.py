"""Detection of noise."""

import pytest

from kg.text.text import Text


def marked(text: str) -> list[str]:
    return [span.of(text) for span in Text(text).noise]


def test_scraper_noise() -> None:
    text = "date 2020-02-10 %MINIFYHTML87dacd%\n\nAnkara, Turkey – An attack killed five.\n\nContact Us"
    assert marked(text) == ["date 2020-02-10", "%MINIFYHTML87dacd%", "Contact Us"]


def test_text_after_end_of_article_is_noise() -> None:
    body = "The minister said that talks would go on. " * 10
    assert marked(f"{body}\nDiscussion about this post\nGreat article!\n") == [
        "Discussion about this post\nGreat article!"
    ]


def test_byline_on_separate_line() -> None:
    assert marked("By Jane Doe and John Smith\nThe talks failed.") == ["By Jane Doe and John Smith"]


@pytest.mark.parametrize(
    "sentence",
    [
        "By then it was too late for them",
        "He asked readers to contact us at once.",
        "Published figures show a fall.",
        "“Share this land,” she said.",
        "Sources say the talks failed.",
    ],
)
def test_sentence_is_not_noise(sentence: str) -> None:
    assert marked(sentence) == []
