"""The words by which mentions of agreements are read: `kg/data/agreement_words.toml`."""

import re
from dataclasses import dataclass
from functools import cache

from kg.data import clears_with_data, read_toml


@dataclass(frozen=True, slots=True)
class AgreementWords:
    """The lists of `kg/data/agreement_words.toml`; see the comments there."""

    kinds: dict[str, str]
    """Kind by head."""
    heads: dict[str, str]
    """Head by its forms, singular and plural."""
    modifiers: frozenset[str]
    subjects: frozenset[str]
    conclusion_verbs: frozenset[str]
    interchangeable: dict[str, str]
    """The head that stands in identifiers, by heads that articles use for one another."""
    only_named: frozenset[str]
    weak: frozenset[str]
    not_agreements: frozenset[str]
    evidence: re.Pattern[str]
    """Words near the name of an agreement, in folded text."""


@clears_with_data
@cache
def agreement_words() -> AgreementWords:
    """The words that come with the package, or the user's."""
    table = read_toml("agreement_words.toml")
    kinds = {head: kind for kind, heads in table["kinds"].items() for head in heads}
    evidence = "|".join(map(re.escape, table.pop("evidence")))
    lists = {name: frozenset(words) for name, words in table.items() if isinstance(words, list)}
    return AgreementWords(
        kinds,
        heads={form: head for head in kinds for form in (head, plural(head))},
        interchangeable={form: head for head, forms in table["interchangeable"].items() for form in forms},
        evidence=re.compile(rf"\b(?:{evidence})"),
        **lists,
    )


def plural(noun: str) -> str:
    """The plural of a head: "treaties", "memoranda", "processes", "deals"."""
    if noun.endswith("um"):
        return f"{noun[:-2]}a"
    if noun.endswith("y"):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith("s") else f"{noun}s"
