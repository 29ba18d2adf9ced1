"""What a reviewer adds: statements, positions, their kind, cue and holder."""

from pathlib import Path

from pyoxigraph import Literal

from kg import open as open_dataset
from kg.graph.implied import implied_quads
from kg.graph.store import open_store
from kg.graph.validation import validate_source
from kg.graph.vocabulary import term
from tests.server.with_review import Reviewer, article, places, rebuild, statements
from tests.with_sparql import select


def test_a_statement_that_was_missed(reviewer: Reviewer, folder: Path) -> None:
    _, data = article(reviewer, "b")
    key, content = places(data, "has asked nobody")
    _, source = places(data, "Ana Prado has")
    added = reviewer.add(
        ("statement-added", "", f"{key} {content} from {source}"), ("speaker", "", "luis-prado")
    )
    identifier = added["added"][0][1]
    assert [one[:2] for one in added["added"]] == [["statement-added", identifier], ["speaker", identifier]]
    reviewer.settle()
    one = statements(folder)[identifier]
    assert (one.text, one.speaker, one.by_hand) == ("has asked nobody", "Luis Prado", "added")
    assert (one.confidence, one.reviewed_by, one.within) == (1.0, "Zoë Ray", "st-b1")
    text, data = article(reviewer, "b")
    assert "added by hand, reviewed by <bdi>Zoë Ray</bdi>" in text
    assert [one["byHand"] for one in data["statements"]] == ["", "", "added"]
    # More is said of it, then the graph is built again.
    reviewer.add(("position-added", identifier, "REJECT karl-lund"))
    reviewer.add(("statement-accepted", identifier, ""))
    reviewer.settle()
    rebuild()
    one = statements(folder)[identifier]
    assert [(own.act, own.polarity, own.target) for own in one.positions] == [
        ("REJECT", "opposes", "Karl Lund")
    ]
    assert one.by_hand == "added"
    for sent, sentence in (
        (("not-a-statement", identifier, ""), "This statement was added by hand; take that back."),
        (
            ("statement-added", "", f"{key} {content}"),
            "These words are a statement already; correct that one.",
        ),
        (("statement-added", "", f"{key} 1-9999"), "There are no words at these places in the article."),
        (("statement-added", "", "ar-0 1-2"), "The graph has no article “ar-0”."),
        (("statement-added", "", "here"), "is no statement to add"),
    ):
        status, answer = reviewer.post("/review/corrections", {"claims": [sent]})
        assert (status, sentence in answer["error"]) == (400, True), answer
    # With the statement goes all that was said of it.
    assert reviewer.post("/review/undo", {"cells": added["added"][0]})[0] == 200
    assert reviewer.kinds() == []
    reviewer.settle()
    assert identifier not in statements(folder)
    assert reviewer.post("/review/undo", {})[0] == 400


def test_a_position_that_was_missed(reviewer: Reviewer, folder: Path) -> None:
    added = reviewer.add(("position-added", "st-a3", "SUPPORT karl-lund"))["added"][0]
    reviewer.add(("position-added-words", "st-a3", "REQUEST run again"))
    reviewer.settle()
    found = {one.target: one for one in statements(folder)["st-a3"].positions}
    assert {name: (one.holder, one.act, one.confidence) for name, one in found.items()} == {
        "Karl Lund": ("Luis Prado", "SUPPORT", 1.0),
        "run again": ("Luis Prado", "REQUEST", 1.0),
    }
    _, data = article(reviewer, "a")
    assert [one["byHand"] for one in data["statements"][1]["positions"]] == ["added", "added"]
    for sent, sentence in (
        (("position-added", "st-a4", "SUPPORT karl-lund"), "Nobody is known who says this"),
        (("position-added", "st-a3", "SUPPORT luis-prado"), "nobody takes a position toward themselves"),
        (("position-added", "st-a3", "ACCUSE karl-lund"), "There is a position toward Karl Lund already"),
        (
            ("position-added", "st-a3", "PRAISE ana-prado"),
            "“PRAISE” is no act of a position; there are ACCUSE",
        ),
        (("position-added", "st-a3", "SUPPORT nobody"), "The graph has no actor or agreement “nobody”."),
        (("position-added-words", "st-a3", "SUPPORT on Sunday"), "The words “on Sunday” do not stand in"),
        (("position-accepted", added[1], ""), "This position was corrected by hand"),
        (("not-a-position", added[1], ""), "This position was added by hand; take that back."),
    ):
        status, answer = reviewer.post("/review/corrections", {"claims": [sent]})
        assert (status, sentence in answer["error"]) == (400, True), answer
    reviewer.add(("position-polarity", added[1], "mixed"))
    reviewer.settle()
    found = {one.target: one.polarity for one in statements(folder)["st-a3"].positions}
    assert found == {"Karl Lund": "mixed", "run again": "neutral"}
    assert reviewer.post("/review/undo", {"cells": added})[0] == 200
    assert reviewer.kinds() == ["position-added-words"]


