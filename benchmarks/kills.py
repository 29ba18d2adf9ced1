"""Builds that are killed at random moments, and whether the graph is the same in the end.

    python -m benchmarks.kills 200

Articles are read without models (`tests.with_fake_reader`), with changes and removals in between. After each
kill the folder must be readable: the graph of before or that of after. At the end of every round the build is
finished and compared, quads sorted and records byte for byte, with one of a fresh folder.
"""

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import typer
from rich.progress import track

from kg.graph.store import open_store

_COMMAND = [sys.executable, "-m", "tests.with_fake_reader", "extract", "0", "SIGKILL", "build", "--no-pages"]
_PEOPLE = ("Ana Prado", "Luis Soto", "Rosa Prado", "Karl Lund", "Prado", "Soto", "the ministry")
_ARTICLES, _KILLS_A_ROUND = 40, 8


def main(kills: int = typer.Argument(200, help="How many builds are killed."), seed: int = 1) -> None:
    """Kill builds, and print how many of them ended in another graph than a build in one go."""
    chance = random.Random(seed)
    killed = differing = 0
    with TemporaryDirectory() as name:
        folder = Path(name)
        for number in track(range(-(-kills // _KILLS_A_ROUND)), description="rounds"):
            _write_articles(folder / "articles", chance)
            for _ in range(_KILLS_A_ROUND):
                killed += _build(folder, "output", chance.uniform(0.2, _whole(folder)))
                if (folder / "output" / "store" / "current-store").exists():
                    sum(1 for _ in open_store(folder / "output"))
            _build(folder, "output", None)
            _build(folder, f"fresh-{number}", None)
            differing += _content(folder / "output") != _content(folder / f"fresh-{number}")
    print(f"{killed} builds killed; {differing} of {number + 1} rounds ended in another graph.")
    raise typer.Exit(1 if differing else 0)


def _write_articles(folder: Path, chance: random.Random) -> None:
    """Write some of the articles anew, and remove some."""
    folder.mkdir(exist_ok=True)
    for number in range(_ARTICLES):
        path = folder / f"{number}.txt"
        if chance.random() < 0.2:
            path.unlink(missing_ok=True)
        elif chance.random() < 0.5 or not path.exists():
            lines = (f"{chance.choice(_PEOPLE)}: it is {chance.randrange(9)}00 or so" for _ in range(6))
            path.write_text("\n".join(lines), encoding="utf-8")


_measured: list[float] = []


def _whole(folder: Path) -> float:
    """The seconds of a build that is not killed."""
    if not _measured:
        begin = time.monotonic()
        _build(folder, "measured", None)
        _measured.append(time.monotonic() - begin)
    return _measured[0]


def _build(folder: Path, output: str, seconds: float | None) -> bool:
    """Build the articles, and kill that after so many seconds; whether it was still running."""
    command = [*_COMMAND, "articles", "--prune", "-o", output]
    root = str(Path(__file__).parent.parent)
    process = subprocess.Popen(
        command, cwd=folder, env=os.environ | {"PYTHONPATH": root}, stdout=subprocess.DEVNULL
    )
    try:
        code = process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    if code:
        raise SystemExit(f"A build ended with the exit code {code}.")
    return False


def _content(folder: Path) -> tuple[list[str], bytes]:
    """The quads, sorted, and the records."""
    return sorted(map(str, open_store(folder))), (folder / "statements.jsonl").read_bytes()


if __name__ == "__main__":
    typer.run(main)
