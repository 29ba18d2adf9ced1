"""Numbers in words and digits."""

import pytest

from kg.language.quantities import find_quantities, is_approximate, is_vague, number_of


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("thirty-two", 32),
        ("1,300", 1300),
        ("3.6 million", 3_600_000),
        ("half a million", 500_000),
        ("two hundred and five", 205),
        ("a dozen", 12),
    ],
)
def test_the_number_that_words_name(words: str, number: float) -> None:
    assert number_of(words) == number


@pytest.mark.parametrize(
    ("words", "least", "most"),
    [
        ("more than 50", 51, None),
        ("at least 13", 13, None),
        ("fewer than 40", None, 39),
        ("nearly 100", None, 100),
        ("10 to 15", 10, 15),
        ("three to four million", 3e6, 4e6),
        ("hundreds of thousands", 200_000, None),
    ],
)
def test_the_range_of_a_quantity(words: str, least: float | None, most: float | None) -> None:
    (found,) = find_quantities(words, 0, len(words))
    assert (found.least, found.most) == (least, most)


def test_how_exact_a_quantity_is() -> None:
    assert is_approximate("about 100")
    assert not is_approximate("100")
    assert is_vague("hundreds of")
    assert not is_vague("a hundred")
