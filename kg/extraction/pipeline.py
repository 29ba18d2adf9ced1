"""From a document to its extraction, through a spaCy pipeline of the two components."""

from functools import cache

import spacy
from spacy.language import Language

from kg.extraction.component import COMPONENT, extraction_of
from kg.extraction.stances import component as stances
from kg.model import Document, Extraction

# spaCy refuses longer texts because of its parser's memory; this pipeline has no parser.
_LONGEST_TEXT = 10**9


def extract_document(document: Document, *, threads: int = 1) -> Extraction:
    """The statements, their stances and the names of `document`, nothing resolved yet."""
    nlp = _pipeline(threads)
    doc = nlp.make_doc(document.text)
    doc._.kg_document = document.id
    return extraction_of(nlp(doc))


@cache
def _pipeline(threads: int) -> Language:
    nlp = spacy.blank("en")
    nlp.max_length = _LONGEST_TEXT
    for name in (COMPONENT, stances.COMPONENT):
        nlp.add_pipe(name, config={"threads": threads})
    return nlp
