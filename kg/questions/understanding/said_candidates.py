"""Statements that may answer a question, with what they are ranked by; a bounded number of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest
from typing import TYPE_CHECKING

from kg.graph.reader.indexed_rows import (
    read_article_rows,
    read_mentions,
    read_placed,
    read_placed_at,
    read_said,
    read_texts,
    rows_by,
    rows_naming,
)
from kg.graph.reader.lookup import find_with_groups
from kg.graph.reader.question_rows import (
    HeardRow,
    KeptRow,
    PlacedRow,
    SaidRow,
    find_taken,
)
from kg.graph.reader.selecting import Iri, grouped, rows
from kg.graph.reader.statement_rows import ArticleRow
from kg.graph.reader.taken import Taken
from kg.graph.store import Store
from kg.graph.text_index import Hit, TextIndex
from kg.model import Span
from kg.questions.understanding.question_terms import Terms, stems_in

# Statements that are read for one question: found by their words, by whom they mention, by their speaker.
_MOST_BY_WORDS, _MOST_BY_NAME, _MOST_BY_SPEAKER, _MOST_PARAGRAPHS = 160, 120, 400, 30
# Of a speaker, besides what has the words.
_MOST_BESIDES = 60
# All statements of so many articles with most of the words are read; ranks are flattened by so many.
_MOST_ARTICLES, _FLATTENED = 3, 3
# Sentences that are nearest in meaning of all, those of a speaker are sought among more; and how many of the
# statements that are read count as nearest.
_MOST_NEAREST, _MOST_NEAREST_OF_ALL, _NEAREST = 40, 300, 20
# Below this cosine nothing counts as near.
_LEAST_NEAR = 0.25

if TYPE_CHECKING:
    from kg.graph.vector_index import Comparison, Sentence


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an article: its number from 0, where it stands and its words."""

    article: Iri
    number: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Candidates:
    """Statements with what they mention and to whom they are, articles, and paragraphs with the words."""

    said: list[SaidRow]
    mentions: dict[Iri, frozenset[Iri]]
    listeners: dict[Iri, frozenset[Iri]]
    articles: dict[Iri, ArticleRow]
    paragraphs: list[Paragraph]
    quoted: dict[Iri, list[Span]]
    """Where in each article somebody is reported to say, think or do something."""
    texts: dict[Iri, frozenset[str]]
    """The stems of the whole text of the articles that have most of the words."""
    compared: "Comparison | None"
    """The sentences of articles compared with the question in meaning, where they have vectors."""
    near: float
    """The least cosine of the statements that are nearest in meaning; 0 if none is known."""

    def cosine(self, article: Iri, span: Span) -> float:
        """How near the sentences at `span` of `article` are to the question in meaning; 0 if not known."""
        return self.compared.cosine(article, span) if self.compared else 0.0

    def joined(self, other: "Candidates") -> "Candidates":
        """These and those of another search."""
        return Candidates(
            [*self.said, *other.said],
            other.mentions | self.mentions,
            other.listeners | self.listeners,
            other.articles | self.articles,
            [*self.paragraphs, *other.paragraphs],
            other.quoted | self.quoted,
            other.texts | self.texts,
            self.compared,
            self.near,
        )


def find_candidates(
    store: Store,
    index: TextIndex,
    wanted: Terms,
    *,
    speakers: Iterable[Iri] | None,
    listeners: Iterable[Iri] | None,
    taken: Taken,
    paragraphs: bool,
    compared: "Comparison | None" = None,
) -> Candidates:
    """What may answer: statements of `speakers`, if given, that are `taken`; with or without `paragraphs`.

    What is near to the question in meaning is among them where sentences are `compared` with it.
    """
    speakers = None if speakers is None else frozenset(find_with_groups(store, speakers))
    by = None if speakers is None else rows_by(store, speakers)
    words, others = wanted.search_words, wanted.other_words
    hits = index.search(words, others=others, kinds=frozenset({"paragraph"}), limit=_MOST_PARAGRAPHS)
    texts = {article: one.text for article, one in read_texts(store, _best_articles(hits)).items()}
    near = compared.nearest(_MOST_NEAREST if speakers is None else _MOST_NEAREST_OF_ALL) if compared else []
    found = read_paragraphs_of(store, hits, near) if paragraphs else []
    shown = [*((one.article, one.span) for one in found), *((one.article, one.span) for one in near)]
    placed = read_placed_at(store, shown)
    quoted = _quoted_in(placed, found)
    found_by_words = index.search(words, others=others, limit=_MOST_BY_WORDS, among=by)
    iris = dict.fromkeys(Iri(hit.node) for hit in found_by_words)
    iris |= dict.fromkeys(one.statement for own in quoted.values() for one in own)
    iris |= dict.fromkeys(one.statement for one in read_placed(store, texts))
    iris |= dict.fromkeys(_said_in(placed, near))
    iris |= _by_names(store, index, wanted, by, listeners)
    if taken.is_narrowed or (not words and speakers is None and listeners is None):
        iris |= dict.fromkeys(find_taken(store, taken, _MOST_BY_WORDS))
    said = _taken(store, iris, taken, speakers)
    listed = dict.fromkeys(one.statement for one in said)
    heard = grouped(
        rows(store, HeardRow, statement=listed if listeners is not None else ()), lambda row: row.statement
    )
    if compared is not None:
        compared.read([*(one.article for one in said), *(one.article for one in found)])
    cosines = [compared.cosine(one.article, one.span) for one in said] if compared is not None else []
    return Candidates(
        said,
        read_mentions(store, listed),
        {iri: frozenset(row.node for row in own) for iri, own in heard.items()},
        read_article_rows(store, (*(one.article for one in said), *(one.article for one in found))),
        found,
        {article: [one.span for one in own if one.statement in listed] for article, own in quoted.items()},
        {article: stems_in(text) for article, text in texts.items()},
        compared,
        max(_LEAST_NEAR, min(nlargest(_NEAREST, cosines), default=0.0)),
    )


