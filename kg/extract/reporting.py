"""The words of `kg/data/reporting.toml`, for the rules around cues."""

from collections.abc import Mapping
from functools import cache

from kg.data import clears_with_data, read_toml


@clears_with_data
@cache
def reporting_words(section: str) -> Mapping[str, frozenset[str]]:
    """The lists of one section, by name."""
    return {name: frozenset(words) for name, words in read_toml("reporting.toml")[section].items()}
