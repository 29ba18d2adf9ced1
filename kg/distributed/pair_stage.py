"""Pairs of reports of one thing in several articles, found by key: echoes, and figures that differ.

The rules are those of `kg/archive`. A report goes to its blocks, those that meet there become pairs, and each
pair goes to its later report, which compares the two and keeps its best links.
"""

import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from kg.archive import figure_index
from kg.archive.echoes import echo_rules
from kg.archive.echoes.echo_rules import COPY, QUOTATION, SPEAKER, Copy, Telling
from kg.archive.figure_reports import Report
from kg.archive.pairs.blocks import Candidate, Pair, best, window_pairs
from kg.distributed.key_files import KeyFiles
from kg.distributed.quad_stage import ECHOES, ENTITIES, FIGURES, LINKS
from kg.distributed.ray_cluster import Cluster
from kg.distributed.shard_files import Layout, Parcel, read_relay, unpack, write_relay

Link = tuple[Pair, float | str]
"""The earlier and the later of two reports, and what is told of them: a confidence, or a comparison."""
_BLOCKS, _PAIRS = "blocks", "pairs"

Block = tuple[str, int, int, str]
"""The kind of a block, its number, and the day and the name of a report in it."""
_Posting = tuple[str, int, int, str, int]
"""A `Block`, and the part that has the report."""
_Meeting = tuple[str, str, int, str, int, int]
"""A kind of blocks, the earlier report and its part, the later one and its, and in how many they meet."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What makes two reports of one class a pair. All functions are importable.

    `stage` has the reports in the files of `LINKS`, those of one part together. `blocks_of` gives the blocks
    of all reports of a part, and pairs that are known there, each with its kind. `least` says in how many
    blocks of a kind two must meet, at most `reach` places apart. `compare` gets the two and the kind.
    """

    stage: str
    kind: Any
    blocks_of: Callable[[list[Any]], tuple[list[Block], list[tuple[str, Pair]]]]
    reach: int
    least: dict[str, int]
    compare: Callable[[Any, Any, str], Candidate | None]
    most: int


def find_links(cluster: Cluster, layout: Layout, rules: Rules) -> Iterator[Link]:
    """Yield the links of the reports of all articles."""
    reports, blocks, met = (f"{rules.stage}-{one}" for one in ("reports", "blocks", "met"))
    for kind in (reports, blocks, met):
        shutil.rmtree(layout.folder / kind, ignore_errors=True)
    giving = _Giving(layout, LINKS, rules.stage)
    posted = sorted(cluster.shuffle(giving, layout.names, _Keeping(layout, rules, reports, blocks)))
    giving = _Giving(layout, blocks, _BLOCKS)
    paired = sorted(cluster.shuffle(giving, posted, _Pairing(layout, rules, met)))
    files = [*(f"{blocks}/{one}" for one in posted), *(f"{met}/{one}" for one in paired)]
    for links in cluster.shuffle(_Giving(layout, "", _PAIRS), files, _Comparing(layout, rules, reports)):
        yield from links


def count_entities(cluster: Cluster, layout: Layout) -> Counter[str]:
    """The numbers of all actors, unnamed ones apart, and of all agreements."""
    found: Counter[str] = Counter()
    for counts in cluster.shuffle(_Giving(layout, LINKS, ENTITIES), layout.names, _count):
        found += counts
    return found


@dataclass(frozen=True, slots=True)
class _Giving:
    """Gives the parcels of a file that are for one stage."""

    layout: Layout
    kind: str
    stage: str

    def __call__(self, name: str) -> Iterator[Parcel]:
        return read_relay(self.layout.path(self.kind, name), self.stage)


@dataclass(frozen=True, slots=True)
class _Keeping:
    """Keeps the reports of a part; gives the file of their blocks, and of pairs that are known already."""

    layout: Layout
    rules: Rules
    reports: str
    blocks: str

    def __call__(self, part: int, parcels: list[bytes]) -> str:
        by_name = {one.name: one for one in unpack(parcels, self.rules.kind)}
        found = [by_name[name] for name in sorted(by_name)]
        rows = ((self.rules.stage, one.name, msgspec.msgpack.encode(one)) for one in found)
        KeyFiles(self.layout).write(self.reports, part, rows)
        blocks, pairs = self.rules.blocks_of(found)
        postings = ((f"{kind} {key}", (kind, key, day, name, part)) for kind, key, day, name in blocks)
        meetings = ((later, (kind, one, part, later, part, 1)) for kind, (one, later) in pairs)
        name, pack = self.layout.names[part], self.layout.parcels
        relay = [*((_BLOCKS, one) for one in pack(postings)), *((_PAIRS, one) for one in pack(meetings))]
        write_relay(self.layout.path(self.blocks, name), relay)
        return name


