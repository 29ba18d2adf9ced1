"""Articles: what is read."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Article:
    """One article. Its identifier derives from its text; where it was found is a property.

    `paths` are the paths (or the URL) as given, the least first, which is the one that is cited. What nobody
    tells stays None.
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
        """The path by which the article is cited."""
        return self.paths[0]
