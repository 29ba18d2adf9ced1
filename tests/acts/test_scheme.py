"""The scheme of acts: shipped, extended by a user, invalid."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.acts.scheme import read_scheme
from kg.errors import InputError
from kg.model import Polarity
from tests.conftest import ROOT

PREFIXES = (
    "@prefix act: <https://w3id.org/actor-statement-graph/acts#> .\n"
    "@prefix asg: <https://w3id.org/actor-statement-graph#> .\n"
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    "@prefix my: <https://example.org/acts#> .\n"
)
NUCLEAR = """
my:NUKE a skos:Concept ; skos:notation "NUKE" ; skos:broader my:ARMS ;
  skos:prefLabel "threaten a nuclear war"@en ; skos:altLabel "nuclear strike", "atomkrieg"@de .
my:ARMS a skos:Concept ; skos:notation "ARMS" ; skos:broader act:THREATEN ;
  skos:prefLabel "threaten with arms" ; skos:altLabel "strike" ; asg:weight -4.5 .
"""


def scheme_file(folder: Path, turtle: str) -> Path:
    path = folder / "acts.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    return path


def test_root_acts_and_classes() -> None:
    scheme = read_scheme()
    classes: dict[str, set[str]] = {}
    for act in scheme.acts.values():
        classes.setdefault(scheme.categories[act.category], set()).add(act.notation)
        assert act.parent is None
        assert act.root == act.notation
        assert act.definition
    assert classes == {
        "verbal cooperation": {"AGREE", "CONSULT", "SUPPORT"},
        "material cooperation": {"COOPERATE", "AID", "YIELD"},
        "verbal conflict": {"REQUEST", "ACCUSE", "REJECT", "THREATEN"},
        "material conflict": {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"},
        "neutral": {"STATE"},
    }


def test_scores_of_codebook() -> None:
    """PLOVER's Table 2.2, which prints ACCUSE without its sign and scores the parts of YIELD separately."""
    assert {act.notation: act.weight for act in read_scheme().acts.values()} == {
        "AGREE": 2.5,
        "CONSULT": 2.5,
        "SUPPORT": 5,
        "COOPERATE": 9.5,
        "AID": 10,
        "YIELD": None,
        "REQUEST": 0,
        "ACCUSE": -3,
        "REJECT": -2,
        "THREATEN": -3.5,
        "PROTEST": -5,
        "SANCTION": -6,
        "MOBILIZE": -5.5,
        "COERCE": -7,
        "ASSAULT": -9,
        "STATE": None,
    }


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("threatened", "THREATEN"),
        ("Warns", "THREATEN"),
        ("THREATEN", "THREATEN"),
        ("rules out", "REJECT"),
        ("condemned", "ACCUSE"),
        ("called for", "REQUEST"),
        ("killed", "ASSAULT"),
    ],
)
def test_acts_named(words: str, act: str) -> None:
    assert read_scheme().acts_named(words) == (act,)


def test_unknown_act() -> None:
    assert read_scheme().acts_named("threatened whom") == ()
    assert read_scheme().acts_named("") == ()


@pytest.mark.parametrize(
    ("words", "polarity"),
    [
        ("opposes", Polarity.OPPOSES),
        ("against", Polarity.OPPOSES),
        ("in favour of", Polarity.SUPPORTS),
        ("divided on", Polarity.MIXED),
        ("neutral", Polarity.NEUTRAL),
        ("accuses", None),
    ],
)
def test_polarity_named(words: str, polarity: Polarity | None) -> None:
    assert read_scheme().polarity_named(words) is polarity


def test_file_adds_narrower_acts(tmp_path: Path) -> None:
    scheme = read_scheme(scheme_file(tmp_path, NUCLEAR))
    nuke = scheme.acts["NUKE"]
    assert (nuke.iri, nuke.parent, nuke.root) == ("https://example.org/acts#NUKE", "ARMS", "THREATEN")
    # The polarity is inherited from the broader act, the score is not.
    assert (nuke.polarity, nuke.weight, scheme.acts["ARMS"].weight) == (Polarity.OPPOSES, None, -4.5)
    assert nuke.labels == ("threaten a nuclear war", "nuclear strike")
    assert scheme.acts_named("threatened") == ("THREATEN", "ARMS", "NUKE")
    assert scheme.acts_named("strike") == ("ASSAULT", "ARMS", "NUKE")
    assert set(read_scheme().acts) == set(scheme.acts) - {"ARMS", "NUKE"}


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("We will answer with a nuclear strike.", "NUKE"),
        ("We will strike back", "ARMS"),
        ("the strikers will be arrested", "THREATEN"),
        ("", "THREATEN"),
    ],
)
def test_refine_to_narrowest_act(tmp_path: Path, words: str, act: str) -> None:
    scheme = read_scheme(scheme_file(tmp_path, NUCLEAR))
    assert scheme.refine("THREATEN", words) == act
    assert scheme.refine("ACCUSE", words) == "ACCUSE"


