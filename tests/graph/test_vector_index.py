"""Statements by their vectors: the nearest to a text, and how near each is."""

import numpy as np
import pytest
from pyoxigraph import Literal, Quad

from kg.graph.text_index import text_index_of
from kg.graph.vector_index import VectorIndex, vector_index_of
from kg.graph.vocabulary import DATA_BASE, node, term
from kg.model.statement import VECTOR_LENGTH, VECTOR_WIDTH
from tests.builders import make_article, make_quads, make_reading, make_statement, make_store, person

NO_KEEPING = 0


def vector(*numbers: int) -> "np.ndarray[tuple[int, ...], np.dtype[np.int8]]":
    """A vector that begins with these hundredths of its length."""
    found = np.zeros(VECTOR_WIDTH, dtype=np.int8)
    # Each number stands five times: one of 8 bits cannot be as long as a vector.
    for at, number in enumerate(numbers):
        found[at * 25 : at * 25 + 25] = number * VECTOR_LENGTH // 500
    return found


ARTICLE = make_article("Ana Prado: yes. Ana Prado: no. Ana Prado: perhaps. Ana Prado: never.")
VECTORS = {"yes": vector(100), "no": vector(60, 80), "perhaps": vector(0, 100)}


def make_index(most_kept: int) -> VectorIndex:
    """Three statements with vectors, and one, “never”, without."""
    statements = [
        make_statement(ARTICLE, words, person("Ana Prado"), id=f"st-{words}", vector=own)
        for words, own in {**{one: found.tobytes() for one, found in VECTORS.items()}, "never": b""}.items()
    ]
    store = make_store(make_quads([make_reading(ARTICLE, *statements)]))
    return VectorIndex(text_index_of(store), most_kept)


def iri(words: str) -> str:
    return f"{DATA_BASE}statement/st-{words}"


def test_the_nearest_come_first() -> None:
    compared = make_index(10).compare(vector(100))
    assert compared.nearest(10) == [iri("yes"), iri("no"), iri("perhaps")]
    assert compared.nearest(1) == [iri("yes")]


@pytest.mark.parametrize("most_kept", [10, NO_KEEPING])
def test_each_has_its_cosine_and_one_without_vector_none(most_kept: int) -> None:
    compared = make_index(most_kept).compare(vector(100))
    found = compared.cosines([iri("perhaps"), iri("never"), iri("no"), iri("elsewhere")])
    assert found == {iri("perhaps"): 0.0, iri("no"): pytest.approx(0.6, abs=0.001)}


def test_a_graph_too_large_to_keep_all_has_no_nearest() -> None:
    assert make_index(NO_KEEPING).compare(vector(100)).nearest(10) == []


def test_what_is_no_vector_counts_as_none() -> None:
    quads = [
        *make_quads(
            [make_reading(ARTICLE, make_statement(ARTICLE, "yes", person("Ana Prado"), id="st-yes"))]
        ),
        *(Quad(node("statement", "st-yes"), term("asg:vector"), Literal(one)) for one in ("AAAA", "é", "")),
    ]
    index = vector_index_of(make_store(quads))
    assert index.compare(vector(100)).nearest(10) == []
    assert index.compare(vector(100)).cosines([iri("yes")]) == {}
