"""Searching a graph: words by stems, phrases, names by their words and by spelling, whatever is typed."""

from functools import cache
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store
from rapidfuzz import fuzz, process

from kg.errors import StoreError
from kg.graph.opened_store import OpenedStore
from kg.graph.store_files import INDEX_NAME
from kg.graph.text_index import KINDS, TextIndex, text_index_of
from kg.graph.vocabulary import DATA_BASE
from kg.model import Span
from tests.builders import make_article, make_quads, make_reading, make_statement, make_store, person

TEXT = (
    "Ana Prado: the emails were sent on Monday.\nKarl Lund: one email is a deal, not two.\n"
    "Nobody said whether the Erdoğan memoranda stand."
)
FIRST, SECOND = TEXT.splitlines()[0], TEXT.splitlines()[1]


@cache
def index() -> TextIndex:
    """The index of one article of three paragraphs, two of which are statements."""
    article = make_article(TEXT, title="Ferries to the islands")
    reading = make_reading(
        article,
        make_statement(article, "the emails were sent on Monday", person("Ana Prado"), id="st-1"),
        make_statement(article, "one email is a deal, not two", person("Karl Lund"), id="st-2"),
        paragraphs=(Span(0, 42), Span(43, 84), Span(84, len(TEXT))),
    )
    return text_index_of(make_store(make_quads([reading])))


def found(words: str, kind: str = "statement", **options: str) -> list[str]:
    """The identifiers of what is found, with the numbers of paragraphs."""
    hits = index().search(words, kinds=frozenset({kind}), **options)  # type: ignore[arg-type]
    return [
        hit.node.rsplit("/", 1)[-1] if hit.paragraph is None else str(hit.paragraph)
        for hit in hits
        if hit.node.startswith(DATA_BASE)
    ]


@pytest.mark.parametrize(
    ("words", "kind", "nodes"),
    [
        ("email deals", "statement", ["st-2", "st-1"]),
        ("sending", "statement", []),
        ("“sent on Monday” deal", "statement", ["st-1", "st-2"]),
        ("one two ferry deal Monday", "statement", ["st-2", "st-1"]),
        ("the Monday", "statement", ["st-1"]),
        ("whether Erdogan stands", "paragraph", ["2"]),
        ("island's ferry", "title", [make_article(TEXT).id]),
        ("lund", "name", ["karl-lund"]),
        ("", "statement", []),
        ("?!", "statement", []),
    ],
)
def test_words_find_their_other_forms_the_fullest_match_first(
    words: str, kind: str, nodes: list[str]
) -> None:
    assert found(words, kind) == nodes


def test_words_that_may_stand_in_the_place_of_others_count_for_less() -> None:
    assert found("Monday", others="deals") == ["st-1", "st-2"]
    assert found("deals", others="Monday") == ["st-2", "st-1"]
    assert found("", others="Monday") == ["st-1"]
    assert found("emails", others="Monday emails") == ["st-1", "st-2"]


def test_statements_are_chosen_by_words_and_else_in_their_order() -> None:
    first, second = f"{DATA_BASE}statement/st-1", f"{DATA_BASE}statement/st-2"
    rows = index().rows_of([first, second, f"{DATA_BASE}statement/st-none"])
    assert set(rows) == {first, second}
    assert [hit.node for hit in index().search("email", among=[rows[second]])] == [second]
    assert index().search("Monday", among=[rows[second]]) == []
    in_order, numbers = sorted(rows, key=rows.__getitem__), sorted(rows.values())
    assert index().choose(numbers, "deal", "", 1) == [second]
    assert index().choose(numbers, "ferry", "", 1) == in_order[:1]
    assert index().choose(numbers, "deal", "", 2) == in_order


@given(words=st.text())
def test_whatever_is_typed_is_searched(words: str) -> None:
    index().search(words, kinds=KINDS)
    index().search(f'AND ("{words}* NEAR(a:b', others=words, kinds=KINDS)
    list(index().similar(words, 60))
    index().named_with(words.split())


def test_names_are_found_by_form_by_words_and_by_spelling() -> None:
    ana = f"{DATA_BASE}actor/ana-prado"
    assert index().named("ana prado") == [ana]
    assert index().named("prado") == []
    assert index().named_with(["prado"]) == [ana]
    assert list(index().similar("prdao", 60)) == ["ana prado"]
    assert list(index().similar("ana prdo", 82)) == ["ana prado"]
    assert list(index().similar("nobody", 82)) == []


@given(name=st.sampled_from(["ana prado", "karl lund"]), at=st.integers(0, 8), letter=st.text(max_size=1))
def test_a_slip_finds_what_a_comparison_with_every_name_finds(name: str, at: int, letter: str) -> None:
    typed = name[:at] + letter + name[at + 1 :]
    known = ["ana prado", "karl lund", "ana", "prado", "karl", "lund"]
    nearest = process.extractOne(typed, known, scorer=fuzz.ratio, score_cutoff=82)
    found = next(index().similar(typed, 82), None)
    assert (found is None) is (nearest is None)
    assert found is None or (nearest and nearest[0] in found)


def test_an_index_that_is_damaged_or_gone_is_told_in_a_sentence(tmp_path: Path) -> None:
    for content in (b"SQLite format 3\0" * 999, b"words", None):
        if content is None:
            (tmp_path / INDEX_NAME).unlink()
        else:
            (tmp_path / INDEX_NAME).write_bytes(content)
        opened = cast("Store", OpenedStore(Store(), tmp_path))
        with pytest.raises(StoreError, match=r"is damaged \(its search index: .*\); build it again\.$"):
            text_index_of(opened).search("ferry")
