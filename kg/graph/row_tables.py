"""The tables of rows in a search index: of statements, articles and named nodes what plain questions read.

A question reads hundreds of them: a store takes a tenth of a millisecond for each, a table a hundredth. The
rows repeat what the quads say, and follow them: those of a subject whose quads come one after the other are
written as they come, all others are read again from the store when all is written.
"""

import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from sqlite3 import Cursor
from typing import Protocol

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.fragments import parse_evidence
from kg.graph.vocabulary import ACTOR_CLASSES, DATA_BASE, RDF_TYPE, term
from kg.model import ActorType

ROW_TABLES = (
    "CREATE TABLE said (id INTEGER PRIMARY KEY, node TEXT NOT NULL UNIQUE, article TEXT NOT NULL, "
    "start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL, kind TEXT NOT NULL, "
    "manner TEXT NOT NULL, confidence REAL NOT NULL, unsaid TEXT, cue TEXT, "
    "actor TEXT, said_on TEXT, first TEXT, last TEXT, speaker_confidence REAL, "
    "has_setting INTEGER NOT NULL, mentions TEXT)",
    "CREATE INDEX said_in ON said (article, start, end)",
    "CREATE INDEX said_by ON said (actor) WHERE actor IS NOT NULL",
    "CREATE TABLE mentioned (node TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (node, id)) WITHOUT ROWID",
    "CREATE TABLE article (node TEXT PRIMARY KEY, path TEXT, opening TEXT, headline TEXT, published TEXT, "
    "outlet TEXT, url TEXT, paragraphs TEXT, body BLOB)",
    "CREATE TABLE named (node TEXT PRIMARY KEY, name TEXT NOT NULL, class TEXT NOT NULL, status TEXT) "
    "WITHOUT ROWID",
    "CREATE TABLE called (node TEXT PRIMARY KEY, words TEXT NOT NULL, actor TEXT, office TEXT, article TEXT, "
    "start INTEGER, end INTEGER) WITHOUT ROWID",
    "CREATE INDEX called_by ON called (actor)",
)
"""Nodes, also `article`, `actor` and `mentions` (several, with spaces) of `said`, as `short_of` has them.

A statement has the number, in `said` and `mentioned`, that its text has among the words.
"""

# What follows is no node of the data, whose IRIs are shortened.
_FOREIGN = "<"

SqlValue = str | int | float | bytes | None
Facts = dict[str, set[str]]
"""The values of each predicate of a subject, literals and IRIs as text."""


class Quads(Protocol):
    """What is asked for quads: a store."""

    def quads_for_pattern(
        self, subject: NamedNode | None, predicate: NamedNode | None, object: None, /
    ) -> Iterable[Quad]: ...


@dataclass(frozen=True, slots=True)
class _Table:
    """A table: the predicate of each of its facts, which facts a row needs, and what makes a row of them.

    Of several values of what should have one, any may stand, if it is always the same; `mentions` are all.
    """

    name: str
    predicates: dict[str, NamedNode]
    needed: frozenset[str]
    make: Callable[[dict[str, str]], tuple[SqlValue, ...] | None]
    is_for: Callable[[Facts], bool] = lambda facts: True
    """Whether facts are those of a node that can have a row here."""

    def tells(self, facts: Facts) -> bool:
        """Whether some of `facts` are those of a row, or of a part of one."""
        return self.is_for(facts) and any(one.value in facts for one in self.predicates.values())

    def row(self, iri: str, facts: Facts) -> tuple[SqlValue, ...] | None:
        """The values of the row of a node, None if these are not all facts that it needs."""
        one = {
            name: " ".join(sorted(map(short_of, values))) if name == "mentions" else min(values)
            for name, predicate in self.predicates.items()
            if (values := facts.get(predicate.value))
        }
        made = self.make(one) if self.needed <= one.keys() else None
        return None if made is None else (short_of(iri), *made)


def _said(one: dict[str, str]) -> tuple[SqlValue, ...] | None:
    place = parse_evidence(one["place"])
    try:
        confidence = float(one["confidence"])
        of_speaker = float(one["speaker_confidence"]) if "speaker_confidence" in one else None
    except ValueError:
        return None
    if place is None:
        return None
    _, span = place
    return (
        *(short_of(one["article"]), span.start, span.end, one["text"], one["kind"]),
        *(one["manner"], confidence),
        *(one.get("unsaid"), one.get("cue"), short_of(one["actor"]) if "actor" in one else None),
        *(one.get("said_on"), one.get("first"), one.get("last"), of_speaker),
        *(not _SETTING.isdisjoint(one), one.get("mentions")),
    )


