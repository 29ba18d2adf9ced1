"""The tables of the ledger."""

# The checksum stands before the content, so that all checksums are read without the contents.
SCHEMA = """
CREATE TABLE article (
  id TEXT PRIMARY KEY, checksum INTEGER NOT NULL, content BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE source (
  article TEXT, path TEXT, checksum INTEGER NOT NULL, content BLOB NOT NULL, PRIMARY KEY (article, path)
) WITHOUT ROWID;
CREATE TABLE path (
  path TEXT PRIMARY KEY, checksum INTEGER NOT NULL, content BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE extraction (
  article TEXT, reader TEXT, checksum INTEGER NOT NULL, content BLOB NOT NULL, PRIMARY KEY (article, reader)
) WITHOUT ROWID;
CREATE TABLE reading (
  article TEXT, version TEXT, checksum INTEGER NOT NULL, content BLOB NOT NULL, PRIMARY KEY (article, version)
) WITHOUT ROWID;
CREATE TABLE indexed (
  article TEXT PRIMARY KEY, checksum INTEGER NOT NULL, content BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE stale (
  article TEXT PRIMARY KEY, checksum INTEGER NOT NULL, content BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE outcome (
  article TEXT PRIMARY KEY, checksum INTEGER NOT NULL, content BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE entity (
  subject TEXT PRIMARY KEY, checksum INTEGER NOT NULL, content BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE named (
  article TEXT, part TEXT, checksum INTEGER NOT NULL, content BLOB NOT NULL, PRIMARY KEY (article, part)
) WITHOUT ROWID;
CREATE TABLE entry (
  level TEXT, key TEXT, chunk TEXT, checksum INTEGER NOT NULL, content BLOB NOT NULL,
  PRIMARY KEY (level, key, chunk)
) WITHOUT ROWID;
CREATE TABLE asker (
  level TEXT, key TEXT, question TEXT, chunk TEXT, checksum INTEGER NOT NULL, content BLOB NOT NULL,
  PRIMARY KEY (level, key, question, chunk)
) WITHOUT ROWID;
CREATE TABLE build (
  id TEXT PRIMARY KEY, checksum INTEGER NOT NULL, content BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE echo_article (
  article TEXT PRIMARY KEY, checksum INTEGER NOT NULL, content BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE echo_later (
  report TEXT PRIMARY KEY, checksum INTEGER NOT NULL, content BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE figure_article (
  article TEXT PRIMARY KEY, checksum INTEGER NOT NULL, content BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE figure_later (
  report TEXT PRIMARY KEY, checksum INTEGER NOT NULL, content BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE echo_owner (report TEXT PRIMARY KEY, article TEXT) WITHOUT ROWID;
CREATE TABLE echo_copy (
  key INTEGER, day INTEGER, report TEXT, article TEXT, PRIMARY KEY (key, day, report)
) WITHOUT ROWID;
CREATE TABLE echo_key (
  key INTEGER, day INTEGER, report TEXT, PRIMARY KEY (key, day, report)
) WITHOUT ROWID;
CREATE TABLE echo_quote (
  key INTEGER, day INTEGER, report TEXT, PRIMARY KEY (key, day, report)
) WITHOUT ROWID;
CREATE TABLE echo_link (one TEXT, other TEXT, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE TABLE echo_first (report TEXT PRIMARY KEY, first TEXT) WITHOUT ROWID;
CREATE TABLE figure_owner (report TEXT PRIMARY KEY, article TEXT) WITHOUT ROWID;
CREATE TABLE figure_key (
  key INTEGER, day INTEGER, report TEXT, PRIMARY KEY (key, day, report)
) WITHOUT ROWID;
CREATE TABLE tally (name TEXT PRIMARY KEY, number INTEGER NOT NULL, checksum INTEGER NOT NULL) WITHOUT ROWID;
"""
GIVEN = "CREATE TEMP TABLE given (path TEXT PRIMARY KEY) WITHOUT ROWID;"
"""The paths that a build was given: in a file that SQLite removes, since they may be many."""
TABLES = {
    "article": ("id",),
    "source": ("article", "path"),
    "path": ("path",),
    "extraction": ("article", "reader"),
    "reading": ("article", "version"),
    "indexed": ("article",),
    "stale": ("article",),
    "outcome": ("article",),
    "entity": ("subject",),
    "named": ("article", "part"),
    "entry": ("level", "key", "chunk"),
    "asker": ("level", "key", "question", "chunk"),
    "build": ("id",),
    "echo_article": ("article",),
    "echo_later": ("report",),
    "figure_article": ("article",),
    "figure_later": ("report",),
}
"""The words of the rows of each table: their key."""
DERIVED = {
    "echo_owner": ("report",),
    "echo_copy": ("key", "day", "report"),
    "echo_key": ("key", "day", "report"),
    "echo_quote": ("key", "day", "report"),
    "echo_link": ("one", "other"),
    "echo_first": ("report",),
    "figure_owner": ("report",),
    "figure_key": ("key", "day", "report"),
}
"""The key of each table that follows from others: its rows are small and have no checksum, and `kg check`
computes them again."""

READ = frozenset({"article", "source", "path", "extraction", "reading", "build"})
"""The tables of what was given and read. All others can be made again from them."""
