"""The spaCy component `kg_stances` with the shipped model, on sentences written for this test."""

from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from kg.extract.settings import read_files, shipped_folder
from kg.extract.stances.stance_model import STANCE_FILES, StanceModel
from kg.extract.stances.stance_reader import read_stances
from kg.model import Attribution, Layer, Manner, Span, Stance
from kg.text.text import Text


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("kg_statements")
    pipeline.add_pipe("kg_stances")
    return pipeline


def stances(nlp: Language, text: str) -> list[Stance]:
    return [stance for statement in nlp(text)._.statements for stance in statement.stances]


def spoken(nlp: Language, text: str) -> list[tuple[str, str, str]]:
    """(act, polarity, target) of the positions that speakers take."""
    return [
        (one.act, one.polarity.value, one.target.of(text))
        for one in stances(nlp, text)
        if one.layer is Layer.SPEECH
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The minister condemned the attack on Sunday.",
            [("ACCUSE", "opposes", "the attack")],
        ),
        ("Brown rejected the offer on Monday.", [("REJECT", "opposes", "the offer")]),
        ("The union praised the new mayor.", [("SUPPORT", "supports", "the new mayor")]),
        ("“We will never accept this treaty,” the governor said.", [("REJECT", "opposes", "this treaty")]),
        (
            "The two countries agreed to reopen the border.",
            [("AGREE", "supports", "reopen the border")],
        ),
    ],
)
def test_positions_of_speakers(nlp: Language, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert spoken(nlp, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said that the bridge is 400 metres long.",
        "According to the weather service, it will rain on Sunday.",
        "Brown said he was born in a small town near the coast.",
    ],
)
def test_statement_without_position(nlp: Language, text: str) -> None:
    assert stances(nlp, text) == []


def test_condition_of_threat(nlp: Language) -> None:
    text = "“If the rebels attack the port, we will bomb their camps,” the general said."
    found = [one for one in stances(nlp, text) if one.act == "THREATEN"]
    assert "their camps" in [one.target.of(text) for one in found]
    assert {one.condition.of(text) if one.condition else None for one in found} == {
        "If the rebels attack the port"
    }


def test_question_has_lower_confidence(nlp: Language) -> None:
    said = "The mayor accused the company of fraud."
    asked = "“Did the mayor accuse the company of fraud?” Brown asked."
    (sure,) = stances(nlp, said)
    assert all(one.confidence < sure.confidence for one in stances(nlp, asked))


def test_holder_in_content(nlp: Language) -> None:
    text = "Brown said that the army had bombed the hospital."
    told = [
        (one.holder.of(text), one.act, one.polarity.value, one.target.of(text))
        for one in stances(nlp, text)
        if one.holder is not None
    ]
    assert told == [("the army", "ASSAULT", "opposes", "the hospital")]


def test_words_of_another_script_have_more_sub_words_than_the_encoder_takes() -> None:
    text = Text("Brown said “" + "कृष्णमूर्ति " * 100 + "and condemned the attack”.")
    content = Span(12, len(text.raw) - 2)
    one = Attribution("", "", (content,), Span(6, 10), (Span(0, 5),), False, Manner.DIRECT, 1.0)
    model = StanceModel(read_files(shipped_folder(), STANCE_FILES))
    (found,) = read_stances([one], text, [], model)
    assert all(content.start <= stance.target.start < content.end for stance in found)


def test_saved_pipeline_gives_same_result(nlp: Language, tmp_path: Path) -> None:
    text = "Brown rejected the offer on Monday."
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")
    assert stances(again, text) == stances(nlp, text)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pieces=st.lists(
        st.sampled_from(
            [
                "Brown said",
                "“We will hit",
                "the army",
                "everywhere”",
                "if",
                "?",
                "\n\n",
                "condemned",
                "’s",
                "👍",
                ",",
            ]
        ),
        max_size=12,
    )
)
def test_spans_are_in_content_or_cue(nlp: Language, pieces: list[str]) -> None:
    text = " ".join(pieces)
    for statement in nlp(text)._.statements:
        read = statement.attribution
        said = [*read.content, *([read.cue] if read.cue else [])]
        for stance in statement.stances:
            for span in filter(None, (stance.target, stance.holder)):
                assert any(part.start <= span.start for part in said)
                assert any(span.end <= part.end for part in said)
            assert 0 <= stance.confidence <= 1
