"""Write docs/queries.md: every canned query with its parameters, and what the five articles answer.

`python docs/make_queries.py` builds the graph of `seeds/` in a temporary folder and writes the page; so does
`make docs`.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import kg
from kg.graph.store import Store, open_store
from kg.questions.canned import CannedQuery, canned_queries, run_canned
from kg.questions.meanings import KINDS
from kg.questions.tables import Cell, Table

PAGE = Path(__file__).with_name("queries.md")
# Rows of an answer, and code points of a cell.
_ROWS, _LONGEST = 4, 90
_INTRODUCTION = """\
# Canned queries

`docs/make_queries.py` writes this page from the files in `queries/` and from the graph of the five articles
in `seeds/`; `make docs` runs it. `kg query NAME --help` prints the parameters, too, and
[questions.md](questions.md#canned-queries-kg-query) tells how to add a query. Those of statements take
[the same filters](questions.md#the-same-filters-everywhere), as well. Answers are without their confidences
here, and only the first rows of longer ones."""


def queries_page(folder: Path) -> str:
    """The page, in Markdown; `folder` has the graph of the five articles."""
    store = open_store(folder)
    return "\n\n".join([_INTRODUCTION, *(_section(one, store) for one in canned_queries())]) + "\n"


def _section(query: CannedQuery, store: Store) -> str:
    blocks = [
        f"## {query.name}",
        f"**{query.title}.** {query.description}",
        "\n".join(_parameters(query)),
        f"    kg query {query.name} {query.example}".rstrip(),
        *_answer(run_canned(store, query.name, query.example_values)),
    ]
    return "\n\n".join(block for block in blocks if block)


def _parameters(query: CannedQuery) -> Iterator[str]:
    if query.declared:
        yield "| parameter | type | default | meaning |"
        yield "|---|---|---|---|"
    for one in query.declared:
        default = "required" if one.required else f"`{one.default}`" if one.default else "any"
        yield f"| `{one.option}` | {KINDS[one.kind]} | {default} | {one.description} |"


def _answer(table: Table) -> Iterator[str]:
    """The first rows with the columns that a screen shows, and how many rows there are."""
    if not table.rows:
        yield "The five articles have none."
        return
    shown = [
        name
        for name in table.shown or table.columns
        if "confidence" not in name and any(row[name] is not None for row in table)
    ]
    lines = [f"| {' | '.join(shown)} |", "|---" * len(shown) + "|"]
    lines += [f"| {' | '.join(_cell(row[name]) for name in shown)} |" for row in list(table)[:_ROWS]]
    yield "\n".join(lines)
    more = len(table.rows) - _ROWS
    if more > 0:
        yield f"and {more} more {'row' if more == 1 else 'rows'}."


def _cell(value: Cell) -> str:
    text = "" if value is None else " ".join(str(value).split())
    short = text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"
    return re.sub(r"([|*_<\[`])", r"\\\1", short)


def main() -> None:
    """Write the page."""
    os.chdir(Path(__file__).parent.parent)
    with TemporaryDirectory(prefix="kg-queries-") as folder:
        kg.build(["seeds"], folder, pages=False)
        PAGE.write_text(queries_page(Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
