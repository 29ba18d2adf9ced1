"""What several articles report: echoes of statements, and figures that differ, each found by key.

The rules are those of `kg/archive/echoes/echo_rules.py` and of `FigureIndex`. Statements in the same words come
together first; the one that stands for them goes to its blocks; pairs that meet there go to the later statement,
which keeps its best links.
"""

import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from kg.archive.echoes.echo_rules import (
    COPY,
    MOST_LINKS,
    QUOTATION,
    REACH,
    SPEAKER,
    Copy,
    Telling,
    compared,
    copy_heads,
    copy_key,
    copy_links,
    quotation_keys,
    speaker_keys,
)
from kg.archive.figure_index import Difference, FigureIndex
from kg.archive.figure_reports import Report
from kg.archive.pairs.blocks import Candidate, best, window_pairs
from kg.distributed.key_files import KeyFiles
from kg.distributed.quad_stage import ECHOES, ENTITIES, FIGURES, LINKS
from kg.distributed.ray_cluster import Cluster
from kg.distributed.shard_files import Layout, Parcel, read_relay, unpack, write_relay

Echo = tuple[str, str, float]
"""Two statements, the lesser identifier first, and the confidence that they are one."""
_TELLINGS, _COPIES, _MET = "tellings", "copies", "met"
_BLOCKS, _PAIRS = "blocks", "pairs"
# In how many blocks of a kind two statements must meet.
_LEAST = {SPEAKER: 2, QUOTATION: 1, COPY: 1}
_KEYS = {SPEAKER: speaker_keys, QUOTATION: quotation_keys}

_Posting = tuple[str, int, int, str, int]
"""The kind of a block, its number, the day and the name of a statement, and the part that has the statement."""
_Pair = tuple[str, str, int, str, int, int]
"""A kind of blocks, the earlier statement and its part, the later one and its, and in how many they meet."""


def find_echoes(cluster: Cluster, layout: Layout) -> Iterator[Echo]:
    """Yield the echoes of all articles."""
    for kind in (_TELLINGS, _COPIES, _MET):
        shutil.rmtree(layout.folder / kind, ignore_errors=True)
    copies = sorted(cluster.shuffle(_Giving(layout, LINKS, ECHOES), layout.names, _Copies(layout)))
    met = sorted(cluster.shuffle(_Giving(layout, _COPIES, _BLOCKS), copies, _Meeting(layout)))
    files = [*(f"{_COPIES}/{one}" for one in copies), *(f"{_MET}/{one}" for one in met)]
    for echoes in cluster.shuffle(_Giving(layout, "", _PAIRS), files, _Comparing(layout)):
        yield from echoes


def find_differences(cluster: Cluster, layout: Layout) -> Iterator[Difference]:
    """Yield the figures of all articles that are reports of one and differ."""
    for differences in cluster.shuffle(_Giving(layout, LINKS, FIGURES), layout.names, _differences):
        yield from differences


def count_entities(cluster: Cluster, layout: Layout) -> Counter[str]:
    """The numbers of all actors and agreements."""
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
class _Copies:
    """Brings together statements in the same words, keeps all, and gives the file of blocks and links."""

    layout: Layout

    def __call__(self, part: int, parcels: list[bytes]) -> str:
        tellings = {one.name: one for one in unpack(parcels, Telling)}
        rows = ((_TELLINGS, name, msgspec.msgpack.encode(one)) for name, one in sorted(tellings.items()))
        KeyFiles(self.layout).write(_TELLINGS, part, rows)
        groups: dict[int, list[Copy]] = defaultdict(list)
        for one in tellings.values():
            groups[copy_key(one)].append((one.day, one.name, one.article))
        postings: list[tuple[str, _Posting]] = []
        pairs: list[tuple[str, _Pair]] = []
        for copies in groups.values():
            copies.sort()
            for name in copy_heads(copies):
                telling = tellings[name]
                for kind, keys_of in _KEYS.items():
                    for key in keys_of(telling):
                        postings.append((f"{kind} {key}", (kind, key, telling.day, name, part)))
            pairs += ((later, (COPY, earlier, part, later, part, 1)) for earlier, later in copy_links(copies))
        name = self.layout.names[part]
        parcels_of = self.layout.parcels
        write_relay(
            self.layout.path(_COPIES, name),
            [
                *((_BLOCKS, parcel) for parcel in parcels_of(postings)),
                *((_PAIRS, parcel) for parcel in parcels_of(pairs)),
            ],
        )
        return name


@dataclass(frozen=True, slots=True)
class _Meeting:
    """Finds the pairs of statements that meet in the blocks of a part, and gives the file that has them."""

    layout: Layout

    def __call__(self, part: int, parcels: list[bytes]) -> str:
        blocks: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)
        parts: dict[str, int] = {}
        for kind, key, day, name, its_part in unpack(parcels, _Posting):
            blocks[kind, key].append((day, name))
            parts[name] = its_part
        met: Counter[tuple[str, str, str]] = Counter()
        for (kind, _), block in blocks.items():
            met.update((kind, *pair) for pair in window_pairs(sorted(block), REACH))
        pairs = (
            (later, (kind, earlier, parts[earlier], later, parts[later], count))
            for (kind, earlier, later), count in sorted(met.items())
        )
        name = self.layout.names[part]
        write_relay(self.layout.path(_MET, name), ((_PAIRS, parcel) for parcel in self.layout.parcels(pairs)))
        return name


@dataclass(frozen=True, slots=True)
class _Comparing:
    """Compares the pairs of the later statements of a part, and gives the echoes."""

    layout: Layout

    def __call__(self, part: int, parcels: list[bytes]) -> list[Echo]:
        met: Counter[tuple[str, str, int, str, int]] = Counter()
        for *pair, count in unpack(parcels, _Pair):
            met[tuple(pair)] += count  # type: ignore[index]
        files = KeyFiles(self.layout)

        def telling(name: str, its_part: int) -> Telling:
            return msgspec.msgpack.decode(
                files.get(_TELLINGS, its_part, _TELLINGS, name) or b"", type=Telling
            )

        candidates: dict[str, list[Candidate]] = defaultdict(list)
        for (kind, earlier, its_part, later, own_part), count in sorted(met.items()):
            if count >= _LEAST[kind]:
                found = compared(telling(earlier, its_part), telling(later, own_part), kind)
                if found:
                    candidates[later].append(found)
        return [
            (*sorted((one.earlier, later)), float(one.value))  # type: ignore[misc]
            for later, ones in sorted(candidates.items())
            for one in best(ones, MOST_LINKS)
        ]


def _differences(part: int, parcels: list[bytes]) -> list[Difference]:
    index = FigureIndex()
    index.add_reports(unpack(parcels, Report))
    return list(index.differences())


def _count(part: int, parcels: Iterable[bytes]) -> Counter[str]:
    return Counter(one.partition(" ")[0] for one in set(unpack(parcels, str)))
