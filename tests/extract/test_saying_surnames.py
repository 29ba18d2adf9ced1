"""A surname that is a verb of saying is no cue."""

from kg.extract.saying_surnames import texts_to_encode
from kg.text.text import Text


def encoded(raw: str) -> str:
    words = Text(raw).words
    return " ".join(texts_to_encode(words, 0, len(words)))


def test_surname_within_a_sentence() -> None:
    assert encoded("The bridge is safe, said engineer Omar Said.\n").endswith("said engineer Omar Smith .")


def test_verb_is_kept() -> None:
    assert encoded("The engineer said so.\n") == "The engineer said so ."
    assert encoded("Said the engineer: there it is.\n").startswith("Said the")
    assert encoded("Doe Said to Be Ill\n") == "Doe Said to Be Ill"
