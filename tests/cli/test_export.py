"""`kg export` as a person types it, over the five articles."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import networkx
import pyarrow
import pytest
from pyarrow import parquet
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

import kg as library
from kg.errors import InputError
from kg.graph.fragments import parse_evidence
from kg.graph.store import open_store
from kg.graph.store_files import RECORDS_NAME
from kg.graph.vocabulary import term
from kg.questions.export_formats import ENDINGS, ExportFormat
from tests.cli.test_commands import kg
from tests.conftest import ROOT
from tests.with_sparql import value_of

DATASETS = {
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
}
CONTENT = term("asg:contentEvidence")


@pytest.fixture(scope="module")
def graph(built: Path) -> library.Dataset:
    return library.open(built)


@pytest.fixture(scope="module")
def every(graph: library.Dataset) -> list[library.Statement]:
    return list(graph.statements(kind="all", unsaid="all"))


def quads_in(path: Path, form: str) -> set[Quad]:
    return set(parse(path.read_bytes(), format=DATASETS[form]))


def values(quads: set[Quad], name: str) -> dict[str, str]:
    return {str(quad.subject): value_of(quad.object) for quad in quads if quad.predicate == term(name)}


@pytest.mark.parametrize("form", DATASETS)
@pytest.mark.parametrize("about", [None, "Sochi"])
def test_every_selector_finds_its_words_in_the_text(
    graph: library.Dataset, tmp_path: Path, form: str, about: str | None
) -> None:
    path = tmp_path / "graph"
    number = graph.export(path, format=form, about=about)
    quads = quads_in(path, form)
    assert len({quad.subject for quad in quads if quad.predicate == CONTENT}) == number > 0
    texts, sources = values(quads, "schema:articleBody"), values(quads, "oa:hasSource")
    starts, ends, exact = (values(quads, f"oa:{name}") for name in ("start", "end", "exact"))
    before, after = values(quads, "oa:prefix"), values(quads, "oa:suffix")
    used = {quad.object for quad in quads if isinstance(quad.object, NamedNode)}
    evidence = {str(one) for one in used if parse_evidence(one.value)}
    selectors: dict[str, list[str]] = {}
    for quad in quads:
        if quad.predicate == term("oa:hasSelector"):
            selectors.setdefault(str(quad.subject), []).append(str(quad.object))
    assert evidence == sources.keys() == selectors.keys()
    for one, own in selectors.items():
        text = texts[f"<{sources[one]}>"]
        ((start, end),) = ((int(starts[each]), int(ends[each])) for each in own if each in starts)
        ((words, prefix, suffix),) = (
            (exact[each], before[each], after[each]) for each in own if each in exact
        )
        assert text[start:end] == words
        assert text[max(0, start - 32) : start] == prefix
        assert text[end : end + 32] == suffix


def test_datasets_are_one_and_graphs_are_their_triples(graph: library.Dataset, tmp_path: Path) -> None:
    for form in DATASETS:
        graph.export(tmp_path / form, format=form)
    whole = quads_in(tmp_path / "nquads", "nquads")
    assert quads_in(tmp_path / "trig", "trig") == quads_in(tmp_path / "jsonld", "jsonld") == whole
    triples = {quad.triple for quad in whole}
    for form in ("turtle", "ntriples"):
        assert {quad.triple for quad in quads_in(tmp_path / form, form)} == triples


def test_a_selection_has_whole_statements_and_says_how_many(built: Path, tmp_path: Path) -> None:
    for speaker in ("Erdoğan", "Cavusoglu"):
        path = tmp_path / "some.nq"
        result = kg("export", str(path), "--speaker", speaker, "-o", str(built))
        with library.open(built) as dataset:
            ids = {one.id for one in dataset.statements(speaker=speaker, kind="all", unsaid="all")}
        assert len(ids) > 1
        assert result.returncode == 0
        assert result.stdout == ""
        assert result.stderr.startswith("Understood: who said what; ")
        assert result.stderr.endswith(f"Exported {len(ids)} statements.\n")
        found = quads_in(path, "nquads")
        assert {
            value_of(quad.subject).rpartition("/")[2] for quad in found if quad.predicate == CONTENT
        } == ids
        whole = {quad for quad in open_store(built) if _statement(quad) in ids}
        assert whole <= found


def _statement(quad: Quad) -> str | None:
    """The identifier of the statement whose quad it is."""
    iri = str(quad.subject).strip("<>")
    return iri.rpartition("/statement/")[2] if "/statement/" in iri and "#" not in iri else None


def test_records_are_those_of_the_build(built: Path) -> None:
    written = (built / RECORDS_NAME).read_text(encoding="utf-8")
    result = kg("export", "-f", "jsonl", "-o", str(built))
    assert result.stdout == written
    assert result.stderr == f"Exported {len(written.splitlines())} statements.\n"
    some = kg("export", "-", "-f", "jsonl", "--about", "Sochi", "-o", str(built)).stdout.splitlines()
    assert 0 < len(some) < len(written.splitlines())
    assert [line for line in written.splitlines() if line in some] == some
    with library.open(built) as dataset:
        ids = {one.id for one in dataset.statements(about="Sochi", kind="all", unsaid="all")}
    assert {json.loads(line)["id"] for line in some} == ids


def test_rows_have_every_statement_in_the_order_of_the_text(
    built: Path, every: list[library.Statement], tmp_path: Path
) -> None:
    result = kg("export", "--format", "csv", "-o", str(built))
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert len(rows) == len(every)
    places = [(row["document"], int(row["start"]), int(row["end"])) for row in rows]
    assert places == sorted(places)
    by_id = {one.id: one for one in every}
    for row in rows:
        one = by_id[row["id"]]
        assert (row["speaker"], row["cite"], row["unsaid"]) == (one.speaker or "", one.cite, one.unsaid or "")
        assert row["text"].removeprefix("'") == one.text
        text = (ROOT / row["document"]).read_text(encoding="utf-8")
        for span in row["content"].split("; "):
            start, end = map(int, span.split("-"))
            assert text[start:end].strip()


def test_parquet_has_typed_columns(
    graph: library.Dataset, every: list[library.Statement], tmp_path: Path
) -> None:
    path = tmp_path / "all.parquet"
    assert graph.export(path) == len(every)
    table = parquet.read_table(path)
    types = {name: table.schema.field(name).type for name in table.column_names}
    assert types["published_on"] == types["said_from"] == pyarrow.date32()
    assert types["start"] == types["end"] == pyarrow.int64()
    assert types["confidence"] == types["speaker_confidence"] == pyarrow.float64()
    assert types["speaker"] == types["said_on"] == pyarrow.string()
    assert pyarrow.types.is_list(types["positions"])
    rows = {row["id"]: row for row in table.to_pylist()}
    for one in every:
        row = rows[one.id]
        assert (row["speaker"], row["start"], row["published_on"]) == (
            one.speaker,
            one.start,
            one.published_on,
        )
        assert [position["act"] for position in row["positions"]] == [own.act for own in one.positions]
        assert [named["id"] for named in row["agreements"]] == [own.id for own in one.agreements]
    assert date(2020, 2, 10) in {row["published_on"] for row in rows.values()}


@pytest.mark.parametrize("network", ["statements", "positions", "co-mentions"])
@pytest.mark.parametrize(("form", "read"), [("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)])
def test_networks_open_with_labels_types_and_weights(
    graph: library.Dataset, tmp_path: Path, network: str, form: str, read: Any
) -> None:
    path = tmp_path / f"network.{form}"
    graph.export(path, network=network)
    found = read(path)
    assert len(found) == len(graph.to_networkx(network))  # type: ignore[call-overload]
    assert all(data["label"] and data["kind"] for _, data in found.nodes(data=True))
    assert all(data["type"] for _, data in found.nodes(data=True) if data["kind"] == "actor")
    assert all(data["weight"] >= 1 for *_, data in found.edges(data=True))
    for own in (found.nodes(data=True), found.edges(data=True)):
        types: dict[str, set[type]] = {}
        for *_, data in own:
            for name, value in data.items():
                types.setdefault(name, set()).add(type(value))
        assert all(len(kinds) == 1 and kinds < {str, int, float} for kinds in types.values()), types
    some = tmp_path / f"some.{form}"
    if graph.export(some, network=network, about="Sochi"):
        assert len(read(some)) < len(found)


def test_since_takes_what_was_published_from_a_day_on(built: Path) -> None:
    result = kg("export", "-f", "jsonl", "--since", "2020-02-10", "-o", str(built))
    days = {json.loads(line)["published_on"] for line in result.stdout.splitlines()}
    assert days == {"2020-02-10"}
    assert "Left out because neither their day nor that of publication is known: " in result.stderr
    assert f"Exported {len(result.stdout.splitlines())} statements.\n" in result.stderr


def test_nothing_found_writes_nothing(built: Path, tmp_path: Path) -> None:
    path = tmp_path / "none.csv"
    result = kg("export", str(path), "--since", "2030-01-01", "-o", str(built))
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.endswith("Nothing found.\n")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (
            ["graph.xml"],
            2,
            "kg: graph.xml has no ending that tells the format; give the format",
        ),
        ([], 2, "kg: Standard output has no ending that tells the format; give --format."),
        (["a.nq", "--speaker", "Zzyzx Qwert"], 2, "kg: Nothing in the graph is called “Zzyzx Qwert”"),
        (["a.gexf", "--network", "friends"], 2, "kg: “friends” is not a network; there are statements,"),
        (["a.csv", "--since", "spring"], 2, "kg: “spring” is not a date; write 2020-02-10."),
        (["none/a.csv"], 3, "kg: The file none/a.csv cannot be written: No such file or directory."),
    ],
)
def test_mistakes_are_one_sentence(
    built: Path, tmp_path: Path, arguments: list[str], code: int, message: str
) -> None:
    result = kg("export", *arguments, "-o", str(built), folder=tmp_path)
    assert result.returncode == code
    assert result.stderr.startswith(message)
    assert result.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_a_file_stays_as_it_was_where_an_export_fails(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "all.jsonl"
    path.write_text("before", encoding="utf-8")
    (tmp_path / "records").write_text('{"id": "st-1"}\n', encoding="utf-8")
    dataset = library.Dataset(open_store(built), tmp_path / "records")
    with pytest.raises(InputError, match=r"records has 1 of the \d+ statements: the graph was"):
        dataset.export(path)
    (tmp_path / "records").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="records is damaged"):
        dataset.export(path, about="Sochi")
    (tmp_path / "records").unlink()
    with pytest.raises(InputError, match="records is missing; build the graph again"):
        dataset.export(path)
    assert path.read_text(encoding="utf-8") == "before"
    assert [one.name for one in tmp_path.iterdir()] == ["all.jsonl"]


def test_every_format_has_an_ending() -> None:
    assert list(ENDINGS.values()) == list(ExportFormat)


@pytest.mark.parametrize("form", ["csv", "nquads", "jsonl"])
def test_progress_ends_with_all(graph: library.Dataset, form: str) -> None:
    seen: list[tuple[int, int]] = []
    graph.export(io.BytesIO(), format=form, on_progress=lambda *now: seen.append(now))
    assert seen[-1][0] >= seen[-1][1] > 0
