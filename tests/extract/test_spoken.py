"""Cues that are always speech, with attributions given by hand."""

import pytest

from kg.extract.attributions import Decoded
from kg.extract.spoken import mark_spoken
from kg.model import Span, StatementKind
from kg.text.text import Text


@pytest.mark.parametrize(
    ("text", "cue", "kind"),
    [
        ("Ada Hoff ruled out the sale.", "ruled out", StatementKind.SPEECH),
        ("Ada Hoff has again urged the sale.", "has again urged", StatementKind.SPEECH),
        ("The court ruled on the sale.", "ruled", StatementKind.ACT),
        ("Ada Hoff discussed the sale.", "discussed", StatementKind.ACT),
    ],
)
def test_who_rules_out_or_urges_speaks(text: str, cue: str, kind: StatementKind) -> None:
    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    one = Decoded((span("the sale"),), span(cue), (Span(0, 8),), 0.9, kind=StatementKind.ACT)
    assert mark_spoken(one, Text(text).words).kind is kind