def _by_names(
    store: Store, index: TextIndex, wanted: Terms, by: list[int] | None, listeners: Iterable[Iri] | None
) -> dict[Iri, None]:
    """Statements `by` speakers, those that mention what is asked about, and those made to `listeners`."""
    words, others = wanted.search_words, wanted.other_words
    found: list[str] = []
    if by is not None:
        found += index.choose(by, words, others, _MOST_BESIDES if wanted else _MOST_BY_SPEAKER)
    if wanted.nodes:
        naming = rows_naming(store, wanted.nodes)
        if by is not None:
            theirs = frozenset(by)
            naming = [row for row in naming if row in theirs]
        found += index.choose(naming, words, others, _MOST_BY_NAME)
    if listeners is not None:
        found += (row.statement for row in rows(store, HeardRow, node=listeners))
    return dict.fromkeys(map(Iri, found))


def _taken(store: Store, iris: Iterable[Iri], taken: Taken, speakers: frozenset[Iri] | None) -> list[SaidRow]:
    """Those of these statements that are `taken`, and by `speakers`, if given."""
    said = [
        one
        for one in read_said(store, iris)
        if one.kind in taken.kinds
        and one.unsaid in taken.unsaid
        and (speakers is None or one.actor in speakers)
    ]
    if not taken.is_narrowed:
        return said
    kept = {row.statement for row in rows(store, KeptRow, taken.pattern(), statement=iris)}
    return [one for one in said if one.statement in kept]


def _best_articles(hits: Iterable[Hit]) -> list[Iri]:
    """The articles with most, and the best, of the paragraphs that were found."""
    scores: dict[Iri, float] = {}
    for rank, hit in enumerate(hits):
        scores[Iri(hit.node)] = scores.get(Iri(hit.node), 0.0) + 1 / (rank + _FLATTENED)
    return sorted(scores, key=lambda one: (-scores[one], one))[:_MOST_ARTICLES]


def _quoted_in(placed: Iterable[PlacedRow], paragraphs: Iterable[Paragraph]) -> dict[Iri, list[PlacedRow]]:
    """Those of the statements that stand in `paragraphs`, by article."""
    spans = grouped(paragraphs, lambda one: one.article)
    found: dict[Iri, list[PlacedRow]] = {}
    for row in placed:
        if any(one.span.start <= row.span.start < one.span.end for one in spans.get(row.article, ())):
            found.setdefault(row.article, []).append(row)
    return found


def _said_in(placed: Iterable[PlacedRow], sentences: Iterable["Sentence"]) -> list[Iri]:
    """The statements that have words of one of `sentences`."""
    spans = grouped(sentences, lambda one: one.article)
    return [
        row.statement
        for row in placed
        if any(
            row.span.start < one.span.end and one.span.start < row.span.end
            for one in spans.get(row.article, ())
        )
    ]


def read_surroundings(store: Store, said: Iterable[SaidRow]) -> dict[Iri, Paragraph]:
    """The paragraph that each statement stands in; none for an article whose paragraphs are not known."""
    listed = list(said)
    texts = read_texts(store, (one.article for one in listed))
    found: dict[Iri, Paragraph] = {}
    for one in listed:
        if words := texts.get(one.article):
            number = words.paragraph_at(one.span.start)
            if span := words.paragraph(number):
                found[one.statement] = Paragraph(one.article, number, span, span.of(words.text))
    return found


def read_found(store: Store, hits: Iterable[Hit]) -> list[Paragraph]:
    """The paragraphs that a search found, in its order."""
    return read_paragraphs_of(store, hits, ())


def read_paragraphs_of(store: Store, hits: Iterable[Hit], sentences: Iterable["Sentence"]) -> list[Paragraph]:
    """The paragraphs that a search found, in its order, then those of `sentences`, each once."""
    listed = [(Iri(hit.node), hit.paragraph) for hit in hits if hit.paragraph is not None]
    near = list(sentences)
    texts = read_texts(store, (*(article for article, _ in listed), *(one.article for one in near)))
    listed += [
        (one.article, texts[one.article].paragraph_at(one.span.start)) for one in near if one.article in texts
    ]
    return [
        Paragraph(article, number, span, span.of(texts[article].text))
        for article, number in dict.fromkeys(listed)
        if article in texts and (span := texts[article].paragraph(number))
    ]
