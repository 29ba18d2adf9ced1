"""Surnames that are verbs of saying, too: Omar Said.

The vocabulary of the encoder has no case, so it would take them for cues; it is given another surname.
"""

from kg.extract.reporting import reporting_words
from kg.text.words import LOWER, TITLE, Words

_STAND_IN = "Smith"
# The words around a capital that tell a sentence from a headline, in which any word has one.
_AROUND = 12
_LONG = 4
_CASES = 4


def texts_to_encode(words: Words, start: int, end: int) -> list[str]:
    """The words `[start, end)`, with another surname for each that looks like a verb of saying."""
    surnames = reporting_words("names")["surnames"]
    return [
        _STAND_IN if text in surnames and _is_surname(number, words) else text
        for number, text in enumerate(words.texts[start:end], start)
    ]


def _is_surname(number: int, words: Words) -> bool:
    """Whether the word follows another capitalised one within a sentence that is no headline."""
    paragraph = words.paragraphs[number]
    before = number - 1
    if before < 0 or words.paragraphs[before] != paragraph or words.features[before] % _CASES != TITLE:
        return False
    around = range(max(0, number - _AROUND), min(len(words), number + _AROUND))
    return any(
        words.paragraphs[other] == paragraph
        and words.features[other] % _CASES == LOWER
        and len(words.texts[other]) >= _LONG
        and words.texts[other].isalpha()
        for other in around
    )
