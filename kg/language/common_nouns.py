"""Common nouns for people and bodies of people, and phrases that measure or count things."""

from collections.abc import Sequence
from functools import cache

from kg.data import clears_with_data, read_toml
from kg.language.figure_words import figure_words
from kg.language.lexicon import lexicon, singular
from kg.language.quantities import NUMBER_WORDS

_APPROXIMATE = frozenset({"about", "some", "around", "nearly", "almost", "roughly", "over", "only"})


@clears_with_data
@cache
def body_nouns() -> dict[str, tuple[str, str | None]]:
    """What kind of body each common noun names, and its gender: singular, lower case."""
    table: dict[str, tuple[str, str | None]] = dict.fromkeys(lexicon().offices, ("person", None))
    table |= {noun: (kind, None) for noun, kind in lexicon().organs.items()}
    for kind, words in read_toml("nouns.toml").items():
        gender = kind if kind in {"male", "female"} else None
        table |= dict.fromkeys(words, ("person" if gender else kind, gender))
    titles = lexicon().titles
    return {
        noun: (kind, titles[noun] if titles.get(noun) in {"male", "female"} and kind == "person" else gender)
        for noun, (kind, gender) in table.items()
    }


def names_body(words: Sequence[str]) -> bool:
    """Whether the last of `words` is a noun for people or a body of people, such as "troops"."""
    last = words[-1].lower() if words else ""
    known = body_nouns()
    return last in known or singular(last) in known or last in lexicon().forces


def counts_something(words: Sequence[str]) -> bool:
    """Whether `words`, a noun phrase, open with a number ("40 degrees", "about ninety guests")."""
    low = [word.lower() for word in words]
    first = next((word for word in low if word not in _APPROXIMATE), "")
    return first[:1].isdecimal() or first in NUMBER_WORDS


def is_measure(words: Sequence[str]) -> bool:
    """Whether `words` are a number of units ("40 degrees", "two hours")."""
    return counts_something(words) and singular(words[-1].lower()) in figure_words().measures
