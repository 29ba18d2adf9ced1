"""Statements and paragraphs that answer a question, the best first."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.graph.reader.node_rows import Node
from kg.graph.reader.question_rows import SaidRow
from kg.graph.reader.selecting import Iri, rows
from kg.graph.reader.taken import Taken
from kg.graph.store import Store
from kg.graph.text_index import TextIndex
from kg.language.folding import fold
from kg.model import Span
from kg.questions.understanding.ask_words import ask_words
from kg.questions.understanding.question_reading import OF_EVENTS, Reading
from kg.questions.understanding.question_terms import Terms, stem_list, stems_in, terms_of
from kg.questions.understanding.said_candidates import (
    Candidates,
    Paragraph,
    find_candidates,
    read_surroundings,
)
from kg.text.simple_sentences import simple_sentences

if TYPE_CHECKING:
    from kg.graph.vector_index import Comparison

# Of the best statements the paragraph around is read.
_MOST_IN_CONTEXT = 80
# A row has at least this share of what the question tells, and of what the best has; else it is only near.
_LEAST, _OF_BEST = 0.3, 0.45
# What is nearest has at least a telling word of the question, or a cosine of so much.
_LEAST_NEAR, _LEAST_ALIKE, _MOST_NEAR = 0.5, 0.35, 10
# More than this share of a sentence that is the article's own is what nobody is quoted with.
_LEAST_OWN, _ALL_OWN = 0.5, 0.999
# What a word tells that an answer should have.
_TELLING = 0.7
# What is near to a question in meaning, whatever its words, stands as high as if it had so much of it as its
# cosine is; it fits as if it had what that is above `_UNLIKE`. The nearest stand higher by so many times what
# their cosine is above that of the others.
_UNLIKE, _FOR_NEARNESS = 0.3, 4.0
# Of the first rows so many are the nearest in meaning, if their cosine is so much.
_FIRST, _MOST_MEANT, _MEANT = 5, 2, 0.45
# What a text has besides words and names. The article's own words are no statement.
_FOR_CUE, _FOR_SURENESS, _FOR_OWN_WORDS, _FOR_ORDER = 0.15, 0.05, -0.06, 0.1


@dataclass(frozen=True, slots=True)
class Ranked:
    """A statement, or words of an article itself (`said` is None), with its share of what is asked for."""

    score: float
    coverage: float
    article: Iri
    span: Span
    said: SaidRow | None
    text: str
    paragraph: Paragraph | None
    own: str = ""
    """Of words of an article itself those that nobody is quoted with."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The rows that answer, the best first; `near` says that none has enough, and these are the nearest.

    `out_of_time` is the number of those left out as they are of other days, `undated` of those at the end
    whose day is not known.
    """

    rows: list[Ranked]
    found: Candidates
    near: bool = False
    out_of_time: int = 0
    undated: int = 0
    others: tuple[Ranked, ...] = ()
    """Those that do not have enough, the best first."""

    def with_nearest(self, more: "Ranking", most: int) -> "Ranking":
        """What is nearest: of these up to `most`, whatever they have, then those of `more`."""
        own = [*self.rows, *self.others][:most] if more is not self else self.rows
        known = {(one.article, one.span) for one in own}
        rows = [*own, *(one for one in more.rows[:_MOST_NEAR] if (one.article, one.span) not in known)]
        return Ranking(rows, self.found.joined(more.found), True, self.out_of_time, 0)


@dataclass(frozen=True, slots=True)
class Search:
    """What a ranking needs: the graph and its index, and which statements are taken."""

    store: Store
    index: TextIndex
    taken: Taken
    compared: "Comparison | None" = None
    """Sentences compared with the question in meaning, where they have vectors."""


def rank(
    search: Search,
    reading: Reading,
    *,
    speakers: Sequence[Iri] | None,
    listeners: Sequence[Iri] | None = None,
    own_words: bool = False,
    fits: Callable[[Ranked], float] | None = None,
    cues: frozenset[str] = frozenset(),
) -> Ranking:
    """Statements of `speakers`, of anybody if None, ranked by the words and names of `reading`.

    With `own_words`, paragraphs count as well. `fits` adds to the score of a row what a question of its kind
    looks for. `cues` are words by which the statements that are sought are said.
    """
    wanted = terms_of(reading)
    found = find_candidates(
        search.store,
        search.index,
        wanted,
        speakers=speakers,
        listeners=listeners,
        taken=search.taken,
        paragraphs=own_words,
        compared=search.compared,
    )
    said = list(found.said)
    if listeners is not None:
        said = [
            one for one in said if not found.listeners.get(one.statement, frozenset()).isdisjoint(listeners)
        ]
    said.sort(key=lambda one: (one.article, one.span.start))
    others: list[Ranked] = []
    if len(said) > _MOST_IN_CONTEXT:
        ranked = [_ranked(one, found, wanted, reading, None, cues) for one in said]
        ranked.sort(key=lambda one: -round(one.score, 4))
        said = [one.said for one in ranked[:_MOST_IN_CONTEXT] if one.said]
        others = ranked[_MOST_IN_CONTEXT:]
    around = read_surroundings(search.store, said)
    ranked = [
        *(_ranked(one, found, wanted, reading, around.get(one.statement), cues) for one in said),
        *others,
    ]
    if own_words:
        # Where a saying is asked for, the statement answers for its whole sentence.
        least_own = _LEAST_OWN if reading.verb not in ask_words().verbs else _ALL_OWN
        for paragraph in found.paragraphs:
            one = _own_words(paragraph, wanted, found, least_own)
            if one:
                ranked.append(one)
    if fits is not None:
        ranked = [_plus(one, fits(one)) for one in ranked]
    ranked.sort(key=lambda one: (-round(one.score, 3), *_place(one, found)))
    return _with_meant(_chosen(ranked, found, wanted, reading), ranked, found)


def _with_meant(ranking: Ranking, ranked: list[Ranked], found: Candidates) -> Ranking:
    """`ranking` with the statements that are nearest in meaning among the first rows, at their end.

    A question that is not understood word by word can still mean what they say.
    """
    meant = nlargest(_MOST_MEANT, ranked, key=lambda one: _cosine(one, found))
    first = ranking.rows[:_FIRST]
    more = [one for one in meant if one not in first and _cosine(one, found) >= _MEANT]
    rest = [one for one in ranking.rows if one not in more]
    at = _FIRST - len(more)
    return replace(ranking, rows=[*rest[:at], *more, *rest[at:]])


def _cosine(one: Ranked, found: Candidates) -> float:
    return found.cosine(one.article, one.span)


def _ranked(
    said: SaidRow,
    found: Candidates,
    wanted: Terms,
    reading: Reading,
    around: Paragraph | None,
    cues: frozenset[str],
) -> Ranked:
    mentions = found.mentions.get(said.statement, frozenset())
    cue = stems_in(said.cue) - ask_words().say
    stems = stems_in(said.text) | cue
    nearby = stems_in(around.text) if around else frozenset()
    beside = stems_in(_sentence(around, said.span)) if around else frozenset()
    heard = found.listeners.get(said.statement, frozenset())
    speaker = frozenset({said.actor}) | heard
    coverage = wanted.coverage(stems, mentions, (beside, nearby, _title(said.article, found)), speaker)
    cosine = found.cosine(said.article, said.span)
    score = (
        max(coverage, cosine)
        + _FOR_NEARNESS * max(0.0, cosine - found.near)
        + _FOR_SURENESS * said.confidence
    )
    if (cues and (fold(said.cue) in cues or reading.verb in cue)) or (reading.verb and reading.verb in cue):
        score += _FOR_CUE
    if _in_order(said.text, wanted.pairs):
        score += _FOR_ORDER
    return Ranked(score, max(coverage, cosine - _UNLIKE), said.article, said.span, said, said.text, around)


def _own_words(paragraph: Paragraph, wanted: Terms, found: Candidates, least_own: float) -> Ranked | None:
    """The sentence of a paragraph that has most of what is asked for in words that nobody is quoted with.

    These are more than the share `least_own` of it.
    """
    best: Ranked | None = None
    nearby, title = stems_in(paragraph.text), _title(paragraph.article, found)
    quoted = found.quoted.get(paragraph.article, [])
    for sentence in simple_sentences(paragraph.text):
        text = sentence.of(paragraph.text)
        place = Span(paragraph.span.start + sentence.start, paragraph.span.start + sentence.end)
        own = _own_part(paragraph, place, quoted)
        if len(own) <= least_own * len(text):
            continue
        coverage = wanted.coverage(stems_in(own), frozenset(), (frozenset(), nearby, title))
        cosine = found.cosine(paragraph.article, place)
        score = max(coverage, cosine) + _FOR_NEARNESS * max(0.0, cosine - found.near) + _FOR_OWN_WORDS
        if _in_order(text, wanted.pairs):
            score += _FOR_ORDER
        coverage = max(coverage, cosine - _UNLIKE)
        one = Ranked(score, coverage, paragraph.article, place, None, text, paragraph, own)
        if best is None or one.score > best.score:
            best = one
    return best


def _title(article: Iri, found: Candidates) -> frozenset[str]:
    """The stems of the title of an article, or of its first words; of the whole, where it has most words."""
    row = found.articles.get(article)
    return found.texts.get(article, frozenset()) | (stems_in(row.title) if row else frozenset())


def _sentence(around: Paragraph, span: Span) -> str:
    """The sentence of a paragraph in which the words at `span` of the article begin, to their end."""
    start = span.start - around.span.start
    for one in simple_sentences(around.text):
        if one.start <= start < one.end:
            return around.text[one.start : max(one.end, span.end - around.span.start)]
    return ""


def _own_part(paragraph: Paragraph, place: Span, quoted: Sequence[Span]) -> str:
    """What of the sentence at `place` nobody is quoted with: for the rest the statement answers.

    “It has closed its borders, saying it cannot take more” is for the most part the article's own.
    """
    found, end, offset = [], place.start, paragraph.span.start
    for one in sorted(quoted):
        if one.start < place.end and end < one.end:
            found.append(paragraph.text[end - offset : max(end, one.start) - offset])
            end = min(one.end, place.end)
    return " ".join([*found, paragraph.text[end - offset : place.end - offset]])


def _in_order(text: str, pairs: frozenset[tuple[str, str]]) -> bool:
    """Whether two words that stand side by side in the question do so in the text."""
    stems = stem_list(text)
    return not pairs.isdisjoint(pairwise(stems))


def _chosen(ranked: list[Ranked], found: Candidates, wanted: Terms, reading: Reading) -> Ranking:
    """Those that have enough of what is asked for, in time; if none has, the nearest."""
    in_time = [one for one in ranked if _in_period(one, found, reading) is not False]
    if reading.period is not None and reading.want not in OF_EVENTS:
        # What has no day cannot be placed in time: it stands after the others.
        in_time.sort(key=lambda one: _in_period(one, found, reading) is None)
    out_of_time = len(ranked) - len(in_time)
    if not wanted:
        # Nothing but the manner of speaking and the order of the articles tells one from another.
        kept = sorted(
            in_time,
            key=lambda one: (
                _in_period(one, found, reading) is None,
                -(one.score > 1 + _FOR_CUE),
                *_place(one, found),
            ),
        )
        if found.said:
            return Ranking(kept, found, out_of_time=out_of_time, undated=_undated(kept, found, reading))
    best = max((one.coverage for one in in_time), default=0.0)
    least = max(_LEAST, _OF_BEST * best)
    alike = max(_LEAST_ALIKE, found.near)
    near = best < least
    if near:
        kept = [
            one
            for one in in_time
            if one.coverage * wanted.weight >= _LEAST_NEAR or _cosine(one, found) >= alike
        ][:_MOST_NEAR]
    else:
        kept = [one for one in in_time if one.coverage >= least or _cosine(one, found) >= alike]
    others = tuple(one for one in in_time if one not in kept)[:_MOST_NEAR] if near else ()
    return Ranking(kept, found, near, out_of_time, _undated(kept, found, reading), others)


def missing_words(store: Store, ranking: Ranking, reading: Reading, most: int) -> list[str]:
    """Telling words of the question that none of the first `most` rows has, nor a synonym of them.

    A row has those of its speaker's name, too, and the names that stand in its sentence.
    """
    first = ranking.rows[:most]
    actors = {one.said.actor for one in first if one.said and one.said.actor}
    speakers = (node.name for node in rows(store, Node, iri=actors))
    stems = _stems_of((*(f"{one.text} {one.said.cue if one.said else ''}" for one in first), *speakers))
    beside = _stems_of(_sentence(one.paragraph, one.span) for one in first if one.paragraph)
    found = ranking.found
    nodes: set[Iri] = set()
    for one in first:
        if one.said:
            nodes |= {one.said.actor, *found.mentions.get(one.said.statement, ())}
            nodes |= found.listeners.get(one.said.statement, frozenset())
    known = frozenset(nodes)
    return [
        one.words
        for one in terms_of(reading).terms
        if not one.is_verb
        and one.weight >= _TELLING
        and not replace(one, near=frozenset()).match(stems | beside if one.nodes else stems, known)
    ]


def _stems_of(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(one for text in texts for one in stems_in(text))


def _undated(kept: list[Ranked], found: Candidates, reading: Reading) -> int:
    return sum(_in_period(one, found, reading) is None for one in kept) if reading.period else 0


def _in_period(one: Ranked, found: Candidates, reading: Reading) -> bool | None:
    """Whether it is of the days that are asked for; None if its day is not known."""
    if reading.period is None or reading.want in OF_EVENTS:
        return True
    first, last = days_of(one, found)
    return reading.period.has(first, last) if first else None


def days_of(one: Ranked, found: Candidates) -> tuple[str, str]:
    """The first and the last day on which it can have been said, else that of publication; "" if unknown."""
    article = found.articles.get(one.article)
    published = article.published if article else ""
    if one.said and one.said.first:
        return one.said.first, one.said.last or one.said.first
    return published, published


def _place(one: Ranked, found: Candidates) -> tuple[str, int, int]:
    article = found.articles.get(one.article)
    return article.path if article else "", one.span.start, one.span.end


def _plus(one: Ranked, more: float) -> Ranked:
    return replace(one, score=one.score + more)
