"""kg: who said what about what, with evidence, as a knowledge graph.

`read` and `read_many` read articles, `build` builds the graph of articles, `open` opens a graph. All public
names are in `__all__`; other modules may change without notice. Heavy dependencies are imported on first use.
"""

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from kg.apart import DEFAULT_LIMITS, Limits
from kg.errors import ArticleError, InputError, KgError, UsageError
from kg.version import __version__

if TYPE_CHECKING:
    from kg.pipeline import Summary
    from kg.questions.dataset import Dataset
    from kg.questions.results import Article, Statement, Statements
    from kg.questions.tables import Table

__all__ = [
    "Article",
    "Dataset",
    "InputError",
    "KgError",
    "Limits",
    "Statement",
    "Statements",
    "Table",
    "UsageError",
    "__version__",
    "build",
    "open",
    "read",
    "read_many",
]

_CLASSES = {
    "Article": "kg.questions.results",
    "Dataset": "kg.questions.dataset",
    "Statement": "kg.questions.results",
    "Statements": "kg.questions.results",
    "Table": "kg.questions.tables",
}


def __getattr__(name: str) -> object:
    """The public class called `name`, imported on first use."""
    if name not in _CLASSES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(_CLASSES[name]), name)
    return found


def read(text: str, *, published_on: str | None = None, threads: int = 1) -> "Article":
    """Return one article with its statements, in text order, resolved from this article alone.

    Offsets are code points of `text`. `published_on` (ISO 8601, such as "2020-02-10") is the reference date
    for expressions such as "on Saturday"; by default the dateline of the text gives it. Raises `UsageError`
    if it is not a date.

    >>> [(one.speaker, one.text) for one in read("“No,” said Ana Prado.").statements]
    [('Ana Prado', 'No')]
    """
    from kg.model.partial_date import parse_day
    from kg.pipeline import Knowledge, read_article
    from kg.questions.results import Article
    from kg.text.article_files import make_article
    from kg.text.metadata import Metadata

    day = parse_day(published_on) if published_on else None
    article = make_article(text, "text", Metadata(published_on=day))
    reading, _ = read_article(article, Knowledge(), threads=threads)
    return Article.of_reading(reading)


def read_many(
    paths: Iterable[str],
    *,
    jobs: int = 1,
    columns: Mapping[str, str] | None = None,
    fetch: bool = False,
) -> "Iterator[Article]":
    """Yield each article at `paths` with its statements: files, folders, addresses of the web.

    docs/inputs.md has the formats. `columns` maps `text`, `title`, `date`, `url`, `publisher` and `id` to the
    columns of tables that have other than usual names; addresses are read only with `fetch`. An article that
    cannot be read is skipped with a warning, and a warning tells what else is left out. With more than one of
    `jobs`, so many processes read, and the articles come in the order in which they are done; a script that
    does so must begin with `if __name__ == "__main__":`. Raises `InputError` for a path that has no article.
    """
    import warnings

    from kg.pipeline import Knowledge, Reader
    from kg.questions.results import Article
    from kg.reading_pool import Task, read_all
    from kg.text.article_files import InputOptions, read_articles

    def on_error(error: KgError) -> None:
        if not isinstance(error, ArticleError):
            raise error
        warnings.warn(str(error), stacklevel=2)

    options = InputOptions(columns=columns or {}, fetch=fetch)
    articles = read_articles(paths, on_error, options=options, on_note=_warn)
    with read_all(map(Task, articles), Reader(Knowledge()), jobs=jobs) as results:
        for _, found in results:
            if isinstance(found, ArticleError):
                on_error(found)
            else:
                yield Article.of_reading(found.reading)


def build(
    paths: Iterable[str],
    folder: str | Path = "output",
    *,
    pages: bool = True,
    prune: bool = False,
    jobs: int = 1,
    limit: int | None = None,
    since: str | None = None,
    columns: Mapping[str, str] | None = None,
    fetch: bool = False,
) -> "Summary":
    """Add the articles at `paths` to `folder`, and write its graph and its pages; return the counts.

    `paths`, `columns` and `fetch` are those of `read_many`. Articles that have not changed since the last
    build are not read again. Those that are not given stay, or are removed with `prune`. Up to `jobs`
    processes read, as in `read_many`. With `limit`, the models read at most so many articles, and the next
    build goes on with the others; with `since` (ISO 8601), articles before that day or without a date are
    left out. A warning tells what is left out as it should be. Raises `InputError` for the first article or
    correction that cannot be read, or if another process is writing in the folder, `UsageError` if `since` is
    not a date.
    """
    from kg.build_options import BuildOptions
    from kg.model.partial_date import parse_day
    from kg.pipeline import build as build_graph
    from kg.pipeline import write_pages
    from kg.text.article_files import InputOptions

    summary = build_graph(
        paths,
        Path(folder),
        options=BuildOptions(
            jobs=jobs,
            limit=limit,
            since=parse_day(since) if since else None,
            prune=prune,
            inputs=InputOptions(columns=columns or {}, fetch=fetch),
            pages=pages,
        ),
        on_error=_raise,
        on_note=_warn,
    )
    if pages:
        write_pages(Path(folder), on_note=_warn)
    return summary


def open(folder: str | Path = "output", *, limits: Limits = DEFAULT_LIMITS) -> "Dataset":
    """Open the graph in `folder` to read; use it in a `with` statement, or close it.

    The address of a SPARQL endpoint in its place opens the graph that the server has.

    `limits` are those of each SPARQL query of your own.

    Raises `StoreError`, an `InputError`, if there is none.
    """
    from kg.questions.dataset import Dataset

    if isinstance(folder, str) and folder.startswith(("http://", "https://")):
        return Dataset.open_endpoint(folder, limits)
    return Dataset.open(Path(folder), limits)


def _raise(error: KgError) -> None:
    raise error


def _warn(note: str) -> None:
    import warnings

    warnings.warn(note, stacklevel=3)
