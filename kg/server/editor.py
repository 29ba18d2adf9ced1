"""The editor YASGUI on the page `/sparql`, if it was brought with the wheel or by `make yasgui`."""

from pathlib import Path

from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

_HERE = Path(__file__).parent


def find_editor() -> Path | None:
    """The folder with the editor's files; None if it is not installed."""
    folder = _HERE / "yasgui"
    return folder if (folder / "package.json").is_file() else None


def editor_routes(editor: Path) -> list[BaseRoute]:
    """The addresses of the editor's files, and of what starts it."""
    return [
        Mount("/yasgui", StaticFiles(directory=editor)),
        Mount("/static", StaticFiles(directory=_HERE / "static")),
    ]
