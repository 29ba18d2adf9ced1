"""Agreements across articles: which are one, and what they are called."""

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from kg.language.dates import Dates
from kg.model import Agreement, ArticleReading, PartialDate
from kg.resolve.agreements.agreement_finder import find_agreements
from kg.resolve.registry import load_registry
from tests.archive.with_archive_index import across
from tests.builders_text import article_of, read_marks

REGISTRY = load_registry()


def read(raw: str, published_on: date | None = None) -> ArticleReading:
    text, extraction = read_marks(raw, {"Sochi": "place", "Idlib": "place"})
    article = article_of(text, published_on)
    found = find_agreements(article, text, extraction, REGISTRY, Dates(text, published_on))
    return ArticleReading(article, (), tuple(found.mentions), facts=tuple(found.facts))


def names(*readings: ArticleReading) -> list[list[str]]:
    """The identifiers of the agreements of each reading, as they are across all."""
    renamed = ([each.id for each in agreements(reading)] for reading in across(*readings))
    return [list(dict.fromkeys(identifiers)) for identifiers in renamed]


def agreements(reading: ArticleReading) -> list[Agreement]:
    """The agreements that a reading mentions."""
    return [each.entity for each in reading.mentions if isinstance(each.entity, Agreement)]


def test_one_name_with_several_heads() -> None:
    accord, treaty = read("The Stockholm Accord was signed."), read("The Stockholm Treaty failed.")
    assert names(accord) == [["stockholm-agreement"]]
    assert names(accord, treaty) == [["stockholm-treaty"], ["stockholm-treaty"]]


def test_one_pair_of_parties() -> None:
    named, listed = read("The France-Italy deal holds."), read("A treaty between Italy and France failed.")
    assert len({identifier for (identifier,) in names(named, listed)}) == 1


def test_parties_of_different_dates_are_two() -> None:
    first = read("The 1998 treaty between Italy and France holds.")
    second = read("The 2003 treaty between Italy and France holds.")
    undated = read("The treaty between Italy and France holds.")
    assert names(first, undated) == [["treaty-between-france-and-italy-1998"]] * 2
    assert names(first, second, undated) == [
        ["treaty-between-france-and-italy-1998"],
        ["treaty-between-france-and-italy-2003"],
        ["treaty-between-france-and-italy"],
    ]


def test_a_day_without_its_year_joins_the_only_one_that_fits() -> None:
    undated = read("Rebels violated a January 12 cease-fire.")
    dated = read("Rebels violated a January 12 cease-fire.", date(2020, 2, 8))
    later = read("Rebels violated a January 12 cease-fire.", date(2021, 2, 8))
    other = read("Rebels violated a March 3 cease-fire.", date(2020, 4, 8))
    assert names(undated) == [["12-january-cease-fire"]]
    assert names(undated, dated, other) == [
        ["12-january-2020-cease-fire"],
        ["12-january-2020-cease-fire"],
        ["3-march-2020-cease-fire"],
    ]
    assert names(undated, dated, later)[0] == ["12-january-cease-fire"]


def test_the_registry_wins() -> None:
    known = read("The Good Friday Agreement holds.")
    other = read("The Good Friday Treaty holds.")
    assert names(known, other) == [["good-friday-agreement"]] * 2


def test_what_articles_tell_is_put_together() -> None:
    undated = read("The treaty between Italy and France holds.")
    dated = read("The France-Italy treaty of May 3, 1998 holds.")
    (agreement,) = agreements(across(undated, dated)[0])
    assert agreement.date == PartialDate("1998-05-03")
    assert agreement.parties == ("France", "Italy")


def test_different_instruments_of_one_place_are_two() -> None:
    first, second = read("The Cartagena Protocol was signed."), read("The Cartagena Agreement failed.")
    assert names(first, second) == [["cartagena-protocol"], ["cartagena-agreement"]]


_READINGS = [
    read(text, day)
    for text in (
        "The Stockholm Accord was signed.",
        "The Stockholm Treaty failed in 1998.",
        "A treaty between Italy and France failed.",
        "The France-Italy deal of 2003 holds.",
        "The 1998 treaty between Italy and France holds.",
        "Rebels violated a January 12 cease-fire.",
        "Idlib burns. The Sochi deal is dead.",
    )
    for day in (None, date(2020, 2, 8), date(2021, 2, 8))
]


@given(st.lists(st.sampled_from(range(len(_READINGS))), min_size=1, unique=True), st.randoms())
def test_the_order_of_articles_does_not_matter(chosen: list[int], random: Random) -> None:
    shuffled = list(chosen)
    random.shuffle(shuffled)
    one = dict(zip(chosen, names(*(_READINGS[number] for number in chosen)), strict=True))
    other = dict(zip(shuffled, names(*(_READINGS[number] for number in shuffled)), strict=True))
    assert one == other


def status(*readings: ArticleReading) -> str | None:
    """The status across all readings of the one agreement that the first one has."""
    return agreements(across(*readings)[0])[0].status


def test_the_status_is_what_the_latest_dated_article_tells() -> None:
    proposed = read("A proposed treaty between Italy and France is unfair.", date(2020, 1, 3))
    signed = read("Italy and France signed a treaty.", date(2020, 5, 1))
    undated = read("The treaty between Italy and France collapsed.")
    assert status(proposed) == "proposed"
    assert status(proposed, signed, undated) == status(proposed, undated, signed) == "in force"
    assert status(undated) == "ended"
    assert status(read("The treaty between Italy and France is unfair.")) is None


def test_one_without_name_and_parties_stays_apart() -> None:
    first = read("The rebels and the army are close to a truce deal.")
    second = read("The rebels and the army rejected a truce deal.")
    (one,), (other,) = names(first, second)
    assert one != other


def test_one_pair_of_parties_and_two_matters_are_two() -> None:
    tax = read("Italy and France signed a tax treaty.")
    border = read("Italy and France signed a border treaty.")
    assert names(tax, border) == [
        ["tax-treaty-between-france-and-italy"],
        ["border-treaty-between-france-and-italy"],
    ]
