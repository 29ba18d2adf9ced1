"""A build by a cluster of Ray: the same graph as `kg.pipeline.build` makes of these articles.

The articles that are given are the whole archive. What was read in them is kept in shards in the folder, so
the next build reads what is new; the rest is made again.
"""

import hashlib
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from kg.archive.authority import AuthorityLinks
from kg.archive.corrections.correction_fit import apply_corrections, fit_corrections
from kg.archive.echoes.echo_groups import first_reports
from kg.archive.echoes.echo_index import Echoes
from kg.archive.figure_index import differences_of
from kg.archive.ledger.connection import open_rows
from kg.archive.ledger.ledger import open_ledger
from kg.archive.ledger.lock import writing
from kg.archive.ledger.outcomes import Build, put_build
from kg.build_options import BuildOptions
from kg.build_report import BuildReport, OnProgress
from kg.dataset_writer import refuse_foreign_files
from kg.distributed.article_stage import gather_articles, list_inputs, take_articles, wanted_shards
from kg.distributed.name_stage import decide_names
from kg.distributed.name_tables import NameTables
from kg.distributed.pair_stage import ECHO_RULES, FIGURE_RULES, count_entities, find_links
from kg.distributed.quad_stage import QUADS, QUADS_SUFFIX, QuadStage, renamed_of
from kg.distributed.ray_cluster import Cluster, connected
from kg.distributed.reading_stage import CountingStage, Read, ReadingStage, read_one
from kg.distributed.shard_files import Layout, written_whole
from kg.errors import KgError, UsageError
from kg.extract.settings import reader_version
from kg.graph.portions import Quad, read_n_quads, write_n_quads
from kg.graph.store_files import RECORDS_NAME, store_path, verify_store
from kg.graph.store_writer import write_store
from kg.graph.write.authority_quads import authority_quads
from kg.graph.write.correction_quads import correction_quads
from kg.graph.write.echo_quads import echo_activity_quads, echo_quads
from kg.graph.write.figure_quads import difference_quads, figure_activity_quads
from kg.graph.write.scheme_quads import scheme_quads
from kg.model import ArticleReading
from kg.pages.page_files import refuse_foreign_pages
from kg.pipeline import Knowledge, given_corrections, no_article
from kg.summary import Progress, Summary
from kg.text.since import LeftOut

# What stays in the folder of shards: what was read, and the quads, which a server can load.
_KEPT = frozenset({"articles", "readings", QUADS})
# The file of the quads that no single article gives.
_ARCHIVE = "archive"
OnStep = Callable[[str, int, int], None]


def build(
    paths: Iterable[str],
    folder: Path,
    knowledge: Knowledge | None = None,
    options: BuildOptions | None = None,
    *,
    on_error: Callable[[KgError], None],
    on_note: Callable[[str], None] = lambda note: None,
    on_progress: OnProgress = lambda progress: None,
    on_step: OnStep = lambda what, done, of: None,
    address: str | None = None,
    store: bool = True,
    read: Read = read_one,
) -> Summary:
    """Build the graph of the articles at `paths`, files and folders, in `folder`, by a cluster of Ray.

    The cluster is the one at `address`, else one that is started on this machine; all its machines have
    `folder` and `paths` at the same place. As many processes as the `options` say read at the same time, each
    with `read`; a cluster that runs already has one for each core. The articles are the whole archive: those
    of before that are not given are removed, with `prune`. Without `store`, the quads are left in the shards,
    for a server. `on_progress` is called after each shard that is read, `on_step` with each later stage, how
    many of its shards are done, and of how many.

    Raises `UsageError` if Ray is not installed, the folder has an archive that was built without it, or
    articles of before are not given, and what `kg.pipeline.build` raises. A build that was stopped goes on
    with the shards that are not read.
    """
    knowledge, options = knowledge or Knowledge(), options or BuildOptions()
    report = BuildReport(on_error, on_note, on_progress)
    with writing(folder):
        refuse_foreign_files(folder)
        if options.pages:
            refuse_foreign_pages(folder)
        with open_ledger(folder, reader=reader_version(), resolver=knowledge.version) as ledger:
            if next(ledger.paths(), None) is not None:
                raise UsageError(
                    f"The graph in {folder} was built without Ray; give another folder, or go on without it."
                )
        files = list_inputs(paths, report.unread, report.note)
        layout = Layout.of(folder, wanted_shards(files))
        # A cluster that runs already tells how many cores it has.
        with connected(address, None if address else options.jobs) as cluster:
            builder = _Builder(cluster, layout, folder, knowledge, options, report, on_step)
            builder.gather(files)
            builder.read(read)
            builder.write()
        builder.publish(store=store)
        report.write(folder, builder.summary, resolver=knowledge.version)
    return builder.summary


