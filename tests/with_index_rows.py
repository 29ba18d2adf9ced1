"""The rows of a search index without the numbers that they happen to have."""

import sqlite3
from contextlib import closing
from pathlib import Path

from kg.graph.store_files import INDEX_NAME, store_path
from kg.graph.text_tables import KINDS

_SOURCES = {
    **dict.fromkeys(KINDS, "SELECT id, node || ' ' || number FROM part"),
    "name": "SELECT id, node || ' ' || form FROM name",
    "spelling": "SELECT id, text || ' ' || uses FROM spelling",
}
_TABLES = ("said", "article", "named", "called")

IndexRow = tuple[str, str, str, int | None]


def index_rows(folder: Path) -> list[IndexRow]:
    """For each word, trigram and set of vectors of the index in `folder`: its table, of what, where."""
    found: list[IndexRow] = []
    address = (store_path(folder) / INDEX_NAME).resolve().as_uri()
    with closing(sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True)) as rows:
        for kind, source in sorted(_SOURCES.items()):
            table = "spelling_trigrams" if kind == "spelling" else f"{kind}_words"
            rows.execute(f"CREATE VIRTUAL TABLE temp.{kind}_all USING fts5vocab(main, {table}, instance)")
            owners = dict(rows.execute(source).fetchall())
            found += [
                (kind, owners[doc], term, offset)
                for term, doc, offset in rows.execute(f"SELECT term, doc, offset FROM temp.{kind}_all")
            ]
            if kind in ("name", "spelling"):
                found += [(kind, owner, "", None) for owner in owners.values()]
        found += [
            ("vectors", node, records.hex(), None)
            for node, records in rows.execute("SELECT node, records FROM vectors")
        ]
        mentioned = "SELECT mentioned.node, part.node FROM mentioned JOIN part USING (id)"
        found += [("mentioned", one, node, None) for node, one in rows.execute(mentioned)]
        parts = dict(rows.execute("SELECT node, id FROM part WHERE number = 0").fetchall())
        places = rows.execute("SELECT node || ' ' || number FROM part").fetchall()
        found += [
            # The number of a statement is left out, if it is that of its words.
            (table, str(row[1:] if table == "said" and parts[row[1]] == row[0] else row), "", None)
            for table in _TABLES
            for row in rows.execute(f"SELECT * FROM {table}").fetchall()
        ]
    return sorted([*found, *(("part", one, "", None) for (one,) in places)], key=str)
