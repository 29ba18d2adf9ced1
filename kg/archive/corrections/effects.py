"""What corrections do to each subject, so that it is known where they do another thing than before."""

from collections import defaultdict
from hashlib import blake2b
from typing import Any

import msgspec

from kg.archive.corrections.correction_fit import Corrections
from kg.archive.corrections.subjects import ACTOR, AGREEMENT, ARTICLE, STATEMENT, subject_of
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
    for identifier, kept in corrections.same_agreements.items():
        found[subject_of(AGREEMENT, identifier)].append(corrections.agreement(kept))
    # Of a statement that was added no article tells, so what is done to it is done to its article.
    home = {one.id: article for article, own in corrections.added.items() for one in own}

    def note(statement: str, *what: Any) -> None:
        article = home.get(statement)
        subject = subject_of(ARTICLE, article) if article else subject_of(STATEMENT, statement)
        found[subject].append((statement, *what))

    for own in corrections.added.values():
        for one in sorted(own, key=lambda one: one.id):
            note(one.id, "added", one)
    for identifier in sorted(corrections.dropped):
        note(identifier, "dropped")
    for identifier, speaker in sorted(corrections.speakers.items()):
        # The speaker need not stand in the article, so what becomes of the speaker is an effect here, too.
        note(identifier, "speaker", speaker and corrections.actor(speaker))
    for identifier, cut in sorted(corrections.cuts.items()):
        note(identifier, "words", cut.content)
    for identifier, form in sorted(corrections.forms.items()):
        note(identifier, "form", form)
    for identifier, meant in sorted(corrections.references.items()):
        named = {old: one and corrections.agreement(one) for old, one in sorted(meant.items())}
        note(identifier, "agreements", named)
    for identifier in sorted(corrections.accepted):
        note(identifier, "accepted")
    for statement, position in sorted(_corrected_positions(corrections)):
        after = corrections.positions[position]
        # Neither who holds it nor what it is toward need stand in the article.
        others = (corrections.actor(after.holder.actor), _target(after, corrections)) if after else ()
        note(statement, position, after, *others)
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
