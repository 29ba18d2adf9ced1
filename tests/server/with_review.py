"""A review of three articles that are read without models, as a client sees it."""

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from kg import open as open_dataset
from kg.apart import Limits
from kg.archive.corrections.correction_file import read_corrections
from kg.model import Agreement, AgreementMention, Article, ArticleReading, Candidate, Polarity
from kg.pipeline import build, update
from kg.server.app import Serving, make_app
from kg.server.review_app import make_review_app
from kg.server.review_desk import ReviewDesk
from kg.server.sources import FolderSource
from tests.builders import Held, find, make_reading, make_statement, person
from tests.conftest import raise_error
from tests.with_fake_reader import extract_lines

TOKEN = "the-token"
TEXTS = {
    "a": "The ferry\r\n\r\nAna Prado: Karl Lund is wrong about the ferry 🚢, and it sails\n"
    "Luis Prado: the ferry will run again\nsomebody: it will not run on Sunday",
    "b": "Ana Prado: Karl Lund was right about the lighthouse\nKarl Lund: Ana Prado has asked nobody",
    "c": "\n".join(f"Ana Prado: Karl Lund is wrong for the time number {number}" for number in range(60)),
}
# What the articles speak of.
AGREEMENTS = {
    "the ferry": Agreement("ferry-deal", "Ferry deal", "deal"),
    "the lighthouse": Agreement("lighthouse-pact", "Lighthouse pact", "deal"),
}
ANA, KARL, LUIS = (person(name) for name in ("Ana Prado", "Karl Lund", "Luis Prado"))


def resolve(article: Article, *others: Any) -> ArticleReading:
    """What the lines say; who says that Karl Lund is wrong opposes him, that he is right supports him."""
    statements, after = [], 0
    for number, line in enumerate(article.text.splitlines()):
        who, _, words = line.partition(": ")
        if not words:
            continue
        stands = {"wrong": ("ACCUSE", Polarity.OPPOSES), "right": ("SUPPORT", Polarity.SUPPORTS)}
        held = [Held(*stand, KARL.name, KARL) for word, stand in stands.items() if f" {word} " in words]
        speaker = None if who == "somebody" else person(who)
        identifier = f"st-{article.path[0]}{number}"
        one = make_statement(article, words, speaker, *held if speaker else (), id=identifier)
        start = article.text.index(words, after)
        after = start + len(words)
        if speaker is None:
            candidates = (Candidate(ANA, 0.5), Candidate(LUIS, 0.4))
            one = replace(one, candidates=candidates, source=(one.content[0],))
        named = [name for name in AGREEMENTS if name in words]
        spans = [find(article, name, start) for name in named]
        agreements = tuple(
            AgreementMention(span, name, AGREEMENTS[name], is_name=False)
            for span, name in zip(spans, named, strict=True)
        )
        one = replace(one, agreements=agreements)
        positions = tuple(replace(own, id=f"po-{identifier}") for own in one.positions)
        statements.append(replace(one, positions=positions))
    return make_reading(article, *statements)


def build_reviewed(root: Path, patch: pytest.MonkeyPatch) -> Path:
    """The folder of the graph of the articles, which are in `root`."""
    patch.setattr("kg.pipeline.extract_article", extract_lines)
    patch.setattr("kg.pipeline.resolve", resolve)
    patch.chdir(root)
    for name, text in TEXTS.items():
        Path(f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    rebuild()
    return Path("output")


def rebuild() -> None:
    """Build the articles again."""
    build([f"{name}.txt" for name in TEXTS], Path("output"), on_error=raise_error)


class Reviewer:
    """Who sends changes to the server."""

    def __init__(self, client: TestClient, folder: Path) -> None:
        self.client, self.folder = client, folder

    def post(self, address: str, sent: Any) -> tuple[int, dict[str, Any]]:
        """The status and the answer."""
        answer = self.client.post(address, json=sent, headers={"x-review-token": TOKEN})
        return answer.status_code, answer.json()

    def add(self, *claims: tuple[str, str, str]) -> dict[str, Any]:
        """The answer to corrections that are right."""
        status, answer = self.post("/review/corrections", {"claims": claims})
        assert status == 200, answer
        return answer

    def settle(self) -> None:
        """Wait until the graph has everything."""
        assert self.client.get("/review/settled").json() == {"current": True, "reason": "", "pending": False}

    def kinds(self) -> list[str]:
        """The kinds of the lines of the file."""
        return [one.kind.value for one in read_corrections(self.folder / "corrections.csv", raise_error)]


@contextmanager
def reviewing(folder: Path, *, signed_in: bool = True) -> Iterator[Reviewer]:
    """A client of a review of `folder`, which has opened the address with the token."""
    source, file = FolderSource(folder), folder / "corrections.csv"
    with ThreadPoolExecutor(1) as executor:
        desk = ReviewDesk(file, "Zoë Ray", partial(update, folder, file), executor)
        app = make_review_app(make_app(source, Serving(Limits(seconds=20))), source, desk, TOKEN)
        with TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False) as client:
            if signed_in:
                answer = client.get(f"/review?token={TOKEN}")
                assert (answer.status_code, answer.headers["location"]) == (303, "/review")
            yield Reviewer(client, folder)


def article(reviewer: Reviewer, name: str) -> tuple[str, dict[str, Any]]:
    """The page of an article, and what its script knows."""
    (path,) = set(re.findall(rf"articles/{name}-[a-z0-9-]+\.html", listed(reviewer)))
    answer = reviewer.client.get(f"/{path}")
    assert answer.status_code == 200
    data = re.search(r'id="review-data">(.*?)</script>', answer.text)
    assert data
    return answer.text, json.loads(data[1])


def listed(reviewer: Reviewer) -> str:
    """The page that lists what is worth a review."""
    return reviewer.client.get("/review").text


def statements(folder: Path) -> dict[str, Any]:
    """All statements of the graph in `folder`, by identifier."""
    return {one.id: one for one in open_dataset(folder).statements(kind="all", unsaid="all")}


def places(data: dict[str, Any], words: str) -> tuple[str, str]:
    """The identifier of an article, and where in it `words` stand."""
    start, text = next(one for one in data["passages"] if words in one[1])
    return data["article"], f"{start + text.index(words)}-{start + text.index(words) + len(words)}"
