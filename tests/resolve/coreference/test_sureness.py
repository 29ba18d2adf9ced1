"""How sure a name is, by its form."""

import pytest

from kg.model import Actor, ActorType
from kg.resolve.coreference.sureness import sureness_of_name

PERSON, BODY, STATE, GROUP = (
    ActorType.PERSON,
    ActorType.ORGANISATION,
    ActorType.GOVERNMENT,
    ActorType.GROUP,
)


@pytest.mark.parametrize(
    ("name", "kind", "words", "sure"),
    [
        ("Jane Doe", PERSON, "Mayor Jane Doe", 0.99),
        ("Jane Doe", PERSON, "Doe", 0.99),
        ("Doe", PERSON, "Doe", 0.91),
        ("World Bank", BODY, "the World Bank", 0.97),
        ("World Bank", BODY, "a report of the World Bank’s inspection panel", 0.87),
        ("Agence France-Presse", BODY, "AFP", 0.87),
        ("Maltese government", STATE, "Malta", 0.97),
        ("Maltese Defence Ministry", STATE, "Malta’s defence ministry", 0.97),
    ],
)
def test_names(name: str, kind: ActorType, words: str, sure: float) -> None:
    assert sureness_of_name(Actor("id", name, kind), words) == sure


def test_group() -> None:
    members = (Actor("a", "Jane Doe", PERSON), Actor("b", "John Roe", PERSON))
    both = Actor("c", "Jane Doe and John Roe", GROUP, members=members)
    assert sureness_of_name(both, "Jane Doe and John Roe") == 0.93
