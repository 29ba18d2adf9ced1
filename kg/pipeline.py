"""The whole way: articles in; a folder with the graph and the records out.

What was read of each article is kept, so one that has not changed is not read again, and a build
that was interrupted goes on where it stopped.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from kg.cache import Cache
from kg.text import read_documents
from kg.errors import InputError, KgError
from kg.extract.settings import reader_version, shipped_version
from kg.graph.write.correction_quads import correction_quads
from kg.graph.write.echo_quads import echo_quads
from kg.graph.write.figure_quads import difference_quads
from kg.graph.write.position_quads import scheme_quads
from kg.graph.write.article_quads import reading_quads
from kg.graph.store import write_store
from kg.model import Actor, Agreement, Document, Extraction, Reading
from kg.records import to_line
from kg.archive.actor_index import ActorIndex
from kg.resolve.resolver import rename_entities, resolve_article
from kg.archive.corrections.correction_fit import Corrections, apply_corrections, fit_corrections
from kg.archive.corrections.correction_file import CORRECTIONS_NAME, Correction, read_corrections
from kg.archive.echoes.echo_index import EchoIndex
from kg.archive.figure_index import FigureIndex
from kg.acts.scheme import Scheme, read_scheme
from kg.resolve.registry import Registry
from kg.spool import Spool

RECORDS_NAME = "statements.jsonl"


@dataclass(slots=True)
class Summary:
    """What a build found, in numbers; actors and agreements by identifier."""

    articles: int = 0
    read_now: int = 0
    statements: int = 0
    attributed: int = 0
    positions: int = 0
    actors: set[str] = field(default_factory=set)
    agreements: set[str] = field(default_factory=set)
    echoes: int = 0
    """Pairs of statements of different articles that are one."""
    corrections: int = 0
    """Corrections by people that were applied."""
    skipped: int = 0
    """Statements left out because their paragraph is not English."""
    quads: int = 0


def build(
    paths: Iterable[str],
    folder: Path,
    registry: Registry,
    *,
    on_error: Callable[[KgError], None],
    corrections: Path | None = None,
    scheme: Scheme | None = None,
    on_article: Callable[[Document, Extraction | None], None] = lambda document, extraction: None,
    threads: int = 1,
) -> Summary:
    """Build the graph of the articles at `paths` into `folder`: the store and the records.

    The acts of positions are those of `scheme`, else of the scheme that comes with the package.
    What people corrected in the file `corrections`, or else in `corrections.csv` of the folder if there
    is one, is applied. Articles that cannot be read and corrections that do not fit go to `on_error`;
    each article that is done goes to `on_article`, with what was read of it where it has been read just
    now.
    Raises `InputError` where not a single article can be read, or the corrections cannot; what a former
    build left is replaced only at the end.
    """
    correcting = corrections or folder / CORRECTIONS_NAME
    given: list[Correction] = []
    if corrections or correcting.exists():
        given = read_corrections(correcting, on_error)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"The folder {folder} cannot be made: {error.strerror}.") from error
    scheme = scheme or read_scheme()
    summary = Summary()
    with (
        closing(Cache(folder, reader=reader_version())) as cache,
        tempfile.TemporaryFile(dir=folder) as scratch,
    ):
        for document, fresh in _read(read_documents(paths, on_error), cache, threads):
            summary.articles += 1
            summary.read_now += fresh is not None
            on_article(document, fresh)
        if not summary.articles:
            raise InputError("No article could be read, so no graph was built.")
        spool = Spool(scratch)
        index = _resolve(cache, registry, scheme, spool, summary)

        def renamed() -> Iterator[Reading]:
            return (rename_entities(reading, index) for reading in spool)

        fitting = fit_corrections(given, renamed(), correcting, on_error)
        summary.corrections = len(fitting.applied)

        def readings() -> Iterator[Reading]:
            return (apply_corrections(one, fitting) for one in renamed())

        _write(folder, readings, fitting, scheme, summary)
        cache.forget_others()
    return summary


def _resolve(cache: Cache, registry: Registry, scheme: Scheme, spool: Spool, summary: Summary) -> ActorIndex:
    """Each article resolved on its own evidence, into `spool`; the actors across them."""
    index = ActorIndex()
    for document, extraction in cache.current():
        reading = resolve_article(document, extraction, registry, scheme)
        index.add(reading)
        spool.add(reading)
        summary.skipped += sum(count for _, count in extraction.skipped)
    return index


def _write(
    folder: Path,
    readings: Callable[[], Iterable[Reading]],
    corrections: Corrections,
    scheme: Scheme,
    summary: Summary,
) -> None:
    """The records and the store, in place of those of a former build; counts go into `summary`."""
    echoes, figures = EchoIndex(), FigureIndex()
    partial = folder / f"{RECORDS_NAME}.part"
    with partial.open("w", encoding="utf-8", newline="\n", errors="backslashreplace") as file:
        for reading in readings():
            _count(reading, summary)
            for statement in reading.statements:
                file.write(to_line(statement, reading.document))
                echoes.add(statement, reading.document.published_on)
                figures.add(statement, reading.document)
    pairs = list(echoes.pairs())
    summary.echoes = len(pairs)
    version = shipped_version()
    quads = (quad for one in readings() for quad in reading_quads(one, model=version, scheme=scheme))
    others = chain(
        correction_quads(corrections),
        echo_quads(pairs),
        difference_quads(figures.differences()),
        scheme_quads(scheme),
    )
    summary.quads = write_store(folder, chain(quads, others))
    partial.replace(folder / RECORDS_NAME)


def _read(
    documents: Iterable[Document], cache: Cache, threads: int
) -> Iterator[tuple[Document, Extraction | None]]:
    """Each document once its extraction is in the cache, and that if it was read just now."""
    seen: set[str] = set()
    for position, document in enumerate(documents):
        if document.id in seen:
            continue
        seen.add(document.id)
        fresh = None
        if not cache.has(document, position):
            # spaCy and onnxruntime are loaded only where there is something to read.
            from kg.extract.pipeline import extract_document

            fresh = extract_document(document, threads=threads)
            cache.put(document, fresh, position)
        yield document, fresh


def _count(reading: Reading, summary: Summary) -> None:
    summary.statements += len(reading.statements)
    summary.attributed += sum(one.speaker is not None for one in reading.statements)
    summary.positions += sum(len(one.positions) for one in reading.statements)
    speakers = [one.speaker for one in reading.statements if one.speaker]
    for mention in (*reading.mentions, *speakers):
        if isinstance(mention.refers_to, Actor):
            summary.actors.add(mention.refers_to.id)
        elif isinstance(mention.refers_to, Agreement):
            summary.agreements.add(mention.refers_to.id)
