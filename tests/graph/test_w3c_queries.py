"""The SPARQL 1.1 tests of the W3C about queries: all are run, those that fail are named with the reason."""

from collections import Counter

import pytest

from kg.apart import Limits
from kg.errors import KgError, UsageError
from kg.graph.answer_formats import GRAPH_FORMATS, TABLE_FORMATS
from kg.graph.answers import Scope, Wanted, send_answer
from kg.graph.query_check import check_query
from kg.graph.store import Store
from tests.graph.with_w3c_tests import ARCHIVE, Case, Suite, understood

# Tests whose answer is another one, and why that is right or known.
_OTHERWISE = {
    "aggregates/agg-empty-group": "with GROUP BY an empty pattern has no group (SPARQL 1.1, section 11.2)",
    "csv-tsv-res/csv03": "the store writes numbers in its own way: 1000000 for 1.0E6",
    "csv-tsv-res/tsv03": "the store has integers of a derived type as xsd:integer",
    "functions/strdt03": "a literal without a type is one of xsd:string since RDF 1.1",
    "functions/strlang03": "a literal without a type is one of xsd:string since RDF 1.1",
}


def answer(suite: Suite, case: Case) -> tuple[str, bytes]:
    """The format and the bytes of the answer, as the endpoint sends it."""
    store = Store()
    store.extend(suite.quads(case))
    pieces: list[bytes] = []
    wanted = Wanted(
        TABLE_FORMATS.get(case.form, TABLE_FORMATS["xml"]), GRAPH_FORMATS["turtle"], 1 << 20, False
    )
    query = check_query(suite.query(case))
    send_answer(store, query, Scope(union=False), wanted, Limits(), pieces.append)
    return pieces[0].decode("ascii"), b"".join(pieces[1:])


def is_passed(suite: Suite, case: Case) -> bool:
    if "Syntax" in case.kind:
        try:
            answer(suite, case)
        except UsageError as error:
            is_broken = str(error).startswith("The query is broken")
            return is_broken == (case.kind == "NegativeSyntaxTest11")
        return case.kind == "PositiveSyntaxTest11"
    form, content = answer(suite, case)
    return understood(content, form) == suite.expected(case)


def test_the_tests_of_the_w3c() -> None:
    if not ARCHIVE.exists():
        pytest.fail(f"“make {ARCHIVE.relative_to(ARCHIVE.parents[2])}” brings the W3C's tests.")
    suite = Suite()
    cases = suite.cases()
    assert Counter(one.kind for one in cases) == {
        "QueryEvaluationTest": 180,
        "CSVResultFormatTest": 3,
        "PositiveSyntaxTest11": 60,
        "NegativeSyntaxTest11": 35,
    }
    assert {one.name for one in cases if not is_passed(suite, one)} == _OTHERWISE.keys()


def test_a_function_that_there_is_not_is_no_damage() -> None:
    query = check_query("SELECT * { FILTER(<http://example.org/f>(1)) }")
    wanted = Wanted(TABLE_FORMATS["json"], None, 1 << 20, False)
    with pytest.raises(KgError, match=r"there is no function <http://example\.org/f>\.") as raised:
        send_answer(Store(), query, Scope(), wanted, Limits(), lambda piece: None)
    assert isinstance(raised.value, UsageError)
