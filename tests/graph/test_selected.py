"""Statements as a dataset of their own."""

from collections import Counter
from io import BytesIO
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, Store

from kg.graph.fragments import parse_evidence
from kg.graph.rdf_files import export_quads, write_rdf
from kg.graph.selected import selected_quads
from kg.graph.vocabulary import (
    CORRECTIONS_GRAPH,
    DATA_BASE,
    ECHOES_GRAPH,
    ENTITIES_GRAPH,
    SCHEME_GRAPH,
    identifier_of,
    kind_of,
    node,
    term,
)
from kg.questions.dataset import Dataset
from tests.builders import make_store
from tests.with_everything import ANN, everything
from tests.with_positions import position_quads
from tests.with_sparql import value_of
from tests.with_statements import HIT, STATEMENTS_A, STATEMENTS_B, A

CONTENT = term("asg:contentEvidence")


@pytest.fixture(scope="module")
def store() -> Store:
    return make_store(everything())


@pytest.fixture(scope="module")
def whole(store: Store) -> set[Quad]:
    return set(export_quads(store))


def statements_of(store: Store) -> list[str]:
    return sorted(value_of(quad.subject) for quad in store.quads_for_pattern(None, CONTENT, None))


def objects(quads: list[Quad], name: str) -> set[str]:
    return {value_of(quad.object) for quad in quads if quad.predicate == term(name)}


def test_one_statement_is_whole(store: Store) -> None:
    chosen = node("statement", STATEMENTS_A[0].id)
    found = list(selected_quads(store, [chosen.value]))
    assert {quad.subject for quad in found if quad.predicate == CONTENT} == {chosen}
    assert objects(found, "prov:wasAttributedTo") == {node("actor", "recep-tayyip-erdogan").value}
    assert objects(found, "schema:articleBody") == {A.text}
    assert objects(found, "schema:roleName") == {"President"}
    assert {"Recep Tayyip Erdogan", "Sochi memorandum"} <= objects(found, "schema:name")
    assert {HIT, "said", "on Saturday", "Sochi deal"} <= objects(found, "oa:exact")
    # Who is named by other statements of the article is not in it, except in the text.
    assert "Murat Aslan" not in objects(found, "schema:name")
    assert node("actor", "russia-and-turkey").value not in objects(found, "schema:mentions")


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(numbers=st.sets(st.integers(0, 30)))
def test_a_selection_is_a_part_of_the_whole_and_none_is_lost(
    numbers: set[int], store: Store, whole: set[Quad]
) -> None:
    every = statements_of(store)
    chosen = {every[number] for number in numbers if number < len(every)}
    found = list(selected_quads(store, chosen))
    assert set(found) <= whole
    assert {value_of(quad.subject) for quad in found if quad.predicate == CONTENT} == chosen
    about = tuple(f"{iri}#" for iri in chosen)
    belonging = {
        quad
        for quad in whole
        if isinstance(quad.subject, NamedNode)
        and (value_of(quad.subject) in chosen or value_of(quad.subject).startswith(about))
        and quad.graph_name not in (ECHOES_GRAPH, CORRECTIONS_GRAPH)
    }
    assert belonging <= set(found)


def test_all_selected_is_all_but_what_no_statement_leads_to(store: Store, whole: set[Quad]) -> None:
    found = set(selected_quads(store, statements_of(store)))
    for predicate in ("asg:expressedIn", "asg:holder", "asg:candidateActor", "asg:report", "owl:sameAs"):
        wanted = {quad for quad in whole if quad.predicate == term(predicate)}
        own = {quad for quad in wanted if kind_of(value_of(quad.object)) != "article"}
        assert own
        assert own <= found


def test_every_node_that_it_names_is_described(store: Store, whole: set[Quad]) -> None:
    """But for the statements that are not chosen."""
    known = {value_of(quad.subject) for quad in whole if isinstance(quad.subject, NamedNode)}
    for chosen in statements_of(store):
        found = list(selected_quads(store, [chosen]))
        described = {value_of(quad.subject) for quad in found if isinstance(quad.subject, NamedNode)}
        named = {
            value_of(quad.object)
            for quad in found
            if isinstance(quad.object, NamedNode) and value_of(quad.object).startswith(DATA_BASE)
        }
        missing = {one for one in named & known - described if kind_of(one) != "statement"}
        assert missing == set()


def test_echoes_are_between_the_chosen(store: Store) -> None:
    links: dict[str, set[str]] = {
        value_of(quad.subject): set()
        for quad in store.quads_for_pattern(None, term("asg:report"), None, ECHOES_GRAPH)
    }
    for quad in store.quads_for_pattern(None, term("asg:report"), None, ECHOES_GRAPH):
        links[value_of(quad.subject)].add(value_of(quad.object))
    ((link, reports), *_) = sorted(links.items())
    both = set(selected_quads(store, sorted(reports)))
    assert link in {value_of(quad.subject) for quad in both if quad.graph_name == ECHOES_GRAPH}
    assert {value_of(quad.object) for quad in both if quad.predicate == term("asg:echoes")} == reports
    for one in reports:
        alone = list(selected_quads(store, [one]))
        assert not objects(alone, "asg:report")


def test_a_correction_of_what_is_named_comes_with_who_made_it(store: Store) -> None:
    (chosen,) = (
        value_of(quad.subject)
        for quad in store.quads_for_pattern(None, term("prov:wasAttributedTo"), node("actor", ANN.id))
    )
    found = list(selected_quads(store, [chosen]))
    corrections = [quad for quad in found if quad.graph_name == CORRECTIONS_GRAPH]
    assert "Jane “J”" in objects(corrections, "schema:name")
    assert "Ann B. Lee" in objects(corrections, "asg:correctedName")
    assert "http://www.wikidata.org/entity/Q1" in objects(found, "owl:sameAs")


def test_shared_quads_come_once(store: Store) -> None:
    found = Counter(selected_quads(store, statements_of(store)))
    shared = {
        quad: count for quad, count in found.items() if quad.graph_name in (ENTITIES_GRAPH, SCHEME_GRAPH)
    }
    assert set(shared.values()) == {1}


def test_evidence_of_a_selection_has_selectors(store: Store) -> None:
    chosen = [node("statement", STATEMENTS_B[0].id).value]
    found = list(selected_quads(store, chosen))
    evidence = {
        value_of(quad.object)
        for quad in found
        if isinstance(quad.object, NamedNode) and parse_evidence(value_of(quad.object))
    }
    selected = {value_of(quad.subject) for quad in found if quad.predicate == term("oa:hasSelector")}
    assert evidence
    assert evidence == selected


def test_nothing_chosen_is_nothing(store: Store) -> None:
    assert list(selected_quads(store, [])) == []
    file = BytesIO()
    write_rdf(selected_quads(store, []), file, "nquads")
    assert file.getvalue() == b""


def test_positions_go_with_their_statements() -> None:
    store = make_store(position_quads())
    dataset = Dataset(store)
    for one, other in combinations([one.id for one in dataset.statements()], 2):
        part = Store()
        part.extend(selected_quads(store, [node("statement", own).value for own in (one, other)]))
        kept = [statement for statement in dataset.statements() if statement.id in (one, other)]
        read = Dataset(part)
        assert sorted(read.statements(), key=lambda own: own.id) == sorted(kept, key=lambda own: own.id)
    assert identifier_of(node("statement", "st-1").value) == "st-1"
