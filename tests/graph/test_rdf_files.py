"""Evidence as an IRI and in the Web Annotation form, and the dataset as other programs read it."""

from pathlib import Path
from typing import Any

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, Quad

from kg.errors import InputError, UsageError
from kg.graph.annotations import annotate
from kg.graph.fragments import cite, evidence_iri, parse_evidence, span_of
from kg.graph.vocabulary import PREFIXES, node, term
from kg.graph.write.article_quads import reading_quads
from kg.model import Span
from kg.questions.dataset import Dataset
from tests.builders import make_article, make_reading, make_statement, make_store, person
from tests.questions.test_figures import make_graph
from tests.with_positions import position_quads
from tests.with_sparql import exact_words, select
from tests.with_statements import HIT, STATEMENTS_A, A, statement_quads

# rdflib's parsers use what it has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated, use Dataset:DeprecationWarning")

ARTICLE = node("article", "ar-1").value

spans = st.tuples(st.integers(0, 10**9), st.integers(1, 10**6)).map(lambda one: Span(one[0], sum(one)))
texts_with_span = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200).flatmap(
    lambda text: st.tuples(
        st.just(text),
        st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).map(
            lambda one: Span(one[0], max(one[0] + 1, one[1]))
        ),
    )
)


def exported(dataset: Dataset, path: Path) -> rdflib.Dataset:
    """What rdflib reads from the export of `dataset` to `path`."""
    dataset.export(path)
    found = rdflib.Dataset(default_union=True)
    forms = {".trig": "trig", ".nq": "nquads", ".jsonld": "json-ld", ".ttl": "turtle", ".nt": "nt"}
    found.parse(data=path.read_text(encoding="utf-8"), format=forms[path.suffix])
    return found


def selectors(graph: rdflib.Dataset) -> list[tuple[Any, ...]]:
    """Each specific resource: its IRI, the text of its source, start, end, exact, prefix and suffix."""
    oa, schema = rdflib.Namespace(PREFIXES["oa"]), rdflib.Namespace(PREFIXES["schema"])
    found = []
    for evidence in set(graph.subjects(rdflib.RDF.type, oa.SpecificResource)):
        by_type = {graph.value(one, rdflib.RDF.type): one for one in graph.objects(evidence, oa.hasSelector)}
        position, quotation = by_type[oa.TextPositionSelector], by_type[oa.TextQuoteSelector]
        source: Any = graph.value(evidence, oa.hasSource)
        own: list[Any] = [
            *(evidence, graph.value(source, schema.articleBody)),
            *(graph.value(position, oa[name]) for name in ("start", "end")),
            *(graph.value(quotation, oa[name]) for name in ("exact", "prefix", "suffix")),
        ]
        found.append(tuple(one.toPython() for one in own))
    return found


@given(spans)
def test_a_span_is_an_iri_and_back(span: Span) -> None:
    iri = evidence_iri(ARTICLE, span).value
    assert parse_evidence(iri) == (ARTICLE, span)
    assert span_of(iri) == span
    assert iri == f"{ARTICLE}#char={span.start},{span.end}"


@pytest.mark.parametrize("iri", [ARTICLE, f"{ARTICLE}#char=1", f"{ARTICLE}#quote=1,2", "#char=1,2", ""])
def test_another_iri_is_no_evidence(iri: str) -> None:
    assert parse_evidence(iri) is None
    with pytest.raises(ValueError, match="not an evidence IRI"):
        span_of(iri)


def test_a_place_as_people_cite_it() -> None:
    assert cite("seeds/a.txt", Span(790, 974)) == "seeds/a.txt:790-974"


@given(texts_with_span)
def test_the_selectors_are_of_the_text_whatever_stands_in_it(one: tuple[str, Span]) -> None:
    text, span = one
    quad = Quad(node("statement", "st-1"), term("asg:cueEvidence"), evidence_iri(ARTICLE, span))
    values = {
        one.predicate.value.rpartition("#")[2]: one.object.value
        for one in annotate([quad], {ARTICLE: text}.get)
        if isinstance(one.object, Literal)
    }
    assert text[int(values["start"]) : int(values["end"])] == values["exact"] == span.of(text)
    assert values["prefix"] + values["exact"] + values["suffix"] in text
    assert len(values["prefix"]) == min(32, span.start)
    assert len(values["suffix"]) == min(32, len(text) - span.end)


def test_the_same_words_are_annotated_once_in_a_graph_and_unknown_ones_never() -> None:
    known = evidence_iri(ARTICLE, Span(0, 2))
    unknown = evidence_iri(node("article", "ar-2").value, Span(0, 2))
    quads = [
        Quad(node("statement", identifier), term("asg:cueEvidence"), evidence)
        for identifier, evidence in (("st-1", known), ("st-2", known), ("st-3", unknown))
    ]
    found = list(annotate(quads, {ARTICLE: "He said."}.get))
    assert len(found) == 3 + 11
    assert {quad.subject for quad in found if quad.predicate == term("oa:hasSource")} == {known}


