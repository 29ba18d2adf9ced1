"""The spaCy component `kg_statements` with the shipped model, on real sentences and on bad input."""

from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy import displacy
from spacy.language import Language
from spacy.tokens import DocBin

from kg.errors import InputError
from kg.extract.spacy import DocAttribution
from kg.model import Manner


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("kg_statements")
    return pipeline


def parts(statement: DocAttribution) -> tuple[str, str | None, str]:
    """Source, cue and wording."""
    cue = statement.cue.text if statement.cue else None
    return " … ".join(span.text for span in statement.source), cue, statement.text


def read(nlp: Language, text: str) -> list[tuple[str, str | None, str]]:
    return [parts(one) for one in nlp(text)._.statements]


def test_direct_speech_before_its_cue(nlp: Language) -> None:
    text = "“We cannot overlook the cruelty happening in our neighbour,” Oktay said on Saturday."
    (statement,) = nlp(text)._.statements
    assert parts(statement) == (
        "Oktay",
        "said",
        "We cannot overlook the cruelty happening in our neighbour",
    )
    assert statement.manner is Manner.DIRECT
    assert [span.text for span in statement.content] == [
        "“We cannot overlook the cruelty happening in our neighbour,”"
    ]


def test_reported_speech_after_its_cue(nlp: Language) -> None:
    text = "Cavusoglu said that Turkey and Russia will work closely to resolve the crisis."
    (statement,) = nlp(text)._.statements
    assert parts(statement) == (
        "Cavusoglu",
        "said",
        "Turkey and Russia will work closely to resolve the crisis",
    )
    assert statement.manner is Manner.INDIRECT


def test_quotation_split_by_cue(nlp: Language) -> None:
    text = '"The roads are open," the mayor said. "But nobody can use them at night."'
    assert read(nlp, text) == [
        ("the mayor", "said", "The roads are open … But nobody can use them at night.")
    ]


def test_according_to(nlp: Language) -> None:
    text = "At least forty people were injured in the blast, according to the health ministry."
    assert read(nlp, text) == [
        ("the health ministry", "according to", "At least forty people were injured in the blast")
    ]


def test_cues_with_shared_source(nlp: Language) -> None:
    text = (
        "Turkish Defence Minister Hulusi Akar earlier said Turkey would use force against rebel groups "
        "violating a January 12 ceasefire in Idlib and said Ankara was sending reinforcements to control "
        "Idlib."
    )
    source = "Turkish Defence Minister Hulusi Akar"
    assert [(s, said) for s, _, said in read(nlp, text)] == [
        (source, "Turkey would use force against rebel groups violating a January 12 ceasefire in Idlib"),
        (source, "Ankara was sending reinforcements to control Idlib"),
    ]


def test_quotation_without_cue_inherits_source(nlp: Language) -> None:
    text = (
        '"The planes that bomb the area are Russian," Aslan said.\n\n'
        '"On the one hand they negotiate in Ankara, and on the other they press on the ground."\n'
    )
    statements = nlp(text)._.statements
    wordings = " … ".join(one.text for one in statements)
    assert "On the one hand they negotiate in Ankara" in wordings
    assert {parts(one)[0] for one in statements} == {"Aslan"}


def test_names_and_dates(nlp: Language) -> None:
    text = "On Saturday Angela Merkel met Emmanuel Macron of France at the United Nations in Geneva."
    doc = nlp(text)
    found = {(span.text, span.label_) for span in doc.spans["kg_names"]}
    assert {
        ("Angela Merkel", "person"),
        ("Emmanuel Macron", "person"),
        ("France", "place"),
        ("United Nations", "organisation"),
        ("Geneva", "place"),
    } <= found
    assert [span.text for span in doc.spans["kg_names"] if span.label_ == "person"] == [
        "Angela Merkel",
        "Emmanuel Macron",
    ]


