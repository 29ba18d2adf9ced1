"""Who somebody is, and who holds an office: what articles call them, with the articles."""

from collections.abc import Iterable
from dataclasses import replace

from kg.graph.fragments import cite, span_of
from kg.graph.reader.indexed_rows import find_nodes, read_article_rows, read_offices
from kg.graph.reader.node_rows import Node
from kg.graph.reader.question_rows import OfficeRow
from kg.graph.reader.selecting import Iri, rows
from kg.language.folding import fold
from kg.model import Span
from kg.questions.tables import Table
from kg.questions.understanding.answer_rows import COLUMNS, SHOWN, Row, as_table, rows_of
from kg.questions.understanding.asked import Asked
from kg.questions.understanding.name_spotting import speakers_named
from kg.questions.understanding.question_terms import stems_in
from kg.questions.understanding.question_units import Unit
from kg.questions.understanding.ranked_statements import Ranked
from kg.questions.understanding.said_answers import statements, with_around
from kg.questions.understanding.said_candidates import read_found
from kg.text.simple_sentences import simple_sentences

_COLUMNS = ("actor", "office", "articles", "first", "last", "cite")
_MOST_STATEMENTS = 5
# Paragraphs in which the sentences are sought that tell who somebody is, and how many are shown.
_MOST_LOOKED_AT, _MOST_SENTENCES = 20, 2


def who_somebody_is(asked: Asked) -> Table:
    """The offices and descriptions of an actor, those of most articles first, and some statements by them."""
    named = next(iter(asked.reading.names))
    actors = [node.iri for node in speakers_named(named, asked.names)]
    found = _offices(asked, actors)
    ranking = asked.rank(anybody=True, own_words=not found)
    said = [one for one in ranking.rows if one.said and one.said.actor in actors]
    others = [one for one in ranking.rows if one not in said]
    asked.told.clear()
    if not found and actors:
        asked.told.append(
            f"No article gives an office of {named.label}; these are statements by and about them."
        )
    named_in = [] if found else _sentences_naming(asked, actors)
    chosen = [*named_in, *said, *others][: _MOST_STATEMENTS if found else 20]
    articles = read_article_rows(asked.store, {one.article for one in named_in})
    known = replace(ranking.found, articles=articles | ranking.found.articles)
    listed = rows_of(asked.store, chosen, replace(ranking, found=known))
    if found:
        return as_table([*found, *listed], _COLUMNS, [*_COLUMNS, *SHOWN])
    # What somebody is often stands beside what they say.
    return as_table(with_around(listed, chosen), COLUMNS, [*SHOWN, "around"])


def _sentences_naming(asked: Asked, actors: Iterable[Iri]) -> list[Ranked]:
    """The first sentences of articles that have a name of one of `actors`, which often tell who they are."""
    found: dict[Iri, Ranked] = {}
    for name in sorted({one.name for one in rows(asked.store, Node, iri=actors)}):
        hits = asked.index.search(f'"{name}"', kinds=frozenset({"paragraph"}), limit=_MOST_LOOKED_AT)
        paragraphs = sorted(read_found(asked.store, hits), key=lambda one: (one.article, one.number))
        for paragraph in paragraphs:
            for place in simple_sentences(paragraph.text):
                text = place.of(paragraph.text)
                if fold(name) in fold(text):
                    start = paragraph.span.start
                    span = Span(start + place.start, start + place.end)
                    one = Ranked(0.0, 0.0, paragraph.article, span, None, text, paragraph)
                    found.setdefault(paragraph.article, one)
    return list(found.values())[:_MOST_SENTENCES]


def holders_of_office(asked: Asked) -> Table:
    """Who is called by the words of an office; with their statements where they are plural and unnamed."""
    words = (
        " ".join(_typed(unit) for unit in (*asked.reading.subject, *asked.reading.topic))
        or asked.reading.role
    )
    holders = asked.holders(words)
    wanted = stems_in(words)
    found = [row for row in _offices(asked, holders) if _fits(str(row["office"]), wanted)]
    if found:
        return as_table(found, _COLUMNS, _COLUMNS)
    if holders:
        named = list(rows(asked.store, Node, iri=holders))
        return as_table(
            [{"actor": node.name, "office": node.type} for node in named], _COLUMNS, ("actor", "office")
        )
    return statements(asked)


def _offices(asked: Asked, actors: Iterable[Iri]) -> list[Row]:
    listed = read_offices(asked.store, actors)
    names = {iri: one.name for iri, one in find_nodes(asked.store, (one.actor for one in listed)).items()}
    articles = read_article_rows(asked.store, {one.source for one in listed})
    groups: dict[tuple[Iri, str], list[OfficeRow]] = {}
    for one in listed:
        groups.setdefault((one.actor, _office_form(one.office)), []).append(one)
    found = []
    for (actor, _), own in groups.items():
        own.sort(key=lambda one: (one.published, articles[one.source].path, span_of(one.where).start))
        days = [one.published[:10] for one in own if one.published]
        last = own[-1]
        row: Row = {
            "actor": names.get(actor),
            "office": last.office,
            "articles": len({one.source for one in own}),
            "first": min(days, default=None),
            "last": max(days, default=None),
            "cite": cite(articles[last.source].path, _span(last)),
        }
        found.append(row)
    return sorted(
        found, key=lambda row: (-int(row["articles"] or 0), -len(str(row["office"])), str(row["actor"]))
    )


def _office_form(office: str) -> str:
    return " ".join(fold(office).replace("’", "'").replace("'s ", " ").split())


def _span(one: OfficeRow) -> Span:
    return span_of(one.where)


def _fits(office: str, wanted: frozenset[str]) -> bool:
    return not wanted.isdisjoint(stems_in(office))


def _typed(unit: Unit) -> str:
    return unit.words if hasattr(unit, "words") else unit.text
