"""Normal forms of words, and what each tells."""

from pathlib import Path

import pytest

from kg.archive.echoes.wordings import content_of, weigh, wording_of
from kg.data import use_folder
from kg.errors import InputError


def test_normal_forms() -> None:
    assert wording_of("The long-planned convoys can’t leave; 1,200 troops stayed") == (
        *("the", "long", "plan", "convoy", "can", "not", "leav", "1200", "troop", "stay"),
    )
    assert wording_of("She noted that eleven planes cannot land") == (
        *("she", "noted", "that", "11", "plan", "can", "not", "land"),
    )
    assert content_of(wording_of("We will not leave before Monday")) == ["leav", "monday"]


def test_a_rare_word_weighs_one_and_a_frequent_one_little() -> None:
    assert weigh(["zzyzx"]) == 1
    assert weigh(["zzyzx", "zzyzx", "the", "not"]) == 1
    assert 0 < weigh(["preside"]) < weigh(["convoy"]) <= 1


def test_a_table_of_the_users_own(tmp_path: Path) -> None:
    table = tmp_path / "word_shares.csv"
    table.write_text("word,wordings_in_10000\nconvoy,100\npost,10000\n", encoding="utf-8")
    try:
        use_folder(tmp_path)
        assert weigh(["convoy", "post", "preside"]) == pytest.approx(1.5)
        table.write_text("word,wordings_in_10000\nconvoy,many\n", encoding="utf-8")
        use_folder(tmp_path)
        with pytest.raises(InputError, match=r"word_shares\.csv has something else than a number"):
            weigh(["convoy"])
    finally:
        use_folder(None)
