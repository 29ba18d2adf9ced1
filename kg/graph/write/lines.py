"""Quads as lines of N-Quads, and back."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Quad, RdfFormat, parse


def to_lines(quads: Iterable[Quad]) -> list[str]:
    """`quads` as lines without the full stop, each once, sorted."""
    return sorted({str(quad) for quad in quads})


def from_lines(lines: Iterable[str]) -> Iterator[Quad]:
    """The quads that `lines`, as `to_lines` gives them, are."""
    return parse("".join(f"{line} .\n" for line in lines), RdfFormat.N_QUADS)
