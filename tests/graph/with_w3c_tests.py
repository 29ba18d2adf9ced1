"""The tests of queries in the W3C's SPARQL 1.1 test suite (data-sparql11).

They are not in this repository: the source distribution of rdflib 6.1.1 carries them, and `make test`
brings it.
"""

import csv
import io
import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

ARCHIVE = Path(__file__).parents[2] / "build" / "w3c" / "rdflib-6.1.1.tar.gz"
_INSIDE = "rdflib-6.1.1/test/DAWG/data-sparql11/"
# The folders about queries.
_FOLDERS = frozenset(
    {
        *("aggregates", "bind", "bindings", "construct", "csv-tsv-res", "exists", "functions", "grouping"),
        *("json-res", "negation", "project-expression", "property-path", "subquery", "syntax-query"),
    }
)
_BASE = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
_MANIFEST = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
_QUERY = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
_RESULT = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_TESTS = f"""
PREFIX mf: <{_MANIFEST}> PREFIX qt: <{_QUERY}> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?test ?kind ?query ?result
  (GROUP_CONCAT(DISTINCT STR(?data)) AS ?default) (GROUP_CONCAT(DISTINCT STR(?graph)) AS ?named)
WHERE {{
  ?manifest mf:entries/rdf:rest*/rdf:first ?test .
  ?test a ?kind ; mf:action ?action .
  OPTIONAL {{ ?action qt:query ?inner }}
  OPTIONAL {{ ?action qt:data ?data }}
  OPTIONAL {{ ?action qt:graphData ?graph }}
  OPTIONAL {{ ?test mf:result ?result }}
  BIND(COALESCE(?inner, ?action) AS ?query)
}} GROUP BY ?test ?kind ?query ?result ORDER BY ?test
"""
FORMATS = {".srx": "xml", ".srj": "json", ".csv": "csv", ".tsv": "tsv", ".ttl": "turtle", ".rdf": "turtle"}
"""The format in which an answer is asked for, by the ending of the file with the one that is expected."""
_FROM = re.compile(r"FROM <([\w-]+\.ttl)>")
_RESULTS = {"xml": QueryResultsFormat.XML, "json": QueryResultsFormat.JSON, "tsv": QueryResultsFormat.TSV}


@dataclass(frozen=True, slots=True)
class Case:
    """A test: the names in the archive of its query, its default graph, its named graphs, its answer."""

    name: str
    kind: str
    query: str
    default: tuple[str, ...]
    named: tuple[str, ...]
    result: str

    @property
    def form(self) -> str:
        """The format in which the answer is asked for."""
        return FORMATS.get(Path(self.result).suffix, "xml")


class Suite:
    """The archive, open."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}
        with tarfile.open(ARCHIVE) as archive:
            for one in archive:
                name = one.name.removeprefix(_INSIDE)
                content = archive.extractfile(one) if name.partition("/")[0] in _FOLDERS else None
                if content is not None:
                    self._files[name] = content.read()

    def cases(self) -> list[Case]:
        """All tests of its manifests."""
        names = [name for name in sorted(self._files) if name.endswith("manifest.ttl")]
        return [case for name in names for case in self._of_manifest(name)]

    def query(self, case: Case) -> str:
        """The text of its query, with the IRI of its file as the base."""
        return f"BASE <{_BASE}{case.query}>\n{self._files[case.query].decode('utf-8')}"

    def quads(self, case: Case) -> Iterator[Quad]:
        """Its data: each named graph, also of a `FROM`, is called by the IRI of its file."""
        for name in case.default:
            yield from self._parsed(name)
        asked = _FROM.findall(self.query(case))
        for name in (*case.named, *(f"{case.query.rpartition('/')[0]}/{one}" for one in asked)):
            for quad in self._parsed(name):
                yield Quad(quad.subject, quad.predicate, quad.object, NamedNode(_BASE + name))

    def expected(self, case: Case) -> object:
        """Its answer in the form that `understood` gives."""
        content = self._files[case.result]
        if case.form == "turtle":
            return _of_graph(list(self._parsed(case.result)))
        return understood(content, case.form)

    def _parsed(self, name: str) -> Iterator[Quad]:
        form = RdfFormat.RDF_XML if name.endswith(".rdf") else RdfFormat.TURTLE
        return parse(self._files[name], form, base_iri=_BASE + name)

    def _of_manifest(self, name: str) -> Iterator[Case]:
        store = Store()
        store.bulk_extend(self._parsed(name))
        found = store.query(_TESTS)
        assert isinstance(found, QuerySolutions)
        for row in found:
            test, kind, query, default, named, result = (
                "" if row[one] is None else row[one].value
                for one in ("test", "kind", "query", "default", "named", "result")
            )
            yield Case(
                test.removeprefix(_BASE).replace("/manifest#", "/"),
                kind.removeprefix(_MANIFEST),
                query.removeprefix(_BASE),
                tuple(one.removeprefix(_BASE) for one in default.split()),
                tuple(one.removeprefix(_BASE) for one in named.split()),
                result.removeprefix(_BASE),
            )


def understood(content: bytes, form: str) -> object:
    """An answer in a form that can be compared: yes or no, triples, or columns and how often there is a row.

    Blank nodes of rows are not told apart, of triples they are; numbers are compared by their value.
    """
    if form == "turtle":
        return _of_graph(list(parse(content, RdfFormat.TURTLE)))
    if form == "csv":
        columns, *rows = csv.reader(io.StringIO(content.decode("utf-8")))
        order = sorted(range(len(columns)), key=columns.__getitem__)
        return sorted(columns), Counter(
            tuple("_:" if row[one].startswith("_:") else row[one] for one in order) for row in rows
        )
    found = parse_query_results(content, format=_RESULTS[form])
    if isinstance(found, QueryBoolean):
        return bool(found)
    assert isinstance(found, QuerySolutions)
    names = sorted(one.value for one in found.variables)
    return names, Counter(tuple(_told(row[name]) for name in names) for row in found)


def _of_graph(quads: list[Quad]) -> object:
    """Triples; those of the W3C's vocabulary of results as rows."""
    store = Store()
    store.extend(quads)
    result = store.query(f"SELECT ?name {{ ?r <{_RESULT}resultVariable> ?name }}")
    assert isinstance(result, QuerySolutions)
    names = sorted(row["name"].value for row in result)
    if not names:
        triples = Dataset(Quad(one.subject, one.predicate, one.object, DefaultGraph()) for one in quads)
        triples.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
        return {str(one) for one in triples}
    rows: dict[str, dict[str, object]] = {}
    bound = store.query(
        f"SELECT ?row ?name ?value {{ ?r <{_RESULT}solution> ?row . "
        f"OPTIONAL {{ ?row <{_RESULT}binding> [ <{_RESULT}variable> ?name ; <{_RESULT}value> ?value ] }} }}"
    )
    assert isinstance(bound, QuerySolutions)
    for row in bound:
        own = rows.setdefault(str(row["row"]), {})
        if row["name"] is not None:
            own[row["name"].value] = row["value"]
    return names, Counter(tuple(_told(row.get(name)) for name in names) for row in rows.values())


def _told(term: object) -> str:
    if isinstance(term, BlankNode):
        return "_:"
    if isinstance(term, Literal):
        kind = term.datatype.value.rpartition("#")[2]
        if kind in ("integer", "decimal", "double", "float"):
            return f"{float(term.value):.9g} {kind}"
    assert term is None or isinstance(term, NamedNode | Literal | Triple)
    return str(term)
