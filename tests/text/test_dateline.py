"""Publication dates from the head of an article."""

from datetime import date

import pytest

from kg.text.dateline import publication_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" date 2020-02-10 %MINIFYHTML87%\n\nAnkara – An attack", date(2020, 2, 10)),
        ("Published: 8 February 2020\n\nText", date(2020, 2, 8)),
        ("Updated on Feb. 15, 2020\nText", date(2020, 2, 15)),
        ("Published Sept. 8, 2020\nText", date(2020, 9, 8)),
        ("Russian delegation is in Ankara on February 8, 2020. (AA)", None),
        ("date 2020-02-31\nText", None),
        ("In September 2018, Turkey and Russia agreed.", None),
        ("GENEVA, March 14, 2023 (Reuters) - The bank was sound.", date(2023, 3, 14)),
        ("Bank is sound\n\nMUMBAI/NEW DELHI, 14 March 2023 (PTI) — The bank was sound.", date(2023, 3, 14)),
        ("GENEVA (Reuters) - March 14, 2023 - The bank was sound.", date(2023, 3, 14)),
        ("GENEVA, March 14 (Reuters) - The bank was sound.", None),
        ("March 14, 2023\n\nThe bank was sound.", date(2023, 3, 14)),
        ("Bank is sound\nFriday, August 15, 2008\nThe bank was sound.", date(2008, 8, 15)),
        ("Tuesday 14 March 2023\n\nThe bank was sound.", date(2023, 3, 14)),
        ("The bank is sound.\n\nFirst published on Tue 14 Mar 2023 13.47 GMT", date(2023, 3, 14)),
        ("Published 9:15 AM EDT, Tue March 14, 2023\n\nText", date(2023, 3, 14)),
        ("Updated 2:12 PM EDT, Wed March 15, 2023\nPublished Tue March 14, 2023\nText", date(2023, 3, 14)),
        ("By Jane Doe | Mar. 14, 2023\n\nText", date(2023, 3, 14)),
        ("By Jane Doe, March 14th, 2023\n\nText", date(2023, 3, 14)),
        ("BBC News | 14 March 2023\n\nText", date(2023, 3, 14)),
        ("March 14, 2023 / 9:15 AM / CBS News\n\nText", date(2023, 3, 14)),
        ("2023-03-14T09:15:00Z\n\nText", date(2023, 3, 14)),
        ("14/03/2023\n\nText", None),
        ("03/04/2023\n\nText", None),
        ("Press briefing, 4 February 2020\n\nText", None),
        ("On March 14, 2023, the bank was sound.", None),
        ("On March 14, 2023 – a day of rain – the bank was sound.", None),
        ("March 14, 2023 was the day on which the bank broke.", None),
        ("Geneva signed the treaty on March 14, 2023 - and left it.", None),
        ("One\nTwo\nThree\nFour\nFive\ndate 2020-02-10", None),
    ],
)
def test_publication_date(text: str, expected: date | None) -> None:
    assert publication_date(text) == expected
