"""The pipeline: from articles to a folder with the graph and the records.

Extractions are cached, so unchanged articles are not read again and an interrupted build resumes. A first
pass resolves each article; a second pass renames entities by the index of all articles and writes the records
and the quads.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kg.acts.scheme import Scheme, read_scheme
from kg.archive.authority import AuthorityLinks
from kg.archive.corrections.correction_file import CORRECTIONS_NAME, read_corrections
from kg.archive.corrections.correction_fit import Corrections, apply_corrections, fit_corrections
from kg.archive.echoes.echo_index import EchoIndex
from kg.archive.figure_index import FigureIndex
from kg.archive.index import ArchiveIndex
from kg.cache import Cache
from kg.errors import ArticleError, InputError, KgError
from kg.extract.settings import reader_version, shipped_version
from kg.graph.store import write_store
from kg.graph.write.article_quads import reading_quads
from kg.graph.write.authority_quads import authority_quads
from kg.graph.write.correction_quads import correction_quads
from kg.graph.write.echo_quads import echo_quads
from kg.graph.write.figure_quads import difference_quads
from kg.graph.write.scheme_quads import scheme_quads
from kg.model import ActorMention, AgreementMention, Article, ArticleReading, Extraction
from kg.records import to_line
from kg.resolve.registry import Registry, load_registry
from kg.resolve.resolver import resolve
from kg.spool import Spool
from kg.text import InputOptions, Text, read_articles

if TYPE_CHECKING:
    from kg.graph.store import Quad

RECORDS_NAME = "statements.jsonl"


@dataclass(slots=True)
class Summary:
    """The counts of a build; actors and agreements by identifier.

    `statements`, `attributed` and `positions` count what was said as speech, `others` the other statements.
    `read_now` counts the articles that the models read in this build (the others were cached), `skipped` the
    statements left out because their paragraph is not English, `echoes` the pairs of statements that are one.
    """

    articles: int = 0
    read_now: int = 0
    statements: int = 0
    others: int = 0
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
        said = [one for one in reading.statements if one.is_said_speech]
        self.statements += len(said)
        self.others += len(reading.statements) - len(said)
        self.attributed += sum(one.speaker is not None for one in said)
        self.positions += sum(len(one.positions) for one in said)
        self.actors.update(one.speaker.actor.id for one in reading.statements if one.speaker)
        for mention in reading.mentions:
            if isinstance(mention, ActorMention):
                self.actors.add(mention.actor.id)
            elif isinstance(mention, AgreementMention):
                self.agreements.add(mention.agreement.id)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The registry of actors and agreements and the scheme of acts, used to resolve articles."""

    registry: Registry = field(default_factory=load_registry)
    scheme: Scheme = field(default_factory=read_scheme)


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
    on_article: Callable[[Article, Extraction | None], None] = lambda article, extraction: None,
    threads: int = 1,
    options: InputOptions | None = None,
    on_note: Callable[[str], None] = lambda note: None,
) -> Summary:
    """Build the graph of the articles at `paths` in `folder`: the store and the records.

    Corrections come from the file `corrections`, by default `corrections.csv` in the folder if it exists.
    Actors are linked to the entries of the table `authority`, if it is given.
    `on_error` gets each article that cannot be read and each correction that does not fit, `on_note` what is
    left out as it should be. `on_article` gets each resolved article, with its extraction if the models read
    it in this build, else None.
    Raises `InputError` if no article can be read, or one of these files cannot. The output of an earlier
    build is replaced only at the end.
    """
    knowledge = knowledge or Knowledge()
    file = corrections or folder / CORRECTIONS_NAME
    given = read_corrections(file, on_error) if corrections or file.exists() else []
    _make_folder(folder)
    links = AuthorityLinks(authority) if authority else None
    summary = Summary()
    with (
        closing(Cache(folder, reader=reader_version())) as cache,
        tempfile.TemporaryFile(dir=folder) as scratch,
    ):
        cache.add_articles(read_articles(paths, on_error, options=options, on_note=on_note))
        spool, index = Spool(scratch), ArchiveIndex()
        for article in cache.articles():
            try:
                text, extraction, is_fresh = _extraction(article, cache, threads)
                reading = resolve(article, text, extraction, knowledge.registry, knowledge.scheme)
            except ArticleError as error:
                on_error(error)
                continue
            index.add(reading)
            spool.add(reading)
            summary.articles += 1
            summary.read_now += is_fresh
            summary.skipped += sum(count for _, count in extraction.skipped)
            on_article(article, extraction if is_fresh else None)
        if not summary.articles:
            raise InputError("No article could be read, so no graph was built.")

        def readings() -> Iterator[ArticleReading]:
            return (index.renamed(reading) for reading in spool)

        fitting = fit_corrections(given, readings(), file, on_error, scheme=knowledge.scheme)
        summary.corrections = len(fitting.applied)
        _write(folder, readings(), fitting, knowledge.scheme, links, summary)
        cache.forget_others()
    return summary


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"The folder {folder} cannot be created: {error.strerror}.") from error


def _extraction(article: Article, cache: Cache, threads: int) -> tuple[Text, Extraction, bool]:
    """The text of `article`, its extraction, and whether the models read it in this build."""
    cached = cache.extraction(article)
    if cached is not None:
        text = Text(article.text, name=article.path, split=lambda raw, paragraphs: cached.sentences)
        return text, cached, False
    text = Text(article.text, name=article.path)
    extraction = extract_article(text, threads=threads)
    cache.put(article, extraction)
    return text, extraction, True


def _write(
    folder: Path,
    readings: Iterable[ArticleReading],
    corrections: Corrections,
    scheme: Scheme,
    links: AuthorityLinks | None,
    summary: Summary,
) -> None:
    """Write the records and the store in one pass, replacing earlier ones; add the counts to `summary`."""
    echoes, figures = EchoIndex(), FigureIndex()
    model = shipped_version()
    partial = folder / f"{RECORDS_NAME}.part"
    with partial.open("w", encoding="utf-8", newline="\n", errors="backslashreplace") as file:

        def article_quads() -> "Iterator[Quad]":
            for reading in readings:
                corrected = apply_corrections(reading, corrections)
                summary.add(corrected)
                if links:
                    links.add(corrected)
                for statement in corrected.statements:
                    file.write(to_line(statement, corrected.article))
                    if statement.is_said_speech:
                        echoes.add(statement, corrected.article.published_on)
                figures.add(corrected)
                yield from reading_quads(corrected, model=model, scheme=scheme)

        def archive_quads() -> "Iterator[Quad]":
            # Links between articles are known only after all have been written.
            pairs = list(echoes.pairs())
            summary.echoes = len(pairs)
            yield from correction_quads(corrections)
            yield from echo_quads(pairs)
            yield from difference_quads(figures.differences())
            yield from authority_quads(links.links() if links else ())
            yield from scheme_quads(scheme)

        summary.quads = write_store(folder, chain(article_quads(), archive_quads()))
    partial.replace(folder / RECORDS_NAME)
