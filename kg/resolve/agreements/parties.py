"""Who an agreement is between, as the phrase around its head says: countries, unions, organisations.

A party is always called by a name, a country never by its adjective: "the Turkish-Libyan deal" is one of
Turkey and Libya.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.language.agreement_words import agreement_words
from kg.language.lexicon import lexicon
from kg.model import Span

NAME = r"(?:the )?[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,2}"
_GOVERNMENT = r"(?:government|regime|authorities|side|leadership)"
_PARTY = rf"(?:(?:the )?government of )?{NAME}(?: {_GOVERNMENT}\b)?"
PARTIES = rf"{_PARTY}(?:, {_PARTY})*(?:,? and {_PARTY})?"
"""A list of names each of which may be a party's."""
_BODY = re.compile(
    rf"(?:the )?government of (?P<of>{NAME})|(?P<before>{NAME}) {_GOVERNMENT}|(?P<name>{NAME})"
)
_PIECES = re.compile(r"[-–]")
# "EU", "U.S."
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,6}")
_VERBS = "|".join(
    (
        "signed",
        "sign",
        "signs",
        "reached",
        "struck",
        "concluded",
        "made",
        "agreed on",
        "agreed to",
        "agreed",
        "announced",
    )
)
_WHO = re.compile(
    rf"(?P<parties>{PARTIES})(?:,? (?:which|who)\b[^,]{{1,80}},)?"
    rf"(?: (?:have|had|has|also|finally|recently)){{0,2}} (?:{_VERBS}) (?:(?:an?|the|their|its) )?$"
)
# "that Oslo has with Riga"
_WITH = re.compile(
    rf",? (?:(?:that|which) )?(?P<one>{_PARTY}) (?:(?:has|have|had) )?"
    rf"(?:(?:signed|made|struck|reached|concluded|agreed) )?with (?P<other>{PARTIES})"
)


@dataclass(frozen=True, slots=True)
class Party:
    """A party by its name, and the words that name it."""

    name: str
    span: Span


class PartyReader:
    """Reads the parties of agreements in one text."""

    def __init__(self, view: str, bodies: Iterable[str] = ()) -> None:
        """`bodies` are the names of organisations in the text."""
        self._view, self._bodies = view, frozenset(bodies)

    def listed(self, span: Span) -> list[Party]:
        """Those of a list of names that can be parties ("Turkey and the government of Libya")."""
        found, names = [], list(_BODY.finditer(self._view, span.start, span.end))
        for match in names:
            group = match.lastgroup or "name"
            bare = match.group(group).removeprefix("the ")
            start = match.end(group) - len(bare)
            # A full stop may be the sentence's.
            for word in (bare, bare.removesuffix(".")):
                if name := self._name(word, is_government=group != "name"):
                    found.append(Party(name, Span(start, start + len(word))))
                    break
        # A capital beside a name that is nobody's ("Paris and Lyon") is a city.
        return found if len(found) == len(names) else [one for one in found if not self._is_capital(one)]

    def in_name(self, word: str, span: Span) -> list[Party]:
        """The parties that a name before a head gives: "EU-Turkey", "Turkish-Libyan", "Sudan"."""
        if word in lexicon().countries:
            return [Party(lexicon().countries[word].name, span)]
        pieces = [piece for piece in _PIECES.split(word) if piece]
        names = [self._piece(piece) for piece in pieces]
        if len(pieces) < 2 or not all(names):
            return []
        return [Party(name, span) for name in names if name]

    def who_signed(self, start: int, sentence: Span) -> list[Party]:
        """Those who signed what begins at `start`: "Turkey and Libya signed a deal"."""
        first = max(sentence.start, start - 200)
        match = _WHO.search(self._view, first, start)
        return self.listed(Span(*match.span("parties"))) if match else []

    def with_whom(self, end: int, sentence: Span) -> tuple[list[Party], int]:
        """Who has what ends at `end` with whom ("that Oslo has with Riga"), and where that ends."""
        match = _WITH.match(self._view, end, min(sentence.end, end + 120))
        if match is None:
            return [], end
        parties = [*self.listed(Span(*match.span("one"))), *self.listed(Span(*match.span("other")))]
        return (parties, match.end()) if len(parties) > 1 else ([], end)

    def _is_capital(self, party: Party) -> bool:
        return party.span.of(self._view) in lexicon().capitals

    def _piece(self, word: str) -> str | None:
        """The party that half a pair names."""
        return self._name(word, is_government=True) or agreement_words().combining.get(word)

    def _name(self, word: str, *, is_government: bool) -> str | None:
        """The name of the party that `word` names; an adjective is one only where it `is_government`'s."""
        known = lexicon()
        country = known.countries.get(word) or known.capitals.get(word)
        if is_government:
            country = country or known.adjectives.get(word)
        if country:
            return country.name
        if union := agreement_words().unions.get(word):
            return union
        return word if word in self._bodies or _ACRONYM.fullmatch(word) else None
