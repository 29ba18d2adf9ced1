"""Checking of corrections against the archive, and their application to readings."""

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

# The minimum similarity (rapidfuzz's ratio, 0 to 100) of a suggested identifier.
_MIN_SIMILARITY = 75


@dataclass(frozen=True, slots=True)
class Applied:
    """A correction with the objects it refers to, as they are before correction.

    `statement` is the wording of the corrected statement, if any; else `entities` are the corrected actor or
    agreement. `result` is the actor named by the object of the correction, if any.
    """

    correction: Correction
    statement: str | None = None
    entities: tuple[Actor | Agreement, ...] = ()
    result: Actor | None = None


@dataclass(frozen=True, slots=True)
class Corrections:
    """Corrections that fit, ready to be applied. All keys are identifiers."""

    applied: tuple[Applied, ...] = ()
    actors: Mapping[str, Actor] = field(default_factory=dict)
    """Actors after all merges and renamings."""
    agreements: Mapping[str, str] = field(default_factory=dict)
    speakers: Mapping[str, Actor] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()

    def actor(self, actor: Actor) -> Actor:
        """The corrected `actor`; of a group, each member."""
        if actor.members and actor.id not in self.actors:
            return group([self.actors.get(one.id, one) for one in actor.members])
        return self.actors.get(actor.id, actor)

    def agreement(self, agreement: Agreement) -> Agreement:
        """`agreement` with its corrected name."""
        return replace(agreement, name=self.agreements.get(agreement.id, agreement.name))


def fit_corrections(
    corrections: Sequence[Correction],
    readings: Iterable[ArticleReading],
    file: Path,
    on_error: Callable[[KgError], None],
) -> Corrections:
    """Select the `corrections` of `file` that fit `readings`.

    The readings are those of all articles, after merging across articles; they are iterated over once, or not
    at all without corrections. A correction of something that does not exist goes to `on_error`, with its
    line. The order of lines does not matter. They must not contradict each other (see `read_corrections`).
    """
    if not corrections:
        return Corrections()
    known = _Known(readings)
    # Speakers first: they can introduce actors that no article names.
    ordered = sorted(
        corrections, key=lambda one: (one.kind is not CorrectionKind.SPEAKER, is_identifier(one.object))
    )
    fits: dict[int, Applied | str] = {one.line: known.fit(one) for one in ordered}
    applied = []
    for line, fit in sorted(fits.items()):
        if isinstance(fit, str):
            on_error(InputError(f"{file}, line {line}: {fit} Remove or change the line."))
        else:
            applied.append(fit)
    return _compile(applied)


def apply_corrections(reading: ArticleReading, corrections: Corrections) -> ArticleReading:
    """Apply `corrections` to `reading`.

    A statement nested in a removed one is then nested in the next outer statement, if any.
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
        speaker, candidates = one.speaker, one.candidates
        if one.id in corrections.speakers:
            speaker = _speaker_mention(one, corrections.speakers[one.id], reading.article.text)
            candidates = ()
        positions = tuple(own for held in one.positions if (own := _with_speaker(held, speaker)) is not None)
        statements.append(
            replace(one, within=within, speaker=speaker, candidates=candidates, positions=positions)
        )
    renaming = Renaming(actor=corrections.actor, agreement=corrections.agreement)
    return renaming.reading(replace(reading, statements=tuple(statements)))


def _with_speaker(position: Position, speaker: ActorMention | None) -> Position | None:
    """`position` with `speaker` as its holder if it is taken by speaking; None if there is no speaker."""
    if position.layer is not Layer.SPEECH:
        return position
    return replace(position, holder=speaker) if speaker else None


class _Known:
    """The actors, agreements and statements of the archive."""

    def __init__(self, readings: Iterable[ArticleReading]) -> None:
        self._actors: dict[str, Actor] = {}
        self._agreements: dict[str, Agreement] = {}
        self._statements: dict[str, str] = {}
        for reading in readings:
            actors = [one.actor for one in reading.mentions if isinstance(one, ActorMention)]
            for statement in reading.statements:
                self._statements[statement.id] = statement.text
                actors += [one.actor for one in (statement.speaker, statement.addressee) if one]
                actors += [one.actor for one in statement.candidates]
            for actor in actors:
                for one in (actor, *actor.members):
                    self._actors.setdefault(one.id, one)
            for mention in reading.mentions:
                if isinstance(mention, AgreementMention):
                    self._agreements.setdefault(mention.agreement.id, mention.agreement)

    def fit(self, correction: Correction) -> Applied | str:
        """Match `correction` to its objects; return the reason as a string if it does not fit."""
        subject, what = correction.subject, correction.object
        if correction.kind in {CorrectionKind.SPEAKER, CorrectionKind.NOT_A_STATEMENT}:
            said = self._statements.get(subject)
            if said is None:
                return f"there is no statement {subject}; its article may have changed."
            if correction.kind is CorrectionKind.NOT_A_STATEMENT:
                return Applied(correction, said)
            speaker = self._speaker(what)
            return Applied(correction, said, result=speaker) if speaker else self._no_actor(what)
        actor, agreement = self._actors.get(subject), self._agreements.get(subject)
        if correction.kind is CorrectionKind.RENAME:
            entities: tuple[Actor | Agreement, ...] = tuple(one for one in (actor, agreement) if one)
            return Applied(correction, entities=entities) if entities else self._no_entity(subject)
        result = self._actors.get(what)
        if actor is None or result is None:
            return self._no_actor(subject if actor is None else what)
        return Applied(correction, entities=(actor,), result=result)

    def _speaker(self, value: str) -> Actor | None:
        """The actor with this identifier, else with this name, else a new person with this name."""
        found = self._actors.get(value)
        if found is not None or is_identifier(value):
            return found
        person = Actor(person_id(value), value, ActorType.PERSON)
        if person.id not in self._actors and slug(value) in self._actors:
            return self._actors[slug(value)]
        return self._actors.setdefault(person.id, person)

    def _no_actor(self, identifier: str) -> str:
        return f"no actor has the identifier “{identifier}”{_suggest(identifier, self._actors)}."

    def _no_entity(self, identifier: str) -> str:
        offer = _suggest(identifier, [*self._actors, *self._agreements])
        return f"no actor or agreement has the identifier “{identifier}”{offer}."


def _suggest(identifier: str, known: Iterable[str]) -> str:
    best = process.extractOne(slug(identifier), list(known), scorer=fuzz.ratio, score_cutoff=_MIN_SIMILARITY)
    return f"; the nearest is “{best[0]}”" if best else ""


def _compile(applied: Sequence[Applied]) -> Corrections:
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
        # Path compression.
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


def _speaker_mention(statement: Statement, speaker: Actor, text: str) -> ActorMention:
    """A mention of a corrected speaker: at the source, else at the first code point of the content."""
    start = statement.content[0].start
    span = statement.source[0] if statement.source else Span(start, start + 1)
    return ActorMention(span, span.of(text), speaker)
