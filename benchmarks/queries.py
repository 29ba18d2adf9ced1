"""How fast a graph is loaded and asked: `python -m benchmarks.queries FOLDER … [--quads N …]`.

Each `FOLDER` has a graph that `kg build` wrote, one of them that of `seeds/`, which the examples of the
queries ask for. The articles are copied under other names, with the actors, agreements and statements of each
copy, until there are N quads. In one run the copies are loaded, and the canned queries with their examples
and three analytical ones are asked, the fastest of three times: in the project's store, in the server of
Oxigraph (the package `oxigraph`), which answers over the loopback address, and, of at most `--rdflib` quads,
in rdflib in memory, which is stopped after `--longest` seconds.

Parameters are put in as `kg query` does, names already looked up: what that takes is a row of its own.
"""

import argparse
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from math import inf, isinf
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import cast

import rdflib
from pyoxigraph import QuerySolutions, RdfFormat, Store, parse
from rich.console import Console
from rich.progress import track

from kg.graph.remote_store import RemoteStore
from kg.graph.store import open_store, run_query
from kg.graph.store_writer import version_quad, write_store
from kg.graph.vocabulary import DATA_BASE, PREFIXES
from kg.questions.canned import CannedQuery, canned_queries, filled, understand
from kg.questions.name_index import NameIndex
from tests.servers.with_sparql_servers import oxigraph_serving

# Nodes that all copies share: the scheme of acts, activities, and the graphs that are not an article's.
_SHARED = ("graph/", "activity/", "agent/", "dataset")
# Where there is one archive, and not several beside each other, its actors and what else has a name, too.
NAMED = ("actor/", "agreement/", "place/", "medium/", "occasion/", "course/")
_TIMES = 3
# What an article tells of an actor or an agreement, in the IRI of these.
_TOLD = re.compile(r"^[^>]*/(?:role|fact)/")
# The name in a line of N-Quads.
_NAME = re.compile(r'(<https://schema.org/(?:name|alternateName)> ".*)(" <[^"]*)$')
_ANALYTICAL = {
    "statements by speaker and month": """
      SELECT ?speaker ?month (COUNT(*) AS ?n) WHERE {
        ?statement prov:wasAttributedTo ?speaker ; prov:wasQuotedFrom ?article .
        ?article schema:datePublished ?day BIND(SUBSTR(STR(?day), 1, 7) AS ?month)
      } GROUP BY ?speaker ?month ORDER BY DESC(?n) LIMIT 10""",
    "who speaks of whom who speaks of them": """
      SELECT (COUNT(*) AS ?n) WHERE {
        ?one prov:wasAttributedTo ?a ; schema:mentions ?b . ?two prov:wasAttributedTo ?b ; schema:mentions ?a
      }""",
    "statements in statements, any depth": """
      SELECT (COUNT(*) AS ?n) WHERE { ?inner asg:within+ ?outer . ?outer prov:wasAttributedTo ?who }""",
}
Ask = Callable[[str], int]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--quads", nargs="+", type=int, default=[1_000_000, 10_000_000], metavar="N")
    parser.add_argument(
        "--rdflib", type=int, default=1_000_000, metavar="N", help="quads for rdflib, at most"
    )
    parser.add_argument("--longest", type=int, default=20, metavar="SECONDS", help="of rdflib, for a query")
    arguments = parser.parse_args()
    signal.signal(signal.SIGALRM, _stop)
    for quads in arguments.quads:
        with TemporaryDirectory(prefix="kg-queries-") as folder:
            _measure(Path(folder), arguments.folders, quads, quads <= arguments.rdflib, arguments.longest)


def copies(stores: Iterable[Store], quads: int, *, shared: tuple[str, ...] = ()) -> Iterator[str]:
    """The quads of `stores`, then copies of them under other names, until there are `quads`; as N-Quads.

    Nodes whose identifiers begin with one of `shared` keep their names.
    """
    found = {f"{quad} .\n" for store in stores for quad in store if quad != version_quad()}
    common = sorted(line for line in found if DATA_BASE not in line)
    own = sorted(found.difference(common))
    yield from common
    written, number = len(common), 0
    while written < quads:
        for line in own[: quads - written]:
            yield _renamed(line, number, shared) if number else line
        written += len(own)
        number += 1


