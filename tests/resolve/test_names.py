"""Names compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.folding import fold, search_form, slug
from kg.language.personal_names import (
    bare_name,
    full_person_id,
    is_first_surname_of,
    is_surname_of,
    lacks_second_surname,
    person_id,
    same_person,
)


def test_fold() -> None:
    assert fold("  Recep Tayyip\nErdoğan ") == "recep tayyip erdogan"


def test_identifiers() -> None:
    assert slug("Turkey’s Çavuşoğlu") == "turkeys-cavusoglu"
    assert person_id("Donald J. Trump") == person_id("Donald Trump") == "donald-trump"
    assert person_id("Donald Trump Jr.") == "donald-trump-jr"
    assert person_id("Bashar al-Assad") == person_id("Bashar Assad") == "bashar-assad"
    assert person_id("Debbie Wasserman Schultz") == "deborah-schultz"
    assert person_id("Joe Biden") == person_id("Joseph R. Biden") == "joseph-biden"
    assert person_id("George H.W. Bush") == person_id("George H. W. Bush") == "george-h-w-bush"
    assert person_id("George W. Bush") == "george-bush"
    assert person_id("J. K. Rowling") == "j-k-rowling"
    assert person_id("Kim Jong-un") == "kim-jong-un"
    assert person_id("Ford") == "ford-person"
    assert person_id("🙂 Lee") == "lee-person"
    assert person_id("习近平") == "xijinping-person"


def test_full_identifiers_leave_nothing_out() -> None:
    assert full_person_id("John A. Smith") == "john-a-smith"
    assert full_person_id("María Luisa García") == "maria-luisa-garcia"


def test_titles_and_possessives_are_no_part_of_a_name() -> None:
    assert bare_name("Sen. Bernie Sanders’") == "Bernie Sanders"
    assert bare_name("Mr. Trump's") == "Trump"
    assert bare_name('Robert C. "Bobby" Scott') == "Robert C. Scott"
    assert bare_name('Bobby" Scott') == "Bobby Scott"


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
        ("Joe Biden", "Joseph R. Biden", True),
        ("Debbie Wasserman Schultz", "Debbie Schultz", True),
        ("María García", "María Elena García", True),
        ("María Luisa García", "María Elena García", False),
        ("Donald Trump Jr.", "Eric Trump Jr.", False),
    ],
)
def test_same_person(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same
    assert same_person(other, one) is same


def test_surnames() -> None:
    assert is_surname_of("Erdoğan", "Recep Tayyip Erdogan")
    assert is_surname_of("al-Assad", "Bashar al-Assad")
    assert not is_surname_of("Hillary", "Hillary Clinton")


def test_initials_of_a_surname_agree() -> None:
    assert is_surname_of("J. Doe", "Jane Doe")
    assert not is_surname_of("R. Doe", "Jane Doe")


def test_second_surname_may_be_missing() -> None:
    assert is_first_surname_of("Fuentes", "Gabriela Fuentes Salas")
    assert not is_first_surname_of("Salas", "Gabriela Fuentes Salas")
    assert lacks_second_surname("Ricardo Rosselló", "Ricardo Rosselló Nevares")
    assert not lacks_second_surname("Donald Trump", "Donald Trump Jr.")
    assert not lacks_second_surname("Ana Rosselló", "Ricardo Rosselló Nevares")


def test_title_with_its_full_stop_only() -> None:
    assert bare_name("Del. Jane Doe") == "Jane Doe"
    assert bare_name("Del Potro") == "Del Potro"


def test_words_are_searched_in_the_singular() -> None:
    assert search_form("The Sochi deals, again") == " the sochi deal again "


@given(st.text(max_size=60))
def test_an_identifier_is_plain(name: str) -> None:
    assert set(slug(name)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
