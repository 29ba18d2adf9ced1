"""Questions that have none of the words of their answer, asked of the five articles."""

from pathlib import Path

import pytest

import kg


@pytest.mark.parametrize(
    ("question", "speaker", "said", "rows"),
    [
        (
            "is anyone worried about a flood of people on the run",
            "Turkish government",
            "[attitude] the latest fighting will lead to another mass influx",
            1,
        ),
        (
            "who doubts that the agreements did any good",
            "Mevlut Cavusoglu",
            "The benefits of the deals are yet to be seen",
            5,
        ),
    ],
)
def test_what_is_near_in_meaning_is_found_whatever_its_words(
    built: Path, question: str, speaker: str, said: str, rows: int
) -> None:
    with kg.open(built) as graph:
        table = graph.ask(question)
    first = [(row["speaker"], row["said"]) for row in table][:rows]
    assert (speaker, said) in first
