"""Layout, charts and the data of the picture."""

import json
import re
from pathlib import Path
from typing import Any

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyvis.network import Network

from kg.graph.store_writer import write_store
from kg.model import Polarity
from kg.pages.charts import timeline
from kg.pages.node_layout import place_nodes
from kg.pages.page_writer import write_pages
from tests.builders import Held, make_article, make_reading, make_statement, write_graph
from tests.with_positions import BAN, CAVUSOGLU, CELIK, position_quads


def data_of(path: Path, identifier: str) -> dict[str, Any]:
    html = path.read_text(encoding="utf-8")
    match = re.search(rf'<script type="application/json" id="{identifier}">(.*?)</script>', html, re.DOTALL)
    assert match
    data: dict[str, Any] = json.loads(match.group(1))
    return data


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), min_size=1, max_size=40))
def test_nodes_and_their_names_do_not_overlap(pairs: list[tuple[int, int]]) -> None:
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_edges_from((str(one), str(other)) for one, other in pairs)
    boxes = {node: (40.0 + 10 * int(node), 30.0) for node in graph}
    places = place_nodes(graph, boxes)
    assert places == place_nodes(graph, boxes)
    nodes = list(graph)
    for number, one in enumerate(nodes):
        for other in nodes[:number]:
            apart = [abs(a - b) for a, b in zip(places[one], places[other], strict=True)]
            wanted = [(a + b) / 2 for a, b in zip(boxes[one], boxes[other], strict=True)]
            assert apart[0] >= wanted[0] - 2 or apart[1] >= wanted[1] - 2


def test_a_chart_counts_by_the_unit_that_fits() -> None:
    line = timeline({"2020-02-03": 2, "2020-02-10": 1})
    assert line is not None
    assert (line.unit, line.periods, line.left_out) == ("day", [("2020-02-03", 2), ("2020-02-10", 1)], 0)
    line = timeline({"2018": 1, "2020-02-03": 1, "2020-03": 1, "2020-W11": 1})
    assert line is not None
    assert (line.unit, line.periods, line.left_out) == ("month", [("2020-02", 1), ("2020-03", 2)], 1)
    line = timeline({"1999-01-01": 1, "2018": 1, "2018-05": 1})
    assert line is not None
    assert (line.unit, line.periods) == ("year", [("1999", 1), ("2018", 2)])


def test_a_chart_of_one_day_is_none() -> None:
    assert timeline({}) is None
    assert timeline({"2020-02-03": 2}) is None


def test_a_chart_has_no_script_and_no_colour_of_its_own() -> None:
    line = timeline({"2020-02-03": 1, "2020-02-10": 1})
    assert line is not None
    assert line.svg.startswith('<svg aria-hidden="true"')
    assert "currentColor" in line.svg
    assert not re.search(r"<script|style=|href|http(?!://www\.w3\.org)", line.svg)


def test_lines_bundle_statements_and_say_how_one_stands(tmp_path: Path) -> None:
    write_store(tmp_path, position_quads())
    write_pages(tmp_path)
    data = data_of(tmp_path / "graph.html", "graph-data")
    keys = {node["id"]: node["node"] for node in data["nodes"]}
    polarities = data["polarities"]
    lines = {
        (keys[edge["from"]], keys[edge["to"]]): [polarities[code] for _, code in edge["items"]]
        for edge in data["edges"]
    }
    # Two threats, one of them an echo, and the welcome.
    assert sorted(lines["actor/recep-tayyip-erdogan", "actor/syrian-government"]) == [
        "opposes",
        "opposes",
        "supports",
    ]
    assert lines["actor/mevlut-cavusoglu", "agreement/astana-process"] == ["opposes"]
    # What the ministry tells of the Syrian government is no line of that government.
    assert "actor/syrian-government" not in {source for source, _ in lines}


def test_less_sure_and_told_positions_are_in_the_data_and_on_no_line(tmp_path: Path) -> None:
    text = "Omer Celik said Ban Ki-moon is wrong. Omer Celik said Ban Ki-moon attacked Mevlut Cavusoglu."
    article = make_article(text)
    doubt = Held("ACCUSE", Polarity.OPPOSES, "Ban Ki-moon", BAN, confidence=0.12)
    told = Held("ASSAULT", Polarity.OPPOSES, "Mevlut Cavusoglu", CAVUSOGLU, holder=("Ban Ki-moon", BAN))
    statements = (
        make_statement(article, "Ban Ki-moon is wrong", CELIK, doubt),
        make_statement(article, "Ban Ki-moon attacked Mevlut Cavusoglu", CELIK, told),
    )
    write_pages(write_graph(tmp_path, make_reading(article, *statements)))
    data = data_of(tmp_path / "graph.html", "graph-data")
    columns = data["statements"]["columns"]
    held = [one for row in data["statements"]["rows"] for one in row[columns.index("positions")]]
    # Confidence, whether it is the speaker's own, whether it is sure enough.
    assert sorted(one[6:] for one in held) == [[0.12, 1, 0], [0.9, 0, 1]]
    assert [(edge["items"], len(edge["less"])) for edge in data["edges"]] == [([], 1)]


def test_the_evidence_is_counted_as_javascript_counts(pages: Path) -> None:
    data = data_of(pages / "graph.html", "graph-data")
    columns = data["statements"]["columns"]
    cues = 0
    for row in data["statements"]["rows"]:
        one = dict(zip(columns, row, strict=True))
        paragraph = data["paragraphs"][one["paragraph"]].encode("utf-16-le")
        spans = one["spans"]
        for start, end, role in zip(spans[::3], spans[1::3], spans[2::3], strict=True):
            if data["roles"][role] == "cue":
                assert paragraph[2 * start : 2 * end].decode("utf-16-le") == one["cue"]
                cues += 1
    assert cues > 50


def test_all_forms_of_a_name_are_searched(pages: Path) -> None:
    names = {row[0]: row[4] for row in data_of(pages / "index.html", "search-data")["names"]}
    assert "erdogan" in names["Recep Tayyip Erdogan"].split(" | ")
    assert "sochi agreement" in names["Sochi memorandum"]


def test_pyvis_fills_the_template_of_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Network, "generate_html", lambda network: f"made of {len(network.nodes)} nodes")
    write_store(tmp_path, position_quads())
    write_pages(tmp_path)
    # Seven actors and the one agreement.
    assert (tmp_path / "graph.html").read_text(encoding="utf-8") == "made of 8 nodes"
