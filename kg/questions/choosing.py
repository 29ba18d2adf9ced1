"""The one actor, agreement or statement that a person means; of several that fit, none is chosen."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.errors import UsageError
from kg.graph.reader.article_rows import read_bodies
from kg.graph.reader.lookup import (
    find_by_id,
    find_candidates,
    find_positions,
    find_statement,
    find_statements_at,
    find_statements_in,
    paths_with,
)
from kg.graph.reader.node_rows import Node
from kg.graph.reader.position_rows import PositionRow
from kg.graph.reader.selecting import Iri
from kg.graph.reader.statement_rows import read_evidence, read_statements
from kg.graph.store import Store
from kg.graph.vocabulary import identifier_of, node
from kg.model import Span
from kg.questions.name_index import NameIndex
from kg.questions.tables import Cell, Table

# A longer list of candidates is not read.
_MOST_OFFERED = 30
_CITATION = re.compile(r"(?P<path>.+):(?P<start>\d{1,9})-(?P<end>\d{1,9})")
# The short one of a screen.
_PARAGRAPH = re.compile(r"(?P<name>.+?) ?¶ ?(?P<number>\d{1,9})")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person means: its identifier, and its name or wording."""

    id: str
    name: str

    def __str__(self) -> str:
        return f"{self.name} ({self.id})"


def entity_of(store: Store, identifier: str, kinds: frozenset[str]) -> Chosen | None:
    """The entity of `kinds` (actor, agreement) with this identifier, or None."""
    found = [one for one in find_by_id(store, identifier) if one.kind in kinds]
    return _chosen(found[0]) if found else None


def choose_entity(store: Store, value: str, kinds: frozenset[str], *, advice: str = "") -> Chosen:
    """The entity of `kinds` (actor, agreement) with this identifier, else with this name.

    Raises `UsageError` if several fit, with all of them, and if none does, with the nearest and the
    `advice`: a slip in a name is not forgiven here.
    """
    chosen = entity_of(store, value, kinds)
    if chosen:
        return chosen
    names = NameIndex(store)
    named = names.find(value, kinds)
    if not named.entities or named.slip:
        raise names.unknown(value, kinds, advice)
    if len({one.id for one in named.entities}) > 1:
        ordered = sorted(named.entities, key=lambda one: (one.name, one.id))
        raise _several(value, [f"{one.id}: {one.name} ({one.type})" for one in ordered])
    return _chosen(named.entities[0])


def choose_statement(store: Store, value: str) -> Chosen:
    """The statement with this identifier, or at this place: `PATH:START-END`, with any path of its article.

    `FILE ¶5` is the one that begins in this paragraph, as tables on a screen cite it.

    Raises `UsageError` if there is none, or several are at the place.
    """
    cited = _CITATION.fullmatch(value)
    if cited:
        found = find_statements_at(store, cited["path"], int(cited["start"]), int(cited["end"]))
    elif in_paragraph := _PARAGRAPH.fullmatch(value):
        found = find_statements_in(store, in_paragraph["name"], int(in_paragraph["number"]))
    else:
        found = find_statement(store, value)
    if not found:
        raise UsageError(
            f"The graph has no statement “{value}”; give the “id” of a record or the “cite” of a table."
        )
    if len(found) > 1:
        raise _several(value, [f"{one.id}: {one.text}" for one in found])
    return Chosen(found[0].id, found[0].text)


def choose_article(store: Store, value: str) -> tuple[Chosen, str]:
    """The article with this identifier or path, or with a path that has `value` in it, and its text.

    Raises `UsageError` if there is none, or several.
    """
    iri = Iri(node("article", value).value)
    found = (
        {iri: value} if read_bodies(store, [iri]) else {one.iri: one.path for one in paths_with(store, value)}
    )
    if not found:
        raise UsageError(f"The graph has no article “{value}”; give its path or its identifier.")
    if len(found) > 1:
        raise _several(value, [f"{identifier_of(iri)}: {path}" for iri, path in found.items()])
    ((iri, path),) = found.items()
    return Chosen(identifier_of(iri), path), read_bodies(store, [iri])[iri]


def article_text_of(store: Store, said: Chosen) -> str:
    """The text of the article in which the statement `said` stands."""
    (row,) = read_statements(store, [Iri(node("statement", said.id).value)]).values()
    return read_bodies(store, [row.article.iri])[row.article.iri]


def content_of(store: Store, said: Chosen) -> list[Span]:
    """Where the words of the statement `said` stand in its article."""
    iri = Iri(node("statement", said.id).value)
    return [row.span for row in read_evidence(store, [iri])[iri] if row.role == "content"]


def agreements_of(store: Store, statement: str) -> list[Chosen]:
    """The agreements to which the statement with this identifier refers."""
    (row,) = read_statements(store, [Iri(node("statement", statement).value)]).values()
    return [_chosen(one) for one in row.agreements]


def candidates_table(store: Store, statement: str) -> Table:
    """Who may have made the statement with this identifier, the most likely first; no row if it is known."""
    found = find_candidates(store, statement)
    cells: list[tuple[Cell, ...]] = [
        (one.node.id, one.node.name, one.node.type, one.confidence) for one in found
    ]
    return Table(("id", "name", "type", "confidence"), cells)


def choose_position(store: Store, said: Chosen, value: str | None) -> PositionRow:
    """The position of the statement `said` with the identifier `value`; without one, the only position.

    Raises `UsageError` if there is none, or several and no `value`, with all of them.
    """
    found = find_positions(store, said.id)
    chosen = [one for one in found if value in (None, one.id)]
    if not found:
        raise UsageError(f"“{said.name}” has no position in the graph.")
    if len(chosen) != 1:
        wrong = f"The statement has no position “{value}”" if value else "The statement has several positions"
        lines = "\n".join(f"  {describe_position(one)}" for one in found)
        raise UsageError(f"{wrong}; give the identifier of one as POSITION:\n{lines}")
    return chosen[0]


def describe_position(one: PositionRow) -> str:
    """The identifier of a position, and what it says."""
    return f"{one.id}: {one.holder.name}, {one.act}, {one.polarity} {one.target.name}"


def positions_table(store: Store, statement: str) -> Table:
    """All positions of the statement with this identifier, however sure, the surest first."""
    columns = ("position", "holder", "act", "polarity", "target", "layer", "condition", "confidence")
    cells: list[tuple[Cell, ...]] = [
        (
            *(one.id, one.holder.name, one.act, one.polarity.value, one.target.name, one.layer.value),
            *(one.condition or None, one.confidence, one.by_hand or None),
        )
        for one in find_positions(store, statement)
    ]
    return Table((*columns, "by_hand"), cells, shown=(*columns, "by_hand"))


def _chosen(node: Node) -> Chosen:
    return Chosen(node.id, node.name)


def _several(value: str, candidates: Sequence[str]) -> UsageError:
    shown = [*candidates[:_MOST_OFFERED]]
    if len(candidates) > len(shown):
        shown.append(f"and {len(candidates) - len(shown)} more")
    lines = "\n".join(f"  {one}" for one in shown)
    return UsageError(f"“{value}” can be several; give the identifier of one:\n{lines}")
