"""Canned queries: `.rq` files whose header declares title, description and parameters.

    # title: Who said what
    # description: …
    # parameter about (topic): what the statement names
    # shown: speaker said cite
    # example: --about NATO

A parameter that is given makes a pattern of every line `# with speaker: …`, in which `$speaker` stands for
its values, of a topic `$about(?statement)` for a pattern that the statement names it. Such patterns stand
first, so that what is asked for is found before all else is matched. A parameter also fills the `VALUES`
block of every line that ends in `# about`. The RDF library serialises the terms. Without the parameter all
stays as it is, so every file is a valid query as it stands; the values of its block are the default, `UNDEF`
is any value. A line that ends in `# said` keeps what was said as speech, and gives the query the parameters
`OF_STATEMENTS` that it does not declare itself; they replace it. Where one of them narrows the statements
down, the block of the line that ends in `# narrowed` is `true`. Where nothing that is given picks out a part
of the graph, each part, between ` . `, of a line that ends in `# whole` is matched apart, for the whole graph
at once, and so is a line `# said`: Oxigraph joins sub-selects by hashing, in a fraction of the time of
looking each up. The parameter `min_confidence` has the default `LEAST_SHOWN` where a query declares it.
`shown`, if present, has the columns of a table on a screen: they are left out where they are empty; the other
formats have all. `example` has the parameters of an example, if it needs any. A folder of such files is given
to `canned_queries` for one's own; of two with one name, one's own counts.
"""

import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from urllib.parse import unquote

from kg.errors import InputError, UsageError
from kg.graph import LEAST_SHOWN
from kg.graph.reader.selecting import Iri, Value, in_select, solve, values_block
from kg.graph.reader.taken import Taken, mark
from kg.graph.store import Store
from kg.language.lexicon import lexicon
from kg.model import StatementKind, Unsaid
from kg.questions.meanings import KINDS, Meaning, find_meaning, taken_by, topic_pattern
from kg.questions.name_index import NameIndex
from kg.questions.parameters import OF_STATEMENTS, Parameter, limit_notes
from kg.questions.position_filters import PositionChoice
from kg.questions.tables import Table

_HEADER = re.compile(r"^# (title|description|shown|example):[ ]?(.*)$", re.MULTILINE)
_PARAMETER = re.compile(r"# parameter (\w+) \((\w+)(, required)?\): (.+)")
# The default of a parameter: the words in its block.
_DEFAULT = re.compile(r"^\s*VALUES \?\w+ \{ ((?:\"\w+\" )+)\}\s*# (\w+)$", re.MULTILINE)
# What a query of statements selects.
_SELECTED = re.compile(r"^SELECT DISTINCT .+ WHERE \{$", re.MULTILINE)
_SAID_LINE = re.compile(r"\?statement asg:kind .+  # said$", re.MULTILINE)
_WHOLE_LINE = re.compile(r"^([ ]*)(?:OPTIONAL \{ (.+) \}|(.+?))[ ]+# whole$", re.MULTILINE)
# Types of parameters that leave much of the graph.
_WIDE = frozenset({"day", "kind", "layer", "layers", "polarity", "share", "type", "unsaid"})


@dataclass(frozen=True, slots=True)
class CannedQuery:
    """A query file, its header read."""

    name: str
    title: str
    description: str
    declared: tuple[Parameter, ...]
    """The parameters of its header."""
    shown: tuple[str, ...]
    example: str
    text: str

    @property
    def shared(self) -> tuple[Parameter, ...]:
        """Those of `OF_STATEMENTS` that it has: of a query of statements, all that it does not declare."""
        if not _SAID_LINE.search(self.text):
            return ()
        declared = {one.name for one in self.declared}
        return tuple(one for one in OF_STATEMENTS if one.name not in declared)

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """All that it takes."""
        return (*self.declared, *self.shared)

    @property
    def example_values(self) -> dict[str, str]:
        """The parameters of its example, by name."""
        words = shlex.split(self.example)
        return {
            option.removeprefix("--").replace("-", "_"): value
            for option, value in zip(words[::2], words[1::2], strict=True)
        }

    @property
    def defaults(self) -> dict[str, list[str]]:
        """The values of the parameters that have some where none is given."""
        return {match[2]: re.findall(r"\w+", match[1]) for match in _DEFAULT.finditer(self.text)}


