"""A bit that is not as it was written, anywhere: the right answer, or a sentence and the exit code 3."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.cli.main import run
from tests.with_fake_reader import content_of, use_fake_reader

OUTPUT = Path("output")
PATHS = [f"{number}.txt" for number in range(4)]
QUERY = ("query", "who-said-what", "--format", "csv")
# Each place takes some 0.4 s. All 24 were tried by hand.
PLACES = 6


@pytest.fixture
def kg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> "Command":
    """The program, in a folder with the graph of four articles."""
    use_fake_reader(monkeypatch)
    monkeypatch.chdir(tmp_path)
    for path in PATHS:
        words = " ".join(f"{path}{number * 7919}" for number in range(2000))
        Path(path).write_text(f"Ana Prado: it is {path}\n{words}", encoding="utf-8")
    command = Command(monkeypatch, capsys)
    assert command("build", *PATHS, "--no-pages")[0] == 0
    return command


class Command:
    """Calls of the program: the exit code, and what it prints to standard output and standard error."""

    def __init__(self, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._patch, self._capsys = patch, capsys

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        self._patch.setattr(sys, "argv", ["kg", *arguments])
        with pytest.raises(SystemExit) as caught:
            run()
        return (int(caught.value.code or 0), *self._capsys.readouterr())


def flipped(files: list[Path]) -> Iterator[Path]:
    """Flip a bit at evenly spread places of `files`, one after the other; each is mended after it."""
    size = sum(file.stat().st_size for file in files)
    for number in range(PLACES):
        place = (2 * number + 1) * size // (2 * PLACES)
        for file in files:
            if place < file.stat().st_size:
                break
            place -= file.stat().st_size
        content = file.read_bytes()
        changed = bytearray(content)
        changed[place] ^= 1 << number
        file.write_bytes(changed)
        yield file
        if file.exists():
            file.write_bytes(content)


def is_told(result: tuple[int, str, str]) -> bool:
    """Whether the program says in one sentence what is damaged, and what to do."""
    code, printed, said = result
    return (code, printed) == (3, "") and said.count("\n") == 1 and "build" in said


def test_a_damaged_ledger_gives_the_right_graph_or_a_sentence(kg: Command) -> None:
    answer, content = kg(*QUERY), content_of(OUTPUT)
    for file in flipped([OUTPUT / "ledger.sqlite"]):
        assert kg(*QUERY) == answer
        assert is_told(kg("build", *PATHS, "--no-pages")) or content_of(OUTPUT) == content, file
    # A ledger that was made again has another store than the one that is put back.
    assert kg("build", *PATHS, "--no-pages")[0] == 0
    assert content_of(OUTPUT) == content
    assert kg("check", "output")[0] == 0


def test_a_damaged_store_gives_the_right_answer_or_a_sentence(kg: Command) -> None:
    answer = kg(*QUERY)
    assert answer[0] == 0
    for file in flipped(sorted(path for path in (OUTPUT / "store").rglob("*") if path.is_file())):
        result = kg(*QUERY)
        assert result == answer or is_told(result), file
        assert kg("check")[0] == (0 if file.name.startswith("LOG") else 1), file
    content = content_of(OUTPUT)
    next((OUTPUT / "store").glob("*/CURRENT")).write_bytes(b"")
    assert is_told(kg(*QUERY))
    assert kg("build", PATHS[0], "--no-pages")[0] == 0
    assert content_of(OUTPUT) == content


def test_a_folder_that_is_whole_is_valid(kg: Command) -> None:
    code, printed, said = kg("check", "--format", "csv")
    assert (code, said) == (0, "")
    lines = [line.split(",") for line in printed.splitlines()]
    assert [line for line in lines if line[0] not in {"graph: quads", "ledger: index"}] == [
        ["verified", "number", "result"],
        ["ledger: file", "", "good"],
        ["ledger: article", "4", "good"],
        ["ledger: source", "4", "good"],
        ["ledger: path", "4", "good"],
        ["ledger: extraction", "4", "good"],
        ["ledger: reading", "4", "good"],
        ["ledger: build", "4", "good"],
        ["records", "4", "good"],
        ["pages", "0", "good"],
    ]


def test_what_is_not_valid_is_named_with_what_to_do(kg: Command) -> None:
    assert kg("pages")[0] == 0
    assert kg("check")[0] == 0
    Path("statements.txt").write_text("Luis Soto: all is well", encoding="utf-8")
    assert kg("build", "statements.txt", "--no-pages")[0] == 0
    assert "they are of an earlier graph; write them again with “kg pages”" in kg("check", "-f", "csv")[1]
    records = OUTPUT / "statements.jsonl"
    records.write_bytes(records.read_bytes()[:-1])
    code, printed, said = kg("check", "--format", "csv")
    assert (code, said) == (1, "output is not valid.\n")
    assert "records,4,they are not of the last build; build again" in printed


def test_what_cannot_be_read_has_another_exit_code(kg: Command) -> None:
    assert kg("check", "elsewhere") == (
        3,
        "",
        "kg: There is no ledger in elsewhere; make one with “kg build ARTICLES -o elsewhere”.\n",
    )
    (OUTPUT / "ledger.sqlite").write_text("nonsense", encoding="utf-8")
    assert is_told(kg("check"))
