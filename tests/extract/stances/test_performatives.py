"""Positions of performative verbs, on hand-annotated cues and phrases."""

import pytest

from kg.extract.stances.performatives import cue_positions, first_person_positions

Row = tuple[str, str, str]


def done(before: str, cue: str, after: str, *phrases: str) -> list[Row]:
    """(act, polarity, target) of the positions that `cue` takes, between the words before and after it."""
    texts = f"{before} {cue} {after}".split()
    places = []
    for phrase in phrases:
        words = phrase.split()
        first = next(n for n in range(len(texts)) if texts[n : n + len(words)] == words)
        places.append((first, first + len(words)))
    at = len(before.split()), len(before.split()) + len(cue.split())
    return [
        (one.act, one.polarity.value, " ".join(texts[slice(*one.target)]))
        for one in cue_positions(texts, at, sorted(places))
    ]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            ("The mayor", "accused", "the unions of blackmail", "the unions", "blackmail"),
            [("ACCUSE", "opposes", "the unions")],
        ),
        (
            (
                "Norway",
                "has called for",
                "an immediate halt to the drilling",
                "an immediate halt",
                "the drilling",
            ),
            [("REQUEST", "supports", "an immediate halt")],
        ),
        (
            (
                "The union",
                "urged",
                "the ministry to withdraw the bill",
                "the ministry",
                "withdraw the bill",
                "the bill",
            ),
            [("REQUEST", "neutral", "the ministry"), ("REQUEST", "supports", "withdraw the bill")],
        ),
        (
            (
                "Lagos",
                "threatened to",
                "expel the envoys unless they leave",
                "expel the envoys",
                "the envoys",
            ),
            [("THREATEN", "opposes", "the envoys")],
        ),
        (
            ("The bank", "agreed to", "publish the report", "publish the report", "the report"),
            [("AGREE", "supports", "publish the report")],
        ),
        (
            ("The minister", "ruled out", "a tax on sugar", "a tax", "sugar"),
            [("REJECT", "opposes", "a tax")],
        ),
        (("Peru", "denounced", "the ruling", "the ruling"), [("ACCUSE", "opposes", "the ruling")]),
    ],
)
def test_acts_of_cues(parts: tuple[str, ...], expected: list[Row]) -> None:
    before, cue, after, *phrases = parts
    assert done(before, cue, after, *phrases) == expected


def test_particle_after_cue() -> None:
    assert done("They", "called", "for a strike", "a strike") == [("REQUEST", "supports", "a strike")]


def test_negated_support_is_rejection() -> None:
    assert done("He", "did not endorse", "the senator", "the senator") == [
        ("REJECT", "opposes", "the senator")
    ]


def test_negated_accusation_is_not_position() -> None:
    assert done("She", "refused to condemn", "the strike", "the strike") == []


@pytest.mark.parametrize("after", ["that the mayor would resign", "whether the mayor lied"])
def test_clause_is_not_target(after: str) -> None:
    assert done("He", "asked", after, "the mayor") == []


def test_say_is_not_performative() -> None:
    assert done("He", "said", "the mayor would resign", "the mayor") == []


def test_threat_without_victim() -> None:
    assert done("Iran", "threatened to", "act in the strait", "act in the strait", "the strait") == []


def said(text: str, *phrases: str) -> list[Row]:
    """(act, polarity, target) of the first-person positions in `text`."""
    texts = text.split()
    places = []
    for phrase in phrases:
        words = phrase.split()
        first = next(n for n in range(len(texts)) if texts[n : n + len(words)] == words)
        places.append((first, first + len(words)))
    return [
        (one.act, one.polarity.value, " ".join(texts[slice(*one.target)]))
        for one in first_person_positions(texts, [True] * len(texts), sorted(places))
    ]


@pytest.mark.parametrize(
    ("text", "phrases", "expected"),
    [
        (
            "We strongly condemn the raid on the camp",
            ["the raid", "the camp"],
            [("ACCUSE", "opposes", "the raid")],
        ),
        (
            "If they come , we will strike their bases again",
            ["their bases"],
            [("THREATEN", "opposes", "their bases")],
        ),
        (
            "I call on both sides to lay down their arms",
            ["both sides", "lay down their arms", "their arms"],
            [("REQUEST", "neutral", "both sides"), ("REQUEST", "supports", "lay down their arms")],
        ),
        ("We will never accept this map", ["this map"], [("REJECT", "opposes", "this map")]),
        (
            "We will not tolerate a third war",
            ["a third war"],
            [("REJECT", "opposes", "a third war")],
        ),
        ("We don ’ t support the bill", ["the bill"], [("REJECT", "opposes", "the bill")]),
        ("We would support the bill", ["the bill"], []),
        ("They condemn the raid", ["the raid"], []),
        ("We hit the wall", ["the wall"], []),
    ],
)
def test_first_person(text: str, phrases: list[str], expected: list[Row]) -> None:
    assert said(text, *phrases) == expected