def test_text_without_attribution(nlp: Language) -> None:
    text = "The bridge across the river was built in 1912. It is 300 metres long and carries two lanes."
    assert read(nlp, text) == []


def test_unbalanced_mark_affects_one_sentence_only(nlp: Language) -> None:
    text = (
        'Smith said the report was "a mistake.\n\n'
        '"We have nothing to hide," Jones said.\n\n'
        "Brown said that the vote would be repeated."
    )
    assert ("Jones", "said", "We have nothing to hide") in read(nlp, text)
    assert ("Brown", "said", "the vote would be repeated") in read(nlp, text)


@pytest.mark.parametrize("text", ["", "x", "\n\n\n", "“", "…" * 50, "🙂 he said 🙂", "\u202e\u200b"])
def test_minimal_texts(nlp: Language, text: str) -> None:
    assert read(nlp, text) == []


def test_text_longer_than_window(nlp: Language) -> None:
    filler = "The river rose and the river fell and the boats went up and down. " * 60
    text = f"{filler}Brown said that the vote would be repeated. {filler}"
    assert read(nlp, text) == [("Brown", "said", "the vote would be repeated")]


def test_saved_pipeline_gives_same_result(nlp: Language, tmp_path: Path) -> None:
    text = "Brown said that the vote would be repeated."
    nlp.to_disk(tmp_path / "saved")
    loaded = spacy.load(tmp_path / "saved")
    assert [one.text for one in loaded(text)._.statements] == ["the vote would be repeated"]


TEXTS = [
    "Brown said that the vote would be repeated.",
    "The bridge was built in 1912.",
    "“We have nothing to hide,” Jones said.",
]
WORDINGS = [["the vote would be repeated"], [], ["We have nothing to hide"]]


# Python 3.12 and later warn about every fork of a multi-threaded process.
may_fork = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")


@may_fork
@pytest.mark.parametrize("processes", [1, 2])
def test_batches_and_processes(nlp: Language, processes: int) -> None:
    docs = list(nlp.pipe(TEXTS * 3, batch_size=2, n_process=processes))
    assert [[one.text for one in doc._.statements] for doc in docs] == WORDINGS * 3
    names = [[span.text for span in doc.spans["kg_names"]] for doc in (docs[0], nlp(TEXTS[0]))]
    assert names == [["Brown"], ["Brown"]]


@may_fork
def test_processes_after_threads() -> None:
    threaded = spacy.blank("en")
    threaded.add_pipe("kg_statements", config={"threads": 2})
    assert [one.text for one in threaded(TEXTS[0])._.statements] == WORDINGS[0]
    docs = threaded.pipe(TEXTS, n_process=2)
    assert [[one.text for one in doc._.statements] for doc in docs] == WORDINGS


def test_pipeline_to_bytes_and_from_bytes(nlp: Language) -> None:
    loaded = spacy.blank("en")
    loaded.add_pipe("kg_statements")
    loaded.from_bytes(nlp.to_bytes())
    assert [[one.text for one in loaded(text)._.statements] for text in TEXTS] == WORDINGS


def test_statements_survive_doc_bin(nlp: Language) -> None:
    docs = DocBin(docs=[nlp(text) for text in TEXTS], store_user_data=True).to_bytes()
    loaded = DocBin().from_bytes(docs).get_docs(nlp.vocab)
    kept = [[one.attribution for one in doc._.statements] for doc in loaded]
    assert kept == [[one.attribution for one in nlp(text)._.statements] for text in TEXTS]


def test_sentences_of_user_pipeline_are_kept() -> None:
    own = spacy.blank("en")
    own.add_pipe("sentencizer", config={"punct_chars": [";"]})
    own.add_pipe("kg_statements", config={"threads": 2})
    doc = own("Brown said that the vote would be repeated; Lee left.")
    assert [one.text for one in doc._.statements] == ["the vote would be repeated"]
    assert [sentence.text for sentence in doc.sents] == [
        "Brown said that the vote would be repeated;",
        "Lee left.",
    ]


