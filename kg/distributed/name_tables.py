"""The decisions on names, looked up by key in the files that the levels wrote."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from kg.archive.names.agreement_blocks import AgreementKey, KnownAgreement
from kg.archive.names.dataflow import Answer, Decision, Entries, Entry
from kg.archive.names.levels import LEVELS
from kg.distributed.key_files import KeyFiles
from kg.distributed.shard_files import Layout

WAVES: tuple[tuple[str, ...], ...] = (
    ("actor", "place", "agreement"),
    ("initials", "person", "agreement-key"),
    ("agreed",),
    ("namesake",),
    ("fit",),
    ("couple",),
    ("whole",),
    ("owner",),
    ("word",),
)
"""The levels of names, those together that do not feed each other; each wave is fed by earlier ones alone."""
WAVE_OF = {level: number for number, levels in enumerate(WAVES) for level in levels}
# Decisions that a process keeps, at most.
_MOST_DECISIONS = 20_000
_Pairs = list[tuple[tuple[str, ...], int]]


class NameTables:
    """The decisions of all keys; memory does not grow with their number."""

    def __init__(self, layout: Layout) -> None:
        self._layout, self._files = layout, KeyFiles(layout)
        self._decisions: dict[tuple[str, str], Decision] = {}

    def write(self, wave: int, part: int, bags: Iterable[tuple[str, str, Mapping[Entry, int]]]) -> None:
        """Write the level, the key and the entries of each key of a wave and part."""
        rows = ((level, key, msgspec.msgpack.encode([*entries.items()])) for level, key, entries in bags)
        self._files.write(kind_of_wave(wave), part, rows)

    def ask(self, level: str, key: str, question: Entry) -> Answer:
        """The answer of the decision of a level and a key to a question."""
        found = self._decisions.get((level, key))
        if found is None:
            if len(self._decisions) >= _MOST_DECISIONS:
                self._decisions.clear()
            found = self._decisions[level, key] = LEVELS[level](key, self._entries(level, key))
        return found.answer(question)

    def keys(self, level: str, part: int) -> Iterator[str]:
        """Yield the keys of a level that are in a part, sorted."""
        return self._files.keys(kind_of_wave(WAVE_OF[level]), part, level)

    def known_agreement(self, identifier: str) -> KnownAgreement:
        """What is known of an agreement."""
        return KnownAgreement(identifier, self._entries("agreement", identifier))

    def agreements_of(self, key: str) -> list[str]:
        """The identifiers of the agreements that are looked up by `key`."""
        return AgreementKey(key, self._entries("agreement-key", key)).members

    def _entries(self, level: str, key: str) -> Entries:
        found = self._files.get(kind_of_wave(WAVE_OF[level]), self._layout.part(key), level, key)
        return dict(msgspec.msgpack.decode(found, type=_Pairs)) if found else {}


def kind_of_wave(wave: int) -> str:
    """The kind of the files of a wave."""
    return f"names-{wave}"
