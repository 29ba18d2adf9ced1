"""What an export says of the dataset, and that it is the same wherever the build is."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal

import kg
from kg.build_time import build_time
from kg.errors import UsageError
from kg.graph.rdf_files import described_quads
from kg.graph.store import run_query
from kg.graph.store_files import built_at
from kg.graph.vocabulary import PREFIXES, term
from kg.pipeline import build
from tests.builders import make_store
from tests.conftest import raise_error
from tests.with_every_term import everything
from tests.with_fake_reader import use_fake_reader
from tests.with_positions import position_quads

DAY = "1767225600"


def write(folder: Path, texts: dict[str, str]) -> list[str]:
    """Write articles, and their paths, which are relative to `folder`."""
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return [f"{name}.txt" for name in texts]


def exported(folder: Path) -> bytes:
    with kg.open(folder) as dataset:
        dataset.export(folder / "graph.nq")
    return (folder / "graph.nq").read_bytes()


def test_an_export_tells_what_it_has_and_what_made_it() -> None:
    built = datetime(2026, 1, 1, 12, tzinfo=UTC)
    quads = list(described_quads(make_store(position_quads()), built))
    exported_store = make_store(quads)
    query = """ASK {
      ?dataset a void:Dataset, dcat:Dataset ; dcterms:title ?title ; void:vocabulary prov: ;
        dcterms:modified "2026-01-01T12:00:00+00:00"^^xsd:dateTime ;
        void:classPartition [ void:class asg:Statement ; void:entities 9 ] ,
          [ void:class schema:NewsArticle ; void:entities 5 ] ,
          [ void:class asg:Position ; void:entities 9 ] ,
          [ void:class schema:GovernmentOrganization ; void:entities 2 ] ,
          [ void:class asg:Agreement ; void:entities 1 ] ;
        prov:wasGeneratedBy ?run .
      ?run a prov:Activity ; prov:endedAtTime "2026-01-01T12:00:00+00:00"^^xsd:dateTime ;
        prov:wasAssociatedWith [ a prov:SoftwareAgent ; schema:softwareVersion "0.1.0" ] ;
        prov:wasInformedBy ?reading .
      ?reading asg:modelVersion "test" ; prov:used ?article . ?article schema:articleBody ?text .
    }"""
    assert run_query(exported_store, query)
    (triples,) = exported_store.quads_for_pattern(None, term("void:triples"), None)
    described = [quad for quad in quads if quad.graph_name == DefaultGraph()]
    assert triples.object == Literal(len(quads) - len(described))
    assert len({str(quad) for quad in quads}) == len(quads)


def test_without_a_time_none_is_told() -> None:
    told = {
        quad.predicate.value
        for quad in described_quads(everything(), None)
        if "/correction/" not in str(quad.subject)
    }
    assert told & {f"{PREFIXES['dcterms']}modified", f"{PREFIXES['prov']}endedAtTime"} == set()


def test_builds_that_are_told_the_time_give_equal_exports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_fake_reader(monkeypatch)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    paths = write(
        tmp_path, {"a": "Ana Prado: the ferry runs", "b": "Prado: the ferry runs", "c": "Karl Lund: no"}
    )
    build(paths, tmp_path / "one", on_error=raise_error)
    for path in reversed(paths):
        build([path], tmp_path / "other", on_error=raise_error)
    assert built_at(tmp_path / "one") == built_at(tmp_path / "other") == datetime(2026, 1, 1, tzinfo=UTC)
    assert exported(tmp_path / "one") == exported(tmp_path / "other")


def test_builds_differ_in_nothing_but_the_time_that_the_store_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_fake_reader(monkeypatch)
    monkeypatch.chdir(tmp_path)
    paths = write(tmp_path, {"a": "Ana Prado: the ferry runs"})
    for folder, second in (("one", DAY), ("other", str(int(DAY) + 1))):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", second)
        build(paths, tmp_path / folder, on_error=raise_error)
    one, other = (set(exported(tmp_path / folder).decode().splitlines()) for folder in ("one", "other"))
    assert {line.split()[1].rpartition("/")[2] for line in one ^ other} == {"modified>", "prov#endedAtTime>"}
    # A build that changes nothing leaves the time.
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(DAY) + 2))
    build(paths, tmp_path / "one", on_error=raise_error)
    assert built_at(tmp_path / "one") == datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("given", ["tomorrow", "1.5", "9" * 30])
def test_a_time_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    with pytest.raises(UsageError, match=f"SOURCE_DATE_EPOCH is “{given}”; it must be a number of seconds"):
        build_time()
