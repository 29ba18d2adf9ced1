"""The files of pages in their folder: written where they change, refused where others have theirs."""

from collections.abc import Collection, Iterator
from pathlib import Path

from kg.errors import StoreError
from kg.pages.page_names import FOLDERS, GRAPH, INDEX, POSITIONS, may_be_page
from kg.text.inputs.folders import PAGE_BEGINNING, PAGE_MARK

_PART = ".part"
_FOREIGN = "is not a page of kg"


def refuse_foreign_pages(folder: Path) -> None:
    """Raise `StoreError` if anything in `folder` that is not of this program is where a page may come."""
    try:
        found = min(_foreign(folder), default=None)
    except OSError as error:
        raise StoreError(f"The pages in {folder} cannot be written: {error}.") from error
    if found:
        raise _in_the_way(*found)


def write_page(folder: Path, path: str, html: str) -> None:
    """Write the page `path` in `folder`, unless it is there already with the same bytes.

    Raises `StoreError` where a file of others is, `OSError` if it cannot be written.
    """
    place, content = folder / path, html.encode("utf-8", "replace")
    place.parent.mkdir(exist_ok=True)
    if place.exists():
        before = place.read_bytes()
        if before == content:
            return
        if PAGE_MARK not in before[:PAGE_BEGINNING]:
            raise _in_the_way(place, _FOREIGN)
    partial = place.with_name(f"{place.name}{_PART}")
    partial.write_bytes(content)
    partial.replace(place)


def remove_other_pages(folder: Path, written: Collection[str]) -> None:
    """Remove the pages of articles, actors and agreements that are not among `written`, paths in `folder`.

    Files of others stay. Raises `OSError` if one cannot be removed.
    """
    for directory in FOLDERS.values():
        for pattern in ("*.html", f"*.html{_PART}"):
            for left_over in (folder / directory).glob(pattern):
                # A write that was stopped may leave an empty part.
                empty = left_over.suffix == _PART and left_over.stat().st_size == 0
                if f"{directory}/{left_over.name}" not in written and (empty or _is_ours(left_over)):
                    left_over.unlink()


def list_pages(folder: Path) -> Iterator[str]:
    """Yield the paths in `folder` of all files that a page can have and that are not empty."""
    for name in (INDEX, GRAPH, POSITIONS):
        if _has_bytes(folder / name):
            yield name
    for directory in FOLDERS.values():
        for path in (folder / directory).glob("*.html"):
            if may_be_page(directory, path.name) and _has_bytes(path):
                yield f"{directory}/{path.name}"


def _has_bytes(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0


def _foreign(folder: Path) -> Iterator[tuple[Path, str]]:
    """What is in the way of pages in `folder`, and what it is."""
    for name in (INDEX, GRAPH, POSITIONS):
        yield from _foreign_at(folder / name)
    for directory in FOLDERS.values():
        place = folder / directory
        if place.is_dir():
            for path in place.iterdir():
                if may_be_page(directory, path.name.removesuffix(_PART)):
                    yield from _foreign_at(place / path.name.removesuffix(_PART))
        elif place.exists() or place.is_symlink():
            yield place, "is not a folder, is where the pages should be,"


def _foreign_at(page: Path) -> Iterator[tuple[Path, str]]:
    for path in (page, page.with_name(f"{page.name}{_PART}")):
        if path.is_dir():
            yield path, "is a folder, is where a page should be,"
    if page.exists() and not page.is_dir() and not _is_ours(page):
        yield page, _FOREIGN


def _in_the_way(path: Path, problem: str) -> StoreError:
    return StoreError(f"{path} {problem} and is left as it is; choose another folder for the graph.")


def _is_ours(path: Path) -> bool:
    """Whether `path` is a page that this program wrote: its policy stands at the beginning."""
    with path.open("rb") as file:
        return PAGE_MARK in file.read(PAGE_BEGINNING)