def _renamed(line: str, number: int, shared: tuple[str, ...]) -> str:
    """`line` with the nodes and names of copy `number`; the nodes that all copies share keep their names."""
    first, *parts = line.split(DATA_BASE)
    named = [one if one.startswith(_SHARED) else _of_copy(one, number, shared) for one in parts]
    line = DATA_BASE.join([first, *named])
    return line if shared else _NAME.sub(rf"\1 {number}\2", line)


def _of_copy(part: str, number: int, shared: tuple[str, ...]) -> str:
    if not shared or not part.startswith(shared):
        return part.replace("/", f"/{number}-", 1)
    return _TOLD.sub(rf"\g<0>{number}-", part)


def _measure(folder: Path, sources: Iterable[Path], quads: int, with_rdflib: bool, longest: int) -> None:
    file = folder / "graph.nq"
    with file.open("w", encoding="utf-8") as out:
        out.writelines(copies(map(open_store, sources), quads))
    times: dict[str, dict[str, float]] = {"load": {}}
    own = times["load"]["kg"] = _timed(
        lambda: write_store(folder / "own", parse(path=file, format=RdfFormat.N_QUADS))
    )
    say(f"{quads:,} quads in {own:.0f} s")
    times["load"]["Oxigraph's server"] = _timed(
        lambda: subprocess.run(
            [
                Path(sys.executable).with_name("oxigraph"),
                "load",
                "--location",
                folder / "server",
                "--file",
                file,
            ],
            check=True,
            capture_output=True,
        )
    )
    store = open_store(folder / "own")
    names = NameIndex(store)
    times["names, first use"] = {
        "kg": _timed(lambda: names.find("nobody of this name", frozenset({"actor"})))
    }
    queries = {one.name: _text(one, store, names) for one in canned_queries()} | _ANALYTICAL
    engines: dict[str, Ask] = {"kg": partial(_ask, store)}
    with oxigraph_serving(folder / "server") as address:
        # It has the part of the interface of a store that is used.
        engines["Oxigraph's server"] = partial(_ask, cast("Store", RemoteStore(address)))
        if with_rdflib:
            graph = rdflib.Dataset(default_union=True)
            times["load"]["rdflib"] = _timed(lambda: graph.parse(str(file), format="nquads"))
            engines["rdflib"] = partial(_ask_rdflib, graph, longest)
        for name, text in track(queries.items(), "asking", console=Console(stderr=True), transient=True):
            times[name] = {engine: _fastest(partial(ask, text)) for engine, ask in engines.items()}
    print(table_of(quads, list(engines), times))


def _text(query: CannedQuery, store: Store, names: NameIndex) -> str:
    return filled(understand(store, query, query.example_values, names))


def _ask(store: Store, text: str) -> int:
    found = run_query(store, text)
    assert isinstance(found, QuerySolutions)
    return sum(1 for _ in found)


def _ask_rdflib(graph: rdflib.Dataset, longest: int, text: str) -> int:
    """Ask rdflib; `TimeoutError` after `longest` seconds, by a signal, which Python code obeys."""
    signal.alarm(longest)
    try:
        return sum(1 for _ in graph.query(text, initNs=PREFIXES))
    finally:
        signal.alarm(0)


def _stop(*_: object) -> None:
    raise TimeoutError


def _fastest(ask: Callable[[], int]) -> float:
    """The seconds of the fastest of three times; infinite if it was stopped."""
    try:
        return min(_timed(ask) for _ in range(_TIMES))
    except TimeoutError:
        return inf


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def table_of(quads: int, engines: list[str], times: Mapping[str, Mapping[str, float]]) -> str:
    """`times` in seconds as a table in Markdown, with how many times as long as the store the others take."""
    others = engines[1:]
    lines = [
        f"{quads:,} quads, seconds:\n",
        f"| | {' | '.join(engines)} | {' | '.join(f'× {one}' for one in others)} |",
        "|---" * (1 + len(engines) + len(others)) + "|",
    ]
    for name, row in times.items():
        cells = [_cell(row.get(one), ".3f") for one in engines]
        cells += [_cell(row[one] / row["kg"] if one in row else None, ",.1f") for one in others]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    for other in others:
        ratios = [row[other] / row["kg"] for name, row in times.items() if other in row and name != "load"]
        lines.append(f"\n{other}: the median of queries takes {_cell(median(ratios), ',.1f')} times as long.")
    return "\n".join([*lines, ""])


def _cell(value: float | None, form: str) -> str:
    return "" if value is None else "stopped" if isinf(value) else format(value, form)


def say(message: str) -> None:
    """Print what is done to standard error."""
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
