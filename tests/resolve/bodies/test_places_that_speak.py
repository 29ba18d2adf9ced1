"""Countries, capitals and seats as speakers: the article decides whose name it is."""

import csv
from collections import Counter

import pytest

from kg.data import shipped_text
from kg.resolve.registry import load_registry
from tests.builders_text import resolve_marks
from tests.conftest import speaker_of


def speaker(marked: str, **kinds: str) -> str | None:
    """The name of the speaker of the only statement; `kinds` has names with _ for a space."""
    names = {name.replace("_", " "): kind for name, kind in kinds.items()}
    (statement,) = resolve_marks(marked, names).statements
    return speaker_of(statement)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("The US", "US government"),
        ("US", "US government"),
        ("The States", "US government"),
        ("Whitehall", "British government"),
        ("Zhongnanhai", "Chinese government"),
        ("The Democratic Republic of the Congo", "Congolese government"),
        ("Foggy Bottom", "US State Department"),
        ("The Élysée", "French Presidency"),
    ],
)
def test_a_state_by_each_of_its_names(source: str, name: str) -> None:
    assert speaker(f"<{source}> [said] {{the talks would go on}}.") == name


def test_brussels_of_member_states_is_the_union() -> None:
    assert speaker("<Brussels> [said] {member states must pay}.", Brussels="place") == "European Union"
    assert speaker("<Brussels> [said] {Belgian trains must stop}.", Brussels="place") == "Belgian government"


def test_georgia_of_atlanta_is_no_state_of_the_caucasus() -> None:
    text = "Votes were counted in Atlanta. <Georgia> [said] {the count was right}."
    assert speaker(text, Georgia="place", Atlanta="place") is None
    text = "Votes were counted in Tbilisi. <Georgia> [said] {the count was right}."
    assert speaker(text, Georgia="place", Tbilisi="place") == "Georgian government"


def test_the_ministry_is_not_of_the_country_that_a_captain_is_called_after() -> None:
    text = "Captain Dan London was hurt. <The sports ministry> [said] {it would pay}."
    assert speaker(text, Dan_London="person") == "sports ministry"


def test_the_police_of_a_capital_are_not_the_states() -> None:
    assert speaker("<The London police> [said] {it was safe}.") != "British Police"
    assert speaker("<The Berlin government> [said] {it was safe}.") == "German government"


def test_no_form_names_two_bodies() -> None:
    owners = Counter(form for one in load_registry().actors for form in {one.actor.name, *one.aliases})
    assert [form for form, count in owners.items() if count > 1] == ["George Bush"]


def test_no_name_or_capital_is_of_two_countries() -> None:
    rows = list(csv.DictReader(shipped_text("countries.csv").splitlines()))
    for column in ("names", "capitals", "seats"):
        forms = Counter(form for row in rows for form in row[column].split(";") if form)
        assert [form for form, count in forms.items() if count > 1] == []
    assert len(rows) > 193
