"""What is not said by the words around its cue, with attributions given by hand."""

import pytest

from kg.extract.attributions import Decoded
from kg.extract.unsaid import mark_unsaid
from kg.model import Span, StatementKind, Unsaid
from kg.text.text import Text


def unsaid(text: str, source: str, cue: str, content: str, kind: StatementKind = StatementKind.SPEECH) -> str:
    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    one = Decoded((span(content),), span(cue), (span(source),), 0.9, kind=kind)
    return mark_unsaid(one, Text(text).words).unsaid or "said"


@pytest.mark.parametrize(
    ("text", "source", "cue", "expected"),
    [
        ("Jan Kos did not say that fares rise.", "Jan Kos", "say", Unsaid.NEGATED),
        ("Jan Kos never promised that fares rise.", "Jan Kos", "never promised", Unsaid.NEGATED),
        ("Jan Kos didn’t say that fares rise.", "Jan Kos", "say", Unsaid.NEGATED),
        ("Jan Kos should say that fares rise.", "Jan Kos", "should say", Unsaid.HYPOTHETICAL),
        ("If Jan Kos says that fares rise, we strike.", "Jan Kos", "says", Unsaid.HYPOTHETICAL),
        ("Jan Kos will announce that fares rise.", "Jan Kos", "announce", Unsaid.FUTURE),
        ("Jan Kos said that fares rise.", "Jan Kos", "said", "said"),
        ("Jan Kos not only said that fares rise.", "Jan Kos", "said", "said"),
        ("Jan Kos did not hesitate to say that fares rise.", "Jan Kos", "hesitate to say", "said"),
        ("Jan Kos never fails to remind us that fares rise.", "Jan Kos", "remind", "said"),
        ("Jan Kos never stopped saying that fares rise.", "Jan Kos", "saying", "said"),
        ("Jan Kos never tires of saying that fares rise.", "Jan Kos", "tires of saying", "said"),
        ("Jan Kos has never hesitated to say that fares rise.", "Jan Kos", "say", "said"),
        ("I must admit that fares rise.", "I", "admit", "said"),
        ("We should add that fares rise.", "We", "add", "said"),
        ("I did not say that fares rise.", "I", "say", Unsaid.NEGATED),
        ("Jan Kos will have told you by now that fares rise.", "Jan Kos", "told", "said"),
        ("Jan Kos will have to say that fares rise.", "Jan Kos", "say", Unsaid.FUTURE),
        ("Jan Kos in May said that fares rise.", "Jan Kos", "said", "said"),
        ("Jan Kos was not there. He said that fares rise.", "Jan Kos", "said", "said"),
    ],
)
def test_the_words_between_source_and_cue_tell(text: str, source: str, cue: str, expected: str) -> None:
    assert unsaid(text, source, cue, "that fares rise") == expected


def test_an_attitude_that_is_negated_is_still_an_attitude_that_is_held() -> None:
    text = "Jan Kos does not want that fares rise."
    assert unsaid(text, "Jan Kos", "want", "that fares rise", StatementKind.ATTITUDE) == "said"
