"""Tables on a screen of any width."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kg.cli.screen import screen_lines
from kg.questions.screen_cells import certainty
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
“said”          regardless of the Sochi deal, whatever                               speaker likely 0.70
                the others may say
unsure: Jane    the road [is] open                                    web.html:1-9   unsure 0.31
Doe (0.48)
“said”
""".format(rule="─" * 104)
    )


def test_a_narrow_screen_has_a_block_with_the_quotation_first() -> None:
    assert list(screen_lines(STATEMENTS, 80)) == [
        "we will hit regime forces everywhere regardless of the Sochi deal, whatever the",
        "others may say",
        "  Ana Prado “said” · 2020-02-10 · 0815.txt ¶6 · sure 0.94, speaker likely 0.70",
        "",
        "the road [is] open",
        "  unsure: Jane Doe (0.48) “said” · web.html:1-9 · unsure 0.31",
        "",
    ]


def test_verbatim_words_have_quotation_marks_and_the_verb_of_saying_tells_the_rest() -> None:
    columns = ("speaker", "cue", "said", "manner", "around")
    rows: list[tuple[Cell, ...]] = [
        ("Ana Prado", "said:", "No.", "direct", "“No.” she said: the road to the north stays shut."),
        ("Ana Prado", "denied", "[denied] I was there", "direct", "“I was there” denied"),
        ("Ana Prado", "accused", "the town of delay", "indirect", None),
    ]
    table = Table(columns, rows, shown=("speaker", "cue", "said", "around"))
    assert list(screen_lines(table, 80)) == [
        "“No.”",
        "  Ana Prado “said” · around: “…” she said: the road to the north stays shut.",
        "",
        "[denied] “I was there”",
        "  Ana Prado “denied”",
        "",
        "the town of delay",
        "  Ana Prado “accused”",
        "",
    ]


def test_a_row_without_a_quotation_begins_with_whom_it_is_of() -> None:
    columns = ("articles", "actor", "office", "said", "speaker", "cite")
    rows: list[tuple[Cell, ...]] = [
        (2, "Ana Prado", "mayor", None, None, "a.txt"),
        (None, None, None, "No", "Ana Prado", "a.txt"),
    ]
    assert list(screen_lines(Table(columns, rows), 80)) == [
        "Ana Prado · mayor",
        "  articles: 2 · a.txt",
        "",
        "No",
        "  Ana Prado · a.txt",
        "",
    ]


def test_two_speakers_stand_side_by_side_below_what_both_speak_of() -> None:
    sides = ("speaker", "cue", "said", "manner", "cite")
    columns = ("topic", *sides, *(f"other_{one}" for one in sides))
    ana = ("Ana Prado", "said", "The road is shut", "direct", "a.txt:1-9")
    rows: list[tuple[Cell, ...]] = [
        ("Kandor", *ana, *("Jon Vik", "claimed", "the road is open", "indirect", "b.txt:1-9")),
        (None, *(None,) * 5, "Jon Vik", "said", "All is well", "direct", "b.txt:20-30"),
    ]
    table = Table(columns, rows, short={"a.txt:1-9": "a.txt ¶1"})
    assert list(screen_lines(table, 60)) == [
        "Ana Prado                      Jon Vik",
        "─" * 59,
        "Kandor:",
        "“The road is shut”             the road is open",
        "  “said” · a.txt ¶1              “claimed” · b.txt:1-9",
        "",
        "Besides:",
        "                               “All is well”",
        "                                 “said” · b.txt:20-30",
        "",
    ]


def test_a_comparison_in_which_only_one_speaks_is_a_list() -> None:
    columns = ("topic", "speaker", "said", "other_speaker", "other_said")
    shown = list(screen_lines(Table(columns, [(None, "Ana Prado", "No", None, None)]), 80))
    assert shown == ["No", "  Ana Prado", ""]


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