def test_the_kind_the_saying_and_the_cue(reviewer: Reviewer, folder: Path) -> None:
    reviewer.add(("statement-kind", "st-b0", "attitude"))
    reviewer.add(("statement-unsaid", "st-b0", "future"))
    reviewer.add(("statement-cue", "st-b0", "0-3"))
    reviewer.settle()
    one = statements(folder)["st-b0"]
    assert (one.kind, one.unsaid, one.cue, one.positions) == ("attitude", "future", "Ana", ())
    text, data = article(reviewer, "b")
    assert '<strong class="unsaid">attitude, future</strong>' in text
    # What is not said speech is shown from the start.
    assert 'id="others" checked' in text
    assert (
        "<code>statement-cue</code> <q>Karl Lund was right about the lighthouse</q> → <bdi>Ana</bdi>" in text
    )
    first = data["statements"][0]
    assert (first["kind"], first["unsaid"], first["cue"]) == ("attitude", "future", [0, 3])
    for sent, sentence in (
        (("statement-kind", "st-b0", "attitude"), "The statement is “attitude” already"),
        (("statement-unsaid", "st-b1", "said"), "The statement is “said” already"),
        (("statement-cue", "st-b1", "900-950"), "There are no words at this place in the article."),
        (("statement-kind", "st-zz", "act"), "The graph has no statement “st-zz”."),
    ):
        status, answer = reviewer.post("/review/corrections", {"claims": [sent]})
        assert (status, sentence in answer["error"]) == (400, True), answer
    # A change of mind takes the place of the line.
    reviewer.add(("statement-unsaid", "st-b0", "said"))
    assert reviewer.kinds() == ["statement-kind", "statement-cue", "statement-unsaid"]
    for _ in range(4):
        status, answer = reviewer.post("/review/undo", {})
        assert (status, answer["text"]) == (200, "Karl Lund was right about the lighthouse")
    reviewer.settle()
    one = statements(folder)["st-b0"]
    assert (one.kind, one.unsaid, one.by_hand, len(one.positions)) == ("speech", None, None, 1)


def test_a_position_that_is_told_of_somebody_else(reviewer: Reviewer, folder: Path) -> None:
    """Nobody is named who says it, and it tells of Karl Lund."""
    reviewer.add(("position-added", "st-a4", "by karl-lund SUPPORT ana-prado"))
    reviewer.settle()
    rebuild()
    (one,) = statements(folder)["st-a4"].positions
    assert (one.holder, one.layer, one.act, one.target) == ("Karl Lund", "content", "SUPPORT", "Ana Prado")
    for sent, sentence in (
        (
            ("position-added", "st-a4", "by karl-lund ACCUSE ana-prado"),
            "There is a position toward Ana Prado",
        ),
        (("position-added", "st-a4", "by karl-lund ACCUSE karl-lund"), "nobody takes a position toward"),
        (("position-added", "st-a3", "by luis-prado ACCUSE ana-prado"), "Luis Prado is the speaker"),
        (("position-added", "st-a3", "by nobody ACCUSE ana-prado"), "The graph has no actor “nobody”."),
    ):
        status, answer = reviewer.post("/review/corrections", {"claims": [sent]})
        assert (status, sentence in answer["error"]) == (400, True), answer
    # What Karl Lund does by speaking is another position than what is told of Ana Prado.
    reviewer.add(("position-added", "st-b1", "SUPPORT ana-prado"))
    reviewer.add(("position-added", "st-b1", "by luis-prado SUPPORT ana-prado"))


def test_provenance_of_what_was_added(reviewer: Reviewer, folder: Path) -> None:
    key, content = places(article(reviewer, "b")[1], "has asked nobody")
    reviewer.add(("statement-added", "", f"{key} {content}"))
    reviewer.add(("position-added", "st-a3", "SUPPORT karl-lund"))
    reviewer.settle()
    rows = select(
        open_dataset(folder),
        """
        SELECT ?kind ?by ?said WHERE {
          ?added prov:wasGeneratedBy ?correction ; asg:byHand "added" .
          ?correction asg:correctionKind ?kind ; prov:used ?added ; schema:text ?said ;
            prov:wasAssociatedWith/schema:name ?by .
        } ORDER BY ?kind""",
    )
    assert rows.rows == [
        ("position-added", "Zoë Ray", "the ferry will run again"),
        ("statement-added", "Zoë Ray", "has asked nobody"),
    ]
    # The model that read the article has not made them.
    store, own = open_store(folder), term("prov:wasGeneratedBy")
    made = {quad.subject for quad in implied_quads(store) if quad.predicate == own}
    added = {quad.subject for quad in store.quads_for_pattern(None, term("asg:byHand"), Literal("added"))}
    assert (len(added), made & added) == (2, set())
    assert len(made) > 60
    findings = [one for part in validate_source(folder, on_progress=lambda *_: None) for one in part.findings]
    assert findings == []
