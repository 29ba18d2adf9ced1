"""Quotations: where they end, with marks that are missing or that stand for something else."""

import pytest

from kg.text.text import Text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "'It's the workers' money,' said Bill O'Hara, 'and the bosses' lawyers can't touch it.'",
            ["'It's the workers' money,'", "'and the bosses' lawyers can't touch it.'"],
        ),
        ("‘Farmers’ costs have doubled,’ Jane Roe said.", ["‘Farmers’ costs have doubled,’"]),
        ("the 'losers' from Lund and the 'winners' from Oslo", ["'losers'", "'winners'"]),
        ("“We had no warning at all, said Peter Hume.", ["“We had no warning at all,"]),
        (
            "\"We were never asked, the fishermen's leader, Olga Brun, told reporters.",
            ['"We were never asked,'],
        ),
        (
            "“The bridge is closed, Mayor Ana Prado said. “We will open it in May.”",
            ["“The bridge is closed,", "“We will open it in May.”"],
        ),
        ("“We went home, he said.\n\n“Nobody came.”", ["“We went home, he said.", "“Nobody came.”"]),
        ("“We know that it is over.", ["“We know that it is over."]),
        ('"No deal," said Ana Prado."We go on," said Tom Hale.', ['"No deal,"', '"We go on,"']),
    ],
)
def test_where_quotations_end(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in Text(text).quotations] == expected
