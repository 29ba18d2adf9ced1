"""Which wordings name one course of action."""

import pytest

from kg.language.courses import course_of, names_in


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a withdrawal", "withdrawing"),
        ("a withdrawal", "to withdraw"),
        ("withdraw from the north", "withdrawing from the north"),
        ("a withdrawal", "withdrawing from the observation points"),
        ("sanctions", "the sanctions"),
        ("air strikes on the town", "an air strike on the town"),
        ("Turkey's withdrawal", "a Turkish withdrawal"),
        ("withdrawing the troops", "withdrawing the troops from the north"),
    ],
)
def test_the_same_in_other_words(one: str, other: str) -> None:
    assert course_of(one).fits(course_of(other))
    assert course_of(other).fits(course_of(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Another place, another country, another side.
        ("withdrawing from the north", "withdrawing from the south"),
        ("a Turkish withdrawal", "a Russian withdrawal"),
        ("a Turkish withdrawal", "a withdrawal"),
        ("an attack on Turkey", "Turkey's attack"),
        ("an attack on the town", "an attack from the town"),
        # The reverse.
        ("a withdrawal", "no withdrawal"),
        ("leaving the union", "not leaving the union"),
        ("a deal with conditions", "a deal without conditions"),
        # Another kind, another number, somebody else's.
        ("peace talks", "talks"),
        ("peace talks", "military talks"),
        ("13 strikes", "strikes"),
        ("their withdrawal", "our withdrawal"),
        # What is done, and who does it.
        ("an attack", "the attackers"),
        ("the negotiations", "the negotiators"),
        ("withdrawing troops", "the troops"),
        # Two things in one.
        ("a withdrawal", "a withdrawal and a ceasefire"),
    ],
)
def test_not_the_same(one: str, other: str) -> None:
    assert not course_of(one).fits(course_of(other))
    assert not course_of(other).fits(course_of(one))


def test_what_only_points_back() -> None:
    assert course_of("the plan").points_back
    assert course_of("this plan").points_back
    assert course_of("their plan").points_back
    assert not course_of("a plan").points_back
    assert not course_of("the plan for the north").points_back


def test_a_country_and_its_adjective_are_one_name() -> None:
    assert names_in("Turkish Defence Ministry") == {"turkish", "defence", "ministry"}
    assert names_in("Turkey") == {"turkish"}
    own = names_in("Turkish government")
    assert course_of("a Turkish withdrawal").without(own).fits(course_of("withdrawing").without(own))


@pytest.mark.parametrize("text", ["", "the", "not", "to", "“”", "of", "without", "and"])
def test_no_wording_is_too_short(text: str) -> None:
    assert course_of(text).fits(course_of(text))
