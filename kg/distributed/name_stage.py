"""The names of actors, agreements and places across articles: wave after wave of levels, part by part.

What the articles give is brought together by key; each decision feeds keys of later waves. So an archive is
decided as `ArchiveIndex` decides it, but all at once, and by as many processes as there are.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass

from kg.archive.names.agreement_blocks import agreed, block_of, packed
from kg.archive.names.contributions import contributions
from kg.archive.names.dataflow import Entry, Fed, added
from kg.archive.names.levels import LEVELS
from kg.distributed.name_tables import WAVE_OF, WAVES, NameTables, kind_of_wave
from kg.distributed.ray_cluster import Cluster
from kg.distributed.reading_stage import readings_of
from kg.distributed.shard_files import Layout, Parcel, read_relay, unpack, write_relay

_FEEDS = "feeds"
_Bag = tuple[str, str, list[tuple[tuple[str, ...], int]]]
"""A level, a key, and entries with their numbers."""


def decide_names(cluster: Cluster, layout: Layout) -> None:
    """Write the tables of all names."""
    for wave in range(len(WAVES)):
        shutil.rmtree(layout.folder / kind_of_wave(wave), ignore_errors=True)
    shutil.rmtree(layout.folder / _FEEDS, ignore_errors=True)
    fed: list[str] = []
    for wave, levels in enumerate(WAVES):
        if levels == ("agreed",):
            for _ in cluster.map(_Agreeing(layout), layout.names):
                pass
            continue
        if wave == 0:
            written = cluster.shuffle(_Contributing(layout), layout.names, _Deciding(layout, wave))
        else:
            written = cluster.shuffle(_Feeding(layout, wave), fed, _Deciding(layout, wave))
        fed += sorted(written)
    shutil.rmtree(layout.folder / _FEEDS, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class _Contributing:
    """Gives what the articles of a shard give, equal entries added up."""

    layout: Layout

    def __call__(self, name: str) -> Iterator[Parcel]:
        fed = (one for reading in readings_of(self.layout, name) for one in contributions(reading))
        return self.layout.parcels(_bags(added(fed)))


@dataclass(frozen=True, slots=True)
class _Feeding:
    """Gives what a task of an earlier wave has fed to this one."""

    layout: Layout
    wave: int

    def __call__(self, name: str) -> Iterator[Parcel]:
        return read_relay(self.layout.path(_FEEDS, name), WAVES[self.wave][0])


@dataclass(frozen=True, slots=True)
class _Deciding:
    """Decides the keys of one part, writes their entries and what they feed, and gives the file of that."""

    layout: Layout
    wave: int

    def __call__(self, part: int, parcels: list[bytes]) -> str:
        bags: dict[tuple[str, str], dict[Entry, int]] = {}
        for level, key, pairs in unpack(parcels, _Bag):
            bag = bags.setdefault((level, key), {})
            for entry, count in pairs:
                bag[entry] = bag.get(entry, 0) + count
        rows = ((level, key, entries) for (level, key), entries in sorted(bags.items()))
        NameTables(self.layout).write(self.wave, part, rows)
        fed: dict[int, list[Fed]] = {}
        for (level, key), entries in bags.items():
            for one in LEVELS[level](key, entries).feeds():
                if WAVE_OF[one.level] <= self.wave:
                    raise ValueError(f"the level {level} feeds {one.level}, which is decided already")
                fed.setdefault(WAVE_OF[one.level], []).append(one)
        name = f"{self.wave}-{part:05}"
        write_relay(
            self.layout.path(_FEEDS, name),
            (
                (WAVES[wave][0], parcel)
                for wave, ones in sorted(fed.items())
                for parcel in self.layout.parcels(_bags(added(ones)))
            ),
        )
        return name


@dataclass(frozen=True, slots=True)
class _Agreeing:
    """Decides what agreement each identifier of a part means: with all of its block, looked up by key."""

    layout: Layout

    def __call__(self, name: str) -> None:
        part, tables = int(name), NameTables(self.layout)
        own = set(tables.keys("agreement", part))
        found: dict[str, str] = {}
        for identifier in sorted(own):
            if identifier not in found:
                block = block_of({identifier}, tables.known_agreement, tables.agreements_of)
                found |= {one: packed(agreement) for one, agreement in agreed(block) if one in own}
        bags: list[tuple[str, str, dict[Entry, int]]] = [
            ("agreed", identifier, {(word,): 1}) for identifier, word in sorted(found.items())
        ]
        tables.write(WAVE_OF["agreed"], part, bags)


def _bags(entries: dict[tuple[str, str], dict[Entry, int]]) -> Iterator[tuple[str, _Bag]]:
    """The entries of each key of each level, with the key."""
    for (level, key), counts in sorted(entries.items()):
        yield key, (level, key, sorted(counts.items()))
