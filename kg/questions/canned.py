"""Canned queries: `.rq` files whose header declares title, description and parameters.

    # title: Who said what
    # description: …
    # parameter about (topic): what the statement names

A parameter fills the `VALUES` block of the line that ends in `# about`, with terms that the
RDF library serialises. Without it the block stays as it is (`UNDEF`), so every file is a valid
query as it stands.
"""

import re
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Store

from kg.errors import UsageError
from kg.graph.store import run_query
from kg.model import ActorType
from kg.questions.names import NameIndex, Node
from kg.questions.tables import Table, table_of
from kg.resolution.agreements.finding import AGREEMENT_HEADS
from kg.resolution.names import search_form

_PARAMETER = re.compile(r"# parameter (\w+) \((\w+)(, required)?\): (.+)")
_ACTOR = frozenset({"actor"})
_ANY = frozenset({"actor", "agreement", "place"})

Term = NamedNode | Literal


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: `kind` is actor, topic, node, role, article or type."""

    name: str
    kind: str
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class CannedQuery:
    """A query file, its header read."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str


def canned_queries() -> list[CannedQuery]:
    """All queries that come with the program, by name."""
    return [_parse(path.stem, path.read_text("utf-8")) for path in sorted(_folder().glob("*.rq"))]


def canned_query(name: str) -> CannedQuery:
    """The query called `name`. Raises `UsageError`, with the names there are, if none is."""
    found = {query.name: query for query in canned_queries()}
    if name not in found:
        raise UsageError(f"There is no query “{name}”; there are {', '.join(found)}.")
    return found[name]


def run_canned(
    store: Store, query: CannedQuery, values: dict[str, str], index: NameIndex | None = None
) -> Table:
    """The answer to `query` with the parameters in `values`, as a person types them.

    Raises `UsageError` for a parameter that the query does not have, one that it needs and lacks,
    and a name that is not in the graph (with the nearest that are).
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in known:
            raise UsageError(f"The query {query.name} has no parameter “{name}”; it has {_listed(query)}.")
    for parameter in query.parameters:
        if parameter.required and parameter.name not in values:
            raise UsageError(f"The query {query.name} needs --{parameter.name}: {parameter.description}.")
    text, understood, notes = query.text, [], []
    if values and index is None:
        index = NameIndex(store)
    for name, value in values.items():
        assert index is not None
        rows, meaning, note = _terms(known[name], value, store, index)
        text = _fill(text, name, rows)
        understood.append(f"{name} {meaning}")
        notes += [note] if note else []
    answer = table_of(run_query(store, text))
    said = "; ".join(understood)
    return Table(answer.columns, answer.rows, f"{query.title.lower()}; {said}." if said else None, notes)


def _folder() -> Path:
    """`queries/` of the installed package, or of the source tree."""
    installed = Path(str(resources.files("kg").joinpath("queries")))
    return installed if installed.is_dir() else installed.parent.parent / "queries"


def _parse(name: str, text: str) -> CannedQuery:
    header = dict(re.findall(r"^# (title|description): (.+)$", text, re.MULTILINE))
    parameters = tuple(
        Parameter(match[1], match[2], bool(match[3]), match[4]) for match in _PARAMETER.finditer(text)
    )
    return CannedQuery(name, header["title"], header["description"], parameters, text)


def _fill(text: str, name: str, rows: list[tuple[Term, ...]]) -> str:
    """Put `rows` into the `VALUES` block that ends in `# name`."""
    line = re.compile(rf"^(\s*VALUES [^{{]+)\{{[^}}]*\}}\s*# {name}$", re.MULTILINE)
    filled = " ".join(f"({' '.join(map(str, row))})" if len(row) > 1 else str(row[0]) for row in rows)
    replaced, count = line.subn(lambda match: f"{match.group(1)}{{ {filled} }}", text)
    if count != 1:
        raise ValueError(f"the query has {count} blocks for {name}, not one")
    return replaced


def _terms(
    parameter: Parameter, value: str, store: Store, index: NameIndex
) -> tuple[list[tuple[Term, ...]], str, str | None]:
    """The terms that `value` means, what it was understood as, and a note where it was a slip."""
    if not value.strip():
        raise UsageError(f"The parameter {parameter.name} is empty.")
    if parameter.kind == "role":
        return [(Literal(search_form(value)),)], f"is the role “{value}”", None
    if parameter.kind == "type":
        if value not in list(ActorType):
            raise UsageError(f"“{value}” is no type of actor; there are {', '.join(ActorType)}.")
        return [(Literal(value),)], f"is “{value}”", None
    if parameter.kind == "article":
        return _articles(value, store)
    if parameter.kind == "topic":
        return _topic(value, index)
    kinds = _ACTOR if parameter.kind == "actor" else _ANY
    found = index.find(value, kinds)
    if not found.entities:
        raise UsageError(_unknown(value, index.nearest(value, kinds)))
    note = f"No name is just “{value}”; the nearest is taken." if found.slip else None
    return [(entity.term,) for entity in found.entities], f"is {_named(found.entities)}", note


def _topic(value: str, index: NameIndex) -> tuple[list[tuple[Term, ...]], str, str | None]:
    """Entities of this name, agreements that have it in theirs, and the words themselves."""
    exact = index.find(value, _ANY)
    entities = () if exact.slip else exact.entities
    # "the deal" names no agreement by itself; "Oslo" does.
    if not all(word in AGREEMENT_HEADS for word in search_form(value).split()):
        entities = tuple(sorted({*entities, *index.containing(value, frozenset({"agreement"}))}))
    words = Literal(search_form(value))
    rows: list[tuple[Term, ...]] = [(entity.term, words) for entity in entities]
    if not rows:
        # No node of the graph: an unbound one would match whatever a statement mentions.
        rows = [(NamedNode("urn:kg:nothing"), words)]
    meaning = f"is the words “{value}”" if not entities else f"is {_named(entities)}, or the words “{value}”"
    return rows, meaning, None


def _articles(value: str, store: Store) -> tuple[list[tuple[Term, ...]], str, str | None]:
    rows = table_of(
        run_query(store, "SELECT ?article ?path WHERE { ?article asg:path ?path } ORDER BY ?path")
    ).rows
    fitting = [(str(article), str(path)) for article, path in rows if path == value]
    fitting = fitting or [(str(article), str(path)) for article, path in rows if value in str(path)]
    if not fitting:
        known = ", ".join(str(path) for _, path in rows[:3])
        raise UsageError(f"No article is called “{value}”; there are, for instance, {known}.")
    return [(NamedNode(article),) for article, _ in fitting], f"is {', '.join(p for _, p in fitting)}", None


def _named(entities: tuple[Node, ...]) -> str:
    return " or ".join(f"{entity.name} ({entity.kind})" for entity in entities)


def _unknown(value: str, nearest: list[str]) -> str:
    offer = f"; did you mean {' or '.join(nearest)}?" if nearest else "."
    return f"Nobody and nothing in the graph is called “{value}”{offer}"


def _listed(query: CannedQuery) -> str:
    return ", ".join(f"--{parameter.name}" for parameter in query.parameters) or "none"
