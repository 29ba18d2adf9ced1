"""The registry: what it refuses, and how a user's own replaces it."""

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.resolution.registry import load_registry


def written(folder: Path, text: str) -> tuple[Path]:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return (path,)


def test_an_own_entry_is_found_by_its_alias(tmp_path: Path) -> None:
    own = '[[agreement]]\nid = "x-1"\nname = "Treaty of X"\naliases = ["X deal"]\ndate = 1999\n'
    registry = load_registry(written(tmp_path, own))
    (entry,) = registry.agreement_aliases.owners("X deal")
    assert entry.agreement.id == "x-1"
    assert entry.agreement.date == "1999"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[[agreement", "is not TOML"),
        ('agreement = "x"', "may have [[agreement]] and [[actor]] tables, nothing else"),
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
            '[[actor]]\nid = "x"\nname = "X"\ntype = "group"\n[[actor]]\nid = "x"\nname = "Y"\ntype = "group"',
            "two entries with the id “x”",
        ),
        ("[[actors]]\n", "may have [[agreement]] and [[actor]] tables, nothing else"),
    ],
)
def test_what_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        load_registry(written(tmp_path, text))
    assert reason in str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"missing\.toml cannot be read"):
        load_registry((tmp_path / "missing.toml",))
