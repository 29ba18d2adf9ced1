"""What is worth a person's review before all else.

The worth of a statement adds up what a review of it can put right: who speaks where several may, and how
unsure the rest is, each the more the more the actor says; and positions in which an actor is both for and
against one thing, of which one side may be misread.
"""

import heapq
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import log2

from kg.graph import LEAST_SHOWN
from kg.graph.reader.node_rows import Node
from kg.graph.reader.review_rows import HeldRow, LikelyRow, QueuedRow
from kg.graph.reader.selecting import Iri, rows
from kg.graph.reader.statement_rows import StatementRow, read_statements
from kg.graph.store import Store
from kg.model import Polarity

MOST_QUEUED = 500
"""The statements of a queue."""
_SIDES = (Polarity.SUPPORTS, Polarity.OPPOSES)
# Less doubt than this is none that a reader has.
_LEAST_DOUBT = 0.05


@dataclass(frozen=True, slots=True)
class Queued:
    """A statement that is worth a review, and why."""

    statement: StatementRow
    worth: float
    reason: str


def review_queue(store: Store, most: int = MOST_QUEUED) -> list[Queued]:
    """The statements that are worth a review, the most worth first; none that was reviewed."""
    said = [one for one in rows(store, QueuedRow) if not one.by_hand]
    heard = Counter(one.speaker for one in said if one.speaker)
    likely: dict[Iri, LikelyRow] = {}
    for one in rows(store, LikelyRow):
        if one.statement not in likely or one.confidence > likely[one.statement].confidence:
            likely[one.statement] = one
    held: dict[Iri, list[HeldRow]] = {}
    cells: Counter[tuple[Iri, Iri, Polarity]] = Counter()
    for stand in rows(store, HeldRow):
        if stand.confidence >= LEAST_SHOWN:
            cells[stand.holder, stand.target, stand.polarity] += 1
            held.setdefault(stand.statement, []).append(stand)
    worths = (
        (max(parts), sum(parts), one.statement)
        for one in said
        if (parts := list(_parts(one, heard, likely.get(one.statement), held.get(one.statement, []), cells)))
    )
    best = heapq.nlargest(most, worths, key=lambda one: (one[1], one[2]))
    read = read_statements(store, (iri for _, _, iri in best))
    found = ((read[iri], worth) for _, worth, iri in best if iri in read)
    return [Queued(row, worth, _reason(row, heard, cells)) for row, worth in found]


def _parts(
    one: QueuedRow,
    heard: Counter[Iri],
    candidate: LikelyRow | None,
    held: list[HeldRow],
    cells: Counter[tuple[Iri, Iri, Polarity]],
) -> Iterator[float]:
    """What a review of a statement is worth, for each reason there is."""
    if candidate:
        yield 2 + log2(2 + heard[candidate.actor])
    if one.speaker:
        weight = log2(1 + heard[one.speaker])
        doubt = 2 * (1 - one.speaker_confidence) + (1 - one.confidence)
        if doubt >= _LEAST_DOUBT:
            yield doubt * weight
    for stand in held:
        if stand.by_hand:
            continue
        yield (1 - stand.confidence) * log2(1 + heard[stand.holder])
        own, other = _sides(stand.holder, stand.target, stand.polarity, cells)
        if own and other:
            yield log2(1 + own + other) * min(1.0, other / own)


def _sides(
    holder: Iri, target: Iri, polarity: Polarity, cells: Counter[tuple[Iri, Iri, Polarity]]
) -> tuple[int, int]:
    """How many positions stand on this side of a cell, and how many on the other."""
    if polarity not in _SIDES:
        return 0, 0
    (other,) = (one for one in _SIDES if one is not polarity)
    return cells[holder, target, polarity], cells[holder, target, other]


def _reason(row: StatementRow, heard: Counter[Iri], cells: Counter[tuple[Iri, Iri, Polarity]]) -> str:
    """Why it is worth a review, in words."""
    reasons = []
    if row.candidates:
        names = " or ".join(f"{one.node.name} ({one.confidence:.0%})" for one in row.candidates[:3])
        reasons.append(f"unsure who speaks: {names}")
    for stand in row.positions:
        own, other = _sides(stand.holder.iri, stand.target.iri, stand.polarity, cells)
        if own and other and not stand.by_hand:
            reasons.append(
                f"{stand.holder.name} {stand.polarity.value} {stand.target.name} in {own}, not so in {other}"
            )
    if row.speaker and not row.candidates:
        reasons.append(_doubt(row, row.speaker, heard[row.speaker.iri]))
    return "; ".join(filter(None, reasons)) or "less sure"


def _doubt(row: StatementRow, speaker: Node, count: int) -> str:
    doubts = [("the words", row.confidence), ("the speaker", row.speaker_confidence)]
    doubts += [("a position", one.confidence) for one in row.positions]
    what, confidence = min(doubts, key=lambda one: one[1])
    often = f"{count} statement{'s' if count != 1 else ''}"
    return f"{what} {confidence:.0%} sure, of {speaker.name} with {often}" if confidence < 1 else ""
