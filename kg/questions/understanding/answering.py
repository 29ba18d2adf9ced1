"""The answer to a plain question: read, answered in the shape that it asks for, with how it was read."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.graph.reader.lookup import scheme_of
from kg.graph.reader.taken import SAID, Taken
from kg.graph.store import Store
from kg.graph.text_index import text_index_of
from kg.language.agreement_words import agreement_words
from kg.language.lexicon import lexicon
from kg.language.saying_words import saying_words
from kg.questions.name_index import NameIndex
from kg.questions.parameters import OF_STATEMENTS, limit_notes
from kg.questions.tables import Table
from kg.questions.understanding.ask_words import ask_words
from kg.questions.understanding.asked import Asked, Fit
from kg.questions.understanding.nearest_answers import with_nearest
from kg.questions.understanding.periods import has_time_words, newest_day
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
    yes_or_no,
)
from kg.questions.understanding.wants import Want

if TYPE_CHECKING:
    from kg.acts.scheme import Scheme

_ANSWERS = {
    Want.STATEMENTS: statements,
    Want.UNSAID: unsaid,
    Want.DENIED: denials,
    Want.TOLD: told,
    Want.THROUGH: settings,
    Want.WHERE: settings,
    Want.WHEN: dated,
    Want.WHY: reasons,
    Want.YES_NO: yes_or_no,
    Want.LATEST: latest,
    Want.EARLIEST: latest,
}
# The module of what is asked for less often, and the function in it: imported when it is asked for.
_RARER = {
    Want.HOW_MANY: ("figure_answers", "figure_rows"),
    Want.COUNT: ("figure_answers", "count_of_statements"),
    Want.WHO_IS: ("people_answers", "who_somebody_is"),
    Want.WHO_HOLDS: ("people_answers", "holders_of_office"),
    Want.ARTICLES: ("article_answers", "article_rows"),
    Want.CONTENTS: ("article_answers", "contents"),
    Want.AGREEMENTS: ("article_answers", "agreement_rows"),
    Want.SPEAKERS: ("article_answers", "speaker_rows"),
    Want.ECHOES: ("article_answers", "echo_rows"),
    Want.COMPARE: ("position_answers", "comparison"),
    Want.DISAGREE: ("position_answers", "disagreements"),
    Want.CHANGE: ("position_answers", "changes"),
    Want.POSITIONS: ("position_answers", "positions"),
    Want.DEEDS: ("position_answers", "deeds"),
}
_STATEMENTS = frozenset(
    {
        *(Want.STATEMENTS, Want.TOLD, Want.THROUGH, Want.WHERE, Want.WHEN, Want.HOW_MANY, Want.WHY),
        *(Want.YES_NO, Want.POSITIONS),
    }
)
"""What is wanted of single statements, beside which others can stand."""
_LATER = ("time_words", *sorted({module for module, _ in _RARER.values()}))


def prepare() -> None:
    """Import what any question may need, and read the words, for a process whose children answer."""
    for module in _LATER:
        _imported(module)
    ask_words(), saying_words(), agreement_words(), lexicon()


def ask(
    store: Store,
    question: str,
    names: NameIndex | None = None,
    taken: Mapping[str, str] | None = None,
    *,
    scheme: "Scheme | None" = None,
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
    asked = Asked(store, names, index, scheme, reading, given, _taken(given, store, names))
    found = _answer_for(reading.want)(asked)
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


def _taken(given: Mapping[str, str], store: Store, names: NameIndex) -> Taken:
    """The statements that filters take, as typed."""
    if not given:
        return SAID
    # Imported on first use: most questions come without a filter.
    from kg.questions.meanings import find_meaning, taken_by

    kinds = {one.name: one.kind for one in OF_STATEMENTS}
    return taken_by({one: find_meaning(kinds[one], value, store, names) for one, value in given.items()})


def _answer_for(want: Want) -> Callable[[Asked], Table]:
    """What answers a question that wants this."""
    if want in _ANSWERS:
        return _ANSWERS[want]
    module, name = _RARER[want]
    answer: Callable[[Asked], Table] = getattr(_imported(module), name)
    return answer


def _imported(module: str) -> ModuleType:
    return import_module(f"kg.questions.understanding.{module}")
