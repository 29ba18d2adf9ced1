"""A build by a cluster of Ray: the same graph as `kg.pipeline.build` makes of these articles.

The articles that are given are the whole archive. What was read in them is kept in shards in the folder, so
the next build reads what is new; the rest is made again.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

from kg.archive.authority import AuthorityLinks
from kg.archive.corrections.correction_file import CORRECTIONS_NAME, read_corrections
from kg.archive.corrections.correction_fit import Corrections, apply_corrections, fit_corrections
from kg.archive.echoes.echo_groups import first_reports
from kg.archive.echoes.echo_index import Echoes
from kg.archive.figure_index import differences_of
from kg.archive.ledger.connection import open_rows
from kg.archive.ledger.ledger import open_ledger
from kg.archive.ledger.lock import writing
from kg.archive.ledger.outcomes import Build, put_build
from kg.dataset_writer import refuse_foreign_files
from kg.distributed.article_stage import gather_articles, list_inputs, take_articles, wanted_shards
from kg.distributed.name_stage import decide_names
from kg.distributed.name_tables import NameTables
from kg.distributed.pair_stage import ECHO_RULES, FIGURE_RULES, count_entities, find_links
from kg.distributed.quad_stage import QUADS, QUADS_SUFFIX, QuadStage, renamed_of
from kg.distributed.ray_cluster import Cluster, connected
from kg.distributed.reading_stage import Read, ReadingStage, read_one
from kg.distributed.shard_files import Layout, written_whole
from kg.errors import ArticleError, InputError, KgError, UsageError
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
from kg.pipeline import Knowledge
from kg.summary import Summary
from kg.text import InputOptions

# What stays in the folder of shards: what was read, and the quads, which a server can load.
_KEPT = frozenset({"articles", "readings", QUADS})
# The file of the quads that no single article gives.
_ARCHIVE = "archive"
OnStep = Callable[[str, int, int], None]


def build(
    paths: Iterable[str],
    folder: Path,
    knowledge: Knowledge | None = None,
    *,
    on_error: Callable[[KgError], None],
    corrections: Path | None = None,
    authority: Path | None = None,
    address: str | None = None,
    workers: int | None = None,
    prune: bool = False,
    store: bool = True,
    options: InputOptions | None = None,
    on_note: Callable[[str], None] = lambda note: None,
    on_step: OnStep = lambda what, done, of: None,
    read: Read = read_one,
) -> Summary:
    """Build the graph of the articles at `paths`, files and folders, in `folder`, by a cluster of Ray.

    The cluster is the one at `address`, else one that is started on this machine; all its machines have
    `folder` and `paths` at the same place. `workers` processes read at the same time, each with `read`, by
    default one for each core. The articles are the whole archive: those of before that are not given are
    removed, with `prune`. Without `store`, the quads are left in the shards, for a server. `on_step` is
    called with a stage, how many of its shards are done, and of how many.

    Raises `UsageError` if Ray is not installed, the folder has an archive that was built without it, or
    articles of before are not given, and what `kg.pipeline.build` raises. A build that was stopped goes on
    with the shards that are not read.
    """
    knowledge = knowledge or Knowledge()
    with writing(folder):
        refuse_foreign_files(folder)
        with open_ledger(folder, reader=reader_version(), resolver=knowledge.version) as ledger:
            if next(ledger.paths(), None) is not None:
                raise UsageError(
                    f"The graph in {folder} was built without Ray; give another folder, or go on without it."
                )
        missing: list[KgError] = []

        def on_missing(error: KgError) -> None:
            missing.append(error)
            on_error(error)

        files = list_inputs(paths, on_missing, on_note)
        layout = Layout.of(folder, wanted_shards(files))
        with connected(address, workers) as cluster:
            builder = _Builder(cluster, layout, folder, knowledge, on_error, on_note, on_step)
            builder.read(files, options, read, prune=prune and not missing)
            builder.write(corrections, authority)
        builder.publish(store=store)
    return builder.summary


class _Builder:
    """The stages of a build, one after the other."""

    def __init__(
        self,
        cluster: Cluster,
        layout: Layout,
        folder: Path,
        knowledge: Knowledge,
        on_error: Callable[[KgError], None],
        on_note: Callable[[str], None],
        on_step: OnStep,
    ) -> None:
        self.summary = Summary()
        self._cluster, self._layout, self._folder, self._knowledge = cluster, layout, folder, knowledge
        self._on_error, self._on_note, self._on_step = on_error, on_note, on_step

    def read(self, files: list[str], options: InputOptions | None, read: Read, *, prune: bool) -> None:
        """Gather the articles, and read those that are not read yet."""
        number, is_all = 0, True
        for given in gather_articles(self._cluster, self._layout, files, options):
            for error in given.errors:
                is_all = is_all and isinstance(error, ArticleError)
                self._on_error(error)
            for note in given.notes:
                self._on_note(note)
            number += given.articles
            self.summary.new += given.new
            self.summary.unchanged += given.unchanged
            self.summary.removed += given.gone
        if not number:
            raise InputError("No article could be read, so no graph was built.")
        if self.summary.removed and not (prune and is_all):
            raise UsageError(
                f"{self.summary.removed} articles of before are not given, or have changed, and a build by "
                "Ray is given all; with “--prune”, and if each path can be read, they are removed."
            )
        take_articles(self._layout)
        stage, names = ReadingStage(self._layout, self._knowledge, read), self._layout.names
        for done, shard in enumerate(self._cluster.map_with_models(stage, names), 1):
            self._on_step("reading shards", done, len(names))
            for one in shard.errors:
                self._on_error(one)
            self.summary.read_now += shard.read_now
            self.summary.skipped += shard.skipped

    def write(self, corrections: Path | None, authority: Path | None) -> None:
        """Decide names, write the quads and records of each shard, then the quads of what links articles."""
        summary, layout, cluster = self.summary, self._layout, self._cluster
        self._on_step("deciding names", 0, 1)
        decide_names(cluster, layout)
        fitting = self._fit(corrections)
        summary.corrections = len(fitting.applied)
        stage = QuadStage(layout, fitting, self._knowledge.scheme)
        for done, counts in enumerate(cluster.map(stage, layout.names), 1):
            self._on_step("writing quads", done, layout.number)
            summary.add(counts)
        links = AuthorityLinks(authority) if authority else None
        if links:
            for reading in self._renamed():
                links.add(apply_corrections(reading, fitting))
        self._on_step("finding echoes", 0, 1)
        found = find_links(cluster, layout, ECHO_RULES)
        pairs = {(min(pair), max(pair)): float(value) for pair, value in found}
        summary.echoes = len(pairs)
        entities = count_entities(cluster, layout)
        summary.actors, summary.agreements = entities["actor"], entities["agreement"]
        differences = differences_of(dict(find_links(cluster, layout, FIGURE_RULES)))
        of_archive = chain(
            correction_quads(fitting),
            echo_quads(Echoes(pairs, first_reports(pairs))),
            echo_activity_quads(),
            difference_quads(differences),
            figure_activity_quads(),
            authority_quads(links.links() if links else ()),
            scheme_quads(self._knowledge.scheme),
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

    def _fit(self, corrections: Path | None) -> Corrections:
        path = corrections or self._folder / CORRECTIONS_NAME
        given = read_corrections(path, self._on_error) if corrections or path.exists() else []
        scheme = self._knowledge.scheme
        return fit_corrections(given, self._renamed(), path, self._on_error, scheme=scheme)

    def _write_records(self) -> str:
        """Write the records of all shards to one file; their SHA-256."""
        digest = hashlib.sha256()
        with written_whole(self._folder / RECORDS_NAME) as partial, partial.open("wb") as file:
            for name in self._layout.names:
                content = self._layout.path("records", name, ".jsonl").read_bytes()
                digest.update(content)
                file.write(content)
        return digest.hexdigest()
