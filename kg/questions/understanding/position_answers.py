"""Answers that are positions: who stands how toward what, changes, disagreement, a comparison of two."""

from collections.abc import Iterable
from dataclasses import replace

from kg.graph.reader.node_rows import Node
from kg.graph.reader.selecting import Iri, rows
from kg.model import Layer
from kg.questions.tables import Table
from kg.questions.understanding.act_words import act_labels
from kg.questions.understanding.answer_rows import (
    COLUMNS,
    SHOWN,
    Row,
    as_table,
    joined,
    rows_of,
)
from kg.questions.understanding.asked import Asked, Fit
from kg.questions.understanding.name_spotting import Named
from kg.questions.understanding.question_reading import Reading
from kg.questions.understanding.question_terms import terms_of
from kg.questions.understanding.ranked_statements import Ranked, Ranking, days_of
from kg.questions.understanding.wants import Want

_OTHERS = 5
Values = dict[str, str | None]
"""Parameters of a canned query; None where one is not given."""
_MOST_COMPARED = 30


def positions(asked: Asked) -> Table:
    """Positions that fit, and the statements that come next to them in words."""
    reading = asked.reading
    found = _canned_positions(asked)
    if not terms_of(reading) and reading.speaker is None and not reading.role:
        return found if found is not None else as_table([], COLUMNS, SHOWN)
    labels = act_labels(asked.scheme, reading.act) if reading.act else frozenset()
    ranking = asked.rank(cues=labels, anybody=reading.passive, own_words=asked.speakers() is None)
    if found is None or not found.rows:
        less_sure = found.less_sure if found is not None else 0
        table = as_table(rows_of(asked.store, ranking.rows[:50], ranking), COLUMNS, SHOWN)
        if table.rows and found is not None:
            asked.fit = Fit.NEAREST
            asked.told.append("No position that is sure enough fits; these are statements.")
        return replace(table, less_sure=less_sure)
    if terms_of(reading) and not ranking.near and not reading.passive:
        known = {row["cite"] for row in found}
        more = [
            row for row in rows_of(asked.store, ranking.rows[:_OTHERS], ranking) if row["cite"] not in known
        ]
        return joined(found, more)
    return found


def deeds(asked: Asked) -> Table:
    """Who did what to whom."""
    return _answer(asked, "who-did-what-to-whom", {})


def changes(asked: Asked) -> Table:
    """Changes of position; else positions and statements by day."""
    reading = asked.reading
    named = reading.speaker or next((one for one in reading.subject if isinstance(one, Named)), None)
    values = {"actor": asked.typed(named), "on": reading.topic_words or None}
    found = _answer(asked, "position-shifts", values)
    if found.rows or not (named or reading.topic):
        return found
    asked.told.append("No change of position is sure enough; these are the positions and statements by day.")
    asked.reading = replace(
        reading,
        speaker=named,
        subject=tuple(one for one in reading.subject if one is not named),
        want=Want.STATEMENTS,
    )
    held = _answer(asked, "positions", values)
    ranking = asked.rank()
    ordered = sorted(ranking.rows[:50], key=lambda one: days_of(one, ranking.found)[0] or "9999")
    return (
        joined(held, rows_of(asked.store, ordered, ranking))
        if held.rows
        else replace(
            as_table(rows_of(asked.store, ordered, ranking), COLUMNS, SHOWN), less_sure=found.less_sure
        )
    )


def disagreements(asked: Asked) -> Table:
    """Pairs of actors of opposed positions; then statements about it, of each speaker the best first."""
    reading = asked.reading
    actor = reading.speaker or next(
        (
            one
            for one in reading.names
            if any(node.kind == "actor" for node in one.nodes) and one not in reading.topic
        ),
        None,
    )
    found = _answer(
        asked, "opposed-positions", {"on": reading.topic_words or None, "actor": asked.typed(actor)}
    )
    if not terms_of(reading) and actor is None:
        return found
    ranking = asked.rank(anybody=True)
    spoken = _each_speaker(ranking.rows)
    if not found.rows:
        asked.told.append("No two opposed positions are sure enough; these are what each says of it.")
    return joined(found, rows_of(asked.store, spoken[: 2 * _OTHERS if found.rows else 50], ranking))


