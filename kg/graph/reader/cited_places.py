"""What stands at the places that tables cite: the article, the statement, its speaker."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.graph.fragments import evidence_iri
from kg.graph.reader.lookup import PathRow
from kg.graph.reader.selecting import Iri, Solution, grouped, rows
from kg.graph.reader.statement_rows import ArticleRow, read_articles
from kg.graph.store import Store
from kg.graph.vocabulary import identifier_of
from kg.model import Span

_CITE = re.compile(r"(?P<path>.+):(?P<start>\d{1,9})-(?P<end>\d{1,9})", re.DOTALL)


class _Evidence(Solution, frozen=True):
    WHERE = """
    ?statement asg:contentEvidence ?place .
    OPTIONAL { ?statement prov:wasAttributedTo ?speaker }
    """
    ORDER = "?place ?statement"

    place: Iri
    statement: Iri
    speaker: Iri | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """An article, and what is said in it at a place: the identifier of the statement or "", its speaker."""

    article: ArticleRow
    statement: str = ""
    speaker: Iri | None = None


def find_cited(store: Store, cites: Iterable[str]) -> dict[str, Cited]:
    """What is cited, by citation: `PATH:START-END`, or only the path of an article.

    What the graph does not have is left out.
    """
    parsed: dict[str, tuple[str, Span | None]] = {}
    for one in cites:
        match = _CITE.fullmatch(one)
        span = Span(int(match["start"]), int(match["end"])) if match else None
        is_place = match is not None and span is not None and span.start < span.end
        parsed[one] = (match["path"], span) if match and is_place else (one, None)
    found = rows(store, PathRow, path={path for path, _ in parsed.values()})
    at = {path: [row.iri for row in own] for path, own in grouped(found, lambda row: row.path).items()}
    articles = read_articles(store, {iri for own in at.values() for iri in own})
    places = {
        Iri(evidence_iri(iri, span).value): (iri, one)
        for one, (path, span) in parsed.items()
        for iri in at.get(path, ())
        if span
    }
    cited: dict[str, Cited] = {}
    for row in rows(store, _Evidence, place=places) if places else ():
        iri, one = places[row.place]
        cited.setdefault(one, Cited(articles[iri], identifier_of(row.statement), row.speaker))
    for one, (path, _) in parsed.items():
        for iri in at.get(path, ()):
            cited.setdefault(one, Cited(articles[iri]))
    return cited
