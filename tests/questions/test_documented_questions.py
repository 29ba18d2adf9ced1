"""What docs/questions.md says of plain questions to the five articles is what they answer."""

from pathlib import Path

import kg
from tests.conftest import ROOT


def test_documented_readings_and_first_rows(built: Path) -> None:
    lines = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8").splitlines()
    start = lines.index("| question | read as | first row |") + 2
    table = [line.strip("| ").split(" | ") for line in lines[start : lines.index("", start)]]
    assert len(table) == 30
    with kg.open(built) as graph:
        for question, reading, first in table:
            answer = graph.ask(question)
            assert (answer.understood or "").startswith(f"{reading}"), (question, answer.understood)
            cells = " ".join(str(cell) for cell in answer.rows[0])
            assert first in cells, (question, cells)
