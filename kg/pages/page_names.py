"""The names of pages in their folder."""

import hashlib
import re
from functools import lru_cache

from kg.graph.reader.node_rows import Node
from kg.graph.reader.statement_rows import ArticleRow
from kg.language.folding import slug

INDEX = "index.html"
GRAPH = "graph.html"
POSITIONS = "positions.html"
FOLDERS = {"actor": "actors", "agreement": "agreements", "article": "articles"}
"""The folder of the pages of each kind; each has an `index.html` with their list."""

# File systems take 255 bytes; a name should stay readable.
_LONGEST = 80
# Never two hyphens in a row: they come before the number of a part.
_PLAIN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Names that Windows keeps for devices, and the list of the folder.
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|index(-\d+)?)")

# The names of files: of lists, with a digest, and those of actors and agreements that need none.
_LIST = re.compile(r"index(-\d+)?\.html")
_DIGEST = re.compile(r"[a-z0-9-]*[0-9a-f]{10}(--\d+)?\.html")
_PLAIN_NAME = re.compile(rf"{_PLAIN.pattern}(--\d+)?\.html")


@lru_cache(maxsize=4096)
def page_of(one: Node | ArticleRow, number: int = 1) -> str:
    """The path of a page from the folder of pages: `actors/jane-doe.html`; "" for what has no page.

    It consists of letters, digits and hyphens, with a number for the further parts of a long page. It
    derives from the identifier of an actor or agreement, and from the text and path of an article.
    """
    if isinstance(one, ArticleRow):
        kind = "article"
        name = _with_digest(one.path.rstrip("/").rpartition("/")[2].removesuffix(".txt"), one.iri)
    elif one.kind in FOLDERS:
        kind, name = one.kind, one.id
        if not _PLAIN.fullmatch(name) or len(name) > _LONGEST or _RESERVED.fullmatch(name):
            name = _with_digest(name, one.iri)
    else:
        return ""
    return f"{FOLDERS[kind]}/{name}{f'--{number}' if number > 1 else ''}.html"


def list_page(kind: str, number: int = 1) -> str:
    """The path of the list of all actors, agreements or articles, or of a further part of it."""
    return f"{FOLDERS[kind]}/index{f'-{number}' if number > 1 else ''}.html"


def may_be_page(directory: str, name: str) -> bool:
    """Whether `page_of` or `list_page` can give a file this name in the folder `directory` of pages."""
    patterns = (_LIST, _DIGEST) if directory == FOLDERS["article"] else (_PLAIN_NAME, _DIGEST)
    return any(pattern.fullmatch(name) for pattern in patterns)


def _with_digest(name: str, iri: str) -> str:
    digest = hashlib.sha256(iri.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{slug(name)[:_LONGEST]}-{digest}".lstrip("-")
