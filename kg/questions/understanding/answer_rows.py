"""Rows of an answer: statements and words of articles in the columns of a table."""

from collections.abc import Iterable, Mapping, Sequence

from kg.graph.fragments import cite
from kg.graph.reader.indexed_rows import find_nodes
from kg.graph.reader.node_rows import Node
from kg.graph.reader.question_rows import SaidRow
from kg.graph.reader.selecting import Iri
from kg.graph.reader.statement_rows import Setting, read_settings
from kg.graph.reader.taken import NOT_UNSAID, mark
from kg.graph.store import Store
from kg.language.lexicon import lexicon
from kg.model import StatementKind, Unsaid
from kg.questions.tables import Cell, Table
from kg.questions.understanding.ranked_statements import Ranked, Ranking

OWN_WORDS = "the article's own words"
"""The mark of what nobody is quoted with."""
COLUMNS = (
    *(
        "speaker",
        "cue",
        "said",
        "said_on",
        "published",
        "cite",
        "paragraph",
        "confidence",
        "speaker_confidence",
    ),
    *("told", "medium", "occasion", "candidates", "title", "publisher", "kind", "unsaid", "manner"),
)
SHOWN = ("speaker", "said", "said_on", "published", "cite", "confidence", "speaker_confidence")
Row = dict[str, Cell]
# Rows of one answer.
MOST_ROWS = 40


def statement_rows(store: Store, ranking: Ranking, most: int = MOST_ROWS) -> list[Row]:
    """The first `most` rows of `ranking`, each by column."""
    return rows_of(store, ranking.rows[:most], ranking)


def rows_of(store: Store, ranked: Iterable[Ranked], ranking: Ranking) -> list[Row]:
    """Some rows of `ranking`, each by column."""
    listed = list(ranked)
    said = [one.said for one in listed if one.said]
    speakers = find_nodes(store, (one.actor for one in said if one.actor))
    settings = read_settings(store, dict.fromkeys(one.statement for one in said if one.has_setting))
    return [_row(one, speakers, settings, ranking) for one in listed]


def as_table(rows: Sequence[Row], columns: Sequence[str], shown: Sequence[str] = ()) -> Table:
    """A table of `rows`, with the columns of those that are not among `columns` after them."""
    others = dict.fromkeys(name for row in rows for name in row if name not in columns)
    every = (*columns, *others)
    return Table(
        every, [tuple(row.get(name) for name in every) for row in rows], shown=tuple(dict.fromkeys(shown))
    )


def joined(first: Table, rows: Sequence[Row], shown: Sequence[str] = SHOWN) -> Table:
    """`first` with `rows` after its own, in its columns and theirs."""
    if not rows:
        return first
    before = list(first)
    found = as_table([*before, *rows], first.columns, [*dict.fromkeys([*first.shown, *shown])])
    return Table(found.columns, found.rows, first.understood, first.notes, found.shown, first.less_sure)


def _row(one: Ranked, speakers: Mapping[Iri, Node], settings: Mapping[Iri, Setting], ranking: Ranking) -> Row:
    article = ranking.found.articles[one.article]
    row: Row = {
        "said": one.text,
        "published": article.published or None,
        "cite": cite(article.path, one.span),
        "paragraph": one.paragraph.number + 1 if one.paragraph else None,
        "title": article.headline or None,
        "publisher": article.outlet or None,
    }
    if one.said is None:
        return (
            dict.fromkeys(COLUMNS)
            | row
            | {"said": f"[{OWN_WORDS}] {' '.join(one.text.split())}", "kind": "article"}
        )
    setting = settings.get(one.said.statement, Setting())
    return dict.fromkeys(COLUMNS) | row | _said_cells(one.said, speakers.get(one.said.actor), setting)


def _said_cells(one: SaidRow, speaker: Node | None, setting: Setting) -> Row:
    """The cells of a statement itself; what is not said speech has its mark before the words."""
    unsaid = None if one.unsaid == NOT_UNSAID else Unsaid(one.unsaid)
    marked = mark(StatementKind(one.kind), unsaid)
    if not marked and lexicon().denials.intersection(one.cue.lower().split()):
        marked = "denied"
    candidates = " or ".join(f"{found.node.name} ({found.confidence:g})" for found in setting.candidates)
    return {
        "speaker": speaker.name if speaker else None,
        "cue": one.cue or None,
        "said": f"[{marked}] {one.text}" if marked else one.text,
        "said_on": one.said_on or None,
        "confidence": one.confidence,
        "speaker_confidence": one.speaker_confidence if speaker else None,
        "told": setting.addressee.name if setting.addressee else None,
        "medium": setting.medium or None,
        "occasion": setting.occasion or None,
        "candidates": candidates or None,
        "kind": one.kind,
        "unsaid": unsaid.value if unsaid else None,
        "manner": one.manner,
    }
