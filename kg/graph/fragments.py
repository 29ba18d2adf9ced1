"""Evidence as one IRI: the article's with an RFC 5147 fragment, `…#char=790,974`, as NIF 2.0 writes it.

Offsets are code points of the article's text, from `start` up to but not including `end`.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from pyoxigraph import NamedNode

from kg.model import Span

_EVIDENCE = re.compile(r"(?P<article>[^#]+)#char=(?P<start>\d+),(?P<end>\d+)")


def evidence_iri(article: str, span: Span) -> NamedNode:
    """The IRI of the words at `span` of the text of the article with this IRI."""
    return NamedNode(f"{article}#char={span.start},{span.end}")


def parse_evidence(iri: str) -> tuple[str, Span] | None:
    """The IRI of the article and the span that an evidence IRI names; None for any other IRI."""
    found = _EVIDENCE.fullmatch(iri)
    return (found["article"], Span(int(found["start"]), int(found["end"]))) if found else None


@lru_cache(maxsize=10_000)
def span_of(iri: str) -> Span:
    """The span that an evidence IRI names. Raises `ValueError` for any other IRI."""
    found = parse_evidence(iri)
    if found is None:
        raise ValueError(f"not an evidence IRI: {iri}")
    return found[1]


def write_spans(spans: Iterable[Span]) -> str:
    """`spans` of one text as one value, "0,10 40,71": where there are many, and nobody asks for one."""
    return " ".join(f"{span.start},{span.end}" for span in spans)


def read_spans(value: str) -> list[Span]:
    """The spans that `write_spans` wrote. Raises `ValueError` for other text."""
    return [Span(*map(int, one.split(","))) for one in value.split()]


def cite(path: str, span: Span) -> str:
    """How people cite `span` of the article at `path`: `PATH:START-END`."""
    return f"{path}:{span.start}-{span.end}"