def test_saved_pipeline_without_model_raises(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "saved")
    (tmp_path / "saved" / "kg_statements" / "encoder.onnx").unlink()
    with pytest.raises(InputError, match=r"encoder\.onnx cannot be read: No such file"):
        spacy.load(tmp_path / "saved")


@pytest.mark.parametrize(
    "text",
    [
        "“Nobody will come to help us, and nobody will be sorry when we are gone.”",
        "\u202eBrown said \u200fthat the vote\u202c would be repeated.",
        "Brown said\x00 that the\x07 vote would be repeated.",
        "🙂 Brown said that the vote 🗳️ would be repeated 🙂.",
        "Brown said.\n\n\n\n \n\t\n“”\n\nthat the vote would be repeated.",
        "said " * 3000,
        "“" * 3000,
        "x" * 20000,
    ],
)
def test_spans_are_valid_on_bad_input(nlp: Language, text: str) -> None:
    for one in (found.attribution for found in nlp(text)._.statements):
        assert one.text
        for span in (*one.content, *one.source, *([one.cue] if one.cue else [])):
            assert 0 <= span.start < span.end <= len(text)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                "“",
                "”",
                '"',
                "said",
                "He",
                "Mr. Brown",
                ",",
                ".",
                "\n\n",
                "that",
                "the vote",
                "will go",
                "adding",
                "’",
                "é",
            ]
        ),
        max_size=40,
    )
)
def test_spans_cover_whole_words(nlp: Language, pieces: list[str]) -> None:
    text = " ".join(pieces)
    statements = [found.attribution for found in nlp(text)._.statements]
    assert len({one.id for one in statements}) == len(statements)
    for one in statements:
        for span in (*one.content, *one.source, *([one.cue] if one.cue else [])):
            assert 0 <= span.start < span.end <= len(text)
            for edge in (span.start, span.end):
                assert not (text[edge - 1 : edge].isalnum() and text[edge : edge + 1].isalnum())


def test_results_are_spacy_spans(nlp: Language) -> None:
    doc = nlp("“We have nothing to hide,” Jones said. Lee left.")
    (statement,) = doc._.statements
    assert statement.cue == doc[9:10]
    assert statement.cue.sent.text == "“We have nothing to hide,” Jones said."
    found = [(span.text, span.label_, span.id_) for span in doc.spans["kg_statements"]]
    identifier = statement.attribution.id
    assert found == [
        ("“We have nothing to hide,”", "CONTENT", identifier),
        ("Jones", "SOURCE", identifier),
        ("said", "CUE", identifier),
    ]


def test_names_are_entities_unless_the_pipeline_has_some(nlp: Language) -> None:
    text = "On Saturday Angela Merkel met Emmanuel Macron at the United Nations in Geneva."
    found = {(one.text, one.label_) for one in nlp(text).ents}
    assert {("Angela Merkel", "PERSON"), ("United Nations", "ORG"), ("Geneva", "LOC")} <= found
    own = spacy.blank("en")
    own.add_pipe("entity_ruler").add_patterns([{"label": "GPE", "pattern": "Geneva"}])  # type: ignore[attr-defined]
    own.add_pipe("kg_statements")
    doc = own(text)
    assert [(one.text, one.label_) for one in doc.ents] == [("Geneva", "GPE")]
    assert "Angela Merkel" in {span.text for span in doc.spans["kg_names"]}


def test_displacy_shows_statements_and_names(nlp: Language) -> None:
    doc = nlp("“We have <nothing> to hide,” Jones said.")
    options = {"spans_key": "kg_statements"}
    for style, label in (("span", "SOURCE"), ("span", "CONTENT"), ("ent", "PERSON")):
        html = displacy.render(doc, style=style, options=options, jupyter=False)
        assert label in html
        assert "&lt;nothing&gt;" in html or "&lt;" in html
