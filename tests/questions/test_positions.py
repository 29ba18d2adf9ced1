"""Questions about positions: canned queries, their parameters, the matrix, plain English."""

from dataclasses import replace

import pytest
from pyoxigraph import Store

from kg.acts.scheme import read_scheme
from kg.errors import UsageError
from kg.graph import LEAST_SHOWN
from kg.graph.reader.position_rows import read_positions
from kg.graph.reader.tally import tally
from kg.model import Actor, ActorType, Polarity
from kg.questions.canned import run_canned
from kg.questions.matrix import list_cells, tabulate
from kg.questions.tables import Cell, Table
from kg.questions.understanding.answering import ask
from tests.builders import Held, make_article, make_quads, make_reading, make_statement, make_store, person
from tests.with_positions import BENEFITS, CELIK, STAY, THREAT, WELCOME, WITHDRAWAL, position_quads


@pytest.fixture(scope="module")
def positions() -> Store:
    return make_store(position_quads())


def rows(table: Table, *columns: str) -> list[tuple[Cell, ...]]:
    numbers = [table.columns.index(column) for column in columns]
    return [tuple(row[number] for number in numbers) for row in table.rows]


def query(store: Store, name: str, **values: str) -> Table:
    return run_canned(store, name, values)


def test_the_position_of_one_actor_on_another(positions: Store) -> None:
    table = query(positions, "positions", actor="Erdoğan", on="Syrian government")
    said = rows(table, "act", "polarity", "condition", "said", "date", "cite")
    condition = "If any harm comes to our soldiers"
    assert said == [
        ("THREATEN", "opposes", condition, THREAT, "2020-02-05", "a.txt:27-127"),
        ("THREATEN", "opposes", condition, THREAT, "2020-02-06", "d.txt:1-101"),
        ("SUPPORT", "supports", None, WELCOME, "2020-03-06", "c.txt:26-78"),
    ]
    assert table.understood == (
        "positions; actor is Recep Tayyip Erdogan (actor); on is Syrian government (actor)."
    )


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"on": "a withdrawal"}, {STAY, WITHDRAWAL}),
        ({"on": "withdrawing"}, {STAY, WITHDRAWAL}),
        ({"on": "Turkish withdrawal"}, {WITHDRAWAL}),
        ({"on": "Astana"}, {BENEFITS}),
        ({"on": "walnuts"}, set()),
        ({"act": "threatened"}, {THREAT}),
        ({"act": "REJECT"}, {STAY, WITHDRAWAL}),
        ({"polarity": "supports", "min_confidence": "0.7"}, {WELCOME}),
        ({"polarity": "in favour of", "actor": "Erdogan"}, {WELCOME}),
        ({"actor": "Recep Erdogan", "act": "accuse"}, set()),
        ({"layer": "content", "actor": "Syrian government"}, {"the regime killed 13 Turkish soldiers"}),
        # A group's position is each member's.
        ({"actor": "Celik"}, {STAY, "the ban on Ban Ki-moon is wrong"}),
    ],
)
def test_positions_by_parameter(positions: Store, values: dict[str, str], said: set[str]) -> None:
    assert {row[0] for row in rows(query(positions, "positions", **values), "said")} == said


def test_a_name_is_not_the_words_in_which_it_stands(positions: Store) -> None:
    assert rows(query(positions, "positions", on="Ban Ki-moon"), "target") == [("Ban Ki-moon",)]
    assert rows(query(positions, "positions", on="Ban"), "target") == [("Ban Ki-moon",)]
    # Without a capital it is a word first.
    assert rows(query(positions, "positions", on="the ban"), "target") == [("the ban",)]


def test_a_slip_in_a_target(positions: Store) -> None:
    table = query(positions, "positions", on="Syrain goverment")
    assert len(table.rows) == 3
    assert table.notes == ["No name is exactly “Syrain goverment”; the nearest one is used."]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"act": "sing"}, "“sing” is not an act of the scheme; there are ACCUSE, AGREE,"),
        ({"polarity": "purple"}, "“purple” is not a polarity; there are supports, opposes, neutral, mixed"),
        ({"layer": "cake"}, "“cake” is not a layer; there are speech, content"),
        ({"min_confidence": "2"}, "“2” is not a number from 0 to 1"),
        ({"min_confidence": "nan"}, "“nan” is not a number from 0 to 1"),
        ({"actor": "Nemo"}, "is called “Nemo”"),
    ],
)
def test_wrong_parameters(positions: Store, values: dict[str, str], reason: str) -> None:
    with pytest.raises(UsageError) as caught:
        query(positions, "positions", **values)
    assert reason in str(caught.value)


