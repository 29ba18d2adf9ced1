"""Language identification: text that is not English is skipped and reported."""

import pytest

from kg.extract.extractor import extract
from kg.extract.language_id import other_language
from kg.text.text import Text
from tests.conftest import ROOT

GERMAN = (
    "Der Minister sagte am Montag, dass die Wahl wiederholt werde. „Wir haben nichts zu verbergen“, "
    "sagte er vor Journalisten in Berlin."
)
TURKISH = (
    "Cumhurbaşkanı, “Rejim güçlerini her yerde vuracağız” dedi. Dışişleri Bakanı da anlaşmaların "
    "faydasının henüz görülmediğini söyledi."
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GERMAN, "de"),
        (TURKISH, "tr"),
        ("Le ministre a déclaré que la loi serait votée avant la fin de l’année.", "fr"),
        ("Министр сказал, что выборы будут повторены.", "ru"),
        ("Brown said that the vote would be repeated.", None),
        (
            "She said: “I give my victory to my mother.” Russian: Свою победу я дарю маме, которая помогла.",
            None,
        ),
        ("Bernie Sanders Is Fundraising For State Legislative Candidates.", None),
        ("Erdoğan, Çavuşoğlu, Akar, Lavrov", None),
        ("", None),
        ("🙂🙂🙂 1234", None),
    ],
)
def test_other_language(text: str, language: str | None) -> None:
    assert other_language(text) == language


@pytest.mark.parametrize(("text", "language"), [(GERMAN, "de"), (TURKISH, "tr")])
def test_text_in_another_language_is_skipped(text: str, language: str) -> None:
    extraction = extract(Text(text))
    assert extraction.attributions == ()
    assert extraction.names == ()
    assert [one for one, _ in extraction.skipped] == [language]


def test_foreign_paragraph_in_english_article() -> None:
    text = f"Brown said that the vote would be repeated.\n\n{GERMAN}\n\nLee said that he was tired."
    extraction = extract(Text(text))
    assert [one.text for one in extraction.attributions] == ["the vote would be repeated", "he was tired"]


def test_seed_articles_are_english() -> None:
    paths = sorted((ROOT / "seeds").glob("*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    assert [extract(Text(text)).skipped for text in texts] == [()] * 5
