"""A review through the interface of its server: changes, undo, the file, the graph, a build after it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from kg import open as open_dataset
from kg.archive.corrections.correction_file import read_corrections
from kg.graph.validation import validate_source
from tests.conftest import raise_error
from tests.server.with_review import (
    TOKEN,
    Reviewer,
    article,
    listed,
    rebuild,
    reviewing,
    statements,
)
from tests.with_sparql import select


def test_each_change_is_in_the_file_and_in_the_graph(reviewer: Reviewer, folder: Path) -> None:
    reviewer.add(("statement-accepted", "st-a2", ""))
    reviewer.add(("speaker", "st-a4", "luis-prado"))
    reviewer.add(("not-a-statement", "st-b1", ""))
    reviewer.add(("position-polarity", "st-b0/po-st-b0", "opposes"))
    reviewer.add(("same-actor", "luis-prado", "ana-prado"))
    lines = read_corrections(folder / "corrections.csv", raise_error)
    assert {one.by for one in lines} == {"Zoë Ray"}
    assert all(re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", one.on) for one in lines)
    reviewer.settle()
    found = statements(folder)
    assert found["st-a2"].by_hand == "accepted"
    assert (found["st-a2"].confidence, found["st-a2"].reviewed_by) == (1.0, "Zoë Ray")
    assert found["st-a2"].reviewed_on.isoformat() == lines[0].on[:10]
    assert (found["st-a4"].speaker, found["st-a4"].by_hand) == ("Ana Prado", "corrected")
    assert "st-b1" not in found
    assert [one.polarity for one in found["st-b0"].positions] == ["opposes"]
    text, data = article(reviewer, "a")
    assert text.count("reviewed by <bdi>Zoë Ray</bdi> on <time") == 2
    assert [one["byHand"] for one in data["statements"]] == ["accepted", "", "corrected"]


def test_words_are_places_in_the_article(reviewer: Reviewer, folder: Path) -> None:
    _, data = article(reviewer, "a")
    first = data["statements"][0]
    ((start, end),) = first["content"]
    passage = next(one for one in data["passages"] if one[0] <= start < one[0] + len(one[1]))
    assert passage[1][start - passage[0] :].startswith("Karl Lund is wrong about the ferry 🚢")
    stop = start + len("Karl Lund is wrong about the ferry")
    reviewer.add(("statement-words", first["id"], f"{start}-{stop}"))
    reviewer.settle()
    assert statements(folder)[first["id"]].text == "Karl Lund is wrong about the ferry"
    assert end > stop


def test_a_change_of_mind_and_undo(reviewer: Reviewer, folder: Path) -> None:
    reviewer.add(("speaker", "st-a3", "karl-lund"))
    answer = reviewer.add(("speaker", "st-a3", "Rosa Lee"))
    assert [one[2] for one in answer["removed"]] == ["karl-lund"]
    reviewer.settle()
    assert statements(folder)["st-a3"].speaker == "Rosa Lee"
    assert reviewer.post("/review/undo", {})[0] == 200
    reviewer.settle()
    assert statements(folder)["st-a3"].speaker == "Karl Lund"
    # A given line, though another one was written after it; then nothing of this session is left.
    reviewer.add(("statement-accepted", "st-b0", ""))
    (line, *_) = read_corrections(folder / "corrections.csv", raise_error)
    assert reviewer.post("/review/undo", {"cells": line.cells})[0] == 200
    assert reviewer.kinds() == ["statement-accepted"]
    assert reviewer.post("/review/undo", {"cells": line.cells})[0] == 400
    assert reviewer.post("/review/undo", {})[0] == 200
    status, answer = reviewer.post("/review/undo", {})
    assert (status, answer["error"][:40]) == (400, "Nothing was changed since this review be")
    reviewer.settle()
    assert statements(folder)["st-a3"].speaker == "Luis Prado"


def test_nobody_is_named(reviewer: Reviewer, folder: Path) -> None:
    reviewer.add(("speaker", "st-a4", "luis-prado"))
    answer = reviewer.add(("unnamed-speaker", "st-a4", ""))
    assert [one[0] for one in answer["removed"]] == ["speaker"]
    reviewer.settle()
    one = statements(folder)["st-a4"]
    assert (one.speaker, one.candidates, one.by_hand) == (None, (), "corrected")


def agreements(folder: Path) -> dict[str, list[str]]:
    return {
        key: [own.name for own in one.agreements] for key, one in statements(folder).items() if one.agreements
    }


def test_which_agreement_is_meant_and_which_are_one(reviewer: Reviewer, folder: Path) -> None:
    before = {"st-a2": ["Ferry deal"], "st-a3": ["Ferry deal"], "st-b0": ["Lighthouse pact"]}
    assert agreements(folder) == before
    found = reviewer.client.get("/review/names", params={"q": "ferry", "kinds": "agreement"}).json()["names"]
    assert [one["id"] for one in found] == ["ferry-deal"]
    reviewer.add(("agreement", "st-a2/ferry-deal", "lighthouse-pact"))
    reviewer.add(("not-the-agreement", "st-a3/ferry-deal", ""))
    reviewer.settle()
    assert agreements(folder) == {"st-a2": ["Lighthouse pact"], "st-b0": ["Lighthouse pact"]}
    for sent, sentence in (
        (
            ("agreement", "st-b0/ferry-deal", "lighthouse-pact"),
            "The statement does not refer to “ferry-deal”.",
        ),
        (("agreement", "st-zz/ferry-deal", "lighthouse-pact"), "The graph has no statement “st-zz”."),
        (("agreement", "st-b0/lighthouse-pact", "ana-prado"), "The graph has no agreement “ana-prado”."),
        (("agreement", "st-b0/lighthouse-pact", "lighthouse-pact"), "“lighthouse-pact” is what was read"),
        (
            ("same-agreement", "lighthouse-pact", "lighthouse-pact"),
            "“lighthouse-pact” is the same agreement already.",
        ),
        (("same-agreement", "lighthouse-pact", "ana-prado"), "The graph has no agreement “ana-prado”."),
    ):
        status, answer = reviewer.post("/review/corrections", {"claims": [sent]})
        assert (status, sentence in answer["error"]) == (400, True), answer
    for _ in range(2):
        assert reviewer.post("/review/undo", {})[0] == 200
    reviewer.settle()
    reviewer.add(("same-agreement", "ferry-deal", "lighthouse-pact"))
    reviewer.settle()
    rebuild()
    assert {name for named in agreements(folder).values() for name in named} == {"Lighthouse pact"}
    assert len(agreements(folder)) == 3
    findings = [one for part in validate_source(folder) for one in part.findings]
    assert findings == []


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        (("speaker", "st-zz", "ana-prado"), "The graph has no statement “st-zz”."),
        (("speaker", "st-a3", "nobody"), "The graph has no actor “nobody”."),
        (("speaker", "st-a3", "Ana Prado"), "The graph has “ana-prado” already"),
        (("position-polarity", "st-a3/po-1", "mixed"), "The statement “st-a3” has no position “po-1”."),
        (("position-target", "st-b0/po-st-b0", "ana-prado"), "nobody takes a position toward themselves"),
        (("same-actor", "ana-prado", "ana-prado"), "“ana-prado” is the same actor already."),
        (("statement-words", "st-a3", "9-3"), "is no place in an article"),
        (("praise", "st-a3", ""), "“praise” is not a correction"),
    ],
)
def test_what_is_not_there_is_refused(reviewer: Reviewer, claim: Any, sentence: str) -> None:
    status, answer = reviewer.post("/review/corrections", {"claims": [claim]})
    assert status == 400
    assert sentence in answer["error"]
    assert not (reviewer.folder / "corrections.csv").exists()


def test_a_position_that_was_turned_is_not_accepted_as_read(reviewer: Reviewer) -> None:
    reviewer.add(("position-polarity", "st-b0/po-st-b0", "opposes"))
    status, answer = reviewer.post(
        "/review/corrections", {"claims": [["position-accepted", "st-b0/po-st-b0", ""]]}
    )
    assert (status, answer["error"]) == (400, "This position was corrected by hand, and is right by that.")


@pytest.mark.parametrize(
    "sent",
    [[], {"claims": []}, {"claims": [["speaker", "st-a3"]]}, {"claims": [[1, 2, 3]]}, "x", {"claims": 3}],
)
def test_what_is_no_change_is_refused(reviewer: Reviewer, sent: Any) -> None:
    assert reviewer.post("/review/corrections", sent)[0] == 400


def test_names_and_the_queue(reviewer: Reviewer) -> None:
    found = reviewer.client.get("/review/names", params={"q": "lund"}).json()["names"]
    assert [one["id"] for one in found] == ["karl-lund"]
    found = reviewer.client.get("/review/names", params={"q": "Anna Prado"}).json()["names"]
    assert "ana-prado" in [one["id"] for one in found]
    text = listed(reviewer)
    assert "0</span> of" in text
    assert "unsure who speaks: Ana Prado (50%) or Luis Prado (40%)" in text
    # Once supported, sixty times opposed: the one is worth more than each of the sixty.
    assert "Ana Prado supports Karl Lund in 1, not so in 61" in text
    first = reviewer.client.get("/review/next").json()
    assert (first["id"], first["done"]) == ("st-a4", 0)
    reviewer.add(("speaker", "st-a4", "ana-prado"))
    second = reviewer.client.get("/review/next").json()
    assert (second["id"], second["done"]) == ("st-b0", 1)
    after = reviewer.client.get("/review/next", params={"after": "st-b0"}).json()
    assert after["id"] not in ("st-a4", "st-b0")
    # What was passed does not come back once another one is reviewed.
    reviewer.add(("statement-accepted", after["id"], ""))
    last = reviewer.client.get("/review/next", params={"after": after["id"]}).json()
    assert last["id"] not in ("st-a4", "st-b0", after["id"])


def test_fifty_reviews_hold_when_the_graph_is_built_again(reviewer: Reviewer, folder: Path) -> None:
    for number in range(50):
        subject = f"st-c{number}"
        claim = [
            ("statement-accepted", subject, ""),
            ("speaker", subject, "luis-prado"),
            ("not-a-statement", subject, ""),
            ("position-polarity", f"{subject}/po-{subject}", "mixed"),
            ("not-a-position", f"{subject}/po-{subject}", ""),
        ][number % 5]
        reviewer.add(claim)
    reviewer.settle()
    before = statements(folder)
    rebuild()
    after = statements(folder)
    assert before == after
    reviewed: list[Any] = [after.get(f"st-c{number}") for number in range(50)]
    assert [one.by_hand for one in reviewed[0::5]] == ["accepted"] * 10
    assert {one.speaker for one in reviewed[1::5]} == {"Luis Prado"}
    assert reviewed[2::5] == [None] * 10
    assert [one.positions[0].polarity for one in reviewed[3::5]] == ["mixed"] * 10
    assert [one.positions for one in reviewed[4::5]] == [()] * 10
    assert len(reviewer.kinds()) == 50


def test_provenance_of_what_was_reviewed(reviewer: Reviewer, folder: Path) -> None:
    reviewer.add(("speaker", "st-a3", "karl-lund"))
    reviewer.settle()
    rows = select(
        open_dataset(folder),
        """
        SELECT ?by ?was ?who WHERE {
          ?correction asg:correctionKind "speaker" ; prov:used ?statement ; prov:endedAtTime ?time ;
            prov:wasAssociatedWith ?person .
          ?person a prov:Person ; schema:name ?by .
          ?statement prov:wasRevisionOf ?before ; asg:reviewedOn ?day .
          ?before prov:value ?was ; schema:creditText ?who .
        }""",
    )
    assert rows.rows == [("Zoë Ray", "the ferry will run again", "Luis Prado")]


def test_nothing_is_shown_or_changed_without_the_token(folder: Path) -> None:
    with reviewing(folder, signed_in=False) as reviewer:
        client = reviewer.client
        for address in ("/", "/review", "/index.html", "/sparql", "/review/names?q=a", "/?token=wrong"):
            assert client.get(address).status_code == 403, address
        claim = {"claims": [["statement-accepted", "st-a3", ""]]}
        assert client.post("/review/corrections", json=claim).status_code == 403
        assert client.get("/review", headers={"x-review-token": TOKEN}).status_code == 200
        # The cookie alone, which a form of another page would carry, too, changes nothing.
        client.get(f"/review?token={TOKEN}")
        assert client.get("/review").status_code == 200
        assert client.post("/review/corrections", json=claim).status_code == 403
        assert not (folder / "corrections.csv").exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example:8000"},
        {"host": "127.0.0.1.evil.example"},
        {"host": ""},
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"},
        {"content-type": "text/plain"},
    ],
)
def test_other_pages_cannot_change_anything(reviewer: Reviewer, headers: dict[str, str]) -> None:
    content = json.dumps({"claims": [["statement-accepted", "st-a3", ""]]})
    own = {"content-type": "application/json", "x-review-token": TOKEN, "origin": "http://127.0.0.1:8000"}
    answer = reviewer.client.post("/review/corrections", content=content, headers=own | headers)
    assert answer.status_code in (400, 403)
    assert not (reviewer.folder / "corrections.csv").exists()
    assert reviewer.client.post("/review/corrections", content=content, headers=own).status_code == 200


def test_answers_are_kept_from_other_pages(reviewer: Reviewer) -> None:
    answer = reviewer.client.get("/sparql?query=ASK%20%7B%7D", headers={"origin": "http://127.0.0.1:8000"})
    assert answer.status_code == 200
    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert reviewer.client.post("/sparql", data={"query": "ASK {}"}).status_code == 403


def test_a_line_that_cannot_be_applied_is_told(reviewer: Reviewer, folder: Path) -> None:
    reviewer.add(("same-actor", "luis-prado", "karl-lund"))
    with (folder / "corrections.csv").open("a", encoding="utf-8") as file:
        file.write("rename,nobody,Nobody,Ann,2026-11-23,\n")
    reviewer.add(("statement-accepted", "st-b0", ""))
    answer = reviewer.client.get("/review/settled").json()
    assert answer["current"] is False
    assert "no actor or agreement has the identifier “nobody”" in answer["reason"]
