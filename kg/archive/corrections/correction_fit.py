"""Checking of corrections against the archive, and their application to readings."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from kg.acts.scheme import Scheme
from kg.archive.corrections.correction_file import ADDED_POSITIONS, Correction, CorrectionKind, is_identifier
from kg.archive.corrections.correction_match import Applied, Identifiers, Known
from kg.archive.corrections.statement_fit import (
    Cut,
    Form,
    cut_statement,
    own_figures,
    refer_otherwise,
    speaker_mention,
    with_added,
)
from kg.errors import InputError, KgError
from kg.model import Actor, ActorMention, Agreement, ArticleReading, Layer, Position, Statement
from kg.resolve.bodies.groups import group
from kg.resolve.renaming import Renaming

One = TypeVar("One")
# What is added and what is merged come first, since others may be about it. Speakers can be actors that no
# article names, and hold the positions that are added; in the words of statements stand those of positions.
_ORDER = {
    CorrectionKind.STATEMENT_ADDED: 0,
    CorrectionKind.SAME_AGREEMENT: 0,
    CorrectionKind.SPEAKER: 1,
    CorrectionKind.UNNAMED_SPEAKER: 1,
    CorrectionKind.STATEMENT_WORDS: 2,
    **dict.fromkeys(ADDED_POSITIONS, 3),
}


@dataclass(frozen=True, slots=True)
class Corrections:
    """Corrections that fit, ready to be applied. All keys are identifiers."""

    applied: tuple[Applied, ...] = ()
    actors: Mapping[str, Actor] = field(default_factory=dict)
    """Actors after all merges and renamings."""
    agreements: Mapping[str, str] = field(default_factory=dict)
    """The new names of agreements."""
    same_agreements: Mapping[str, Agreement] = field(default_factory=dict)
    """The agreements into which others are merged."""
    speakers: Mapping[str, Actor | None] = field(default_factory=dict)
    """Who speaks where somebody else was read; None if nobody is named."""
    dropped: frozenset[str] = frozenset()
    cuts: Mapping[str, Cut] = field(default_factory=dict)
    """The words of statements that have others than were read."""
    forms: Mapping[str, Form] = field(default_factory=dict)
    """The kind and the cue of statements where they are others than were read."""
    voided: frozenset[str] = frozenset()
    """The positions that statements do not take by their corrected kind."""
    references: Mapping[str, Mapping[str, Agreement | None]] = field(default_factory=dict)
    """By statement, which agreement is meant where another one was read; None if none is."""
    accepted: frozenset[str] = frozenset()
    """The statements that are right as the other corrections leave them."""
    positions: Mapping[str, Position | None] = field(default_factory=dict)
    """The corrected positions, their entities as before merges; None if there is no such position."""
    added: Mapping[str, tuple[Statement, ...]] = field(default_factory=dict)
    """By article, the statements that were not read in it."""
    added_positions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By statement, the identifiers of the positions that were not read in it."""

    def actor(self, actor: Actor) -> Actor:
        """The corrected `actor`; of a group, each member."""
        if actor.members and actor.id not in self.actors:
            return group([self.actors.get(one.id, one) for one in actor.members])
        return self.actors.get(actor.id, actor)

    def agreement(self, agreement: Agreement) -> Agreement:
        """The corrected `agreement`."""
        kept = self.same_agreements.get(agreement.id, agreement)
        return replace(kept, name=self.agreements.get(kept.id, kept.name))

    def entity(self, entity: Actor | Agreement) -> Actor | Agreement:
        """The corrected actor or agreement."""
        return self.actor(entity) if isinstance(entity, Actor) else self.agreement(entity)


def fit_corrections(
    corrections: Sequence[Correction],
    readings: Iterable[ArticleReading],
    file: Path,
    on_error: Callable[[KgError], None],
    *,
    scheme: Scheme,
    identifiers: Identifiers | None = None,
) -> Corrections:
    """Select the `corrections` of `file` that fit `readings`, whose positions have acts of `scheme`.

    The readings are those of all articles, after merging across articles, or all that one article tells of
    each subject that the corrections name, where `identifiers` gives those of all actors or agreements. They
    are iterated over once, or not at all without corrections. A correction of something that does not exist
    goes to `on_error`, with its line. The order of lines and of readings does not matter. The lines must not
    contradict each other (see `read_corrections`).
    """
    if not corrections:
        return Corrections()
    known = Known(readings, corrections, scheme, identifiers)
    ordered = sorted(corrections, key=lambda one: (_ORDER.get(one.kind, 4), is_identifier(one.object)))
    fits: dict[int, Applied | str] = {one.line: known.fit(one) for one in ordered}
    found = _compile([fit for fit in fits.values() if not isinstance(fit, str)], known.positions, known)
    own = {one.id for one in found.positions.values() if one and _is_toward_holder(one, known, found)}
    applied = []
    for line, fit in sorted(fits.items()):
        if isinstance(fit, Applied) and fit.position and fit.position.id in own:
            fit = "with the other lines, the position is its holder’s toward themselves."
        if isinstance(fit, str):
            on_error(InputError(f"{file}, line {line}: {fit} Remove or change the line."))
        else:
            applied.append(fit)
    positions = {key: one for key, one in known.positions.items() if key not in own}
    return _compile(applied, positions, known)


