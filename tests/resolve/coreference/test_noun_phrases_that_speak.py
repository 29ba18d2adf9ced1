"""Who speaks: in the five articles and in sentences on other matters."""

import pytest

from kg.graph.write.article_quads import reading_quads
from kg.model import Actor, ActorType, ArticleReading
from tests.conftest import read_text, speaker_of


def speaker_of_words(reading: ArticleReading, words: str) -> Actor | None:
    """The speaker of the statement with the fewest words that has `words`."""
    fitting = [one for one in reading.statements if words in one.text]
    assert fitting, f"nobody says “{words}”"
    speaker = min(fitting, key=lambda one: len(one.text)).speaker
    actor = speaker.entity if speaker else None
    assert actor is None or isinstance(actor, Actor)
    return actor


@pytest.mark.parametrize(
    ("article", "words", "speaker"),
    [
        ("000", "Turkey will never tolerate attacks by the Assad regime", "Fahrettin Altun"),
        ("000", "Turkey aims not only to maintain its own national security", "Fahrettin Altun"),
        ("000", "proper response will be given", "Turkish Defence Ministry"),
        ("000", "The benefits of the deals are yet to be seen", "Mevlut Cavusoglu"),
        ("000", "Ankara will go all out in its efforts", "Mevlut Cavusoglu"),
        ("000", "neutralized over 70 regime troops", "Hulusi Akar"),
        ("001", "Turkey has fulfilled its responsibilities in the northwestern", "Fuat Oktay"),
        ("001", "it will use military power to drive back", "Turkish government"),
        ("001", "we will hit regime forces everywhere", "Recep Tayyip Erdogan"),
        ("001", "We will do this by any means necessary", "Recep Tayyip Erdogan"),
        ("001", "cannot handle a new migrant wave", "Fuat Oktay"),
        ("001", "has forced around 800,000 people", "United Nations"),
        ("002", "The situation in Idlib was discussed", "Turkish Foreign Ministry"),
        ("002", "in the harshest manner", "Turkish Defence Ministry"),
        ("002", "setting up a new post at Al Mastoumah", "Syrian Observatory for Human Rights"),
        ("003", "The war criminal, who ordered today's heinous attack", "Fahrettin Altun"),
        ("003", "Our glorious army will continue", "Mevlut Cavusoglu"),
        ("003", "no concrete conclusion has been reached", "Omer Celik"),
        ("003", "Our observation points will continue", "Omer Celik"),
        ("003", "they are pressing on the ground", "Murat Aslan"),
        ("003", "without a firm red line", "Ali Bakeer"),
        ("004", "Five other soldiers were wounded", "Turkish Defence Ministry"),
        ("004", "an imminent Turkish military offensive", "Recep Tayyip Erdogan"),
        ("004", "establish peace and manage humanitarian aid", "Fahrettin Altun"),
    ],
)
def test_speakers_of_the_five_articles(
    readings: dict[str, ArticleReading], article: str, words: str, speaker: str
) -> None:
    actor = speaker_of_words(readings[article], words)
    assert actor is not None
    assert actor.name == speaker


def test_types_of_actors(readings: dict[str, ArticleReading]) -> None:
    def type_of(article: str, words: str) -> ActorType:
        actor = speaker_of_words(readings[article], words)
        assert actor is not None
        return actor.type

    assert type_of("001", "we will hit regime forces everywhere") is ActorType.PERSON
    assert type_of("001", "it will use military power") is ActorType.GOVERNMENT
    assert type_of("002", "convoys of Turkish military vehicles") is ActorType.UNNAMED
    assert type_of("003", "to continue its campaign") is ActorType.GROUP
    assert type_of("001", "has forced around 800,000 people") is ActorType.ORGANISATION


def test_whom_the_text_does_not_name_is_nobody(readings: dict[str, ArticleReading]) -> None:
    assert speaker_of_words(readings["004"], "two Turkish soldiers were martyred and another five") is None


