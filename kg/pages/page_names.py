"""Under which name in the folder of pages each thing has its page."""

import hashlib
import re
from functools import lru_cache
from urllib.parse import unquote

from kg.graph.vocabulary import DATA_BASE
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


def kind_of(iri: str) -> str:
    """`actor`, `agreement` or `article`, or "" for what has no page; an article may have any URL."""
    if not iri.startswith(DATA_BASE):
        return "article"
    kind = iri.removeprefix(DATA_BASE).partition("/")[0]
    return kind if kind in FOLDERS else ""


def key_of(iri: str) -> str:
    """A node's name in the addresses of views of the graph: `actor/jane-doe`."""
    return unquote(iri.removeprefix(DATA_BASE))


@lru_cache(maxsize=4096)
def page_of(iri: str, number: int = 1) -> str:
    """The path of the page of a node, from the folder of pages: `actors/jane-doe.html`; "" if it has none.

    It is letters, digits, hyphens and a number for the further parts of a long page, and depends on the
    node alone, so that a link to it stays good.
    """
    kind = kind_of(iri)
    if not kind:
        return ""
    identifier = unquote(iri.removeprefix(f"{DATA_BASE}{kind}/"))
    name = identifier
    if kind == "article":
        name = slug(identifier.rstrip("/").rpartition("/")[2].removesuffix(".txt"))
    plain = _PLAIN.fullmatch(name) and len(name) <= _LONGEST and not _RESERVED.fullmatch(name)
    if name != identifier or not plain:
        digest = hashlib.sha256(iri.encode("utf-8", "surrogatepass")).hexdigest()[:10]
        name = f"{slug(name)[:_LONGEST]}-{digest}".lstrip("-")
    part = f"--{number}" if number > 1 else ""
    return f"{FOLDERS[kind]}/{name}{part}.html"


def list_page(kind: str, number: int = 1) -> str:
    """The path of the list of all actors, agreements or articles, or of a further part of it."""
    return f"{FOLDERS[kind]}/index{f'-{number}' if number > 1 else ''}.html"