def test_file_adds_labels_to_existing_act(tmp_path: Path) -> None:
    scheme = read_scheme(scheme_file(tmp_path, 'act:THREATEN skos:hiddenLabel "browbeats" .'))
    assert scheme.acts_named("browbeats") == ("THREATEN",)


def test_example_in_documentation(tmp_path: Path) -> None:
    """The Turtle and the table of docs/positions.md match the shipped scheme."""
    text = (ROOT / "docs" / "positions.md").read_text(encoding="utf-8")
    (turtle,) = re.findall(r"```turtle\n(.+?)```", text, re.DOTALL)
    (tmp_path / "acts.ttl").write_text(turtle, encoding="utf-8")
    scheme = read_scheme(tmp_path / "acts.ttl")
    assert scheme.refine("THREATEN", "We will hit regime forces everywhere.") == "MILITARY-THREAT"
    assert scheme.acts_named("browbeats") == ("THREATEN", "MILITARY-THREAT")
    table = re.findall(r"^\| `([A-Z]+)` \| ([a-z ]+) \| (\S+) \|", text, re.MULTILINE)
    scores = {act: None if score == "–" else float(score.replace("−", "-")) for act, _, score in table}
    shipped = read_scheme()
    assert scores == {act.notation: act.weight for act in shipped.acts.values()}
    classes = {act: category for act, category, _ in table}
    assert classes == {act.notation: shipped.categories[act.category] for act in shipped.acts.values()}


_BROKEN = {
    "has no parent; give it a skos:broader act": (
        'my:X a skos:Concept ; skos:notation "X" ; skos:prefLabel "x" .'
    ),
    "has the parent <https://example.org/acts#Y>, which is not defined": (
        'my:X skos:notation "X" ; skos:prefLabel "x" ; skos:broader my:Y .'
    ),
    "has no skos:notation; give it one": 'my:X skos:prefLabel "x" ; skos:broader act:ACCUSE .',
    "has no skos:prefLabel; give it one": 'my:X skos:notation "X" ; skos:broader act:ACCUSE .',
    "is its own ancestor": (
        'my:X skos:notation "X" ; skos:prefLabel "x" ; skos:broader my:Y .'
        'my:Y skos:notation "Y" ; skos:prefLabel "y" ; skos:broader my:X .'
    ),
    "has a class for its parent; give it a root act": (
        'my:X skos:notation "X" ; skos:prefLabel "x" ; skos:broader act:verbal-conflict .'
    ),
    "has the asg:polarity “hostile”; there are supports, opposes, neutral, mixed": (
        'my:X skos:notation "X" ; skos:prefLabel "x" ; skos:broader act:ACCUSE ; asg:polarity "hostile" .'
    ),
    "has the asg:weight “much”, which is not a number": (
        'my:X skos:notation "X" ; skos:prefLabel "x" ; skos:broader act:ACCUSE ; asg:weight "much" .'
    ),
    "has the skos:notation “ACCUSE”, which another act has": (
        'my:X skos:notation "ACCUSE" ; skos:prefLabel "x" ; skos:broader act:ACCUSE .'
    ),
    "has more than one broader": "act:THREATEN skos:broader act:material-conflict .",
    "is not valid Turtle": "my:X skos:notation",
}


@pytest.mark.parametrize("reason", _BROKEN)
def test_invalid_file_raises(tmp_path: Path, reason: str) -> None:
    path = scheme_file(tmp_path, _BROKEN[reason])
    with pytest.raises(InputError) as caught:
        read_scheme(path)
    assert str(caught.value).startswith(f"The scheme {path} ")
    assert reason in str(caught.value)


def test_unreadable_file_raises(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_scheme(tmp_path / "missing.ttl")
    (tmp_path / "latin.ttl").write_bytes(b"\xe9")
    with pytest.raises(InputError, match="is not UTF-8"):
        read_scheme(tmp_path / "latin.ttl")


@given(st.text(), st.sampled_from(sorted(read_scheme().acts)))
def test_refine_without_narrower_acts(words: str, act: str) -> None:
    """The shipped scheme has no narrower acts; any words are accepted."""
    scheme = read_scheme()
    assert scheme.refine(act, words) == act
    assert set(scheme.acts_named(words)) <= set(scheme.acts)


def test_labels_are_unique_and_lower_case() -> None:
    for act in read_scheme().acts.values():
        assert len(act.labels) == len(set(act.labels))
        assert not [label for label in act.labels if re.search(r"[^a-z -]", label)]
