"""How many: the figures that fit with who gives which, and how many statements there are."""

from collections.abc import Iterable
from itertools import takewhile

from kg.graph.fragments import cite, span_of
from kg.graph.reader.article_rows import read_bodies
from kg.graph.reader.indexed_rows import find_nodes
from kg.graph.reader.question_rows import FigureRow, NodeMentionRow
from kg.graph.reader.selecting import Iri, rows
from kg.graph.vocabulary import kind_of
from kg.language.quantities import NUMBER_WORDS
from kg.model import Span
from kg.questions.tables import Table
from kg.questions.understanding.answer_rows import OWN_WORDS, SHOWN, Row, as_table, rows_of
from kg.questions.understanding.ask_words import ask_words
from kg.questions.understanding.asked import Asked
from kg.questions.understanding.name_spotting import Named
from kg.questions.understanding.question_terms import Around, stems_in, terms_of
from kg.questions.understanding.question_tokens import Token
from kg.questions.understanding.ranked_statements import Ranked, Ranking
from kg.text.simple_sentences import simple_sentences

_COLUMNS = ("figure", "counted", "outcome", "least", "most", "speaker", "said", "date", "cite", "confidence")
# Of a figure: what it counts and its outcome tell most.
_OF_FIGURE, _OF_SENTENCE = 0.7, 0.3
# What is counted stands in the first words after "how many".
_FOR_COUNTED, _LONGEST_COUNTED = 0.15, 2
_LEAST, _FOR_NEARNESS = 0.35, 1.0
_MOST_ARTICLES = 25
_NOTHING: Around = (frozenset(), frozenset(), frozenset())
# So many figures stand first, then so many statements.
_FIRST, _MOST_STATEMENTS = 3, 5


def figure_rows(asked: Asked) -> Table:
    """The figures that fit, the nearest first, each with who gives it; statements with numbers after them."""
    ranking = asked.rank(own_words=True, anybody=True, fits=_with_number)
    articles = list(dict.fromkeys(one.article for one in ranking.rows))[:_MOST_ARTICLES]
    figures = _figures(asked, articles, ranking)
    others = rows_of(asked.store, ranking.rows[:_MOST_STATEMENTS], ranking)
    shown = ("figure", "counted", "outcome", "speaker", "said", "date", "cite", "confidence")
    return as_table([*figures[:_FIRST], *others, *figures[_FIRST:]], _COLUMNS, shown if figures else SHOWN)


def count_of_statements(asked: Asked) -> Table:
    """In how many statements and articles, and since when."""
    ranking = asked.rank(strict=True)
    listed = ranking.rows
    days = sorted(day for one in listed if (day := ranking.found.articles[one.article].published))
    row: Row = {
        "statements": len(listed),
        "articles": len({one.article for one in listed}),
        "first": days[0] if days else None,
        "last": days[-1] if days else None,
    }
    found = rows_of(asked.store, listed[:50], ranking)
    return as_table(
        [row, *found],
        ("statements", "articles", "first", "last"),
        ("statements", "articles", "first", "last", *SHOWN),
    )


def _figures(asked: Asked, articles: Iterable[Iri], ranking: Ranking) -> list[Row]:
    wanted = terms_of(asked.reading)
    found = list({one.node: one for one in rows(asked.store, FigureRow, source=articles)}.values())
    actors = find_nodes(asked.store, (one.actor for one in found if one.actor))
    names = {iri: one.name for iri, one in actors.items()}
    mentions: dict[Iri, set[Iri]] = {}
    for row in rows(
        asked.store, NodeMentionRow, subject={two for one in found for two in (one.node, one.place)}
    ):
        mentions.setdefault(row.subject, set()).add(row.node)
    scored = []
    leading = _counted_words(asked)
    for one in found:
        about = frozenset(mentions.get(one.node, set()) | mentions.get(one.place, set()))
        own = stems_in(f"{one.counted} {one.outcome} {one.figure}")
        title = stems_in(ranking.found.articles[one.source].title)
        who = frozenset({one.actor})
        near = wanted.coverage(own, frozenset(), _NOTHING, who)
        around = wanted.coverage(own | stems_in(f"{one.said} {one.own}"), about, (*_NOTHING[:2], title), who)
        share = _OF_FIGURE * near + _OF_SENTENCE * around
        speaker = asked.reading.speaker
        if not leading.isdisjoint(stems_in(one.counted)):
            share += _FOR_COUNTED
        if speaker and any(node.iri == one.actor for node in speaker.nodes):
            share += 0.2
        cosine = ranking.found.cosine(one.source, span_of(one.where))
        share += _FOR_NEARNESS * max(0.0, cosine - ranking.found.near)
        if around >= _LEAST and share > 0.2:
            scored.append((share, one))
    scored.sort(key=lambda pair: (-round(pair[0], 3), pair[1].source, span_of(pair[1].where).start))
    best = scored[0][0] if scored else 0.0
    chosen = [one for share, one in scored if share >= best / 2]
    itself = {one.source for one in chosen if kind_of(one.place) != "statement"}
    bodies = read_bodies(asked.store, itself)
    return [_row(one, names, ranking, bodies) for one in chosen]


def _counted_words(asked: Asked) -> frozenset[str]:
    """The stems of the first words after "how many", up to a name: what is to be counted."""
    first = (asked.reading.subject or asked.reading.topic)[:_LONGEST_COUNTED]
    units = takewhile(lambda unit: not isinstance(unit, Named), first)
    return frozenset(unit.stem for unit in units if isinstance(unit, Token)) - ask_words().stops


def _row(one: FigureRow, names: dict[Iri, str], ranking: Ranking, bodies: dict[Iri, str]) -> Row:
    article = ranking.found.articles[one.source]
    is_said = kind_of(one.place) == "statement"
    return {
        "figure": one.figure,
        "counted": one.counted or None,
        "outcome": one.outcome or None,
        "least": one.least,
        "most": one.most,
        "speaker": names.get(one.actor),
        "said": one.said if is_said else f"[{OWN_WORDS}] {_sentence(bodies[one.source], span_of(one.where))}",
        "date": one.said_on or article.published or None,
        "cite": cite(article.path, span_of(one.where)),
        "confidence": one.confidence,
        "title": article.title,
    }


def _sentence(body: str, place: Span) -> str:
    """The sentence of an article with the words at `place`, in one line."""
    first = body.rfind("\n", 0, place.start) + 1
    last = body.find("\n", place.end)
    paragraph = body[first : last if last >= 0 else None]
    for one in simple_sentences(paragraph):
        if one.start <= place.start - first < one.end:
            return " ".join(one.of(paragraph).split())
    return " ".join(place.of(body).split())


def _with_number(one: Ranked) -> float:
    words = one.text.lower().split()
    return 0.15 if any(word[:1].isdigit() or word in NUMBER_WORDS for word in words) else 0.0
