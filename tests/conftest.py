"""What several tests share: the five articles read once, and built once."""

from pathlib import Path

import pytest
from pyoxigraph import Store

from kg.pipeline import build
from kg.text import read_documents
from kg.errors import KgError
from kg.extract.pipeline import extract_document
from kg.graph.store import open_store
from kg.model import Reading, Statement
from kg.resolve.resolver import resolve_article
from kg.resolve.registry import load_registry

ROOT = Path(__file__).parent.parent


def raise_error(error: KgError) -> None:
    """An `on_error` for inputs that must all be readable."""
    raise error


def read_text(text: str, name: str = "test.txt") -> Reading:
    """One article read and resolved, with the shipped model and registry."""
    from kg.text import make_document

    document = make_document(name, text)
    return resolve_article(document, extract_document(document), load_registry())


def speaker_of(statement: Statement) -> str | None:
    """The speaker's name."""
    return statement.speaker.refers_to.name if statement.speaker else None


@pytest.fixture(scope="session")
def readings() -> dict[str, Reading]:
    """The five articles by the three digits that their names begin with."""
    documents = read_documents([str(ROOT / "seeds")], raise_error)
    registry = load_registry()
    return {Path(one.id).name[:3]: resolve_article(one, extract_document(one), registry) for one in documents}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the graph of the five articles."""
    folder = tmp_path_factory.mktemp("output")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        build(["seeds"], folder, load_registry(), on_error=raise_error)
    return folder


@pytest.fixture(scope="session")
def store(built: Path) -> Store:
    """The graph of the five articles."""
    return open_store(built)
