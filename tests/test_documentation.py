"""The documentation: its links lead somewhere, and it has every command, option and public name.

Links are read as GitHub reads them; nothing is fetched from a network.
"""

import inspect
import re
import runpy
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import typer
from markdown_it import MarkdownIt
from markdown_it.token import Token

import kg
from kg.cli.main import app
from tests.conftest import ROOT

DOCS = ROOT / "docs"
PAGES = [
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")),
    *sorted(DOCS.rglob("*.md")),
    ROOT / "benchmarks" / "README.md",
    ROOT / "training" / "README.md",
]
_MARKDOWN = MarkdownIt("commonmark").enable("table")


def inline_tokens(page: Path) -> Iterator[tuple[Token | None, Token]]:
    """The text of `page`, block by block, each with the token before it (which opens a heading, say)."""
    before = None
    for token in _MARKDOWN.parse(page.read_text(encoding="utf-8")):
        if token.type == "inline":
            yield before, token
        before = token


def link_targets(page: Path) -> list[str]:
    """What the links and images of `page` lead to."""
    children = [child for _, token in inline_tokens(page) for child in token.children or ()]
    return [str(one.attrs[key]) for one in children for key in ("href", "src") if key in one.attrs]


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives the headings of `page`: the second of one name ends in `-1`."""
    found: set[str] = set()
    times: Counter[str] = Counter()
    for before, token in inline_tokens(page):
        if before is not None and before.type == "heading_open":
            children = token.children or ()
            text = "".join(one.content for one in children if one.type in {"text", "code_inline"})
            slug = re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")
            found.add(f"{slug}-{times[slug]}" if times[slug] else slug)
            times[slug] += 1
    return found


def broken_links(page: Path) -> list[str]:
    """The relative links of `page` to a file that does not exist, or to a heading that it does not have."""
    broken = []
    for target in link_targets(page):
        path, _, anchor = unquote(target).partition("#")
        if re.match(r"[a-z]+:", path):
            continue
        file = page.parent / path if path else page
        if not file.is_file() or (anchor and anchor not in anchors(file)):
            broken.append(target)
    return broken


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    assert broken_links(page) == []


def test_broken_links_are_found(tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text("# `kg ask`: what, and *how*\n\n## Twice\n\n## Twice\n")
    page = tmp_path / "page.md"
    page.write_text(
        "# A page\n\n[1](other.md) [2](other.md#kg-ask-what-and-how) [3](other.md#twice-1) [4](#a-page)\n"
        "[5](https://example.org/#x) [6](other.md#twice-2) [7](missing.md) [8](#nowhere) ![9](no.png)\n\n"
        "```\n[10](missing.md)\n```\n\n| [11](gone.md) |\n|---|\n"
    )
    assert broken_links(page) == ["other.md#twice-2", "missing.md", "#nowhere", "no.png", "gone.md"]


def test_every_decision_is_in_the_list_of_decisions() -> None:
    folder = DOCS / "decisions"
    records = {path.name for path in folder.glob("[0-9]*.md")}
    assert records
    assert set(link_targets(folder / "index.md")) >= records


def commands() -> dict[str, list[str]]:
    """The long names of the options of each command of `kg` that is not hidden."""

    def visit(name: str, command: Any) -> Iterator[tuple[str, list[str]]]:
        names = [one for parameter in command.params for one in (*parameter.opts, *parameter.secondary_opts)]
        yield name, [one for one in names if one.startswith("--")]
        for child, one in getattr(command, "commands", {}).items():
            if not one.hidden:
                yield from visit(f"{name} {child}", one)

    return dict(visit("kg", typer.main.get_command(app)))


@pytest.mark.parametrize(("command", "options"), commands().items())
def test_every_option_is_documented(command: str, options: list[str]) -> None:
    page = (DOCS / "commands.md").read_text(encoding="utf-8")
    heading = re.search(rf"^## {re.escape(command)}$", page, re.MULTILINE)
    assert heading, f"{command} is not in docs/commands.md; run “python docs/make_commands.py”"
    section = page[heading.end() :].partition("\n## ")[0]
    assert [option for option in options if f"`{option}`" not in section] == []


def test_the_page_of_commands_is_as_the_program_has_it() -> None:
    made: str = runpy.run_path(str(DOCS / "make_commands.py"))["commands_page"]()
    assert (DOCS / "commands.md").read_text(encoding="utf-8") == made, "run “python docs/make_commands.py”"


def test_the_page_of_queries_has_what_the_five_articles_answer(built: Path) -> None:
    made: str = runpy.run_path(str(DOCS / "make_queries.py"))["queries_page"](built)
    assert (DOCS / "queries.md").read_text(encoding="utf-8") == made, "run “python docs/make_queries.py”"


def test_the_page_of_the_python_interface_is_made_from_the_docstrings() -> None:
    page = (DOCS / "api.md").read_text(encoding="utf-8")
    assert ".. automodule:: kg\n   :members:\n" in page


@pytest.mark.parametrize("name", [name for name in kg.__all__ if not name.startswith("__")])
def test_public_names_have_docstrings(name: str) -> None:
    """A class, its public methods and properties, or a function; a dataclass by more than its signature."""
    value = getattr(kg, name)
    assert (value.__doc__ or "").strip(), name
    if inspect.isclass(value):
        assert not (value.__doc__ or "").startswith(f"{name}("), name
        members = {key: one for key, one in vars(value).items() if not key.startswith("_")}
        described = {
            key: one for key, one in members.items() if inspect.isroutine(one) or isinstance(one, property)
        }
        assert [key for key, one in described.items() if not (one.__doc__ or "").strip()] == []


def test_hooks_before_a_commit_are_checks_of_the_makefile() -> None:
    hooks = re.findall(r"^ +entry: (.+)$", (ROOT / ".pre-commit-config.yaml").read_text(), re.MULTILINE)
    checks = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\ntest:")[2].splitlines()
    assert hooks
    assert [hook for hook in hooks if "\t" + hook.replace(".venv/bin", "$(BIN)") not in checks] == []


def python_examples(page: Path) -> list[str]:
    blocks = _MARKDOWN.parse(page.read_text(encoding="utf-8"))
    return [one.content for one in blocks if one.type == "fence" and one.info == "python"]


@pytest.fixture
def with_output(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The working folder has the five articles, and the graph of them in `output`."""
    (tmp_path / "output").symlink_to(built)
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("with_output")
@pytest.mark.parametrize(
    ("example", "printed"),
    list(
        zip(
            python_examples(ROOT / "README.md"),
            [
                "Ana Prado said No\n",
                "Fuat Oktay Turkey’s military observation posts",
                "The vote will be repeated ['Brown']",
            ],
            strict=True,
        )
    ),
)
def test_examples_of_the_readme_run(example: str, printed: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(example, {})
    assert printed in capsys.readouterr().out


@pytest.mark.usefixtures("with_output")
@pytest.mark.parametrize("name", ["api.md", "export.md"])
def test_examples_of_a_page_run_one_after_another(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What stands after an arrow in a comment is printed."""
    names: dict[str, object] = {}
    for example in python_examples(DOCS / name):
        exec(example, names)
        printed = capsys.readouterr().out
        assert [one for one in re.findall("# → (.+)", example) if one not in printed] == []
