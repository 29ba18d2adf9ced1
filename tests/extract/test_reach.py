"""The reach of an anchor."""

from kg.extract.reach import reach_of
from kg.text.text import Text


def reached(text: str, anchor: str) -> str:
    words = Text(text).words
    first, end = reach_of(words, words.texts.index(anchor))
    return " ".join(words.texts[first:end])


LONG = "The river rose and fell and the boats went up and down all day long."


def test_reach_is_paragraph() -> None:
    assert reached(f"{LONG}\n{LONG} Brown said so.\n{LONG}", "said").startswith("The river")
    assert reached(f"{LONG}\n{LONG} Brown said so.\n{LONG}", "said").endswith("Brown said so .")


def test_reach_continues_after_colon_or_open_quotation() -> None:
    assert reached(f"{LONG} He said:\nWe are late.\nNo.", "said").endswith("said : We are late .")
    assert reached(f'{LONG} He said, "We are\n"late."\nNo.', "said").endswith('We are " late . "')


def test_reach_includes_paragraph_before_short_one() -> None:
    assert reached("No.\n“We are late.”\n— said Jane Doe", "said") == '" We are late . " — said Jane Doe'


def test_reach_is_limited() -> None:
    text = "word " * 500 + "said " + "word " * 500
    assert reached(text, "said").split() == ["word"] * 64 + ["said"] + ["word"] * 96
