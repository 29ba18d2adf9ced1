"""Attributions by phenomenon, with source, cue and wording annotated by hand.

Sources and cues follow PolNeAR: they include the comma that closes an apposition, and "in a statement".
Sentences are from the seed articles where possible, else from other news.
"""

import pytest

from kg.extract.extractor import extract
from kg.model import Attribution, Manner
from kg.text.article_files import make_article
from kg.text.text import Text

Row = tuple[str | None, str | None, str]


def statements(text: str) -> tuple[Attribution, ...]:
    return extract(Text(text)).attributions


def read(text: str) -> list[Row]:
    """(source, cue, wording) of each statement."""
    return [
        (
            " … ".join(span.of(text) for span in one.source) or None,
            one.cue.of(text) if one.cue else None,
            one.text,
        )
        for one in statements(text)
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param(
            "“In the event of a new attack, proper response will be given in the strongest manner based on "
            "the right of self-defence,” the ministry said in a statement.",
            [
                (
                    "the ministry",
                    "said in a statement",
                    "In the event of a new attack, proper response will be given in the strongest manner "
                    "based on the right of self-defence",
                )
            ],
            id="cue after",
        ),
        pytest.param(
            "Turkey’s defence ministry said that the Turkish military had hit 54 regime targets eliminating "
            "76 regime soldiers in response.",
            [
                (
                    "Turkey’s defence ministry",
                    "said",
                    "the Turkish military had hit 54 regime targets eliminating 76 regime soldiers in "
                    "response",
                )
            ],
            id="cue before",
        ),
        pytest.param(
            "Prices, the bank said, would fall by the end of the year.",
            [("the bank", "said", "Prices … would fall by the end of the year")],
            id="cue inside",
        ),
        pytest.param(
            "“If the pass is blocked,” said the guide, “we turn back.”",
            [("the guide", "said", "If the pass is blocked … we turn back.")],
            id="a quotation cut by its cue",
        ),
        pytest.param(
            "Since then, hundreds of thousands of people have been killed and more than 10 million others "
            "displaced, according to UN figures.",
            [
                (
                    "UN figures",
                    "according to",
                    "Since then, hundreds of thousands of people have been killed and more than 10 million "
                    "others displaced",
                )
            ],
            id="according to",
        ),
        pytest.param(
            "“Silence is not an answer.” — Maria Keller, head of the teachers' union",
            [("Maria Keller, head of the teachers' union", "—", "Silence is not an answer.")],
            id="trailing name",
        ),
        pytest.param(
            "The company threatened to close the plant if the strike went on.",
            [("The company", "threatened", "to close the plant if the strike went on")],
            id="threatening",
        ),
        pytest.param(
            "The premier warned that the dam could break.",
            [("The premier", "warned", "the dam could break")],
            id="warning",
        ),
        pytest.param(
            "The union promised to return to work on Monday.",
            [("The union", "promised", "to return to work on Monday")],
            id="promising",
        ),
        pytest.param(
            "Murat Aslan, security analyst at the Foundation for Political, Economic and Social Research in "
            "Ankara, accused Russia of supporting attacks on Turkish troops while engaging in diplomacy.",
            [
                (
                    "Murat Aslan, security analyst at the Foundation for Political, Economic and Social "
                    "Research in Ankara,",
                    "accused",
                    "Russia of supporting attacks on Turkish troops while engaging in diplomacy",
                )
            ],
            id="accusing",
        ),
        pytest.param(
            "The minister ruled out sending more troops to the border.",
            [("The minister", "ruled out", "sending more troops to the border")],
            id="ruling out",
        ),
        pytest.param(
            "Despite his claim that the money was a loan, Ortega went to prison.",
            [("his", "claim", "the money was a loan")],
            id="a noun as cue",
        ),
        pytest.param(
            "In a statement, the defence ministry said five tanks, two armoured personnel carriers, two "
            "armoured trucks and one howitzer were also destroyed in retaliation.",
            [
                (
                    "the defence ministry",
                    "said",
                    "five tanks, two armoured personnel carriers, two armoured trucks and one howitzer were "
                    "also destroyed in retaliation",
                )
            ],
            id="in a statement",
        ),
        pytest.param(
            "Trump Says Tariffs Will Stay",
            [("Trump", "Says", "Tariffs Will Stay")],
            id="headline",
        ),
        pytest.param(
            "Smith said he was tired and added that he would leave.",
            [("Smith", "said", "he was tired"), ("Smith", "added", "he would leave")],
            id="said and added",
        ),
    ],
)
def test_attributions_of_phenomenon(text: str, rows: list[Row]) -> None:
    assert read(text) == rows


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("“The roads are open,” the mayor said.", Manner.DIRECT),
        ("The mayor said the roads were open.", Manner.INDIRECT),
        ("The mayor said the roads were “as open as they have ever been.”", Manner.MIXED),
    ],
)
def test_manner(text: str, manner: Manner) -> None:
    (statement,) = statements(text)
    assert statement.manner is manner


