"""Records: positions and figures in the documented keys."""

import json
from dataclasses import replace

import pytest

from kg.model import Figure, Span
from kg.records import to_line, to_record
from tests import with_doubt, with_unsaid
from tests.with_positions import STATEMENTS, A, D


def test_the_record_of_a_position() -> None:
    record = to_record(STATEMENTS["threat"], A)
    assert record["positions"] == [
        {
            "layer": "speech",
            "holder": {"id": "recep-tayyip-erdogan", "name": "Recep Tayyip Erdogan", "type": "person"},
            "act": "THREATEN",
            "polarity": "opposes",
            "target": {
                "id": "syrian-government",
                "name": "Syrian government",
                "mention": {"start": 74, "end": 87, "text": "regime forces"},
            },
            "condition": {"start": 27, "end": 60, "text": "If any harm comes to our soldiers"},
            "confidence": 0.9,
        }
    ]
    assert list(record)[-4:] == ["occasion", "figures", "candidates", "less_sure_positions"]
    assert record["figures"] == []


def test_a_target_that_nobody_knows() -> None:
    (position,) = to_record(STATEMENTS["stay"], A)["positions"]
    assert position["target"]["id"] is None
    assert position["target"]["name"] == "withdrawing from the observation points"
    assert position["condition"] is None


@pytest.mark.parametrize(
    ("name", "kind", "unsaid"),
    [("said", "speech", None), ("refused", "speech", "refused"), ("attitude", "attitude", None)],
)
def test_the_kind_and_what_is_unsaid(name: str, kind: str, unsaid: str | None) -> None:
    record = to_record(with_unsaid.STATEMENTS[name], with_unsaid.A)
    assert (record["kind"], record["unsaid"]) == (kind, unsaid)
    assert list(record)[-8:-2] == ["kind", "unsaid", "confidence", "within", "occasion", "figures"]


def test_the_record_of_a_figure() -> None:
    start = D.text.index("13 Turkish soldiers")
    figure = Figure(Span(start, start + 19), "13 Turkish soldiers", 13, 13, "Turkish soldiers", "killed")
    record = json.loads(to_line(replace(STATEMENTS["killed"], figures=(figure,)), D))
    assert record["figures"] == [
        {
            "text": "13 Turkish soldiers",
            "start": start,
            "end": start + 19,
            "least": 13,
            "most": 13,
            "counted": "Turkish soldiers",
            "outcome": "killed",
        }
    ]


def test_the_confidence_of_a_speaker_is_its_own() -> None:
    record = to_record(with_doubt.STATEMENTS["sure"], with_doubt.A)
    assert record["confidence"] == 0.9
    assert record["speaker"] == {
        "id": "john-smith",
        "name": "John Smith",
        "type": "person",
        "confidence": 0.88,
    }
    assert record["addressee"] == {
        "id": "jane-doe",
        "name": "Jane Doe",
        "type": "person",
        "confidence": 0.9,
        "mention": {"start": 81, "end": 89, "text": "Jane Doe"},
    }
    assert record["candidates"] == []


def test_who_an_unsure_speaker_may_be() -> None:
    record = to_record(with_doubt.STATEMENTS["unsure"], with_doubt.A)
    assert record["speaker"] is None
    assert record["candidates"] == [
        {"id": "john-smith", "name": "John Smith", "type": "person", "confidence": 0.475},
        {"id": "paul-jones", "name": "Paul Jones", "type": "person", "confidence": 0.305},
        {"id": "sam-brown", "name": "Sam Brown", "type": "person", "confidence": 0.22},
    ]
    nobody = to_record(with_doubt.STATEMENTS["nobody"], with_doubt.A)
    assert (nobody["speaker"], nobody["candidates"]) == (None, [])
