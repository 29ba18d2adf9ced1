"""Turns of transcripts and interviews, and headlines with a colon."""

import pytest

from kg.extract.extractor import extract
from kg.extract.turns import find_turns
from kg.model import Attribution, Manner, Name, Span
from kg.text.text import Text

BRIEFING = """Press briefing, 4 February 2020

MR. DALTON: Good afternoon. The ceasefire will hold.

QUESTION: Does the minister still want sanctions?

SECRETARY WHITLOCK: Russia has broken the agreement three times.

We will not accept a fourth.

[Applause]

MR. DALTON: Thank you."""

INTERVIEW = """The Courier spoke to Dana Holt, head of the Norwegian fish board, about the new quotas.

Q: Are the quotas too low?

A: They are not low enough. The cod are gone.

Q: What should the government do?

A: Close the fishery. The engineers told us that the nets had been lost."""


def statements(raw: str) -> tuple[Attribution, ...]:
    return extract(Text(raw)).attributions


def said(raw: str) -> list[tuple[str | None, str]]:
    """(source, wording) of each statement that is in no other one."""
    return [
        (one.source[0].of(raw) if one.source else None, one.text) for one in statements(raw) if not one.within
    ]


def turns(raw: str) -> list[tuple[str | None, str]]:
    """(source, wording) of each turn, by its label alone."""
    return [
        (one.source[0].of(raw) if one.source else None, one.content[0].of(raw))
        for one in find_turns(Text(raw), []).statements
    ]


@pytest.mark.parametrize("raw", ["((.)) yes he said.", "((. ))", "((…)): yes", "((12)) yes"])
def test_marks_in_parentheses_are_no_label(raw: str) -> None:
    assert turns(raw) == []


def test_label_that_begins_with_a_mark_names_nobody() -> None:
    assert turns("((. , Tom Hale)) Yes.") == [(None, "Yes.")]


def test_briefing() -> None:
    assert said(BRIEFING) == [
        ("MR. DALTON", "Good afternoon. The ceasefire will hold."),
        (None, "Does the minister still want sanctions?"),
        ("SECRETARY WHITLOCK", "Russia has broken the agreement three times."),
        ("SECRETARY WHITLOCK", "We will not accept a fourth."),
        ("MR. DALTON", "Thank you."),
    ]
    found = [one for one in statements(BRIEFING) if not one.within]
    assert {one.manner for one in found} == {Manner.DIRECT}
    assert {one.cue for one in found} == {None}


def test_interview() -> None:
    found = [one for one in said(INTERVIEW) if one[0] != "The Courier"]
    assert found == [
        (None, "Are the quotas too low?"),
        ("Dana Holt", "They are not low enough. The cod are gone."),
        (None, "What should the government do?"),
        ("Dana Holt", "Close the fishery. The engineers told us that the nets had been lost."),
    ]
    answers = [one for one in statements(INTERVIEW) if one.text.startswith(("They", "Close"))]
    assert all(one.source_inherited for one in answers)


def test_statement_inside_turn_is_within_it() -> None:
    found = statements(INTERVIEW)
    (inner,) = [one for one in found if one.text == "the nets had been lost"]
    (outer,) = [one for one in found if one.text.startswith("Close the fishery")]
    assert (inner.source[0].of(INTERVIEW), inner.within) == ("The engineers", outer.id)


def test_answers_of_nobody_if_several_are_introduced() -> None:
    raw = INTERVIEW.replace("The Courier spoke", "Anna Lind of the Courier spoke")
    answers = [one for one in statements(raw) if one.text.startswith(("They", "Close"))]
    assert [one.source for one in answers] == [(), ()]


def test_initials_mean_who_was_introduced() -> None:
    raw = (
        "Tom Hale runs the port.\n\nCourier: Is the port safe?\n\nTH: It is safe.\n\n"
        "Courier: And the dam?\n\nTH: It will hold for years."
    )
    assert ("Tom Hale", "It is safe.") in said(raw)


def test_speech_of_one_speaker() -> None:
    assert said("THE PRESIDENT: We will win.\n\nNobody will stop us.") == [
        ("THE PRESIDENT", "We will win."),
        ("THE PRESIDENT", "Nobody will stop us."),
    ]


DEBATE = [
    ("Tom Hale", "We built the dam in 2019."),
    ("Anna Reyes", "You never asked us about it."),
    ("Tom Hale", "I have nothing more to tell you."),
]
NARRATIVE = """Tom Hale: We built the dam in 2019.

Anna Reyes: You never asked us about it.

The exchange lasted an hour. Outside the court, mayor John Smith said that the dam was safe.

Police arrested three people near the river, officials said.

Tom Hale: I have nothing more to tell you.

The court will rule in May. “We expect to win,” said Mary Cole, a lawyer.

The bank that lent the money declined to comment."""


def test_name_with_an_entity_is_who_has_the_initials() -> None:
    raw = "Tom O&#39;Brien runs the port.\n\nCourier: Why?\n\nTO: I must.\n\nCourier: Why?\n\nTO: I am old."
    names = [Name(Span(0, len("Tom O&#39;Brien")), "person")]
    found = find_turns(Text(raw), names).statements
    assert [one.source[0].of(raw) for one in found] == ["Courier", "Tom O&#39;Brien"] * 2