@dataclass(frozen=True, slots=True)
class Request:
    """A query with the meaning of each parameter that is given; `understood` says it in a sentence."""

    query: CannedQuery
    meanings: dict[str, Meaning]

    @property
    def understood(self) -> str | None:
        """What is asked for; None if no parameter is given."""
        said = "; ".join(
            f"{name.replace('_', ' ')} {meaning.words}" for name, meaning in self.meanings.items()
        )
        return f"{self.query.title.lower()}; {said}." if said else None

    @property
    def is_of_whole(self) -> bool:
        """Whether nothing that is given picks out a part of the graph."""
        kinds = {one.name: one.kind for one in self.query.parameters}
        return all(kinds[name] in _WIDE for name in self.meanings)

    @property
    def taken(self) -> Taken:
        """The statements that are asked for, by what the query does not declare itself."""
        shared = {one.name for one in self.query.shared}
        return taken_by({name: meaning for name, meaning in self.meanings.items() if name in shared})

    @property
    def positions(self) -> PositionChoice:
        """The positions that are asked for, of a query that has the parameter `layer`."""
        return PositionChoice.of(self.meanings, self.query.defaults["layer"], self.taken)

    @property
    def notes(self) -> list[str]:
        """Notes on slips in names."""
        return [meaning.note for meaning in self.meanings.values() if meaning.note]


@dataclass(frozen=True, slots=True)
class FoundStatements:
    """The statements that a query finds, with what was understood and the notes on slips."""

    iris: list[Iri]
    understood: str | None
    notes: list[str]


def canned_queries(own: Path | None = None) -> list[CannedQuery]:
    """The queries that come with the program and those of the folder `own`, by name.

    Raises `UsageError` if `own` is no folder, has no query, or has one without a title or with a parameter
    that cannot be filled, `InputError` if a file cannot be read.
    """
    found = {path.stem: _parse(path.stem, path.read_text("utf-8")) for path in _folder().glob("*.rq")}
    if own is not None:
        found |= {query.name: query for query in _read_own(own)}
    return [found[name] for name in sorted(found)]


def canned_query(name: str, own: Path | None = None) -> CannedQuery:
    """The query called `name`. Raises `UsageError`, with the names of all, if there is none."""
    found = {query.name: query for query in canned_queries(own)}
    if name not in found:
        raise UsageError(f"There is no query “{name}”; there are {', '.join(found)}.")
    return found[name]


def run_canned(
    store: Store,
    name: str,
    values: Mapping[str, str],
    names: NameIndex | None = None,
    *,
    own: Path | None = None,
    limit: int | None = None,
) -> Table:
    """The answer to the query called `name` with the parameters in `values`, as a person types them.

    With `limit`, at most so many rows, and a note that tells how many there are. Raises `UsageError` for an
    unknown query, a parameter that the query does not have, one that it needs and lacks, and a name that is
    not in the graph (with the nearest that are). `own` is a folder of one's own queries.
    """
    request = understand(store, canned_query(name, own), values, names)
    columns, rows = solve(store, filled(request))
    found = _marked(columns, _identified(columns, rows))
    notes = [*request.notes, *_undated(store, request), *limit_notes(len(found), limit, "row")]
    less_sure = request.positions.count_less_sure(store) if "layer" in request.query.defaults else 0
    return Table(columns, found[:limit], request.understood, notes, request.query.shown, less_sure)


