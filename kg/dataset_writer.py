"""From the readings of all articles to the records and the store."""

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kg.acts.scheme import Scheme
from kg.archive.authority import AuthorityLinks
from kg.archive.corrections.correction_fit import Corrections, apply_corrections
from kg.archive.echoes.echo_index import EchoIndex
from kg.archive.figure_index import FigureIndex
from kg.archive.ledger.ledger import Build
from kg.archive.ledger.rows import SCHEMA, Rows
from kg.errors import InputError
from kg.extract.settings import shipped_version
from kg.graph.store import digest_store, refuse_foreign_store, store_path, write_store
from kg.graph.write.article_quads import reading_quads
from kg.graph.write.authority_quads import authority_quads
from kg.graph.write.correction_quads import correction_quads
from kg.graph.write.echo_quads import echo_quads
from kg.graph.write.figure_quads import difference_quads
from kg.graph.write.scheme_quads import scheme_quads
from kg.model import ArticleReading
from kg.records import to_line
from kg.summary import Summary

if TYPE_CHECKING:
    from kg.graph.store import Quad

RECORDS_NAME = "statements.jsonl"


def refuse_foreign_files(folder: Path) -> None:
    """Raise `InputError` if what is in `folder` where the dataset should be is not of this program."""
    refuse_foreign_store(folder)
    for name in (RECORDS_NAME, f"{RECORDS_NAME}.part"):
        if (folder / name).is_dir():
            raise InputError(f"{folder / name} is a folder, and is where the records should be; remove it.")


def write_dataset(
    folder: Path,
    readings: Iterable[ArticleReading],
    *,
    corrections: Corrections,
    scheme: Scheme,
    links: AuthorityLinks | None,
    summary: Summary,
) -> Build:
    """Write the records and the store in one pass, replacing earlier ones; add the counts to `summary`.

    `readings` are renamed across articles. What was written is returned, for the ledger. Raises `StoreError`
    if it cannot be written; what was there then stays.
    """
    rows = _memory_rows()
    echoes, figures = EchoIndex(rows), FigureIndex(rows)
    model = shipped_version()
    partial = folder / f"{RECORDS_NAME}.part"
    digest = hashlib.sha256()
    with partial.open("wb") as file:

        def article_quads() -> "Iterator[Quad]":
            for reading in readings:
                corrected = apply_corrections(reading, corrections)
                summary.add(corrected)
                if links:
                    links.add(corrected)
                for statement in corrected.statements:
                    line = to_line(statement, corrected.article).encode("utf-8", "backslashreplace")
                    file.write(line)
                    digest.update(line)
                with rows.transaction():
                    echoes.replace(corrected.article.id, corrected)
                    figures.replace(corrected.article.id, corrected)
                yield from reading_quads(corrected, model=model, scheme=scheme)
            file.flush()
            os.fsync(file.fileno())

        def archive_quads() -> "Iterator[Quad]":
            # Links between articles are known only after all have been written.
            with rows.transaction():
                found, differences = echoes.settle().new, figures.settle().new
            summary.echoes = len(found.pairs)
            yield from correction_quads(corrections)
            yield from echo_quads((*pair, value) for pair, value in sorted(found.pairs.items()))
            yield from difference_quads(differences)
            yield from authority_quads(links.links() if links else ())
            yield from scheme_quads(scheme)

        summary.quads = write_store(folder, chain(article_quads(), archive_quads()))
    partial.replace(folder / RECORDS_NAME)
    return Build(store_path(folder).name, digest_store(folder), summary.quads, digest.hexdigest())


def _memory_rows() -> Rows:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(SCHEMA)
    rows = Rows(connection)
    rows.verify_tallies()
    return rows
