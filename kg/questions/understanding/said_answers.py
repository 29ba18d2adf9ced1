"""Answers that are statements: who said what, to whom, through what, when, why, and whether it is so."""

from collections.abc import Callable, Iterable
from dataclasses import replace as replaced
from datetime import date
from typing import TYPE_CHECKING

from kg.graph.reader.node_rows import Node
from kg.graph.reader.selecting import Iri, rows
from kg.graph.vocabulary import kind_of
from kg.language.folding import fold
from kg.language.stems import stem
from kg.model import PartialDate, Unsaid
from kg.questions.tables import Table
from kg.questions.understanding.act_words import act_labels
from kg.questions.understanding.answer_rows import (
    COLUMNS,
    MOST_ROWS,
    SHOWN,
    Row,
    as_table,
    rows_of,
    statement_rows,
)
from kg.questions.understanding.ask_words import ask_words
from kg.questions.understanding.asked import Asked
from kg.questions.understanding.name_spotting import speakers_named
from kg.questions.understanding.question_terms import Terms, stems_in, terms_of
from kg.questions.understanding.question_units import names_medium
from kg.questions.understanding.ranked_statements import Ranked, Ranking, days_of
from kg.questions.understanding.wants import Want
from kg.text.simple_sentences import simple_sentences

if TYPE_CHECKING:
    from kg.language.dates import Dates

_TOLD = ("speaker", "told", "medium", "occasion", "said_on", "said", "around", "cite", "confidence")
# Code points of the words around a statement, before it and after it.
_BEFORE, _AFTER = 240, 160
# A text that says what a question asks has at least this share of it.
_SAYS_SO = 0.6
_FOR_DATE, _FOR_REASON, _FOR_SUBJECT, _FOR_MEDIUM = 0.2, 0.25, 0.2, 0.2
_MOST_OTHERS = 10


def statements(asked: Asked) -> Table:
    """Statements that fit, the best first; where nobody need have said it, also words of articles."""
    is_open = asked.speakers() is None and asked.reading.listener is None
    ranking = asked.rank(own_words=is_open, fits=_by(asked) if asked.reading.does else None)
    return as_table(statement_rows(asked.store, ranking), COLUMNS, SHOWN)


def unsaid(asked: Asked) -> Table:
    """What somebody refused to say, or did not say."""
    if "unsaid" not in asked.given:
        asked.taken = replaced(asked.taken, unsaid=frozenset(asked.reading.unsaid.split(",")))
    ranking = asked.rank(strict=True)
    return as_table(statement_rows(asked.store, ranking), COLUMNS, SHOWN)


def denials(asked: Asked) -> Table:
    """What somebody denied, and what the article tells that they did not say; else what has a “no” in it."""
    words = ask_words()
    if "unsaid" not in asked.given:
        asked.taken = replaced(asked.taken, unsaid=asked.taken.unsaid | {Unsaid.NEGATED})
    ranking = asked.rank(strict=True)

    def is_denied(one: Ranked) -> bool:
        said = one.said
        return said is not None and (
            said.unsaid == Unsaid.NEGATED or not stems_in(said.cue).isdisjoint(words.denials)
        )

    found = [one for one in ranking.rows if is_denied(one)]
    if not found:
        said = [one for one in ranking.rows if one.said and one.said.unsaid != Unsaid.NEGATED]
        found = [one for one in said if _is_negated(one)]
        # "Ruled out" is nearer to a denial than a statement with a "no" in it.
        found.sort(key=lambda one: not (one.said and _has_odd_negations(one.said.cue)))
        if found:
            asked.told.append("No denial is reported; these have a “no” or “not” in them.")
    return as_table(rows_of(asked.store, found[:MOST_ROWS], ranking), COLUMNS, SHOWN)


