"""The words by which figures are read and compared: `kg/data/figures.toml`."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kg.data import clears_with_data, read_toml


@dataclass(frozen=True, slots=True)
class FigureWords:
    """The lists of `kg/data/figures.toml`, forms lower case; see the comments there."""

    active: dict[str, str]
    """Fate by a form that stands before the number."""
    passive: dict[str, str]
    own: dict[str, str]
    states: frozenset[str]
    whoever: frozenset[str]
    kinds: dict[str, str]
    """Kind of what is counted, by its noun."""
    affiliations: frozenset[str]
    plurals: frozenset[str]
    others: frozenset[str]
    measures: frozenset[str]
    unsettled: frozenset[str]


@clears_with_data
@cache
def figure_words() -> FigureWords:
    """The words that come with the package."""
    table = read_toml("figures.toml")
    outcomes = table["outcomes"]

    def forms(kind: str) -> dict[str, str]:
        return {form: outcome for outcome, entry in outcomes.items() for form in entry[kind]}

    def having(mark: str) -> frozenset[str]:
        return frozenset(outcome for outcome, entry in outcomes.items() if entry.get(mark))

    return FigureWords(
        active=forms("active"),
        passive=forms("passive"),
        own=forms("own"),
        states=having("state"),
        whoever=having("whoever"),
        kinds={noun: kind for kind, nouns in table["kinds"].items() for noun in nouns},
        **{name: frozenset(words) for name, words in table["words"].items()},
    )


def alternatives(forms: Iterable[str]) -> str:
    """A regular expression of the forms, longer ones first."""
    return "|".join(form.replace(" ", r"\s+") for form in sorted(forms, key=lambda form: (-len(form), form)))
