"""Who speaks in the five articles, as the shipped models read them."""

import pytest

from kg.model import Actor, ActorType, ArticleReading


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
