"""What the pages of actors and agreements show: said by, to and about them, and what they are called."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.batches import batches
from kg.graph.reader.entity_rows import (
    OTHER_SOURCES,
    ROLES,
    UNCOUNTED,
    KnownRow,
    TogetherRow,
    WordsRow,
    read_given,
    read_names,
    read_said,
    read_spoken,
)
from kg.graph.reader.node_rows import Node
from kg.graph.reader.position_rows import PositionRow, read_positions
from kg.graph.reader.selecting import Iri, grouped, rows
from kg.graph.reader.statement_rows import read_articles
from kg.graph.reader.tally import Cell, tally, without_echoes
from kg.graph.store import Store
from kg.model import Polarity
from kg.pages.office_lines import Office, clean_offices
from kg.pages.page_names import page_of
from kg.pages.sourced import MOST_SOURCES, Sourced

# Nodes asked for in one set of queries.
_BATCH = 100
# More rows are not taken in at once; a table says how many more there are.
MOST_ROWS = 60


@dataclass(slots=True)
class Neighbour:
    """A node with which a node is connected: statements by the one about the other, and the reverse."""

    other: Node
    about_them: int = 0
    by_them: int = 0
    signs: Counter[Polarity] = field(default_factory=Counter)
    """Positions of the one toward the other, either way, by polarity: in how many statements."""
    surest: dict[Polarity, float] = field(default_factory=dict)
    """The confidence of the surest of them."""

    @property
    def weight(self) -> int:
        """How much there is between the two."""
        return self.about_them + self.by_them + self.signs.total()


@dataclass(slots=True)
class EntityFact:
    """An actor or agreement; `statements` are (date, IRI) by role, each in order of time.

    A date is as precise as it is known, in ISO 8601, or "".
    """

    node: Node
    statements: dict[str, list[tuple[str, Iri]]] = field(default_factory=lambda: {one: [] for one in ROLES})
    forms: list[Sourced] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)
    facts: list[Sourced] = field(default_factory=list)
    known: list[tuple[str, str]] = field(default_factory=list)
    """What the registry says: (kind, date, place or party; value)."""
    together: list[Node] = field(default_factory=list)
    """The members of a group, or the groups in which an actor speaks."""
    held: list[Cell] = field(default_factory=list)
    toward: list[Cell] = field(default_factory=list)
    less_sure: list[PositionRow] = field(default_factory=list)
    """Positions of it or toward it that are not sure enough for these, the surest first."""
    told: list[PositionRow] = field(default_factory=list)
    """What others tell that it does, or that somebody does to it."""
    told_less_sure: list[PositionRow] = field(default_factory=list)
    neighbours: list[Neighbour] = field(default_factory=list)

    @property
    def dates(self) -> list[str]:
        """The dates of the statements that were said and have one, as precise as known."""
        said = (found for role, found in self.statements.items() if role not in UNCOUNTED)
        return [date for found in said for date, _ in found if date]

    @property
    def counted(self) -> int:
        """How many statements were said by, to and about it."""
        return sum(len(found) for role, found in self.statements.items() if role not in UNCOUNTED)

    @property
    def cited(self) -> list[Iri]:
        """The statements that the tables of positions refer to: the surest of each row."""
        listed = [cell.positions[0] for own in (self.held, self.toward) for cell in own[:MOST_ROWS]]
        for own in (self.less_sure, self.told, self.told_less_sure):
            listed += own[:MOST_ROWS]
        return [one.statement for one in listed]


def entity_facts(store: Store, nodes: Iterable[Node]) -> Iterator[EntityFact]:
    """What is known of each of `nodes`, one by one, in their order."""
    for batch in batches(nodes, _BATCH):
        facts = {node.iri: EntityFact(node) for node in batch}
        _add_statements(store, facts)
        for fact, words in _sourced(store, read_names(store, facts), facts):
            fact.forms = sorted(words, key=lambda one: (-one.articles, one.text))
        for fact, words in _sourced(store, read_given(store, facts), facts):
            fact.offices = clean_offices([one for one in words if not one.kind])
            fact.facts = [one for one in words if one.kind]
        for row in rows(store, KnownRow, node=facts):
            facts[row.node].known.append((row.kind, row.text))
        _add_positions(store, facts)
        _add_others(store, facts)
        yield from facts.values()


def _add_statements(store: Store, facts: dict[Iri, EntityFact]) -> None:
    found = grouped(read_said(store, facts), lambda item: (item[1].node, item[0]))
    for (node, role), items in found.items():
        ordered = sorted((row for _, row in items), key=lambda row: row.order)
        facts[node].statements[role] = [(row.date, row.statement) for row in ordered]


def _sourced(
    store: Store, words: Iterable[WordsRow], facts: dict[Iri, EntityFact]
) -> Iterator[tuple[EntityFact, list[Sourced]]]:
    """`words` by node, equal words of several sources together."""
    found = grouped(words, lambda row: (row.node, row.kind, " ".join(row.text.split())))
    places: dict[tuple[Iri, str, str], dict[Iri, int | None]] = {}
    for key, given in found.items():
        for row in given:
            # Of several places in one article the first one.
            places.setdefault(key, {}).setdefault(row.source, row.start)
    cited = {key: [iri for iri in own if iri not in OTHER_SOURCES] for key, own in places.items()}
    articles = read_articles(store, (iri for own in cited.values() for iri in own[:MOST_SOURCES]))
    by_node: dict[Iri, list[Sourced]] = {}
    for (node, kind, text), own in places.items():
        of = cited[node, kind, text]
        days = [row.published for row in found[node, kind, text] if row.published]
        sources = [(articles[iri], own[iri]) for iri in of[:MOST_SOURCES]]
        others = " and ".join(name for iri, name in OTHER_SOURCES.items() if iri in own)
        first, last = min(days, default=""), max(days, default="")
        told = Sourced(text, kind, sources, frozenset(of), others, first, last)
        by_node.setdefault(node, []).append(told)
    return ((facts[node], own) for node, own in by_node.items())


def _add_positions(store: Store, facts: dict[Iri, EntityFact]) -> None:
    held = read_positions(store, holders=facts, layer=None, confidence=0.0)
    toward = read_positions(store, targets=facts, layer=None, confidence=0.0)
    for cell in tally(one for one in held if one.is_spoken and one.is_sure):
        facts[cell.holder.iri].held.append(cell)
    for cell in tally(one for one in toward if one.is_spoken and one.is_sure):
        facts[cell.target.iri].toward.append(cell)
    for one in without_echoes(held):
        _add_apart(facts[one.holder.iri], one)
    for one in without_echoes(toward):
        if one.holder != one.target:
            _add_apart(facts[one.target.iri], one)
    for fact in facts.values():
        for own in (fact.less_sure, fact.told, fact.told_less_sure):
            own.sort(key=lambda one: (-one.confidence, one.cite, one.iri))


def _add_apart(fact: EntityFact, one: PositionRow) -> None:
    """Put a position where it belongs that is not counted: it is less sure, or only told."""
    if not one.is_spoken:
        (fact.told if one.is_sure else fact.told_less_sure).append(one)
    elif not one.is_sure:
        fact.less_sure.append(one)


def _add_others(store: Store, facts: dict[Iri, EntityFact]) -> None:
    """Members, groups and neighbours."""
    for row in rows(store, TogetherRow, node=facts):
        facts[row.node].together.append(row.other)
    found: dict[Iri, dict[Iri, Neighbour]] = {iri: {} for iri in facts}

    def neighbour(iri: Iri, other: Node) -> Neighbour:
        return found[iri].setdefault(other.iri, Neighbour(other))

    for iri, fact in facts.items():
        ends = [(cell, cell.target) for cell in fact.held] + [(cell, cell.holder) for cell in fact.toward]
        for cell, other in ends:
            one = neighbour(iri, other)
            one.signs[cell.polarity] += cell.statements
            one.surest[cell.polarity] = max(cell.confidence, one.surest.get(cell.polarity, 0.0))
    for spoken in read_spoken(store, facts, by=True):
        neighbour(spoken.node, spoken.other).about_them = spoken.count
    for spoken in read_spoken(store, facts, by=False):
        neighbour(spoken.node, spoken.other).by_them = spoken.count
    for iri, fact in facts.items():
        others = [one for one in found[iri].values() if page_of(one.other) and one.other.iri != iri]
        fact.neighbours = sorted(others, key=lambda one: (-one.weight, one.other.iri))
