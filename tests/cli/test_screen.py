"""Tables on a screen of any width."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kg.cli.screen import certainty, screen_lines
from kg.questions.tables import Cell, Table

SAID = "we will hit regime forces everywhere regardless of the Sochi deal, whatever the others may say"
COLUMNS = ("speaker", "cue", "said", "published", "cite", "confidence", "speaker_confidence", "candidates")
SHOWN = ("speaker", "said", "published", "cite", "confidence", "speaker_confidence")
CITE = "articles/2020/0815.txt:790-974"
STATEMENTS = Table(
    COLUMNS,
    [
        ("Ana Prado", "said", SAID, "2020-02-10", CITE, 0.94, 0.7, None),
        (None, "said", "the\nroad [is]\topen", None, "web.html:1-9", 0.31, None, "Jane Doe (0.48)"),
    ],
    shown=SHOWN,
    short={CITE: "0815.txt ¶6"},
)


def test_a_wide_screen_has_rows_side_by_side() -> None:
    shown = "\n".join(screen_lines(STATEMENTS, 104))
    assert (
        f"{shown}\n"
        == """\
speaker         said                                     published    cite           confidence
{rule}
Ana Prado       we will hit regime forces everywhere     2020-02-10   0815.txt ¶6    sure 0.94,
                regardless of the Sochi deal, whatever                               speaker likely 0.70
                the others may say
unsure: Jane    the road [is] open                                    web.html:1-9   unsure 0.31
Doe (0.48)
""".format(rule="─" * 104)
    )


def test_a_narrow_screen_has_a_block_with_the_quotation_first() -> None:
    assert list(screen_lines(STATEMENTS, 80)) == [
        "we will hit regime forces everywhere regardless of the Sochi deal, whatever the",
        "others may say",
        "  Ana Prado · 2020-02-10 · 0815.txt ¶6 · sure 0.94, speaker likely 0.70",
        "",
        "the road [is] open",
        "  unsure: Jane Doe (0.48) · web.html:1-9 · unsure 0.31",
        "",
    ]


def test_what_does_not_fit_side_by_side_is_a_block_with_the_names_of_its_cells() -> None:
    table = Table(("group", "members", "of_it"), [("a" * 30, "b" * 30, 12), ("c", None, 0.5)])
    assert list(screen_lines(table, 60)) == [
        "a" * 30,
        f"  members: {'b' * 30} · of it: 12",
        "",
        "c",
        "  of it: 0.50",
        "",
    ]
    assert next(screen_lines(table, 80)).split() == ["group", "members", "of", "it"]


@pytest.mark.parametrize(
    ("confidence", "words"),
    [
        (1.0, "sure 1.00"),
        (0.85, "sure 0.85"),
        (0.849, "sure 0.85"),
        (0.844, "likely 0.84"),
        (0.65, "likely 0.65"),
        (0.1, "unsure 0.10"),
    ],
)
def test_confidence_has_three_steps_and_a_number(confidence: float, words: str) -> None:
    assert certainty(confidence) == words


def test_what_controls_a_terminal_never_reaches_it() -> None:
    hostile = "\x1b[2J\x9b31m\u202eevil\u2066\x07\r\x00\x85"
    for width in (60, 120):
        table = Table(("speaker", "said", hostile), [(hostile, hostile, hostile)])
        shown = "\n".join(screen_lines(table, width))
        assert "evil" in shown
        assert re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown) is None


def test_styles_are_for_terminals_alone() -> None:
    assert "\x1b[" not in "".join(screen_lines(STATEMENTS, 80))
    assert "\x1b[1m" in "".join(screen_lines(STATEMENTS, 80, is_terminal=True))


WORDS = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_categories=["Z", "C"]),
        st.sampled_from("aé漢字한שלום\u0301\u200d👩🏽‍🚀—“”·"),
    ),
    min_size=1,
    max_size=18,
)
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)
CELLS = st.one_of(st.none(), TEXTS, st.integers(-(10**9), 10**9), st.floats(0, 1))
NAMES = ["speaker", "said", "date", "cite", "confidence", "speaker_confidence", "statements", "medium"]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True))
    row = st.tuples(*(st.floats(0, 1) if "confidence" in name else CELLS for name in columns))
    rows: list[tuple[Cell, ...]] = draw(st.lists(row, min_size=1, max_size=4))
    return Table(tuple(columns), rows, shown=tuple(columns))


@given(tables(), st.integers(60, 250))
def test_no_line_is_too_wide_no_word_broken_and_no_text_lost(table: Table, width: int) -> None:
    lines = list(screen_lines(table, width))
    assert all(cell_len(line) <= width for line in lines)
    shown = Counter(word.strip("\u200e") for line in lines for word in line.split())
    for row in table.rows:
        for cell in row:
            if isinstance(cell, str):
                expected = Counter(word for word in cell.split() if cell_len(word) <= 40 and "/" not in word)
                assert expected - shown == Counter()


@given(st.lists(st.integers(1, 200), min_size=1, max_size=5), st.integers(60, 250))
def test_long_paths_are_broken_and_whole(lengths: list[int], width: int) -> None:
    paths = ["/" * (length > 20) + "x" * length for length in lengths]
    lines = list(screen_lines(Table(("article",), [(path,) for path in paths]), width))
    assert all(cell_len(line) <= width for line in lines)
    assert "".join(lines).count("x") == sum(lengths)
