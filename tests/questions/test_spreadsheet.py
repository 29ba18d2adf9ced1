"""Cells that no spreadsheet takes for formulas."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cli.output import Format, print_table
from kg.questions.spreadsheet import spreadsheet_row
from kg.questions.tables import Table

RISKY = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]


@pytest.mark.parametrize("sign", RISKY)
def test_a_formula_is_words(sign: str) -> None:
    assert spreadsheet_row([f"{sign}SUM(A1)", f"a{sign}"]) == [f"'{sign}SUM(A1)", f"a{sign}"]


def test_numbers_and_what_is_not_known_are_not() -> None:
    assert spreadsheet_row([-1, -0.5, True, False, None, ""]) == ["-1", "-0.5", "true", "false", "", ""]


@given(st.one_of(st.text(), st.tuples(st.sampled_from(RISKY), st.text()).map("".join)))
def test_no_cell_begins_as_a_formula_and_none_is_changed_else(cell: str) -> None:
    (safe,) = spreadsheet_row([cell])
    assert not safe.startswith(tuple(RISKY))
    assert safe in (cell, f"'{cell}")
    assert (safe != cell) == cell.startswith(tuple(RISKY))


def test_every_command_writes_them_so(capsys: pytest.CaptureFixture[str]) -> None:
    table = Table(("speaker", "=said", "n"), [("@ann", '=HYPERLINK("x")', -1)])
    print_table(table, Format.CSV)
    written = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert written == [["speaker", "'=said", "n"], ["'@ann", '\'=HYPERLINK("x")', "-1"]]
