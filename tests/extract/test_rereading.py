"""What may be a statement of somebody else within the words of a speaker, with attributions given by hand."""

from dataclasses import replace

import pytest

from kg.extract.attributions import Decoded
from kg.extract.rereading import may_be_inner
from kg.model import Span
from kg.text.text import Text


def inner(text: str, source: str, cue: str, content: str) -> tuple[Decoded, bool]:
    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    one = Decoded((span(content),), span(cue), (span(source),), 0.7)
    return one, may_be_inner(one, Text(text).words)


@pytest.mark.parametrize("source", ["Smith", "the mayor", "they", "her lawyer"])
def test_what_somebody_else_says_is_inner(source: str) -> None:
    assert inner(f"Then {source} said fares rise.", source, "said", "fares rise")[1]


@pytest.mark.parametrize("source", ["I", "We", "you", "nobody", "my lawyer"])
def test_what_the_speaker_or_nobody_says_is_not(source: str) -> None:
    assert not inner(f"Then {source} say fares rise.", source, "say", "fares rise")[1]


def test_it_has_a_cue_and_a_source_of_its_own_and_is_rather_sure() -> None:
    text = "Smith said fares rise."
    words = Text(text).words
    one, is_inner = inner(text, "Smith", "said", "fares rise")
    assert is_inner
    for other in (
        replace(one, cue=None),
        replace(one, source=()),
        replace(one, source_inherited=True),
        replace(one, confidence=0.4),
    ):
        assert not may_be_inner(other, words)
