"""The search index of a graph: texts and names found by their words, in milliseconds, not by reading all.

Each store of a folder has its index beside its tables; that of a graph in memory or on a server is made when
it is first asked. Texts are compared by stems (Porter's), names by their folded words and by spelling.
"""

import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import Any

from msgspec import json
from pyoxigraph import NamedNode, Quad, QuerySolutions

from kg.errors import StoreError, UsageError
from kg.graph.opened_store import OpenedStore, kept_with
from kg.graph.sentence_vectors import RECORD_SIZE
from kg.graph.store import Store, run_query
from kg.graph.store_files import INDEX_NAME
from kg.graph.text_tables import (
    KINDS,
    LARGE_SOURCES,
    NAME_SOURCES,
    TEXT_SOURCES,
    IndexWriter,
    padded,
    words_of_form,
)
from kg.graph.vocabulary import DATA_BASE
from kg.graph.word_scores import Ask, WordRows
from kg.language.folding import POSSESSIVE
from kg.language.stems import filled_words

__all__ = ["KINDS", "Hit", "TextIndex", "ask", "database_of", "has_index_file", "text_index_of"]

# KiB of an index in a file that are kept in memory.
_CACHE = 16_000
# Words and phrases of one search, at most.
_MOST_TERMS = 64
# Spellings that share most trigrams with the one that is sought, of which the nearest are taken.
_CANDIDATES = 300
_PHRASE = re.compile('["“”„«]([^"“”„»]+)["“”»]')
_TERM = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")

# Statements of a graph on a server whose texts are read to search them, at most.
_MOST_READ = 100_000

_STATEMENT = frozenset({"statement"})


@dataclass(frozen=True, slots=True)
class Hit:
    """What a search found: the IRI of a statement, an article, a named node or a course of action.

    A hit of a paragraph has its article and its number, from 0. A hit with a higher `score` is nearer; those
    of one kind of one search can be compared.
    """

    node: str
    kind: str
    score: float
    paragraph: int | None = None


