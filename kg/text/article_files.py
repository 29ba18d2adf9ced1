"""Articles from files, folders, standard input and the web."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISDIR

from kg.errors import ArticleError, InputError, KgError
from kg.model import Article
from kg.text.dateline import publication_date
from kg.text.inputs.fetching import Fetcher, is_address
from kg.text.inputs.folders import list_files
from kg.text.inputs.formats import Format
from kg.text.inputs.opening import STANDARD_INPUT, Opened, find_mode, open_file, open_standard_input, shown
from kg.text.inputs.record import LONGEST_TEXT, Source, too_long
from kg.text.inputs.web_page import open_address
from kg.text.metadata import Metadata, read_metadata

# What UTF-8 or the store cannot have.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class InputOptions:
    """How inputs are read.

    `columns` maps `text`, `title`, `date`, `url`, `publisher` and `id` to the columns of tables that have
    another than a usual name. `stdin_format` is the suffix of standard input (“.csv.gz”); by default its
    first bytes tell. Addresses of the web are fetched only if `fetch`, by `fetcher`.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    stdin_format: str | None = None
    fetch: bool = False
    fetcher: Fetcher = field(default_factory=Fetcher)


def read_articles(
    paths: Iterable[str],
    on_error: Callable[[KgError], None],
    *,
    options: InputOptions | None = None,
    on_note: Callable[[str], None] = lambda note: None,
) -> Iterator[Article]:
    """Yield the articles at `paths`: files, folders (recursive, sorted), addresses, `-` for standard input.

    docs/inputs.md has the formats. `on_error` gets what cannot be read, and the others are still read;
    `on_note` gets, in a sentence each, what is left out as it should be.
    """
    options = options or InputOptions()
    folders: dict[Path, dict[str, Metadata]] = {}
    for path in paths:
        for one in _inputs(path, _naming(shown(path), on_error), on_note):
            told = _naming(shown(one), on_error)
            own = Metadata()
            if isinstance(one, Path):
                if one.parent not in folders:
                    folders[one.parent] = read_metadata(one.parent, on_error)
                own = folders[one.parent].get(one.name, own)
            with ExitStack() as exits:
                try:
                    source, form = exits.enter_context(_opening(one, options))
                except KgError as error:
                    told(error)
                    continue
                yield from _articles(source, form, own, told, on_note)


def make_article(text: str, path: str, metadata: Metadata | None = None) -> Article:
    """The article with this `text`, found at `path`; its date from `metadata`, else from the dateline.

    Lone surrogates, which UTF-8 cannot encode, and null characters become U+FFFD, so that offsets do not
    change. Raises `ArticleError` if the text is longer than `LONGEST_TEXT`.
    """
    if len(text) > LONGEST_TEXT:
        raise too_long(path, len(text))
    metadata = metadata or Metadata()
    text = _storable(text)
    return Article(
        id=article_id(text),
        text=text,
        paths=(_storable(path),),
        title=metadata.title and _storable(metadata.title),
        publisher=metadata.publisher and _storable(metadata.publisher),
        published_on=metadata.published_on or publication_date(text),
        url=metadata.url and _storable(metadata.url),
    )


def article_id(text: str) -> str:
    """The identifier of an article: a hash of its text, independent of its path."""
    return f"ar-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def _inputs(
    path: str, on_error: Callable[[KgError], None], on_note: Callable[[str], None]
) -> Iterator[str | Path]:
    """The files at `path`, or `path` itself if it is an address or stands for standard input."""
    if path == STANDARD_INPUT or is_address(path):
        yield path
        return
    try:
        is_folder = S_ISDIR(find_mode(Path(path)))
    except KgError as error:
        on_error(error)
        return
    if is_folder:
        yield from list_files(Path(path), on_error, on_note)
    else:
        yield Path(path)


def _naming(path: str, on_error: Callable[[KgError], None]) -> Callable[[KgError], None]:
    """`on_error` for errors that are of `path`, if they do not know better."""

    def told(error: KgError) -> None:
        error.path = error.path or path
        on_error(error)

    return told


def _opening(one: str | Path, options: InputOptions) -> AbstractContextManager[Opened]:
    if isinstance(one, Path):
        return open_file(one, options.columns)
    if one == STANDARD_INPUT:
        return open_standard_input(options.stdin_format, options.columns)
    if not options.fetch:
        raise InputError(f"{one} is an address of the web; to fetch it, use --fetch.")
    return open_address(one, options.fetcher, options.columns)


def _articles(
    source: Source,
    form: Format,
    own: Metadata,
    on_error: Callable[[KgError], None],
    on_note: Callable[[str], None],
) -> Iterator[Article]:
    """The articles of `source`; what `own` says of them goes before what they say themselves."""
    found = False
    try:
        for record in form.read(source):
            found = True
            path = source.name if record.place is None else f"{source.name}#{record.place}"
            try:
                article = make_article(record.text, path, own.or_else(record.metadata))
            except ArticleError as error:
                _naming(path, on_error)(error)
                continue
            yield article
    except KgError as error:
        on_error(error)
    except OSError as error:
        on_error(ArticleError(f"{source.name} cannot be read: {error.strerror}."))
    else:
        if not (found or source.unusable or source.passed_over):
            on_note(f"{source.name}: it has no articles.")
    if source.unusable:
        on_error(ArticleError(f"{source.name}: left out: {source.unusable}; the rest is read."))
    if source.unread_dates:
        on_error(ArticleError(f"{source.name}: dates: {source.unread_dates}; write them as 2020-02-10."))
    if source.passed_over:
        on_note(f"{source.name}: left out as no articles: {source.passed_over}.")


def _storable(text: str) -> str:
    return _UNSTORABLE.sub("\ufffd", text)
