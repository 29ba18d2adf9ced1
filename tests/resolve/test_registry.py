"""The registry: what it refuses, and how a user's own replaces it."""

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import PartialDate
from kg.resolve.registry import Registry, load_registry
from tests.builders_text import resolve_marks


def written(folder: Path, text: str) -> tuple[Path]:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return (path,)


def test_an_own_entry_is_found_by_its_alias(tmp_path: Path) -> None:
    own = '[[agreement]]\nid = "x-1"\nname = "Treaty of X"\naliases = ["X deal"]\ndate = 1999\n'
    registry = load_registry(written(tmp_path, own))
    (entry,) = registry.agreement_aliases.owners("X deal")
    assert entry.agreement.id == "x-1"
    assert entry.agreement.date == PartialDate("1999")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[[agreement", "is not TOML"),
        ('agreement = "x"', "may only have [[agreement]] and [[actor]] tables"),
        ('[[agreement]]\nname = "X"', "needs an “id” and a “name”"),
        ('[[agreement]]\nid = "x"\nname = "X"\nalias = []', "unknown key “alias”"),
        ('[[agreement]]\nid = "x"\nname = "X"\nkinds = ["war"]', "kinds other than"),
        ('[[agreement]]\nid = "x"\nname = "X"\ndate = "May"', "the date “May”"),
        ('[[agreement]]\nid = "x"\nname = "X"\ndate = "2018-13"', "the date “2018-13”"),
        ('[[agreement]]\nid = "x"\nname = "X"\naliases = [""]', "a list of names as “aliases”"),
        ('[[agreement]]\nid = "x"\nname = "X"\naliases = "Y"', "a list of names as “aliases”"),
        (
            '[[agreement]]\nid = "x"\nname = "X"\n[[agreement]]\nid = "x"\nname = "Y"',
            "two entries with the id “x”",
        ),
        ('[[agreement]]\nid = "x"\nname = "X"\naliases = ["—"]', "a list of names as “aliases”"),
        ('[[actor]]\nid = "x"\nname = "X"', "needs a “type”: government, group, organisation, person"),
        ('[[actor]]\nid = "x"\nname = "X"\ntype = "unnamed"', "needs a “type”"),
        ('[[actor]]\nid = "x"\nname = " "\ntype = "group"', "needs an “id” and a “name”"),
        ('[[actor]]\nid = "x"\nname = "X"\ntype = "group"\ndate = 1999', "unknown key “date”"),
        (
            '[[actor]]\nid = "x"\nname = "X"\ntype = "group"\n' * 2,
            "two entries with the id “x”",
        ),
        ('[[actor]]\nid = "x"\nname = "X"\ntype = ["person"]', "needs a “type”"),
        ('[[agreement]]\nid = "x"\nname = "X"\nplace = ["Oslo"]', "a string as “place”"),
        ("[[actors]]\n", "may only have [[agreement]] and [[actor]] tables"),
    ],
)
def test_what_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        load_registry(written(tmp_path, text))
    assert reason in str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"missing\.toml cannot be read"):
        load_registry((tmp_path / "missing.toml",))


_TWO = (
    '[[actor]]\nid = "lake-party"\nname = "Lake Party"\ntype = "organisation"\naliases = ["LP"]\n'
    '[[actor]]\nid = "labour-pact"\nname = "Labour Pact"\ntype = "organisation"\naliases = ["LP"]\n'
)


def speakers_of(marked: str, registry: Registry) -> list[str]:
    names = {"Henry Ford": "person"} | dict.fromkeys(("PMC Wagner", "Lake Party", "LP"), "organisation")
    reading = resolve_marks(marked, names, registry=registry)
    return [one.speaker.actor.id for one in reading.statements if one.speaker]


def test_an_actor_s_alias(tmp_path: Path) -> None:
    own = '[[actor]]\nid = "x-1"\nname = "Wagner Group"\ntype = "group"\naliases = ["PMC Wagner"]\n'
    registry = load_registry(written(tmp_path, own))
    assert speakers_of("<PMC Wagner> [said] {that it had left}.", registry) == ["x-1"]


def test_an_alias_of_two_actors_is_neither_s(tmp_path: Path) -> None:
    registry = load_registry(written(tmp_path, _TWO))
    assert [actor.id for actor in registry.actor_aliases.owners("LP")] == ["lake-party", "labour-pact"]
    assert speakers_of("<The LP> [said] {that it would vote no}.", registry) == ["lp"]


def test_an_alias_of_two_actors_is_whose_other_name_the_article_has(tmp_path: Path) -> None:
    registry = load_registry(written(tmp_path, _TWO))
    text = "The Lake Party met in Oslo. <The LP> [said] {that it would vote no}."
    assert speakers_of(text, registry) == ["lake-party"]


def test_an_alias_in_capitals_is_no_word() -> None:
    registry = load_registry()
    assert [actor.id for actor in registry.actor_aliases.owners("WHO")] == ["world-health-organisation"]
    assert registry.actor_aliases.owners("who") == []


def test_the_person_and_the_registry_must_agree_in_kind(tmp_path: Path) -> None:
    own = '[[actor]]\nid = "ford-motor"\nname = "Ford"\ntype = "organisation"\naliases = ["Henry Ford"]\n'
    registry = load_registry(written(tmp_path, own))
    assert speakers_of("<Henry Ford> [said] {that history was bunk}.", registry) == ["henry-ford"]


def test_ten_thousand_aliases(tmp_path: Path) -> None:
    names = ", ".join(f'"Order of the Golden Fox {number}"' for number in range(10_000))
    own = f'[[actor]]\nid = "x"\nname = "Order"\ntype = "organisation"\naliases = [{names}]\n'
    registry = load_registry(written(tmp_path, own))
    text = "The Order of the Golden Fox 9999 met. " * 500
    assert len(list(registry.actor_aliases.find(text))) == 500


def test_every_name_of_the_registry_is_its_entry_s() -> None:
    registry = load_registry()
    shared = {"George Bush"}
    for entry in registry.actors:
        for name in {entry.actor.name, *entry.aliases} - shared:
            assert registry.actor_aliases.owners(name) == [entry.actor]
    assert len(registry.actor_aliases.owners("George Bush")) == 2
