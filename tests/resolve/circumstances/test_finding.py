"""When, to whom, through what and on what occasion: sentences with source, cue and content marked by hand."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.dates import Dates
from kg.model import Extraction, Name, Span
from kg.resolve.circumstances.circumstance_finder import Circumstances, find_circumstances
from kg.text.text import Text
from tests.builders_text import make_attribution, read_marks, span_of

# A Saturday.
PUBLISHED = date(2020, 2, 8)


def find_in(
    marked: str, published_on: date | None = PUBLISHED, names: dict[str, str] | None = None
) -> Circumstances:
    """Circumstances of the one statement of a sentence in which <source>, [cue] and {content} are marked."""
    text, extraction = read_marks(marked, names)
    return find_circumstances(text, extraction, Dates(text, published_on)).get("st-1", Circumstances())


def plain(marked: str) -> str:
    """The sentence without its marks."""
    return re.sub(r"[<>\[\]{}]", "", marked)


def in_words(found: Circumstances, text: str) -> tuple[str | None, str | None, str | None, str | None]:
    """Addressee as written, names of medium and occasion, date."""
    return (
        found.addressee.of(text) if found.addressee else None,
        found.medium.name if found.medium else None,
        found.occasion.name if found.occasion else None,
        found.said_on.date.iso if found.said_on else None,
    )


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{Turkey will act}, <the ministry> [said] on Saturday.", "2020-02-08"),
        ("[said] on Thursday {that two soldiers were killed on Wednesday}", "2020-02-06"),
        ("{“We will hit them,”} <the president> [said] this week.", "2020-W06"),
        (
            "Earlier on Friday, <the minister> [announced] {that a delegation will come on Monday}.",
            "2020-02-07",
        ),
        ("ANKARA — On Friday, <the minister> [said] {he would resign}.", "2020-02-07"),
        ("<Brown>, in a brief interview on Tuesday, [said] {she was tired}.", "2020-02-04"),
        ("{“We are ready,”} [said] <the general> late Monday.", "2020-02-03"),
        ("<The court> [rejected] {the plan} on Thursday, and the mayor left.", "2020-02-06"),
        ("At Monday's debate, <the governor> [called] {him a liar}.", "2020-02-03"),
        ("In a 2018 letter, <she> [asked] {for help}.", "2018"),
        ("<They> [agreed] in 2018 {to set up a zone}.", "2018"),
        ("<The king> [said Friday] {he was well}.", "2020-02-07"),
    ],
)
def test_date_of_saying(marked: str, expected: str) -> None:
    found = find_in(marked)
    assert found.said_on is not None
    assert found.said_on.date.iso == expected


@pytest.mark.parametrize(
    "marked",
    [
        "<She> [said] {the talks will take place on Monday}.",
        "<The party, in power since 2015,> [said] {it would win}.",
        "After he was shot on Monday, <the police> [said] {nothing}.",
        "<She> [will say] on Monday {that she is sorry}.",
        "<She> [said] a day earlier {that she was sorry}.",
        "<She> [criticised] his Tuesday deadline {as a trick}.",
        "{“No,”} [said] <Brown>, who resigned last week.",
        "Where <he> [used to boast] {of victory} on Tuesday night he said he was sorry.",
        "Though <she> [has opposed] {the tax}, in 2009, as governor, she raised it.",
        "On Monday, he left the party, and <the leader> [said] {that was right}.",
    ],
)
def test_a_date_of_something_else_is_none_of_saying(marked: str) -> None:
    assert find_in(marked).said_on is None


def test_a_date_needs_the_day_of_publication_unless_it_is_full() -> None:
    assert find_in("{We won}, <she> [said] on Saturday.", None) == Circumstances()
    found = find_in("{We won}, <she> [said] on February 7, 2020.", None)
    assert found.said_on is not None
    assert (found.said_on.text, found.said_on.date.iso) == ("on February 7, 2020", "2020-02-07")


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{“We won,”} <he> [told] reporters after a meeting.", "reporters"),
        ("<He> [told] broadcaster NTV {that they had won}.", "broadcaster NTV"),
        ("<He> [told reporters] {that they had won}.", "reporters"),
        ("{“We won,”} <he> [told] CNN Tuesday.", "CNN"),
        ("{“We won,”} <he> [told] USA TODAY on Tuesday.", "USA TODAY"),
        ('{“We won,”} <he> [told] MSNBC\'s "Morning Joe" on Tuesday.', 'MSNBC\'s "Morning Joe"'),
        ("{“We won,”} <he> [told] some of the miners.", "some of the miners"),
        ("{“We won,”} <he> [told] The New York Times then.", "The New York Times"),
        ("<The envoy> [assured] the families {that help would come}.", "the families"),
        ("<The union> [urged] the parliament {to vote}.", "the parliament"),
        ("<The family> [called on] police {to release the tape}.", "police"),
        ("{“We won,”} <she> [wrote] to her colleagues.", "her colleagues"),
        ("<She>, speaking to journalists in Ankara, [said] {they had won}.", "journalists"),
        ("{“We won,”} <she> [said] in an interview with the newspaper last week.", "the newspaper"),
        ("In a letter to the committee, <she> [asked] {for a hearing}.", "the committee"),
        ("<She> [told] me {that they had won}.", "me"),
        ("<The mayor> [urged] {shopkeepers to stay}.", "shopkeepers"),
        ("<The mayor> [urged] vigilant locals {to help}.", "vigilant locals"),
        ("<They> [called] on Turkey {to halt the drilling}.", "Turkey"),
        ("<UK> [urges] {US to waive immunity}.", "US"),
        ("<He> [is thanking] {voters for their support}.", "voters"),
        ("<Officials> [confirmed] {his identity to various news outlets}.", "various news outlets"),
        ("<The firm> [discussed] {the plan with journalists}.", "journalists"),
        ("<Berlin> [demanded] {an explanation from Russia}.", "Russia"),
        ("[Asked] {whether he would resign}, the minister had no comment.", "the minister"),
        ("Residents [were told] by <the police> {to leave}.", "Residents"),
        ("In a notice to dealers, <it> [described] {the fault}.", "dealers"),
        ("<He> [said], {“They must help us”}, while addressing the press.", "the press"),
    ],
)
def test_addressee(marked: str, expected: str) -> None:
    assert in_words(find_in(marked), plain(marked))[0] == expected


@pytest.mark.parametrize(
    "marked",
    [
        "<He> [was told] {that they had won}.",
        "[Asked about] {the latest attack}, Brown declined to comment.",
        "<He> [told] the truth {that they had lost}.",
        "<She> [asked] a question {about the war}.",
        "<She> [warned] of {a new attack}.",
        "<She> [is said] to be {the best}.",
        "<He> [told] himself {that they had won}.",
        "<Protesters> [called for] {the minister's resignation}.",
        "<He> [ordered] {the tests to be repeated}.",
        "The merger [was challenged] by <the party>, which said {it was illegal}.",
    ],
)
def test_nobody_is_addressed(marked: str) -> None:
    assert find_in(marked).addressee is None


@pytest.mark.parametrize(
    ("marked", "text", "name"),
    [
        ("{“We won,”} [wrote] <the director> on Twitter.", "on Twitter", "Twitter"),
        (
            "{“We won,”} <the ministry> [said] in a written statement.",
            "in a written statement",
            "written statement",
        ),
        ("{“We won,”} <the ministry> [said in a statement].", "in a statement", "statement"),
        ("In a statement on Friday, <the ministry> [said] {they had won}.", "In a statement", "statement"),
        ("{“We won,”} <he> [said] in an interview with the BBC.", "in an interview", "interview"),
        ("<He> [said via email] {that they had won}.", "via email", "email"),
        ("<He> [tweeted] {that they had won}.", "tweeted", "Twitter"),
        ("<The statement> [said] {they had won}.", "The statement", "statement"),
        ("<The group> [issued a statement calling] {it a crime}.", "a statement", "statement"),
        ("<She>, through a spokesman, [declined] {to comment}.", "through a spokesman", "spokesman"),
        (
            "{“We won,”} <he> [said] Sunday on ABC's “This Week.”",
            "on ABC's “This Week.”",
            'ABC\'s "This Week"',
        ),
        (
            "<She> [wrote] in The New York Times {that they had won}.",
            "in The New York Times",
            "New York Times",
        ),
        ("{“We won,”} <he> [wrote] in a series of tweets.", "in a series of tweets", "tweets"),
    ],
)
def test_medium(marked: str, text: str, name: str) -> None:
    found = find_in(marked).medium
    assert found is not None
    assert (found.text, found.name) == (text, name)


@pytest.mark.parametrize(
    ("marked", "text", "name"),
    [
        (
            "{“No,”} <he> [told] reporters after a talk on the sidelines of the Munich Security Conference.",
            "on the sidelines of the Munich Security Conference",
            "Munich Security Conference",
        ),
        (
            "<He> [said] at a news conference in Istanbul {that they had won}.",
            "at a news conference in Istanbul",
            "news conference in Istanbul",
        ),
        (
            "{“We won,”} <he> [told] a meeting on Turkey and Syria held in Istanbul.",
            "a meeting on Turkey and Syria held in Istanbul",
            "meeting on Turkey and Syria held in Istanbul",
        ),
        ("Speaking at a rally on Friday, <he> [said] {they had won}.", "at a rally", "rally"),
        ("At Monday’s debate, <she> [called] {him a liar}.", "At Monday’s debate", "debate"),
    ],
)
def test_occasion(marked: str, text: str, name: str) -> None:
    found = find_in(marked).occasion
    assert found is not None
    assert (found.text, found.name) == (text, name)


@pytest.mark.parametrize(
    "marked",
    [
        "<She> [rejected] {his sniffing} during the Monday night debate.",
        "<The senate> [told] Congress {that they had won}.",
        "On a more conciliatory note, <he> [said] {they had won}.",
        "On trade, <both> [oppose] {a new treaty}.",
        "<She> [said] {the statement on Twitter was wrong}.",
    ],
)
def test_neither_medium_nor_occasion(marked: str) -> None:
    found = find_in(marked)
    assert (found.medium, found.occasion) == (None, None)


def test_what_is_added_is_told_to_the_same() -> None:
    raw = "Susan Bro told reporters that it was fair, adding that she was glad."
    speaker = [span_of(raw, "Susan Bro")]
    told = make_attribution([span_of(raw, "that it was fair")], span_of(raw, "told"), speaker)
    added = make_attribution([span_of(raw, "that she was glad")], span_of(raw, "adding"), speaker, id="st-2")
    text = Text(raw)
    found = find_circumstances(text, Extraction((told, added), ()), Dates(text, None))
    assert [one.addressee and one.addressee.of(raw) for one in found.values()] == ["reporters", "reporters"]


def test_everything_at_once() -> None:
    marked = "{“We won,”} <he> [told] CNN in an interview on Friday on the sidelines of the Davos summit."
    assert in_words(find_in(marked), plain(marked)) == ("CNN", "interview", "Davos summit", "2020-02-07")


def test_an_inner_statement_has_its_own_circumstances() -> None:
    raw = "On Friday, Brown told CNN that Smith had told reporters on Monday that they had won."
    outer = make_attribution(
        [span_of(raw, "that Smith had told reporters on Monday that they had won")],
        span_of(raw, "told"),
        [span_of(raw, "Brown")],
        id="st-outer",
    )
    inner = make_attribution(
        [span_of(raw, "that they had won")],
        span_of(raw, "had told"),
        [span_of(raw, "Smith")],
        id="st-inner",
        within="st-outer",
    )
    text = Text(raw)
    found = find_circumstances(text, Extraction((outer, inner), ()), Dates(text, PUBLISHED))
    assert {name: in_words(each, raw) for name, each in found.items()} == {
        "st-outer": ("CNN", None, None, "2020-02-07"),
        "st-inner": ("reporters", None, None, "2020-02-03"),
    }


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "{“Turkey will never tolerate it,”} <Vice President Fuat Oktay> [said] on Saturday.",
            (None, None, None, "2020-02-08"),
        ),
        (
            "{Tensions have increased}, <Cavusoglu> [told] a meeting on Turkey and Syria held in Istanbul.",
            (
                "a meeting on Turkey and Syria held in Istanbul",
                None,
                "meeting on Turkey and Syria held in Istanbul",
                None,
            ),
        ),
        (
            "<He> [told broadcaster NTV] {that Turkey was determined to stop the advances}.",
            ("broadcaster NTV", None, None, None),
        ),
        (
            "{Talks will go on}, <he> [told] reporters on the sidelines of the Munich Security Conference.",
            ("reporters", None, "Munich Security Conference", None),
        ),
        (
            "{“A heinous attack occurred,”} <Altun>, the communications director, [wrote] on Twitter.",
            (None, "Twitter", None, None),
        ),
        (
            "{Five other soldiers were wounded}, <the ministry> [said] in a written statement.",
            (None, "written statement", None, None),
        ),
    ],
)
def test_sentences_of_articles(marked: str, expected: tuple[str | None, ...]) -> None:
    assert in_words(find_in(marked), plain(marked)) == expected


_PIECES = st.sampled_from(
    re.split(
        r"\|",
        "told|reporters|on|Monday|in|a statement|at|the debate|Brown|said|of|and|to|that|Twitter|last week"
        "|2031|via|March 3|the|will|on the sidelines of|tweeted|an interview with|speaking to|issued"
        '|,|"|“|”|’s|.|\n|&quot;|\u200b|é|(|—',
    )
)


@st.composite
def _extractions(draw: st.DrawFn) -> tuple[Text, Extraction]:
    raw = " ".join(draw(st.lists(_PIECES, min_size=4, max_size=40)))
    offsets = st.integers(0, len(raw) - 2)

    def span() -> Span:
        start = draw(offsets)
        return Span(start, min(len(raw), start + draw(st.integers(1, 30))))

    attributions = tuple(
        make_attribution([span()], span(), [span()], id=f"st-{number}")
        for number in range(draw(st.integers(1, 4)))
    )
    names = (Name(span(), draw(st.sampled_from(["person", "organisation", "date"]))),)
    return Text(raw), Extraction(attributions, names)


@given(_extractions(), st.dates(min_value=date(1990, 1, 1)))
def test_spans_lie_in_the_text_and_but_for_the_addressee_outside_the_content(
    read: tuple[Text, Extraction], published_on: date
) -> None:
    text, extraction = read
    contents = {each.id: each.content for each in extraction.attributions}
    for identifier, found in find_circumstances(text, extraction, Dates(text, published_on)).items():
        parts = (found.medium, found.occasion, found.said_on)
        spans = [part.span for part in parts if part] + ([found.addressee] if found.addressee else [])
        assert spans
        for span in spans:
            assert span.end <= len(text.raw)
            is_addressee = span == found.addressee
            assert is_addressee or not any(span.overlaps(content) for content in contents[identifier])
        for part in parts:
            assert part is None or part.text == part.span.of(text.raw)
        if found.said_on:
            assert found.said_on.date.first_day <= published_on
