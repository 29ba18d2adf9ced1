"""The anatomy of an article: what each line is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.text import Text

LEAD = "Governor Ana Prado said on Monday that the dam would stay."
END = "The town lies on the river and has two bridges."


def kinds(raw: str) -> list[tuple[str, str]]:
    """(kind, words) of each line and paragraph, those that are not read too, in order."""
    text = Text(raw)
    parts = sorted([*text.parts, *text.unread], key=lambda part: part.span)
    return [(str(part.kind), part.span.of(raw)) for part in parts]


def labels(raw: str) -> list[tuple[str, str | None]]:
    """(kind, label) of each paragraph."""
    return [(str(part.kind), part.label.of(raw) if part.label else None) for part in Text(raw).parts]


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("byline", "By Maria Lopez, Senior Correspondent"),
        ("byline", "By JANE DOE and JOHN SMITH"),
        ("byline", "By Jane Doe | Mar. 14, 2023"),
        ("byline", "By Jane Doe, BBC News, Nairobi"),
        ("byline", "By Our Staff Reporter"),
        ("credit", "Ana Ruiz/Reuters"),
        ("credit", "Photograph: Ana Ruiz/AFP/Getty Images"),
        ("credit", "(AP Photo/Ana Ruiz)"),
        ("credit", "File:Keisha Lance Bottoms (cropped).jpg"),
        ("credit", "© 2023 The Courier"),
        ("credit", "(c) 2023 The Courier"),
        ("credit", "AFP, Ana Ruiz"),
        ("links", "More: Engineer warns of cracks"),
        ("notice", "Already a subscriber? Log in."),
        ("date", "Friday, August 15, 2008"),
        ("date", "Published 9:15 AM EDT, Tue March 14, 2023"),
        ("date", "First published on Tue 14 Mar 2023 13.47 GMT"),
        ("timestamp", "14.32 GMT"),
        ("timestamp", "12:45 p.m.:"),
        ("timestamp", "5 hours ago"),
        ("links", "READ MORE: Engineer warns of cracks"),
        ("links", "Also read | ‘We will win,’ says Smith"),
        ("links", "Most popular"),
        ("notice", "Sign up to our daily newsletter for the latest news."),
        ("notice", "We use cookies to improve your experience."),
        ("notice", "Story continues below advertisement"),
        ("notice", "Follow Pam Key on Twitter @pamkeyNEN."),
        ("correction", "This article was amended on 14 March 2023. The dam is 40 metres high."),
        ("correction", "Correction: An earlier version of this story misstated the mayor’s name."),
        ("signature", "(Reporting by Jane Doe in Geneva; Editing by John Smith)"),
        ("signature", "Associated Press writer Jane Doe in Geneva contributed to this report."),
        ("signature", "- Reuters"),
    ],
)
def test_line_is_not_read(kind: str, line: str) -> None:
    raw = f"{LEAD}\n\n{line}\n\n{END}"
    assert kinds(raw) == [("body", LEAD), (kind, line), ("body", END)]
    assert [span.of(raw) for span in Text(raw).noise] == [line]
    assert line not in Text(raw).view


@pytest.mark.parametrize(
    "paragraph",
    [
        "By Friday the dam was closed.",
        "By Jane Doe's account, the minister knew nothing.",
        "March 14, 2023 was the day on which the dam broke.",
        "Photographs show that the bridge had been closed.",
        "Photo evidence: the minister said he had never seen the contract.",
        "Related: The minister said on Monday that the dam would stay. “It is safe,” he said.",
        "“We use cookies to track you,” the company said.",
        "Sign up for the programme begins in May, the minister said.",
        "Reporting by Jane Doe showed that the minister had known of the cracks.",
        "Copyright law must change, the minister said on Monday.",
        "This story was told by the minister on Sunday.",
        "Thank you for reading this out, she told the court.",
        "2.15 million people were displaced, the UN said.",
        "12.30 Uhr is what Germans write, she said.",
        "(With the ministry silent, police said nothing.)",
        "Follow Smith on Facebook and you will see what he meant, his brother told the court.",
        "Al-Shabaab said on Monday that the dam would stay.",
        "SARS-CoV-2 was found in the river, the ministry said.",
        "“I have lived here all my life,” said Rosa Costa, a baker.",
        "Clinton: 547.",
        "Note: the minister will not speak.",
        "- The minister will speak at nine.",
        "The report was updated on Tuesday to include 12 more deaths, the ministry said.",
        "The report was edited by the palace before its release, Hale said.",
        "Already a member of NATO, Turkey has blocked the entry of Sweden for a year.",
        "More-frequent floods are forcing farmers to leave the valley.",
        "More - and bigger - storms will hit the coast this winter.",
        "Watch - the play opens in June.",
        "(c) The parties shall reopen the road.",
        "Copyright Office lawyers have opposed the plan since 2019.",
        "Reporting by The New York Times found that the strike killed ten people.",
        "By Tuesday Boris Johnson, chief whip of the party, had gone.",
    ],
)
def test_paragraph_is_body(paragraph: str) -> None:
    raw = f"{LEAD}\n\n{paragraph}\n\n{END}"
    assert labels(raw) == [("body", None)] * 3
    assert not Text(raw).noise


@pytest.mark.parametrize(
    "line",
    [
        "NASA, Boeing delay launch of Starliner to June",
        "BBC, ITV bosses face lawmakers over pay",
        "By Tuesday Boris Johnson, chief whip of the party, had gone",
    ],
)
def test_line_is_read(line: str) -> None:
    assert not Text(f"{LEAD}\n\n{line}\n\n{END}").unread


def test_head_of_article() -> None:
    head = "POLITICS\n\nDam will stay, says governor\n\nEngineers find no cracks\n\nBy Jane Doe"
    raw = f"{head}\n\n{LEAD}\n\n{END}"
    assert kinds(raw) == [
        ("kicker", "POLITICS"),
        ("headline", "Dam will stay, says governor"),
        ("subheading", "Engineers find no cracks"),
        ("byline", "By Jane Doe"),
        ("body", LEAD),
        ("body", END),
    ]


def test_headline_may_end_in_question_mark() -> None:
    assert kinds(f"Will the dam stay?\n\n{LEAD}\n\n{END}")[0] == ("headline", "Will the dam stay?")


def test_subheading() -> None:
    assert kinds(f"{LEAD}\n\nA town on the river\n\n{END}")[1] == ("subheading", "A town on the river")


@pytest.mark.parametrize(
    "raw",
    [
        "The minister told\nReuters\nthat the dam would stay.",
        "The mayor listed what is needed:\n\nSand\n\nCement\n\nWater\n\nMoney\n\nThe dam will stay.",
        f"{LEAD}\n\nPolice took to the radio:\n\n“Leave the town.”",
        f"{LEAD}\n\n“We will not leave the town”\n\n{END}",
        "Trump Says Tariffs Will Stay",
    ],
)
def test_line_without_full_stop_that_is_body(raw: str) -> None:
    assert {kind for kind, _ in kinds(raw)} == {"body"}


@pytest.mark.parametrize(
    "caption",
    [
        "Russian delegation is in Ankara on February 8, 2020. (AA)",
        "A shop in the old town [Ana Ruiz/Al Jazeera]",
        "Image caption, The bridge was built in 1931.",
        "Bill HammonsImage: Bill Hammons.",
        "Susan Rice Image: White House.",
        "Protesters on the bridge. Image: Ana Ruiz.",
        "Gov. Ana Prado and the U.S. Senate in May (AFP)",
        "FILE - The bridge in 1931.",
        "The bridge was closed on Monday, police said. (AP Photo/Ana Ruiz)",
    ],
)
def test_caption(caption: str) -> None:
    assert kinds(f"{LEAD}\n\n{caption}\n\n{END}")[1] == ("caption", caption)


@pytest.mark.parametrize(
    "paragraph",
    [
        "“We had no choice,” said Tom Hale of the Environmental Protection Agency (EPA).",
        "The president met leaders of the Palestinian Authority (PA).",
        "The bridge was closed on Monday, police said (AA).",
        "The bridge was closed. Nobody knew why (AA).",
        "Image-conscious leaders have avoided the topic.",
        "Photo of the drowned boy shocked the world and moved Europe to act.",
        "He won the prize for Best Picture: The Dam was the film.",
        "The town has a new Tax Credit: Nobody has asked for it.",
    ],
)
def test_paragraph_is_no_caption(paragraph: str) -> None:
    raw = f"{LEAD}\n\n{paragraph}\n\n{END}"
    assert labels(raw) == [("body", None)] * 3


@pytest.mark.parametrize("line", ["Best Picture: The Dam", "Tax Credit: Who gets it"])
def test_line_with_a_colon_is_no_caption(line: str) -> None:
    assert kinds(f"{LEAD}\n\n{line}\n\n{END}")[1] == ("subheading", line)


def test_pull_quote() -> None:
    quote = "“Nobody was ready for the water.”"
    raw = f"{LEAD}\n\n{quote}\n\n“The wave came at dawn. Nobody was ready for the water. We ran,” Okoro said."
    assert kinds(raw)[1] == ("pull_quote", quote)


@pytest.mark.parametrize(
    ("quote", "rest"),
    [
        ("“He was ready for the war.”", "She said that he was ready for the warm water."),
        ("“… — … — … — … — … — …”", "It rained."),
    ],
)
def test_quotation_is_no_pull_quote(quote: str, rest: str) -> None:
    assert kinds(f"{LEAD}\n\n{quote}\n\n{rest}\n\n{END}")[1] == ("body", quote)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("GENEVA, March 14, 2023 (Reuters) - The bank is sound.", "GENEVA, March 14, 2023 (Reuters) - "),
        ("DALLAS (AP) — Democrats met.", "DALLAS (AP) — "),
        ("Washington (AFP) – Democrats met.", "Washington (AFP) – "),
        ("PURCHASE, N.Y., April 1 (UPI) — Democrats met.", "PURCHASE, N.Y., April 1 (UPI) — "),
        ("MIAMI - Democrats met.", "MIAMI - "),
        ("Ankara – which hosts many – fears more.", None),
        ("THE HAGUE (AP) — The court – the only one – met.", "THE HAGUE (AP) — "),
        ("WASHINGTON (AP) — The mayor — a lawyer — left.", "WASHINGTON (AP) — "),
        ("GENEVA (KNA) — The U.N. met.", "GENEVA (KNA) — "),
        ("NATO – the Western military alliance – said on Monday that it would stay.", None),
        ("NATO – Western allies call it that – said on Monday that it would stay.", None),
        (
            "The Kurdistan Workers' Party (PKK) — listed as a terrorist group by Turkey — said on Monday that"
            " it would disarm.",
            None,
        ),
        ("Kurdistan Workers' Party (PKK) — Turkey's old enemy — said that it would disarm.", None),
        ("The World Health Organization (WHO) — the health body of the UN — warned of it.", None),
        ("World Health Organization (WHO) — Nobody else warned of it.", None),
        ("Anadolu Agency (AA) — Turkey's state news agency — said that it rained.", None),
        ("On 5 March – a day after the strike – Ankara said that it would stay.", None),
        ("On 5 March – Turkey's day of mourning – Ankara said that it would stay.", None),
        ("AFL-CIO to endorse the bill.", None),
        ("13:47 BST Police have told the BBC that two are missing.", "13:47 BST "),
        ("11:40 am — Police announce the name.", "11:40 am — "),
        ("» Fares would rise by 4%.", "» "),
        ("»Fares would rise by 4%.", "»"),
        ("→ Fares would rise by 4%.", "→ "),
        ("»Das ist gut«, said Kos.", None),
        ("• Fares would rise by 4%.", "• "),
    ],
)
def test_label(raw: str, expected: str | None) -> None:
    assert labels(raw)[0][1] == expected
    if expected:
        assert Text(raw).view == " " * len(expected) + raw[len(expected) :]


def test_unknown_agency_below_the_head_is_no_dateline() -> None:
    head = f"{END}\n\n" * 4
    assert labels(f"{head}Hamas (KNA) — Israel's enemy said no.")[4] == ("body", None)
    assert labels(f"{head}GAZA (AFP) — Israel's enemy said no.")[4] == ("body", "GAZA (AFP) — ")


def test_bare_times_are_labels_beside_one_another() -> None:
    raw = f"14.32 The bridges are closed.\n\n14.10 The river rises.\n\n{END}"
    assert labels(raw) == [("body", "14.32 "), ("body", "14.10 "), ("body", None)]


def test_dashes_are_bullets_beside_one_another() -> None:
    raw = f"{LEAD}\n\n- Fares rise.\n\n- Wages fall.\n\n{END}"
    assert labels(raw) == [("body", None), ("bullet", "- "), ("bullet", "- "), ("body", None)]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Q: Why?\n\nA: We must.", [("question", "Q: "), ("answer", "A: ")]),
        ("Q. Why?\n\nA. We must.", [("question", "Q. "), ("answer", "A. ")]),
        ("A: We must.\n\nIt rained.", [("body", None), ("body", None)]),
        ("MR. DALTON: Good afternoon.", [("turn", "MR. DALTON: ")]),
        ("Mr. LUND. I thank her.", [("turn", "Mr. LUND. ")]),
        (
            "Dana Holt fishes.\n\nDH: I fish.\n\nWhat now?\n\nDH: I rest.",
            [("body", None), ("turn", "DH: "), ("body", None), ("turn", "DH: ")],
        ),
        ("THE PRESIDENT: No.\n\nQ  Why?", [("turn", "THE PRESIDENT: "), ("question", "Q  ")]),
        ("((WN)) Why?\n\n((Sara Seager))  We cannot.", [("turn", "((WN)) "), ("turn", "((Sara Seager))  ")]),
        (
            "Wikinews: Why?\n\nKay: I must.\n\nWikinews: Oh.",
            [("turn", "Wikinews: "), ("turn", "Kay: "), ("turn", "Wikinews: ")],
        ),
        (
            "It rained.\n\nTom Hale: I ran.\n\nDana Holt, baker: I did not.",
            [("body", None), ("turn", "Tom Hale: "), ("turn", "Dana Holt, baker: ")],
        ),
        ("It rained.\n\nTom Hale: I ran.\n\nIt snowed.", [("body", None)] * 3),
        ("It rained.\n\nUpdate: It snowed.\n\nUpdate: It rained again.", [("body", None)] * 3),
    ],
)
def test_turns(raw: str, expected: list[tuple[str, str | None]]) -> None:
    assert labels(raw) == expected


@pytest.mark.parametrize(
    "raw",
    [
        "Arsenal (4-3-3): Raya, White.\n\nSubs: Turner, Jones.\n\n"
        "Chelsea (4-4-2): Sanchez, James.\n\nSubs: Cole.",
        "Arsenal: Raya, White.\n\nBench: Turner.\n\nChelsea: Sanchez.\n\nBench: Cole.",
        "Tom Hale: The former teacher has run the council since 2019. He wants lower taxes.\n\n"
        "Anna Reyes: The lawyer lost two elections. She wants a new school.",
        "Two people want the office.\n\n"
        "Tom Hale: The former teacher has run the council. “I want lower taxes.”\n\n"
        "Anna Reyes: The lawyer lost two elections. “Do we need a school?”",
        "Tickets: 12 pounds.\n\nAddress: Mill Lane.\n\nTickets: 10 pounds.\n\nAddress: High Street.",
        "Entry: 12 pounds.\n\nStreet: Mill Lane.\n\nEntry: 10 pounds.\n\nStreet: High Street.",
        "It rained.\n\nQuestion: Which river runs through the town?\n\nIt snowed.",
    ],
)
def test_list_is_no_dialogue(raw: str) -> None:
    assert {kind for kind, _ in labels(raw)} <= {"body"}


def test_initials_of_a_name_that_three_words_have() -> None:
    raw = "Dana Mary Holt fishes.\n\nDMH: I fish.\n\nCourier: Why?\n\nDMH: I must.\n\nCourier: Oh?"
    assert [kind for kind, _ in labels(raw)] == ["body", "turn", "turn", "turn", "turn"]


def test_cut_line_of_wrapped_text_is_no_date_line() -> None:
    raw = (
        "One line of the text that is long enough to wrap,\n"
        "and another line that is as long as the first is,\n"
        "so that lines are cut, as the accord was signed on\n"
        "March 14, 2023\n"
        "by both ministers in the old town hall of the city.\n\nIt did not last."
    )
    assert not Text(raw).unread


@given(st.text(alphabet="AbQ: \n.,-»•\"'“”()123/|", max_size=120))
def test_one_part_for_each_paragraph(raw: str) -> None:
    text = Text(raw)
    assert [part.span for part in text.parts] == list(text.paragraphs)
    assert len(text.view) == len(raw)
    for part in text.parts:
        assert part.label is None or (
            part.label.start == part.span.start and part.label.end <= part.span.end + 1
        )