class TextIndex:
    """The words and names of one graph. Every method raises `StoreError` where the index is damaged."""

    def __init__(self, names: "Database", texts: "Database") -> None:
        """The index with the tables of names in one database, and those of texts in one."""
        self._names, self._texts = names, texts
        self._rows, self._named_rows = WordRows(self._ask_texts), WordRows(self._ask_names)

    def search(
        self,
        words: str,
        *,
        others: str = "",
        kinds: frozenset[str] = _STATEMENT,
        limit: int = 20,
        among: Sequence[int] | None = None,
    ) -> list[Hit]:
        """What has some of these `words`, at most `limit`: first what has most of them, and rare ones.

        `words` are those of a person: what stands in quotation marks is found as a phrase, words without
        content ("the") do not count beside others, and nothing else has a meaning of its own. `others` are
        words that may stand in their place, and count for less. `kinds` are some of `KINDS`; with `among`,
        only statements with these numbers, which ascend, are found.
        """
        terms = _Terms.of(words, others)
        hits = [hit for kind in sorted(kinds) for hit in self._matching(kind, terms, limit, among)]
        # Of a node with several names that fit, the nearest counts.
        found: dict[tuple[str, str, int | None], Hit] = {}
        for hit in sorted(hits, key=lambda one: -one.score):
            found.setdefault((hit.kind, hit.node, hit.paragraph), hit)
        return list(found.values())[: max(0, limit)]

    def choose(self, rows: Sequence[int], words: str, others: str, limit: int) -> list[str]:
        """The IRIs of the statements with these numbers, which ascend, at most `limit`.

        Those that a search for the words would find come first, then those that were written first.
        """
        table, terms = "statement_words", _Terms.of(words, others)
        best = self._rows.best(table, terms.words, terms.others, limit, rows) if len(rows) > limit else []
        chosen = dict.fromkeys([*(row for row, _ in best), *rows[:limit]])
        return self.statements_at(list(chosen)[:limit])

    def statements_at(self, rows: list[int]) -> list[str]:
        """The IRIs of the statements with these numbers, in this order."""
        owners = self._owners("statement", rows)
        return [DATA_BASE + owners[row][0] for row in rows if row in owners]

    def rows_of(self, statements: Iterable[str]) -> dict[str, int]:
        """The numbers of those of `statements`, given by IRI, that are in the index."""
        wanted = [one.removeprefix(DATA_BASE) for one in statements]
        sql = "SELECT node, id FROM part WHERE number = 0 AND node IN (SELECT value FROM json_each(?))"
        return {DATA_BASE + node: row for node, row in self._ask_texts(sql, (_json(wanted),))}

    def has(self, word: str, kinds: frozenset[str]) -> bool:
        """Whether anything of these `kinds` has this word."""
        terms = terms_of(word)
        return any(
            self._ask(kind)(f"SELECT 1 FROM {kind}_words WHERE {kind}_words MATCH ? LIMIT 1", (one,))
            for one in terms
            for kind in sorted(kinds)
        )

    def named(self, form: str) -> list[str]:
        """The IRIs of the nodes that have this folded form of a name, in their order."""
        found = self._ask_names("SELECT node FROM name WHERE form = ? ORDER BY node", (form,))
        return [DATA_BASE + node for (node,) in found]

    def named_with(self, words: Iterable[str]) -> list[str]:
        """The IRIs of the nodes one of whose names has all of these folded words, in their order."""
        return sorted({node for _, node in self._with_words(set(words))})

    def courses(self, stems: Iterable[str]) -> list[str]:
        """The IRIs of the courses of action in whose wording these stems stand, or parts of them."""
        query = " AND ".join(filter(None, map(_quoted, sorted(set(stems)))))
        sql = "SELECT node FROM course_words JOIN part ON id = course_words.rowid WHERE course_words MATCH ?"
        found = self._ask_texts(f"{sql} ORDER BY node", (query,)) if query else []
        return [DATA_BASE + node for (node,) in found]

    def statements_with(self, words: Iterable[str], limit: int) -> list[str] | None:
        """The IRIs of the statements that have all of these words in any form; None if more than `limit`.

        `words` are folded singulars. A statement that has them in its search form is among what is found.
        """
        return self._with_all("statement", words, limit)

    def articles_with(self, words: Iterable[str], limit: int) -> list[str] | None:
        """The IRIs of the articles that have them all in one paragraph, as `statements_with` finds them."""
        return self._with_all("paragraph", words, limit)

    def _with_all(self, kind: str, words: Iterable[str], limit: int) -> list[str] | None:
        forms = ([word, f"{word[:-3]}men"] if word.endswith("man") else [word] for word in words)
        terms = [" OR ".join(filter(None, map(_quoted, one))) for one in forms]
        if not all(terms) or not terms:
            return None
        sql = (
            f"SELECT DISTINCT node FROM {kind}_words JOIN part ON id = {kind}_words.rowid "
            f"WHERE {kind}_words MATCH ? LIMIT ?"
        )
        query = " AND ".join(f"({one})" for one in terms[:_MOST_TERMS])
        found = [DATA_BASE + node for (node,) in self._ask_texts(sql, (query, limit + 1))]
        return found if len(found) <= limit else None

    def all_vectors(self) -> list[tuple[str, bytes]]:
        """The vectors of the sentences of each article, by what comes after the base in its IRI, sorted."""
        return self._ask_texts("SELECT node, records FROM vectors ORDER BY node", ())

    def vectors_of(self, articles: Iterable[str]) -> list[tuple[str, bytes]]:
        """The vectors of the sentences of those of `articles` that have some, by IRI."""
        wanted = [one.removeprefix(DATA_BASE) for one in articles]
        sql = "SELECT node, records FROM vectors WHERE node IN (SELECT value FROM json_each(?))"
        return [(DATA_BASE + node, records) for node, records in self._ask_texts(sql, (_json(wanted),))]

    @cached_property
    def number_of_vectors(self) -> int:
        """How many sentences have a vector. All are looked at to count them, once."""
        (bytes_,) = self._ask_texts("SELECT TOTAL(LENGTH(records)) FROM vectors", ())[0]
        return int(bytes_) // RECORD_SIZE

    def similar(self, wanted: str, cutoff: float) -> Iterator[str]:
        """The folded forms with a spelling similar to `wanted`, or with a word that has, the nearest first.

        `cutoff` is the least similarity, rapidfuzz's ratio (0 to 100).
        """
        given: set[str] = set()
        # Imported on first use: a name that is spelled as in the graph is found without.
        from rapidfuzz import fuzz, process

        for spelling, _, _ in process.extract(
            wanted, self._spelled_like(wanted, cutoff), scorer=fuzz.ratio, score_cutoff=cutoff, limit=10
        ):
            exact = self._ask_names("SELECT 1 FROM name WHERE form = ? LIMIT 1", (spelling,))
            forms = [spelling] if exact else sorted({form for form, _ in self._with_words({spelling})})
            for form in forms:
                if form not in given:
                    given.add(form)
                    yield form

    def _matching(self, kind: str, terms: "_Terms", limit: int, among: Sequence[int] | None) -> list[Hit]:
        """What of `kind` has some of the `terms`, the nearest first."""
        if kind not in KINDS:
            raise ValueError(f"nothing of the kind {kind} is searched")
        rows = self._named_rows if kind == "name" else self._rows
        best = rows.best(f"{kind}_words", terms.words, terms.others, limit, among)
        owners = self._owners(kind, [row for row, _ in best])
        return [
            Hit(DATA_BASE + node, kind, score, number if kind == "paragraph" else None)
            for row, score in best
            for node, number in (owners[row],)
        ]

    def _owners(self, kind: str, rows: list[int]) -> dict[int, tuple[str, int]]:
        """What the rows of a table of words are of, by their numbers."""
        source, number = ("name", "0") if kind == "name" else ("part", "number")
        sql = f"SELECT id, node, {number} FROM {source} WHERE id IN (SELECT value FROM json_each(?))"
        return {row: (node, number) for row, node, number in self._ask(kind)(sql, (_json(rows),))}

    def _with_words(self, words: set[str]) -> list[tuple[str, str]]:
        """The forms that have all of these folded words, each with a node."""
        query = " AND ".join(filter(None, map(_quoted, sorted(words))))
        sql = "SELECT form, node FROM name_words JOIN name ON id = name_words.rowid WHERE name_words MATCH ?"
        found = self._ask_names(sql, (query,)) if query else []
        return [(form, DATA_BASE + node) for form, node in found if words <= words_of_form(form)]

    def _spelled_like(self, wanted: str, cutoff: float) -> list[str]:
        """Forms and words of names that may be as similar to `wanted`: they share most of its trigrams."""
        text = padded(wanted)
        trigrams = sorted({text[at : at + 3] for at in range(len(text) - 2)})[:_MOST_TERMS]
        if not wanted or not trigrams:
            return []
        size = len(wanted)
        shortest, longest = size * cutoff / (200 - cutoff), size * (200 - cutoff) / cutoff
        # A letter that is left out or put in spoils two trigrams.
        spoiled = 2 * int((1 - cutoff / 100) * (size + longest))
        each = "SELECT rowid AS row FROM spelling_trigrams WHERE spelling_trigrams MATCH ?"
        all_rows = " UNION ALL ".join([each] * len(trigrams))
        sql = (
            f"SELECT text FROM (SELECT row, COUNT(*) AS shared FROM ({all_rows}) "
            "GROUP BY row HAVING shared >= ?) JOIN spelling ON id = row WHERE length(text) BETWEEN ? AND ? "
            "ORDER BY 2.0 * shared / (length(text) + ?) DESC, text LIMIT ?"
        )
        least = max(1, len(trigrams) - spoiled)
        values = (*map(_literal, trigrams), least, shortest, longest, size, _CANDIDATES)
        return [found for (found,) in self._ask_names(sql, values)]

    def _ask(self, kind: str) -> Ask:
        """What asks the database that has the words of `kind`."""
        return self._ask_names if kind == "name" else self._ask_texts

    def _ask_names(self, sql: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        return ask(self._names, sql, values)

    def _ask_texts(self, sql: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        return ask(self._texts, sql, values)


Database = Callable[[], sqlite3.Connection]
"""What gives a database when it is asked for."""


def text_index_of(store: Store) -> TextIndex:
    """The search index of `store`: that of its folder, else one in memory.

    It is kept with a store that was opened, read from files, or is on a server; that of another one is made
    by each call, and has what is in the store when it is first used.
    """
    return kept_with(store, _make_index)


def has_index_file(store: Store) -> bool:
    """Whether the index of `store` is there, and need not be made."""
    return database_of(store) is not None


@dataclass(frozen=True, slots=True)
class _Terms:
    """The words and phrases of a search as strings of FTS5, and those that may stand in their place."""

    words: tuple[str, ...]
    others: tuple[str, ...]

    @classmethod
    def of(cls, words: str, others: str) -> "_Terms":
        own, rest = terms_of(words), terms_of(others)
        return cls(tuple(own), tuple(one for one in rest if one not in own)[: _MOST_TERMS - len(own)])


def terms_of(words: str) -> list[str]:
    """The words and phrases of a search as strings of FTS5, whatever a person typed."""
    phrases = [" ".join(_TERM.findall(one)) for one in _PHRASE.findall(words)]
    single = [POSSESSIVE.sub("", one) for one in _TERM.findall(_PHRASE.sub(" ", words))]
    terms = dict.fromkeys(filter(None, [*phrases, *filled_words(single)]))
    return [_literal(one) for one in terms][:_MOST_TERMS]


def database_of(store: Store) -> Database | None:
    """The file of the index of `store`; None if that is in memory."""
    return kept_with(store, _open_database)


def _make_index(store: Store) -> TextIndex:
    if database := database_of(store):
        return TextIndex(database, database)
    return TextIndex(cache(partial(_read, store, NAME_SOURCES)), cache(partial(_read_texts, store)))


def _open_database(store: Store) -> Database | None:
    if not isinstance(store, OpenedStore) or not store.path:
        return None
    file = store.path / INDEX_NAME
    opened: dict[int, sqlite3.Connection] = {}

    def database() -> sqlite3.Connection:
        # A process that is forked opens the file again.
        process_id = os.getpid()
        if process_id not in opened:
            opened.clear()
            address = f"{file.resolve().as_uri()}?mode=ro&immutable=1"
            opened[process_id] = sqlite3.connect(address, uri=True, check_same_thread=False)
            opened[process_id].execute(f"PRAGMA cache_size = -{_CACHE}")
        return opened[process_id]

    return database


def _read_texts(store: Store) -> sqlite3.Connection:
    if isinstance(store, Store | OpenedStore):
        return _read(store, (*TEXT_SOURCES, *LARGE_SOURCES))
    found = run_query(store, "SELECT (COUNT(*) AS ?n) WHERE { ?s a asg:Statement }")
    assert isinstance(found, QuerySolutions)
    number = int(next(found)["n"].value)
    if number > _MOST_READ:
        raise UsageError(
            f"The graph on the server has {number:,} statements; the words of at most {_MOST_READ:,} are "
            "searched from here."
        )
    return _read(store, TEXT_SOURCES)


def _read(store: Store, predicates: Iterable[NamedNode]) -> sqlite3.Connection:
    """An index in memory of the quads of `store` with these predicates, of whatever graph."""
    writer = IndexWriter()
    for predicate in predicates:
        found = run_query(store, f"SELECT ?s ?o WHERE {{ ?s {predicate} ?o }}")
        assert isinstance(found, QuerySolutions)
        writer.add(Quad(row["s"], predicate, row["o"]) for row in found)
    writer.finish(store)
    return writer.rows


def ask(database: Database, sql: str, values: Iterable[object]) -> list[tuple[Any, ...]]:
    """The rows that a query finds in an index. Raises `StoreError` where it is damaged."""
    # What a terminal gives may have no place in Unicode.
    given = (one.encode("utf-8", "replace").decode() if isinstance(one, str) else one for one in values)
    try:
        return database().execute(sql, tuple(given)).fetchall()
    except sqlite3.DatabaseError as error:
        raise StoreError(f"The graph is damaged (its search index: {error}); build it again.") from error


def _literal(text: str) -> str:
    """`text` as a string of FTS5, in which nothing has a meaning."""
    return '"' + text.encode("utf-8", "replace").decode().replace('"', '""').replace("\0", " ") + '"'


def _json(values: Iterable[int | str]) -> str:
    return json.encode(list(values)).decode("utf-8", "replace")


def _quoted(word: str) -> str:
    """A word of a name as a string of FTS5; "" if it has no letter or number."""
    return _literal(word) if _TERM.search(word) else ""
