"""Who speaks: sentences on many matters, with names and attributions marked by hand."""

import pytest

from kg.graph.write.article_quads import reading_quads
from kg.model import Actor, ActorType, ArticleReading
from tests.builders_text import resolve_marks
from tests.conftest import speaker_of

NAMES = {
    **dict.fromkeys(
        (
            *(
                "Angela Merkel",
                "Antony Blinken",
                "Bashar al-Assad",
                "al-Assad",
                "Bernie Sanders",
                "Bill Clinton",
            ),
            *("Charles Michel", "Clinton", "Denis McDonough", "Donald Trump", "Hillary Clinton", "Hillary"),
            *(
                "Irina Belova",
                "Ivanka Trump",
                "James Brandt",
                "Jane Doe",
                "Jim Jordan",
                "Jordan",
                "Joe Biden",
            ),
            *("John Kerry", "John Roe", "Keller", "King Salman", "Kofi Annan", "Michelle Obama", "Obama"),
            *("Mohammed bin Salman", "Nick Merrill", "Okafor", "Taro Aso", "Ted Cruz"),
        ),
        "person",
    ),
    **dict.fromkeys(
        (
            *("BBC", "Center for Federal Tax Policy", "EU", "Ministry of Defence", "Ministry of Health"),
            *("Ministry of Foreign Affairs of France", "New York Times", "Russian Foreign Ministry", "S.E.C"),
            *(
                "Security Council",
                "Senate",
                "Tax Policy Center",
                "The Washington Post",
                "World Food Programme",
            ),
            *("WFP", "federal Securities and Exchange Commission"),
        ),
        "organisation",
    ),
    **dict.fromkeys(
        (
            *("Beijing", "Brazil", "Britain", "Chicago", "China", "France", "Geneva", "Germany", "Italy"),
            *("Japan", "Kyiv", "Lagos", "Ohio", "Russia", "Seoul", "Sochi", "Texas", "U.S.", "UK", "US"),
            *("Ukraine", "United States", "Vermont", "White House"),
        ),
        "place",
    ),
    **dict.fromkeys(("Democrats", "French", "Republican", "Republicans"), "other"),
}


def read(marked: str, *, linked: bool = False) -> ArticleReading:
    """The reading of a text with <source>, [cue] and {content}. Some names are left unmarked."""
    return resolve_marks(marked, NAMES, linked=linked)


def test_an_office_is_its_holder() -> None:
    reading = read(
        "Japan’s finance minister, Taro Aso, arrived in Seoul on Monday.\n\n"
        "<The finance minister> [said] {that the yen was too strong}.\n\n|"
        "{“We will act,”} <he> [told] reporters.",
        linked=True,
    )
    assert [speaker_of(one) for one in reading.statements] == ["Taro Aso", "Taro Aso"]


def test_she_is_not_he() -> None:
    marked = "Mr. Keller met Ms. Okafor in Lagos on Friday.\n\n{“The contract is void,”} <she> [said]."
    reading = read(marked, linked=True)
    assert speaker_of(reading.statements[-1]) == "Okafor"


def test_two_ministries_stay_two() -> None:
    reading = read(
        "<Brazil’s health ministry> [said] {that the vaccine had arrived}.\n\n|"
        "<Brazil’s justice ministry> [said] {that the trial would begin in May}.\n\n|"
        "<The health ministry> [said] {that two states had refused it}."
    )
    assert [speaker_of(one) for one in reading.statements] == [
        "Brazilian Health Ministry",
        "Brazilian Justice Ministry",
        "Brazilian Health Ministry",
    ]


def test_a_spokesman_for_somebody_is_not_that_somebody() -> None:
    reading = read(
        "<A spokesman for Angela Merkel> [said] {that the chancellor would not attend the summit}."
    )
    (statement,) = reading.statements
    assert statement.speaker is not None
    assert isinstance(statement.speaker.entity, Actor)
    assert statement.speaker.entity.type is ActorType.UNNAMED


