"""What is nearest to a question, whoever says it, where an answer has not exactly what is asked for."""

from dataclasses import replace

from kg.questions.tables import Table
from kg.questions.understanding.answer_rows import COLUMNS, SHOWN, as_table, joined, statement_rows
from kg.questions.understanding.asked import Asked, Fit
from kg.questions.understanding.question_reading import Reading
from kg.questions.understanding.question_terms import terms_of
from kg.questions.understanding.question_tokens import tokenise
from kg.questions.understanding.wants import Want

# The rows that count, and how many of them are of an answer that has not exactly what is asked for.
_FIRST_ROWS, _OF_NOT_EXACT = 5, 2
_BESIDE = "What is nearest to the question, whoever says it, stands after them."
# Rows where nothing else is found.
_MOST_ALONE = 10


def with_nearest(asked: Asked, found: Table) -> Table:
    """`found` with what is nearest to the question, whoever says it.

    It stands after `found`, or after its first rows where nothing in it is exactly what is asked for, so that
    `_FIRST_ROWS` come from both.
    """
    reading = _of_anybody(asked.reading)
    if not terms_of(reading):
        return found
    told = list(asked.told)
    asked.reading = reading
    ranking = asked.rank(own_words=True, anybody=True)
    if not found.rows:
        listed = statement_rows(asked.store, ranking, _MOST_ALONE)
        return replace(as_table(listed, COLUMNS, SHOWN), less_sure=found.less_sure)
    asked.told = told
    before = list(found)
    first = before[:_OF_NOT_EXACT] if asked.fit is Fit.NEAREST else before
    listed = statement_rows(asked.store, ranking, _FIRST_ROWS)
    places = {row.get("cite") for row in first}
    more = [row for row in listed if row["cite"] not in places][: max(0, _FIRST_ROWS - len(first))]
    if not more:
        return found
    if asked.fit is Fit.PARTLY:
        asked.told.append(_BESIDE)
    places |= {row["cite"] for row in more}
    rest = [row for row in before[len(first) :] if row.get("cite") not in places]
    return joined(replace(found, rows=[]), [*first, *more, *rest])


def _of_anybody(reading: Reading) -> Reading:
    """`reading` with all names and words as what it is about, and nothing that somebody must do."""
    people = (reading.speaker, reading.owner, reading.listener)
    subject = (*(one for one in people if one is not None), *tokenise(reading.role), *reading.subject)
    return replace(
        reading,
        want=Want.STATEMENTS,
        subject=subject,
        speaker=None,
        owner=None,
        role="",
        listener=None,
        act=None,
        verb="",
        named_source=False,
    )
