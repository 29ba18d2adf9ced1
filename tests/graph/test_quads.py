"""The dataset: vocabulary, evidence to the character, one named graph an article."""

from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, Store

from kg.archive.corrections.correction_file import Correction, CorrectionKind
from kg.archive.corrections.correction_fit import Corrections
from kg.archive.corrections.correction_match import Applied
from kg.graph.rdf_files import export_quads
from kg.graph.reader.context_rows import Context, read_contexts
from kg.graph.reader.selecting import Iri, solve
from kg.graph.reader.statement_rows import read_evidence, read_statements
from kg.graph.vocabulary import PREFIXES, node
from kg.graph.write.article_quads import reading_quads
from kg.graph.write.correction_quads import correction_quads
from kg.model import ArticleReading, Span, Statement
from kg.questions.dataset import Dataset
from tests.builders import (
    find,
    make_article,
    make_quads,
    make_reading,
    make_statement,
    make_store,
    mention,
    person,
)
from tests.conftest import ROOT
from tests.questions.test_figures import make_graph
from tests.with_doubt import GONE, OPEN, SAFE, doubt_quads
from tests.with_positions import position_quads
from tests.with_sparql import select
from tests.with_statements import ERDOGAN, HIT, READINGS, STATEMENTS_A, A, B, statement_quads
from tests.with_unsaid import unsaid_quads


@pytest.fixture(scope="module")
def store() -> Store:
    """All archives in one, so that everything there is to write is in it."""
    ministry = replace(ERDOGAN, id="the-president", name="the president")
    applied = Applied(Correction(CorrectionKind.RENAME, "the-president", "Recep", "Ann", "2026-01-01", "", 2),
                      entities=(ministry,))  # fmt: skip
    corrections = Corrections((applied,), actors={"the-president": replace(ministry, name="Recep")})
    return make_store([*statement_quads(), *position_quads(), *make_graph(), *doubt_quads(),
                       *correction_quads(corrections)])  # fmt: skip


def rows(store: Store, query: str) -> list[tuple[object, ...]]:
    return list(solve(store, query)[1])


def objects(reading: ArticleReading, predicate: str) -> list[str]:
    """What the one statement or the article of a reading has for `predicate` ("asg:cite"), in order."""
    query = f"SELECT ?o WHERE {{ ?s {predicate} ?o }} ORDER BY ?o"
    return [str(value) for (value,) in rows(make_store(reading_quads(reading, model="m")), query)]


def test_evidence_is_one_iri_with_offsets_in_the_text(store: Store) -> None:
    query = "SELECT ?s WHERE { ?s ?p ?o FILTER(CONTAINS(STR(?s), '#char=')) }"
    assert rows(store, query) == []
    words = """SELECT ?part ?words WHERE {
      VALUES (?part ?evidence) {
        ("content" asg:contentEvidence) ("cue" asg:cueEvidence) ("who" asg:sourceEvidence)
      }
      ?statement schema:dateCreated ?day ; prov:wasQuotedFrom/schema:articleBody ?body ; ?evidence ?place .
      BIND(STRAFTER(STR(?place), "#char=") AS ?span)
      BIND(xsd:integer(STRBEFORE(?span, ",")) AS ?start)
      BIND(SUBSTR(?body, ?start + 1, xsd:integer(STRAFTER(?span, ",")) - ?start) AS ?words)
    } ORDER BY ?part"""
    assert rows(make_store(reading_quads(READINGS[0], model="m")), words) == [
        ("content", HIT),
        ("cue", "said"),
        ("who", "Recep Tayyip Erdogan"),
    ]
    (place,) = objects(make_reading(A, STATEMENTS_A[0]), "asg:contentEvidence")
    assert place == f"{node('article', A.id).value}#char=1,66"


def test_a_content_in_pieces_has_each_and_the_whole() -> None:
    article = make_article("“The road,” Jane Doe said, “is open.”")
    pieces = (find(article, "“The road,”"), find(article, "“is open.”"))
    statement = replace(make_statement(article, "“The road,”", person("Jane Doe")), content=pieces)
    reading = make_reading(article, statement)
    iri = f"{node('article', article.id).value}#char="
    assert objects(reading, "asg:contentEvidence") == [f"{iri}0,37"]
    assert objects(reading, "asg:contentPart") == [f"{iri}0,11", f"{iri}27,37"]
    (evidence,) = read_evidence(make_store(reading_quads(reading, model="m")), [_iri(statement)]).values()
    assert [(row.role, row.span) for row in evidence] == [
        ("content", Span(0, 11)), ("source", Span(12, 20)), ("content", Span(27, 37)),
    ]  # fmt: skip


