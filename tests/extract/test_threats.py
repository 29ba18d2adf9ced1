"""Things that threaten, with attributions given by hand."""

import pytest

from kg.extract.attributions import Decoded
from kg.extract.threats import is_threat_of_thing
from kg.model import Span
from kg.text.text import Text


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "is_thing"),
    [
        ("The advances by the rebels threaten a disaster.", "the rebels", "threaten", "a disaster", True),
        ("The attack threatens an escalation.", "The attack", "threatens", "an escalation", True),
        ("The attack threatens to widen the war.", "The attack", "threatens", "to widen the war", True),
        ("The attack on the camp threatening us all was new.", "The attack", "threatening", "us all", True),
        (
            "The minister, after the attack on the camp, threatened Oslo.",
            "The minister",
            "threatened",
            "Oslo",
            False,
        ),
        ("Denmark threatened Norway.", "Denmark", "threatened", "Norway", False),
        ("The minister threatened sanctions.", "The minister", "threatened", "sanctions", False),
        ("The attack, he said, was over.", "he", "said", "The attack", False),
    ],
)
def test_a_thing_threatens(text: str, source: str, cue: str, content: str, is_thing: bool) -> None:
    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    one = Decoded((span(content),), span(cue), (span(source),), 0.9)
    assert is_threat_of_thing(one, Text(text).words) is is_thing
