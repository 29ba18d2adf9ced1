"""Canned queries: `.rq` files whose header declares title, description and parameters.

    # title: Who said what
    # description: …
    # parameter about (topic): what the statement names
    # shown: speaker said cite

A parameter fills the `VALUES` block of every line that ends in `# about`, with terms that the
RDF library serialises. Without it the block stays as it is (`UNDEF`), so every file is a valid
query as it stands. `shown`, if it is there, has the columns of a table on a screen: they are left out
where they are empty; the other formats have all.
"""

import re
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Store

from kg.errors import UsageError
from kg.graph.store import run_query
from kg.graph.write.evidence import typed
from kg.graph.write.position_quads import scheme_of
from kg.language.folding import search_form
from kg.model import ActorType, Layer, Polarity
from kg.questions.name_index import NameIndex, Node, agreements_containing
from kg.questions.tables import Table, table_of
from kg.questions.targets import NOTHING, find_targets, holders_among

_PARAMETER = re.compile(r"# parameter (\w+) \((\w+)(, required)?\): (.+)")
_ACTOR = frozenset({"actor"})
_ANY = frozenset({"actor", "agreement", "place"})
_WORDS = {
    "type": ("type of actor", tuple(ActorType)),
    "layer": ("layer", tuple(Layer)),
}

Term = NamedNode | Literal


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: `kind` is actor, topic, node, role, article, type, holder, target, act, polarity, layer
    or share."""

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
    shown: tuple[str, ...]
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
    asked = f"{query.title.lower()}; {said}." if said else None
    return Table(answer.columns, answer.rows, asked, notes, query.shown)


def _folder() -> Path:
    """`queries/` of the installed package, or of the source tree."""
    installed = Path(str(resources.files("kg").joinpath("queries")))
    return installed if installed.is_dir() else installed.parent.parent / "queries"


def _parse(name: str, text: str) -> CannedQuery:
    header = dict(re.findall(r"^# (title|description|shown): (.+)$", text, re.MULTILINE))
    parameters = tuple(
        Parameter(match[1], match[2], bool(match[3]), match[4]) for match in _PARAMETER.finditer(text)
    )
    shown = tuple(header.get("shown", "").split())
    return CannedQuery(name, header["title"], header["description"], parameters, shown, text)


def _fill(text: str, name: str, rows: list[tuple[Term, ...]]) -> str:
    """Put `rows` into the `VALUES` blocks that end in `# name`."""
    line = re.compile(rf"^(\s*VALUES [^{{]+)\{{[^}}]*\}}\s*# {name}$", re.MULTILINE)
    filled = " ".join(f"({' '.join(map(str, row))})" if len(row) > 1 else str(row[0]) for row in rows)
    replaced, count = line.subn(lambda match: f"{match.group(1)}{{ {filled} }}", text)
    if not count:
        raise ValueError(f"the query has no block for {name}")
    return replaced


def _terms(
    parameter: Parameter, value: str, store: Store, index: NameIndex
) -> tuple[list[tuple[Term, ...]], str, str | None]:
    """The terms that `value` means, what it was understood as, and a note where it was a slip."""
    if not value.strip():
        raise UsageError(f"The parameter {parameter.name} is empty.")
    if parameter.kind == "role":
        return [(Literal(search_form(value)),)], f"is the role “{value}”", None
    if parameter.kind in _WORDS:
        return _one_of(value, *_WORDS[parameter.kind])
    if parameter.kind == "article":
        return _articles(value, store)
    if parameter.kind == "topic":
        return _topic(value, index)
    if parameter.kind == "target":
        nodes, meaning, note = find_targets(value, store, index)
        return [(node,) for node in nodes], meaning, note
    if parameter.kind == "act":
        return _acts(value, store)
    if parameter.kind == "polarity":
        polarity = scheme_of(store).polarity_named(value)
        return _one_of(polarity.value if polarity else value, "polarity", tuple(Polarity))
    if parameter.kind == "share":
        return _share(value)
    kinds = _ANY if parameter.kind == "node" else _ACTOR
    found = index.find(value, kinds)
    if not found.entities:
        raise UsageError(_unknown(value, index.nearest(value, kinds)))
    note = f"No name is just “{value}”; the nearest is taken." if found.slip else None
    nodes = [entity.term for entity in found.entities]
    if parameter.kind == "holder":
        nodes = holders_among(nodes, store) or [NOTHING]
    return [(node,) for node in nodes], f"is {_named(found.entities)}", note


def _topic(value: str, index: NameIndex) -> tuple[list[tuple[Term, ...]], str, str | None]:
    """Entities of this name, agreements that have it in theirs, and the words themselves."""
    exact = index.find(value, _ANY)
    entities = () if exact.slip else exact.entities
    entities = tuple(sorted({*entities, *agreements_containing(value, index)}))
    words = Literal(search_form(value))
    rows: list[tuple[Term, ...]] = [(entity.term, words) for entity in entities]
    if not rows:
        # No node of the graph: an unbound one would match whatever a statement mentions.
        rows = [(NOTHING, words)]
    meaning = f"is the words “{value}”" if not entities else f"is {_named(entities)}, or the words “{value}”"
    return rows, meaning, None


def _one_of(value: str, what: str, known: tuple[str, ...]) -> tuple[list[tuple[Term, ...]], str, None]:
    if value not in known:
        raise UsageError(f"“{value}” is no {what}; there are {', '.join(known)}.")
    return [(Literal(value),)], f"is “{value}”", None


def _acts(value: str, store: Store) -> tuple[list[tuple[Term, ...]], str, None]:
    """The acts that a word or notation means, and those that are narrower."""
    scheme = scheme_of(store)
    notations = scheme.acts_named(value)
    if not notations:
        raise UsageError(f"“{value}” is no act of the scheme; there are {', '.join(scheme.acts)}.")
    rows: list[tuple[Term, ...]] = [(NamedNode(scheme.acts[one].iri),) for one in notations]
    return rows, f"is {' or '.join(notations)}", None


def _share(value: str) -> tuple[list[tuple[Term, ...]], str, None]:
    try:
        share = float(value)
    except ValueError:
        share = -1
    if not 0 <= share <= 1:
        raise UsageError(f"“{value}” is no number from 0 to 1.")
    return [(typed(share, "decimal"),)], f"is at least {share:g}", None


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
