"""`kg build --engine ray`: the build by a cluster, and its steps on standard error."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.output import say
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.pipeline import Knowledge
    from kg.summary import Summary
    from kg.text import InputOptions

# Of the shards of a step, so many are told.
_TOLD = 10


def build_by_ray(
    paths: list[str],
    folder: Path,
    knowledge: "Knowledge",
    *,
    on_error: Callable[[KgError], None],
    corrections: Path | None,
    authority: Path | None,
    address: str | None,
    prune: bool,
    store: bool,
    options: "InputOptions",
    jobs: int,
    **_: object,
) -> "Summary":
    """Build as `kg.distributed.ray_build.build` does; what else `kg.pipeline.build` takes is left out."""
    from kg.distributed.ray_build import build

    return build(
        paths,
        folder,
        knowledge,
        on_error=on_error,
        corrections=corrections,
        authority=authority,
        address=address,
        # A cluster that runs already tells how many cores it has.
        workers=None if address else jobs,
        prune=prune,
        store=store,
        options=options,
        on_note=say,
        on_step=_say_step,
    )


def _say_step(what: str, done: int, of: int) -> None:
    """Print a step when it begins, and where a tenth of it is done."""
    if of == 1:
        say(f"{what} …")
    elif done * _TOLD // of > (done - 1) * _TOLD // of:
        say(f"{what}: {done:,} of {of:,} shards")
