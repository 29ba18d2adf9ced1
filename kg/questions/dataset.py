"""A graph opened for questions: what `kg.open` returns."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, Self, Unpack, cast, overload

from kg.apart import DEFAULT_LIMITS, Limits
from kg.errors import UsageError
from kg.graph import LEAST_SHOWN
from kg.graph.store import Store, open_store, rdflib_dataset, rdflib_graph
from kg.graph.store_files import RECORDS_NAME, built_at
from kg.model import ActorType, Layer
from kg.questions.filters import PositionFilters, StatementFilters
from kg.questions.name_index import NameIndex
from kg.questions.tables import Table

# What only some methods need they import when they are first called: a process often answers one question.
if TYPE_CHECKING:
    import networkx
    import rdflib

    from kg.acts.scheme import Scheme
    from kg.graph.reader.taken import Taken
    from kg.questions.results import Article, Statements


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
    def _scheme(self) -> "Scheme":
        from kg.graph.reader.lookup import scheme_of

        return scheme_of(self._store)

    @property
    def _store(self) -> Store:
        if self._opened is None:
            raise ValueError("the dataset is closed")
        return self._opened

    def statements(
        self, *, role: str | None = None, limit: int | None = None, **filters: Unpack[StatementFilters]
    ) -> "Statements":
        """Who said what: statements article by article, which are read while they are iterated over.

        `role` is an office of the speaker ("analyst"); `limit` is the most that are given.
        """
        from kg.questions.results import Statements
        from kg.questions.statement_choice import Choice, choose_statements, read_chosen

        choice = Choice(_values(role=role, **filters), limit)
        found = choose_statements(self._store, choice, self._names)
        return Statements(
            found.iris,
            lambda iris: read_chosen(self._store, iris),
            understood=found.understood,
            notes=found.notes,
        )

    def article(self, path: str) -> "Article":
        """The article at `path` (one of its paths, or a part of one) with everything said in it.

        Raises `UsageError` if there is none, or several.
        """
        from kg.graph.reader.article_rows import read_texts
        from kg.graph.reader.selecting import Iri
        from kg.questions.meanings import find_meaning
        from kg.questions.results import Article

        meaning = find_meaning("article", path, self._store, self._names)
        if len(meaning.rows) > 1:
            raise UsageError(f"“{path}” can be several articles: it {meaning.words}.")
        (text,) = read_texts(self._store, [Iri(row[0]) for row in meaning.rows])
        return Article.of_graph(text)

    def actors(
        self,
        *,
        type: ActorType | str | None = None,
        limit: int | None = None,
        **filters: Unpack[StatementFilters],
    ) -> Table:
        """Who speaks, with the numbers of statements and articles; at most `limit` rows."""
        table = self._canned("actors", limit, type=type, **filters)
        if type is None and limit is None and not any(value is not None for value in filters.values()):
            from kg.graph.reader.graph_counts import count_actors

            named, unnamed = count_actors(self._store)
            table.notes.append(
                f"Actors with a name: {named:,}; apart, unnamed sources (“officials”): {unnamed:,}. "
                "Listed are those who speak, the unnamed ones last."
            )
        return table

    def agreements(self, *, limit: int | None = None, **filters: Unpack[StatementFilters]) -> Table:
        """The agreements that articles or, with filters, these statements name, with dates and parties."""
        return self._canned("agreements", limit, **filters)

    def positions(self, *, limit: int | None = None, **filters: Unpack[PositionFilters]) -> Table:
        """Who stands for or against whom or what, with the sentence; of the statements that are taken.

        The table's `less_sure` says how many fit that are less sure.
        """
        return self._canned("positions", limit, **filters)

    def position_cells(self, *, limit: int | None = None, **filters: Unpack[PositionFilters]) -> Table:
        """In how many statements which holder stands how toward which target, with all places.

        A statement that several articles report counts once.
        """
        from kg.questions.matrix import list_cells

        return list_cells(self._store, _values(**filters), self._names, limit=limit)

    def position_matrix(
        self,
        *,
        holders: int | None = None,
        targets: int | None = None,
        **filters: Unpack[PositionFilters],
    ) -> Table:
        """The cells of `position_cells` as a table of at most `holders` rows by `targets` columns."""
        from kg.questions.matrix import tabulate

        return tabulate(self._store, _values(**filters), self._names, holders=holders, targets=targets)

    def ask(self, question: str, *, limit: int | None = None, **filters: Unpack[StatementFilters]) -> Table:
        """The answer to a plain question, the best rows first, of the statements that are taken.

        `understood` says how it was read. What is not understood is searched for. Raises `UsageError` for a
        question without a word, and for a name of a filter that the graph does not have.
        """
        from kg.questions.understanding.answering import ask

        return ask(self._store, question, self._names, _values(**filters), scheme=self._scheme, limit=limit)

    def query(
        self,
        name: str,
        *,
        queries: str | Path | None = None,
        limit: int | None = None,
        **parameters: str | float | None,
    ) -> Table:
        """The answer to the canned query called `name` (docs/queries.md), with its parameters.

        `queries` is a folder of your own queries (docs/questions.md), besides the others; `limit` is the most
        rows that are given. Raises `UsageError` for an unknown name or parameter.
        """
        from kg.questions.canned import run_canned

        own = Path(queries) if queries is not None else None
        return run_canned(self._store, name, _values(**parameters), self._names, own=own, limit=limit)

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
        from kg.graph.answer_formats import GRAPH_FORMATS
        from kg.graph.answers import answer_query_as

        form = GRAPH_FORMATS[graph_format] if graph_format else None
        found = answer_query_as(self._store, query, self._limits, form)
        return found if isinstance(found, str) else Table(*found)

    def with_short_citations(self, table: Table) -> Table:
        """`table` with citations as a screen has them: `0815.txt ¶6`, the file and the paragraph."""
        from kg.questions.short_citations import short_citations

        return replace(table, short=short_citations(self._store, table))

    @overload
    def to_networkx(
        self, network: Literal["statements"] = "statements", **filters: Unpack[StatementFilters]
    ) -> "networkx.DiGraph[str]": ...
    @overload
    def to_networkx(
        self,
        network: Literal["positions"],
        *,
        layer: Layer | str = Layer.SPEECH,
        **filters: Unpack[StatementFilters],
    ) -> "networkx.MultiDiGraph[str]": ...
    @overload
    def to_networkx(
        self, network: Literal["co-mentions"], **filters: Unpack[StatementFilters]
    ) -> "networkx.Graph[str]": ...
    def to_networkx(
        self,
        network: str = "statements",
        *,
        layer: Layer | str = Layer.SPEECH,
        **filters: Unpack[StatementFilters],
    ) -> "networkx.Graph[str]":
        """A NetworkX graph; docs/export.md has the attributes of its nodes and edges.

        "statements" are actors, what they said, and the actors and agreements that it names; "positions" is
        the signed, weighted network of who stands how toward whom, of one `layer`; "co-mentions" are the
        actors, agreements and places that one statement names, with how often. Raises `UsageError` for
        another name.
        """
        from kg.graph.networks import make_network

        # Of positions it is the confidence of the position itself.
        least = filters.pop("min_confidence", None) if network == "positions" else None
        return make_network(
            self._store,
            network,
            layer=Layer(layer),
            confidence=LEAST_SHOWN if least is None else least,
            taken=self._taken(**filters),
        )

    def to_rdflib(self) -> "rdflib.Dataset":
        """The dataset for rdflib, over the same files; its default graph is the union of all graphs.

        It has what the store has; `export` gives what follows from it, and evidence in the Web Annotation
        form, too.
        """
        return rdflib_dataset(self._store)

    def export(
        self,
        file: "str | Path | BinaryIO",
        *,
        format: str | None = None,
        network: str = "statements",
        limit: int | None = None,
        on_note: Callable[[str], None] | None = None,
        on_progress: Callable[[int, int], None] | None = None,
        **filters: Unpack[StatementFilters],
    ) -> int:
        """Write all statements, or those that are chosen, to a file for other programs; their number.

        docs/export.md has the formats; without `format` the ending of the name tells it. With filters or a
        `limit` the file has these statements, whole, with their articles; nothing is written if there are
        none. `network` is that of GraphML and GEXF, as in `to_networkx`. `on_note` gets what was understood,
        `on_progress` the numbers of what is written and of all. Raises `UsageError` for what is no format and
        no name of the graph, `InputError` if the file cannot be written.
        """
        from kg.questions.exporting import Export, export_to
        from kg.questions.statement_choice import Choice

        choice = Choice(_values(**filters), limit)
        export = Export(
            self._store, self._names, self._records, choice, network, self._taken(**filters), self._built
        )
        return export_to(file, format, export, on_note=on_note, on_progress=on_progress)

    def _taken(self, **filters: Unpack[StatementFilters]) -> "Taken":
        from kg.questions.meanings import find_meaning, taken_by
        from kg.questions.parameters import OF_STATEMENTS

        kinds = {one.name: one.kind for one in OF_STATEMENTS}
        values = _values(**filters)
        return taken_by(
            {one: find_meaning(kinds[one], words, self._store, self._names) for one, words in values.items()}
        )

    def _canned(self, name: str, limit: int | None, **given: str | float | None) -> Table:
        from kg.questions.canned import run_canned

        return run_canned(self._store, name, _values(**given), self._names, limit=limit)


def _values(**given: str | float | None) -> dict[str, str]:
    """The parameters of a canned query that are given."""
    return {name: str(value) for name, value in given.items() if value is not None}