def test_the_matrix_counts_statements_and_not_reports(positions: Store) -> None:
    cells = rows(query(positions, "position-matrix"), "holder", "polarity", "target", "statements", "cite")
    assert ("Recep Tayyip Erdogan", "opposes", "Syrian government", 1, "a.txt:27-127") in cells
    assert len(cells) == 7
    assert not [cell for cell in cells if cell[2] == "Syria"]


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"actor": "Erdogan"},
        {"polarity": "opposes"},
        {"act": "accuse"},
        {"layer": "speech"},
        {"min_confidence": "0.7"},
    ],
)
def test_the_cells_are_those_of_the_canned_query_in_the_same_order(
    positions: Store, values: dict[str, str]
) -> None:
    columns = ("holder", "polarity", "target", "statements", "acts", "holder_id", "target_id")
    canned = rows(query(positions, "position-matrix", **values), *columns)
    assert rows(list_cells(positions, values), *columns) == canned


def test_positions_of_low_confidence_need_to_be_asked_for() -> None:
    article = make_article("Omer Celik said they may reject the plan and the ban.")
    held = (
        Held("REJECT", Polarity.OPPOSES, "the plan", confidence=LEAST_SHOWN),
        Held("REJECT", Polarity.OPPOSES, "the ban", confidence=0.1),
    )
    statement = make_statement(article, "they may reject the plan and the ban", CELIK, *held)
    store = make_store(make_quads([make_reading(article, statement)]))
    for name in ("positions", "position-matrix", "who-did-what-to-whom"):
        table = query(store, name, layer="speech")
        assert rows(table, "target", "confidence") == [("the plan", LEAST_SHOWN)]
        assert table.less_sure == 1
        table = query(store, name, layer="speech", min_confidence="0")
        assert (len(table), table.less_sure) == (2, 0)
    for table, count, less_sure in (
        (list_cells(store, {}), 1, 1),
        (list_cells(store, {"on": "the ban"}), 0, 1),
        (list_cells(store, {"act": "accuse"}), 0, 0),
        (list_cells(store, {"min_confidence": "0"}), 2, 0),
        (_held(ask(store, "who opposes the ban")), 0, 1),
        (_held(ask(store, "who opposes the ban", taken={"min_confidence": "0"})), 1, 0),
    ):
        assert (len(table), table.less_sure) == (count, less_sure)
    assert tabulate(store, {}).columns == ("holder", "the plan")


def _held(table: Table) -> Table:
    """The positions among the rows of an answer, which has statements besides."""
    kept = [row for row, cells in zip(table.rows, table, strict=True) if cells.get("holder")]
    return replace(table, rows=kept)


def test_a_cell_has_the_surest_position_first(positions: Store) -> None:
    cell = next(one for one in tally(read_positions(positions)) if one.target.id == "syrian-government")
    assert (cell.statements, len(cell.positions), cell.confidence) == (1, 2, 0.9)
    assert (cell.acts, cell.act_names) == ([("THREATEN", 1)], [("threaten", 1)])


def test_who_threatened_whom(positions: Store) -> None:
    assert query(positions, "who-did-what-to-whom", act="threaten").rows == []
    table = ask(positions, "who threatened whom")
    shown = ("holder", "act", "target", "layer", "told_by", "statements", "confidence", "said", "cite")
    assert rows(table, *shown) == [
        (
            "Recep Tayyip Erdogan",
            "THREATEN",
            "Syrian government",
            "speech",
            None,
            1,
            0.9,
            THREAT,
            "a.txt:27-127",
        )
    ]


