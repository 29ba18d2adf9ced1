"""Articles, the input."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Article:
    """One article. `id` is derived from its text.

    `paths` are the paths (or the URL) as given, sorted; the first one is cited. Unknown values are None.
    """

    id: str
    text: str
    paths: tuple[str, ...]
    title: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    url: str | None = None

    @property
    def path(self) -> str:
        """The path that citations use."""
        return self.paths[0]
