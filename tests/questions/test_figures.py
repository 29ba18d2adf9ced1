"""Reports of one figure, as a person asks for them."""

from dataclasses import replace

from pyoxigraph import Store

from kg.archive.figure_index import FigureIndex
from kg.graph.write.article_quads import reading_quads
from kg.graph.write.figure_quads import difference_quads
from kg.questions.canned import canned_query, run_canned
from kg.resolve.figure_finder import find_figures
from tests.questions.test_echoes import MINISTRY, PRESIDENT, reading


def test_contradictions_first_with_both_citations() -> None:
    store, index = Store(), FigureIndex()
    for name, speaker, text in (
        ("a", MINISTRY, "hit 54 Syrian targets, 13 Turkish troops killed"),
        ("b", PRESIDENT, "more than 50 Syrian positions were hit, seven Turkish soldiers died"),
    ):
        bare = reading(name, speaker, text)
        statement = bare.statements[0]
        statement = replace(statement, figures=find_figures(text, text, statement.content))
        index.add(statement, bare.document)
        store.extend(reading_quads(replace(bare, statements=(statement,)), model="test"))
    store.extend(difference_quads(index.differences()))
    answer = run_canned(store, canned_query("conflicting-figures"), {})
    ministry, president = "Turkish Defence Ministry", "Recep Tayyip Erdogan"
    assert [tuple("" if cell is None else str(cell) for cell in row) for row in answer.rows] == [
        ("contradict", "killed", "13 Turkish troops", ministry, "", "a.txt:0-47",
         "seven Turkish soldiers", president, "", "b.txt:0-67"),
        ("agree", "hit", "54 Syrian targets", ministry, "", "a.txt:0-47",
         "more than 50 Syrian positions", president, "", "b.txt:0-67"),
    ]  # fmt: skip
    assert len(run_canned(store, canned_query("conflicting-figures"), {"about": "troops"}).rows) == 2
    assert len(run_canned(store, canned_query("conflicting-figures"), {"actor": "Erdogan"}).rows) == 2
