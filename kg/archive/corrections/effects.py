"""What corrections do to each subject, so that it is known where they do another thing than before."""

from collections import defaultdict
from hashlib import blake2b
from typing import Any

import msgspec

from kg.archive.corrections.correction_fit import Corrections
from kg.archive.corrections.subjects import ACTOR, AGREEMENT, STATEMENT, subject_of
from kg.model import Position

Effects = dict[str, bytes]
"""What is done to each subject, as a hash."""


def effects_of(corrections: Corrections) -> Effects:
    """What `corrections` do: an article without one of these subjects is as it would be without them."""
    found: dict[str, list[Any]] = defaultdict(list)
    for identifier, actor in corrections.actors.items():
        found[subject_of(ACTOR, identifier)].append(actor)
    for identifier, name in corrections.agreements.items():
        found[subject_of(AGREEMENT, identifier)].append(name)
    for identifier in corrections.dropped:
        found[subject_of(STATEMENT, identifier)].append("dropped")
    for identifier, speaker in corrections.speakers.items():
        # The speaker need not stand in the article, so what becomes of the speaker is an effect here, too.
        found[subject_of(STATEMENT, identifier)] += ["speaker", speaker and corrections.actor(speaker)]
    for identifier, cut in corrections.cuts.items():
        found[subject_of(STATEMENT, identifier)] += ["words", cut.content]
    for identifier, meant in corrections.references.items():
        named = {old: one and corrections.agreement(one) for old, one in sorted(meant.items())}
        found[subject_of(STATEMENT, identifier)] += ["agreements", named]
    for identifier in corrections.accepted:
        found[subject_of(STATEMENT, identifier)].append("accepted")
    for statement, position in sorted(_corrected_positions(corrections)):
        after = corrections.positions[position]
        found[subject_of(STATEMENT, statement)] += [position, after, after and _target(after, corrections)]
    return {subject: _hash(what) for subject, what in found.items()}


def _corrected_positions(corrections: Corrections) -> set[tuple[str, str]]:
    """The statement and the position of each that is corrected."""
    pairs = (one.correction.statement_and_position for one in corrections.applied if one.position)
    return {pair for pair in pairs if pair[1] in corrections.positions}


def _target(position: Position, corrections: Corrections) -> Any:
    entity = position.target.entity
    return corrections.entity(entity) if entity else None


def _hash(what: list[Any]) -> bytes:
    return blake2b(msgspec.msgpack.encode(what), digest_size=8).digest()
