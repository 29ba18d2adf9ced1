"""The tables of a search index: the words and names of a store, in a database of SQLite with FTS5.

The index has no text. It follows the quads of its store one by one: each that is added or removed changes the
rows that it is the source of, so that an index by difference has the rows of one that is built from nothing.
"""

import sqlite3
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.fragments import read_spans
from kg.graph.row_tables import ROW_TABLES, Quads, RowWriter, SqlValue
from kg.graph.sentence_vectors import RECORD_SIZE
from kg.graph.vocabulary import DATA_BASE, term
from kg.language.folding import fold

NAMED_KINDS = ("actor", "agreement", "place")
"""The kinds of nodes whose names are in the index."""
_STEMMED, _WHOLE = "porter unicode61 remove_diacritics 2", "unicode61 remove_diacritics 2"
# For each kind of what is searched, the tokenizer of its table, which is called as the kind with "_words".
_TOKENIZERS = {
    "statement": _STEMMED,
    "paragraph": _STEMMED,
    "title": _STEMMED,
    "name": _WHOLE,
    "course": _WHOLE,
}
KINDS = frozenset(_TOKENIZERS)
"""The kinds of what is searched: the text of a statement, of a paragraph, the title of an article, the names
of an actor, agreement or place, and the stems of a course of action."""
TITLE = -1
"""The number of a title among the parts of an article; its paragraphs have 0 and more."""

_SCHEMA = (
    "CREATE TABLE part (id INTEGER PRIMARY KEY, node TEXT NOT NULL, number INTEGER NOT NULL, "
    "UNIQUE (node, number))",
    "CREATE TABLE name (id INTEGER PRIMARY KEY, form TEXT NOT NULL, node TEXT NOT NULL, UNIQUE (form, node))",
    "CREATE TABLE vectors (node TEXT PRIMARY KEY, records BLOB NOT NULL)",
    "CREATE TABLE spelling (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, uses INTEGER NOT NULL)",
    "CREATE VIRTUAL TABLE spelling_trigrams "
    "USING fts5(text, content='', columnsize=0, detail=none, tokenize='trigram')",
    *(
        f"CREATE VIRTUAL TABLE {kind}_words USING fts5(text, content='', tokenize='{tokenizer}')"
        for kind, tokenizer in _TOKENIZERS.items()
    ),
    *ROW_TABLES,
)

_TEXT, _BODY, _PARAGRAPHS = term("schema:text"), term("schema:articleBody"), term("asg:paragraphs")
_TITLE, _STEMS, _VECTORS = term("schema:headline"), term("asg:stems"), term("asg:sentenceVectors")
_NAMES = (term("schema:name"), term("schema:alternateName"))
TEXT_SOURCES, LARGE_SOURCES = (_TEXT, _TITLE, _STEMS), (_PARAGRAPHS, _BODY, _VECTORS)
"""The predicates of texts, and of what is larger; a body waits for the places of its paragraphs."""
NAME_SOURCES = _NAMES
"""The predicates of names."""


@dataclass(slots=True)
class _Body:
    """An article's text and the places of its paragraphs, until both are known."""

    text: str | None = None
    spans: str | None = None

    def paragraphs(self) -> list[str]:
        """The texts of the paragraphs; of the whole where they are not known."""
        text = self.text or ""
        return [span.of(text) for span in read_spans(self.spans)] if self.spans else [text]


