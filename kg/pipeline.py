"""The whole way: articles in; a folder with the graph and the records out.

Each article becomes a `Text` once; what is read of it is kept, so one that has not changed is not read again,
and a build that was interrupted goes on where it stopped. A second pass renames what the archive knows better
and writes records and quads.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kg.acts.scheme import Scheme, read_scheme
from kg.archive.corrections.correction_file import CORRECTIONS_NAME, Correction, read_corrections
from kg.archive.corrections.correction_fit import Corrections, apply_corrections, fit_corrections
from kg.archive.echoes.echo_index import EchoIndex
from kg.archive.figure_index import FigureIndex
from kg.archive.index import ArchiveIndex
from kg.cache import Cache
from kg.errors import InputError, KgError
from kg.extract.settings import reader_version, shipped_version
from kg.graph.store import write_store
from kg.graph.write.article_quads import reading_quads
from kg.graph.write.correction_quads import correction_quads
from kg.graph.write.echo_quads import echo_quads
from kg.graph.write.figure_quads import difference_quads
from kg.graph.write.scheme_quads import scheme_quads
from kg.model import ActorMention, AgreementMention, Article, ArticleReading, Extraction
from kg.records import to_line
from kg.resolve.registry import Registry, load_registry
from kg.resolve.resolver import resolve
from kg.spool import Spool
from kg.text import Text, read_articles

if TYPE_CHECKING:
    from pyoxigraph import Quad

RECORDS_NAME = "statements.jsonl"


@dataclass(slots=True)
class Summary:
    """What a build found, in numbers; actors and agreements by identifier.

    `read_now` counts the articles that the models have read just now, `skipped` the statements left out
    because their paragraph is not English, `echoes` the pairs of statements that are one.
    """

    articles: int = 0
    read_now: int = 0
    statements: int = 0
    attributed: int = 0
    positions: int = 0
    actors: set[str] = field(default_factory=set)
    agreements: set[str] = field(default_factory=set)
    echoes: int = 0
    corrections: int = 0
    skipped: int = 0
    quads: int = 0

    def add(self, reading: ArticleReading) -> None:
        """Count one article."""
        self.statements += len(reading.statements)
        self.attributed += sum(one.speaker is not None for one in reading.statements)
        self.positions += sum(len(one.positions) for one in reading.statements)
        self.actors.update(one.speaker.actor.id for one in reading.statements if one.speaker)
        for mention in reading.mentions:
            if isinstance(mention, ActorMention):
                self.actors.add(mention.actor.id)
            elif isinstance(mention, AgreementMention):
                self.agreements.add(mention.agreement.id)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What articles are resolved by: the registry of actors and agreements, and the scheme of acts."""

    registry: Registry = field(default_factory=load_registry)
    scheme: Scheme = field(default_factory=read_scheme)


def extract_article(text: Text, *, threads: int = 1) -> Extraction:
    """What the models read of `text`. spaCy and onnxruntime are loaded at the first call."""
    from kg.extract.extractor import extract

    return extract(text, threads=threads)


def read_article(
    article: Article, knowledge: Knowledge, *, threads: int = 1
) -> tuple[ArticleReading, Extraction]:
    """`article` read and resolved on its own evidence, and what the models read of it."""
    text = Text(article.text)
    extraction = extract_article(text, threads=threads)
    return resolve(article, text, extraction, knowledge.registry, knowledge.scheme), extraction


def build(
    paths: Iterable[str],
    folder: Path,
    knowledge: Knowledge | None = None,
    *,
    on_error: Callable[[KgError], None],
    corrections: Path | None = None,
    on_article: Callable[[Article, Extraction | None], None] = lambda article, extraction: None,
    threads: int = 1,
) -> Summary:
    """Build the graph of the articles at `paths` into `folder`: the store and the records.

    What people corrected in the file `corrections`, or else in `corrections.csv` of the folder if there
    is one, is applied. Articles that cannot be read and corrections that do not fit go to `on_error`;
    each article that is done goes to `on_article`, with what was read of it where it has been read just now.
    Raises `InputError` where not a single article can be read, or the corrections cannot; what a former
    build left is replaced only at the end.
    """
    knowledge = knowledge or Knowledge()
    file = corrections or folder / CORRECTIONS_NAME
    given: list[Correction] = []
    if corrections or file.exists():
        given = read_corrections(file, on_error)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"The folder {folder} cannot be made: {error.strerror}.") from error
    summary = Summary()
    with (
        closing(Cache(folder, reader=reader_version())) as cache,
        tempfile.TemporaryFile(dir=folder) as scratch,
    ):
        cache.add_articles(read_articles(paths, on_error))
        spool, index = Spool(scratch), ArchiveIndex()
        for article, text, extraction, is_fresh in _extractions(cache, threads):
            reading = resolve(article, text, extraction, knowledge.registry, knowledge.scheme)
            index.add(reading)
            spool.add(reading)
            summary.articles += 1
            summary.read_now += is_fresh
            summary.skipped += sum(count for _, count in extraction.skipped)
            on_article(article, extraction if is_fresh else None)
        if not summary.articles:
            raise InputError("No article could be read, so no graph was built.")

        def readings() -> Iterator[ArticleReading]:
            return (index.renaming(reading).reading(reading) for reading in spool)

        fitting = fit_corrections(given, readings(), file, on_error)
        summary.corrections = len(fitting.applied)
        _write(folder, readings(), fitting, knowledge.scheme, summary)
        cache.forget_others()
    return summary


def _extractions(cache: Cache, threads: int) -> Iterator[tuple[Article, Text, Extraction, bool]]:
    """Each article with its text and what was read of it, and whether it was read just now."""
    for article in cache.articles():
        kept = cache.extraction(article)
        if kept is not None:
            yield article, _text_with_sentences(article, kept), kept, False
            continue
        text = Text(article.text)
        extraction = extract_article(text, threads=threads)
        cache.put(article, extraction)
        yield article, text, extraction, True


def _text_with_sentences(article: Article, extraction: Extraction) -> Text:
    return Text(article.text, split=lambda raw, paragraphs: extraction.sentences)


def _write(
    folder: Path,
    readings: Iterable[ArticleReading],
    corrections: Corrections,
    scheme: Scheme,
    summary: Summary,
) -> None:
    """The records and the store, in one pass, in place of those of a former build; counts go to `summary`."""
    echoes, figures = EchoIndex(), FigureIndex()
    model = shipped_version()
    partial = folder / f"{RECORDS_NAME}.part"
    with partial.open("w", encoding="utf-8", newline="\n", errors="backslashreplace") as file:

        def article_quads() -> "Iterator[Quad]":
            for reading in readings:
                corrected = apply_corrections(reading, corrections)
                summary.add(corrected)
                for statement in corrected.statements:
                    file.write(to_line(statement, corrected.article))
                    echoes.add(statement, corrected.article.published_on)
                    figures.add(statement, corrected.article)
                yield from reading_quads(corrected, model=model, scheme=scheme)

        def archive_quads() -> "Iterator[Quad]":
            # What links articles is known once all have been written.
            pairs = list(echoes.pairs())
            summary.echoes = len(pairs)
            yield from correction_quads(corrections)
            yield from echo_quads(pairs)
            yield from difference_quads(figures.differences())
            yield from scheme_quads(scheme)

        summary.quads = write_store(folder, chain(article_quads(), archive_quads()))
    partial.replace(folder / RECORDS_NAME)
