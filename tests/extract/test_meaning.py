"""Vectors of sentences by the shipped model: what means the same is near, whatever its words."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.extract.meaning import MEANING_FILES, MeaningModel, shipped_meaning_model, with_vectors
from kg.extract.settings import read_files, shipped_folder
from kg.graph.vector_index import cosines_of
from kg.model import Span
from kg.model.statement import VECTOR_WIDTH
from kg.text.simple_sentences import simple_sentences
from tests.builders import make_article, make_reading

PARAGRAPHS = (
    "The harbour will stay shut until the strike is over, Ana Prado said. She leads the union.",
    "Karl Lund warned that thousands of people may lose their homes in the flood.",
    "The ministry denied that it paid the firm for the bridge. Ida Berg called the report a lie.",
)
ARTICLE = make_article("\n\n".join(PARAGRAPHS))


@pytest.mark.parametrize(
    ("question", "nearest"),
    [
        ("Who says that ships cannot dock while workers walk out?", "The harbour will stay shut"),
        ("who fears that high water makes many homeless", "Karl Lund warned"),
        ("Did the government give the builder money?", "The ministry denied"),
    ],
)
def test_a_question_is_nearest_to_the_sentence_that_answers_it_without_its_words(
    question: str, nearest: str
) -> None:
    sentences = with_vectors(make_reading(ARTICLE)).sentences
    vectors = np.array([np.frombuffer(one.numbers, dtype=np.int8) for one in sentences])
    best = int(np.argmax(cosines_of(vectors, shipped_meaning_model().vector(question))))
    assert sentences[best].span.of(ARTICLE.text).startswith(nearest)


def test_each_sentence_of_each_paragraph_has_a_vector_of_one_length() -> None:
    sentences = with_vectors(make_reading(ARTICLE)).sentences
    assert [one.span.of(ARTICLE.text).strip() for one in sentences] == [
        "The harbour will stay shut until the strike is over, Ana Prado said.",
        "She leads the union.",
        "Karl Lund warned that thousands of people may lose their homes in the flood.",
        "The ministry denied that it paid the firm for the bridge.",
        "Ida Berg called the report a lie.",
    ]
    numbers = np.array([np.frombuffer(one.numbers, dtype=np.int8) for one in sentences])
    assert numbers.shape == (5, VECTOR_WIDTH)
    assert np.allclose(np.linalg.norm(numbers.astype(float), axis=1), 500, atol=5)


def test_an_article_without_known_paragraphs_is_one() -> None:
    reading = make_reading(make_article("The port is shut. It may open."), paragraphs=())
    assert [one.span for one in with_vectors(reading).sentences] == [Span(0, 18), Span(18, 30)]
    assert with_vectors(make_reading(make_article(" "), paragraphs=())).sentences[0].span == Span(0, 1)


def test_a_paragraph_of_thousands_of_words_is_read_in_parts() -> None:
    text = "The port is shut. " * 400 + "The end " * 450
    sentences = simple_sentences(text)
    vectors = shipped_meaning_model().sentence_vectors("", text, sentences)
    assert vectors.shape == (401, VECTOR_WIDTH)
    assert np.allclose(np.linalg.norm(vectors.astype(float), axis=1), 500, atol=5)


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=80), st.text(max_size=200))
def test_whatever_the_text_each_sentence_has_a_vector(title: str, text: str) -> None:
    sentences = simple_sentences(text)
    assert "".join(one.of(text) for one in sentences) == text
    if sentences:
        assert shipped_meaning_model().sentence_vectors(title, text, sentences).shape == (
            len(sentences),
            VECTOR_WIDTH,
        )


def test_the_shipped_word_embeddings_are_those_of_training() -> None:
    whole = MeaningModel(read_files(shipped_folder(), MEANING_FILES))
    for text in PARAGRAPHS:
        assert (whole.vector(text) == shipped_meaning_model().vector(text)).all()


def test_weights_that_are_none_are_refused() -> None:
    weights = read_files(shipped_folder(), MEANING_FILES)
    with pytest.raises(InputError, match=r"^The model of meaning cannot be loaded: "):
        MeaningModel(weights | {"meaning.onnx": b"nothing"})
    other = bytearray(weights["encoder.onnx"])
    other[len(other) // 2] ^= 1
    with pytest.raises(InputError, match=r"the word embeddings in encoder\.onnx are not those"):
        MeaningModel(weights | {"encoder.onnx": bytes(other)})