def test_unnamed_sources_stay_distinct_by_article() -> None:
    texts = [f"<Witnesses> [said] {{that the {thing} had collapsed}}." for thing in ("bridge", "tower")]
    one, other = (read(text).statements[0].speaker for text in texts)
    assert one is not None
    assert other is not None
    assert one.entity.name == other.entity.name == "Witnesses"
    assert one.entity.id != other.entity.id


def test_a_surname_of_two_is_whose_the_title_fits() -> None:
    reading = read(
        "Hillary Clinton spoke in Ohio on Monday after her husband Bill Clinton had left.\n\n"
        "<Mrs. Clinton> [said] {that the factory would reopen}.\n\n|"
        "<Mr. Clinton> [said] {that he was proud of her}."
    )
    assert [speaker_of(one) for one in reading.statements] == ["Hillary Clinton", "Bill Clinton"]


def test_a_son_is_not_his_father() -> None:
    reading = read(
        "<Donald Trump> [said] {that he would sue}. |<Donald Trump Jr.> [said] {that he would not}."
    )
    assert [speaker_of(one) for one in reading.statements] == ["Donald Trump", "Donald Trump Jr"]


def test_a_title_with_an_of_in_it() -> None:
    reading = read(
        "<U.S. Secretary of State Antony Blinken> [said] {that he had spoken with the prime minister}."
    )
    assert [speaker_of(one) for one in reading.statements] == ["Antony Blinken"]


def test_an_agency_is_not_the_states() -> None:
    reading = read("Germany waited. <The ratings agency> [said] {that the outlook was stable}.")
    (statement,) = reading.statements
    assert speaker_of(statement) != "German Ratings Agency"


def speakers_in(text: str) -> list[tuple[str | None, str | None]]:
    """Name and type of the speaker of each statement."""
    actors = [one.speaker.entity if one.speaker else None for one in read(text).statements]
    return [(one.name, one.type.value) if isinstance(one, Actor) else (None, None) for one in actors]


def test_countries_that_speak_together() -> None:
    (statement,) = read("<France and Italy> [said] on Monday {that they would close the border}.").statements
    assert statement.speaker is not None
    group = statement.speaker.entity
    assert isinstance(group, Actor)
    assert (group.name, group.type.value) == ("France and Italy", "group")
    assert group.id == "french-government-and-italian-government"
    assert [member.name for member in group.members] == ["French government", "Italian government"]
    assert statement.speaker.metonym


@pytest.mark.parametrize(
    ("source", "members"),
    [
        ("Jane Doe and John Roe, two senators,", ["jane-doe", "john-roe"]),
        ("The New York Times and The Washington Post", ["new-york-times", "washington-post"]),
    ],
)
def test_names_that_speak_together(source: str, members: list[str]) -> None:
    (statement,) = read(f"<{source}> [said] {{that the bill was dead}}.").statements
    assert statement.speaker is not None
    assert isinstance(statement.speaker.entity, Actor)
    assert [member.id for member in statement.speaker.entity.members] == members


def test_a_name_before_a_noun_is_not_who_speaks() -> None:
    text = (
        "<The Clinton campaign> [said] {it would appeal}.\n\n|"
        "<Clinton spokesman Nick Merrill> [said] {the campaign was ready}."
    )
    assert speakers_in(text) == [("Clinton campaign", "organisation"), ("Nick Merrill", "person")]


def test_people_of_a_party() -> None:
    text = (
        "<Republicans> [say] {the plan is alive}. |"
        "<A Republican> [said] {the plan was dead}. |"
        "<Senate Republicans> [said] {they would vote}. |"
        "<Some Democrats> [said] {that they would not}."
    )
    assert speakers_in(text) == [
        ("Republicans", "group"),
        ("Republican", "unnamed"),
        ("Senate Republicans", "group"),
        ("Some Democrats", "unnamed"),
    ]


