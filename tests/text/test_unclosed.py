"""Where a quotation without a closing mark ends."""

import pytest

from kg.text.unclosed import end_of_unclosed


@pytest.mark.parametrize(
    ("view", "quoted"),
    [
        ('"We had no warning, said Peter Hume, a shopkeeper.', '"We had no warning,'),
        ('"We had no warning, he said.', '"We had no warning,'),
        ('"Did they ask us? the mayor of Lund said.', '"Did they ask us?'),
        ('"It holds. The dam, Anna de la Cruz told the court, is new.', '"It holds. The dam,'),
        ('"It holds, the harbour master, Tom Hale, said.', '"It holds,'),
    ],
)
def test_it_ends_before_the_words_that_name_its_speaker(view: str, quoted: str) -> None:
    assert view[: end_of_unclosed(view, 0, len(view))] == quoted


@pytest.mark.parametrize(
    "view",
    [
        '"We had no warning and no time to leave.',
        '"We had no warning, and Peter Hume knew of it.',
        '"What the mayor said was wrong.',
        '"We had no warning',
    ],
)
def test_it_goes_on_where_nothing_names_the_speaker(view: str) -> None:
    assert end_of_unclosed(view, 0, len(view)) == len(view)


def test_only_the_words_of_the_quotation_are_searched() -> None:
    view = 'No, he said. "We had no warning. No, he said.'
    assert end_of_unclosed(view, view.index('"'), view.index(" No, he", 5)) == view.index(" No, he", 5)
