"""Offices as an actor's page lists them: no repetitions, no fragments, none that is another office."""

from kg.graph.reader.selecting import Iri
from kg.pages.office_lines import clean_offices
from kg.pages.sourced import Sourced


def given(text: str, *articles: str, first: str = "", last: str = "") -> Sourced:
    """An office in these articles."""
    return Sourced(text, "", [], frozenset(map(Iri, articles)), "", first, last)


def named(*found: Sourced) -> list[tuple[str, int, list[str]]]:
    """The offices with their numbers of articles and their other wordings."""
    return [
        (one.named.text, one.articles, [other.text for other in one.others]) for one in clean_offices(found)
    ]


def test_wordings_of_one_office_are_one() -> None:
    found = clean_offices(
        [
            given("Turkey's foreign minister", "a", first="2020-02-01", last="2020-02-01"),
            given("Turkish Foreign Minister", "b", "c", first="2020-01-05", last="2020-03-01"),
            given("the Turkey’s Foreign Minister", "a"),
        ]
    )
    assert [(one.named.text, one.articles) for one in found] == [("Turkish Foreign Minister", 3)]
    assert (found[0].named.first, found[0].named.last) == ("2020-01-05", "2020-03-01")


def test_a_fragment_stands_with_the_office_that_it_is_of() -> None:
    assert named(given("minister", "a", "b"), given("foreign minister", "b", "c")) == [
        ("foreign minister", 3, ["minister"])
    ]


def test_a_rare_longer_wording_does_not_name_the_office() -> None:
    assert named(given("Enter President", "a"), given("President", "a", "b", "c", "d")) == [
        ("President", 4, ["Enter President"])
    ]


def test_a_deputy_is_another_office() -> None:
    assert named(
        given("deputy prime minister", "a"), given("minister", "b"), given("former minister", "c")
    ) == [
        ("deputy prime minister", 1, []),
        ("former minister", 1, []),
        ("minister", 1, []),
    ]


def test_words_that_are_no_office_of_their_own_stay() -> None:
    assert named(given("her", "a"), given("analyst", "b")) == [("analyst", 1, []), ("her", 1, [])]
