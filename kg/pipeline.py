"""The pipeline: from articles to a folder with the graph, the records and the pages.

The ledger keeps what was read in each article, so a build reads and resolves only what it does not have. Then
the index of all articles tells which of them are to be told otherwise than before, and these are written.
"""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import msgspec

from kg.acts.scheme import Scheme, read_scheme
from kg.archive.authority import AuthorityLinks
from kg.archive.corrections.correction_file import CORRECTIONS_NAME, read_corrections
from kg.archive.corrections.correction_fit import fit_corrections
from kg.archive.index import ArchiveIndex
from kg.archive.ledger.ledger import Ledger, open_ledger
from kg.archive.ledger.lock import writing
from kg.archive.ledger.outcomes import note_pages
from kg.archive.staleness import begin_anew, update_index
from kg.data import data_names, data_version
from kg.dataset_writer import (
    RECORDS_NAME,
    SHARDS_NAME,
    DatasetWriter,
    is_whole,
    refuse_foreign_files,
    written_version,
)
from kg.errors import ArticleError, InputError, KgError, UsageError
from kg.extract.settings import reader_version
from kg.graph.store_files import store_path
from kg.model import Article, ArticleReading, Extraction
from kg.resolve.registry import Registry, load_registry
from kg.resolve.resolver import resolve
from kg.summary import Summary
from kg.text import InputOptions, Text, read_articles
from kg.version import code_version

__all__ = [
    "RECORDS_NAME",
    "Knowledge",
    "Summary",
    "build",
    "extract_article",
    "read_article",
    "remove",
    "write_pages",
]

OnArticle = Callable[[Article, Extraction | None], None]

# What earlier versions kept instead of the ledger.
_EARLIER_CACHE = "cache.sqlite"


@dataclass(frozen=True)
class Knowledge:
    """The registry of actors and agreements and the scheme of acts, used to resolve articles."""

    registry: Registry = field(default_factory=load_registry)
    scheme: Scheme = field(default_factory=read_scheme)

    @cached_property
    def version(self) -> str:
        """A hash of all that resolves an article: registry, scheme, word lists, code."""
        content = (
            *(self.registry.agreements, self.registry.actors, self.scheme.acts, self.scheme.plain_acts),
            *(data_version(*data_names()), code_version("kg.resolve", "kg.acts")),
        )
        return sha256(msgspec.msgpack.encode(content, order="sorted")).hexdigest()[:16]


def extract_article(text: Text, *, threads: int = 1) -> Extraction:
    """Run the models on `text`. spaCy and onnxruntime are loaded at the first call."""
    from kg.extract.extractor import extract

    return extract(text, threads=threads)


def read_article(
    article: Article, knowledge: Knowledge, *, threads: int = 1
) -> tuple[ArticleReading, Extraction]:
    """Read `article` and resolve it from this article alone; return the reading and the extraction.

    Raises `ArticleError` if that takes too long.
    """
    text = Text(article.text, name=article.path)
    extraction = extract_article(text, threads=threads)
    return resolve(article, text, extraction, knowledge.registry, knowledge.scheme), extraction


def build(
    paths: Iterable[str],
    folder: Path,
    knowledge: Knowledge | None = None,
    *,
    on_error: Callable[[KgError], None],
    corrections: Path | None = None,
    authority: Path | None = None,
    on_article: OnArticle = lambda article, extraction: None,
    threads: int = 1,
    prune: bool = False,
    options: InputOptions | None = None,
    on_note: Callable[[str], None] = lambda note: None,
) -> Summary:
    """Add the articles at `paths` to those of `folder`, and write its graph: the store and the records.

    An article at a path that the folder has already takes the place of that one. What is not given stays;
    with `prune` it is removed, unless one of `paths` does not exist or has no articles.

    Corrections come from the file `corrections`, by default `corrections.csv` in the folder if it exists.
    Actors are linked to the entries of the table `authority`, if it is given.
    `on_error` gets each article that cannot be read and each correction that does not fit, `on_note` what is
    left out as it should be. `on_article` gets each article that is resolved in this build, with its
    extraction if the models read it, else None.
    Raises `InputError` if no article can be read, one of these files cannot, another process is writing in
    the folder, or the ledger is damaged. The output of an earlier build is replaced only at the end.
    """
    builder = _Builder(folder, knowledge or Knowledge(), on_error, corrections, authority)
    unread: list[KgError] = []

    def on_unread(error: KgError) -> None:
        if not isinstance(error, ArticleError):
            unread.append(error)
        on_error(error)

    with builder.ledger() as ledger:
        changes = ledger.add(read_articles(paths, on_unread, options=options, on_note=on_note))
        if not changes:
            raise InputError("No article could be read, so no graph was built.")
        builder.summary.count(changes)
        if prune and not unread:
            builder.remove(ledger, ledger.paths_not_given())
        elif prune:
            on_error(InputError("Nothing was removed, because a path that was given could not be read."))
        builder.finish(ledger, on_article, threads)
        builder.summary.kept = sum(1 for _ in ledger.paths_not_given())
    return builder.summary


