"""Views of equal length."""

from hypothesis import given
from hypothesis import strategies as st

from kg.text.view import FILLER, normalised_view


def test_curly_marks_become_plain_ones() -> None:
    assert normalised_view("“We can’t,” he said.") == '"We can\'t," he said.'


def test_an_entity_that_lost_its_ampersand_is_a_mark() -> None:
    text = 'injured in "intense,quot; bombings'
    assert normalised_view(text) == 'injured in "intense"' + 5 * FILLER + " bombings"


def test_a_spaced_entity_is_a_mark() -> None:
    assert normalised_view("Astana process & # 39; endangered & # 39;").replace(FILLER, " ").split() == [
        "Astana",
        "process",
        '"',
        "endangered",
        '"',
    ]


def test_an_entity_inside_a_word_is_an_apostrophe() -> None:
    assert normalised_view("they don&#39;t know") == f"they don'{4 * FILLER}t know"


def test_an_entity_inside_a_word_closes_no_quotation() -> None:
    view = normalised_view("'They don&#39;t know what they do,' he said.")
    assert view == f'"They don\'{4 * FILLER}t know what they do," he said.'


def test_single_marks_that_quote_become_double_ones() -> None:
    text = "‘We’re ready,’ the soldiers’ families told him."
    assert normalised_view(text) == "\"We're ready,\" the soldiers' families told him."


def test_single_marks_inside_a_quotation_stay() -> None:
    assert normalised_view("“He said ‘never again’ twice.”") == "\"He said 'never again' twice.\""


def test_an_elision_is_no_quotation() -> None:
    assert normalised_view("the rock 'n' roll of the '90s") == "the rock 'n' roll of the '90s"


def test_noise_becomes_spaces() -> None:
    assert normalised_view("Contact Us\nHello", [(0, 10)]) == "          \nHello"


def test_marks_of_direction_and_lone_surrogates_keep_their_place() -> None:
    assert normalised_view("a\u202eb\ud800c\u200bd") == "a b\ufffdc d"


@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_the_view_has_the_length_of_the_text(text: str) -> None:
    assert len(normalised_view(text)) == len(text)


@given(st.text(alphabet="\"'“”‘’&#39;,quot amp;a b\n.", max_size=200))
def test_the_view_keeps_length_and_line_breaks_whatever_the_marks(text: str) -> None:
    view = normalised_view(text)
    assert [i for i, c in enumerate(view) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]
    assert len(view) == len(text)