class IndexWriter:
    """Makes the rows of an index follow the quads of a store.

    Every method but `close` raises `OSError` if the index cannot be written.
    """

    def __init__(self, file: Path | None = None) -> None:
        """The index in `file`, which is new or that of the store of before; without a file one in memory."""
        is_new = file is None or not file.exists()
        try:
            self.rows = sqlite3.connect(file or ":memory:", isolation_level=None, check_same_thread=False)
        except sqlite3.Error as error:
            raise OSError(f"its search index: {error}") from error
        # Nobody reads the file before all is written; a store that is not finished is never read.
        self._execute("PRAGMA journal_mode = OFF")
        self._execute("PRAGMA synchronous = OFF")
        for table in _SCHEMA if is_new else ():
            self._execute(table)
        self._execute("BEGIN")
        # What is in memory anyway is read there.
        self._kept = RowWriter(self._execute) if file else None
        self._added: dict[str, _Body] = {}
        self._removed: dict[str, _Body] = {}
        # What is gone from one graph, and may be told by another one.
        self._doubtful: set[tuple[str, NamedNode, str]] = set()
        self._adders: dict[str, Callable[[str, str], None]] = {
            _TEXT.value: self._add_statement,
            _TITLE.value: self._add_title,
            _STEMS.value: self._add_course,
            _BODY.value: self._add_body,
            _PARAGRAPHS.value: self._add_paragraphs,
            _VECTORS.value: self._add_vectors,
            **{one.value: self._add_name for one in _NAMES},
        }
        self._removers: dict[str, Callable[[str, str], None]] = {
            _TEXT.value: self._remove_statement,
            _TITLE.value: self._remove_title,
            _BODY.value: self._remove_body,
            _PARAGRAPHS.value: self._remove_paragraphs,
            _VECTORS.value: self._remove_vectors,
        }

    def adding(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """Yield `quads`, and put each in the index."""
        for quad in quads:
            if add := self._adders.get(quad.predicate.value):
                _apply(add, quad)
            if self._kept:
                self._kept.add(quad)
            yield quad

    def add(self, quads: Iterable[Quad]) -> None:
        """Put `quads` in the index."""
        for _ in self.adding(quads):
            pass

    def remove(self, quad: Quad) -> None:
        """Take `quad`, which the store no longer has, out of the index."""
        if self._kept:
            self._kept.remove(quad)
        predicate = quad.predicate
        if remove := self._removers.get(predicate.value):
            _apply(remove, quad)
        elif predicate == _STEMS or predicate in _NAMES:
            _apply(lambda node, text: self._doubtful.add((node, predicate, text)), quad)

    def finish(self, store: Quads) -> None:
        """Complete what quads that came one by one began; `store` is as it is after them."""
        if self._kept:
            self._kept.finish(store)
        for pending, finish in ((self._removed, self._drop_body), (self._added, self._put_body)):
            for node, body in pending.items():
                if body.text is not None:
                    finish(node, body)
            pending.clear()
        for node, predicate, text in sorted(self._doubtful, key=str):
            subject = NamedNode(DATA_BASE + node)
            if predicate == _STEMS:
                if not any(True for _ in store.quads_for_pattern(subject, _STEMS, None)):
                    self._drop("course", node, 0, text)
                continue
            told = chain.from_iterable(store.quads_for_pattern(subject, one, None) for one in _NAMES)
            if fold(text) not in {fold(_text_of(quad)) for quad in told}:
                self._drop_name(node, fold(text))
        self._doubtful.clear()
        self._execute("COMMIT")

    def close(self) -> None:
        """End writing; what was not committed by `finish` is lost."""
        self.rows.close()

    def pack(self) -> None:
        """Make the file smaller, once all is finished."""
        for table in (*(f"{kind}_words" for kind in sorted(KINDS)), "spelling_trigrams"):
            self._execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
        self._execute("VACUUM")

    def _execute(self, sql: str, values: tuple[SqlValue, ...] = ()) -> sqlite3.Cursor:
        # Whoever writes a store has a ledger open, too, whose errors have another remedy.
        try:
            return self.rows.execute(sql, values)
        except sqlite3.Error as error:
            raise OSError(f"its search index: {error}") from error

    def _add_vectors(self, node: str, text: str) -> None:
        if (records := _records(text)) is not None:
            self._execute("INSERT OR REPLACE INTO vectors VALUES (?, ?)", (node, records))

    def _remove_vectors(self, node: str, text: str) -> None:
        self._execute("DELETE FROM vectors WHERE node = ? AND records = ?", (node, _records(text)))

    def _add_statement(self, node: str, text: str) -> None:
        if node.startswith("statement/"):
            self._put("statement", node, 0, text)

    def _remove_statement(self, node: str, text: str) -> None:
        if node.startswith("statement/"):
            self._drop("statement", node, 0, text)

    def _add_title(self, node: str, text: str) -> None:
        self._put("title", node, TITLE, text)

    def _remove_title(self, node: str, text: str) -> None:
        self._drop("title", node, TITLE, text)

    def _add_course(self, node: str, text: str) -> None:
        self._put("course", node, 0, text)

    def _add_body(self, node: str, text: str) -> None:
        self._added.setdefault(node, _Body()).text = text
        self._complete(node, self._added, self._put_body)

    def _add_paragraphs(self, node: str, spans: str) -> None:
        self._added.setdefault(node, _Body()).spans = spans
        self._complete(node, self._added, self._put_body)

    def _remove_body(self, node: str, text: str) -> None:
        self._removed.setdefault(node, _Body()).text = text
        self._complete(node, self._removed, self._drop_body)

    def _remove_paragraphs(self, node: str, spans: str) -> None:
        self._removed.setdefault(node, _Body()).spans = spans
        self._complete(node, self._removed, self._drop_body)

    def _complete(self, node: str, pending: dict[str, _Body], finish: Callable[[str, _Body], None]) -> None:
        body = pending[node]
        if body.text is not None and body.spans is not None:
            del pending[node]
            finish(node, body)

    def _put_body(self, node: str, body: _Body) -> None:
        for number, text in enumerate(body.paragraphs()):
            self._put("paragraph", node, number, text)

    def _drop_body(self, node: str, body: _Body) -> None:
        for number, text in enumerate(body.paragraphs()):
            self._drop("paragraph", node, number, text)

    def _put(self, kind: str, node: str, number: int, text: str) -> None:
        made = self._execute("INSERT OR IGNORE INTO part (node, number) VALUES (?, ?)", (node, number))
        if made.rowcount > 0:
            self._execute(f"INSERT INTO {kind}_words (rowid, text) VALUES (?, ?)", (made.lastrowid, text))

    def _drop(self, kind: str, node: str, number: int, text: str) -> None:
        query = "DELETE FROM part WHERE node = ? AND number = ? RETURNING id"
        for (row,) in self._execute(query, (node, number)).fetchall():
            self._forget(f"{kind}_words", row, text)

    def _add_name(self, node: str, text: str) -> None:
        if node.partition("/")[0] not in NAMED_KINDS:
            return
        form = fold(text)
        made = self._execute("INSERT OR IGNORE INTO name (form, node) VALUES (?, ?)", (form, node))
        if made.rowcount <= 0:
            return
        self._execute("INSERT INTO name_words (rowid, text) VALUES (?, ?)", (made.lastrowid, form))
        for spelling in spellings_of(form):
            known = "UPDATE spelling SET uses = uses + 1 WHERE text = ?"
            if self._execute(known, (spelling,)).rowcount == 0:
                made = self._execute("INSERT INTO spelling (text, uses) VALUES (?, 1)", (spelling,))
                new = "INSERT INTO spelling_trigrams (rowid, text) VALUES (?, ?)"
                self._execute(new, (made.lastrowid, padded(spelling)))

    def _drop_name(self, node: str, form: str) -> None:
        query = "DELETE FROM name WHERE form = ? AND node = ? RETURNING id"
        for (row,) in self._execute(query, (form, node)).fetchall():
            self._forget("name_words", row, form)
            for spelling in spellings_of(form):
                self._execute("UPDATE spelling SET uses = uses - 1 WHERE text = ?", (spelling,))
                unused = "DELETE FROM spelling WHERE text = ? AND uses = 0 RETURNING id"
                for (id_,) in self._execute(unused, (spelling,)).fetchall():
                    self._forget("spelling_trigrams", id_, padded(spelling))

    def _forget(self, table: str, row: int, text: str) -> None:
        # A table without texts is told which one is gone.
        query = f"INSERT INTO {table} ({table}, rowid, text) VALUES ('delete', ?, ?)"
        self._execute(query, (row, text))


def words_of_form(form: str) -> set[str]:
    """The words of the folded form of a name."""
    return set(form.replace("-", " ").split())


def spellings_of(form: str) -> set[str]:
    """What may be misspelled of a folded form: all of it, and each of its words."""
    return {form, *words_of_form(form)}


def padded(spelling: str) -> str:
    """`spelling` as its trigrams are made of: those at its ends tell that they are there."""
    return f" {spelling} "


def _apply(change: Callable[[str, str], None], quad: Quad) -> None:
    """Call `change` with the node of `quad`, without what the IRIs of all begin with, and the text."""
    if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(DATA_BASE):
        change(quad.subject.value[len(DATA_BASE) :], _text_of(quad))


def _records(text: str) -> bytes | None:
    """The vectors of an article's sentences; None of what is none, which a graph from elsewhere may have."""
    try:
        found = b64decode(text, validate=True)
    except ValueError:
        return None
    return None if not found or len(found) % RECORD_SIZE else found


def _text_of(quad: Quad) -> str:
    return quad.object.value if isinstance(quad.object, Literal) else ""
