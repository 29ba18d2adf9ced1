"""Normalised views."""

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Span
from kg.text.text import Text
from kg.text.view import plain_view
from kg.text.written import FILLER


def view_of(text: str) -> str:
    return Text(text).view


def test_curly_marks_become_straight() -> None:
    assert view_of("“We can’t,” he said.") == '"We can\'t," he said.'


def test_entity_without_ampersand() -> None:
    text = 'injured in "intense,quot; bombings'
    assert view_of(text) == 'injured in "intense"' + 5 * FILLER + " bombings"


def test_entity_with_spaces() -> None:
    assert view_of("Astana process & # 39; endangered & # 39;").replace(FILLER, " ").split() == [
        "Astana",
        "process",
        '"',
        "endangered",
        '"',
    ]


def test_entity_inside_word_is_apostrophe() -> None:
    assert view_of("they don&#39;t know") == f"they don'{4 * FILLER}t know"


def test_entity_inside_word_does_not_close_quotation() -> None:
    view = view_of("'They don&#39;t know what they do,' he said.")
    assert view == f'"They don\'{4 * FILLER}t know what they do," he said.'


def test_single_quotation_marks_become_double() -> None:
    text = "‘We’re ready,’ the soldiers’ families told him."
    assert view_of(text) == "\"We're ready,\" the soldiers' families told him."


def test_single_marks_inside_quotation_are_kept() -> None:
    assert view_of("“He said ‘never again’ twice.”") == "\"He said 'never again' twice.\""


def test_elision_is_not_quotation() -> None:
    assert view_of("the rock 'n' roll of the '90s") == "the rock 'n' roll of the '90s"


def test_noise_becomes_spaces() -> None:
    assert plain_view("Contact Us\nHello", [Span(0, 10)]) == "          \nHello"


def test_direction_marks_and_lone_surrogates_keep_offsets() -> None:
    assert view_of("a\u202eb\ud800c\u200bd") == "a b\ufffdc d"


@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_view_keeps_length(text: str) -> None:
    assert len(view_of(text)) == len(text)


@given(st.text(alphabet="\"'“”‘’&#39;,quot amp;a b\n.", max_size=200))
def test_view_keeps_length_and_line_breaks(text: str) -> None:
    view = view_of(text)
    assert [i for i, c in enumerate(view) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]
    assert len(view) == len(text)
