"""Quotations whose speaker is the person of the sentence before, with names given by hand."""

import pytest

from kg.extract.attributions import Decoded
from kg.extract.inheritance import inherit_sources
from kg.model import Name, Span
from kg.text.text import Text


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
        "From Tom Archer: “The port is a tooth with no root.”",
        "And from Tom Archer: “The port is a tooth with no root.”",
        "But Dr. Tom Archer shook his head. “The port is a tooth with no root.”",
        "The Lund mayor Tom Archer shook his head. “The port is a tooth with no root.”",
        "The mayor, Tom Archer, shook his head. “The port is a tooth with no root.”",
        "Her lawyer Tom Archer shook his head. “The port is a tooth with no root.”",
        "Nobody came. Tom Archer was angry. “The port is a tooth with no root.”",
        "“It is over.” Tom Archer shook his head. “The port is a tooth with no root.”",
    ],
)
def test_the_one_person_of_the_scene_speaks(text: str) -> None:
    assert sources(text, "Tom Archer") == ["Tom Archer"]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Police arrested Tom Hale on Friday. “We have no further comment at this time.”", "Tom Hale"),
        (
            "Ivan Petrov was killed in the strike on Sunday. “He loved his children more than anything.”",
            "Ivan Petrov",
        ),
        ("Ivan Petrov has been found in the river. “He loved his children most of all.”", "Ivan Petrov"),
        ("Three ministers wrote to John Smith last week. “We cannot go on like this.”", "John Smith"),
        ("A sign near the grave of John Smith: “He built the town that we live in.”", "John Smith"),
        ("A note from the grave of John Smith: “He built the town that we live in.”", "John Smith"),
        ("John Smith’s wife shook her head. “He built the town that we live in.”", "John Smith"),
        ("On Sunday, Mayor John Smith left. “He built the town that we live in.”", "John Smith"),
        ("The crowd cheered Mayor John Smith. “He built the town that we live in.”", "John Smith"),
        ("After Mayor John Smith left, the crowd cheered. “He built the town we live in.”", "John Smith"),
    ],
)
def test_who_is_only_named_in_the_scene_does_not_speak(text: str, person: str) -> None:
    assert sources(text, person) == []


@pytest.mark.parametrize(
    "text",
    [
        "Tom Archer looked at Rosa Mellin. “The port is a tooth with no root.”",
        "Tom Archer looked at Dr. Rosa Mellin. “The port is a tooth with no root.”",
    ],
)
def test_two_persons_in_the_scene_leave_it_open(text: str) -> None:
    assert sources(text, "Tom Archer", "Rosa Mellin") == []


def test_another_paragraph_is_no_scene() -> None:
    text = "Tom Archer shook his head.\n\n“The port is a tooth with no root.”"
    assert sources(text, "Tom Archer") == []


def test_a_sentence_with_a_statement_of_its_own_is_no_scene() -> None:
    text = "“It is safe,” said Rosa Costa of Tom Archer. “I have seen all of the cracks.”"
    said = Decoded((span(text, "“It is safe,”"),), span(text, "said"), (span(text, "Rosa Costa"),), 0.9)
    assert sources(text, "Rosa Costa", "Tom Archer", attributions=(said,)) == ["Rosa Costa"]