def test_an_office_with_a_place_that_the_article_gives_with_its_holder() -> None:
    text = "Vermont Sen. Bernie Sanders won.\n\n<The Vermont senator> [said] {he was glad}."
    assert speakers_in(text) == [("Bernie Sanders", "person")]


def test_an_office_with_another_place_is_somebody_else() -> None:
    text = "Texas Sen. Ted Cruz won.\n\n<The Vermont senator> [said] {he was glad}."
    assert speakers_in(text) == [("Vermont senator", "unnamed")]


def test_of_two_presidents_it_is_who_was_named_last() -> None:
    text = (
        "Charles Michel, the president of the council, met President Joe Biden. "
        "<The president> [said] {that the union was strong}."
    )
    assert speakers_in(text) == [("Joe Biden", "person")]


def test_an_acronym_is_what_the_article_spells_out() -> None:
    text = "<The World Food Programme> [warned of] {a famine}. |<The WFP> [said] {that trucks were waiting}."
    assert speakers_in(text)[1] == ("World Food Programme", "organisation")


def test_an_acronym_with_full_stops() -> None:
    assert speakers_in("<The S.E.C.> [said] {that it would look into the case}.") == [("SEC", "organisation")]


def test_a_name_that_is_a_title_too() -> None:
    assert speakers_in("<Mr. King> [said] {that the show would go on}.") == [("King", "person")]


def test_a_government_by_its_capital() -> None:
    text = (
        "<The government in Beijing> [said] {the talks had ended}. |"
        "<Members of parliament> [said] {they had not}."
    )
    assert speakers_in(text) == [("Chinese government", "government"), ("Members of parliament", "unnamed")]


def test_a_surname_that_the_model_misses_is_found_by_the_others() -> None:
    text = (
        "<Kofi Annan> [told] the BBC {that peace was near}. |"
        "<Annan> [said] {the world was watching}.\n\n|"
        "[Said] <Annan>, Monday, in Geneva: {“Peace is a process.”}"
    )
    assert {name for name, _ in speakers_in(text)} == {"Kofi Annan"}


def test_a_first_name_alone_is_who_has_it_in_the_article() -> None:
    text = "Hillary Clinton spoke in Ohio. <Hillary> [said] {that the factory would reopen}."
    assert speakers_in(text) == [("Hillary Clinton", "person")]


def test_nobody_said_anything() -> None:
    assert speakers_in("<None of the ministers> [said] {that the vote was rigged}.") == [(None, None)]


def test_a_person_s_gender_goes_nowhere() -> None:
    reading = read("<Mrs. Okafor> [said] {that the contract was void}.")
    assert all("female" not in str(quad) for quad in reading_quads(reading, model="test"))


def test_a_surname_before_a_relative_is_named_is_not_the_relative() -> None:
    text = (
        "Trump spoke in Ohio. "
        "<Trump> [said] {that the plant would open}.\n\n|"
        "<His daughter Ivanka Trump> [said] {that she was proud}. |"
        "<Trump> [said] {he was, too}."
    )
    assert [name for name, _ in speakers_in(text)] == ["Trump", "Ivanka Trump", "Trump"]


def test_a_title_tells_husband_and_wife_apart() -> None:
    text = (
        "Mr. Obama left for Chicago.\n\n"
        "The first lady, Michelle Obama, stayed.\n\n"
        "<Mr. Obama> [said] {she was right}. |"
        "<Mrs. Obama> [said] {that he was wrong}."
    )
    assert [name for name, _ in speakers_in(text)] == ["Obama", "Michelle Obama"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "<China and the United States, the two biggest polluters,> [said] {they would}.",
            "China and United States",
        ),
        ("<The Security Council> on Friday [warned] {that it would act}.", "Security Council"),
        (
            "<The federal Securities and Exchange Commission> [said] {it would}.",
            "Securities and Exchange Commission",
        ),
        (
            "The Center for Federal Tax Policy met.\n\n"
            "<The Tax Policy Center> [said] {that taxes would rise}.",
            "Tax Policy Center",
        ),
        (
            "<A spokeswoman for the mayor, James Brandt,> [said] {that the road was shut}.",
            "spokeswoman of the mayor",
        ),
        ("<Supporters of Senator Jane Doe> [said] {that they would vote}.", "Supporters of Senator Jane Doe"),
        ("<White House chief of staff Denis McDonough> [said] {that it was over}.", "Denis McDonough"),
        ("<Some of the same candidates> [said] {that they were against it}.", "Some of the same candidates"),
        ("<Secretary of State John Kerry> [said] {that talks would go on}.", "John Kerry"),
    ],
)
def test_where_a_name_ends_and_whose_it_is(text: str, speaker: str) -> None:
    assert [name for name, _ in speakers_in(text)] == [speaker]


