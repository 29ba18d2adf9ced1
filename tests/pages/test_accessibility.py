"""axe-core finds nothing serious on any kind of page, light or dark, wide or narrow."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.pages.conftest import Opener

KINDS = (
    "index.html",
    "index.html#q=astana",
    "graph.html",
    "graph.html#node=actor/mevlut-cavusoglu",
    "positions.html",
    "actors/index.html",
    "actors/mevlut-cavusoglu.html",
    "agreements/index.html",
    "agreements/sochi-memorandum-2018.html",
    "articles/index.html",
    "articles/000",
    "articles/003",
)


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(pages: Path, open_page: Opener, scheme: str, width: int) -> None:
    for kind in KINDS:
        name, _, view = kind.partition("#")
        path = pages / name if name.endswith(".html") else next(pages.glob(f"{name}-*.html"))
        view = f"#{view}" if view else ""
        page = open_page(path, view, width=width, height=844, dark=scheme == "dark")
        found = Axe().run(page, options={"resultTypes": ["violations"], "preload": False})
        report = [
            f"{one['id']} ({one['impact']}): {one['nodes'][0]['html'][:200]}"
            for one in found.response["violations"]
        ]
        assert not report, kind