def test_a_capital_that_speaks_is_a_metonym(readings: dict[str, ArticleReading]) -> None:
    (statement,) = (one for one in readings["001"].statements if "it will use military power" in one.text)
    assert statement.speaker is not None
    assert (statement.speaker.text, statement.speaker.metonym) == ("Ankara", True)


def test_offices_are_kept_with_their_words(readings: dict[str, ArticleReading]) -> None:
    roles = {(actor.name, role.text) for actor, role in readings["003"].roles}
    assert (
        "Murat Aslan",
        "security analyst at the Foundation for Political, Economic and Social Research in Ankara",
    ) in roles
    assert ("Omer Celik", "spokesman for the ruling Turkish Justice and Development Party") in roles
    assert ("Mevlut Cavusoglu", "Turkish Foreign Minister") in roles


def test_an_office_is_its_holder() -> None:
    reading = read_text(
        "Japan’s finance minister, Taro Aso, arrived in Seoul on Monday.\n\n"
        "The finance minister said that the yen was too strong.\n\n"
        "“We will act,” he told reporters."
    )
    assert [speaker_of(one) for one in reading.statements] == ["Taro Aso", "Taro Aso"]


def test_she_is_not_he() -> None:
    reading = read_text("Mr. Keller met Ms. Okafor in Lagos on Friday.\n\n“The contract is void,” she said.")
    assert speaker_of(reading.statements[-1]) == "Okafor"


def test_two_ministries_stay_two() -> None:
    reading = read_text(
        "Brazil’s health ministry said that the vaccine had arrived.\n\n"
        "Brazil’s justice ministry said that the trial would begin in May.\n\n"
        "The health ministry said that two states had refused it."
    )
    assert [speaker_of(one) for one in reading.statements] == [
        "Brazilian Health Ministry",
        "Brazilian Justice Ministry",
        "Brazilian Health Ministry",
    ]


def test_a_spokesman_for_somebody_is_not_that_somebody() -> None:
    reading = read_text("A spokesman for Angela Merkel said that the chancellor would not attend the summit.")
    (statement,) = reading.statements
    assert statement.speaker is not None
    assert isinstance(statement.speaker.entity, Actor)
    assert statement.speaker.entity.type is ActorType.UNNAMED


def test_unnamed_sources_stay_distinct_by_article() -> None:
    text = "Witnesses said that the bridge had collapsed."
    one, other = (read_text(text, name).statements[0].speaker for name in ("a.txt", "b.txt"))
    assert one is not None
    assert other is not None
    assert one.entity.name == other.entity.name == "Witnesses"
    assert one.entity.id != other.entity.id


def test_a_surname_of_two_is_whose_the_title_fits() -> None:
    reading = read_text(
        "Hillary Clinton spoke in Ohio on Monday after her husband Bill Clinton had left.\n\n"
        "Mrs. Clinton said that the factory would reopen.\n\n"
        "Mr. Clinton said that he was proud of her."
    )
    assert [speaker_of(one) for one in reading.statements] == ["Hillary Clinton", "Bill Clinton"]


def test_a_son_is_not_his_father() -> None:
    reading = read_text("Donald Trump said that he would sue. Donald Trump Jr. said that he would not.")
    assert [speaker_of(one) for one in reading.statements] == ["Donald Trump", "Donald Trump Jr"]


def test_a_title_with_an_of_in_it() -> None:
    reading = read_text(
        "U.S. Secretary of State Antony Blinken said that he had spoken with the prime minister."
    )
    assert [speaker_of(one) for one in reading.statements] == ["Antony Blinken"]


def test_an_agency_is_not_the_states() -> None:
    reading = read_text("Germany waited. The ratings agency said that the outlook was stable.")
    (statement,) = reading.statements
    assert speaker_of(statement) != "German Ratings Agency"


def speakers_in(text: str) -> list[tuple[str | None, str | None]]:
    """Name and type of the speaker of each statement."""
    actors = [one.speaker.entity if one.speaker else None for one in read_text(text).statements]
    return [(one.name, one.type.value) if isinstance(one, Actor) else (None, None) for one in actors]