def test_who_did_what_to_whom_according_to_whom(positions: Store) -> None:
    killed = (
        *(
            "Syrian government",
            "ASSAULT",
            "13 Turkish soldiers",
            "content",
            "Turkish Defence Ministry",
            1,
            0.9,
        ),
        *("the regime killed 13 Turkish soldiers", "d.txt:157-194"),
    )
    shown = ("holder", "act", "target", "layer", "told_by", "statements", "confidence", "said", "cite")
    table = ask(positions, "who did what to whom")
    assert rows(table, *shown) == [killed]
    assert table.shown == ("holder", "act", "target", "told_by", "statements", "confidence", "said", "cite")
    table = ask(positions, "who was attacked by the Syrian government")
    assert rows(table, "holder", "target", "told_by", "confidence") == [
        ("Syrian government", "13 Turkish soldiers", "Turkish Defence Ministry", 0.9)
    ]


def test_what_is_only_told_of_somebody_is_no_position_of_theirs(positions: Store) -> None:
    for table in (
        query(positions, "positions", actor="Syrian government"),
        query(positions, "position-matrix", actor="Syrian government"),
        list_cells(positions, {"actor": "Syrian government"}),
        tabulate(positions, {"actor": "Syrian government"}),
        _held(ask(positions, "what is the Syrian government's position")),
        _held(ask(positions, "what does the Syrian government oppose")),
    ):
        assert table.rows == []
    assert len(list_cells(positions, {"layer": "content"})) == 1
    both = query(positions, "positions", layer="all")
    assert [row[0] for row in rows(both, "layer")] == ["speech"] * 8 + ["content"]
    with pytest.raises(UsageError, match="“all” is not a layer; there are speech, content"):
        list_cells(positions, {"layer": "all"})


def test_a_shift_with_both_places(positions: Store) -> None:
    shift = (
        "Recep Tayyip Erdogan",
        "Syrian government",
        "2020-02-05",
        "opposes",
        "2020-03-06",
        "supports",
        "a.txt:27-127",
        "c.txt:26-78",
        "speech",
        0.9,
        0.7,
    )
    assert query(positions, "position-shifts").rows == [shift]
    assert query(positions, "position-shifts", actor="Erdogan").rows == [shift]
    assert query(positions, "position-shifts", actor="Celik").rows == []
    assert query(positions, "position-shifts", on="Syrian government", min_confidence="0.8").rows == []


def test_the_matrix_as_a_table(positions: Store) -> None:
    table = tabulate(positions, {})
    assert table.columns[:2] == ("holder", "Syrian government")
    assert set(table.columns[2:]) == {
        "Astana process",
        "Ban Ki-moon",
        "a Turkish withdrawal",
        "withdrawing from the observation points",
        "the ban",
    }
    cells = {row[0]: {cell for cell in row[1:] if cell} for row in table.rows}
    assert cells == {
        "Recep Tayyip Erdogan": {"−1 (0.90) +1 (0.70)"},
        "Mevlut Cavusoglu": {"−1 (0.90)", "−1 (0.65)"},
        "Omer Celik": {"−1 (0.90)"},
        "Omer Celik and Mevlut Cavusoglu": {"−1 (0.90)", "+1 (0.65)"},
    }
    assert table.notes == []


def test_what_does_not_fit_is_said(positions: Store) -> None:
    table = tabulate(positions, {}, holders=1, targets=1)
    assert table.columns == ("holder", "Syrian government")
    assert table.rows == [("Recep Tayyip Erdogan", "−1 (0.90) +1 (0.70)")]
    assert table.notes == [
        "1 of 4 holders and 1 of 6 targets, those in most statements; --citations lists every cell."
    ]


def test_cells_with_all_their_places(positions: Store) -> None:
    table = list_cells(positions, {"actor": "Erdogan", "polarity": "opposes"})
    assert rows(table, "target", "statements", "acts", "cites") == [
        ("Syrian government", 1, "THREATEN", "a.txt:27-127 d.txt:1-101")
    ]


