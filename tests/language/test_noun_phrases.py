"""Noun phrases: where they end in a text, and what their parts are."""

import pytest

from kg.language.dates import Dates
from kg.language.noun_phrases import NounPhrase, parse_noun_phrase, read_noun_phrase
from kg.text.text import Text


def read(words: str) -> NounPhrase:
    text = Text(words)
    phrase = read_noun_phrase(text.view, Dates(text), 0, len(words))
    assert phrase is not None
    return phrase


@pytest.mark.parametrize(
    ("words", "phrase", "name", "head"),
    [
        ("reporters in Geneva on Monday", "reporters", "reporters", "reporter"),
        ("the Monday news conference in Rome", "the Monday news conference", "news conference", "conference"),
        ("Monday's debate", "Monday's debate", "debate", "debate"),
        ("a statement of concern on trade", "a statement of concern", "statement of concern", "statement"),
        ("a series of tweets", "a series of tweets", "tweets", "tweet"),
        ("some of the miners.", "some of the miners", "miners", "miner"),
        ("USA TODAY on Tuesday", "USA TODAY", "USA TODAY", "today"),
        (
            'MSNBC\'s "Morning Joe" on Tuesday',
            'MSNBC\'s "Morning Joe"',
            'MSNBC\'s "Morning Joe"',
            "joe",
        ),
        ("the families that help would come", "the families", "families", "family"),
        ("her colleagues quietly", "her colleagues", "colleagues", "colleague"),
        ("her that they had won", "her", "her", "her"),
        (
            "the territory's six delegates",
            "the territory's six delegates",
            "territory's six delegates",
            "delegate",
        ),
    ],
)
def test_where_a_phrase_ends(words: str, phrase: str, name: str, head: str) -> None:
    found = read(words)
    assert (found.span.of(words), found.name, found.head) == (phrase, name, head)


@pytest.mark.parametrize("words", ["of it", "in Rome", "that they had won", ", he said"])
def test_what_is_no_phrase(words: str) -> None:
    text = Text(words)
    assert read_noun_phrase(text.view, Dates(text), 0, len(words)) is None


@pytest.mark.parametrize(
    ("words", "determiner", "rest", "country", "complement"),
    [
        ("the Turkish Defense Ministry", "the", ("Defense", "Ministry"), "Turkey", ""),
        ("members of parliament in Rome", None, ("members",), None, " of parliament"),
        ("Several U.S. officials familiar with the plan", "several", ("officials",), "United States", ""),
        ("the president of France, who left", "the", ("president",), "France", " of France"),
        ("’s foreign minister", "its", ("foreign", "minister"), None, ""),
        ("Men under 35", None, ("Men",), None, ""),
        ("outside advisers to the campaign", None, ("outside", "advisers"), None, ""),
    ],
)
def test_parts_of_a_phrase(
    words: str, determiner: str | None, rest: tuple[str, ...], country: str | None, complement: str
) -> None:
    phrase = parse_noun_phrase(words)
    assert (phrase.determiner, phrase.words, phrase.complement) == (determiner, rest, complement)
    assert (phrase.country.name if phrase.country else None) == country


@pytest.mark.parametrize(
    ("words", "organ"),
    [
        ("the Turkish parliament", "government"),
        ("the French council", "government"),
        ("the Minneapolis city council", "government"),
        ("the council", "organisation"),
        ("the Supreme Court", "government"),
        ("House of Commons", "government"),
        ("the Danish Medicines Agency", "government"),
        ("the Danish modelling agency", "organisation"),
        ("the London opera house", "organisation"),
        ("the Tokyo office", "organisation"),
        ("Bradford Council", "government"),
        ("World Council of Beekeepers", "organisation"),
        ("her office", "organisation"),
        ("the ministry", "government"),
        ("police", "group"),
        ("the mountain", None),
    ],
)
def test_an_organ_that_need_not_be_public(words: str, organ: str | None) -> None:
    assert parse_noun_phrase(words).organ == organ


def test_a_country_alone_is_told_from_its_people() -> None:
    assert parse_noun_phrase("Turkey").names_country
    assert not parse_noun_phrase("the Swiss").names_country
    assert parse_noun_phrase("Republicans").names_people
    assert parse_noun_phrase("three ministers").is_indefinite
    assert parse_noun_phrase("its ministers").is_definite