def test_a_statement_with_its_speaker_and_the_agreement_it_names(store: Store) -> None:
    assert rows(
        store,
        """SELECT ?speaker ?manner ?cue ?said_on ?first ?agreement ?date ?cite ?confidence WHERE {
             ?statement a asg:Statement ; asg:manner ?manner ; asg:cue ?cue ;
               prov:wasAttributedTo ?actor ; asg:contentEvidence ?place ;
               schema:mentions ?deal ; schema:dateCreated ?said_on ; asg:saidFrom ?first ;
               asg:reference ?reference .
             ?reference asg:refersTo ?deal ; asg:confidence ?confidence ; asg:evidence ?words .
             BIND(CONCAT(STRAFTER(STR(?place), "#"), " ", STRAFTER(STR(?words), "#")) AS ?cite)
             ?actor a schema:Person ; schema:name ?speaker .
             ?deal a asg:Agreement ; schema:name ?agreement ; schema:dateCreated ?date .
           }""",
    ) == [
        ("Recep Tayyip Erdogan", "direct", "said", "2020-02-08", "2020-02-08", "Sochi memorandum",
         "2018-09-17", "char=1,66 char=56,66", 0.9)
    ]  # fmt: skip


def test_an_article_is_named_by_its_text_and_has_all_its_paths(store: Store) -> None:
    query = "SELECT DISTINCT ?article WHERE { GRAPH ?article { ?s a asg:Statement ; schema:text ?t } }"
    graphs = {str(graph) for (graph,) in rows(store, query)}
    assert {node("article", A.id).value, node("article", B.id).value} <= graphs
    moved = replace(READINGS[0], article=replace(A, paths=("elsewhere.txt", "z.txt")))
    assert objects(READINGS[0], "asg:path") == ["a.txt", "copies/a.txt"]
    assert objects(moved, "asg:path") == ["elsewhere.txt", "z.txt"]
    assert objects(moved, "asg:cite") == ["elsewhere.txt"]
    cites = [one.cite for one in Dataset(make_store(reading_quads(moved, model="m"))).statements()]
    assert cites[-2:] == ["elsewhere.txt:168-183", "elsewhere.txt:216-249"]
    changed = {_without_paths(READINGS[0]), _without_paths(moved)}
    assert len(changed) == 1


def _without_paths(reading: ArticleReading) -> frozenset[Quad]:
    quads = reading_quads(reading, model="m")
    return frozenset(one for one in quads if one.predicate.value.rpartition("#")[2] not in ("path", "cite"))


def test_the_text_has_its_paragraphs_and_noise() -> None:
    article = make_article("Local news\n\n%MINIFYHTML0123456789abcdef%Jane Doe said the road is open.\n")
    reading = make_reading(article)
    iri = f"{node('article', article.id).value}#char="
    assert objects(reading, "asg:paragraphs") == ["0,10 40,71"]
    assert objects(reading, "asg:noise") == [f"{iri}12,40"]
    assert article.text[12:40] == "%MINIFYHTML0123456789abcdef%"
    # What it is known by is neither a label nor noise.
    assert objects(reading, "asg:opening") == ["Jane Doe said the road is open."]


def test_only_another_name_is_an_alternate_name() -> None:
    article = make_article("Jane Doe spoke.\nDoe left.\nJane\nDoe returned.")
    jane = person("Jane Doe")
    mentions = [mention(article, words, jane) for words in ("Jane Doe", "Doe", "Jane\nDoe")]
    assert objects(make_reading(article, mentions=mentions), "schema:alternateName") == ["Doe"]


def test_the_words_around_a_statement() -> None:
    jane, long = person("Jane Doe"), "and so on " * 100
    article = make_article(f"First.\n\nJane Doe said the road is open.\n\nLast. {long}")
    statement = make_statement(article, "the road is open", jane, cue="said")
    assert _context(make_reading(article, statement)) == Context("Jane Doe said the road is open.", 8)
    assert _context(make_reading(article, statement, paragraphs=())) == Context("said the road is open", 17)
    far = _context(make_reading(article, make_statement(article, "Last.", None)))
    assert far.text.startswith("Last. and so on")
    assert 500 < len(far.text) < 620
    assert far.start == 41


def _context(reading: ArticleReading) -> Context:
    """The words around the one statement of `reading`."""
    store, iris = make_store(reading_quads(reading, model="m")), [_iri(reading.statements[0])]
    found = read_contexts(store, read_statements(store, iris).values(), read_evidence(store, iris))
    return found[iris[0]]


