"""The pipeline: from articles to a folder with the graph, the records and the pages.

The ledger keeps what was read in each article, so a build reads and resolves only what it does not have. Then
the index of all articles tells which of them are to be told otherwise than before, and these are written.
"""

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kg.acts.scheme import Scheme, read_scheme
from kg.archive.authority_index import AuthorityIndex
from kg.archive.authority_table import AuthorityTable
from kg.archive.corrections.correction_file import CORRECTIONS_NAME, Correction, read_corrections
from kg.archive.corrections.correction_index import CorrectionIndex
from kg.archive.index import ArchiveIndex
from kg.archive.ledger.connection import repair
from kg.archive.ledger.ledger import Ledger, open_ledger
from kg.archive.ledger.lock import writing
from kg.archive.ledger.outcomes import writing_pages
from kg.archive.staleness import begin_anew, is_indexed_as_read, update_index
from kg.build_options import BuildOptions
from kg.build_report import BuildReport, OnProgress
from kg.data import data_names, data_version
from kg.dataset_writer import (
    SHARDS_NAME,
    DatasetWriter,
    is_whole,
    refuse_foreign_files,
    written_version,
)
from kg.errors import ArticleError, InputError, KgError, UsageError
from kg.extract.settings import reader_version
from kg.graph.store import open_store
from kg.graph.store_files import RECORDS_NAME, store_path
from kg.model import Article, ArticleReading, Extraction
from kg.pages.page_files import list_pages, refuse_foreign_pages
from kg.reading_pool import Task, read_all, worthwhile_jobs
from kg.resolve.registry import Registry, load_registry
from kg.resolve.resolver import resolve
from kg.summary import Progress, Summary
from kg.text.article_files import read_articles
from kg.text.inputs.opening import shown
from kg.text.text import Text
from kg.version import code_version

if TYPE_CHECKING:
    from kg.pages.page_choice import Asked

