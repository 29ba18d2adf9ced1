"""`kg validate`: what it prints, and its exit codes."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

import kg
from kg.cli.main import app
from kg.errors import InputError
from tests.builders import write_graph
from tests.with_statements import READINGS


def run(*arguments: object) -> tuple[int, str, str]:
    """The exit code of `kg validate`, its output and its messages."""
    result = CliRunner().invoke(app, ["validate", *map(str, arguments)])
    if isinstance(result.exception, Exception) and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def test_a_folder_that_is_valid(tmp_path: Path) -> None:
    folder = write_graph(tmp_path / "out", *READINGS)
    assert run(folder) == (0, "", f"{folder} is valid.\n")


def test_the_five_articles_are_valid_as_a_folder_and_as_a_file(built: Path, tmp_path: Path) -> None:
    assert run(built) == (0, "", f"{built} is valid.\n")
    path = tmp_path / "graph.trig"
    with kg.open(built) as graph:
        graph.export(path)
    assert run(path) == (0, "", f"{path} is valid.\n")


def test_a_file_that_is_not(tmp_path: Path) -> None:
    path = tmp_path / "a.nt"
    type_ = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    places = (f"<https://w3id.org/actor-statement-graph/data/place/{name}>" for name in ("oslo", "rome"))
    lines = [f"{place} {type_} <https://schema.org/Place> .\n" for place in places]
    path.write_text("".join(lines), encoding="utf-8")
    rule = "A place has one schema:name, a string that is not empty."
    row = f'https://w3id.org/actor-statement-graph/data/place/{{}},place,"{rule}",nothing\n'
    header = "node,shape,rule,found\n"
    assert run(path, "--format", "csv") == (
        1, header + row.format("oslo") + row.format("rome"), f"{path} is not valid: 2 mistakes.\n"
    )  # fmt: skip
    assert run(path, "--format", "csv", "--most", 1) == (
        1, header + row.format("oslo"), f"{path} is not valid: 1 mistake; there may be more (--most).\n"
    )  # fmt: skip


def test_a_file_with_nothing_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "a.nt"
    path.write_text("<a:a> <a:b> <a:c> .\n", encoding="utf-8")
    assert run(path) == (1, "", f"{path} has nothing that there is a shape for.\n")


def test_what_cannot_be_read_has_its_exit_code(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        run(tmp_path / "none.ttl")
    assert error.value.exit_code == 3