def find_statements(
    store: Store, name: str, values: Mapping[str, str], names: NameIndex | None = None
) -> FoundStatements:
    """The statements that the query called `name` finds, in its order; the query has a line `# said`.

    Raises `UsageError` as `run_canned` does.
    """
    request = understand(store, canned_query(name), values, names)
    _, rows = solve(store, _SELECTED.sub("SELECT DISTINCT ?statement WHERE {", filled(request), count=1))
    iris = dict.fromkeys(Iri(row[0]) for row in rows)
    return FoundStatements(list(iris), request.understood, [*request.notes, *_undated(store, request)])


def understand(
    store: Store, query: CannedQuery, values: Mapping[str, str], names: NameIndex | None = None
) -> Request:
    """`query` with the meanings of `values`. Raises `UsageError` as `run_canned` does."""
    known = {parameter.name: parameter for parameter in query.parameters}
    for given in values:
        if given not in known:
            listed = ", ".join(one.option for one in known.values()) or "none"
            raise UsageError(f"The query {query.name} has no parameter “{given}”; it has {listed}.")
        if not values[given].strip():
            raise UsageError(f"The parameter {given} is empty.")
    for parameter in query.parameters:
        if parameter.required and parameter.name not in values:
            raise UsageError(f"The query {query.name} needs {parameter.option}: {parameter.description}.")
    names = names or NameIndex(store)
    return Request(
        query, {one: find_meaning(known[one].kind, value, store, names) for one, value in values.items()}
    )


def _undated(store: Store, request: Request) -> list[str]:
    """A note if statements are left out because no day is known."""
    shared = {one.name for one in request.query.shared}
    if not shared.intersection(request.meanings, ("since", "until")):
        return []
    # A query may have some of the filters in its own pattern.
    filters = {(one.name, one.kind) for one in OF_STATEMENTS}
    own = {one.name for one in request.query.declared if (one.name, one.kind) in filters}
    given = {name: meaning for name, meaning in request.meanings.items() if name in own | shared}
    number = taken_by(given).count_undated(store)
    if not number:
        return []
    many = f"{number:,} statement{'' if number == 1 else 's'}"
    return [f"Left out because neither their day nor that of publication is known: {many}."]


def _folder() -> Path:
    """`queries/` of the installed package, or of the source tree."""
    installed = Path(str(resources.files("kg").joinpath("queries")))
    return installed if installed.is_dir() else installed.parent.parent / "queries"