__all__ = [
    "RECORDS_NAME",
    "BuildOptions",
    "Knowledge",
    "Summary",
    "build",
    "extract_article",
    "read_article",
    "remove",
    "update",
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


@dataclass(frozen=True)
class Reader:
    """Does the tasks of `kg.reading_pool`, in this process or, sent there, in another one."""

    knowledge: Knowledge

    def __call__(self, task: Task) -> "ReadArticle":
        """Read and resolve an article, or only resolve it if its extraction is given.

        Raises `ArticleError` if that takes too long.
        """
        article, extraction = task.article, task.extraction
        from kg.extract.meaning import with_vectors

        if extraction is None:
            reading, extraction = read_article(article, self.knowledge)
            return ReadArticle(with_vectors(reading), extraction, len(article.text.split()))
        sentences = extraction.sentences
        text = Text(article.text, name=article.path, split=lambda raw, paragraphs: sentences)
        registry, scheme = self.knowledge.registry, self.knowledge.scheme
        return ReadArticle(with_vectors(resolve(article, text, extraction, registry, scheme)))


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """The reading of an article and, if the models read it, its extraction and its number of words."""

    reading: ArticleReading
    extraction: Extraction | None = None
    words: int = 0


def build(
    paths: Iterable[str],
    folder: Path,
    knowledge: Knowledge | None = None,
    options: BuildOptions | None = None,
    *,
    on_error: Callable[[KgError], None],
    on_note: Callable[[str], None] = lambda note: None,
    on_article: OnArticle = lambda article, extraction: None,
    on_progress: OnProgress = lambda progress: None,
) -> Summary:
    """Add the articles at `paths` to those of `folder`, and write its graph: the store and the records.

    An article at a path that the folder has already takes the place of that one. What is not given stays,
    unless the `options` say something else.

    `on_error` gets each article that cannot be read and each correction that does not fit, `on_note` what is
    left out as it should be. `on_article` gets each article that is resolved in this build, with its
    extraction if the models read it, else None; `on_progress` how far the reading has come after each. All
    this stands in `report.json` at the end.
    Raises `InputError` if no article can be read, one of the files of `options` cannot, another process is
    writing in the folder, or what the ledger has read is damaged. The output of an earlier build is replaced
    only at the end.
    """
    report = BuildReport(on_error, on_note, on_progress)
    builder = _Builder(folder, knowledge or Knowledge(), options or BuildOptions(), report)
    with builder.ledger() as ledger:
        builder.add(ledger, paths)
        builder.read(ledger, on_article)
        return builder.finish(ledger)


def remove(
    paths: Iterable[str],
    folder: Path,
    knowledge: Knowledge | None = None,
    options: BuildOptions | None = None,
    *,
    on_error: Callable[[KgError], None],
    on_note: Callable[[str], None] = lambda note: None,
    on_article: OnArticle = lambda article, extraction: None,
    on_progress: OnProgress = lambda progress: None,
) -> Summary:
    """Remove the articles at `paths`, files or folders as they were given to `build`, and write the graph.

    The other arguments are those of `build`. Raises `UsageError`, before anything is removed, for a path at
    which the folder has no article, and what `build` raises.
    """
    report = BuildReport(on_error, on_note, on_progress)
    builder = _Builder(folder, knowledge or Knowledge(), options or BuildOptions(), report)
    with builder.ledger() as ledger:
        builder.remove(ledger, paths)
        builder.read(ledger, on_article)
        return builder.finish(ledger)


def update(folder: Path, corrections: Path | None = None) -> list[str]:
    """Bring the graph in `folder` up to date with its corrections, and read nothing.

    The file is `corrections`, by default that of the folder. Returns a sentence for each line that cannot be
    applied. Raises `InputError`, before anything is changed, if only `build` with its options can do that,
    and what `build` raises.
    """
    reasons: list[str] = []
    report = BuildReport(lambda error: reasons.append(str(error)), lambda note: None)
    builder = _Builder(folder, Knowledge(), BuildOptions(corrections=corrections), report)
    with builder.ledger() as ledger:
        builder.update(ledger)
    return reasons


def write_pages(
    folder: Path,
    on_page: Callable[[int, int], None] = lambda done, of: None,
    *,
    asked: "Asked | None" = None,
    on_note: Callable[[str], None] = lambda note: None,
) -> Path:
    """Write the pages of the graph in `folder`, and note of which; the path of the page to open first.

    Those of a large graph are written that are `asked` for, now or earlier; `on_note` is told so, and what a
    name was taken for. `on_page` is called with the number of pages that are done and that of articles,
    actors and agreements that have one. Raises `UsageError` for a name that the graph does not have,
    `StoreError` if there is no graph, something is in the way or a page cannot be written, `LedgerError` if
    another process is writing in the folder.
    """
    from kg.pages import page_writer
    from kg.pages.page_choice import Asked, find_asked

    asked = asked or Asked()
    with writing(folder):
        refuse_foreign_pages(folder)
        keys = find_asked(open_store(folder), asked, on_note)
        store, names = store_path(folder).name, partial(list_pages, folder)
        with writing_pages(folder, store, keys, names, only=asked.only) as wanted:
            return page_writer.write_pages(folder, on_page, keys=wanted, on_note=on_note)


class _Builder:
    """The steps of a build or a removal."""

    def __init__(
        self, folder: Path, knowledge: Knowledge, options: BuildOptions, report: BuildReport
    ) -> None:
        """Read the files that are given. Raises `InputError` if one cannot be read or is in the way."""
        self._summary = Summary()
        self._folder, self._knowledge, self._options, self._report = folder, knowledge, options, report
        self._corrections = given_corrections(folder, options, report)
        self._authority = AuthorityTable(options.authority) if options.authority else None
        refuse_foreign_files(folder)
        if (folder / SHARDS_NAME).exists():
            raise UsageError(f"The graph in {folder} was built by Ray; go on with “--engine ray”.")
        if options.pages:
            refuse_foreign_pages(folder)

    @contextmanager
    def ledger(self) -> Iterator[Ledger]:
        """The ledger of the folder. Raises `InputError` if the authority file is not valid."""
        versions = {"reader": reader_version(), "resolver": self._knowledge.version}
        with open_ledger(self._folder, **versions, on_repair=self._report.on_note) as ledger:
            AuthorityIndex(ledger.rows, self._authority).verify()
            yield ledger

    def add(self, ledger: Ledger, paths: Iterable[str]) -> None:
        """Add the articles at `paths`; remove the others, if that is wished and all paths can be read.

        Raises `InputError` if there is no article.
        """
        report, since = self._report, self._options.since
        articles = read_articles(paths, report.unread, options=self._options.inputs, on_note=report.note)
        changes = ledger.add(report.published_since(articles, since) if since else articles)
        if not changes:
            raise no_article(since)
        self._summary.count(changes)
        if self._options.prune and report.is_all_read:
            self._summary.removed = ledger.remove(ledger.paths_not_given())
        elif self._options.prune:
            report.error(InputError("Nothing was removed, because a path that was given could not be read."))
        else:
            self._tell_moved(ledger)

    def _tell_moved(self, ledger: Ledger) -> None:
        """Note that given articles are also kept at paths of before where there is no file any more."""
        gone = (one for one in ledger.other_paths_of_given() if not Path(one.partition("#")[0]).exists())
        if first := next(gone, None):
            number = 1 + sum(1 for _ in gone)
            self._report.on_note(
                f"Kept, though their texts were given at other paths and they are no files any more: "
                f"{number:,} (such as {first}). If they were moved, give all articles with “--prune”, which "
                "removes what is not given, or remove the old paths with “kg remove”."
            )

    def remove(self, ledger: Ledger, paths: Iterable[str]) -> None:
        """Remove the articles at `paths`. Raises `UsageError` if there is none at one of them."""
        found: set[str] = set()
        for path in paths:
            name = shown(Path(path))
            # Articles inside a file have its path and, after “#”, their place in it.
            names = (f"{name}/", f"{name}#")
            inside = {one for one in ledger.paths() if one == name or one.startswith(names)}
            if not inside:
                raise UsageError(
                    f"The graph in {self._folder} has no article from “{name}”; nothing was removed."
                )
            found |= inside
        self._summary.removed = ledger.remove(found)

    def read(self, ledger: Ledger, on_article: OnArticle) -> None:
        """Read and resolve what is not resolved yet, as much as may be read; keep it."""
        unread = sum(1 for one in ledger.articles() if not ledger.is_resolved(one))
        done, statements, started = 0, 0, time.monotonic()
        tasks, reader, summary = _tasks(ledger), Reader(self._knowledge), self._summary
        limit, jobs = self._options.limit, self._options.jobs

        def room() -> int:
            """How many more may be done. What cannot be read takes no place of what `limit` allows."""
            return unread - done if limit is None else min(unread - done, limit - summary.read_now)

        while some := room():
            with read_all(islice(tasks, some), reader, jobs=worthwhile_jobs(jobs, some)) as results:
                for task, found in results:
                    done += 1
                    if isinstance(found, ArticleError):
                        found.path = task.article.path
                        self._report.error(found)
                    else:
                        self._keep(ledger, task.article, found)
                        statements += len(found.reading.statements)
                        on_article(task.article, found.extraction)
                    seconds = time.monotonic() - started
                    self._report.read(Progress(done, done + room(), statements, summary.words, seconds))
        summary.left = unread - done

    def finish(self, ledger: Ledger) -> Summary:
        """Write the graph and the report, and forget what is no longer of use; the counts.

        An index that turns out to be damaged is made again.
        """
        self._write_whole(ledger)
        ledger.forget_unused()
        self._summary.kept = sum(1 for _ in ledger.paths_not_given())
        self._report.write(self._folder, self._summary, resolver=self._knowledge.version)
        (self._folder / _EARLIER_CACHE).unlink(missing_ok=True)
        return self._summary

    def update(self, ledger: Ledger) -> None:
        """Write the graph of what was read already.

        Raises `InputError` if it was read by another version or with other data, or linked to an authority
        file: then it would become another graph.
        """
        if not is_indexed_as_read(ledger) or AuthorityIndex(ledger.rows, None).is_kept:
            raise InputError(
                f"The graph in {self._folder} was built by another version of kg or with data of its own; "
                "“kg build” with the same options applies the corrections."
            )
        self._write_whole(ledger)

    def _write_whole(self, ledger: Ledger) -> None:
        try:
            self._write(ledger)
        except sqlite3.DatabaseError as error:
            repair(ledger.rows, error, self._report.on_note)
            self._write(ledger)

    def _write(self, ledger: Ledger) -> None:
        begin_anew(ledger.rows, written_version(), is_whole=is_whole(self._folder, ledger))
        index, errors = ArchiveIndex(ledger.rows), list[KgError]()
        update_index(ledger, index)
        corrections = CorrectionIndex(ledger, index.renamed).fit(
            *self._corrections, errors.append, scheme=self._knowledge.scheme
        )
        writer = DatasetWriter(
            self._folder,
            ledger,
            index,
            corrections=corrections,
            scheme=self._knowledge.scheme,
            authority=self._authority,
        )
        state = writer.write()
        writer.publish()
        for error in errors:
            self._report.error(error)
        summary = self._summary
        summary.add(state.counts)
        summary.corrections, summary.written = len(corrections.applied), writer.written
        summary.echoes, summary.quads = writer.count_echoes(), state.quads
        summary.actors, summary.unnamed, summary.agreements = writer.count_entities()

    def _keep(self, ledger: Ledger, article: Article, found: ReadArticle) -> None:
        """Keep what was found in `article`."""
        if found.extraction:
            ledger.put_extraction(article, found.extraction)
            self._report.skip(article.path, found.extraction)
            self._summary.count_read(found.extraction, found.words)
        ledger.put_reading(article, found.reading)


def given_corrections(
    folder: Path, options: BuildOptions, report: BuildReport
) -> tuple[list[Correction], Path]:
    """The corrections for the graph in `folder`, and their file; none if there is none.

    Raises `InputError` if it cannot be read.
    """
    file = options.corrections or folder / CORRECTIONS_NAME
    return read_corrections(file, report.error) if options.corrections or file.exists() else [], file


def no_article(since: date | None) -> InputError:
    """What a build raises that gets no article."""
    which = f" that was published on {since} or later" if since else ""
    return InputError(f"No article{which} could be read, so no graph was built.")


def _tasks(ledger: Ledger) -> Iterator[Task]:
    """What is not resolved yet, in the order of the articles."""
    for outline in ledger.articles():
        if not ledger.is_resolved(outline):
            yield Task(ledger.with_text(outline), ledger.extraction(outline))
