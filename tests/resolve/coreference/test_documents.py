"""Documents as sources: their issuer speaks; things are nobody."""

import pytest

from tests.builders_text import resolve_marks
from tests.conftest import speaker_of

NAMES = {"Acme Watch": "organisation", "AEW": "organisation", "PG&E": "organisation", "Jane Doe": "person"}


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("A report by Acme Watch", "Acme Watch"),
        ("a report on Wednesday by Acme Watch", "Acme Watch"),
        ("Acme Watch's report", "Acme Watch"),
        ("A statement released by Acme Watch last year", "Acme Watch"),
        ("an AEW press release", "AEW"),
        ("A memo posted online by Senator Jane Doe", "Jane Doe"),
        ("Data from March", None),
        ("A report on Acme Watch", "report"),
        ("42 percent of those responding", None),
        ("The film", None),
        ("Results", None),
        ("The attack", None),
        ("The first", None),
        ("Chilean military authorities", "Chilean military authorities"),
        ("Defense officials", "Defense officials"),
    ],
)
def test_who_says_what_a_document_says(source: str, speaker: str | None) -> None:
    (statement,) = resolve_marks(f"<{source}> [said] {{it was over}}.", NAMES).statements
    assert speaker_of(statement) == speaker


def test_an_acronym_is_what_the_text_defines() -> None:
    names = {"Pacific Gas and Electric Company": "organisation", "PG&E": "organisation"}
    text = "Pacific Gas and Electric Company (PG&E) cut the power. <PG&E> [said] {it was over}."
    (statement,) = resolve_marks(text, names).statements
    assert speaker_of(statement) == "Pacific Gas and Electric Company"