def _iri(statement: Statement) -> Iri:
    return Iri(node("statement", statement.id).value)


def test_a_statement_and_its_speaker_have_a_confidence_each() -> None:
    query = """SELECT ?text ?confidence ?speaker ?sure WHERE {
      ?s a asg:Statement ; schema:text ?text ; asg:contentEvidence ?place ; asg:confidence ?confidence .
      OPTIONAL { ?s prov:wasAttributedTo/schema:name ?speaker }
      OPTIONAL { ?s asg:speakerConfidence ?sure }
    } ORDER BY xsd:integer(STRBEFORE(STRAFTER(STR(?place), "="), ","))"""
    assert rows(make_store(doubt_quads()), query) == [
        (SAFE, 0.9, None, None),
        (GONE, 0.9, "John Smith", 0.88),
        (OPEN, 0.9, None, None),
    ]


def test_a_candidate_is_not_who_said_it() -> None:
    doubted = make_store(doubt_quads())
    query = """SELECT ?text ?name ?share WHERE {
      ?s asg:candidate ?one ; schema:text ?text .
      ?one asg:candidateActor/schema:name ?name ; asg:confidence ?share .
    } ORDER BY DESC(?share)"""
    assert rows(doubted, query) == [
        (SAFE, "John Smith", 0.475),
        (SAFE, "Paul Jones", 0.305),
        (SAFE, "Sam Brown", 0.22),
    ]
    claimed = "ASK { ?s asg:candidate ?one ; prov:wasAttributedTo ?actor }"
    assert rows(doubted, claimed) == [(False,)]


def test_only_what_is_said_as_speech_is_a_quotation_or_a_claim() -> None:
    query = """SELECT ?cue ?kind ?unsaid ?class WHERE {
      ?s a asg:Statement ; asg:cue ?cue ; asg:contentEvidence ?place ; asg:kind ?kind .
      OPTIONAL { ?s asg:unsaid ?unsaid }
      OPTIONAL { ?s a ?type FILTER(?type != asg:Statement) BIND(STRAFTER(STR(?type), "org/") AS ?class) }
    } ORDER BY xsd:integer(STRBEFORE(STRAFTER(STR(?place), "="), ","))"""
    assert rows(make_store(export_quads(make_store(unsaid_quads()))), query) == [
        ("said", "speech", None, "Quotation"),
        ("declined to say", "speech", "refused", None),
        ("did not say", "speech", "negated", None),
        ("denied", "speech", None, "Claim"),
        ("fears", "attitude", None, None),
        ("agreed", "act", None, None),
    ]


def test_everything_has_an_iri_and_how_it_was_made(store: Store) -> None:
    dataset = Dataset(store)
    assert select(dataset, "ASK { ?s ?p ?o FILTER(isBlank(?s) || isBlank(?o)) }").rows == [(False,)]
    made = "prov:wasQuotedFrom/^prov:used/prov:wasAssociatedWith ?software"
    unmade = f"ASK {{ ?s a asg:Statement FILTER NOT EXISTS {{ ?s {made} }} }}"
    assert select(dataset, unmade).rows == [(False,)]


@pytest.mark.parametrize("property_", ["schema:name", "rdf:type", "asg:cite", "asg:contentEvidence"])
def test_a_node_has_one_of_each(store: Store, property_: str) -> None:
    query = f"ASK {{ ?node {property_} ?one, ?other FILTER(?one != ?other) }}"
    assert select(Dataset(store), query).rows == [(False,)]


def test_own_terms_stand_in_the_ontology(store: Store) -> None:
    ontology = Store()
    ontology.load(path=str(Path(ROOT, "kg", "graph", "ontology.ttl")))
    defined = {quad.subject.value for quad in ontology if isinstance(quad.subject, NamedNode)}
    query = "SELECT DISTINCT ?t WHERE { { ?s ?t ?o } UNION { ?s a ?t } }"
    exported = make_store(export_quads(store))
    used = {str(one) for (one,) in rows(exported, query) if str(one).startswith(PREFIXES["asg"])}
    assert {name.rpartition("#")[2] for name in used - defined} == set()


def test_equal_readings_give_equal_quads() -> None:
    assert make_quads(READINGS) == make_quads(READINGS)


def test_the_name_before_a_correction_still_finds_the_actor(store: Store) -> None:
    actor = node("actor", "the-president")
    assert rows(store, f"SELECT ?name WHERE {{ {actor} schema:alternateName ?name }}") == [("the president",)]
    assert rows(store, "SELECT ?kind ?to WHERE { ?c asg:correctionKind ?kind ; asg:correctedName ?to }") == [
        ("rename", "Recep")
    ]
