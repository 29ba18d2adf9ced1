"""Lines that are not of the body change no statement around them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.extract.extractor import extract
from kg.extract.sequences import sequences_of
from kg.text.text import Text
from tests.conftest import ROOT

LINES = [
    "Winter will be long, says mayor",
    "By Maria Lopez, Senior Correspondent",
    "Ana Ruiz/Reuters",
    "The bridge at dawn on Sunday. (AP Photo/Ana Ruiz)",
    "Advertisement",
    "READ MORE: Engineer warns of cracks",
    "Tuesday 14 March 2023",
    "13:47 BST",
    "What the engineers know",
    "We use cookies to improve your experience. By continuing, you agree to our cookie policy.",
]
ARTICLES = sorted([*(ROOT / "seeds").glob("*.txt"), *(ROOT / "benchmarks" / "articles").glob("*.txt")])


def with_line(raw: str, line: str) -> Iterator[str]:
    """The text with the line above it, and between its paragraphs, at one place each time."""
    yield f"{line}\n\n{raw}"
    for paragraph in Text(raw).paragraphs[1:]:
        yield f"{raw[: paragraph.start]}{line}\n\n{raw[paragraph.start :]}"


def sequences(raw: str) -> list[tuple[list[str], list[int], list[int]]]:
    """The words of each sequence that the model reads, with their features and paragraphs."""
    return [(one.words.texts, one.words.features, one.words.paragraphs) for one in sequences_of(Text(raw))]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem[:10])
def test_body_is_read_without_lines_between(path: Path) -> None:
    raw = path.read_text("utf-8")
    alone = sequences(raw)
    for line in LINES:
        own = sequences(line)[0][0]
        for text in with_line(raw, line):
            others = [one for one in sequences(text) if one[0] != own]
            assert others == alone, text


def statements(raw: str) -> list[tuple[list[str], str | None, str]]:
    """(sources, cue, wording) of each statement."""
    return [
        ([span.of(raw) for span in one.source], one.cue.of(raw) if one.cue else None, one.text)
        for one in extract(Text(raw)).attributions
    ]


@pytest.mark.parametrize("name", ["harbour", "dam", "ceasefire"])
def test_statements_with_all_lines_between(name: str) -> None:
    raw = (ROOT / "benchmarks" / "articles" / f"{name}.txt").read_text("utf-8")
    paragraphs = [span.of(raw) for span in Text(raw).paragraphs]
    lines = iter(LINES)
    text = "\n\n".join(part for paragraph in paragraphs for part in (next(lines), paragraph))
    of_lines = {"Winter will be long"}
    assert [one for one in statements(text) if one[2] not in of_lines] == statements(raw)


def test_quotation_over_line_is_split_there() -> None:
    text = (
        "“The first wave came at dawn,” Okoro said. “Nobody was ready.\n\n"
        "A town under water\n\n"
        "“The second came an hour later. By then the road was gone.”\n\nThe army sent two helicopters."
    )
    contents = [span.of(text) for one in extract(Text(text)).attributions for span in one.content]
    assert "“Nobody was ready." in contents
    assert not any("A town under water" in content for content in contents)
