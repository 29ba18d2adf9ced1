"""Which pages of articles, actors and agreements are written: all, or of a large archive those asked for.

What is asked for is kept as words, its keys: “actor/jane-doe”, “agreement/oslo-accord”, “article/PATH”,
“month/2020-02”, “all”. A key means what fits it in the graph that is there now.
"""

import re
import shlex
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError
from kg.graph.reader.lookup import articles_at, articles_of_month, find_by_id
from kg.graph.reader.node_rows import Node
from kg.graph.reader.selecting import Iri
from kg.graph.reader.statement_rows import ArticleRow
from kg.graph.store import Store
from kg.pages.page_names import page_of
from kg.questions.name_index import NameIndex
from kg.text.inputs.opening import shown

MOST_ARTICLES = 2_000
"""A graph of more articles has only the pages that are asked for, and those that show the whole."""
EVERY = "all"
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
# More names are not told one by one.
_MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks pages of: names or identifiers, paths of files or folders, months (2020-02)."""

    actors: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    every: bool = False
    only: bool = False
    """Whether what was asked for earlier is given up."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The articles, actors and agreements that have a page: `iris`, or every one if that is None."""

    iris: frozenset[Iri] | None = None

    @property
    def is_part(self) -> bool:
        """Whether some have no page."""
        return self.iris is not None

    def __contains__(self, iri: object) -> bool:
        """Whether the article, actor or agreement with this IRI has a page."""
        return self.iris is None or iri in self.iris

    def page(self, one: Node | ArticleRow) -> str:
        """The path of its page in the folder of pages, or "" if it has none."""
        return page_of(one) if one.iri in self else ""

    def command(self, one: Node | ArticleRow) -> str:
        """The command that writes its page; "" if it is written, or never is."""
        if self.page(one) or not page_of(one):
            return ""
        kind, name = ("article", one.path) if isinstance(one, ArticleRow) else (one.kind, one.id)
        return f"kg pages --{kind} {shlex.quote(name)}"


def find_asked(store: Store, asked: Asked, on_note: Callable[[str], None]) -> frozenset[str]:
    """The keys of what is `asked` for; `on_note` gets what a name was taken for.

    Raises `UsageError` for what the graph does not have, and for a month of another form.
    """
    names = NameIndex(store)
    found = {EVERY} if asked.every else set()
    for kind, given in (("actor", asked.actors), ("agreement", asked.agreements)):
        for name in given:
            found.update(one.key for one in _named(store, names, name, kind, on_note))
    for path in asked.articles:
        # A path as Python writes it, as the graph has it: without “./” and a slash at the end.
        plain = shown(Path(path))
        if not articles_at(store, plain):
            raise UsageError(f"The graph has no article from “{plain}”; give a path as it was built from.")
        found.add(f"article/{plain}")
    for month in asked.months:
        if not _MONTH.fullmatch(month):
            raise UsageError(f"“{month}” is not a month; write it as 2020-02.")
        if not articles_of_month(store, month):
            raise UsageError(f"The graph has no article that was published in {month}.")
        found.add(f"month/{month}")
    return frozenset(found)


def choose_pages(store: Store, keys: Collection[str], articles: int) -> Choice:
    """What has a page in a graph of so many `articles`, if `keys` are asked for."""
    if EVERY in keys or articles <= MOST_ARTICLES:
        return Choice()
    return Choice(frozenset(_iris(store, keys)))


def _iris(store: Store, keys: Iterable[str]) -> Iterator[Iri]:
    for key in keys:
        kind, _, name = key.partition("/")
        if kind == "article":
            yield from articles_at(store, name)
        elif kind == "month":
            yield from articles_of_month(store, name)
        else:
            yield from (one.iri for one in find_by_id(store, name) if one.kind == kind)


def _named(
    store: Store, names: NameIndex, name: str, kind: str, on_note: Callable[[str], None]
) -> tuple[Node, ...]:
    """The actors or agreements with the identifier or the name `name`."""
    known = [one for one in find_by_id(store, name) if one.kind == kind]
    # One word is a name that somebody types, "jane-doe" an identifier that they have seen.
    if known and "-" in name:
        return tuple(known)
    found = names.find(name, frozenset({kind}))
    if not found.entities:
        raise names.unknown(name, frozenset({kind}))
    told = [one.name for one in found.entities[:_MOST_TOLD]]
    if len(found.entities) > _MOST_TOLD:
        told.append(f"{len(found.entities) - _MOST_TOLD:,} more")
    if found.slip or [name] != told:
        on_note(f"Understood: “{name}” is {' and '.join(told)}.")
    return found.entities
