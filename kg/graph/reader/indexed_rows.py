"""What plain questions read of statements, articles and named nodes, from the tables of the search index.

Where a graph has no index in a file, or a table lacks a row, the store is asked: what is found is the same.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from msgspec import json

from kg.batches import batches
from kg.graph.opened_store import kept_with
from kg.graph.reader.article_rows import read_bodies, read_paragraphs
from kg.graph.reader.node_rows import Node, is_named
from kg.graph.reader.question_rows import FoundRow, MentionRow, OfficeRow, PlacedRow, SaidRow
from kg.graph.reader.selecting import Iri, grouped, rows, solve
from kg.graph.reader.statement_rows import ArticleRow, read_articles
from kg.graph.row_tables import body_of, iri_of, short_of
from kg.graph.store import Store
from kg.graph.text_index import ask, database_of, text_index_of
from kg.model import Span

Found = TypeVar("Found")
Values = Sequence[Any]
Statement = tuple[SaidRow, frozenset[Iri]]
"""A statement with what it mentions."""
# Nodes of one query, and rows of a table that are kept before it is begun anew.
_BATCH, _MOST_KEPT = 400, 3_000
_SAID = (
    "article, start, end, text, kind, manner, confidence, unsaid, cue, actor, said_on, first, last, "
    "speaker_confidence, has_setting, mentions FROM said"
)
_ARTICLE = "path, opening, headline, published, outlet, url"


@dataclass(frozen=True, slots=True)
class ArticleWords:
    """The text of an article, and where its paragraphs begin and end, one after the other; [] if unknown.

    Of its paragraphs a question looks at one or two.
    """

    text: str
    ends: Sequence[int]

    def paragraph_at(self, offset: int) -> int:
        """The number, from 0, of the paragraph at `offset`, else of the one before it, else of the first."""
        return max(0, (bisect_right(self.ends, offset) + 1) // 2 - 1)

    def paragraph(self, number: int) -> Span | None:
        """Where a paragraph stands; None if there is none of this number."""
        ends = self.ends[2 * number : 2 * number + 2]
        return Span(*ends) if ends else None


def read_said(store: Store, statements: Iterable[Iri]) -> list[SaidRow]:
    """What statements are ranked by, each once, in their order."""

    def read(iris: list[Iri]) -> dict[Iri, Statement]:
        return {row.statement: (row, frozenset()) for row in rows(store, SaidRow, statement=iris)}

    return [row for row, _ in _read(store, _SAID, statements, _said, read).values()]


def read_mentions(store: Store, statements: Iterable[Iri]) -> dict[Iri, frozenset[Iri]]:
    """What each statement mentions; one that mentions nothing may be left out."""

    def read(iris: list[Iri]) -> dict[Iri, frozenset[Iri]]:
        found = grouped(rows(store, MentionRow, statement=iris), lambda row: row.statement)
        return {iri: frozenset(row.node for row in own) for iri, own in found.items()}

    if database_of(store) is None:
        return read(list(statements))
    listed = list(statements)
    found = {iri: own for iri, (_, own) in _read(store, _SAID, listed, _said, lambda _: {}).items()}
    missing = [iri for iri in listed if iri not in found]
    return found | (read(missing) if missing else {})


def rows_by(store: Store, speakers: Iterable[Iri]) -> list[int]:
    """The numbers, in the search index, of the statements of these actors."""
    return _numbers(store, "said WHERE actor", speakers, "?iri prov:wasAttributedTo ?node")


def rows_naming(store: Store, nodes: Iterable[Iri]) -> list[int]:
    """The numbers, in the search index, of the statements that mention one of `nodes`."""
    return _numbers(store, "mentioned WHERE node", nodes, "?iri schema:mentions ?node ; a asg:Statement")


def read_placed(store: Store, articles: Iterable[Iri]) -> list[PlacedRow]:
    """The statements of each article, with where their content stands."""
    database = database_of(store)
    if database is None:
        return list(rows(store, PlacedRow, article=articles))
    found: list[PlacedRow] = []
    for batch in batches(dict.fromkeys(articles), _BATCH):
        query = f"SELECT article, node, start, end FROM said WHERE article IN ({_marks(batch)})"
        found += map(_placed, ask(database, query, map(short_of, batch)))
    return found


def read_placed_at(store: Store, places: Iterable[tuple[Iri, Span]]) -> list[PlacedRow]:
    """The statements whose content has some of one of these places of articles, each once."""
    wanted, database = list(dict.fromkeys(places)), database_of(store)
    if database is None:
        spans = grouped(wanted, lambda one: one[0])
        return [
            row
            for row in rows(store, PlacedRow, article=spans)
            if any(row.span.start < span.end and span.start < row.span.end for _, span in spans[row.article])
        ]
    query = (
        "SELECT DISTINCT article, node, start, end FROM json_each(?) AS place CROSS JOIN said "
        "WHERE article = place.value ->> 0 AND start < place.value ->> 2 AND end > place.value ->> 1"
    )
    listed = [[short_of(article), span.start, span.end] for article, span in wanted]
    return list(map(_placed, ask(database, query, (json.encode(listed).decode(),))))


def read_article_rows(store: Store, articles: Iterable[Iri]) -> dict[Iri, ArticleRow]:
    """What is told of each article."""
    return _read(
        store, f"{_ARTICLE} FROM article", articles, _article, lambda iris: read_articles(store, iris)
    )


def read_texts(store: Store, articles: Iterable[Iri]) -> dict[Iri, ArticleWords]:
    """The text of each article with its paragraphs."""

    def read(iris: list[Iri]) -> dict[Iri, ArticleWords]:
        spans = read_paragraphs(store, iris)
        return {
            iri: ArticleWords(body, [end for one in spans.get(iri, ()) for end in (one.start, one.end)])
            for iri, body in read_bodies(store, iris).items()
        }

    return _read(store, "body, paragraphs FROM article", articles, _words, read)


def read_named(store: Store, nodes: Iterable[Iri]) -> list[Node]:
    """The actors, agreements and places among `nodes`, by IRI."""
    return sorted(one for one in find_nodes(store, nodes).values() if is_named(one))


def find_nodes(store: Store, nodes: Iterable[Iri]) -> dict[Iri, Node]:
    """The nodes that have a name."""

    def read(iris: list[Iri]) -> dict[Iri, Node]:
        # On a server a node has broader classes, too.
        return {one.iri: one for one in sorted(rows(store, Node, iri=iris), key=is_named)}

    return _read(store, "name, class, status FROM named", nodes, _named, read)


def read_offices(store: Store, actors: Iterable[Iri]) -> list[OfficeRow]:
    """As what articles describe each of `actors`."""
    database, found = database_of(store), []
    if database is None:
        return list(rows(store, OfficeRow, actor=actors))
    for batch in batches(dict.fromkeys(actors), _BATCH):
        query = (
            "SELECT called.article, actor, office, start, end, published "
            f"FROM called LEFT JOIN article ON article.node = called.article WHERE actor IN ({_marks(batch)})"
        )
        for article, actor, office, start, end, published in ask(database, query, map(short_of, batch)):
            source = Iri(iri_of(article))
            where = _place(source, start, end)
            found.append(
                OfficeRow(
                    source=source,
                    actor=Iri(iri_of(actor)),
                    office=office,
                    where=where,
                    published=published or "",
                )
            )
    return found


def find_holders(store: Store, words: Iterable[Iterable[str]]) -> list[Iri]:
    """Actors with these words, in one of their forms, in an office; unnamed ones with them in their name.

    Those with an office stand first.
    """
    forms = [[f" {one} " for one in own] for own in words]
    database = database_of(store)
    if database is None:
        called = kept_with(store, _read_called)
        found = [actor for actor, text in called if all(any(one in text for one in own) for own in forms)]
        return list(dict.fromkeys(found))
    has = " AND ".join(f"({' OR '.join('instr(words, ?)' for _ in own)})" for own in forms)
    query = f"SELECT actor, node FROM called WHERE {has or '1'} ORDER BY actor IS NULL, node"
    listed = ask(database, query, (one for own in forms for one in own))
    return list(dict.fromkeys(Iri(iri_of(actor or node)) for actor, node in listed))


def _read_called(store: Store) -> list[tuple[Iri, str]]:
    """Each actor with the words of an office, then each unnamed one with those of its name."""
    office = "?role asg:roleOf ?actor ; asg:searchText ?words"
    unnamed = "?actor a asg:UnnamedSource ; asg:searchText ?words"
    found: list[tuple[Iri, str]] = []
    for pattern in (office, unnamed):
        _, listed = solve(store, f"SELECT DISTINCT ?actor ?words WHERE {{ {pattern} }}")
        found += [(Iri(row[0]), str(row[1])) for row in listed]
    return found


def _numbers(store: Store, source: str, nodes: Iterable[Iri], pattern: str) -> list[int]:
    """The numbers of statements of `nodes`, from a `source` in the tables, else those that fit a pattern."""
    database = database_of(store)
    if database is None:
        found = (row.iri for row in rows(store, FoundRow, pattern, node=nodes))
        return sorted(text_index_of(store).rows_of(found).values())
    listed: set[int] = set()
    for batch in batches(dict.fromkeys(nodes), _BATCH):
        # In one text, since there can be tens of thousands.
        query = f"SELECT group_concat(id) FROM {source} IN ({_marks(batch)})"
        ((numbers,),) = ask(database, query, map(short_of, batch))
        listed.update(json.decode(f"[{numbers or ''}]"))
    return sorted(listed)


def _read(
    store: Store,
    columns: str,
    nodes: Iterable[Iri],
    convert: Callable[[Iri, Values], Found],
    read: Callable[[list[Iri]], dict[Iri, Found]],
) -> dict[Iri, Found]:
    """What `convert` makes of the row of each node, in their order; `read` reads from the store."""
    wanted, database = list(dict.fromkeys(nodes)), database_of(store)
    # A question is often ranked twice, and the next one is often about the same.
    kept: dict[Iri, Found] = kept_with(store, _kept_rows)[columns] if database else {}
    if len(kept) > _MOST_KEPT:
        kept.clear()
    # Another thread may begin it anew meanwhile.
    found = {iri: row for iri in wanted if (row := kept.get(iri)) is not None}
    for batch in batches((iri for iri in wanted if iri not in found) if database else (), _BATCH):
        assert database
        by_node = {short_of(iri): iri for iri in batch}
        query = f"SELECT node, {columns} WHERE node IN ({_marks(batch)})"
        for node, *values in ask(database, query, by_node):
            found[by_node[node]] = kept[by_node[node]] = convert(by_node[node], values)
    missing = [iri for iri in wanted if iri not in found]
    found |= read(missing) if missing else {}
    return {iri: found[iri] for iri in wanted if iri in found}


def _kept_rows(_: Store) -> defaultdict[str, dict[Iri, Any]]:
    """Rows that were read, by columns."""
    return defaultdict(dict)


def _said(iri: Iri, values: Values) -> Statement:
    article, start, end, text, kind, manner, confidence, unsaid, cue, actor, *days = values
    said_on, first, last, of_speaker, has_setting, mentions = days
    where = iri_of(article)
    row = SaidRow(
        statement=iri,
        text=text,
        kind=kind,
        manner=manner,
        confidence=confidence,
        place=_place(where, start, end),
        article=Iri(where),
        unsaid=unsaid or "none",
        cue=cue or "",
        actor=Iri(iri_of(actor) if actor else ""),
        said_on=said_on or "",
        first=first or "",
        last=last or "",
        speaker_confidence=1.0 if of_speaker is None else of_speaker,
        has_setting=bool(has_setting),
    )
    return row, frozenset(Iri(iri_of(one)) for one in (mentions or "").split())


def _placed(values: Values) -> PlacedRow:
    article, node, start, end = values
    iri = iri_of(article)
    return PlacedRow(Iri(iri_of(node)), Iri(iri), _place(iri, start, end))


def _article(iri: Iri, values: Values) -> ArticleRow:
    return ArticleRow(iri, *(value or "" for value in values))


def _words(_: Iri, values: Values) -> ArticleWords:
    body, paragraphs = values
    return ArticleWords(body_of(body), [int(one) for one in (paragraphs or "").replace(",", " ").split()])


def _named(iri: Iri, values: Values) -> Node:
    name, class_, status = values
    return Node(iri, name, Iri(class_ or ""), status or "")


def _place(article: str, start: int, end: int) -> Iri:
    return Iri(f"{article}#char={start},{end}")


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)
