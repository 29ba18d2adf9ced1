"""The questions are well formed, and rows are judged as a reader would."""

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.question_set import (
    PARTS,
    SETS,
    Question,
    Wanted,
    is_answered,
    read_article_names,
    read_questions,
    stretches,
)
from kg.questions.tables import Table

_ROOT = Path(__file__).parent.parent.parent
_TEXTS = {"seeds": _ROOT / "seeds", "wikinews": _ROOT / "corpus" / "texts"}
_ARTICLES = ("001_road.txt", "002_bridge.txt")
_COLUMNS = ("cite", "speaker", "statement")


def question(*answers: Wanted) -> Question:
    return Question(id="q1", set="seeds", part="dev", question="Who?", kind="who", traits=(), answers=answers)


def table(*rows: tuple[str, ...], understood: str | None = None) -> Table:
    return Table(_COLUMNS, list(rows), understood=understood)


def test_each_question_has_an_identifier_a_part_and_answers() -> None:
    questions = read_questions()
    assert len({one.id for one in questions}) == len({one.question for one in questions}) == 375
    assert Counter(one.part for one in questions) == {"dev": 317, "check": 58}
    assert {one.set for one in questions} == set(SETS)
    assert {one.part for one in questions} == set(PARTS)
    assert all(one.answers for one in questions)
    verdicts = {wanted.verdict for one in questions for wanted in stretches(one.answers)}
    assert verdicts == {"", "yes", "no"}


def test_stretches_are_short_and_stand_in_their_articles() -> None:
    sets = {one.name: one.set for one in read_article_names()}
    assert len(sets) == 100
    wanted = [one for asked in read_questions() for one in stretches(asked.answers) if one.article]
    for one in wanted:
        assert len(one.words.split()) <= 22
        if sets[one.article] in _TEXTS:
            text = (_TEXTS[sets[one.article]] / one.article).read_text(encoding="utf-8")
            assert one.words in " ".join(text.split())


@pytest.mark.parametrize(
    "statement",
    [
        "we will close the old road to Lima",
        "She said that we will close the old road to Lima in May.",
        "close the old road",
        "will close a road, an old one",
    ],
)
def test_row_with_half_of_the_stretch_answers(statement: str) -> None:
    asked = question(Wanted(article="001_road.txt", words="we will close the old road to Lima"))
    assert is_answered(asked, table(("news/001_road.txt:1-9", "Ana Prado", statement)), _ARTICLES)
    assert not is_answered(asked, table(("news/002_bridge.txt:1-9", "Ana Prado", statement)), _ARTICLES)


def test_name_of_the_file_is_not_what_the_row_says() -> None:
    asked = question(Wanted(words="the old road"))
    row = ("the-old-road.txt:1-9", "Ana Prado", "no")
    assert not is_answered(asked, table(row), ["the-old-road.txt"])
    assert is_answered(question(Wanted(article="the-old-road.txt")), table(row), ["the-old-road.txt"])


def test_each_field_must_be_in_the_row_in_one_of_its_forms() -> None:
    row = ("001_road.txt:1-9", "Ana Prado", "It cost 3.6 million.")
    for speaker, number, answers in (("Prado", "3.6", True), ("Roe", "3.6", False), ("Prado", "3.7", False)):
        asked = question(Wanted(words="cost million", speaker=("Ms Prado", speaker), number=(number,)))
        assert is_answered(asked, table(row), _ARTICLES) is answers


def test_row_with_the_other_verdict_does_not_answer() -> None:
    asked = question(Wanted(words="She supports the plan", verdict="yes"))
    assert is_answered(asked, table(("001_road.txt", "yes", "She supports the plan")), _ARTICLES)
    assert is_answered(asked, table(("001_road.txt", "Ana Prado", "She supports the plan")), _ARTICLES)
    assert not is_answered(asked, table(("001_road.txt", "no", "She supports the plan")), _ARTICLES)


def test_only_the_first_rows_count_and_all_parts_must_be_among_them() -> None:
    one, two = (Wanted(speaker=(name,)) for name in ("Prado", "Roe"))
    rows = [("", "Ana Prado", "")] * 4 + [("", "Jane Roe", "")]
    assert is_answered(question(two), table(*rows), _ARTICLES)
    assert not is_answered(question(two), table(*rows), _ARTICLES, rows=4)
    both = question(Wanted(all=((one,), (two,))))
    assert is_answered(both, table(*rows), _ARTICLES)
    assert not is_answered(both, table(*rows), _ARTICLES, rows=4)


def test_nothing_is_answered_by_no_rows_or_by_saying_so() -> None:
    asked = question(Wanted(nothing=True))
    near = ("001_road.txt:1-9", "Ana Prado", "No.")
    assert is_answered(asked, table(), _ARTICLES)
    assert is_answered(asked, table(near, understood="Nobody says this; the nearest:"), _ARTICLES)
    assert not is_answered(asked, table(near, understood="who said what"), _ARTICLES)
