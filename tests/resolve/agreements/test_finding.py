"""Agreements by name, by date, place and parties, and by "the deal", in texts with marked places."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.dates import Dates
from kg.model import PartialDate
from kg.resolve.agreements.agreement_finder import find_agreements
from kg.resolve.agreements.findings import Agreements
from kg.resolve.registry import Registry, load_registry
from kg.text.text import Text
from tests.builders_text import article_of, read_marks
from tests.conftest import ROOT

PLACES = ("Sochi", "Astana", "Minsk", "Paris", "Oslo", "Nairobi", "Stockholm", "Idlib", "Syria", "Rome")
REGISTRY = load_registry()


def find_in(raw: str, published_on: date | None = None, registry: Registry = REGISTRY) -> Agreements:
    text, extraction = read_marks(raw, dict.fromkeys(PLACES, "place"))
    dates = Dates(text, published_on)
    return find_agreements(article_of(text, published_on), text, extraction, registry, dates)


def agreements_in(
    raw: str, published_on: date | None = None, registry: Registry = REGISTRY
) -> list[tuple[str, str]]:
    found = find_in(raw, published_on, registry)
    return [(mention.text, mention.agreement.id) for mention in found.mentions]


@pytest.mark.parametrize(
    ("seed", "around", "expected"),
    [
        ("000", "despite agreements in Sochi and Astana", {"astana-process", "sochi-memorandum-2018"}),
        ("000", "The benefits of the deals are", {"astana-process", "sochi-memorandum-2018"}),
        ("000", "Turkey and Russia agreed in Sochi to", {"sochi-memorandum-2018"}),
        ("000", "including a fresh truce on Jan. 12", {"12-january-cease-fire"}),
        ("000", "held meetings in Astana city", set()),
        ("001", "its de-escalation agreements with Russia", {"astana-process"}),
        ("001", "regardless of the Sochi deal", {"sochi-memorandum-2018"}),
        ("001", "under the 2018 deal", {"sochi-memorandum-2018"}),
        ("001", "violating a January 12 ceasefire", {"12-january-cease-fire"}),
        ("001", "agreed in 2018 to set up", {"sochi-memorandum-2018"}),
        ("002", "and a new one that started on January 12", {"12-january-cease-fire"}),
        ("003", "at a ceasefire in 2018", {"sochi-memorandum-2018"}),
        ("003", "the Astana process seems to be", {"astana-process"}),
        ("003", "a past agreement between Turkey, Russia and Iran", {"astana-process"}),
        ("004", "a deal between Turkey and Russia in late 2018", {"sochi-memorandum-2018"}),
    ],
)
def test_agreements_of_the_five_articles(seed: str, around: str, expected: set[str]) -> None:
    (path,) = (ROOT / "seeds").glob(f"{seed}*.txt")
    raw = re.sub(r"[\[\]{}<>|]", "(", path.read_text("utf-8"))
    start = raw.index(around)
    found = [one for one in find_in(raw).mentions if start <= one.span.start < start + len(around)]
    assert {mention.agreement.id for mention in found} == expected


@pytest.mark.parametrize(
    "text",
    [
        # A place alone, or another subject.
        "The two leaders held talks in Sochi on tomatoes. Idlib was not discussed.",
        "Russia and Turkey held meetings in Sochi about Idlib.",
        "The gas deal reached in Sochi is good for Turkey. Fighting went on in Idlib.",
        "The film festival in Minsk ended. The Minsk deal was worth two million euros.",
        "The Sochi deal on tomatoes was signed while Idlib burned.",
        "The designers of the Paris deal, a merger of two fashion houses, were pleased.",
        "Russia and Turkey agreed in Sochi to lift the ban on tomatoes. Fighting went on in Idlib.",
        "The Oslo accord on fish quotas pleased Israel.",
        # Words that only look like one.
        "He said that he had to deal with a great deal of paper.",
        "She said the book deal was a real estate deal in disguise.",
        "The Democratic convention in Paris was a long process, he said.",
        "Patience is what everybody needs, she said. The New Deal was another matter.",
        "Turkey and Russia agreed to meet again next week.",
        "The Republican National Convention opened on Monday, and the process went on.",
    ],
)
def test_what_is_no_agreement(text: str) -> None:
    assert agreements_in(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Sochi deal on Idlib holds.", [("Sochi deal", "sochi-memorandum-2018")]),
        (
            "Fighting goes on in Ukraine. Nobody keeps the Minsk deal, Zelensky said.",
            [("Minsk deal", "minsk-agreements")],
        ),
        (
            "Emissions keep rising. The Paris accord binds nobody, she said.",
            [("Paris accord", "paris-agreement-2015")],
        ),
        ("Sweden joined the Paris Agreement.", [("Paris Agreement", "paris-agreement-2015")]),
        (
            "Rouhani said that the Iran nuclear deal was fair and that the accord would last.",
            [("Iran nuclear deal", "jcpoa-2015"), ("accord", "jcpoa-2015")],
        ),
        (
            "Syria burns. The landmark climate agreement negotiated in Paris binds nobody.",
            [("landmark climate agreement", "paris-agreement-2015")],
        ),
    ],
)
def test_agreements_of_the_registry(text: str, expected: list[tuple[str, str]]) -> None:
    assert agreements_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The two sides signed the Nairobi Agreement in 1985.\n\nOkello said that the agreement was dead, "
            "and that the Warsaw Pact had fared no better.",
            [
                ("Nairobi Agreement", "nairobi-agreement"),
                ("agreement", "nairobi-agreement"),
                ("Warsaw Pact", "warsaw-agreement"),
            ],
        ),
        ("The EU-Turkey deal is dead.", [("EU-Turkey deal", "agreement-between-eu-and-turkey")]),
        (
            "Truss defended the Northern Ireland Protocol. Benn said that the protocol was dead.",
            [
                ("Northern Ireland Protocol", "northern-ireland-protocol"),
                ("protocol", "northern-ireland-protocol"),
            ],
        ),
        (
            "The Treaty of Versailles is of 1919. The Convention on Biological Diversity came in 1992, "
            "and the Republican convention on Monday was long.",
            [
                ("Treaty of Versailles", "treaty-of-versailles"),
                ("Convention on Biological Diversity", "convention-on-biological-diversity"),
            ],
        ),
        (
            "The Stockholm Agreement was signed. The Stockholm Accord failed.",
            [("Stockholm Agreement", "stockholm-agreement"), ("Stockholm Accord", "stockholm-agreement")],
        ),
        (
            "The France-Italy deal is alive. A deal between Italy and France is what they want.",
            [
                ("France-Italy deal", "agreement-between-france-and-italy"),
                ("deal", "agreement-between-france-and-italy"),
            ],
        ),
        (
            "The 1979 Egypt–Israel peace treaty held. The Egypt–Israel peace treaty still does.",
            [
                ("1979 Egypt–Israel peace treaty", "treaty-between-egypt-and-israel-1979"),
                ("Egypt–Israel peace treaty", "treaty-between-egypt-and-israel-1979"),
            ],
        ),
    ],
)
def test_agreements_that_no_registry_has(text: str, expected: list[tuple[str, str]]) -> None:
    assert agreements_in(text) == expected


def test_the_deal_is_the_last_of_its_kind_that_was_mentioned() -> None:
    text = (
        "The deal between France and Italy was signed. The Nokia deal failed. Then he made a deal with her."
    )
    assert [words for words, _ in agreements_in(text)] == ["deal"]
    assert [words for words, _ in agreements_in(text + " The deal was short.")] == ["deal"]
    assert [words for words, _ in agreements_in(text[:46] + "The deal was short.")] == ["deal", "deal"]
    assert [words for words, _ in agreements_in(text[:46] + "The deal on potash was short.")] == ["deal"]


def test_the_year_alone_does_not_make_an_agreement_known_elsewhere_meant_here() -> None:
    assert agreements_in("The mayor of Lyon said that the 2018 deal on the stadium was void.") == []
    text = "Ukraine fears for its nuclear plant.\n\nScholz, who brokered the 2015 deal with France, was ill."
    (words, identifier) = agreements_in(text)[0]
    assert words == "2015 deal"
    assert identifier.startswith("agreement-with-france-")
    text = "Turkey watched Idlib. Washington said that it would seek a deal with Russia for a truce."
    assert "sochi-memorandum-2018" not in {identifier for _, identifier in agreements_in(text)}


def test_an_agreement_that_a_verb_tells_of() -> None:
    found = find_in(
        "In September 1998, Ethiopia and Djibouti agreed in Nairobi to open the railway. "
        "Desta said that the deal had failed."
    )
    assert [mention.text for mention in found.mentions] == ["agreed in Nairobi", "deal"]
    (agreement,) = {mention.agreement for mention in found.mentions}
    assert agreement.id == "agreement-between-djibouti-and-ethiopia-september-1998"
    assert agreement.name == "agreement between Djibouti and Ethiopia (September 1998)"
    assert (agreement.date, agreement.place) == (PartialDate("1998-09"), "Nairobi")
    assert agreement.parties == ("Djibouti", "Ethiopia")
    assert {(fact.kind, fact.value) for fact in found.facts} == {
        ("date", "1998-09"),
        ("place", "Nairobi"),
        ("party", "Ethiopia"),
        ("party", "Djibouti"),
        ("status", "ended"),
    }


def test_a_cease_fire_s_day_has_the_year_of_the_article() -> None:
    text = "The truce of January 12 is holding, the general said."
    assert agreements_in(text, date(2020, 2, 8)) == [("truce", "12-january-2020-cease-fire")]
    assert agreements_in(text) == [("truce", "12-january-cease-fire")]


def test_an_agreement_that_had_not_been_made_is_not_meant() -> None:
    text = "Syria waits. Russia and Turkey said that the deal between Turkey and Russia was near."
    assert agreements_in(text, date(2016, 9, 6)) == [("deal", "agreement-between-russia-and-turkey")]
    assert agreements_in(text, date(2019, 9, 6)) == [("deal", "sochi-memorandum-2018")]


def test_a_registry_of_a_user(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[[agreement]]\nid = "l-1"\nname = "Lomé Accord"\naliases = ["Côte d’Ivoire deal", "Lake Accord"]\n'
        '[[agreement]]\nid = "l-2"\nname = "Second Accord"\naliases = ["Lake Accord"]\n',
        "utf-8",
    )
    registry = load_registry((own,))
    text = "He said that the Lome  Accord and the Cote d'Ivoire deal were one."
    assert agreements_in(text, None, registry) == [("Lome  Accord", "l-1"), ("Cote d'Ivoire deal", "l-1")]
    both = find_in("She said that the Lake Accord was void.", None, registry).mentions
    assert [(mention.agreement.id, mention.confidence) for mention in both] == [("l-1", 0.5), ("l-2", 0.5)]


_WORDS = [
    *("the", "The", "a", "both", "its", "2018", "January", "12", "Peace", "nuclear", "Oslo", "France", "and"),
    *("deal", "Deal", "Treaty", "of", "on", "Convention", "cease-fire", "process", "EU-Turkey", "agreed"),
    *("in", "between", "Italy", ",", ".", "one", "new", "Monday", "New", "accords", "potash", "signed"),
]


@given(st.lists(st.sampled_from(_WORDS), max_size=30), st.booleans())
def test_mentions_lie_in_any_text(words: list[str], with_places: bool) -> None:
    text, extraction = read_marks(" ".join(words), {"Oslo": "place", "Italy": "place"} if with_places else {})
    found = find_agreements(article_of(text), text, extraction, REGISTRY, Dates(Text(text.raw)))
    assert all(mention.span.of(text.raw) == mention.text for mention in found.mentions)
    assert all(0 < mention.confidence <= 1 for mention in found.mentions)
    assert all(fact.span.end <= len(text.raw) for fact in found.facts)


def statuses_in(raw: str) -> dict[str, str | None]:
    """Status by name of the agreements of a text."""
    return {mention.agreement.name: mention.status for mention in find_in(raw, date(2020, 2, 8)).mentions}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Envoys of both sides met. Kaya said that the draft plan was unfair, and the plan would fail.",
            {"plan": "proposed"},
        ),
        ("The rebels and the army are close to a truce deal.", {"truce deal": "under negotiation"}),
        ("Lawmakers denounced the minister's rumoured pact with the rebels.", {"pact": "proposed"}),
        ("Rebels called for a ceasefire.", {"ceasefire": "proposed"}),
        (
            "The ministers have not reached an agreement on the budget.",
            {"agreement on the budget": "under negotiation"},
        ),
        (
            "The ministers have reached an agreement on the budget.",
            {"agreement on the budget": "in force"},
        ),
        ("The army and the rebels signed a truce. The truce collapsed on Friday.", {"truce": "ended"}),
        # Where talks collapse, no agreement has ended; what is threatened has not happened.
        (
            "Talks on a trade deal with India collapsed.",
            {"trade deal with India": "under negotiation"},
        ),
        ("The president threatened to have scrapped the treaty with Canada.", {"treaty with Canada": None}),
        # That an agreement which was made is renegotiated makes it no proposal.
        ("Iran wants to discuss the Iran nuclear deal.", {"Joint Comprehensive Plan of Action": None}),
    ],
)
def test_how_far_an_agreement_has_got(text: str, expected: dict[str, str | None]) -> None:
    assert statuses_in(text) == expected


def test_parties_are_names_and_never_adjectives() -> None:
    texts = {
        "The Turkish-Libyan maritime border agreement is void.": ("Libya", "Turkey"),
        "The Sino-Indian treaty holds.": ("China", "India"),
        "He praised a tax treaty that Oslo has with Riga.": ("Latvia", "Norway"),
        "Turkey and Libya signed a maritime border agreement.": ("Libya", "Turkey"),
        "The deal between the EU and the Syrian government holds.": ("EU", "Syria"),
        "The rail deal between Paris and Lyon pleased the minister.": (),
        "A UK-based deal pleased the minister.": (),
    }
    for text, parties in texts.items():
        assert [mention.agreement.parties for mention in find_in(text).mentions] == [parties], text


def test_one_without_name_and_parties_is_of_its_article() -> None:
    first = agreements_in("The rebels and the army are close to a truce deal. The deal is near.")
    other = agreements_in("The guerrillas and the government are close to a truce deal.")
    assert [words for words, _ in first] == ["truce deal", "deal"]
    assert len({identifier for _, identifier in first}) == 1
    assert first[0][1] != other[0][1]


def test_agreements_on_two_matters_are_two() -> None:
    found = agreements_in(
        "Turkey and Libya signed a maritime border agreement. Turkey and Libya signed a military agreement. "
        "The border agreement is void."
    )
    border, military, again = (identifier for _, identifier in found)
    assert border == again == "maritime-border-agreement-between-libya-and-turkey"
    assert military == "military-agreement-between-libya-and-turkey"


def test_the_cease_fire_of_another_war_is_another_one() -> None:
    found = agreements_in(
        "Israel and Egypt agreed to a cease-fire. The cease-fire in Ukraine is another matter. "
        "The cease-fire lasted an hour."
    )
    first, other, again = (identifier for _, identifier in found)
    assert first == "cease-fire-between-egypt-and-israel"
    assert other == again != first


@pytest.mark.parametrize(
    "text",
    [
        "The mayor presented his plan for the park. The plan costs two million.",
        "The prime minister feared the disaster of no deal.",
        "The North Atlantic Treaty Organization met in Brussels.",
        "A 2001 memorandum of the ministry bans smoking.",
    ],
)
def test_plans_and_papers_of_one_side_are_no_agreement(text: str) -> None:
    assert agreements_in(text) == []


def test_it_after_an_agreement() -> None:
    found = agreements_in("The minister denounced the Minsk protocol in Ukraine, calling it void.")
    assert found == [("Minsk protocol", "minsk-agreements"), ("it", "minsk-agreements")]
    assert agreements_in("She read the Minsk protocol in Ukraine. The bill passed; he called it void.") == [
        ("Minsk protocol", "minsk-agreements")
    ]


def test_words_that_only_point_at_an_agreement_are_no_name_of_it() -> None:
    text = "Syria waits. The Sochi deal holds. The deal is good. Turkey and Russia agreed in Sochi in 2018."
    assert [(mention.text, mention.is_name) for mention in find_in(text).mentions] == [
        ("Sochi deal", True),
        ("deal", False),
        ("agreed in Sochi in 2018", False),
    ]


def test_an_acronym_in_brackets() -> None:
    text = (
        "The ministers signed the Lake Chad Fishing Area (LCFA) agreement. Mahamat said that LCFA was good."
    )
    assert [words for words, _ in agreements_in(text)] == ["Lake Chad Fishing Area (LCFA) agreement", "LCFA"]


def test_an_agreement_that_is_named_before_its_day() -> None:
    text = "Iran holds to the Joint Comprehensive Plan of Action. The nuclear deal is good, Iran says."
    assert agreements_in(text, date(2012, 3, 1)) == [
        ("Joint Comprehensive Plan of Action", "jcpoa-2015"),
        ("nuclear deal", "jcpoa-2015"),
    ]
