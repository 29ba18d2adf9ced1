"""Answers that are articles, agreements or speakers: lists, and what stands in one article."""

from kg.questions.tables import Table
from kg.questions.understanding.answer_rows import Row, as_table, rows_of
from kg.questions.understanding.asked import Asked
from kg.questions.understanding.question_terms import terms_of
from kg.questions.understanding.ranked_statements import Ranked
from kg.questions.understanding.said_answers import statements

_ARTICLES = ("article", "title", "published", "publisher", "statements", "speaker", "said", "cite")
_MOST = 100


def article_rows(asked: Asked) -> Table:
    """The articles in which something fits, those with the best first, each with its best words."""
    if not terms_of(asked.reading) and asked.speakers() is None and not asked.reading.quoted:
        period = asked.reading.period
        days = {"since": period.first, "until": period.last} if period else {}
        found = asked.canned("articles", **days)
        if found is not None:
            return found
    ranking = asked.rank(own_words=True)
    if not ranking.rows:
        ranking = asked.rank(own_words=True, anybody=True)
    best: dict[str, Ranked] = {}
    counts: dict[str, int] = {}
    for one in ranking.rows:
        best.setdefault(one.article, one)
        counts[one.article] = counts.get(one.article, 0) + (one.said is not None)
    listed: list[Row] = []
    for one, row in zip(best.values(), rows_of(asked.store, best.values(), ranking), strict=True):
        listed.append(
            {"article": ranking.found.articles[one.article].path, "statements": counts[one.article], **row}
        )
    return as_table(listed[:_MOST], _ARTICLES, _ARTICLES)


def contents(asked: Asked) -> Table:
    """What is said in an article."""
    found = asked.canned("statements-in-article", article=asked.reading.path)
    if found is not None:
        return found
    asked.told.append(f"No article is called “{asked.reading.path}”.")
    return statements(asked)


def agreement_rows(asked: Asked) -> Table:
    """The agreements that somebody names, or all."""
    speaker = asked.typed(asked.reading.speaker) or next(
        (named.words for named in asked.reading.names if any(node.kind == "actor" for node in named.nodes)),
        None,
    )
    found = asked.canned("agreements", speaker=speaker)
    return found if found is not None else statements(asked)


def speaker_rows(asked: Asked) -> Table:
    """Who speaks, in how many statements."""
    found = asked.canned("actors")
    return found if found is not None else statements(asked)


def echo_rows(asked: Asked) -> Table:
    """Statements that several articles report."""
    found = asked.canned("echoes")
    return found if found is not None else statements(asked)
