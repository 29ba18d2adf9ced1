"""Who is quoted by whom, with attributions given by hand."""

import pytest

from kg.extract.attributions import Decoded
from kg.extract.quoted_as import name_quoted
from kg.model import Span
from kg.text.text import Text


def read(text: str, source: str, cue: str, content: str) -> tuple[list[str], list[str]]:
    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    one = name_quoted(Decoded((span(content),), span(cue), (span(source),), 0.9), Text(text).words)
    return [part.of(text) for part in one.source], [part.of(text) for part in one.content]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "speaker", "said"),
    [
        (
            "State radio quoted Energy Minister Olga Braun as saying: “There is gas.”",
            "State radio",
            "quoted",
            "Energy Minister Olga Braun as saying: “There is gas.”",
            "Energy Minister Olga Braun",
            "“There is gas.”",
        ),
        (
            "The paper cited the mayor as saying that the dam would hold.",
            "The paper",
            "cited",
            "that the dam would hold",
            "the mayor",
            "that the dam would hold",
        ),
        (
            "The paper cited the mayor as writing that the dam would hold.",
            "The paper",
            "cited",
            "that the dam would hold",
            "the mayor",
            "that the dam would hold",
        ),
    ],
)
def test_who_is_quoted_speaks(
    text: str, source: str, cue: str, content: str, speaker: str, said: str
) -> None:
    assert read(text, source, cue, content) == ([speaker], [said])


def test_the_passive_has_its_speaker_already() -> None:
    text = "The mayor was quoted as saying that the dam would hold."
    expected = (["The mayor"], ["that the dam would hold"])
    assert read(text, "The mayor", "was quoted as saying", "that the dam would hold") == expected


def test_a_quotation_that_names_nobody_stays_the_papers() -> None:
    text = "The paper quoted a line of the song."
    assert read(text, "The paper", "quoted", "a line of the song") == (["The paper"], ["a line of the song"])


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "Assad, quoted by the state news agency SANA as saying that the army would advance, left on "
            "Friday.",
            "Assad",
            "quoted",
            "that the army would advance",
        ),
        (
            "Assad, quoted widely by the press as saying that the army would advance, left.",
            "Assad",
            "quoted",
            "that the army would advance",
        ),
        (
            "The charter cites freedom as writing on the wall.",
            "The charter",
            "cites",
            "freedom as writing on the wall",
        ),
        (
            "Poem that the paper quoted\n\nThe mayor as saying that the dam would hold",
            "the paper",
            "quoted",
            "that the dam would hold",
        ),
    ],
)
def test_who_is_not_between_quoted_and_saying_is_not_quoted(
    text: str, source: str, cue: str, content: str
) -> None:
    assert read(text, source, cue, content) == ([source], [content])
