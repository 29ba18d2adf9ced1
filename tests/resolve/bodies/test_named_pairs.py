"""Two people named together, referred to as a pair or one by one."""

import pytest

from kg.acts.scheme import read_scheme
from kg.model import Article, Statement
from kg.resolve.registry import load_registry
from kg.resolve.resolver import resolve
from tests.builders_text import read_marks

NAMES = {"Jonas Berg": "person", "Mila Sand": "person", "Tom Hale": "person"}


def read(marked: str) -> Statement:
    """The one statement of a text in which <source>, [cue] and {content} are marked."""
    text, extraction = read_marks(marked, {name: kind for name, kind in NAMES.items() if name in marked})
    article = Article("article", text.raw, ("article.txt",))
    return resolve(article, text, extraction, load_registry(), read_scheme()).statements[0]


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("Both officers", "Jonas Berg and Mila Sand"),
        ("The two men", "Jonas Berg and Mila Sand"),
        ("The pair", "Jonas Berg and Mila Sand"),
        ("The former", "Jonas Berg"),
        ("The latter", "Mila Sand"),
        ("Both countries", "Both countries"),
    ],
)
def test_who_was_named_together(source: str, speaker: str) -> None:
    said = read(f"Jonas Berg and Mila Sand met. <{source}> [said] {{it was over}}.").speaker
    assert said is not None
    assert said.actor.name == speaker


def test_both_of_two_pairs_is_nobody_named() -> None:
    said = read(
        "Jonas Berg and Mila Sand met. Mila Sand and Tom Hale met. <Both officers> [said] {it was over}."
    ).speaker
    assert said is not None
    assert said.actor.name == "Both officers"
