"""The pipeline: from articles to a folder with the graph, the records and the pages.

The ledger keeps what was read in each article, so a build reads and resolves only what it does not have. Then
the index of all articles tells which of them are to be told otherwise than before, and these are written.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kg.acts.scheme import Scheme, read_scheme
from kg.archive.authority import AuthorityLinks
from kg.archive.corrections.correction_file import CORRECTIONS_NAME, read_corrections
from kg.archive.corrections.correction_fit import fit_corrections
from kg.archive.index import ArchiveIndex
from kg.archive.ledger.ledger import Ledger, open_ledger
from kg.archive.ledger.lock import writing
from kg.archive.ledger.outcomes import writing_pages
from kg.archive.staleness import begin_anew, update_index
from kg.build_report import BuildReport
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
from kg.pages.page_files import refuse_foreign_pages
from kg.reading_pool import Task, read_all, worthwhile_jobs
from kg.resolve.registry import Registry, load_registry
from kg.resolve.resolver import resolve
from kg.summary import Progress, Summary
from kg.text import InputOptions, Text, read_articles
from kg.text.since import published_since
from kg.version import code_version

if TYPE_CHECKING:
    from kg.pages.page_choice import Asked

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
OnProgress = Callable[[Progress], None]

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
        if extraction is None:
            reading, extraction = read_article(article, self.knowledge)
            return ReadArticle(reading, extraction, len(article.text.split()))
        sentences = extraction.sentences
        text = Text(article.text, name=article.path, split=lambda raw, paragraphs: sentences)
        registry, scheme = self.knowledge.registry, self.knowledge.scheme
        return ReadArticle(resolve(article, text, extraction, registry, scheme))


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
    *,
    on_error: Callable[[KgError], None],
    corrections: Path | None = None,
    authority: Path | None = None,
    on_article: OnArticle = lambda article, extraction: None,
    on_progress: OnProgress = lambda progress: None,
    jobs: int = 1,
    limit: int | None = None,
    since: date | None = None,
    prune: bool = False,
    options: InputOptions | None = None,
    on_note: Callable[[str], None] = lambda note: None,
    pages: bool = False,
) -> Summary:
    """Add the articles at `paths` to those of `folder`, and write its graph: the store and the records.

    An article at a path that the folder has already takes the place of that one. What is not given stays;
    with `prune` it is removed, unless one of `paths` does not exist or has no articles.

    Articles are read by up to `jobs` processes, by this one alone if few are to be read. With `limit` at most
    so many are read by the models, and the others are left for the next build. With `since`, articles that
    were published before that day, or have no date, count as not given.

    Corrections come from the file `corrections`, by default `corrections.csv` in the folder if it exists.
    Actors are linked to the entries of the table `authority`, if it is given.
    `on_error` gets each article that cannot be read and each correction that does not fit, `on_note` what is
    left out as it should be. `on_article` gets each article that is resolved in this build, with its
    extraction if the models read it, else None; `on_progress` how far the reading has come after each. All
    this stands in `report.json` at the end. With `pages`, which are written later, what would be in their way
    is refused at once.
    Raises `InputError` if no article can be read, one of these files cannot, another process is writing in
    the folder, or the ledger is damaged. The output of an earlier build is replaced only at the end.
    """
    report = BuildReport(on_error, on_note)
    builder = _Builder(folder, knowledge or Knowledge(), report, corrections, authority, pages=pages)
    unread: list[KgError] = []

    def on_unread(error: KgError) -> None:
        if not isinstance(error, ArticleError):
            unread.append(error)
        report.error(error)

    with builder.ledger() as ledger:
        articles = read_articles(paths, on_unread, options=options, on_note=report.note)
        if since:
            articles = published_since(articles, since, report.note)
        changes = ledger.add(articles)
        if not changes:
            which = f" that was published on {since} or later" if since else ""
            raise InputError(f"No article{which} could be read, so no graph was built.")
        builder.summary.count(changes)
        if prune and not unread:
            builder.remove(ledger, ledger.paths_not_given())
        elif prune:
            report.error(InputError("Nothing was removed, because a path that was given could not be read."))
        builder.read(ledger, on_article, on_progress, jobs=jobs, limit=limit)
        builder.finish(ledger)
        builder.summary.kept = sum(1 for _ in ledger.paths_not_given())
        builder.write_report()
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
    on_progress: OnProgress = lambda progress: None,
    jobs: int = 1,
    pages: bool = False,
) -> Summary:
    """Remove the articles at `paths`, files or folders as they were given to `build`, and write the graph.

    The other arguments are those of `build`. Raises `UsageError`, before anything is removed, for a path at
    which the folder has no article, and what `build` raises.
    """
    report = BuildReport(on_error, lambda note: None)
    builder = _Builder(folder, knowledge or Knowledge(), report, corrections, authority, pages=pages)
    with builder.ledger() as ledger:
        found: set[str] = set()
        for path in paths:
            name = Path(path).as_posix()
            # Articles inside a file have its path and, after “#”, their place in it.
            names = (f"{name}/", f"{name}#")
            inside = {one for one in ledger.paths() if one == name or one.startswith(names)}
            if not inside:
                raise UsageError(f"The graph in {folder} has no article from “{path}”; nothing was removed.")
            found |= inside
        builder.remove(ledger, found)
        builder.read(ledger, on_article, on_progress, jobs=jobs)
        builder.finish(ledger)
        builder.summary.kept = sum(1 for _ in ledger.paths())
        builder.write_report()
    return builder.summary


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
        with writing_pages(folder, store_path(folder).name, keys, only=asked.only) as wanted:
            return page_writer.write_pages(folder, on_page, keys=wanted, on_note=on_note)


class _Builder:
    """What a build and a removal have in common."""

    def __init__(
        self,
        folder: Path,
        knowledge: Knowledge,
        report: BuildReport,
        corrections: Path | None,
        authority: Path | None,
        *,
        pages: bool,
    ) -> None:
        """Read the files that are given. Raises `InputError` if one cannot be read or is in the way."""
        self.summary = Summary()
        self._folder, self._knowledge, self._report = folder, knowledge, report
        self._file = corrections or folder / CORRECTIONS_NAME
        self._given = read_corrections(self._file, report.error) if corrections or self._file.exists() else []
        self._links = AuthorityLinks(authority) if authority else None
        refuse_foreign_files(folder)
        if (folder / SHARDS_NAME).exists():
            raise UsageError(f"The graph in {folder} was built by Ray; go on with “--engine ray”.")
        if pages:
            refuse_foreign_pages(folder)

    def ledger(self) -> AbstractContextManager[Ledger]:
        """The ledger of the folder."""
        return open_ledger(self._folder, reader=reader_version(), resolver=self._knowledge.version)

    def remove(self, ledger: Ledger, paths: Iterable[str]) -> None:
        """Remove the articles at `paths`, which the ledger has."""
        self.summary.removed = ledger.remove(paths)

    def read(
        self,
        ledger: Ledger,
        on_article: OnArticle,
        on_progress: OnProgress,
        *,
        jobs: int,
        limit: int | None = None,
    ) -> None:
        """Read and resolve what is not resolved yet, at most `limit` articles by the models; keep it."""
        unread = sum(1 for one in ledger.articles() if not ledger.is_resolved(one))
        done, statements, started = 0, 0, time.monotonic()
        tasks, reader, summary = _tasks(ledger), Reader(self._knowledge), self.summary

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
                    progress = Progress(done, done + room(), statements, summary.words, seconds)
                    self._report.read(progress)
                    on_progress(progress)
        summary.left = unread - done

    def finish(self, ledger: Ledger) -> None:
        """Write the graph, and forget what is no longer of use."""
        begin_anew(ledger.rows, written_version(), is_whole=is_whole(self._folder, ledger))
        index = ArchiveIndex(ledger.rows)
        update_index(ledger, index)
        scheme = self._knowledge.scheme
        renamed = (index.renamed(reading) for reading in ledger.readings())
        fitting = fit_corrections(self._given, renamed, self._file, self._report.error, scheme=scheme)
        writer = DatasetWriter(self._folder, ledger, index, corrections=fitting, scheme=scheme)
        state = writer.write(self._links)
        writer.publish()
        ledger.forget_unused()
        summary = self.summary
        summary.add(state.counts)
        summary.corrections, summary.written = len(fitting.applied), writer.written
        summary.echoes, summary.quads = writer.count_echoes(), state.quads
        summary.actors, summary.agreements = writer.count_entities()
        (self._folder / _EARLIER_CACHE).unlink(missing_ok=True)

    def write_report(self) -> None:
        """Write what was done."""
        self._report.write(self._folder, self.summary, resolver=self._knowledge.version)

    def _keep(self, ledger: Ledger, article: Article, found: ReadArticle) -> None:
        """Keep what was found in `article`."""
        if found.extraction:
            ledger.put_extraction(article, found.extraction)
            self._report.skip(article, found.extraction)
            self.summary.read_now += 1
            self.summary.words += found.words
            self.summary.skipped += sum(count for _, count in found.extraction.skipped)
        ledger.put_reading(article, found.reading)


def _tasks(ledger: Ledger) -> Iterator[Task]:
    """What is not resolved yet, in the order of the articles."""
    for outline in ledger.articles():
        if not ledger.is_resolved(outline):
            yield Task(ledger.with_text(outline), ledger.extraction(outline))