def _article(one: dict[str, str]) -> tuple[SqlValue, ...]:
    body = one.get("body")
    packed = None if body is None else zlib.compress(body.encode("utf-8", "surrogatepass"))
    return *(one.get(name) for name in _ARTICLE if name != "body"), packed


def _named(one: dict[str, str]) -> tuple[SqlValue, ...]:
    return tuple(one.get(name) for name in _NAMED)


def _is_called(facts: Facts) -> bool:
    """Whether they are of an office, or of an unnamed actor; those of others are not searched."""
    of_offices = ("words", "actor", "office")
    return any(_CALLED[one].value in facts for one in of_offices) or _UNNAMED in facts.get(RDF_TYPE.value, ())


def _called(one: dict[str, str]) -> tuple[SqlValue, ...] | None:
    """An office of an actor with its words; an unnamed actor with those of its name, which has no office."""
    if "actor" not in one:
        return (one["words"], *[None] * 5) if one.get("class") == _UNNAMED else None
    place = parse_evidence(one.get("where", ""))
    if place is None or "office" not in one:
        return None
    article, span = place
    return one["words"], short_of(one["actor"]), one["office"], short_of(article), span.start, span.end


_SAID = {
    "place": term("asg:contentEvidence"),
    "article": term("prov:wasQuotedFrom"),
    "text": term("schema:text"),
    "kind": term("asg:kind"),
    "manner": term("asg:manner"),
    "confidence": term("asg:confidence"),
    "unsaid": term("asg:unsaid"),
    "cue": term("asg:cue"),
    "actor": term("prov:wasAttributedTo"),
    "said_on": term("schema:dateCreated"),
    "first": term("asg:saidFrom"),
    "last": term("asg:saidUntil"),
    "speaker_confidence": term("asg:speakerConfidence"),
    "addressee": term("asg:addresseeEvidence"),
    "medium": term("asg:mediumEvidence"),
    "occasion": term("asg:occasionEvidence"),
    "candidate": term("asg:candidate"),
    "mentions": term("schema:mentions"),
}
_SETTING = frozenset({"addressee", "medium", "occasion", "candidate"})
_ARTICLE = {
    "path": term("asg:cite"),
    "opening": term("asg:opening"),
    "headline": term("schema:headline"),
    "published": term("schema:datePublished"),
    "outlet": term("schema:publisher"),
    "url": term("schema:url"),
    "paragraphs": term("asg:paragraphs"),
    "body": term("schema:articleBody"),
}
_NAMED = {"name": term("schema:name"), "class": RDF_TYPE, "status": term("asg:status")}
_CALLED = {
    "words": term("asg:searchText"),
    "actor": term("asg:roleOf"),
    "office": term("schema:roleName"),
    "where": term("asg:evidence"),
    "class": RDF_TYPE,
}
_UNNAMED = ACTOR_CLASSES[ActorType.UNNAMED].value
_OF_STATEMENTS = _Table(
    "said", _SAID, frozenset({"place", "article", "text", "kind", "manner", "confidence"}), _said
)
_OF_ARTICLES = _Table("article", _ARTICLE, frozenset({"path", "opening", "body"}), _article)
_OF_NODES = _Table("named", _NAMED, frozenset({"name", "class"}), _named)
_OF_OFFICES = _Table("called", _CALLED, frozenset({"words"}), _called, _is_called)
_TABLES = {
    "statement": (_OF_STATEMENTS,),
    "article": (_OF_ARTICLES,),
    "actor": (_OF_NODES, _OF_OFFICES),
    "agreement": (_OF_NODES,),
    "place": (_OF_NODES,),
}
"""The tables of a kind of node, which is what the IRIs of these begin with."""
_FACTS = {
    kind: frozenset(one.value for table in tables for one in table.predicates.values())
    for kind, tables in _TABLES.items()
}
_PREDICATES = frozenset[str]().union(*_FACTS.values())