def test_countries_that_speak_together() -> None:
    (statement,) = read_text("France and Italy said on Monday that they would close the border.").statements
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
    (statement,) = read_text(f"{source} said that the bill was dead.").statements
    assert statement.speaker is not None
    assert isinstance(statement.speaker.entity, Actor)
    assert [member.id for member in statement.speaker.entity.members] == members


def test_a_name_before_a_noun_is_not_who_speaks() -> None:
    text = (
        "The Clinton campaign said it would appeal.\n\n"
        "Clinton spokesman Nick Merrill said the campaign was ready."
    )
    assert speakers_in(text) == [("Clinton campaign", "organisation"), ("Nick Merrill", "person")]


def test_people_of_a_party() -> None:
    text = (
        "Republicans say the plan is alive. A Republican said the plan was dead. "
        "Senate Republicans said they would vote. Some Democrats said that they would not."
    )
    assert speakers_in(text) == [
        ("Republicans", "group"),
        ("Republican", "unnamed"),
        ("Senate Republicans", "group"),
        ("Some Democrats", "unnamed"),
    ]


def test_an_office_with_a_place_that_the_article_gives_with_its_holder() -> None:
    text = "Vermont Sen. Bernie Sanders won.\n\nThe Vermont senator said he was glad."
    assert speakers_in(text) == [("Bernie Sanders", "person")]


def test_an_office_with_another_place_is_somebody_else() -> None:
    text = "Texas Sen. Ted Cruz won.\n\nThe Vermont senator said he was glad."
    assert speakers_in(text) == [("Vermont senator", "unnamed")]


def test_of_two_presidents_it_is_who_was_named_last() -> None:
    text = (
        "Charles Michel, the president of the council, met President Joe Biden. "
        "The president said that the union was strong."
    )
    assert speakers_in(text) == [("Joe Biden", "person")]


def test_an_acronym_is_what_the_article_spells_out() -> None:
    text = "The World Food Programme warned of a famine. The WFP said that trucks were waiting."
    assert speakers_in(text)[1] == ("World Food Programme", "organisation")


def test_an_acronym_with_full_stops() -> None:
    assert speakers_in("The S.E.C. said that it would look into the case.") == [("SEC", "organisation")]


def test_a_name_that_is_a_title_too() -> None:
    assert speakers_in("Mr. King said that the show would go on.") == [("King", "person")]


def test_a_government_by_its_capital() -> None:
    text = "The government in Beijing said the talks had ended. Members of parliament said they had not."
    assert speakers_in(text) == [("Chinese government", "government"), ("Members of parliament", "unnamed")]


def test_a_surname_that_the_model_misses_is_found_by_the_others() -> None:
    text = (
        "Kofi Annan told the BBC that peace was near. Annan said the world was watching.\n\n"
        "Said Annan, Monday, in Geneva: “Peace is a process.”"
    )
    assert {name for name, _ in speakers_in(text)} == {"Kofi Annan"}


def test_a_first_name_alone_is_who_has_it_in_the_article() -> None:
    text = "Hillary Clinton spoke in Ohio. Hillary said that the factory would reopen."
    assert speakers_in(text) == [("Hillary Clinton", "person")]


def test_nobody_said_anything() -> None:
    assert speakers_in("None of the ministers said that the vote was rigged.") == [(None, None)]


def test_a_person_s_gender_goes_nowhere() -> None:
    reading = read_text("Mrs. Okafor said that the contract was void.")
    assert all("female" not in str(quad) for quad in reading_quads(reading, model="test"))


def test_a_surname_before_a_relative_is_named_is_not_the_relative() -> None:
    text = (
        "Trump spoke in Ohio. Trump said that the plant would open.\n\n"
        "His daughter Ivanka Trump said that she was proud. Trump said he was, too."
    )
    assert [name for name, _ in speakers_in(text)] == ["Trump", "Ivanka Trump", "Trump"]