def remove(
    paths: Iterable[str],
    folder: Path,
    knowledge: Knowledge | None = None,
    *,
    on_error: Callable[[KgError], None],
    corrections: Path | None = None,
    authority: Path | None = None,
    on_article: OnArticle = lambda article, extraction: None,
    threads: int = 1,
) -> Summary:
    """Remove the articles at `paths`, files or folders as they were given to `build`, and write the graph.

    The other arguments are those of `build`. Raises `UsageError`, before anything is removed, for a path at
    which the folder has no article, and what `build` raises.
    """
    builder = _Builder(folder, knowledge or Knowledge(), on_error, corrections, authority)
    with builder.ledger() as ledger:
        found: set[str] = set()
        for path in paths:
            name = Path(path).as_posix()
            # Articles inside a file have its path and, after “#”, their place in it.
            inside = {
                one for one in ledger.paths() if one == name or one.startswith((f"{name}/", f"{name}#"))
            }
            if not inside:
                raise UsageError(f"The graph in {folder} has no article from “{path}”; nothing was removed.")
            found |= inside
        builder.remove(ledger, found)
        builder.finish(ledger, on_article, threads)
        builder.summary.kept = sum(1 for _ in ledger.paths())
    return builder.summary


def write_pages(folder: Path, on_page: Callable[[int, int], None] = lambda done, of: None) -> Path:
    """Write the pages of the graph in `folder`, and note of which; the path of the page to open first.

    `on_page` is called with the number of pages that are done and that of articles, actors and agreements.
    Raises `StoreError` if there is no graph or a page cannot be written, `LedgerError` if another process is
    writing in the folder.
    """
    from kg.pages import page_writer

    with writing(folder):
        page = page_writer.write_pages(folder, on_page)
        note_pages(folder, store_path(folder).name)
    return page


class _Builder:
    """What a build and a removal have in common."""

    def __init__(
        self,
        folder: Path,
        knowledge: Knowledge,
        on_error: Callable[[KgError], None],
        corrections: Path | None,
        authority: Path | None,
    ) -> None:
        """Read the files that are given. Raises `InputError` if one cannot be read or is in the way."""
        self.summary = Summary()
        self._folder, self._knowledge, self._on_error = folder, knowledge, on_error
        self._file = corrections or folder / CORRECTIONS_NAME
        self._given = read_corrections(self._file, on_error) if corrections or self._file.exists() else []
        self._links = AuthorityLinks(authority) if authority else None
        refuse_foreign_files(folder)
        if (folder / SHARDS_NAME).exists():
            raise UsageError(f"The graph in {folder} was built by Ray; go on with “--engine ray”.")

    def ledger(self) -> AbstractContextManager[Ledger]:
        """The ledger of the folder."""
        return open_ledger(self._folder, reader=reader_version(), resolver=self._knowledge.version)

    def remove(self, ledger: Ledger, paths: Iterable[str]) -> None:
        """Remove the articles at `paths`, which the ledger has."""
        self.summary.removed = ledger.remove(paths)

    def finish(self, ledger: Ledger, on_article: OnArticle, threads: int) -> None:
        """Read what is not read yet, write the graph, and forget what is no longer of use."""
        for outline in ledger.articles():
            if not ledger.is_resolved(outline):
                try:
                    self._read(ledger, ledger.with_text(outline), on_article, threads)
                except ArticleError as error:
                    self._on_error(error)
        begin_anew(ledger.rows, written_version(), is_whole=is_whole(self._folder, ledger))
        index = ArchiveIndex(ledger.rows)
        update_index(ledger, index)
        scheme = self._knowledge.scheme
        renamed = (index.renamed(reading) for reading in ledger.readings())
        fitting = fit_corrections(self._given, renamed, self._file, self._on_error, scheme=scheme)
        writer = DatasetWriter(self._folder, ledger, index, corrections=fitting, scheme=scheme)
        state = writer.write(self._links, lambda done: None)
        writer.publish()
        ledger.forget_unused()
        summary = self.summary
        summary.add(state.counts)
        summary.corrections, summary.written = len(fitting.applied), writer.written
        summary.echoes, summary.quads = state.echoes, state.quads
        summary.actors, summary.agreements = writer.count_entities()
        (self._folder / _EARLIER_CACHE).unlink(missing_ok=True)

    def _read(self, ledger: Ledger, article: Article, on_article: OnArticle, threads: int) -> None:
        """Extract and resolve `article`, and keep what is found."""
        extraction = ledger.extraction(article)
        is_fresh = extraction is None
        if extraction is None:
            text = Text(article.text, name=article.path)
            extraction = extract_article(text, threads=threads)
            ledger.put_extraction(article, extraction)
            self.summary.read_now += 1
            self.summary.skipped += sum(count for _, count in extraction.skipped)
        else:
            sentences = extraction.sentences
            text = Text(article.text, name=article.path, split=lambda raw, paragraphs: sentences)
        knowledge = self._knowledge
        ledger.put_reading(article, resolve(article, text, extraction, knowledge.registry, knowledge.scheme))
        on_article(article, extraction if is_fresh else None)
