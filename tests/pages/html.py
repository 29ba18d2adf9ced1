"""A page taken apart by the standard library's parser."""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

_BLOCKS = {"td", "th", "li", "p", "dd", "dt", "summary", "caption", "h1", "h2"}


class Page(HTMLParser):
    """Elements of a page with their attributes, and its text without styles and scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._code = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._code = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._code = False
        if tag in _BLOCKS:
            self.text += " "

    def handle_data(self, data: str) -> None:
        if not self._code:
            self.text += data

    @property
    def tags(self) -> list[str]:
        return [tag for tag, _ in self.elements]

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of all elements with this tag."""
        return [attributes for own, attributes in self.elements if own == tag]

    @property
    def identifiers(self) -> list[str]:
        return [str(attributes["id"]) for _, attributes in self.elements if attributes.get("id")]

    @property
    def links(self) -> list[str]:
        return [str(attributes["href"]) for attributes in self.all("a")]

    @property
    def words(self) -> str:
        """The text with white space made single."""
        return " ".join(self.text.split())


def page_at(path: Path) -> Page:
    return Page(path.read_text(encoding="utf-8"))


def all_pages(folder: Path) -> dict[str, Page]:
    """All pages in `folder`, by their path in it."""
    return {path.relative_to(folder).as_posix(): page_at(path) for path in sorted(folder.rglob("*.html"))}


def followed_links(folder: Path) -> int:
    """Follow every link between the pages in `folder`, which must lead somewhere; the number of links."""
    found = all_pages(folder)
    followed = 0
    for name, page in found.items():
        for link in page.links:
            target, _, anchor = link.partition("#")
            goal = (folder / name).parent.joinpath(target).resolve() if target else folder / name
            other = goal.relative_to(folder.resolve() if target else folder).as_posix()
            assert other in found, f"{name} → {link}"
            # What stands after the “#” of the graph is a view of it; so is a comparison.
            if anchor and other != "graph.html" and not anchor.startswith("compare="):
                assert unquote(anchor) in found[other].identifiers, f"{name} → {link}"
            followed += 1
    return followed
