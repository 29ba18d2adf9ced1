"""Citations as a person reads them: `0815.txt ¶6`, the file and the paragraph in which a statement begins."""

import re
from collections import Counter
from collections.abc import Iterable

from kg.graph.reader.article_rows import paragraph_at, read_paragraphs_at
from kg.graph.store import Store
from kg.questions.tables import Table

# A cell may have several, with spaces between them; a path may have spaces, too.
_CITATION = re.compile(r"(?P<path>\S.*?):(?P<start>\d{1,9})-\d{1,9}(?=\s|$)")


def short_citations(store: Store, table: Table) -> dict[str, str]:
    """For each cell of `table` that has citations, the cell with short ones.

    A paragraph counts from 1. Two files of one name are told apart by as much of their paths as that needs.
    What is no citation of an article of the graph stays as it is.
    """
    columns = [number for number, name in enumerate(table.columns) if is_citation(name)]
    cells = {str(row[number]) for row in table.rows for number in columns if row[number]}
    paths = {match["path"] for cell in cells for match in _CITATION.finditer(cell)}
    paragraphs = read_paragraphs_at(store, paths)
    names = _names(paragraphs)

    def short(match: re.Match[str]) -> str:
        found = paragraphs.get(match["path"])
        if found is None:
            return match[0]
        return f"{names[match['path']]} ¶{paragraph_at(found, int(match['start']))}"

    return {cell: _CITATION.sub(short, cell) for cell in cells}


def is_citation(column: str) -> bool:
    """Whether a column of this name has citations."""
    return column in {"cite", "cites"} or column.endswith("_cite")


def _names(paths: Iterable[str]) -> dict[str, str]:
    """The last parts of each path, as many as tell it from the others."""
    split = {path: path.rstrip("/").split("/") for path in paths}
    names: dict[str, str] = {}
    for number in range(1, max(map(len, split.values()), default=0) + 1):
        ends = {path: "/".join(parts[-number:]) for path, parts in split.items() if path not in names}
        count = Counter(ends.values())
        names |= {path: end for path, end in ends.items() if end and count[end] == 1}
    return {path: names.get(path, path) for path in split}