def test_an_astral_character_is_one_code_point(tmp_path: Path) -> None:
    article = make_article("𝄞 “The road is open 😀,” Jane Doe said.")
    statement = make_statement(article, "“The road is open 😀,”", person("Jane Doe"), cue="said")
    dataset = Dataset(make_store(reading_quads(make_reading(article, statement, paragraphs=()), model="m")))
    found = sorted(selectors(exported(dataset, tmp_path / "graph.nq")))
    iri = f"{node('article', article.id).value}#char="
    assert [row[:1] + row[2:] for row in found] == [
        (f"{iri}2,23", 2, 23, "“The road is open 😀,”", "𝄞 ", " Jane Doe said."),
        (f"{iri}24,32", 24, 32, "Jane Doe", "𝄞 “The road is open 😀,” ", " said."),
        (f"{iri}33,37", 33, 37, "said", " “The road is open 😀,” Jane Doe ", "."),
    ]


@pytest.mark.parametrize("name", ["graph.trig", "graph.nq", "graph.jsonld", "graph.ttl", "graph.nt"])
def test_every_evidence_of_an_export_has_selectors_that_find_it(tmp_path: Path, name: str) -> None:
    dataset = Dataset(make_store([*statement_quads(), *position_quads()]))
    graph = exported(dataset, tmp_path / name)
    evidence = {str(one) for one in graph.objects() if "#char=" in str(one)}
    found = selectors(graph)
    assert {row[0] for row in found} == evidence
    assert len(found) == len(evidence) == 58
    for iri, body, start, end, exact, prefix, suffix in found:
        assert iri.endswith(f"#char={start},{end}")
        assert body[start:end] == exact
        assert body[max(0, start - 32) : start] == prefix
        assert body[end : end + 32] == suffix


def test_an_export_has_what_follows_from_the_store(tmp_path: Path) -> None:
    graph = exported(Dataset(make_store(position_quads())), tmp_path / "graph.trig")
    query = """ASK {
      GRAPH ?article {
        ?position a asg:Position ; asg:expressedIn ?statement ; asg:holder ?speaker ;
          asg:conditionEvidence/oa:hasSelector/oa:exact "If any harm comes to our soldiers" ;
          asg:holderEvidence/oa:hasSelector/oa:exact "Recep Tayyip Erdogan" ; prov:wasGeneratedBy ?activity .
        ?statement a asg:Statement, schema:Claim ; prov:wasQuotedFrom ?article ;
          prov:wasAttributedTo ?speaker ; schema:spokenByCharacter ?speaker ; prov:wasGeneratedBy ?activity .
        ?activity prov:used ?article .
      }
      ?speaker a asg:Actor, schema:Person . ?activity a prov:Activity .
      ?statement asg:echoes ?other . ?other asg:echoes ?statement .
      ?echo a asg:Echo ; asg:report ?statement, ?other ; prov:wasGeneratedBy ?resolution .
    }"""
    assert graph.query(query, initNs=PREFIXES).askAnswer


def test_a_contradiction_stands_in_both_directions(tmp_path: Path) -> None:
    graph = exported(Dataset(make_graph()), tmp_path / "graph.trig")
    pairs = graph.subject_objects(rdflib.URIRef(term("asg:conflictsWith").value))
    assert {(str(one)[-8:], str(other)[-8:]) for one, other in pairs} == {
        ("st-a-0-2", "st-b-0-2"),
        ("st-b-0-2", "st-a-0-2"),
    }


def test_what_is_constructed_or_described_has_its_words() -> None:
    statement = STATEMENTS_A[0]
    reading = make_reading(A, statement, mentions=())
    dataset = Dataset(make_store(reading_quads(reading, model="m")))
    construct = "CONSTRUCT { ?s asg:cueEvidence ?e } WHERE { ?s asg:cueEvidence ?e }"
    assert exact_words(dataset, f"# who\nPREFIX x: <urn:x#> {construct}") == {"said"}
    found = exact_words(dataset, f"describe {node('statement', statement.id)}")
    assert found == {"said", A.text[1:66], "Recep Tayyip Erdogan", "on Saturday"}


def test_a_query_that_only_looks_as_if_it_made_a_graph_gives_rows() -> None:
    dataset = Dataset(make_store(statement_quads()))
    query = """# CONSTRUCT { ?s ?p ?o }
      PREFIX describe: <https://schema.org/> BASE <urn:construct>
      SELECT ?describe WHERE { ?statement describe:text ?describe ; asg:manner "direct" }"""
    assert select(dataset, query).rows == [(HIT,)]


def test_a_file_that_is_no_dataset_or_cannot_be_written(tmp_path: Path) -> None:
    dataset = Dataset(make_store(statement_quads()))
    with pytest.raises(UsageError, match=r"graph\.xml has no ending that tells the format; give the"):
        dataset.export(tmp_path / "graph.xml")
    with pytest.raises(UsageError, match="“rdf” is not a format of exports; there are turtle, trig,"):
        dataset.export(tmp_path / "graph.nq", format="rdf")
    with pytest.raises(UsageError, match="“friends” is not a network; there are statements, positions, co-"):
        dataset.export(tmp_path / "graph.gexf", network="friends")
    with pytest.raises(UsageError, match="This graph has no file of records; open the folder that “kg"):
        dataset.export(tmp_path / "graph.jsonl")
    with pytest.raises(InputError, match="cannot be written: No such file"):
        dataset.export(tmp_path / "none" / "graph.nq")
    assert not list(tmp_path.iterdir())
