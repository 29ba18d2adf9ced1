"""Names compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolution.names import (
    bare_name,
    fold,
    is_surname_of,
    person_id,
    same_person,
    search_form,
    slug,
)


def test_fold() -> None:
    assert fold("  Recep Tayyip\nErdoğan ") == "recep tayyip erdogan"


def test_identifiers() -> None:
    assert slug("Turkey’s Çavuşoğlu") == "turkeys-cavusoglu"
    assert person_id("Donald J. Trump") == "donald-j-trump"
    assert person_id("Bashar al-Assad") == person_id("Bashar Assad") == "bashar-assad"
    assert person_id("Recep Tayyip Erdoğan") == "recep-tayyip-erdogan"


def test_titles_and_possessives_are_no_part_of_a_name() -> None:
    assert bare_name("Sen. Bernie Sanders’") == "Bernie Sanders"
    assert bare_name("Mr. Trump's") == "Trump"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Bashar al-Assad", "Bashar al Assad", True),
        ("Tayyip Erdogan", "Recep Tayyip Erdoğan", True),
        ("Donald Trump", "Donald J. Trump", True),
        ("Bill Clinton", "Hillary Clinton", False),
        ("Donald Trump", "Donald Trump Jr.", False),
        ("George W. Bush", "George H. W. Bush", False),
        ("George W. Bush", "George Bush", True),
        ("Kim Jong-un", "Kim Jong-il", False),
        ("Clinton", "Hillary Clinton", False),
    ],
)
def test_same_person(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same
    assert same_person(other, one) is same


def test_surnames() -> None:
    assert is_surname_of("Erdoğan", "Recep Tayyip Erdogan")
    assert is_surname_of("al-Assad", "Bashar al-Assad")
    assert not is_surname_of("Hillary", "Hillary Clinton")


def test_words_are_searched_in_the_singular() -> None:
    assert search_form("The Sochi deals, again") == " the sochi deal again "


@given(st.text(max_size=60))
def test_an_identifier_is_plain(name: str) -> None:
    assert set(slug(name)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
