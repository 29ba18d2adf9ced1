"""Boundaries between paragraphs in the encoder's input."""

from kg.extract.subwords import Window, batch_arrays, mark_boundaries
from kg.text.text import Text

BOUNDARY, FIRST, LAST = 102, 101, 102


def test_a_boundary_stands_before_each_paragraph_and_no_word_starts_at_it() -> None:
    words = Text("Fares rise\n\nHe said").words
    pieces = mark_boundaries([[11], [12, 13], [14], [15]], words.features)
    assert pieces == [[BOUNDARY, 11], [12, 13], [BOUNDARY, 14], [15]]
    arrays = batch_arrays([Window(0, 4)], pieces, words.features)
    assert arrays["input_ids"].tolist() == [[FIRST, BOUNDARY, 11, 12, 13, BOUNDARY, 14, 15, LAST]]
    assert arrays["word_index"].tolist() == [[2, 3, 6, 7]]


def test_a_window_in_the_middle_of_a_paragraph_opens_without_a_boundary() -> None:
    words = Text("Fares rise\n\nHe said").words
    pieces = mark_boundaries([[11], [12, 13], [14], [15]], words.features)
    arrays = batch_arrays([Window(1, 3)], pieces, words.features)
    assert arrays["input_ids"].tolist() == [[FIRST, 12, 13, BOUNDARY, 14, LAST]]
    assert arrays["word_index"].tolist() == [[1, 4]]
