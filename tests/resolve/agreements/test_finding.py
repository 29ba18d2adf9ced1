"""Agreements by name, by year, place and parties, and by "the deal"."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text import make_document
from kg.extract.pipeline import extract_document
from kg.model import Agreement, Extraction, Name, Reading, Span
from kg.resolve.agreements.agreement_finder import find_agreements
from kg.resolve.resolver import resolve_article
from kg.resolve.registry import load_registry
from tests.conftest import read_text


def agreements_in(reading: Reading) -> list[tuple[str, str]]:
    return [
        (mention.text, mention.refers_to.id)
        for mention in reading.mentions
        if isinstance(mention.refers_to, Agreement)
    ]


@pytest.mark.parametrize(
    ("article", "words", "expected"),
    [
        ("000", "despite agreements in Sochi and Astana", {"astana-process", "sochi-memorandum-2018"}),
        ("000", "The benefits of the deals", {"astana-process", "sochi-memorandum-2018"}),
        ("000", "a permanent cease-fire", set()),
        ("000", "If the process [of a refugee influx]", set()),
        ("001", "in line with its de-escalation agreements with Russia and Iran", {"astana-process"}),
        ("001", "regardless of the Sochi deal", {"sochi-memorandum-2018"}),
        ("001", "under the 2018 deal", {"sochi-memorandum-2018"}),
        ("001", "violating a January 12 ceasefire", {"january-12-cease-fire"}),
        ("003", "at a ceasefire in 2018", {"sochi-memorandum-2018"}),
        ("003", "the Astana process seems to be in danger", {"astana-process"}),
    ],
)
def test_agreements_of_the_five_articles(
    readings: dict[str, Reading], article: str, words: str, expected: set[str]
) -> None:
    fitting = [one for one in readings[article].statements if words in one.text]
    assert fitting
    statement = min(fitting, key=lambda one: len(one.text))
    assert {mention.refers_to.id for mention in statement.agreements} == expected


def test_agreements_that_no_registry_has() -> None:
    reading = read_text(
        "The two sides signed the Nairobi Agreement in 1985.\n\n"
        "Okello said that the agreement was dead, and that the Warsaw Pact had fared no better."
    )
    assert agreements_in(reading) == [
        ("Nairobi Agreement", "nairobi-agreement"),
        ("agreement", "nairobi-agreement"),
        ("Warsaw Pact", "warsaw-pact"),
    ]


def test_a_registered_agreement_under_another_name() -> None:
    reading = read_text("Rouhani said that the Iran nuclear deal was fair and that the accord would last.")
    assert agreements_in(reading) == [("Iran nuclear deal", "jcpoa-2015"), ("accord", "jcpoa-2015")]


@pytest.mark.parametrize(
    "text",
    [
        "He said that he had to deal with a great deal of paper.",
        "She said the book deal was a real estate deal in disguise.",
        "The Democratic convention in Philadelphia was a long process, he said.",
        "A cease-fire is what everybody needs, she said.",
    ],
)
def test_what_is_no_agreement(text: str) -> None:
    assert agreements_in(read_text(text)) == []


def test_the_year_alone_does_not_make_an_agreement_known_elsewhere_meant_here() -> None:
    reading = read_text("The mayor of Lyon said that the 2018 deal on the stadium was void.")
    assert "sochi-memorandum-2018" not in {identifier for _, identifier in agreements_in(reading)}


def test_a_protocol_is_what_was_named() -> None:
    reading = read_text("Truss defended the Northern Ireland Protocol. Benn said that the protocol was dead.")
    assert agreements_in(reading) == [
        ("Northern Ireland Protocol", "northern-ireland-protocol"),
        ("protocol", "northern-ireland-protocol"),
    ]


def test_a_year_and_one_party_are_not_enough() -> None:
    reading = read_text(
        "Ukraine fears for its nuclear plant.\n\n"
        "Scholz, who brokered the 2015 deal with France, said that the accord was dead."
    )
    assert "jcpoa-2015" not in {identifier for _, identifier in agreements_in(reading)}


def test_an_alias_is_found_whatever_its_accents_and_marks(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[[agreement]]\nid = "l-1"\nname = "Lomé Accord"\naliases = ["Côte d’Ivoire deal"]\n', "utf-8"
    )
    text = "He said that the Lome  Accord and the Cote d'Ivoire deal were one."
    document = make_document("a.txt", text)
    reading = resolve_article(document, extract_document(document), load_registry((own,)))
    assert agreements_in(reading) == [("Lome  Accord", "l-1"), ("Cote d'Ivoire deal", "l-1")]


def test_an_agreement_that_is_told_by_a_verb() -> None:
    reading = read_text(
        "In September 1998, Ethiopia and Djibouti agreed in Nairobi to open the railway. "
        "Desta said that the deal had failed."
    )
    mentions = [one for one in reading.mentions if isinstance(one.refers_to, Agreement)]
    assert [mention.text for mention in mentions] == ["agreed in Nairobi", "deal"]
    (agreement,) = {mention.refers_to for mention in mentions}
    assert isinstance(agreement, Agreement)
    assert agreement.name == "agreement between Djibouti and Ethiopia (September 1998)"
    assert (agreement.date, agreement.place, agreement.parties) == (
        "1998-09",
        "Nairobi",
        ("Djibouti", "Ethiopia"),
    )
    told = {(fact.kind, fact.value, fact.span.of(reading.document.text)) for fact in reading.facts}
    assert told == {
        ("date", "1998-09", "September 1998"),
        ("place", "Nairobi", "Nairobi"),
        ("party", "Ethiopia", "Ethiopia"),
        ("party", "Djibouti", "Djibouti"),
    }


def test_what_was_agreed_in_the_five_articles(readings: dict[str, Reading]) -> None:
    assert ("agreed in Sochi", "sochi-memorandum-2018") in agreements_in(readings["000"])
    assert ("agreed in 2018", "sochi-memorandum-2018") in agreements_in(readings["001"])
    assert ("a new one", "january-12-cease-fire") in agreements_in(readings["002"])


def test_what_agreements_have_nothing_to_do_with() -> None:
    text = (
        "Major Companies Back Historic Trade Agreement\n\nTurkey and Russia agreed to meet again next week. "
        "Gov. Nathan Deal spoke at the Republican National Convention on Monday."
    )
    assert agreements_in(read_text(text)) == []


def test_parties_joined_by_a_hyphen() -> None:
    assert agreements_in(read_text("The EU-Turkey deal is dead, Merkel said.")) == [
        ("EU-Turkey deal", "eu-turkey-deal")
    ]


def test_a_cease_fire_s_day_has_the_year_of_the_article() -> None:
    document = make_document("a.txt", "The truce of January 12 is holding, the general said.")
    document = replace(document, published_on=date(2020, 2, 8))
    reading = resolve_article(document, extract_document(document), load_registry())
    assert [identifier for _, identifier in agreements_in(reading)] == ["12-january-2020-cease-fire"]


def test_an_alias_of_two_is_both_with_half_the_confidence(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[[agreement]]\nid = "geneva-1"\nname = "First Accord"\naliases = ["Lake Accord"]\n'
        '[[agreement]]\nid = "geneva-2"\nname = "Second Accord"\naliases = ["Lake Accord"]\n',
        "utf-8",
    )
    document = make_document("a.txt", "She said that the Lake Accord was void.")
    reading = resolve_article(document, extract_document(document), load_registry((own,)))
    assert [(mention.refers_to.id, mention.confidence) for mention in reading.mentions] == [
        ("geneva-1", 0.5),
        ("geneva-2", 0.5),
    ]
    assert [mention.confidence for mention in reading.statements[0].agreements] == [0.5, 0.5]


def test_an_agreement_that_had_not_been_made_is_not_meant() -> None:
    text = "Syria waits. Russia and Turkey said that the deal between Turkey and Russia was near."
    document = replace(make_document("a.txt", text), published_on=date(2016, 9, 6))
    reading = resolve_article(document, extract_document(document), load_registry())
    assert "sochi-memorandum-2018" not in {identifier for _, identifier in agreements_in(reading)}


def test_some_deal_with_one_party_is_no_known_one() -> None:
    text = "Turkey watched Idlib. Washington said that it would seek a deal with Russia for a truce."
    assert agreements_in(read_text(text)) == []


def test_names_that_go_on_behind_their_head() -> None:
    text = (
        "The Treaty of Versailles was signed in 1919. The Convention on Biological Diversity was signed in "
        "1992, and the Republican convention on Monday was long."
    )
    assert agreements_in(read_text(text)) == [
        ("Treaty of Versailles", "treaty-of-versailles"),
        ("Convention on Biological Diversity", "convention-on-biological-diversity"),
    ]


def test_a_deal_with_a_name_is_not_the_one_before() -> None:
    text = "The deal between France and Italy was signed. The Nokia deal failed."
    assert [words for words, _ in agreements_in(read_text(text))] == ["deal"]


def test_one_agreement_by_several_heads() -> None:
    text = (
        "The Stockholm Agreement was signed. The Stockholm Accord failed.\n\n"
        "The France-Italy deal is alive. A deal between Italy and France is what they want."
    )
    assert {identifier for _, identifier in agreements_in(read_text(text))} == {
        "stockholm-agreement",
        "france-italy-deal",
    }


def test_a_place_within_a_name_is_no_party() -> None:
    text = "The Good Friday Agreement holds. Hale said that the Northern Ireland Protocol did not."
    assert agreements_in(read_text(text)) == [
        ("Good Friday Agreement", "good-friday-agreement"),
        ("Northern Ireland Protocol", "northern-ireland-protocol"),
    ]


_WORDS = [
    *("the", "The", "a", "both", "its", "2018", "January", "12", "Peace", "nuclear", "Oslo", "France", "and"),
    *(
        "deal",
        "Deal",
        "Treaty",
        "of",
        "on",
        "Convention",
        "cease-fire",
        "process",
        "EU-Turkey",
        "agreed",
        "in",
    ),
    *("in", "between", "Italy", ",", ".", "one", "new", "Monday", "New", "accords"),
]


@given(st.lists(st.sampled_from(_WORDS), max_size=30), st.booleans())
def test_mentions_lie_in_any_text(words: list[str], with_places: bool) -> None:
    text = " ".join(words)
    names = tuple(
        Name(Span(match.start(), match.end()), "place") for match in re.finditer("Oslo|France|Italy", text)
    )
    sentences = (Span(0, len(text)),) if text else ()
    extraction = Extraction((), names if with_places else (), sentences)
    found = find_agreements(make_document("a.txt", text), extraction, load_registry())
    assert all(mention.span.of(text) == mention.text for mention in found.mentions)
    assert all(0 < mention.confidence <= 1 for mention in found.mentions)
    assert all(fact.span.end <= len(text) for fact in found.facts)