class _Builder:
    """The stages of a build, one after the other."""

    def __init__(
        self,
        cluster: Cluster,
        layout: Layout,
        folder: Path,
        knowledge: Knowledge,
        options: BuildOptions,
        report: BuildReport,
        on_step: OnStep,
    ) -> None:
        self.summary = Summary()
        self._cluster, self._layout, self._folder, self._knowledge = cluster, layout, folder, knowledge
        self._options, self._report, self._on_step = options, report, on_step
        self._corrections = given_corrections(folder, options, report)
        self._links = AuthorityLinks(options.authority) if options.authority else None

    def gather(self, files: list[str]) -> None:
        """Gather the articles of `files`, and let them take the place of those of before."""
        number, left_out = 0, LeftOut()
        options, report, summary = self._options, self._report, self.summary
        for given in gather_articles(self._cluster, self._layout, files, options.inputs, options.since):
            for error in given.errors:
                report.unread(error)
            for note in given.notes:
                report.note(note)
            left_out.add(given.left_out)
            number += given.articles
            summary.new += given.new
            summary.unchanged += given.unchanged
            summary.removed += given.gone
        if options.since:
            report.note_left_out(left_out, options.since)
        if not number:
            raise no_article(options.since)
        if summary.removed and not (options.prune and report.is_all_read):
            raise UsageError(
                f"{summary.removed} articles of before are not given, or have changed, and a build by "
                "Ray is given all; with “--prune”, and if each path can be read, they are removed."
            )
        take_articles(self._layout)

    def read(self, read: Read) -> None:
        """Read and resolve what is not resolved yet, as much as may be read."""
        layout, summary, report = self._layout, self.summary, self._report
        unread = dict(self._cluster.map(CountingStage(layout), layout.names))
        names, failed = layout.names, frozenset[str]()
        done, statements, started = 0, 0, time.monotonic()
        # The first time all shards, since some may have to be resolved again; then those that may read on in
        # the place of articles that could not be read.
        while names:
            stage = ReadingStage(layout, self._knowledge, read, self._rooms(unread), failed)
            for shard in self._cluster.map_with_models(stage, names):
                for error in shard.errors:
                    report.error(error)
                for one in shard.read_now:
                    report.skip(one.path, one.extraction)
                    summary.count_read(one.extraction, one.words)
                failed |= shard.failed
                unread[shard.name] = shard.left
                done += len(shard.read_now) + len(shard.failed)
                statements += shard.statements
                of, seconds = done + sum(self._rooms(unread).values()), time.monotonic() - started
                report.read(Progress(done, of, statements, summary.words, seconds))
            names = sorted(self._rooms(unread))
        summary.left = sum(unread.values())

    def _rooms(self, unread: Mapping[str, int]) -> dict[str, int]:
        """How many articles of each shard the models may still read, where there are some."""
        limit, rooms = self._options.limit, dict[str, int]()
        left = sum(unread.values()) if limit is None else limit - self.summary.read_now
        for name in sorted(unread):
            if room := min(unread[name], left - sum(rooms.values())):
                rooms[name] = room
        return rooms

    def write(self) -> None:
        """Decide names, write the quads and records of each shard, then the quads of what links articles."""
        summary, layout, cluster = self.summary, self._layout, self._cluster
        self._on_step("deciding names", 0, 1)
        decide_names(cluster, layout)
        scheme, (given, file) = self._knowledge.scheme, self._corrections
        fitting = fit_corrections(given, self._renamed(), file, self._report.error, scheme=scheme)
        summary.corrections = len(fitting.applied)
        stage = QuadStage(layout, fitting, scheme)
        for done, counts in enumerate(cluster.map(stage, layout.names), 1):
            self._on_step("writing quads", done, layout.number)
            summary.add(counts)
        if self._links:
            for reading in self._renamed():
                self._links.add(apply_corrections(reading, fitting))
        self._on_step("finding echoes", 0, 1)
        found = find_links(cluster, layout, ECHO_RULES)
        pairs = {(min(pair), max(pair)): float(value) for pair, value in found}
        summary.echoes = len(pairs)
        entities = count_entities(cluster, layout)
        summary.actors, summary.unnamed = entities["actor"], entities["unnamed"]
        summary.agreements = entities["agreement"]
        differences = differences_of(dict(find_links(cluster, layout, FIGURE_RULES)))
        of_archive = chain(
            correction_quads(fitting),
            echo_quads(Echoes(pairs, first_reports(pairs))),
            echo_activity_quads(),
            difference_quads(differences),
            figure_activity_quads(),
            authority_quads(self._links.links() if self._links else ()),
            scheme_quads(scheme),
        )
        with written_whole(layout.path(QUADS, _ARCHIVE, QUADS_SUFFIX)) as path:
            write_n_quads(path, of_archive)

    def publish(self, *, store: bool) -> None:
        """Bring the records together, and with `store` the quads, and note in the ledger what was written."""
        records = self._write_records()
        if store:
            self._on_step("writing the store", 0, 1)
            self.summary.quads = write_store(self._folder, self._quads())
            path = store_path(self._folder)
            made = Build(path.name, verify_store(path), self.summary.quads, records)
            with open_rows(self._folder) as rows, rows.transaction():
                put_build(rows, made)
        for kind in self._layout.folder.iterdir():
            if kind.is_dir() and kind.name not in _KEPT:
                shutil.rmtree(kind, ignore_errors=True)

    def _quads(self) -> Iterator[Quad]:
        for name in (*self._layout.names, _ARCHIVE):
            yield from read_n_quads(self._layout.path(QUADS, name, QUADS_SUFFIX))

    def _renamed(self) -> Iterator[ArticleReading]:
        tables = NameTables(self._layout)
        for name in self._layout.names:
            yield from renamed_of(self._layout, name, tables)

    def _write_records(self) -> str:
        """Write the records of all shards to one file; their SHA-256."""
        digest = hashlib.sha256()
        with written_whole(self._folder / RECORDS_NAME) as partial, partial.open("wb") as file:
            for name in self._layout.names:
                content = self._layout.path("records", name, ".jsonl").read_bytes()
                digest.update(content)
                file.write(content)
        return digest.hexdigest()