def _read_own(folder: Path) -> Iterator[CannedQuery]:
    """The queries of a folder of one's own. Raises as `canned_queries` does."""
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder of queries.")
    paths = sorted(folder.glob("*.rq"))
    if not paths:
        raise UsageError(f"{folder} has no query: no file of it ends in .rq.")
    for path in paths:
        try:
            query = _parse(path.stem, path.read_text("utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is not UTF-8"
            raise InputError(f"The query file {path} cannot be read: {reason}.") from error
        for parameter in query.declared:
            if parameter.kind not in KINDS:
                known = ", ".join(sorted(KINDS))
                raise UsageError(f"{path}: “{parameter.kind}” is no type of parameter; there are {known}.")
            places = (_block(parameter.name), _with(parameter.name))
            if not any(place.search(query.text) for place in places):
                raise UsageError(
                    f"{path}: no line of the query is a VALUES block that ends in “# {parameter.name}”, "
                    f"or starts with “# with {parameter.name}:”."
                )
        yield query


def _parse(name: str, text: str) -> CannedQuery:
    """The query in a file; one without a title is called by its name."""
    header = dict(_HEADER.findall(text))
    defaults = {match[2]: ", ".join(re.findall(r"\w+", match[1])) for match in _DEFAULT.finditer(text)}
    defaults["min_confidence"] = str(LEAST_SHOWN)
    declared = tuple(
        Parameter(match[1], match[2], bool(match[3]), match[4], defaults.get(match[1], ""))
        for match in _PARAMETER.finditer(text)
    )
    shown = tuple(header.get("shown", "").split())
    title, description = header.get("title", name), header.get("description", "")
    return CannedQuery(name, title, description, declared, shown, header.get("example", ""), text)


def _identified(columns: tuple[str, ...], rows: Iterable[tuple[Value, ...]]) -> Iterator[tuple[Value, ...]]:
    """`rows` with plain identifiers in the columns `id` and `…_id`, which a query takes from IRIs."""
    places = [number for number, name in enumerate(columns) if name == "id" or name.endswith("_id")]
    for row in rows:
        cells = list(row)
        for number in places:
            cells[number] = unquote(str(row[number])) if row[number] is not None else None
        yield tuple(cells)


def _marked(columns: tuple[str, ...], rows: Iterable[tuple[Value, ...]]) -> list[tuple[Value, ...]]:
    """`rows`, the wording of what is denied or not said speech after a mark: nobody must take it for said."""
    if not {"said", "kind", "unsaid"} <= set(columns):
        return list(rows)

    def marked(row: tuple[Value, ...]) -> tuple[Value, ...]:
        one = dict(zip(columns, row, strict=True))
        words = mark(StatementKind(str(one["kind"])), Unsaid(str(one["unsaid"])) if one["unsaid"] else None)
        if not words and lexicon().denials.intersection(str(one.get("cue")).lower().split()):
            words = "denied"
        return tuple((one | {"said": f"[{words}] {one['said']}"}).values()) if words else row

    return [marked(row) for row in rows]


def filled(request: Request) -> str:
    """The SPARQL of the query with what is asked for."""
    taken = request.taken
    pattern = taken.pattern(apart=request.is_of_whole)
    text = _SAID_LINE.sub(lambda _: pattern, request.query.text)
    if request.is_of_whole:
        text = _WHOLE_LINE.sub(_apart, text)
    if taken.is_narrowed:
        text = _fill(text, "narrowed", "true")
    for parameter in request.query.declared:
        if parameter.name in request.meanings:
            meaning = request.meanings[parameter.name]
            text = _fill(text, parameter.name, values_block(meaning.rows))
            text = _use_patterns(text, parameter.name, meaning)
        elif parameter.name == "min_confidence":
            text = _fill(text, parameter.name, values_block([(LEAST_SHOWN,)]))
    return text


def _apart(line: re.Match[str]) -> str:
    """The parts of a line's pattern, each in a sub-select."""
    indent, optional, pattern = line.groups()
    parts = (optional or pattern).removesuffix(" .").split(" . ")
    selected = " ".join(in_select(f"{{ {part} }}") for part in parts)
    return f"{indent}OPTIONAL {{ {selected} }}" if optional else indent + selected


def _fill(text: str, name: str, block: str) -> str:
    """`text` with this inside of the `VALUES` blocks that end in `# name`."""
    return _block(name).sub(lambda match: f"{match.group(1)}{{ {block} }}", text)


def _use_patterns(text: str, name: str, meaning: Meaning) -> str:
    """`text` with the patterns of the lines that start with `# with name:`, what was meant put in."""

    def pattern(line: re.Match[str]) -> str:
        filled = re.sub(rf"\${name}\((\?\w+)\)", lambda node: topic_pattern(meaning, node[1]), line[2])
        return line[1] + filled.replace(f"${name}", values_block(meaning.rows))

    return _with(name).sub(pattern, text)


def _with(name: str) -> re.Pattern[str]:
    """What matches a line that counts where the parameter `name` is given."""
    return re.compile(rf"^([ ]*)# with {name}: (.+)$", re.MULTILINE)


def _block(name: str) -> re.Pattern[str]:
    """What matches a line that is the `VALUES` block of the parameter `name`."""
    return re.compile(rf"^(\s*VALUES [^{{]+)\{{[^}}]*\}}\s*# {name}$", re.MULTILINE)