def test_a_king_and_a_prince() -> None:
    text = (
        "<King Salman> [said] {that the price would rise}.\n\n|"
        "<Crown Prince Mohammed bin Salman> [said] {it would fall}."
    )
    assert [name for name, _ in speakers_in(text)] == ["King Salman", "Mohammed bin Salman"]


def test_a_surname_with_its_capital_inside() -> None:
    text = "Bashar al-Assad left for Sochi. <al-Assad> [said] {that it would rain}."
    assert [name for name, _ in speakers_in(text)] == ["Bashar al-Assad"]


@pytest.mark.parametrize(
    "text", ["", "<😀😀> [said] {that 😀😀}.", "<'s> [said] {that it was late}.", "<-> [said] - {that -}."]
)
def test_what_is_no_name_is_nobody(text: str) -> None:
    assert all(one.speaker is None or one.speaker.entity.id for one in read(text).statements)


def test_ministries_of_one_country_stay_apart() -> None:
    text = (
        "<France’s Ministry of Defence> [said] {that it was ready}.\n\n|"
        "<France’s Ministry of Health> [said] {that it was not}.\n\n|"
        "<The Ministry of Foreign Affairs of France> [said] {nothing was decided}.\n\n|"
        "<The French defense ministry> [said] {that it was late}."
    )
    assert [name for name, _ in speakers_in(text)] == [
        "French Defence Ministry",
        "French Health Ministry",
        "French Foreign Ministry",
        "French Defense Ministry",
    ]
    ids = [one.speaker.entity.id for one in read(text).statements if one.speaker]
    assert ids[3] == ids[0] == "french-defence-ministry"


def test_a_surname_that_is_a_country_too() -> None:
    text = "Rep. Jim Jordan left the room. <Mr. Jordan> [said] {that he was tired}."
    assert [name for name, _ in speakers_in(text)] == ["Jim Jordan"]


@pytest.mark.parametrize(
    ("source", "members"),
    [
        ("The U.S., Britain and France", ["british-government", "french-government", "us-government"]),
        ("The UK and the US", ["british-government", "us-government"]),
        ("China, Russia, and the EU", ["chinese-government", "european-union", "russian-government"]),
    ],
)
def test_countries_by_their_short_names(source: str, members: list[str]) -> None:
    (statement,) = read(f"<{source}> [said] {{that they would act}}.").statements
    assert statement.speaker is not None
    assert isinstance(statement.speaker.entity, Actor)
    assert [member.id for member in statement.speaker.entity.members] == members


def test_what_a_name_says_it_is() -> None:
    assert speakers_in("<The regulator FINMA> [said] {it was watching}.") == [("FINMA", "organisation")]


def test_the_ministry_is_the_one_that_was_named_last() -> None:
    text = (
        "<Ukraine’s foreign ministry> [said] {that Russia had broken the truce}.\n\n|"
        "<Russian Foreign Ministry spokeswoman Irina Belova> [said] {that it had not}. |"
        "<The ministry> [said later] {that Kyiv was to blame}."
    )
    assert [name for name, _ in speakers_in(text)] == [
        "Ukrainian Foreign Ministry",
        "Irina Belova",
        "Russian Foreign Ministry",
    ]
