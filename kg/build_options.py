"""What a build is asked for: the same for the library, the command line, and a cluster."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kg.text.article_files import InputOptions


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """The options of a build; a removal takes those that are not of its inputs.

    Corrections come from the file `corrections`, by default `corrections.csv` in the folder if it exists.
    Actors are linked to the entries of the table `authority`, if it is given.

    Articles are read by up to `jobs` processes, by this one alone if few are to be read. With `limit` at most
    so many are read by the models, and the others are left for the next build. With `since`, articles that
    were published before that day, or have no date, count as not given. With `prune`, articles of before that
    are not given are removed, unless a path that is given does not exist or has no articles. `inputs` tells
    how inputs are read. With `pages`, which are written later, what would be in their way is refused at once.
    """

    corrections: Path | None = None
    authority: Path | None = None
    jobs: int = 1
    limit: int | None = None
    since: date | None = None
    prune: bool = False
    inputs: InputOptions = field(default_factory=InputOptions)
    pages: bool = False