@dataclass(frozen=True, slots=True)
class _Pairing:
    """Finds the pairs of reports that meet in the blocks of a part, and gives the file that has them."""

    layout: Layout
    rules: Rules
    met: str

    def __call__(self, part: int, parcels: list[bytes]) -> str:
        blocks: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)
        parts: dict[str, int] = {}
        for kind, key, day, name, its_part in unpack(parcels, _Posting):
            blocks[kind, key].append((day, name))
            parts[name] = its_part
        met: Counter[tuple[str, str, str]] = Counter()
        for (kind, _), block in blocks.items():
            met.update((kind, *pair) for pair in window_pairs(sorted(block), self.rules.reach))
        meetings = (
            (later, (kind, earlier, parts[earlier], later, parts[later], count))
            for (kind, earlier, later), count in sorted(met.items())
        )
        name = self.layout.names[part]
        relay = ((_PAIRS, parcel) for parcel in self.layout.parcels(meetings))
        write_relay(self.layout.path(self.met, name), relay)
        return name


@dataclass(frozen=True, slots=True)
class _Comparing:
    """Compares the pairs of the later reports of a part, and gives the best links."""

    layout: Layout
    rules: Rules
    reports: str

    def __call__(self, part: int, parcels: list[bytes]) -> list[Link]:
        met: Counter[tuple[str, str, int, str, int]] = Counter()
        for kind, earlier, its_part, later, own_part, count in unpack(parcels, _Meeting):
            met[kind, earlier, its_part, later, own_part] += count
        files, rules = KeyFiles(self.layout), self.rules

        def report(name: str, in_part: int) -> Any:
            return msgspec.msgpack.decode(
                files.get(self.reports, in_part, rules.stage, name) or b"", type=rules.kind
            )

        candidates: dict[str, list[Candidate]] = defaultdict(list)
        for (kind, earlier, its_part, later, own_part), count in sorted(met.items()):
            if count >= rules.least[kind]:
                found = rules.compare(report(earlier, its_part), report(later, own_part), kind)
                if found:
                    candidates[later].append(found)
        return [
            ((one.earlier, later), one.value)
            for later, ones in sorted(candidates.items())
            for one in best(ones, rules.most)
        ]


def _blocks_of_tellings(tellings: list[Telling]) -> tuple[list[Block], list[tuple[str, Pair]]]:
    """The blocks of the statements that stand for those in the same words, and the links of these."""
    by_name = {one.name: one for one in tellings}
    copies: dict[int, list[Copy]] = defaultdict(list)
    for one in tellings:
        copies[echo_rules.copy_key(one)].append((one.day, one.name, one.article))
    blocks: list[Block] = []
    pairs: list[tuple[str, Pair]] = []
    for same in copies.values():
        same.sort()
        for one in (by_name[name] for name in echo_rules.copy_heads(same)):
            blocks += ((SPEAKER, key, one.day, one.name) for key in echo_rules.speaker_keys(one))
            blocks += ((QUOTATION, key, one.day, one.name) for key in echo_rules.quotation_keys(one))
        pairs += ((COPY, pair) for pair in echo_rules.copy_links(same))
    return blocks, pairs


def _blocks_of_figures(reports: list[Report]) -> tuple[list[Block], list[tuple[str, Pair]]]:
    entries = ((one.name, figure_index.entry_of(one)) for one in reports)
    return [(FIGURES, key, entry.day, name) for name, entry in entries for key in sorted(entry.keys)], []


def _compare_figures(earlier: Report, later: Report, kind: str) -> Candidate | None:
    return figure_index.compared(earlier, later)


def _count(part: int, parcels: Iterable[bytes]) -> Counter[str]:
    return Counter(one.partition(" ")[0] for one in set(unpack(parcels, str)))


ECHO_RULES = Rules(
    stage=ECHOES,
    kind=Telling,
    blocks_of=_blocks_of_tellings,
    reach=echo_rules.REACH,
    least={SPEAKER: 2, QUOTATION: 1, COPY: 1},
    compare=echo_rules.compared,
    most=echo_rules.MOST_LINKS,
)
FIGURE_RULES = Rules(
    stage=FIGURES,
    kind=Report,
    blocks_of=_blocks_of_figures,
    reach=figure_index.REACH,
    least={FIGURES: 1},
    compare=_compare_figures,
    most=figure_index.MOST_LINKS,
)
