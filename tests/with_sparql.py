"""SPARQL queries of tests, with the rows or the graph that they give; terms of quads."""

from typing import Any

import rdflib

from kg.graph.vocabulary import PREFIXES
from kg.questions.dataset import Dataset
from kg.questions.tables import Table


def select(dataset: Dataset, query: str) -> Table:
    """The rows of a SELECT or ASK query."""
    found = dataset.sparql(query)
    assert isinstance(found, Table)
    return found


def exact_words(dataset: Dataset, query: str) -> set[str]:
    """The words that the evidence in the graph of a CONSTRUCT or DESCRIBE query stands on."""
    found = dataset.sparql(query)
    assert isinstance(found, rdflib.Graph)
    return {str(one) for one in found.objects(None, rdflib.URIRef(f"{PREFIXES['oa']}exact"))}


def value_of(term: Any) -> str:
    """The text of a literal, the IRI of a node."""
    return str(term.value)