@pytest.mark.parametrize(
    ("question", "holders"),
    [
        ("who threatened whom", {"Recep Tayyip Erdogan"}),
        ("Who has threatened the Syrian government?", {"Recep Tayyip Erdogan"}),
        ("whom did Erdogan threaten", {"Recep Tayyip Erdogan"}),
        ("who opposes a withdrawal", {"Omer Celik", "Mevlut Cavusoglu"}),
        ("who is against a withdrawal", {"Omer Celik", "Mevlut Cavusoglu"}),
        ("who supports the Syrian government", {"Recep Tayyip Erdogan"}),
        ("what is Cavusoglu's position on Astana", {"Mevlut Cavusoglu"}),
        ("what is Çavuşoğlu’s stance on Astana?", {"Mevlut Cavusoglu"}),
        ("where does Celik stand on a withdrawal", {"Omer Celik"}),
        ("what is the position of Celik on a withdrawal", {"Omer Celik"}),
        ("what does Celik oppose", {"Omer Celik", "Omer Celik and Mevlut Cavusoglu"}),
        ("what did Celik reject", {"Omer Celik"}),
        ("who accuses whom of what", {"Mevlut Cavusoglu", "Omer Celik and Mevlut Cavusoglu"}),
        ("who was attacked by the Syrian government", {"Syrian government"}),
        ("what are the positions on withdrawal", {"Omer Celik", "Mevlut Cavusoglu"}),
        ("how has Erdogan's position changed", {"Recep Tayyip Erdogan"}),
        ("who changed position on the Syrian government", {"Recep Tayyip Erdogan"}),
        ("who did what to whom", {"Syrian government"}),
    ],
)
def test_plain_questions(positions: Store, question: str, holders: set[str]) -> None:
    assert {row[0] for row in rows(_held(ask(positions, question)), "holder")} == holders


def test_what_was_said_about_a_verb_is_no_question_of_position(positions: Store) -> None:
    """A word of the scheme at the end of a question is not always its verb."""
    assert ask(positions, "what did Celik say about the attack").columns[0] == "speaker"


def test_a_verb_of_the_users_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("scheme") / "acts.ttl"
    file.write_text(
        "@prefix act: <https://w3id.org/actor-statement-graph/acts#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<urn:x> skos:notation "BROWBEAT" ; skos:prefLabel "browbeat" ; skos:altLabel "browbeats" ;'
        " skos:broader act:THREATEN .",
        encoding="utf-8",
    )
    store = make_store(position_quads(read_scheme(file)))
    assert ask(store, "who browbeats whom").rows == []
    assert len(ask(store, "who threatens whom").rows) == 1


def test_identifiers_of_a_table_are_understood(positions: Store) -> None:
    (cell, *_) = query(positions, "position-matrix", actor="Erdogan", on="Syrian government").rows
    holder, target = (str(cell[-2]), str(cell[-1]))
    assert (holder, target) == ("recep-tayyip-erdogan", "syrian-government")
    by_id = query(positions, "positions", actor=holder, on=target)
    assert by_id.rows == query(positions, "positions", actor="Erdogan", on="Syrian government").rows


def test_who_disagrees_about_what() -> None:
    ann, bob, nato = person("Ann Lee"), person("Bob Ray"), Actor("nato", "NATO", ActorType.ORGANISATION)
    article = make_article(
        "NATO must grow, Ann Lee said. NATO must end, Bob Ray said. NATO may stay, Bob Ray said."
    )
    store = make_store(
        make_quads(
            [
                make_reading(
                    article,
                    make_statement(
                        article, "NATO must grow", ann, Held("SUPPORT", Polarity.SUPPORTS, "NATO", nato)
                    ),
                    make_statement(
                        article, "NATO must end", bob, Held("REJECT", Polarity.OPPOSES, "NATO", nato)
                    ),
                    # Nobody disagrees with themselves.
                    make_statement(
                        article,
                        "NATO may stay",
                        bob,
                        Held("SUPPORT", Polarity.SUPPORTS, "NATO", nato, confidence=0.5),
                    ),
                )
            ]
        )
    )
    expected = ("NATO", "Ann Lee", "Bob Ray", f"{article.path}:0-14", 0.9, f"{article.path}:30-43", 0.9)
    assert query(store, "opposed-positions").rows == [expected]
    assert query(store, "opposed-positions", actor="Bob Ray", on="NATO", min_confidence="0").rows == [
        expected
    ]
    assert query(store, "opposed-positions", min_confidence="0.95").rows == []
