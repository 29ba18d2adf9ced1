"""`kg build --engine ray`: the build by a cluster, and its steps on standard error."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.output import say
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.build_options import BuildOptions
    from kg.pipeline import Knowledge
    from kg.summary import Progress, Summary

# Of the shards of a step, so many are told.
_TOLD = 10


def build_by_ray(
    paths: list[str],
    folder: Path,
    knowledge: "Knowledge",
    options: "BuildOptions",
    *,
    on_error: Callable[[KgError], None],
    on_note: Callable[[str], None],
    on_progress: "Callable[[Progress], None]",
    address: str | None,
    store: bool,
    **_: object,
) -> "Summary":
    """Build as `kg.distributed.ray_build.build` does; what is for one process alone is left out."""
    from kg.distributed.ray_build import build

    return build(
        paths,
        folder,
        knowledge,
        options,
        on_error=on_error,
        on_note=on_note,
        on_progress=on_progress,
        on_step=_say_step,
        address=address,
        store=store,
    )


def _say_step(what: str, done: int, of: int) -> None:
    """Print a step when it begins, and where a tenth of it is done."""
    if of == 1:
        say(f"{what} …")
    elif done * _TOLD // of > (done - 1) * _TOLD // of:
        say(f"{what}: {done:,} of {of:,} shards")
