"""What several tests share: the five articles read once, and built once."""

import signal
from pathlib import Path

import pytest
from hypothesis import settings

from kg.errors import KgError
from kg.model import ArticleReading, Statement
from kg.text.article_files import read_articles
from tests.with_browser import browser as browser
from tests.with_firefox import firefox as firefox

ROOT = Path(__file__).parent.parent

# A shell that starts the tests in the background lets them ignore interrupts, which some of them send.
signal.signal(signal.SIGINT, signal.default_int_handler)
# How long an example takes depends on what else the machine does.
settings.register_profile("kg", deadline=None)
settings.load_profile("kg")


def raise_error(error: KgError) -> None:
    """An `on_error` for inputs that must all be readable."""
    raise error


def speaker_of(statement: Statement) -> str | None:
    """The speaker's name."""
    return statement.speaker.actor.name if statement.speaker else None


@pytest.fixture(scope="session")
def readings() -> dict[str, ArticleReading]:
    """The five articles by the three digits that their names begin with."""
    from kg.pipeline import Knowledge, read_article

    articles = read_articles([str(ROOT / "seeds")], raise_error)
    return {Path(one.path).name[:3]: read_article(one, Knowledge())[0] for one in articles}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the graph of the five articles."""
    from kg.pipeline import build

    folder = tmp_path_factory.mktemp("output")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        build(["seeds"], folder, on_error=raise_error)
    return folder
