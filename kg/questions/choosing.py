"""The one actor, agreement or statement that a person means; where several fit, none is chosen."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from kg.errors import UsageError
from kg.graph.store import select
from kg.graph.vocabulary import term
from kg.questions.name_index import NameIndex

# A longer list of candidates is not read.
_MOST_OFFERED = 30
_CITATION = re.compile(r"(?P<path>.+):(?P<start>\d{1,9})-(?P<end>\d{1,9})")
_ENTITIES = """
SELECT DISTINCT ?kind ?id ?name ?type WHERE {
  VALUES %s
  VALUES (?class ?kind) { (asg:Actor "actor") (asg:Agreement "agreement") }
  ?node a ?class ; schema:identifier ?id ; schema:name ?name .
  OPTIONAL { ?node asg:actorType ?type }
}
ORDER BY ?name ?id
"""
_STATEMENTS = """
SELECT DISTINCT ?id ?text WHERE {
  VALUES %s
  ?statement a asg:Statement ; schema:identifier ?id ; schema:text ?text ; asg:start ?start ; asg:end ?end ;
    prov:wasQuotedFrom/asg:path ?path .
}
ORDER BY ?id
"""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person means: its identifier, and its name or wording."""

    id: str
    name: str

    def __str__(self) -> str:
        return f"{self.name} ({self.id})"


def entity_of(store: Store, identifier: str, kinds: frozenset[str]) -> Chosen | None:
    """The entity of `kinds` (actor, agreement) with this identifier, if there is one."""
    found = _entities(store, f"?id {{ {Literal(identifier)} }}", kinds)
    return found[0][0] if found else None


def choose_entity(store: Store, value: str, kinds: frozenset[str], *, advice: str = "") -> Chosen:
    """The entity of `kinds` (actor, agreement) with this identifier, else of this name.

    Raises `UsageError` where several fit, with all of them, and where none does, with the nearest and
    the `advice`: a slip in a name is not forgiven here.
    """
    chosen = entity_of(store, value, kinds)
    if chosen is None:
        index = NameIndex(store)
        named = index.find(value, kinds)
        if not named.entities or named.slip:
            nearest = " or ".join(index.nearest(value, kinds))
            offer = f"; did you mean {nearest}?" if nearest else "."
            raise UsageError(f"Nobody and nothing in the graph is called “{value}”{offer}{advice}")
        nodes = " ".join(str(entity.term) for entity in named.entities)
        found = _entities(store, f"?node {{ {nodes} }}", kinds)
        if len({one.id for one, _ in found}) > 1:
            raise UsageError(_several(value, [f"{one.id}: {one.name} ({kind})" for one, kind in found]))
        chosen = found[0][0]
    return chosen


def choose_statement(store: Store, value: str) -> Chosen:
    """The statement with this identifier, or at this place (`PATH:START-END`, as tables cite it).

    Raises `UsageError` where none is, or several are at the place.
    """
    cited = _CITATION.fullmatch(value)
    wanted = f"?id {{ {Literal(value)} }}"
    if cited:
        integer: NamedNode = term("xsd:integer")
        places = (Literal(str(int(cited[name])), datatype=integer) for name in ("start", "end"))
        wanted = f"(?path ?start ?end) {{ ({Literal(cited['path'])} {' '.join(map(str, places))}) }}"
    found = [Chosen(row["id"], row["text"]) for row in select(store, _STATEMENTS % wanted)]
    if not found:
        raise UsageError(
            f"The graph has no statement “{value}”; give the “id” of a record or the “cite” of a table."
        )
    if len(found) > 1:
        raise UsageError(_several(value, [f"{one.id}: {one.name}" for one in found]))
    return found[0]


def _entities(store: Store, wanted: str, kinds: frozenset[str]) -> list[tuple[Chosen, str]]:
    return [
        (Chosen(row["id"], row["name"]), row["type"] or row["kind"])
        for row in select(store, _ENTITIES % wanted)
        if row["kind"] in kinds
    ]


def _several(value: str, candidates: Sequence[str]) -> str:
    shown = [*candidates[:_MOST_OFFERED]]
    if len(candidates) > len(shown):
        shown.append(f"and {len(candidates) - len(shown)} more")
    return f"“{value}” can be several; give the identifier of one:\n" + "\n".join(f"  {one}" for one in shown)
