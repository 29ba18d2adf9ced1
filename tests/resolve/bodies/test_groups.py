"""Several who speak together."""

import pytest

from tests.builders_text import resolve_marks
from tests.resolve.bodies.test_named_pairs import read


@pytest.mark.parametrize(
    ("source", "members"),
    [
        ("Neither Jonas Berg nor Mila Sand", ["Jonas Berg", "Mila Sand"]),
        ("Jonas Berg (R), who is leaving, and Mila Sand (D)", ["Jonas Berg", "Mila Sand"]),
        (
            "Jonas Berg and his Greek and French counterparts, Mila Sand and Tom Hale",
            ["Jonas Berg", "Mila Sand", "Tom Hale"],
        ),
        ("Jonas Berg and his supporters", ["Jonas Berg", "his supporters"]),
        ("Norway and its allies", ["Norwegian government", "its allies"]),
        ("Neither Turkey nor Russia", ["Russian government", "Turkish government"]),
    ],
)
def test_members(source: str, members: list[str]) -> None:
    said = read(f"<{source}> [said] {{it was over}}.").speaker
    assert said is not None
    assert [one.name for one in said.actor.members] == members


def test_a_poll_of_two_outlets_is_of_both() -> None:
    marked = "<A New York Times/CBS News poll> [said] {it was over}."
    said = resolve_marks(marked, {"New York Times/CBS News": "organisation"}).statements[0].speaker
    assert said is not None
    assert [one.name for one in said.actor.members] == ["CBS News", "New York Times"]