def told(asked: Asked) -> Table:
    """Who said it to whom."""
    reading = asked.reading
    listeners = asked.listeners()
    if listeners is None and asked.speakers() is None and not terms_of(reading):
        found = asked.canned("who-told-whom")
        if found is not None:
            return found
    ranking = asked.rank()
    found_rows = with_around(statement_rows(asked.store, ranking), ranking.rows[:MOST_ROWS])
    if listeners is None:
        heard = [row for row in found_rows if row["told"] or row["medium"] or row["occasion"]]
        if not heard and found_rows:
            asked.told.append("No article tells to whom; these are the statements.")
        found_rows = sorted(heard, key=lambda row: not row["told"]) or found_rows[:_MOST_OTHERS]
    elif not found_rows:
        found_rows = _through(asked)
    return as_table(found_rows, (*COLUMNS, "around"), _TOLD)


def settings(asked: Asked) -> Table:
    """Through what, on what occasion or where something was said; where something is, if nobody says it."""
    words = ask_words()
    reading = asked.reading
    is_event = reading.want is Want.WHERE and reading.verb not in words.verbs
    is_through = reading.want is Want.THROUGH
    ranking = asked.rank(
        own_words=is_event or asked.speakers() is None, fits=_with_medium if is_through else None
    )
    found = ranking.rows[:MOST_ROWS]
    listed = with_around(rows_of(asked.store, found, ranking), found)
    if is_event:
        names = _places(asked, found, ranking)
        listed = [{"places": places or None, **row} for row, places in zip(listed, names, strict=True)]
        return as_table(listed, ("places", *COLUMNS, "around"), ("places", *SHOWN, "around"))
    set_ = [row for row in listed if row["medium"] or row["occasion"]]
    if not set_ and listed:
        asked.told.append("No article tells through what or on what occasion; these are the statements.")
    return as_table([*set_, *(row for row in listed if row not in set_)], (*COLUMNS, "around"), _TOLD)


def dated(asked: Asked) -> Table:
    """When: of an agreement what articles tell, of what was said its day, else the dates beside it."""
    words = ask_words()
    reading = asked.reading
    agreements = [named for named in reading.names if any(node.kind == "agreement" for node in named.nodes)]
    facts: list[Row] = []
    if reading.verb not in words.say:
        for named in agreements:
            facts += _dates_of_agreement(asked, named.words)
    is_said = reading.verb in words.verbs - words.deeds and reading.speaker is not None
    ranking = asked.rank(own_words=not is_said, fits=None if is_said else _with_date)
    listed = [
        _when(one, ranking, is_said=is_said) | row | {"around": _around(one)}
        for one, row in zip(ranking.rows[:MOST_ROWS], statement_rows(asked.store, ranking), strict=True)
    ]
    listed.sort(key=lambda row: not row["when"])
    columns = ("when", "precision", "by", *COLUMNS, "around")
    table = as_table(
        [*facts, *listed], columns, ("when", "precision", "by", *(one for one in SHOWN if one != "said_on"))
    )
    return table


def reasons(asked: Asked) -> Table:
    """What fits, what has a word of cause or purpose in it first."""
    by = _by(asked)
    ranking = asked.rank(own_words=True, fits=lambda one: _with_reason(one) + by(one))
    found = ranking.rows[:MOST_ROWS]
    listed = with_around(rows_of(asked.store, found, ranking), found)
    return as_table(listed, (*COLUMNS, "around"), (*SHOWN, "around"))


def yes_or_no(asked: Asked) -> Table:
    """The sentences in these words, and those that negate them; the best of each at the top.

    The column `words` compares words and negations: whether it is so, only who reads the sentence knows.
    """
    reading = asked.reading
    labels = act_labels(asked.scheme, reading.act) if reading.act else frozenset()
    ranking = asked.rank(own_words=True, cues=labels, fits=_by(asked))
    is_negated = _has_odd_negations(reading.question)
    wanted = terms_of(reading)
    listed: list[Row] = []
    for one, row in zip(ranking.rows[:MOST_ROWS], statement_rows(asked.store, ranking), strict=True):
        compared = None
        if one.coverage >= _SAYS_SO and not ranking.near and _has_words(one, wanted):
            compared = "negates them" if _is_negated(one) != is_negated else "has them"
        listed.append({"words": compared, **row})
    firsts = [
        next((row for row in listed if row["words"] == one), None) for one in ("has them", "negates them")
    ]
    top = [row for row in firsts if row is not None]
    top.sort(key=listed.index)
    listed = [*top, *(row for row in listed if row not in top)]
    return as_table(listed, ("words", *COLUMNS), ("words", *SHOWN))


