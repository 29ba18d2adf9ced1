"""What the page of an article shows: its text in paragraphs, cut where statements begin and end."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from pyoxigraph import Store

from kg.pages.facts import (
    ArticleFact,
    Node,
    StatementFact,
    ask_of,
    batches,
    read_articles,
    read_evidence,
    read_statements,
)
from kg.text.paragraphs import split_paragraphs

# Colours of the stylesheet; a ninth speaker has the first one again.
_COLOURS = 8
_NOBODY = "nobody"
# Of what covers a character, the later in this order gives it its look.
_ROLES = ("content", "cue", "source")

# Articles asked for in one set of queries.
_BATCH = 20

_BODY = """
SELECT DISTINCT ?article ?body ?url WHERE {
  VALUES ?article { %s }
  ?article schema:articleBody ?body .
  OPTIONAL { ?article schema:url ?url }
}
"""
_STATEMENTS = """
SELECT DISTINCT ?article ?statement WHERE {
  VALUES ?article { %s }
  ?statement prov:wasQuotedFrom ?article ; asg:start ?start ; asg:end ?end ; schema:identifier ?id .
}
ORDER BY ?article ?start DESC(?end) ?id
"""
_NOISE = """
SELECT DISTINCT ?article ?start ?end WHERE {
  VALUES ?article { %s }
  ?article asg:noise ?resource .
  ?resource oa:hasSelector ?selector .
  ?selector oa:start ?start ; oa:end ?end .
}
ORDER BY ?start
"""
_CITED = """
SELECT DISTINCT ?article ?start WHERE {
  VALUES ?article { %s }
  ?resource prov:wasQuotedFrom ?article ; oa:hasSelector ?selector .
  ?selector oa:start ?start .
}
ORDER BY ?start
"""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text of one look. `role` is content, cue, source, noise, or "" for none.

    `statements` are the numbers of the statements that it belongs to, the innermost last; `colour` is
    the innermost speaker's. `anchors` are the identifiers that links to its beginning have.
    """

    text: str
    role: str
    colour: str
    statements: tuple[int, ...]
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What the margin says of a statement; `number` is its own among those of the article, from 0."""

    number: int
    colour: str
    statement: StatementFact


@dataclass(slots=True)
class Passage:
    """A paragraph and the statements whose content begins in it."""

    pieces: list[Piece]
    notes: list[Note] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker of the article, with the colour and the number of statements there."""

    speaker: Node | None
    colour: str
    statements: int


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article as its page shows it; `url` is "" where it is not known or not of the web."""

    article: ArticleFact
    url: str
    voices: list[Voice]
    passages: list[Passage]
    statements: list[StatementFact]


@dataclass(frozen=True, slots=True)
class _Cover:
    start: int
    end: int
    role: str
    statement: int


def article_pages(store: Store, iris: Iterable[str]) -> Iterator[ArticlePage]:
    """The articles at `iris` with everything said in them, one by one, in their order."""
    for batch in batches(iris, _BATCH):
        articles = read_articles(store, batch)
        statements = _by_article(ask_of(store, _STATEMENTS, batch))
        facts = read_statements(store, (row["statement"] for rows in statements.values() for row in rows))
        evidence = read_evidence(store, facts)
        noise, cited = _by_article(ask_of(store, _NOISE, batch)), _by_article(ask_of(store, _CITED, batch))
        bodies = {row["article"]: row for row in ask_of(store, _BODY, batch)}
        for iri in batch:
            own = [facts[row["statement"]] for row in statements.get(iri, [])]
            covers = [
                _Cover(start, end, role, number)
                for number, one in enumerate(own)
                for start, end, role in evidence.get(one.iri, [])
            ]
            for row in noise.get(iri, []):
                covers.append(_Cover(int(row["start"]), int(row["end"]), "noise", -1))
            starts = [int(row["start"]) for row in cited.get(iri, [])]
            yield _page(articles[iri], bodies[iri], own, covers, starts)


def _by_article(rows: Iterable[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        found.setdefault(row["article"], []).append(row)
    return found


def _page(
    article: ArticleFact,
    row: dict[str, str],
    statements: list[StatementFact],
    covers: list[_Cover],
    cited: list[int],
) -> ArticlePage:
    """`row` has the body and the URL; `cited` where something that other pages refer to begins."""
    colours = _colours(statements)
    anchors = {start: [f"c{start}"] for start in cited}
    for one in statements:
        anchors.setdefault(one.start, []).append(one.id)
    passages = _passages(row["body"], covers, [colours[_speaker(one)] for one in statements], anchors)
    starts = [start for start, _ in split_paragraphs(row["body"])]
    for number, one in enumerate(statements):
        passage = passages[max(0, bisect_right(starts, one.start) - 1)]
        passage.notes.append(Note(number, colours[_speaker(one)], one))
    url = row["url"] if row["url"].startswith(("https://", "http://")) else ""
    return ArticlePage(article, url, _voices(statements, colours), passages, statements)


def _speaker(statement: StatementFact) -> str:
    return statement.speaker.iri if statement.speaker else ""


def _colours(statements: list[StatementFact]) -> dict[str, str]:
    """A colour for each speaker in the order in which they are first heard."""
    speakers = dict.fromkeys(_speaker(one) for one in statements if one.speaker)
    return {"": _NOBODY} | {iri: f"voice-{number % _COLOURS}" for number, iri in enumerate(speakers)}


def _voices(statements: list[StatementFact], colours: dict[str, str]) -> list[Voice]:
    speakers = {_speaker(one): one.speaker for one in statements}
    heard = [_speaker(one) for one in statements]
    return [Voice(node, colours[iri], heard.count(iri)) for iri, node in speakers.items()]


def _passages(
    body: str, covers: list[_Cover], colours: list[str], anchors: dict[int, list[str]]
) -> list[Passage]:
    """The paragraphs of `body`; every cut of `covers` and `anchors` begins a piece."""
    cuts = {*anchors, *(one.start for one in covers), *(one.end for one in covers)}
    ordered = sorted(cuts)
    waiting = sorted(covers, key=lambda one: one.start, reverse=True)
    over: list[_Cover] = []
    passages = []
    for start, end in split_paragraphs(body):
        edges = [start, *ordered[bisect_right(ordered, start) : bisect_left(ordered, end)], end]
        pieces = []
        for first, last in pairwise(edges):
            while waiting and waiting[-1].start <= first:
                over.append(waiting.pop())
            over = [one for one in over if one.end > first]
            pieces.append(_piece(body[first:last], over, colours, tuple(anchors.get(first, ()))))
        passages.append(Passage(pieces))
    return passages or [Passage([])]


def _piece(text: str, over: list[_Cover], colours: list[str], anchors: tuple[str, ...]) -> Piece:
    """A piece that lies in all of `over`."""
    said = [one for one in over if one.role != "noise"]
    if not said:
        return Piece(text, "noise" if over else "", "", (), anchors)
    # Of statements inside statements the innermost, that is the shortest, has the say.
    said.sort(key=lambda one: (one.start - one.end, _ROLES.index(one.role)))
    numbers = tuple(dict.fromkeys(one.statement for one in said))
    return Piece(text, said[-1].role, colours[said[-1].statement], numbers, anchors)