class RowWriter:
    """Makes the rows of the tables follow the quads of a store; what `execute` raises is raised."""

    def __init__(self, execute: Callable[[str, tuple[SqlValue, ...]], Cursor]) -> None:
        """Write with `execute`, which takes a statement of SQL and its values."""
        self._execute = execute
        # The node whose quads come, the predicates that count of it, and what has come.
        self._iri, self._wanted = "", frozenset[str]()
        self._facts: Facts = {}
        # Nodes whose quads do not come together: only the store knows all of them.
        self._unsure: set[str] = set()

    def add(self, quad: Quad) -> None:
        """Take notice of a quad that is added."""
        predicate, subject = quad.predicate.value, quad.subject
        if predicate not in _PREDICATES or not isinstance(subject, NamedNode):
            return
        iri = subject.value
        if iri != self._iri:
            if predicate not in _FACTS.get(_kind_of(iri), ()):
                return
            self._flush()
            self._iri, self._wanted = iri, _FACTS[_kind_of(iri)]
        elif predicate not in self._wanted:
            return
        self._facts.setdefault(predicate, set()).add(_value(quad))

    def remove(self, quad: Quad) -> None:
        """Take notice of a quad that is gone."""
        predicate, subject = quad.predicate.value, quad.subject
        if predicate not in _PREDICATES or not isinstance(subject, NamedNode):
            return
        if predicate in _FACTS.get(_kind_of(subject.value), ()):
            self._unsure.add(subject.value)

    def finish(self, store: Quads) -> None:
        """Complete the rows; `store` is as it is after all quads."""
        self._flush()
        # First all: the number of a statement that is gone may be that of another one.
        for iri in self._unsure:
            for table in _TABLES[_kind_of(iri)]:
                self._delete(table, short_of(iri))
        for iri in sorted(self._unsure):
            for table in _TABLES[_kind_of(iri)]:
                # Predicate by predicate: an actor has a name in the graph of each article.
                found = {
                    one.value: {_value(quad) for quad in store.quads_for_pattern(NamedNode(iri), one, None)}
                    for one in table.predicates.values()
                }
                self._put(table, iri, {predicate: values for predicate, values in found.items() if values})
        self._unsure.clear()

    def _flush(self) -> None:
        iri, facts = self._iri, self._facts
        self._iri, self._facts = "", {}
        for table in _TABLES[_kind_of(iri)] if iri else ():
            if table.tells(facts) and not self._put(table, iri, facts):
                self._unsure.add(iri)

    def _put(self, table: _Table, iri: str, facts: Facts) -> bool:
        """Write the row of a node that has none yet; False if it has, or if facts are missing."""
        row = table.row(iri, facts)
        if row is None:
            return False
        marks = ", ".join("?" * len(row))
        if table is not _OF_STATEMENTS:
            return self._execute(f"INSERT OR IGNORE INTO {table.name} VALUES ({marks})", row).rowcount > 0
        numbered = f"SELECT id, {marks} FROM part WHERE node = ? AND number = 0"
        put = self._execute(f"INSERT OR IGNORE INTO said {numbered}", (*row, row[0]))
        if put.rowcount <= 0:
            return False
        for node in str(row[-1] or "").split():
            self._execute("INSERT INTO mentioned VALUES (?, ?)", (node, put.lastrowid))
        return True

    def _delete(self, table: _Table, node: str) -> None:
        if table is not _OF_STATEMENTS:
            self._execute(f"DELETE FROM {table.name} WHERE node = ?", (node,))
            return
        query = "DELETE FROM said WHERE node = ? RETURNING id, mentions"
        for row, mentions in self._execute(query, (node,)).fetchall():
            for one in (mentions or "").split():
                self._execute("DELETE FROM mentioned WHERE node = ? AND id = ?", (one, row))


def short_of(iri: str) -> str:
    """How the tables write an IRI: what those of all nodes of the data begin with is left out."""
    return iri[len(DATA_BASE) :] if iri.startswith(DATA_BASE) else _FOREIGN + iri


def iri_of(short: str) -> str:
    """The IRI that `short_of` has written so."""
    return short[1:] if short.startswith(_FOREIGN) else DATA_BASE + short


def body_of(packed: bytes) -> str:
    """The text of an article as the tables have it."""
    return zlib.decompress(packed).decode("utf-8", "surrogatepass")


def _kind_of(iri: str) -> str:
    """The kind of node, by its IRI; "" if there is no table for it."""
    return "" if "#" in iri or not iri.startswith(DATA_BASE) else iri[len(DATA_BASE) :].partition("/")[0]


def _value(quad: Quad) -> str:
    told = quad.object
    return told.value if isinstance(told, NamedNode | Literal) else str(told)
