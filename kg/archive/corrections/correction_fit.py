"""Corrections fitted to the archive and applied to readings: who is who, who speaks, what is no statement."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rapidfuzz import fuzz, process

from kg.archive.corrections.correction_file import Correction, CorrectionKind, is_identifier
from kg.errors import InputError, KgError
from kg.language.folding import slug
from kg.language.personal_names import person_id
from kg.model import (
    Actor,
    ActorMention,
    ActorType,
    Agreement,
    AgreementMention,
    ArticleReading,
    Layer,
    Position,
    Span,
    Statement,
)
from kg.resolve.bodies.groups import group
from kg.resolve.renaming import Renaming

# Below this similarity (rapidfuzz's ratio, 0 to 100) an identifier is not offered for another one.
_WORTH_OFFERING = 75


@dataclass(frozen=True, slots=True)
class Applied:
    """A correction with what it is about, as the articles alone give it.

    `statement` is the wording of the statement, if it is about one. `entities` are the actor and the
    agreement that it is about, else. `result` is the actor that its object names, if it names one.
    """

    correction: Correction
    statement: str | None = None
    entities: tuple[Actor | Agreement, ...] = ()
    result: Actor | None = None


@dataclass(frozen=True, slots=True)
class Corrections:
    """Corrections that fit, ready to be applied: every key is an identifier."""

    applied: tuple[Applied, ...] = ()
    actors: Mapping[str, Actor] = field(default_factory=dict)
    """Who an actor is, or is called, after all merges and renamings."""
    agreements: Mapping[str, str] = field(default_factory=dict)
    speakers: Mapping[str, Actor] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()

    def actor(self, actor: Actor) -> Actor:
        """What `actor` is after the corrections; of several who speak together, each."""
        if actor.members and actor.id not in self.actors:
            return group([self.actors.get(one.id, one) for one in actor.members])
        return self.actors.get(actor.id, actor)

    def agreement(self, agreement: Agreement) -> Agreement:
        """`agreement` by the name that it has after the corrections."""
        return replace(agreement, name=self.agreements.get(agreement.id, agreement.name))


def fit_corrections(
    corrections: Sequence[Correction],
    readings: Iterable[ArticleReading],
    file: Path,
    on_error: Callable[[KgError], None],
) -> Corrections:
    """The `corrections` of `file` that fit `readings`, which are read once, or not at all if there are none.

    The readings are those of all articles, actors named across them. A correction of something that
    does not exist goes to `on_error`, with its line. Lines may stand in any order, but must not
    contradict each other: `read_corrections` has seen to that.
    """
    if not corrections:
        return Corrections()
    known = _Known(readings)
    # Somebody whom no article knows exists once a statement is theirs.
    ordered = sorted(
        corrections, key=lambda one: (one.kind is not CorrectionKind.SPEAKER, is_identifier(one.object))
    )
    fits: dict[int, Applied | str] = {one.line: known.fit(one) for one in ordered}
    applied = []
    for line, fit in sorted(fits.items()):
        if isinstance(fit, str):
            on_error(InputError(f"{file}, line {line}: {fit} Remove the line, or correct it anew."))
        else:
            applied.append(fit)
    return _compiled(applied)


def apply_corrections(reading: ArticleReading, corrections: Corrections) -> ArticleReading:
    """`reading` as people have corrected it.

    A statement within one that is none stands within the next one around it, if any.
    """
    if not corrections.applied:
        return reading
    outer = {one.id: one.within for one in reading.statements}
    statements = []
    for one in reading.statements:
        if one.id in corrections.dropped:
            continue
        within = one.within
        while within in corrections.dropped:
            within = outer.get(within)
        speaker = one.speaker
        if one.id in corrections.speakers:
            speaker = _speaking(one, corrections.speakers[one.id], reading.article.text)
        positions = tuple(own for held in one.positions if (own := _held_by(held, speaker)) is not None)
        statements.append(replace(one, within=within, speaker=speaker, positions=positions))
    renaming = Renaming(actor=corrections.actor, agreement=corrections.agreement)
    return renaming.reading(replace(reading, statements=tuple(statements)))


def _held_by(position: Position, speaker: ActorMention | None) -> Position | None:
    """`position` of a statement that `speaker` makes: what is done by speaking is theirs, or is dropped."""
    if position.layer is not Layer.SPEECH:
        return position
    return replace(position, holder=speaker) if speaker else None


class _Known:
    """What there is to correct."""

    def __init__(self, readings: Iterable[ArticleReading]) -> None:
        self._actors: dict[str, Actor] = {}
        self._agreements: dict[str, Agreement] = {}
        self._statements: dict[str, str] = {}
        for reading in readings:
            actors = [one.actor for one in reading.mentions if isinstance(one, ActorMention)]
            for statement in reading.statements:
                self._statements[statement.id] = statement.text
                actors += [one.actor for one in (statement.speaker, statement.addressee) if one]
            for actor in actors:
                for one in (actor, *actor.members):
                    self._actors.setdefault(one.id, one)
            for mention in reading.mentions:
                if isinstance(mention, AgreementMention):
                    self._agreements.setdefault(mention.agreement.id, mention.agreement)

    def fit(self, correction: Correction) -> Applied | str:
        """`correction` with what it is about, or why it does not fit."""
        subject, what = correction.subject, correction.object
        if correction.kind in {CorrectionKind.SPEAKER, CorrectionKind.NOT_A_STATEMENT}:
            said = self._statements.get(subject)
            if said is None:
                return f"there is no statement {subject} any more; its article may have changed."
            if correction.kind is CorrectionKind.NOT_A_STATEMENT:
                return Applied(correction, said)
            speaker = self._speaker(what)
            return Applied(correction, said, result=speaker) if speaker else self._no_actor(what)
        actor, agreement = self._actors.get(subject), self._agreements.get(subject)
        if correction.kind is CorrectionKind.RENAME:
            entities: tuple[Actor | Agreement, ...] = tuple(one for one in (actor, agreement) if one)
            return Applied(correction, entities=entities) if entities else self._nothing(subject)
        result = self._actors.get(what)
        if actor is None or result is None:
            return self._no_actor(subject if actor is None else what)
        return Applied(correction, entities=(actor,), result=result)

    def _speaker(self, value: str) -> Actor | None:
        """The actor of this identifier, else of this name, else a new person of this name."""
        found = self._actors.get(value)
        if found is not None or is_identifier(value):
            return found
        person = Actor(person_id(value), value, ActorType.PERSON)
        if person.id not in self._actors and slug(value) in self._actors:
            return self._actors[slug(value)]
        return self._actors.setdefault(person.id, person)

    def _no_actor(self, identifier: str) -> str:
        return f"no actor has the identifier “{identifier}”{_offer(identifier, self._actors)}."

    def _nothing(self, identifier: str) -> str:
        offer = _offer(identifier, [*self._actors, *self._agreements])
        return f"no actor or agreement has the identifier “{identifier}”{offer}."


def _offer(identifier: str, known: Iterable[str]) -> str:
    best = process.extractOne(slug(identifier), list(known), scorer=fuzz.ratio, score_cutoff=_WORTH_OFFERING)
    return f"; the nearest is “{best[0]}”" if best else ""


def _compiled(applied: Sequence[Applied]) -> Corrections:
    into: dict[str, Actor] = {}
    names: dict[str, str] = {}
    agreements: dict[str, str] = {}
    touched: dict[str, Actor] = {}
    for one in applied:
        for entity in one.entities:
            if isinstance(entity, Actor):
                touched[entity.id] = entity
        if one.correction.kind is CorrectionKind.SAME_ACTOR and one.result:
            into[one.correction.subject] = one.result
        elif one.correction.kind is CorrectionKind.RENAME:
            for entity in one.entities:
                (names if isinstance(entity, Actor) else agreements)[entity.id] = one.correction.object

    def final(actor: Actor) -> Actor:
        way = []
        while actor.id in into:
            way.append(actor.id)
            actor = into[actor.id]
        # A long way is gone once.
        into.update(dict.fromkeys(way, actor))
        return replace(actor, name=names.get(actor.id, actor.name))

    return Corrections(
        applied=tuple(applied),
        actors={identifier: final(actor) for identifier, actor in touched.items()},
        agreements=agreements,
        speakers={
            one.correction.subject: one.result
            for one in applied
            if one.correction.kind is CorrectionKind.SPEAKER and one.result
        },
        dropped=frozenset(
            one.correction.subject for one in applied if one.correction.kind is CorrectionKind.NOT_A_STATEMENT
        ),
    )


def _speaking(statement: Statement, speaker: Actor, text: str) -> ActorMention:
    """The mention of a speaker whom a person names: where the source stands, else at the content's start."""
    start = statement.content[0].start
    span = statement.source[0] if statement.source else Span(start, start + 1)
    return ActorMention(span, span.of(text), speaker)
