"""The words by which listeners, media and occasions are known: `kg/data/circumstances.toml`."""

from dataclasses import dataclass
from functools import cache

from kg.data import clears_with_data, read_toml


@dataclass(frozen=True, slots=True)
class SayingWords:
    """The lists of `kg/data/circumstances.toml`; see the comments there."""

    platforms: dict[str, str]
    """Name by lower-case form."""
    media: frozenset[str]
    letters: frozenset[str]
    media_on: frozenset[str]
    broadcasters: frozenset[str]
    newspapers: frozenset[str]
    channels: frozenset[str]
    spokespeople: frozenset[str]
    occasions: frozenset[str]
    occasions_in: frozenset[str]
    bodies: frozenset[str]
    collectives: frozenset[str]
    audiences: frozenset[str]
    not_audiences: frozenset[str]
    verbs: dict[str, str]
    """Medium by cue."""
    with_object: frozenset[str]
    with_listener: frozenset[str]
    with_to: frozenset[str]
    only_to: frozenset[str]
    with_infinitive: frozenset[str]
    with_companion: frozenset[str]
    with_object_to: frozenset[str]
    with_from: frozenset[str]


@clears_with_data
@cache
def saying_words() -> SayingWords:
    """The words that come with the package."""
    table = read_toml("circumstances.toml")
    lists = [name for name, words in table.items() if isinstance(words, list) and name != "platforms"]
    return SayingWords(
        platforms={name.lower(): name for name in table["platforms"]},
        verbs={form: name for name, forms in table["verbs"].items() for form in forms},
        **{name: frozenset(table[name]) for name in lists},
        **{name: frozenset(forms) for name, forms in table["addressing"].items()},
    )