def latest(asked: Asked) -> Table:
    """What fits, by day: the latest, or the earliest, first."""
    reading = asked.reading
    if (
        asked.speakers() is None
        and not terms_of(reading)
        and reading.want is Want.LATEST
        and reading.period is None
    ):
        found = asked.canned("latest-statements")
        if found is not None:
            return replaced(found, rows=found.rows[:MOST_ROWS], understood=None)
    ranking = asked.rank()
    backwards = reading.want is Want.LATEST
    days = {id(one): days_of(one, ranking.found)[0] for one in ranking.rows}
    dated_ = sorted(
        (one for one in ranking.rows if days[id(one)]), key=lambda one: days[id(one)], reverse=backwards
    )
    undated = [one for one in ranking.rows if not days[id(one)]]
    if undated:
        asked.told.append(f"{len(undated)} without a known day stand at the end.")
    listed = rows_of(asked.store, [*dated_, *undated][:MOST_ROWS], ranking)
    return as_table(listed, COLUMNS, SHOWN)


def _by(asked: Asked) -> Callable[[Ranked], float]:
    """What a statement is worth more of who the question is about: of what they do, they know most."""
    speaker = asked.reading.speaker
    nodes = {node.iri for node in speakers_named(speaker, asked.names)} if speaker else set()
    return lambda one: _FOR_SUBJECT if one.said and one.said.actor in nodes else 0.0


def _through(asked: Asked) -> list[Row]:
    """Statements through a medium of the listener's name: whoever tells a channel says it on the channel."""
    listener = asked.reading.listener
    assert listener is not None
    asked.reading = replaced(asked.reading, listener=None)
    ranking = asked.rank()
    wanted = fold(listener.words)
    found = statement_rows(asked.store, ranking)
    through = [
        row
        for row in found
        if wanted in fold(f"{row['medium'] or ''} {row['occasion'] or ''} {row['told'] or ''}")
    ]
    asked.told.append(f"No statement is told to {listener.label}.")
    return through or found[:_MOST_OTHERS]


def _places(asked: Asked, found: list[Ranked], ranking: Ranking) -> list[str]:
    """The places that each row mentions, with semicolons."""
    mentions = ranking.found.mentions
    iris = {
        one: [node for node in mentions.get(one.said.statement, ()) if kind_of(node) == "place"]
        if one.said
        else []
        for one in found
    }
    named = {
        node.iri: node.name
        for node in rows(asked.store, Node, iri={iri for own in iris.values() for iri in own})
    }
    return ["; ".join(sorted(named[Iri(iri)] for iri in iris[one] if iri in named)) for one in found]


def _dates_of_agreement(asked: Asked, words: str) -> list[Row]:
    """What articles tell of when an agreement was made, the most precise first."""
    table = asked.canned("agreement-facts", agreement=words)
    found = [row for row in table or () if row["fact"] == "date"]
    found.sort(key=lambda row: -len(str(row["value"])))
    return [
        {
            "when": row["value"],
            "precision": _precision(str(row["value"])),
            "by": f"date of the {row['agreement']}",
            "said": f"[the article's own words] {row['words']}",
            "cite": row["cite"],
            "kind": "article",
        }
        for row in found
    ]


