"""Sentences in PLV's format."""

from pathlib import Path

import pytest

from benchmarks.plv import read_acted_sentences
from kg.errors import InputError

_HEAD = "sentence\tmarked_sentence\tsource\ttarget\tgold_root\n"


def table(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "plv.tsv"
    path.write_text(_HEAD + "".join(row + "\n" for row in rows), encoding="utf-8")
    return path


def test_marks_are_taken_out(tmp_path: Path) -> None:
    row = "Peru sued Chile.\t<s>Peru</s> sued <t>Chile</t>.\tPeru\tChile\tACCUSE"
    (one,) = read_acted_sentences(table(tmp_path, row))
    assert one.text == "Peru sued Chile."
    assert (one.source.of(one.text), one.target.of(one.text), one.act) == ("Peru", "Chile", "ACCUSE")


def test_target_that_is_not_there_is_the_sentence(tmp_path: Path) -> None:
    row = "Peru agreed.\t<s>Peru</s> agreed.\tPeru\ta recipient\tAGREE"
    (one,) = read_acted_sentences(table(tmp_path, row))
    assert one.target.of(one.text) == "Peru agreed."


def test_other_tables_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.tsv"
    path.write_text("a\tb\n1\t2\n", encoding="utf-8")
    with pytest.raises(InputError, match="has no column marked_sentence, source, target, gold_root"):
        list(read_acted_sentences(path))
    with pytest.raises(InputError, match="cannot be read"):
        list(read_acted_sentences(tmp_path / "missing.tsv"))
