"""A graph opened for questions: what `kg.open` returns."""

import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypedDict, Unpack

from kg.graph import LEAST_SHOWN
from kg.graph.export import write_export
from kg.graph.reader.selecting import solve
from kg.graph.reader.taken import Taken
from kg.graph.store import Store, open_store, rdflib_dataset
from kg.graph.store_files import built_at
from kg.model import ActorType, Layer, Polarity
from kg.questions.canned import run_canned
from kg.questions.forms import ask
from kg.questions.matrix import list_cells, tabulate
from kg.questions.meanings import find_meaning, taken_by
from kg.questions.name_index import NameIndex
from kg.questions.tables import Table

if TYPE_CHECKING:
    import networkx
    import rdflib

_NAME = re.compile(r"[\w-]+")


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
    """A graph to read: statements, actors, agreements and positions as tables, and the graph itself.

    Names are forgiven accents, case and slips. Every method raises `UsageError` for a name that the graph
    does not have, with the nearest that it has, and for a value that a parameter cannot take.
    """

    def __init__(self, store: Store, built: datetime | None = None) -> None:
        """The graph in `store`, which was written at the time `built`."""
        self._opened: Store | None = store
        self._built = built
        self._names = NameIndex(store)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The graph that `kg build` wrote into `folder`.

        Raises `StoreError` if there is none, or it has the form of another version.
        """
        return cls(open_store(folder), built_at(folder))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the files of the graph."""
        self._opened = None
        del self._names

    @property
    def _store(self) -> Store:
        if self._opened is None:
            raise ValueError("the dataset is closed")
        return self._opened

    def statements(
        self,
        *,
        about: str | None = None,
        speaker: str | None = None,
        role: str | None = None,
        **taken: Unpack[TakenStatements],
    ) -> Table:
        """Who said what, with the place of every statement as `PATH:START-END` in code points.

        `about` is an actor, an agreement, a place or words; `role` an office of the speaker ("analyst").
        """
        return self._canned("who-said-what", about=about, speaker=speaker, role=role, **taken)

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
        """The answer to a plain question; of positions those of at least this `confidence`, from 0 to 1.

        `LEAST_SHOWN` if it is not given. Raises `UsageError` for a question of no known form, with the forms.
        """
        return ask(self._store, question, self._names, _values(confidence=confidence, **taken))

    def query(self, query: str, **parameters: str) -> Table:
        """The answer to a canned query, given by its name, with its parameters, or to any SPARQL 1.1 query.

        Raises `UsageError` for an unknown name or parameter, and for a query that cannot be parsed.
        """
        if _NAME.fullmatch(query):
            return run_canned(self._store, query, parameters, self._names)
        columns, rows = solve(self._store, query)
        return Table(columns, list(rows))

    def to_networkx(self, **taken: Unpack[TakenStatements]) -> "networkx.DiGraph[str]":
        """Actors, statements and agreements as a NetworkX graph (`kg.graph.networks.statement_graph`)."""
        from kg.graph.networks import statement_graph

        return statement_graph(self._store, taken=self._taken(**taken))

    def positions_to_networkx(
        self,
        *,
        layer: Layer | str = Layer.SPEECH,
        confidence: float = LEAST_SHOWN,
        **taken: Unpack[TakenStatements],
    ) -> "networkx.MultiDiGraph[str]":
        """The signed, weighted network of positions of one layer (`kg.graph.networks.position_network`)."""
        from kg.graph.networks import position_network

        return position_network(
            self._store,
            layer=Layer(layer),
            confidence=confidence,
            taken=self._taken(**taken),
        )

    def to_rdflib(self) -> "rdflib.Dataset":
        """The dataset for rdflib, over the same files; its default graph is the union of all graphs.

        It has what the store has; `export` gives evidence in the Web Annotation form, too.
        """
        return rdflib_dataset(self._store)

    def export(self, path: str | Path) -> None:
        """Write the dataset to a file, in TriG (`.trig`) or N-Quads (`.nq`), for other programs.

        It has what the store leaves to its readers as well: the Web Annotation selectors of evidence (offsets
        in code points, end-exclusive), the classes and the terms of schema.org and PROV-O that follow from
        others, and a description of the dataset. Raises `UsageError` for a name with another ending,
        `InputError` if it cannot be written.
        """
        write_export(self._store, Path(path), self._built)

    def _taken(self, **taken: Unpack[TakenStatements]) -> Taken:
        values = _values(**taken)
        return taken_by(
            {one: find_meaning(one, words, self._store, self._names) for one, words in values.items()}
        )

    def _canned(self, name: str, **given: str | None) -> Table:
        return run_canned(self._store, name, _values(**given), self._names)


def _values(**given: str | float | None) -> dict[str, str]:
    """The parameters of a canned query that are given."""
    return {name: str(value) for name, value in given.items() if value is not None}