def apply_corrections(reading: ArticleReading, corrections: Corrections) -> ArticleReading:
    """Apply `corrections` to `reading`.

    A statement nested in a removed one is then nested in the next outer statement, if any.
    """
    if not corrections.applied:
        return reading
    if added := corrections.added.get(reading.article.id):
        reading = with_added(reading, added)
    outer = {one.id: one.within for one in reading.statements}
    statements = []
    for one in reading.statements:
        if one.id in corrections.dropped:
            continue
        within = one.within
        while within in corrections.dropped:
            within = outer.get(within)
        speaker, candidates = one.speaker, one.candidates
        if one.id in corrections.speakers:
            who, candidates = corrections.speakers[one.id], ()
            speaker = speaker_mention(one, who, reading.article.text) if who else None
        if one.id in corrections.cuts:
            one = cut_statement(one, corrections.cuts[one.id], reading)
        if one.id in corrections.forms:
            one = corrections.forms[one.id].applied_to(one)
        if one.id in corrections.references:
            one = refer_otherwise(one, corrections.references[one.id])
        if one.id in corrections.accepted:
            one = replace(one, confidence=1.0)
            speaker = replace(speaker, confidence=1.0, candidates=()) if speaker else None
        new = (corrections.positions.get(own) for own in corrections.added_positions.get(one.id, ()))
        stands = (*one.positions, *filter(None, new))
        positions = tuple(own for held in stands if (own := _corrected(held, speaker, corrections)))
        statements.append(
            replace(one, within=within, speaker=speaker, candidates=candidates, positions=positions)
        )
    renaming = Renaming(actor=corrections.actor, agreement=corrections.agreement)
    figures = own_figures(reading, corrections.cuts, frozenset(one.id for one in added or ()))
    return renaming.reading(replace(reading, statements=tuple(statements), figures=figures))


def _corrected(position: Position, speaker: ActorMention | None, corrections: Corrections) -> Position | None:
    """The corrected `position`, with `speaker` as its holder if it is taken by speaking.

    None if there is no such position, or no speaker who takes it.
    """
    found = corrections.positions.get(position.id, position)
    if position.id in corrections.voided:
        return None
    if found is None or found.layer is not Layer.SPEECH:
        return found
    return replace(found, holder=speaker) if speaker else None


def _is_toward_holder(position: Position, known: Known, corrections: Corrections) -> bool:
    """Whether the corrected `position` is one of its holder toward themselves."""
    speaker = corrections.speakers.get(known.statement_of[position.id])
    holder = speaker if speaker and position.layer is Layer.SPEECH else position.holder.actor
    target = position.target.entity
    return target is not None and corrections.entity(target).id == corrections.actor(holder).id


def _compile(
    applied: Sequence[Applied], positions: Mapping[str, Position | None], known: Known
) -> Corrections:
    into: dict[str, Actor] = {}
    kept: dict[str, Agreement] = {}
    names: dict[str, str] = {}
    agreements: dict[str, str] = {}
    touched: dict[str, Actor] = {}
    for one in applied:
        for entity in one.entities:
            if isinstance(entity, Actor):
                touched[entity.id] = entity
        if one.correction.kind is CorrectionKind.SAME_ACTOR and isinstance(one.result, Actor):
            into[one.correction.subject] = one.result
        elif isinstance(one.result, Agreement) and one.correction.kind is CorrectionKind.SAME_AGREEMENT:
            kept[one.correction.subject] = one.result
        elif one.correction.kind is CorrectionKind.RENAME:
            for entity in one.entities:
                (names if isinstance(entity, Actor) else agreements)[entity.id] = one.correction.object

    def final(actor: Actor) -> Actor:
        way = []
        while actor.id in into:
            way.append(actor.id)
            actor = into[actor.id]
        # Path compression.
        into.update(dict.fromkeys(way, actor))
        return replace(actor, name=names.get(actor.id, actor.name))

    return Corrections(
        applied=tuple(applied),
        actors={identifier: final(actor) for identifier, actor in touched.items()},
        agreements=agreements,
        same_agreements={identifier: _last(one, kept) for identifier, one in kept.items()},
        speakers={
            one.correction.subject: one.result if isinstance(one.result, Actor) else None
            for one in applied
            if one.correction.kind in (CorrectionKind.SPEAKER, CorrectionKind.UNNAMED_SPEAKER)
        },
        dropped=_subjects(applied, CorrectionKind.NOT_A_STATEMENT),
        cuts=known.cuts,
        forms=known.forms,
        voided=known.voided(),
        references=known.references,
        accepted=_subjects(applied, CorrectionKind.STATEMENT_ACCEPTED),
        positions=positions,
        added=_by_key((one.article, one) for one in known.added.values()),
        added_positions=_by_key(
            one.correction.statement_and_position for one in applied if one.correction.kind in ADDED_POSITIONS
        ),
    )


def _by_key(pairs: Iterable[tuple[str, One]]) -> dict[str, tuple[One, ...]]:
    found: dict[str, tuple[One, ...]] = {}
    for key, one in pairs:
        found[key] = (*found.get(key, ()), one)
    return found


def _last(agreement: Agreement, kept: Mapping[str, Agreement]) -> Agreement:
    """The last of a chain of merges."""
    while agreement.id in kept:
        agreement = kept[agreement.id]
    return agreement


def _subjects(applied: Sequence[Applied], kind: CorrectionKind) -> frozenset[str]:
    return frozenset(one.correction.subject for one in applied if one.correction.kind is kind)
