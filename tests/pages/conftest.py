"""The pages of the five articles, written once, and how a browser opens them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from kg.pages.page_writer import write_pages

Opener = Callable[..., Page]


@pytest.fixture(scope="session")
def pages(built: Path) -> Path:
    """The folder of the five articles' graph with its pages."""
    write_pages(built)
    return built


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Opener]:
    """Opens a file in a window of its own; at the end no error and no request may have been seen."""
    troubles: list[str] = []
    contexts = []

    def opener(
        path: Path,
        view: str = "",
        *,
        width: int = 1440,
        height: int = 900,
        script: bool = True,
        dark: bool = False,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
            # What fades in has another contrast on its way.
            reduced_motion="reduce",
            locale="en-GB",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("dialog", lambda dialog: troubles.append(f"{path.name}: dialog {dialog.message}"))
        page.on("pageerror", lambda error: troubles.append(f"{path.name}: {error}"))

        def told(kind: str, text: str) -> None:
            # What WebGL costs without a graphics card is no trouble of the page.
            if "GPU stall" not in text:
                troubles.append(f"{path.name}: {kind} {text}")

        page.on("console", lambda message: told(message.type, message.text))

        def requested(url: str) -> None:
            if not url.startswith("file://"):
                troubles.append(f"{path.name} asks for {url}")

        page.on("request", lambda request: requested(request.url))
        page.goto(f"{path.as_uri()}{view}")
        return page

    yield opener
    for context in contexts:
        context.close()
    assert not troubles
