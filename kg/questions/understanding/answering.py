"""The answer to a plain question: read, answered in the shape that it asks for, with how it was read."""

from collections.abc import Mapping
from dataclasses import replace

from kg.acts.scheme import Scheme
from kg.errors import UsageError
from kg.graph.reader.lookup import scheme_of
from kg.graph.store import Store
from kg.graph.text_index import text_index_of
from kg.questions.canned import OF_STATEMENTS, limit_notes
from kg.questions.meanings import find_meaning, taken_by
from kg.questions.name_index import NameIndex
from kg.questions.tables import Table
from kg.questions.understanding.article_answers import (
    agreement_rows,
    article_rows,
    contents,
    echo_rows,
    speaker_rows,
)
from kg.questions.understanding.asked import Asked, Fit
from kg.questions.understanding.figure_answers import count_of_statements, figure_rows
from kg.questions.understanding.people_answers import holders_of_office, who_somebody_is
from kg.questions.understanding.position_answers import changes, comparison, deeds, disagreements, positions
from kg.questions.understanding.question_reader import read_question
from kg.questions.understanding.reading_words import reading_words
from kg.questions.understanding.said_answers import (
    dated,
    denials,
    latest,
    reasons,
    settings,
    statements,
    told,
    unsaid,
    with_nearest,
    yes_or_no,
)
from kg.questions.understanding.time_words import has_time_words, newest_day
from kg.questions.understanding.wants import Want

_ANSWERS = {
    Want.STATEMENTS: statements,
    Want.UNSAID: unsaid,
    Want.DENIED: denials,
    Want.TOLD: told,
    Want.THROUGH: settings,
    Want.WHERE: settings,
    Want.WHEN: dated,
    Want.HOW_MANY: figure_rows,
    Want.COUNT: count_of_statements,
    Want.WHY: reasons,
    Want.YES_NO: yes_or_no,
    Want.WHO_IS: who_somebody_is,
    Want.WHO_HOLDS: holders_of_office,
    Want.ARTICLES: article_rows,
    Want.CONTENTS: contents,
    Want.AGREEMENTS: agreement_rows,
    Want.SPEAKERS: speaker_rows,
    Want.COMPARE: comparison,
    Want.DISAGREE: disagreements,
    Want.CHANGE: changes,
    Want.LATEST: latest,
    Want.EARLIEST: latest,
    Want.ECHOES: echo_rows,
    Want.POSITIONS: positions,
    Want.DEEDS: deeds,
}

_STATEMENTS = frozenset(
    {
        *(Want.STATEMENTS, Want.TOLD, Want.THROUGH, Want.WHERE, Want.WHEN, Want.HOW_MANY, Want.WHY),
        *(Want.YES_NO, Want.POSITIONS),
    }
)
"""What is wanted of single statements, beside which others can stand."""


def ask(
    store: Store,
    question: str,
    names: NameIndex | None = None,
    taken: Mapping[str, str] | None = None,
    *,
    scheme: Scheme | None = None,
    limit: int | None = None,
) -> Table:
    """The answer to a plain question, the best rows first; `understood` says how it was read.

    `taken` has filters of statements, as typed, `scheme` is the graph's, `limit` the most rows. What is
    not understood is searched for. Raises `UsageError` for a question without a word, and for a value that
    a parameter does not take.
    """
    if not any(letter.isalnum() for letter in question):
        raise UsageError("The question has no words; ask, for instance, “who said what about the talks”.")
    names = names or NameIndex(store)
    today = newest_day(store) if has_time_words(question) else None
    scheme = scheme or scheme_of(store)
    index = text_index_of(store)

    def is_known(word: str) -> bool:
        return index.has(word, frozenset({"statement", "paragraph", "name"}))

    reading = read_question(question, today, names, scheme, is_known)
    given = dict(taken or {})
    kinds = {one.name: one.kind for one in OF_STATEMENTS}
    meanings = {one: find_meaning(kinds[one], value, store, names) for one, value in given.items()}
    asked = Asked(store, names, index, scheme, reading, given, taken_by(meanings))
    found = _ANSWERS[reading.want](asked)
    may_add = reading.want in _STATEMENTS and asked.fit is not Fit.EXACT
    if (may_add or not found.rows) and not reading.unsaid:
        found = with_nearest(asked, found)
    if not found.rows and not asked.notes():
        asked.told.append("No statement and no article has these words.")
    # An answer can have looked for something else than what was asked for.
    asked.reading = reading
    notes = [*asked.notes(), *found.notes, *limit_notes(len(found), limit, "row")]
    rows = found.rows[:limit]
    return replace(found, rows=rows, understood=reading_words(asked), notes=list(dict.fromkeys(notes)))