def _when(one: Ranked, ranking: Ranking, *, is_said: bool) -> Row:
    """The day of a row, how precise it is, and what tells it."""
    said = one.said
    if is_said and said and said.said_on:
        return {"when": said.said_on, "precision": _precision(said.said_on), "by": "said on"}
    article = ranking.found.articles[one.article]
    if not is_said:
        text = _sentence_around(one)
        published = date.fromisoformat(article.published[:10]) if len(article.published) >= 10 else None
        for found in _dates(text, published):
            day = found.resolved or found.written
            if day is not None:
                return {"when": day.iso, "precision": _precision(day.iso), "by": "told in the sentence"}
            return {
                "when": text[found.core.start : found.core.end],
                "precision": None,
                "by": "told, the day unknown",
            }
        if said and said.said_on:
            return {"when": said.said_on, "precision": _precision(said.said_on), "by": "said on"}
    if article.published:
        return {"when": article.published[:10], "precision": "day", "by": "published on"}
    return {"when": None, "precision": None, "by": None}


def with_around(listed: list[Row], found: Iterable[Ranked]) -> list[Row]:
    """Rows with the words around them, which may tell what their columns do not."""
    return [row | {"around": _around(one)} for row, one in zip(listed, found, strict=True)]


def _around(one: Ranked) -> str | None:
    if one.paragraph is None:
        return None
    text, start = one.paragraph.text, max(0, one.span.start - one.paragraph.span.start)
    first = max(0, start - _BEFORE)
    first = text.find(" ", first, start) + 1 if first else 0
    last = text.find(" ", start + len(one.text) + _AFTER)
    return " ".join(text[first : last if last > 0 else None].split())


def _sentence_around(one: Ranked) -> str:
    if one.paragraph is None:
        return one.text
    start = one.span.start - one.paragraph.span.start
    for sentence in simple_sentences(one.paragraph.text):
        if sentence.start <= start < sentence.end:
            return one.paragraph.text[sentence.start : max(sentence.end, start + len(one.text))]
    return one.text


def _precision(iso: str) -> str | None:
    try:
        return PartialDate(iso).precision.value
    except ValueError:
        return None


def _dates(text: str, published: date | None = None) -> "Dates":
    # Imported on first use: few questions ask for a day.
    from kg.language.dates import Dates
    from kg.text.text import Text

    return Dates(Text(text), published)


def _with_date(one: Ranked) -> float:
    return _FOR_DATE if next(iter(_dates(_sentence_around(one))), None) else 0.0


def _with_reason(one: Ranked) -> float:
    words = ask_words()
    if not words.reasons.isdisjoint(stems_in(one.text)):
        return _FOR_REASON
    around = stems_in(_sentence_around(one))
    return _FOR_REASON / 2 if not (words.reasons | words.perhaps_reasons).isdisjoint(around) else 0.0


def _with_medium(one: Ranked) -> float:
    """What a sentence is worth more that names a medium or a platform."""
    return _FOR_MEDIUM if names_medium(_sentence_around(one)) else 0.0


def _has_words(one: Ranked, wanted: Terms) -> bool:
    """Whether a text has most of the words of a question besides names, or words in their place."""
    stems = stems_in(f"{one.text} {one.said.cue}" if one.said else one.own or one.text)
    words = [term for term in wanted.terms if not term.nodes]
    have = sum(term.weight for term in words if term.match(stems, frozenset()))
    return have >= _SAYS_SO * sum(term.weight for term in words)


def _is_negated(one: Ranked) -> bool:
    """Whether a text, with the words by which it is said, has an odd number of negations."""
    text = f"{one.said.cue} {one.text}" if one.said else one.own or one.text
    return _has_odd_negations(text) or bool(one.said and one.said.unsaid == Unsaid.NEGATED)


def _has_odd_negations(text: str) -> bool:
    words = text.lower().replace("’", "'").replace("n't", " not").split()
    stems = (stem(fold(word.strip(".,;:!?“”\"'()[]"))) for word in words)
    return sum(one in ask_words().negations for one in stems) % 2 == 1
