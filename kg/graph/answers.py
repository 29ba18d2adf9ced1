"""Queries that somebody else wrote, answered: as rows, or as bytes in a format of the web.

They run apart from this process (`kg.apart`), within limits, and over the graphs that their scope has.
"""

import pickle
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import RawIOBase
from typing import IO, TYPE_CHECKING, TypeVar, cast

from pyoxigraph import (
    NamedNode,
    Quad,
    QueryResultsFormat,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from kg.apart import Apart, Limits, Send, rows_are_too_many
from kg.batches import batches
from kg.errors import LimitError, UsageError
from kg.graph.annotations import annotate, article_texts
from kg.graph.answer_formats import AnswerFormat
from kg.graph.query_check import CheckedQuery, check_query
from kg.graph.reader.selecting import Value, tabulate_result
from kg.graph.store import QueryResult, damaged, run_query
from kg.graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

Item = TypeVar("Item")
Rows = tuple[tuple[str, ...], list[tuple[Value, ...]]]

# Rows that go from one process to the other together.
_BATCH = 1000
# What stands between or around rows, and the number of rows that an answer with none of it has. A text may
# have the mark, too: so rows are never more than are counted.
_ROW_MARKS = {"json": (b"},{", 1), "xml": (b"<result>", 0), "csv": (b"\n", -1), "tsv": (b"\n", -1)}
# What XML cannot have, and the carriage return, which it reads as a line break.
_NOT_XML = re.compile(rb"[\x00-\x08\x0b-\x1f]")
_SERVICE = re.compile("service", re.IGNORECASE)
# The end of a name of a property that is a name in XML, too.
_XML_NAME = re.compile(r"[^\W\d][\w.-]*\Z")


@dataclass(frozen=True, slots=True)
class Scope:
    """The graphs that queries are about.

    Those of `FROM` in the query, if it has any; else the store's default graph, in a `union` together with
    all named graphs. Graphs given here (their IRIs) take the place of both; one that does not exist is empty.
    """

    union: bool = True
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """The formats in which an answer may be sent; None where none is acceptable."""

    table: AnswerFormat | None
    graph: AnswerFormat | None
    most_bytes: int
    """A longer answer is refused."""
    evidence: bool
    """Whether triples have evidence in the Web Annotation form as well."""


class FormatError(UsageError):
    """The answer to this query has none of the formats that are wanted."""


def answer_query_as(store: Store, text: str, limits: Limits, graph: AnswerFormat | None) -> Rows | str:
    """The columns and rows of the answer to any SPARQL query, over all named graphs together.

    An ASK query has one row with the column `answer`. CONSTRUCT and DESCRIBE give sorted triples, evidence in
    the Web Annotation form as well: as text in the format `graph`, which is empty where there is none, or as
    rows if no format is given. Raises `UsageError` for a query that cannot be parsed or is refused,
    `LimitError` for one that needs too much, `StoreError` where the store is damaged.
    """
    query = check_query(text)

    def work(send: Send) -> None:
        result = _run(store, query, Scope())
        if graph and isinstance(result, QueryTriples):
            send(pickle.dumps(None))
            triples = sorted(set(_limited(_with_evidence(store, result), limits)), key=str)
            if triples:
                _write_graph(triples, graph, send)
            return
        columns, rows = tabulate_result(store, result)
        send(pickle.dumps(columns))
        for batch in batches(_limited(rows, limits), _BATCH):
            send(pickle.dumps(batch))

    with Apart(work, limits) as child:
        pieces = iter(child)
        columns = pickle.loads(next(pieces))
        if columns is None:
            return b"".join(pieces).decode("utf-8")
        return columns, [row for piece in pieces for row in pickle.loads(piece)]


def send_answer(
    store: Store, query: CheckedQuery, scope: Scope, wanted: Wanted, limits: Limits, send: Send
) -> None:
    """Send the name of the format of the answer, and then the answer in it, piece by piece.

    Raises `FormatError` if the answer has none of the `wanted` formats, else as `answer_query_as` does.
    """
    result = _run(store, query, scope)
    if isinstance(result, QueryTriples):
        form = _chosen(wanted.graph, "CONSTRUCT and DESCRIBE queries give RDF")
        triples = _with_evidence(store, result) if wanted.evidence else _read(result)
        send(form.name.encode("ascii"))
        _write_graph(_limited(triples, limits), form, send, wanted.most_bytes)
        return
    form = _chosen(wanted.table, "SELECT and ASK queries give tables")
    send(form.name.encode("ascii"))
    sink = _TableSink(send, wanted.most_bytes, form, limits)
    library_format = QueryResultsFormat.from_media_type(form.media_type)
    assert library_format is not None
    try:
        result.serialize(cast("IO[bytes]", sink), library_format)
    except (OSError, RuntimeError) as error:
        raise damaged(error) from error


def _run(store: Store, query: CheckedQuery, scope: Scope) -> QueryResult:
    _refuse_service(query)
    union = scope.union and not query.has_dataset
    given = scope.default_graphs is not None or scope.named_graphs is not None
    try:
        graphs = [
            [NamedNode(iri) for iri in iris or ()] if given else None
            for iris in (scope.default_graphs, scope.named_graphs)
        ]
    except ValueError as error:
        raise UsageError(
            f"A graph is named by an absolute IRI, such as http://example.org/a: {error}."
        ) from None
    return run_query(store, query.text, union=union, default_graphs=graphs[0], named_graphs=graphs[1])


def _refuse_service(query: CheckedQuery) -> None:
    """Raise `UsageError` if a query has a `SERVICE` clause, which would ask another server.

    The parser itself tells, before anything is sent: a query that can be parsed with another word in the
    place of each “service” does without the clause. Names, texts and comments may have the word.
    """
    if not _SERVICE.search(query.text):
        return
    word = next(name for name in map("srv{:04}".format, range(10_000)) if name not in query.text)
    try:
        run_query(Store(), _SERVICE.sub(word, query.text))
    except UsageError as error:
        if query.has_service:
            raise UsageError(
                "The query has a SERVICE clause: no other server is asked. Leave it out."
            ) from None
        raise UsageError(str(error).replace(word, "service")) from None


def _with_evidence(store: Store, triples: Iterable[Triple]) -> Iterator[Triple]:
    quads = (Quad(*triple) for triple in _read(triples))
    return (quad.triple for quad in annotate(quads, article_texts(store)))


def _read(triples: Iterable[Triple]) -> Iterator[Triple]:
    try:
        yield from triples
    except (OSError, RuntimeError) as error:
        raise damaged(error) from error


def _limited(items: Iterable[Item], limits: Limits) -> Iterator[Item]:
    """`items`; raises `LimitError` behind the last that is allowed."""
    for number, item in enumerate(items, 1):
        if limits.rows is not None and number > limits.rows:
            raise rows_are_too_many(limits)
        yield item


def _chosen(form: AnswerFormat | None, what: str) -> AnswerFormat:
    if form is None:
        raise FormatError(f"{what}, and none of the formats that are accepted is one of it.")
    return form


def _write_graph(
    triples: Iterable[Triple], form: AnswerFormat, send: Send, most_bytes: int | None = None
) -> None:
    library_format = RdfFormat.from_media_type(form.media_type)
    assert library_format is not None
    if form.name == "rdfxml":
        triples = map(_writable, triples)
    sink = _Sink(send, most_bytes, form)
    serialize(triples, cast("IO[bytes]", sink), format=library_format, prefixes=PREFIXES)


def _writable(triple: Triple) -> Triple:
    if not _XML_NAME.search(triple.predicate.value):
        raise FormatError(f"RDF/XML has no name for the property {triple.predicate}; take another format.")
    return triple


class _Sink(RawIOBase):
    """A file that sends what is written into it, at most so many bytes."""

    def __init__(self, send: Send, most_bytes: int | None, form: AnswerFormat) -> None:
        self._send, self._most = send, most_bytes
        self._is_xml = "xml" in form.name
        self._size = 0

    def write(self, content: "Buffer") -> int:
        piece = bytes(content)
        self._size += len(piece)
        if self._most is not None and self._size > self._most:
            raise LimitError(
                f"The answer has more than {self._most:,} bytes; narrow the query, or take parts of it.",
                "bytes",
            )
        self._send(_NOT_XML.sub(_in_xml, piece) if self._is_xml else piece)
        return len(piece)


class _TableSink(_Sink):
    """A file for rows, at most those of the limits."""

    def __init__(self, send: Send, most_bytes: int, form: AnswerFormat, limits: Limits) -> None:
        super().__init__(send, most_bytes, form)
        self._limits = limits
        self._mark, self._rows = _ROW_MARKS[form.name]
        self._end = b""

    def write(self, content: "Buffer") -> int:
        # A mark may begin in one piece and end in the next.
        piece = self._end + bytes(content)
        self._rows += piece.count(self._mark)
        self._end = piece[len(piece) - len(self._mark) + 1 :]
        if self._limits.rows is not None and self._rows > self._limits.rows:
            raise rows_are_too_many(self._limits)
        return super().write(content)


def _in_xml(match: re.Match[bytes]) -> bytes:
    return b"&#13;" if match[0] == b"\r" else "\ufffd".encode()
