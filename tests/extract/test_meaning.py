"""Vectors of texts by the shipped model: what means the same is near, whatever its words."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.extract.meaning import MEANING_FILES, MeaningModel, shipped_meaning_model
from kg.extract.settings import read_files, shipped_folder
from kg.graph.vector_index import cosines_of
from kg.model.statement import VECTOR_WIDTH

STATEMENTS = [
    "Ana Prado said: the harbour will stay shut until the strike is over",
    "Karl Lund warned: thousands of people may lose their homes in the flood",
    "Ida Berg denied: the ministry paid the firm for the bridge",
]


@pytest.mark.parametrize(
    ("question", "nearest"),
    [
        ("Who says that ships cannot dock while workers walk out?", 0),
        ("who fears that high water makes many homeless", 1),
        ("Did the government give the builder money?", 2),
    ],
)
def test_a_question_is_nearest_to_what_answers_it_without_its_words(question: str, nearest: int) -> None:
    vectors = shipped_meaning_model().vectors([*STATEMENTS, question])
    assert int(np.argmax(cosines_of(vectors[:-1], vectors[-1]))) == nearest


def test_vectors_have_one_length_however_long_the_text() -> None:
    model = shipped_meaning_model()
    vectors = model.vectors([*STATEMENTS, "word " * 500])
    assert vectors.shape == (4, VECTOR_WIDTH)
    assert np.allclose(np.linalg.norm(vectors.astype(float), axis=1), 500, atol=5)
    assert model.vectors([]).shape == (0, VECTOR_WIDTH)


@settings(max_examples=20)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_what_a_text_means_does_not_depend_on_the_texts_beside_it(texts: list[str]) -> None:
    model = shipped_meaning_model()
    together = model.vectors([*texts, " ".join(STATEMENTS)])
    alone = np.concatenate([model.vectors([one]) for one in texts])
    assert (together[:-1] == alone).all()


def test_the_shipped_word_embeddings_are_those_of_training() -> None:
    whole = MeaningModel(read_files(shipped_folder(), MEANING_FILES))
    assert (whole.vectors(STATEMENTS) == shipped_meaning_model().vectors(STATEMENTS)).all()


def test_weights_that_are_none_are_refused() -> None:
    weights = read_files(shipped_folder(), MEANING_FILES)
    with pytest.raises(InputError, match=r"^The model of meaning cannot be loaded: "):
        MeaningModel(weights | {"meaning.onnx": b"nothing"})
    other = bytearray(weights["encoder.onnx"])
    other[len(other) // 2] ^= 1
    with pytest.raises(InputError, match=r"the word embeddings in encoder\.onnx are not those"):
        MeaningModel(weights | {"encoder.onnx": bytes(other)})
