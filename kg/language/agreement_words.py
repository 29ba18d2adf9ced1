"""The words by which mentions of agreements are read: `kg/data/agreement_words.toml`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from kg.data import clears_with_data, read_toml


@dataclass(frozen=True)
class StatusWords:
    """What tells one status of an agreement: words before its head, and phrases before and behind it."""

    modifiers: frozenset[str]
    phrases_before: tuple[str, ...]
    phrases_behind: tuple[str, ...]

    @cached_property
    def before(self) -> re.Pattern[str]:
        """Matches the end of what stands before an agreement; the article of that is part of the match."""
        return re.compile(rf"\b(?:{_phrases(self.phrases_before)})\s+(?:{_ARTICLE}\s+)?$", re.IGNORECASE)

    @cached_property
    def behind(self) -> re.Pattern[str]:
        """Matches what stands behind an agreement."""
        between = rf"\s*(?:,?\s+(?:that|which))?(?:\s+{_ADVERB})?\s+"
        return re.compile(rf"{between}(?:{_phrases(self.phrases_behind)})\b")


@dataclass(frozen=True)
class AgreementWords:
    """The lists of `kg/data/agreement_words.toml`; see the comments there."""

    kinds: dict[str, str]
    """Kind by head."""
    heads: dict[str, str]
    """Head by its forms, singular and plural; plans, too."""
    modifiers: frozenset[str]
    """Those that tell a status, too."""
    subjects: frozenset[str]
    conclusion_verbs: frozenset[str]
    bare_verbs: frozenset[str]
    interchangeable: dict[str, str]
    """The head that stands in identifiers, by heads that articles use for one another."""
    only_named: frozenset[str]
    weak: frozenset[str]
    plans: frozenset[str]
    peace: frozenset[str]
    only_with_peace: frozenset[str]
    not_agreements: frozenset[str]
    other_deals: frozenset[str]
    compounds: frozenset[str]
    of_states: frozenset[str]
    only_of_parties: frozenset[str]
    called_alone: frozenset[str]
    phrases_done_to: tuple[str, ...]
    rivals: frozenset[str]
    unions: dict[str, str]
    """What unions of states are called as parties, by their names."""
    combining: dict[str, str]
    """Countries by the first halves of pairs of them."""
    beginnings: dict[str, tuple[str, ...]]
    """Beginnings of words by the name of their list."""
    status: dict[str, StatusWords]
    """By status."""

    @cached_property
    def done_to(self) -> str:
        """An alternative of what is done to agreements."""
        return _phrases(self.phrases_done_to)

    @cached_property
    def evidence(self) -> re.Pattern[str]:
        """Words near the name of an agreement, in folded text."""
        return _beginnings(self.beginnings["evidence"])

    @cached_property
    def mediation(self) -> re.Pattern[str]:
        """Words near a plan of parties, in folded text."""
        return _beginnings(self.beginnings["mediation"])

    @cached_property
    def public(self) -> re.Pattern[str]:
        """Words near a deal of states, parties or courts, in folded text."""
        return _beginnings(self.beginnings["public"])


@clears_with_data
@cache
def agreement_words() -> AgreementWords:
    """The words that come with the package, or the user's."""
    table = read_toml("agreement_words.toml")
    kinds = {head: kind for kind, heads in table["kinds"].items() for head in heads}
    beginnings = {name: tuple(table.pop(name)) for name in ("evidence", "mediation", "public")}
    done_to = tuple(table.pop("done_to"))
    lists = {name: frozenset(words) for name, words in table.items() if isinstance(words, list)}
    status = {
        name: StatusWords(frozenset(known["modifiers"]), tuple(known["before"]), tuple(known["behind"]))
        for name, known in table["status"].items()
    }
    lists["modifiers"] |= {word for known in status.values() for word in known.modifiers}
    return AgreementWords(
        kinds,
        heads={form: head for head in (*kinds, *table["plans"]) for form in (head, plural(head))},
        interchangeable={form: head for head, forms in table["interchangeable"].items() for form in forms},
        combining=table["combining"],
        status=status,
        beginnings=beginnings,
        phrases_done_to=done_to,
        unions=table["unions"],
        **lists,
    )


_ARTICLE = r"(?:an?|the|this|its|their|his|her|our|any|no|another|some|such|[\w.]+['’]s?)"
_ADVERB = r"(?:also|already|finally|later|never|now|quickly|recently|since|soon|still|then)"


def plural(noun: str) -> str:
    """The plural of a head: "treaties", "memoranda", "letters of intent", "processes", "deals"."""
    first, of, rest = noun.partition(" of ")
    if of:
        return f"{plural(first)}{of}{rest}"
    if noun.endswith("um"):
        return f"{noun[:-2]}a"
    if noun.endswith("y"):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith("s") else f"{noun}s"


def _beginnings(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})")


def _phrases(phrases: Iterable[str]) -> str:
    """An alternative of phrases, the longest first; "*" stands for any ending."""
    longest = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(one).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for one in longest)
