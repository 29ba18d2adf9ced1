"""Sentences by their vectors: the nearest to a text, and how near each is."""

from base64 import b64encode

import numpy as np
import pytest
from pyoxigraph import Literal, Quad

from kg.graph.reader.selecting import Iri
from kg.graph.sentence_vectors import write_vectors
from kg.graph.text_index import text_index_of
from kg.graph.vector_index import Sentence, VectorIndex, vector_index_of
from kg.graph.vocabulary import node, term
from kg.model import Article, Span
from kg.model.statement import VECTOR_LENGTH, VECTOR_WIDTH, SentenceVector
from tests.builders import find, make_article, make_quads, make_reading, make_store

NO_KEEPING = 0


def vector(*numbers: int) -> "np.ndarray[tuple[int, ...], np.dtype[np.int8]]":
    """A vector that begins with these hundredths of its length."""
    found = np.zeros(VECTOR_WIDTH, dtype=np.int8)
    # Each number stands five times: one of 8 bits cannot be as long as a vector.
    for at, number in enumerate(numbers):
        found[at * 25 : at * 25 + 25] = number * VECTOR_LENGTH // 500
    return found


FIRST = make_article("The port is shut. It may open. Nobody knows.", "a.txt")
SECOND = make_article("Ships wait.", "b.txt")
VECTORS = {
    "The port is shut. ": vector(100),
    "It may open. ": vector(60, 80),
    "Nobody knows.": vector(0, 100),
    "Ships wait.": vector(80, 60),
}


def article_iri(article: Article) -> Iri:
    return Iri(node("article", article.id).value)


def sentence(words: str) -> Sentence:
    article = SECOND if words == "Ships wait." else FIRST
    return Sentence(article_iri(article), find(article, words))


def make_index(most_kept: int, rough_from: int = 99) -> VectorIndex:
    """Two articles, whose sentences have vectors, and one whose sentences have none."""
    readings = [
        make_reading(
            article,
            sentences=tuple(
                SentenceVector(find(article, words), own.tobytes())
                for words, own in VECTORS.items()
                if words in article.text
            ),
        )
        for article in (FIRST, SECOND, make_article("Nothing is known.", "c.txt"))
    ]
    return VectorIndex(text_index_of(make_store(make_quads(readings))), most_kept, rough_from)


def test_the_nearest_come_first() -> None:
    compared = make_index(10).compare(vector(100))
    expected = [
        sentence(one) for one in ("The port is shut. ", "Ships wait.", "It may open. ", "Nobody knows.")
    ]
    assert compared.nearest(10) == expected
    assert compared.nearest(2) == expected[:2]


@pytest.mark.parametrize("most_kept", [10, NO_KEEPING])
def test_words_are_as_near_as_the_nearest_sentence_that_has_some_of_them(most_kept: int) -> None:
    compared = make_index(most_kept).compare(vector(100))

    def cosine(words: str, article: Article = FIRST) -> float:
        return compared.cosine(article_iri(article), find(article, words))

    assert cosine("may open") == pytest.approx(0.6, abs=0.001)
    assert cosine("open. Nobody") == pytest.approx(0.6, abs=0.001)
    assert cosine("shut. It") == pytest.approx(1.0, abs=0.001)
    assert cosine("Ships", SECOND) == pytest.approx(0.8, abs=0.001)
    assert cosine("Nobody") == 0.0


@pytest.mark.parametrize("most_kept", [10, NO_KEEPING])
def test_what_has_no_vector_is_not_near(most_kept: int) -> None:
    compared = make_index(most_kept).compare(vector(100))
    third = make_article("Nothing is known.", "c.txt")
    assert compared.cosine(article_iri(third), Span(0, 7)) == 0.0
    assert compared.cosine(article_iri(FIRST), Span(900, 910)) == 0.0


def test_from_the_second_question_on_only_those_are_compared_that_seem_near() -> None:
    index = make_index(10, rough_from=1)
    assert len(index.compare(vector(0, 100)).nearest(10)) == 4
    compared = index.compare(vector(100))
    # Three in a hundred, and one at least.
    assert compared.nearest(10) == [sentence("The port is shut. ")]
    iri = article_iri(FIRST)
    assert compared.cosine(iri, find(FIRST, "may open")) == pytest.approx(0.6, abs=0.001)
    assert compared.cosine(iri, find(FIRST, "Nobody")) == 0.0


def test_a_graph_too_large_to_keep_all_has_no_nearest() -> None:
    assert make_index(NO_KEEPING).compare(vector(100)).nearest(10) == []


def test_what_is_no_vector_counts_as_none() -> None:
    half = write_vectors([SentenceVector(Span(0, 9), vector(100).tobytes())])[:200]
    told = ("AAAA", "é", "", b64encode(half).decode())
    quads = [
        *make_quads([make_reading(FIRST)]),
        *(Quad(node("article", FIRST.id), term("asg:sentenceVectors"), Literal(one)) for one in told),
    ]
    compared = vector_index_of(make_store(quads)).compare(vector(100))
    assert compared.nearest(10) == []
    assert compared.cosine(article_iri(FIRST), Span(0, 9)) == 0.0