def test_a_title_tells_husband_and_wife_apart() -> None:
    text = (
        "Mr. Obama left for Chicago.\n\nThe first lady, Michelle Obama, stayed.\n\n"
        "Mr. Obama said she was right. Mrs. Obama said that he was wrong."
    )
    assert [name for name, _ in speakers_in(text)] == ["Obama", "Michelle Obama"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "China and the United States, the two biggest polluters, said they would.",
            "China and United States",
        ),
        ("The Security Council on Friday warned that it would act.", "Security Council"),
        (
            "The federal Securities and Exchange Commission said it would.",
            "Securities and Exchange Commission",
        ),
        (
            "The Center for Federal Tax Policy met.\n\nThe Tax Policy Center said that taxes would rise.",
            "Tax Policy Center",
        ),
        ("A spokeswoman for the mayor, James Brandt, said that the road was shut.", "spokeswoman"),
        ("Supporters of Senator Jane Doe said that they would vote.", "Supporters of Senator Jane Doe"),
        ("White House chief of staff Denis McDonough said that it was over.", "Denis McDonough"),
        ("Some of the same candidates said that they were against it.", "Some of the same candidates"),
        ("Secretary of State John Kerry said that talks would go on.", "John Kerry"),
    ],
)
def test_where_a_name_ends_and_whose_it_is(text: str, speaker: str) -> None:
    assert [name for name, _ in speakers_in(text)] == [speaker]


def test_a_king_and_a_prince() -> None:
    text = (
        "King Salman said that the price would rise.\n\nCrown Prince Mohammed bin Salman said it would fall."
    )
    assert [name for name, _ in speakers_in(text)] == ["King Salman", "Mohammed bin Salman"]


def test_a_surname_with_its_capital_inside() -> None:
    text = "Bashar al-Assad left for Sochi. al-Assad said that it would rain."
    assert [name for name, _ in speakers_in(text)] == ["Bashar al-Assad"]


@pytest.mark.parametrize(
    "text", ["", "😀😀 said that 😀😀.", "'s said that it was late.", "- said - that -."]
)
def test_what_is_no_name_is_nobody(text: str) -> None:
    assert all(one.speaker is None or one.speaker.entity.id for one in read_text(text).statements)


def test_ministries_of_one_country_stay_apart() -> None:
    text = (
        "France’s Ministry of Defence said that it was ready.\n\n"
        "France’s Ministry of Health said that it was not.\n\n"
        "The Ministry of Foreign Affairs of France said nothing was decided.\n\n"
        "The French defense ministry said that it was late."
    )
    assert [name for name, _ in speakers_in(text)] == [
        "French Defence Ministry",
        "French Health Ministry",
        "French Foreign Ministry",
        "French Defense Ministry",
    ]
    ids = [one.speaker.entity.id for one in read_text(text).statements if one.speaker]
    assert ids[3] == ids[0] == "french-defence-ministry"


def test_a_surname_that_is_a_country_too() -> None:
    text = "Rep. Jim Jordan left the room. Mr. Jordan said that he was tired."
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
    (statement,) = read_text(f"{source} said that they would act.").statements
    assert statement.speaker is not None
    assert isinstance(statement.speaker.entity, Actor)
    assert [member.id for member in statement.speaker.entity.members] == members


def test_what_a_name_says_it_is() -> None:
    assert speakers_in("The regulator FINMA said it was watching.") == [("FINMA", "organisation")]


def test_the_ministry_is_the_one_that_was_named_last() -> None:
    text = (
        "Ukraine’s foreign ministry said that Russia had broken the truce.\n\n"
        "Russian Foreign Ministry spokeswoman Irina Belova said that it had not. The ministry said later "
        "that Kyiv was to blame."
    )
    assert [name for name, _ in speakers_in(text)] == [
        "Ukrainian Foreign Ministry",
        "Irina Belova",
        "Russian Foreign Ministry",
    ]
