"""Quotations whose speaker is the person of the sentence before, with names given by hand."""

import pytest

from kg.extract.attributions import Decoded
from kg.extract.inheritance import inherit_sources
from kg.model import Name, Span
from kg.text import Text


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def sources(text: str, *people: str, attributions: tuple[Decoded, ...] = ()) -> list[str]:
    names = sorted(Name(span(text, person), "person") for person in people)
    found = inherit_sources(list(attributions), names, Text(text).words)
    return [one.source[0].of(text) for one in found if one.cue is None]


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Tom Archer shook his head. “The port is a tooth with no root. Pull it.”",
        "And from the harbour master, Tom Archer:\n\n“The port is a tooth with no root.”",
        "Tom Archer paused, then smiled: “The port is a tooth with no root.”",
    ],
)
def test_the_one_person_of_the_scene_speaks(text: str) -> None:
    assert sources(text, "Tom Archer") == ["Tom Archer"]


def test_two_persons_in_the_scene_leave_it_open() -> None:
    text = "Tom Archer looked at Rosa Mellin. “The port is a tooth with no root.”"
    assert sources(text, "Tom Archer", "Rosa Mellin") == []


def test_another_paragraph_is_no_scene() -> None:
    text = "Tom Archer shook his head.\n\n“The port is a tooth with no root.”"
    assert sources(text, "Tom Archer") == []


def test_a_sentence_with_a_statement_of_its_own_is_no_scene() -> None:
    text = "“It is safe,” said Rosa Costa of Tom Archer. “I have seen all of the cracks.”"
    said = Decoded((span(text, "“It is safe,”"),), span(text, "said"), (span(text, "Rosa Costa"),), 0.9)
    assert sources(text, "Rosa Costa", "Tom Archer", attributions=(said,)) == ["Rosa Costa"]
