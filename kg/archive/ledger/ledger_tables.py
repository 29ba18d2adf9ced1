"""The tables of the ledger."""

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
    "told": ("article",),
    "corrected": ("subject",),
    "authority_article": ("article",),
    "authority_actor": ("actor", "chunk"),
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
    "teller": ("subject", "article"),
}
"""The key of each table that follows from others: its rows are small and have no checksum, and `kg check`
computes them again."""

READ = frozenset({"article", "source", "path", "extraction", "reading", "build"})
"""The tables of what was given and read. All others can be made again from them."""
GRAPH, PAGES, WANTED, PAGE_FILES = ("graph",), ("pages",), ("wanted pages",), ("page files",)
MADE = frozenset({GRAPH, PAGES, WANTED, PAGE_FILES})
"""The rows of “build” that tell of what is in the folder. All others of that table are derived."""


def _created(name: str, key: tuple[str, ...]) -> str:
    """A table of rows with checksums, which stand before the contents and are read without them."""
    columns = ", ".join(f"{one} TEXT" for one in key)
    rest = "checksum INTEGER NOT NULL, content BLOB NOT NULL"
    return f"CREATE TABLE {name} ({columns}, {rest}, PRIMARY KEY ({', '.join(key)})) WITHOUT ROWID;"


_POSTINGS = "key INTEGER, day INTEGER, report TEXT, PRIMARY KEY (key, day, report)"
SCHEMA = f"""
{" ".join(_created(*one) for one in TABLES.items())}
CREATE TABLE echo_owner (report TEXT PRIMARY KEY, article TEXT) WITHOUT ROWID;
CREATE TABLE figure_owner (report TEXT PRIMARY KEY, article TEXT) WITHOUT ROWID;
CREATE TABLE echo_copy (
  key INTEGER, day INTEGER, report TEXT, article TEXT, PRIMARY KEY (key, day, report)
) WITHOUT ROWID;
CREATE TABLE echo_key ({_POSTINGS}) WITHOUT ROWID;
CREATE TABLE echo_quote ({_POSTINGS}) WITHOUT ROWID;
CREATE TABLE figure_key ({_POSTINGS}) WITHOUT ROWID;
CREATE TABLE echo_link (one TEXT, other TEXT, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE TABLE echo_first (report TEXT PRIMARY KEY, first TEXT) WITHOUT ROWID;
CREATE TABLE teller (subject TEXT, article TEXT, PRIMARY KEY (subject, article)) WITHOUT ROWID;
CREATE TABLE tally (name TEXT PRIMARY KEY, number INTEGER NOT NULL, checksum INTEGER NOT NULL) WITHOUT ROWID;
"""