def comparison(asked: Asked) -> Table:
    """What two say of the same topics, side by side; then what only one of them says."""
    first, second = asked.reading.parties
    sides = [_side(asked, one) for one in (first, second)]
    topics = _shared_topics(asked, sides)
    names = {one.iri: one.name for one in rows(asked.store, Node, iri=topics)}
    listed: list[Row] = []
    used: set[tuple[str, int]] = set()
    for topic in topics:
        pair = [_best(side, topic, used) for side in sides]
        if all(pair):
            listed.append(_pair(asked, names.get(topic, ""), pair, sides))
            used |= {(one.article, one.span.start) for one in pair if one}
    rest = [[one for one in side.rows if (one.article, one.span.start) not in used] for side in sides]
    for at in range(min(_MOST_COMPARED, max(map(len, rest), default=0))):
        pair = [own[at] if at < len(own) else None for own in rest]
        listed.append(_pair(asked, "", pair, sides))
    columns = (
        *("topic", "speaker", "cue", "said", "manner", "date", "cite", "confidence"),
        *("other_speaker", "other_cue", "other_said", "other_manner"),
        *("other_date", "other_cite", "other_confidence"),
    )
    for one, side in zip((first, second), sides, strict=True):
        if not side.rows:
            asked.told.append(f"{one.label} says nothing that fits.")
    shown = ("topic", "speaker", "said", "cite", "other_speaker", "other_said", "other_cite")
    return as_table(listed[:_MOST_COMPARED], columns, shown)


def _canned_positions(asked: Asked) -> Table | None:
    reading = asked.reading
    values: Values = {"actor": asked.typed(reading.speaker), "on": reading.topic_words or None}
    if reading.speaker is not None and values["actor"] is None:
        return None
    act = reading.act
    if act is None:
        if reading.speaker is None and not reading.role:
            return _answer(asked, "position-matrix", {"on": values["on"]})
        return _answer(asked, "positions", values)
    of_whom = _asks_of_what(reading)
    if values["actor"] is None and values["on"] is None and not reading.role and not of_whom:
        if act.polarity:
            return _answer(asked, "who-did-what-to-whom", {"polarity": act.words, "layer": Layer.SPEECH})
        return _answer(asked, "who-did-what-to-whom", {"act": act.words, "layer": "all"})
    more: Values = {"polarity": act.words} if act.polarity else {"act": act.words, "layer": "all"}
    return _answer(asked, "positions", values | more)


def _asks_of_what(reading: Reading) -> bool:
    """Whether it asks "whom of what" or "whom for what": two things that are not known."""
    words = reading.question.lower().rstrip(" ?.!").split()
    return (
        len(words) > 2
        and words[-1] in ("what", "whom")
        and words[-2] in ("of", "for", "over", "to")
        and any(one in ("whom", "who") for one in words[1:-2])
    )


def _answer(asked: Asked, query: str, values: Values) -> Table:
    found = asked.canned(query, **values)
    return (
        found if found is not None else as_table([], ("holder", "act", "polarity", "target", "said", "cite"))
    )


def _each_speaker(ranked: Iterable[Ranked]) -> list[Ranked]:
    """The best of each speaker first, then the second of each."""
    seen: dict[Iri, int] = {}
    listed = []
    for one in ranked:
        actor = one.said.actor if one.said else Iri("")
        seen[actor] = seen.get(actor, 0) + 1
        listed.append((seen[actor], one))
    return [one for _, one in sorted(listed, key=lambda pair: pair[0])]


def _side(asked: Asked, named: Named) -> Ranking:
    kept = asked.reading
    asked.reading = replace(kept, speaker=named, parties=(), want=Want.STATEMENTS, verb="say")
    found = asked.rank(strict=True)
    asked.reading = kept
    return found


def _shared_topics(asked: Asked, sides: list[Ranking]) -> list[Iri]:
    """What statements of both mention, the least common first."""
    counts = []
    for side in sides:
        own: dict[Iri, int] = {}
        for one in side.rows:
            for node in side.found.mentions.get(one.said.statement, ()) if one.said else ():
                own[node] = own.get(node, 0) + 1
        counts.append(own)
    wanted = terms_of(asked.reading).nodes
    shared = counts[0].keys() & counts[1].keys()
    return sorted(shared, key=lambda node: (node not in wanted, counts[0][node] + counts[1][node], node))


def _best(side: Ranking, topic: Iri, used: set[tuple[str, int]]) -> Ranked | None:
    for one in side.rows:
        if (
            one.said
            and topic in side.found.mentions.get(one.said.statement, ())
            and (one.article, one.span.start) not in used
        ):
            return one
    return None


def _pair(asked: Asked, topic: str, pair: list[Ranked | None], sides: list[Ranking]) -> Row:
    row: Row = {"topic": topic or None}
    for prefix, one, side in zip(("", "other_"), pair, sides, strict=True):
        if one is None:
            continue
        (cells,) = rows_of(asked.store, [one], side)
        date = cells["said_on"] or cells["published"]
        row |= {
            f"{prefix}{name}": date if name == "date" else cells[name]
            for name in ("speaker", "cue", "said", "manner", "date", "cite", "confidence")
        }
    return row
