"""The pages of the five articles, written once."""

from pathlib import Path

import pytest

from kg.pages.writing import write_pages


@pytest.fixture(scope="session")
def pages(built: Path) -> Path:
    """The folder of the five articles' graph with its pages."""
    write_pages(built)
    return built