@pytest.mark.parametrize("close", ["", "”"])
def test_quotation_over_several_paragraphs(close: str) -> None:
    text = (
        f"“The first wave came at dawn,” Okoro said. “Nobody was ready.{close}\n\n"
        f"“The second came an hour later. By then the road was gone.{close}\n\n"
        "“We buried eleven people.”\n\nThe army sent two helicopters."
    )
    rows = read(text)
    assert {source for source, _, _ in rows} == {"Okoro"}
    wordings = " … ".join(wording for _, _, wording in rows)
    for words in (
        "The first wave came at dawn",
        "Nobody was ready",
        "By then the road was gone",
        "eleven people",
    ):
        assert words in wordings
    assert "helicopters" not in wordings


def test_quotation_without_cue_between_quotations_of_same_speaker() -> None:
    text = (
        "“The roof fell in and the lights went out,” Lee said.\n\n"
        "“I ran to the door and pulled my brother out of the dust.”\n\n"
        "Lee said that he would not go back to the mine before an inquiry had been held."
    )
    rows = read(text)
    assert ("Lee", None, "I ran to the door and pulled my brother out of the dust.") in rows
    (inherited,) = [one for one in statements(text) if one.source_inherited]
    assert inherited.text.startswith("I ran to the door")


def test_nested_statement() -> None:
    text = "The New York Times reported that an aide told investigators she had deleted the emails."
    outer, inner = statements(text)
    assert read(text) == [
        ("The New York Times", "reported", "an aide told investigators she had deleted the emails"),
        ("an aide", "told", "she had deleted the emails"),
    ]
    assert (outer.within, inner.within) == (None, outer.id)


def test_unattributed_text_is_not_statement() -> None:
    text = (
        "Idlib province is the last major part of Syria that is held by rebels. The army took the town of "
        "Saraqib last week after days of heavy fighting along the motorway. Snow fell in the mountains."
    )
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "“Everyone must leave the city right now.”\n- Storm hits Florida coast\n- Jane Doe wins the race",
        "“Everyone must leave the city right now.”\n-\nBreaking News",
        "“Everyone must leave the city right now.”\n– Read more: The Guardian view on Brexit",
        "“Everyone must leave the city right now.”\n-- Associated Press writers contributed to this report.",
        "“Everyone must leave the city right now.” — and then Jane Doe left.",
    ],
)
def test_text_after_dash_is_not_always_signature(text: str) -> None:
    assert {source for source, _, wording in read(text) if wording.startswith("Everyone")} <= {None}


def test_lone_surrogates() -> None:
    article = make_article("Brown said that \ud800 the vote would be \udfff repeated.", "test.txt")
    (statement,) = statements(article.text)
    assert statement.text == "\ufffd the vote would be \ufffd repeated"


def test_text_of_one_quotation_is_not_statement() -> None:
    assert read("“Nobody will come to help us, and nobody will be sorry when we are gone.”") == []


@pytest.mark.parametrize(
    "broken",
    [
        "Smith said the report was “a mistake.",
        "Smith said the report was a mistake.”",
        "“Smith said the report was a mistake.",
        "Smith said \"the report was a 'mistake.",
    ],
)
def test_unbalanced_mark_affects_one_sentence_only(broken: str) -> None:
    text = f"Jones said that the road was open.\n\n{broken}\n\n“We have nothing to hide,” Brown said."
    rows = read(text)
    assert ("Jones", "said", "the road was open") in rows
    assert ("Brown", "said", "We have nothing to hide") in rows


def test_two_apostrophes_as_closing_mark() -> None:
    text = "''We will not sell the farm,'' Mr. Okafor said."
    (statement,) = statements(text)
    assert [span.of(text) for span in statement.content] == ["''We will not sell the farm,''"]
    assert statement.text == "We will not sell the farm"
    assert statement.manner is Manner.DIRECT
