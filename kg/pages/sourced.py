"""Words that articles give for an actor or agreement, with the articles that give them."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.graph.reader.selecting import Iri
from kg.graph.reader.statement_rows import ArticleRow

MOST_SOURCES = 5
"""Of more articles the first are linked."""


@dataclass(frozen=True, slots=True)
class Sourced:
    """What articles say of a node: the words, what they are of, and where, with the first characters."""

    text: str
    kind: str
    sources: list[tuple[ArticleRow, int | None]]
    of: frozenset[Iri]
    """All articles that say so."""
    others: str
    """What else gives it, if not (only) articles: the registry, a correction, or both."""
    first: str = ""
    """The day of the earliest of the articles that are known to have one, in ISO 8601."""
    last: str = ""

    @property
    def articles(self) -> int:
        """How many articles say so."""
        return len(self.of)


def joined(found: Sequence[Sourced]) -> Sourced:
    """Several wordings as the first of them, with the articles of all."""
    sources = {article.iri: (article, at) for one in found for article, at in one.sources}
    days = sorted(day for one in found for day in (one.first, one.last) if day)
    return Sourced(
        found[0].text,
        found[0].kind,
        list(sources.values())[:MOST_SOURCES],
        frozenset().union(*(one.of for one in found)),
        found[0].others,
        days[0] if days else "",
        days[-1] if days else "",
    )
