"""Who "he", "she", "they", "it" and "who" are, in sentences of many kinds."""

import pytest

from kg.language.given_names import given_gender
from kg.model import ActorType, ArticleReading
from tests.builders_text import resolve_marks
from tests.conftest import speaker_of

NAMES = {
    **dict.fromkeys(
        (
            *(
                "Daniel Reyes",
                "Paul Novak",
                "Maria Lopez",
                "Lopez",
                "Ingrid Holm",
                "Robert Keller",
                "Susan Okafor",
            ),
            *(
                "Helen Marsh",
                "Tom Baines",
                "Carol Dunn",
                "Frank Ito",
                "Linda Grant",
                "Grant",
                "Eva Stone",
                "Stone",
            ),
            *("Mark Feld", "Dana", "Peter Lang", "Janet Cole", "Anna Petrova", "Boris Klein"),
            *("Leslie Howe", "Mr. Howe", "Mrs. Dalton"),
        ),
        "person",
    ),
    **dict.fromkeys(("Oslo", "Lagos", "Lima"), "place"),
    **dict.fromkeys(("World Bank", "World Health Organization"), "organisation"),
}


@pytest.mark.parametrize(
    ("marked", "speakers"),
    [
        pytest.param(
            "Governor <Daniel Reyes> [criticised] {the budget that Senator Paul Novak had proposed}.\n\n|"
            "<He> [said] {that the schools would lose money}.",
            ["Daniel Reyes", "Daniel Reyes"],
            id="the subject before the one who is only mentioned",
        ),
        pytest.param(
            "Maria Lopez met Ingrid Holm in Oslo on Friday.\n\n"
            "{“The contract is void,”} <Lopez> [said]. |<She> [added] {that the port would close}.",
            ["Maria Lopez", "Maria Lopez"],
            id="the one who spoke last",
        ),
        pytest.param(
            "Robert Keller met Susan Okafor in Lagos on Friday.\n\n"
            "{“The contract is void,”} <she> [said].\n\n|{“We will sue,”} <he> [replied].",
            ["Susan Okafor", "Robert Keller"],
            id="given names tell he from she",
        ),
        pytest.param(
            "{“The bridge was old,”} [said] <Helen Marsh, an engineer at the port>.\n\n|"
            "{“It should have been closed years ago,”} <she> [said].\n\n|"
            "Her colleague Tom Baines disagreed. {“Nobody could have known,”} <he> [said].",
            ["Helen Marsh", "Helen Marsh", "Tom Baines"],
            id="a quotation that goes on, then another's",
        ),
        pytest.param(
            "{“He is a liar,”} <Carol Dunn> [said] of Frank Ito on Tuesday. |"
            "{“He never paid,”} <she> [said].",
            ["Carol Dunn", "Carol Dunn"],
            id="whoever is spoken of is not who speaks",
        ),
        pytest.param(
            "<Linda Grant> [told] Eva Stone {that the vote was lost}. |"
            "{“I told her to wait,”} <Grant> [said]. |<She> [said] {that Stone had been angry}.",
            ["Linda Grant", "Linda Grant", "Linda Grant"],
            id="whom the words name is another than who says them",
        ),
        pytest.param(
            "Mark Feld left the hall with his wife Dana. "
            "<She> [told] reporters {that the vote had been stolen}.",
            ["Dana"],
            id="a wife is a she",
        ),
        pytest.param(
            "<Peter Lang> [praised] {Janet Cole}, |"
            "<who> [told] reporters {that the clinic would open in May}.",
            ["Peter Lang", "Janet Cole"],
            id="who, right after a name",
        ),
        pytest.param(
            "The fund was run by the World Bank, <which> [said] {that the money had been spent}.",
            ["World Bank"],
            id="which",
        ),
        pytest.param(
            "<Residents of the valley> [said] {that the river had turned red}.\n\n|"
            "<They> [said] {that fish were dying}.",
            ["Residents of the valley", "Residents of the valley"],
            id="they, for a group",
        ),
        pytest.param(
            "The World Health Organization raised the alarm on Monday.\n\n"
            "<It> [said] {that the outbreak was under control}.",
            ["World Health Organization"],
            id="it, for an organisation",
        ),
        pytest.param(
            "Anna Petrova was arrested on Sunday.\n\n"
            "<Her lawyer, Boris Klein>, [said] {that the charges were absurd}.\n\n|"
            "<He> [added] {that she would appeal}.",
            ["Boris Klein", "Boris Klein"],
            id="her lawyer is not her",
        ),
        pytest.param(
            "The dog barked all night. <He> [said] {that it was a scandal}.", [None], id="he who is not named"
        ),
    ],
)
def test_who_speaks(marked: str, speakers: list[str | None]) -> None:
    assert [speaker_of(one) for one in resolve_marks(marked, NAMES, linked=True).statements] == speakers


def test_a_lawyer_without_a_name_is_not_her_client() -> None:
    reading = resolve_marks(
        "Anna Petrova was arrested on Sunday. <Her lawyer> [said] {that the charges were absurd}.",
        NAMES,
        linked=True,
    )
    (statement,) = reading.statements
    assert statement.speaker is not None
    assert statement.speaker.actor.type is ActorType.UNNAMED


def test_he_is_no_woman_by_title_whatever_stands_nearest() -> None:
    reading = resolve_marks(
        "Leslie Howe spoke first. Mr. Howe had come with Mrs. Dalton.\n\n"
        "{“The road is closed,”} <he> [said].",
        NAMES,
        linked=True,
    )
    assert speaker_of(reading.statements[-1]) == "Leslie Howe"


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Susan Okafor", "female"),
        ("Robert Keller", "male"),
        ("Leslie Howe", None),
        ("Recep Tayyip Erdoğan", None),
        ("Clinton", None),
    ],
)
def test_given_names(name: str, gender: str | None) -> None:
    assert given_gender(name) == gender


def test_he_goes_on_with_who_was_quoted_last(readings: dict[str, ArticleReading]) -> None:
    (statement,) = (one for one in readings["000"].statements if "taken to the streets" in one.text)
    assert speaker_of(statement) == "Fahrettin Altun"


def test_which_is_the_government_named_before_it() -> None:
    marked = "She met members of the Saudi government, <which> has [denied] {that it paid them}."
    assert [speaker_of(one) for one in resolve_marks(marked, linked=True).statements] == ["Saudi government"]
