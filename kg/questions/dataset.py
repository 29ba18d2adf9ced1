"""A graph opened for questions: what `kg.open` returns."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, Self, TypedDict, Unpack, cast, overload

from kg.acts.scheme import Scheme
from kg.apart import DEFAULT_LIMITS, Limits
from kg.errors import UsageError
from kg.graph import LEAST_SHOWN
from kg.graph.answer_formats import GRAPH_FORMATS
from kg.graph.answers import answer_query_as
from kg.graph.reader.article_rows import read_texts
from kg.graph.reader.lookup import scheme_of
from kg.graph.reader.selecting import Iri
from kg.graph.reader.taken import Taken
from kg.graph.store import Store, open_store, rdflib_dataset, rdflib_graph
from kg.graph.store_files import RECORDS_NAME, built_at
from kg.model import ActorType, Layer, Polarity
from kg.questions.canned import run_canned
from kg.questions.matrix import list_cells, tabulate
from kg.questions.meanings import find_meaning, taken_by
from kg.questions.name_index import NameIndex
from kg.questions.results import Article, Statements
from kg.questions.statement_choice import Choice, choose_statements, read_chosen
from kg.questions.tables import Table
from kg.questions.understanding.answering import ask
from kg.text.since import parse_day

if TYPE_CHECKING:
    import networkx
    import rdflib


class TakenStatements(TypedDict, total=False):
    """Which statements are taken, if not what was said as speech; several with commas, "all" for all."""

    kind: str | None
    """speech, attitude, act."""
    unsaid: str | None
    """none (what was said), negated, refused, hypothetical, question, future."""


class PositionFilters(TakenStatements, total=False):
    """What positions are narrowed down to."""

    actor: str | None
    """Who holds the position."""
    on: str | None
    """Toward whom or what: an actor, an agreement, or words of a course of action."""
    act: str | None
    """A word for an act of the scheme ("threaten"), or its notation; narrower acts count, too."""
    polarity: Polarity | str | None
    layer: Layer | str | None
    """speech (the default): taken by speaking; content: what others tell of the holder. A list of positions
    takes both as "all"; tables of holders by targets never mix them."""
    confidence: float | None
    """The least confidence, from 0 to 1; `LEAST_SHOWN` if not given."""


class Dataset:
    """A graph to read: statements, articles, actors, agreements and positions, and the graph itself.

    It is a context manager, and is closed at its end.

    Names are forgiven accents, case and slips. Every method raises `UsageError` for a name that the graph
    does not have, with the nearest that it has, and for a value that a parameter cannot take.
    """

    def __init__(
        self,
        store: Store,
        records: Path | None = None,
        *,
        limits: Limits = DEFAULT_LIMITS,
        built: datetime | None = None,
    ) -> None:
        """The graph in `store`, written at the time `built`; `records` has the records of its statements."""
        self._opened: Store | None = store
        self._limits = limits
        self._names = NameIndex(store)
        self._records = records
        self._built = built

    @classmethod
    def open(cls, folder: Path, limits: Limits = DEFAULT_LIMITS) -> Self:
        """The graph that `kg build` wrote into `folder`; `limits` are those of each SPARQL query.

        Raises `StoreError` if there is none, or it has the form of another version.
        """
        return cls(open_store(folder), folder / RECORDS_NAME, limits=limits, built=built_at(folder))

    @classmethod
    def open_endpoint(cls, address: str, limits: Limits = DEFAULT_LIMITS) -> Self:
        """The graph that the SPARQL server at `address` has; it needs a default graph that is all graphs.

        Raises `ServerError` if it does not answer, `UsageError` if `address` is none of the web.
        """
        from kg.graph.remote_store import RemoteStore

        remote = RemoteStore(address)
        remote.check_union()
        # It has the part of the interface of a store that is used to read.
        return cls(cast("Store", remote), limits=limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the files of the graph."""
        self._opened = None
        del self._names

    @cached_property
    def _scheme(self) -> Scheme:
        return scheme_of(self._store)

    @property
    def _store(self) -> Store:
        if self._opened is None:
            raise ValueError("the dataset is closed")
        return self._opened

    def statements(
        self,
        *,
        speaker: str | None = None,
        about: str | None = None,
        role: str | None = None,
        since: str | None = None,
        **taken: Unpack[TakenStatements],
    ) -> Statements:
        """Who said what: statements article by article, which are read while they are iterated over.

        `about` is an actor, an agreement, a place or words; `role` an office of the speaker ("analyst");
        `since` (ISO 8601) leaves out what was published before that day, or on no known day.
        """
        choice = _choice(since, about=about, speaker=speaker, role=role, **taken)
        found = choose_statements(self._store, choice, self._names)
        return Statements(
            found.iris,
            lambda iris: read_chosen(self._store, iris),
            understood=found.understood,
            notes=found.notes,
        )

    def article(self, path: str) -> Article:
        """The article at `path` (one of its paths, or a part of one) with everything said in it.

        Raises `UsageError` if there is none, or several.
        """
        meaning = find_meaning("article", path, self._store, self._names)
        if len(meaning.rows) > 1:
            raise UsageError(f"“{path}” can be several articles: it {meaning.words}.")
        (text,) = read_texts(self._store, [Iri(row[0]) for row in meaning.rows])
        return Article.of_graph(text)

    def actors(self, *, type: ActorType | str | None = None) -> Table:
        """Who speaks, with the numbers of statements and articles."""
        return self._canned("actors", type=type)

    def agreements(self, *, speaker: str | None = None) -> Table:
        """The agreements that articles, or the statements of a speaker, name, with dates and parties."""
        return self._canned("agreements", speaker=speaker)

    def positions(self, **filters: Unpack[PositionFilters]) -> Table:
        """Who stands for or against whom or what, with the sentence.

        The table's `less_sure` says how many fit that are less sure.
        """
        return run_canned(self._store, "positions", _values(**filters), self._names)

    def position_cells(self, **filters: Unpack[PositionFilters]) -> Table:
        """In how many statements which holder stands how toward which target, with all places.

        A statement that several articles report counts once.
        """
        return list_cells(self._store, _values(**filters), self._names)

    def position_matrix(
        self,
        *,
        holders: int | None = None,
        targets: int | None = None,
        **filters: Unpack[PositionFilters],
    ) -> Table:
        """The cells of `position_cells` as a table of at most `holders` rows by `targets` columns."""
        return tabulate(self._store, _values(**filters), self._names, holders=holders, targets=targets)

    def ask(
        self, question: str, *, confidence: float | None = None, **taken: Unpack[TakenStatements]
    ) -> Table:
        """The answer to a plain question, the best rows first; `understood` says how it was read.

        Of positions it has those of at least this `confidence`, from 0 to 1, else of `LEAST_SHOWN`. What is
        not understood is searched for. Raises `UsageError` for a question without a word.
        """
        values = _values(confidence=confidence, **taken)
        return ask(self._store, question, self._names, values, self._scheme)

    def query(self, name: str, *, queries: str | Path | None = None, **parameters: str) -> Table:
        """The answer to the canned query called `name` (docs/queries.md), with its parameters.

        `queries` is a folder of your own queries (docs/questions.md), besides the others. Raises `UsageError`
        for an unknown name or parameter.
        """
        own = Path(queries) if queries is not None else None
        return run_canned(self._store, name, parameters, self._names, own=own)

    def sparql(self, query: str) -> "Table | rdflib.Graph":
        """The answer to any SPARQL 1.1 query over all graphs together: rows, or the graph that it makes.

        SELECT gives rows, ASK one with the column `answer`, CONSTRUCT and DESCRIBE an `rdflib.Graph`, with
        evidence in the Web Annotation form as well. The query runs in a process of its own, within the limits
        of the dataset. Raises `UsageError` for one that cannot be parsed or asks another server, and for one
        that needs more than the limits (`LimitError`).
        """
        found = self.sparql_as(query, "ntriples")
        return found if isinstance(found, Table) else rdflib_graph(found)

    def sparql_as(self, query: str, graph_format: str | None = None) -> Table | str:
        """What `sparql` answers, but the triples of CONSTRUCT and DESCRIBE as text in an RDF format.

        The format is called turtle, ntriples, jsonld or rdfxml; without one, triples are rows, too. Raises
        `UsageError` as `sparql` does.
        """
        form = GRAPH_FORMATS[graph_format] if graph_format else None
        found = answer_query_as(self._store, query, self._limits, form)
        return found if isinstance(found, str) else Table(*found)

    @overload
    def to_networkx(
        self, network: Literal["statements"] = "statements", **taken: Unpack[TakenStatements]
    ) -> "networkx.DiGraph[str]": ...
    @overload
    def to_networkx(
        self,
        network: Literal["positions"],
        *,
        layer: Layer | str = Layer.SPEECH,
        confidence: float = LEAST_SHOWN,
        **taken: Unpack[TakenStatements],
    ) -> "networkx.MultiDiGraph[str]": ...
    @overload
    def to_networkx(
        self, network: Literal["co-mentions"], **taken: Unpack[TakenStatements]
    ) -> "networkx.Graph[str]": ...
    def to_networkx(
        self,
        network: str = "statements",
        *,
        layer: Layer | str = Layer.SPEECH,
        confidence: float = LEAST_SHOWN,
        **taken: Unpack[TakenStatements],
    ) -> "networkx.Graph[str]":
        """A NetworkX graph; docs/export.md has the attributes of its nodes and edges.

        "statements" are actors, what they said, and the actors and agreements that it names; "positions" is
        the signed, weighted network of who stands how toward whom, of one `layer` and of at least this
        `confidence`, from 0 to 1; "co-mentions" are the actors, agreements and places that one statement
        names, with how often. Raises `UsageError` for another name.
        """
        from kg.graph.networks import make_network

        return make_network(
            self._store, network, layer=Layer(layer), confidence=confidence, taken=self._taken(**taken)
        )

    def to_rdflib(self) -> "rdflib.Dataset":
        """The dataset for rdflib, over the same files; its default graph is the union of all graphs.

        It has what the store has; `export` gives what follows from it, and evidence in the Web Annotation
        form, too.
        """
        return rdflib_dataset(self._store)

    def export(
        self,
        to: "str | Path | BinaryIO",
        *,
        format: str | None = None,
        about: str | None = None,
        speaker: str | None = None,
        since: str | None = None,
        network: str = "statements",
        on_note: Callable[[str], None] | None = None,
        on_progress: Callable[[int, int], None] | None = None,
        **taken: Unpack[TakenStatements],
    ) -> int:
        """Write all statements, or those that are chosen, to a file for other programs; their number.

        docs/export.md has the formats; without `format` the ending of the name tells it. With `about`,
        `speaker`, `since` (as in `statements`), `kind` or `unsaid` the file has these statements, whole, with
        their articles; nothing is written if there are none. `network` is that of GraphML and GEXF, as in
        `to_networkx`. `on_note` gets what was understood, `on_progress` the numbers of what is written and of
        all. Raises `UsageError` for what is no format and no name of the graph, `InputError` if the file
        cannot be written.
        """
        from kg.questions.exporting import Export, export_to

        choice = _choice(since, about=about, speaker=speaker, **taken)
        export = Export(
            self._store, self._names, self._records, choice, network, self._taken(**taken), self._built
        )
        return export_to(to, format, export, on_note=on_note, on_progress=on_progress)

    def _taken(self, **taken: Unpack[TakenStatements]) -> Taken:
        values = _values(**taken)
        return taken_by(
            {one: find_meaning(one, words, self._store, self._names) for one, words in values.items()}
        )

    def _canned(self, name: str, **given: str | None) -> Table:
        return run_canned(self._store, name, _values(**given), self._names)


def _choice(since: str | None, **given: str | None) -> Choice:
    return Choice(_values(**given), parse_day(since) if since else None)


def _values(**given: str | float | None) -> dict[str, str]:
    """The parameters of a canned query that are given."""
    return {name: str(value) for name, value in given.items() if value is not None}