def test_label_with_an_entity_names_a_person() -> None:
    raw = "MR. O&#39;BRIEN: Good day.\n\nMR. LUND: Yes."
    found = find_turns(Text(raw), [])
    assert [one.source[0].of(raw) for one in found.statements] == ["MR. O&#39;BRIEN", "MR. LUND"]
    assert [one.span.of(raw) for one in found.names] == ["O&#39;BRIEN", "LUND"]


@pytest.mark.parametrize(
    "raw",
    [
        NARRATIVE,
        f"It rained.\n\n{NARRATIVE}",
        NARRATIVE.replace(", officials said.", "."),
        NARRATIVE.replace("Outside the court, mayor John Smith said that the dam was safe.", ""),
    ],
)
def test_narrative_between_turns_is_of_nobody(raw: str) -> None:
    assert turns(raw) == DEBATE


def test_turn_of_several_paragraphs() -> None:
    raw = (
        "It rained.\n\nTom Hale: We built the dam.\n\nAs I said, it is safe.\n\n"
        "Anna Reyes: You never asked us.\n\nIs it safe?\n\nTom Hale: I am sure.\n\nIt snowed."
    )
    assert turns(raw) == [
        ("Tom Hale", "We built the dam."),
        ("Tom Hale", "As I said, it is safe."),
        ("Anna Reyes", "You never asked us."),
        ("Anna Reyes", "Is it safe?"),
        ("Tom Hale", "I am sure."),
    ]


def test_transcript_with_sure_labels_may_report() -> None:
    raw = "MR. DALTON: Good day.\n\nHe told me no.\n\nThe minister said that it rained.\n\nMR. LUND: Yes."
    assert turns(raw) == [
        ("MR. DALTON", "Good day."),
        ("MR. DALTON", "He told me no."),
        ("MR. DALTON", "The minister said that it rained."),
        ("MR. LUND", "Yes."),
    ]


def test_questions_that_nobody_answers_have_one_paragraph() -> None:
    assert turns("Quiz.\n\nQuestion: Which river?\n\nIt rained.\n\nIt snowed.") == []
    raw = "Quiz.\n\nQuestion: Which river?\n\nIt rained.\n\nQuestion: Which town?\n\nIt snowed."
    assert turns(raw) == [(None, "Which river?"), (None, "Which town?")]


def test_paragraph_after_interview_is_not_of_its_last_turn() -> None:
    raw = f"{INTERVIEW}\n\nThe board meets again in May."
    assert not any("The board meets" in wording for _, wording in said(raw))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Mayor: winter will be long\n\nThe town lies on the river.", [("Mayor", "winter will be long")]),
        ("Police: two men held after fire\n\nIt rained.", [("Police", "two men held after fire")]),
        ("“Dam will stay”: governor\n\nIt rained.", [("governor", "Dam will stay")]),
        ("The war: What we know about the minister\n\nIt rained.", []),
        ("Analysis: winter will be long\n\nThe town lies on the river.", []),
        ("Winter will be long, says mayor\n\nIt rained.", [("mayor", "Winter will be long")]),
    ],
)
def test_headline(raw: str, expected: list[tuple[str | None, str]]) -> None:
    assert said(raw) == expected


@pytest.mark.parametrize(
    "raw",
    [
        "Dam will stay",
        "Q:",
        "Q:\n\nA:",
        "Q: \n\nMR. DALTON: ",
        "The bridge at dawn on Sunday. (AP Photo/Ana Ruiz)",
        "March 14, 2023",
        "By Jane Doe",
        "•\n\n»\n\n-",
        "14.32 GMT\n\n14.10",
        "A: [Applause]\n\nQ: (Laughter)",
    ],
)
def test_nothing_is_said(raw: str) -> None:
    assert statements(raw) == ()


def test_labels_are_names_of_persons_or_outlets() -> None:
    raw = (
        "The Courier spoke to Dana Holt.\n\n((WN)) Is the port safe?\n\n((Holt)) I know it is.\n\n"
        "((Courier)) And the dam?\n\n((Host)) We go on.\n\n((Holt)) It will hold, I say."
    )
    names = [Name(Span(4, 11), "organisation"), Name(Span(21, 30), "person")]
    found = [(one.span.of(raw), one.kind) for one in find_turns(Text(raw), names).names]
    assert found == [
        ("WN", "organisation"),
        ("Holt", "person"),
        ("Courier", "organisation"),
        ("Holt", "person"),
    ]


def test_label_that_abbreviates_an_outlet_is_its_name() -> None:
    raw = (
        "Wikinews spoke to Dana Holt.\n\nHow are you?\n\n((Dana Holt)) I am well.\n\n"
        "((WN)) Is the port safe?\n\n"
        "((Dana Holt)) I know it is.\n\n((WN)) And you?\n\n((Dana Holt)) We go on."
    )
    names = [Name(Span(0, 8), "organisation"), Name(Span(18, 27), "person")]
    found = find_turns(Text(raw), names).statements
    assert [one.source[0].of(raw) for one in found] == ["Wikinews", "Dana Holt"] * 3
