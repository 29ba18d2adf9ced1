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
            2,
        ),
        (
            "who doubts that the agreements did any good",
            "Mevlut Cavusoglu",
            "The benefits of the deals are yet to be seen",
            5,
        ),
        # Who is meant is told by an office in other words, and by whose it is.
        (
            "what does erdogan's communications man say syria turned into after people rose up",
            "Fahrettin Altun",
            "the Syrian people taken to the streets with the demand for democracy, freedom and a human life",
            5,
        ),
        (
            "what does Turkey's top diplomat say about the benefits of the deals",
            "Mevlut Cavusoglu",
            "The benefits of the deals are yet to be seen",
            1,
        ),
    ],
)
def test_what_is_near_in_meaning_is_found_whatever_its_words(
    built: Path, question: str, speaker: str, said: str, rows: int
) -> None:
    with kg.open(built) as graph:
        table = graph.ask(question)
    first = [(row["speaker"], row["said"]) for row in table][:rows]
    assert any(who == speaker and str(words).startswith(said) for who, words in first)
