"""The way from a path or from standard input to an opened `Source` and its format."""

import io
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kg.errors import ArticleError, InputError
from kg.text.inputs.formats import TEXT, Format, find_format, split_suffix
from kg.text.inputs.record import Source
from kg.text.inputs.signatures import GZIP, LONGEST, ZSTANDARD, find_signature, guess_suffix
from kg.text.inputs.streams import FillingStream, Readable
from kg.text.inputs.unpacking import unpack

STANDARD_INPUT = "-"
_BUFFER = 65_536
_KINDS: tuple[tuple[Callable[[int], bool], str], ...] = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)

Opened = tuple[Source, Format]


def shown(path: Path | str) -> str:
    """`path` as it is stored and printed, also where the name is not UTF-8."""
    return os.fsencode(path.as_posix() if isinstance(path, Path) else path).decode(
        "utf-8", "backslashreplace"
    )


def find_mode(path: Path) -> int:
    """The mode of what is at `path`. Raises `InputError` if nothing is, or it cannot be looked at."""
    name = shown(path)
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        if path.is_symlink():
            raise InputError(
                f"{name} is a link to nothing: {shown(os.readlink(path))} does not exist."
            ) from None
        raise InputError(f"{name} does not exist.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(f"{name[:200]} cannot be read: {reason}.") from error


@contextmanager
def open_file(path: Path, columns: Mapping[str, str]) -> Iterator[Opened]:
    """The file at `path`, unpacked. What has no known suffix is a text.

    Raises `InputError` if it does not exist, is no file, or is not what its suffix says.
    """
    name, mode = shown(path), find_mode(path)
    if what := next((what for is_kind, what in _KINDS if is_kind(mode)), None):
        raise ArticleError(
            f"{name} is {what}, not a file; save it as one, or give it to “-”, standard input."
        )
    suffix, packing = split_suffix(path.name)
    try:
        with path.open("rb") as stream, _unpacked(stream, packing, name) as unpacked:
            chosen = find_format(suffix) or TEXT
            with _checked(unpacked, chosen, name) as checked:
                yield Source(name, checked, columns), chosen
    except OSError as error:
        raise ArticleError(f"{name} cannot be read: {error.strerror}.") from error


@contextmanager
def open_standard_input(form: str | None, columns: Mapping[str, str]) -> Iterator[Opened]:
    """Standard input, in the format of the suffix `form`, or else in that which its first bytes show.

    Raises `InputError` if it is closed, or is not of that format.
    """
    if sys.stdin is None or sys.stdin.closed:
        raise InputError("Standard input is closed; pipe an article into it, or give a file instead of “-”.")
    with open_bytes(sys.stdin.buffer, "stdin", form, columns) as opened:
        yield opened


@contextmanager
def open_bytes(
    stream: Readable,
    name: str,
    form: str | None,
    columns: Mapping[str, str],
    *,
    content_type: str | None = None,
    url: str | None = None,
) -> Iterator[Opened]:
    """The content of `stream`, in the format of the suffix `form`, or in that which its first bytes show.

    Raises `ArticleError` if it is not of that format.
    """
    first: io.BufferedReader = io.BufferedReader(FillingStream(stream), _BUFFER)
    suffix, packing = split_suffix(form) if form else ("", _packing(first.peek(LONGEST)))
    try:
        with _unpacked(first, packing, name) as unpacked:
            chosen = find_format(suffix or guess_suffix(unpacked.peek(LONGEST)[:LONGEST])) or TEXT
            with _checked(unpacked, chosen, name) as checked:
                yield Source(name, checked, columns, content_type, url), chosen
    except OSError as error:
        raise ArticleError(f"{name} cannot be read: {error.strerror}.") from error


def _packing(head: bytes) -> str:
    signature = find_signature(head)
    return (signature.suffix or "") if signature in (GZIP, ZSTANDARD) else ""


@contextmanager
def _unpacked(stream: io.BufferedReader, packing: str, name: str) -> Iterator[io.BufferedReader]:
    if not packing:
        yield stream
        return
    if not stream.peek(1):
        raise ArticleError(f"{name} is empty.")
    with unpack(stream, packing, name) as unpacked:
        yield unpacked


@contextmanager
def _checked(stream: io.BufferedReader, form: Format, name: str) -> Iterator[io.BufferedReader]:
    """`stream`, if its first bytes are those of `form`; seekable if the format needs that."""
    head = stream.peek(LONGEST)[:LONGEST]
    if not head:
        raise ArticleError(f"{name} is empty.")
    signature = find_signature(head)
    if signature != form.signature:
        if signature is None:
            raise ArticleError(
                f"{name} is not {form.name}: its first bytes are those of something else; get it anew, or"
                " give it the suffix of what it is."
            )
        advice = (
            f"rename it to {signature.suffix}" if signature.suffix else "convert it to text or leave it out"
        )
        raise ArticleError(f"{name} is not {form.name}, but {signature.what}; {advice}.")
    if form.needs_seeking and not stream.seekable():
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(stream, copy)
            copy.seek(0)
            with open(os.dup(copy.fileno()), "rb") as reader:
                yield reader
    else:
        yield stream
