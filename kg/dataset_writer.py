"""From the readings of the ledger to the store and the records, by difference.

A new store begins as the one before, and gets what the stale articles change. Each portion of articles is one
transaction of the ledger, which notes the store that its outcomes are of: a build that is stopped goes on
with the next portion. Who reads sees the store of before until all is written.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path

import msgspec
from msgspec import structs

from kg.acts.scheme import Scheme
from kg.archive.authority_index import OWNER, AuthorityIndex
from kg.archive.authority_table import AuthorityTable
from kg.archive.corrections.correction_fit import Corrections, apply_corrections
from kg.archive.echoes.echo_index import EchoIndex
from kg.archive.figure_index import FigureIndex
from kg.archive.index import ArchiveIndex
from kg.archive.ledger.ledger import Ledger
from kg.archive.ledger.outcomes import (
    Build,
    Counts,
    Draft,
    Outcome,
    SharedLines,
    count_entities,
    draft,
    last_build,
    outcome,
    put_build,
    put_draft,
    put_outcome,
)
from kg.batches import batches
from kg.data import data_names, data_version
from kg.errors import InputError, StoreError
from kg.extract.settings import shipped_version
from kg.graph.store import Quad
from kg.graph.store_files import (
    RECORDS_NAME,
    STORE_NAME,
    point_to,
    refuse_foreign_store,
    remove_old,
    verify_store,
)
from kg.graph.store_packing import is_worth_packing, pack_store
from kg.graph.store_writer import LOADED, STORE_VERSION, StoreWriter, version_quad, writing_store
from kg.graph.vocabulary import node
from kg.graph.write.article_quads import reading_quads
from kg.graph.write.authority_quads import authority_quads
from kg.graph.write.correction_quads import correction_quads
from kg.graph.write.echo_quads import echo_activity_quads, echo_quads
from kg.graph.write.figure_quads import difference_quads, figure_activity_quads
from kg.graph.write.lines import from_lines, to_lines
from kg.graph.write.scheme_quads import scheme_quads
from kg.model import ArticleReading
from kg.records import to_line
from kg.summary import UNNAMED, counts_of
from kg.version import code_version

SHARDS_NAME = "shards"
"""The folder of what a build on many machines keeps, in place of a ledger."""

# Articles of one transaction.
_PORTION = 500
# Actors whose links are found in one pass through an authority file.
_LINKED = 20_000
# What is told by no article: the owners of its quads, in the place of an article's identifier.
_SCHEME, _CORRECTIONS = "#scheme", "#corrections"


def refuse_foreign_files(folder: Path) -> None:
    """Raise `InputError` if what is in `folder` where the dataset should be is not of this program."""
    refuse_foreign_store(folder)
    for name in (RECORDS_NAME, f"{RECORDS_NAME}.part"):
        if (folder / name).is_dir():
            raise InputError(f"{folder / name} is a folder, and is where the records should be; remove it.")


class DatasetWriter:
    """Writes what is stale in the ledger, then the records, and lets the new store be read."""

    def __init__(
        self,
        folder: Path,
        ledger: Ledger,
        index: ArchiveIndex,
        *,
        corrections: Corrections,
        scheme: Scheme,
        authority: AuthorityTable | None,
    ) -> None:
        self._folder, self._ledger, self._rows = folder, ledger, ledger.rows
        self._index, self._corrections, self._scheme = index, corrections, scheme
        self._model = shipped_version()
        self._draft = draft(self._rows) or Draft("", "", 0)
        self._echoes, self._figures = EchoIndex(self._rows), FigureIndex(self._rows)
        self._authority = AuthorityIndex(self._rows, authority)
        self.written = 0
        """The number of articles whose quads changed."""

    def write(self) -> Draft:
        """Write all that is stale, and what no article tells; what the graph has then.

        Raises `StoreError` if it cannot be written.
        """
        with self._rows.transaction():
            self._authority.begin()
        for portion in batches([one for one in self._stale() if not one.startswith(OWNER)], _PORTION):
            self._write_portion(portion, {})
        for portion in batches(self._authority.missing(), _PORTION):
            with self._rows.transaction():
                for article in portion:
                    self._authority.replace(article, self._told(article))
        for owners in batches([one for one in self._stale() if one.startswith(OWNER)], _LINKED):
            links = {f"{OWNER}{one.actor.id}": one for one in self._authority.links(owners)}
            self._write_portion((), {one: authority_quads(filter(None, [links.get(one)])) for one in owners})
        owned: dict[str, Iterable[Quad]] = {
            _SCHEME: chain(scheme_quads(self._scheme), echo_activity_quads(), figure_activity_quads()),
            _CORRECTIONS: correction_quads(self._corrections),
        }
        self._write_portion((), owned)
        self._pack()
        return self._draft

    def publish(self) -> None:
        """Write the records, if they are not those of the store, and let the store be read."""
        made, _ = last_build(self._rows)
        state = self._draft
        if made is None or made.store != state.store or made.records != _hash_records(self._folder):
            records = _write_records(self._folder, self._ledger)
            made = Build(state.store, state.digest, state.quads, records)
            with self._rows.transaction():
                put_build(self._rows, made)
        point_to(self._folder, made.store)
        remove_old(self._folder)

    def count_echoes(self) -> int:
        """The number of pairs of statements that are one."""
        return self._echoes.count()

    def count_entities(self) -> tuple[int, int, int]:
        """The numbers of actors with a name, of those without one, and of agreements in the graph."""
        kinds = (("actor", ""), ("actor", UNNAMED), ("agreement", ""))
        actors, unnamed, agreements = (
            count_entities(self._rows, node(kind, beginning).value) for kind, beginning in kinds
        )
        return actors - unnamed, unnamed, agreements

    def _write_portion(self, articles: Iterable[str], owners: dict[str, Iterable[Quad]]) -> None:
        """Write `articles`, and the quads of `owners`, as one transaction."""
        shared = SharedLines(self._rows)
        with ExitStack() as stack:
            stack.enter_context(self._rows.transaction())
            target = _Target(self._folder, self._draft, stack)
            target.add(quad for one in articles for quad in self._write_article(one, target, shared))
            for owner, quads in owners.items():
                self._write_owner(owner, quads, shared)
            gone, new = shared.settle()
            target.remove(from_lines(gone))
            target.add(from_lines(new))
            echoes, figures = self._echoes.settle(), self._figures.settle()
            target.remove(chain(echo_quads(echoes.gone), difference_quads(figures.gone)))
            target.add(chain(echo_quads(echoes.new), difference_quads(figures.new)))
            state = target.finish()
            put_draft(self._rows, state)
        self._draft = state
        remove_old(self._folder, state.store)

    def _pack(self) -> None:
        """Let a packed store take the place of the one that was written, if that is worth it."""
        state = self._draft
        if not is_worth_packing(state.quads, state.packed):
            return
        with self._rows.transaction():
            store, digest = pack_store(self._folder, state.store, state.quads)
            state = structs.replace(state, store=store, digest=digest, packed=state.quads)
            put_draft(self._rows, state)
        self._draft = state
        remove_old(self._folder, state.store)

    def _write_article(self, article: str, target: "_Target", shared: SharedLines) -> Iterator[Quad]:
        """Take `article` out of the graph as it is there; yield the quads of its own graph as they are."""
        self._rows.delete("stale", (article,))
        before, reading = outcome(self._rows, article), self._told(article)
        digest = self._digest(reading) if reading else ""
        if (before.digest if before else "") == digest:
            return
        self.written += 1
        if before:
            target.remove_graph(article)
            target.count(before.counts, -1)
            shared.subtract(before.shared)
        self._authority.replace(article, reading)
        self._echoes.replace(article, reading)
        self._figures.replace(article, reading)
        if reading is None:
            put_outcome(self._rows, article, None)
            return
        graph = node("article", article)
        quads = dict.fromkeys(reading_quads(reading, model=self._model, scheme=self._scheme))
        lines = to_lines(quad for quad in quads if quad.graph_name != graph)
        records = "".join(to_line(one, reading.article) for one in reading.statements)
        kept = records.encode("utf-8", "backslashreplace")
        counts = counts_of(reading)
        shared.add(lines)
        target.count(counts)
        put_outcome(self._rows, article, Outcome(digest, lines, kept, counts))
        yield from (quad for quad in quads if quad.graph_name == graph)

    def _write_owner(self, owner: str, quads: Iterable[Quad], shared: SharedLines) -> None:
        """Put the quads that `owner` tells in the place of those that it told."""
        self._rows.delete("stale", (owner,))
        before, lines = outcome(self._rows, owner), to_lines(quads)
        if (before.shared if before else []) != lines:
            shared.subtract(before.shared if before else ())
            shared.add(lines)
            put_outcome(self._rows, owner, Outcome("", lines) if lines else None)

    def _stale(self) -> Iterator[str]:
        return (one for (one,) in self._rows.words("stale"))

    def _told(self, article: str) -> ArticleReading | None:
        """The reading of `article` as the archive and the corrections tell it; None if it has none."""
        reading = self._ledger.reading(article)
        return apply_corrections(self._index.renamed(reading), self._corrections) if reading else None

    def _digest(self, reading: ArticleReading) -> str:
        """A hash of all from which the quads of `reading` are made; the paths of its article, too."""
        version = self._ledger.version_of(reading.article)
        content = msgspec.msgpack.encode((version, reading))
        return hashlib.blake2b(content, digest_size=16).hexdigest()


class _Target:
    """The store that a portion is written to, made when the first quad is removed or added."""

    def __init__(self, folder: Path, state: Draft, stack: ExitStack) -> None:
        self._folder, self._state, self._stack = folder, state, stack
        self._made: StoreWriter | None = None

    @property
    def _writer(self) -> StoreWriter:
        if self._made is None:
            self._made = self._stack.enter_context(writing_store(self._folder, self._state.store or None))
            if not self._state.store:
                self.add([version_quad()])
        return self._made

    def remove_graph(self, article: str) -> None:
        """Remove the quads of the graph of `article`."""
        self._change(quads=-self._writer.remove_graph(node("article", article)))

    def remove(self, quads: Iterable[Quad]) -> None:
        """Remove `quads`, which are there."""
        for quad in quads:
            self._writer.remove([quad])
            self._change(quads=-1)

    def add(self, quads: Iterable[Quad]) -> None:
        """Add `quads`, none of which is there."""
        for batch in batches(quads, LOADED):
            self._writer.add(batch)
            self._change(quads=len(batch))

    def count(self, counts: Counts, times: int = 1) -> None:
        """Count what was added, or removed where `times` is negative."""
        self._state = structs.replace(self._state, counts=self._state.counts.plus(counts, times))

    def finish(self) -> Draft:
        """Wait until all is on the disk; the store as it is now."""
        if self._made:
            self._state = structs.replace(self._state, store=self._made.name, digest=self._made.seal())
        return self._state

    def _change(self, *, quads: int) -> None:
        self._state = structs.replace(self._state, quads=self._state.quads + quads)


def is_whole(folder: Path, ledger: Ledger) -> bool:
    """Whether the store that the ledger's outcomes are of is there, as it was written."""
    state = draft(ledger.rows)
    if state is None:
        return False
    try:
        return verify_store(folder / STORE_NAME / state.store, wholly=True) == state.digest
    except OSError:
        return False


def written_version() -> str:
    """The version of the form of the quads, and of what makes them of readings: code and word lists."""
    return f"{STORE_VERSION} {code_version('kg')} {data_version(*data_names())}"


def _write_records(folder: Path, ledger: Ledger) -> str:
    """Write the records of all articles, by path, in place of those that are there; their SHA-256."""
    partial, digest = folder / f"{RECORDS_NAME}.part", hashlib.sha256()
    try:
        with partial.open("wb") as file:
            for article in ledger.articles():
                if found := outcome(ledger.rows, article.id):
                    file.write(found.records)
                    digest.update(found.records)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(folder / RECORDS_NAME)
    except OSError as error:
        raise StoreError(f"{folder / RECORDS_NAME} cannot be written: {error.strerror}.") from error
    return digest.hexdigest()


def _hash_records(folder: Path) -> str | None:
    """The SHA-256 of the records that are there."""
    try:
        with (folder / RECORDS_NAME).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
