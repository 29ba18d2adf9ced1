"""Checking of corrections against the archive, and their application to readings."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from rapidfuzz import fuzz, process

from kg.acts.scheme import Scheme
from kg.archive.corrections.correction_file import Correction, CorrectionKind, is_identifier, read_places
from kg.archive.corrections.position_fit import correct_position, find_words
from kg.archive.corrections.statement_fit import Cut, cut_of, cut_statement, own_figures, refer_otherwise
from kg.archive.corrections.subjects import ACTOR, AGREEMENT, entities_in
from kg.errors import InputError, KgError
from kg.language.folding import slug
from kg.language.personal_names import person_id
from kg.model import (
    Actor,
    ActorMention,
    ActorType,
    Agreement,
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
Identifiers = Callable[[str], Iterable[str]]
"""Gives the identifiers of all actors or agreements that the articles tell of, sorted."""


@dataclass(frozen=True, slots=True)
class Applied:
    """A correction with the objects it refers to, as they are before correction.

    `statement` is the wording of the corrected statement, or of that whose `position` is corrected, and
    `speaker` the name of who then was its speaker, or ""; else `entities` are the corrected actor or
    agreement. `result` is the actor or agreement named by the object of the correction, if any.
    """

    correction: Correction
    statement: str | None = None
    position: Position | None = None
    entities: tuple[Actor | Agreement, ...] = ()
    result: Actor | Agreement | None = None
    speaker: str = ""
    words: str | None = None
    """The new wording of a statement whose words are others."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """Corrections that fit, ready to be applied. All keys are identifiers."""

    applied: tuple[Applied, ...] = ()
    actors: Mapping[str, Actor] = field(default_factory=dict)
    """Actors after all merges and renamings."""
    agreements: Mapping[str, str] = field(default_factory=dict)
    speakers: Mapping[str, Actor | None] = field(default_factory=dict)
    """Who speaks where somebody else was read; None if nobody is named."""
    dropped: frozenset[str] = frozenset()
    cuts: Mapping[str, Cut] = field(default_factory=dict)
    """The words of statements that have others than were read."""
    references: Mapping[str, Mapping[str, Agreement | None]] = field(default_factory=dict)
    """By statement, which agreement is meant where another one was read; None if none is."""
    accepted: frozenset[str] = frozenset()
    """The statements that are right as the other corrections leave them."""
    positions: Mapping[str, Position | None] = field(default_factory=dict)
    """The corrected positions, their entities as before merges; None if there is no such position."""

    def actor(self, actor: Actor) -> Actor:
        """The corrected `actor`; of a group, each member."""
        if actor.members and actor.id not in self.actors:
            return group([self.actors.get(one.id, one) for one in actor.members])
        return self.actors.get(actor.id, actor)

    def agreement(self, agreement: Agreement) -> Agreement:
        """`agreement` with its corrected name."""
        return replace(agreement, name=self.agreements.get(agreement.id, agreement.name))

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
    held = {one.statement_and_position[0] for one in corrections if one.is_of_position}
    held |= {one.statement for one in corrections if one.kind is CorrectionKind.STATEMENT_WORDS}
    held |= {one.statement for one in corrections if one.is_of_agreement}
    known = _Known(readings, held, scheme, identifiers)
    # Speakers first: they can introduce actors that no article names. Then the words of statements, in which
    # those of positions stand.
    order = {CorrectionKind.SPEAKER: 0, CorrectionKind.STATEMENT_WORDS: 1}
    ordered = sorted(corrections, key=lambda one: (order.get(one.kind, 2), is_identifier(one.object)))
    fits: dict[int, Applied | str] = {one.line: known.fit(one) for one in ordered}
    found = _compile([fit for fit in fits.values() if not isinstance(fit, str)], known.positions, known.cuts)
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
    return _compile(applied, positions, known.cuts)


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
            who, candidates = corrections.speakers[one.id], ()
            speaker = _speaker_mention(one, who, reading.article.text) if who else None
        if one.id in corrections.cuts:
            one = cut_statement(one, corrections.cuts[one.id], reading)
        if one.id in corrections.references:
            one = refer_otherwise(one, corrections.references[one.id])
        if one.id in corrections.accepted:
            one = replace(one, confidence=1.0)
            speaker = replace(speaker, confidence=1.0, candidates=()) if speaker else None
        positions = tuple(own for held in one.positions if (own := _corrected(held, speaker, corrections)))
        statements.append(
            replace(one, within=within, speaker=speaker, candidates=candidates, positions=positions)
        )
    renaming = Renaming(actor=corrections.actor, agreement=corrections.agreement)
    figures = own_figures(reading, corrections.cuts)
    return renaming.reading(replace(reading, statements=tuple(statements), figures=figures))


def _corrected(position: Position, speaker: ActorMention | None, corrections: Corrections) -> Position | None:
    """The corrected `position`, with `speaker` as its holder if it is taken by speaking.

    None if there is no such position, or no speaker who takes it.
    """
    found = corrections.positions.get(position.id, position)
    if found is None or found.layer is not Layer.SPEECH:
        return found
    return replace(found, holder=speaker) if speaker else None


class _Known:
    """The actors, agreements and statements of the archive, and the positions as corrected so far."""

    def __init__(
        self,
        readings: Iterable[ArticleReading],
        held: Set[str],
        scheme: Scheme,
        identifiers: Identifiers | None,
    ) -> None:
        """`held` are the statements whose positions are corrected."""
        self.positions: dict[str, Position | None] = {}
        self.cuts: dict[str, Cut] = {}
        self.statement_of: dict[str, str] = {}
        self._scheme = scheme
        self._held: dict[str, tuple[Statement, str]] = {}
        self._statements: dict[str, tuple[str, str]] = {}
        first: dict[str, tuple[str, Actor | Agreement]] = {}
        for reading in readings:
            article = reading.article.id
            for statement in reading.statements:
                who = statement.speaker.actor.name if statement.speaker else ""
                self._statements[statement.id] = statement.text, who
                if statement.id in held:
                    self._held[statement.id] = statement, reading.article.text
            for subject, entity in entities_in(reading).items():
                if subject not in first or article < first[subject][0]:
                    first[subject] = article, entity
        found = [entity for _, entity in first.values()]
        self._actors = {one.id: one for one in found if isinstance(one, Actor)}
        self._agreements = {one.id: one for one in found if isinstance(one, Agreement)}
        self._identifiers = identifiers or self._own_identifiers

    def fit(self, correction: Correction) -> Applied | str:
        """Match `correction` to its objects; return the reason as a string if it does not fit."""
        subject, what = correction.subject, correction.object
        if correction.is_of_statement:
            return self._fit_statement(correction)
        if correction.is_of_position:
            return self._fit_position(correction)
        if correction.is_of_agreement:
            return self._fit_agreement(correction)
        actor, agreement = self._actors.get(subject), self._agreements.get(subject)
        if correction.kind is CorrectionKind.RENAME:
            entities: tuple[Actor | Agreement, ...] = tuple(one for one in (actor, agreement) if one)
            return Applied(correction, entities=entities) if entities else self._no_entity(subject)
        result = self._actors.get(what)
        if actor is None or result is None:
            return self._no_actor(subject if actor is None else what)
        return Applied(correction, entities=(actor,), result=result)

    def _fit_statement(self, correction: Correction) -> Applied | str:
        subject, what = correction.subject, correction.object
        if subject not in self._statements:
            return f"there is no statement {subject}; its article may have changed."
        said, who = self._statements[subject]
        found = Applied(correction, said, speaker=who)
        if correction.kind is CorrectionKind.SPEAKER:
            speaker = self._speaker(what)
            return replace(found, result=speaker) if speaker else self._no_actor(what)
        if correction.kind is CorrectionKind.STATEMENT_WORDS:
            statement, text = self._held[subject]
            cut = cut_of(text, read_places(what))
            if cut is None:
                return f"there are no words at {what} in the article of the statement {subject}."
            self.cuts[subject] = cut
            self._held[subject] = replace(statement, content=cut.content), text
            return replace(found, words=cut.text)
        return found

    def _fit_agreement(self, correction: Correction) -> Applied | str:
        (identifier, key), what = correction.statement_and_position, correction.object
        if identifier not in self._held:
            return f"there is no statement {identifier}; its article may have changed."
        statement, _ = self._held[identifier]
        if not any(one.agreement.id == key for one in statement.agreements):
            return f"the statement {identifier} does not refer to “{key}”."
        result = self._agreements.get(what) if what else None
        if what and result is None:
            return self._no_entity(what)
        return Applied(correction, statement.text, result=result)

    def _fit_position(self, correction: Correction) -> Applied | str:
        """Like `fit`; the corrected position is then in `positions`."""
        (identifier, key), what = correction.statement_and_position, correction.object
        if identifier not in self._held:
            return f"there is no statement {identifier}; its article may have changed."
        statement, text = self._held[identifier]
        position = next((one for one in statement.positions if one.id == key), None)
        if position is None:
            return (
                f"the statement {identifier} has no position {key}; it may be read otherwise now. "
                f"“kg correct position {identifier}” lists those that it has."
            )
        result = self._actors.get(what) or self._agreements.get(what)
        if correction.kind is not CorrectionKind.POSITION_TARGET:
            result = None
        elif result is None:
            return self._no_entity(what)
        if correction.kind is CorrectionKind.POSITION_WORDS and not find_words(text, statement.content, what):
            return f"the words “{what}” do not stand in the statement {identifier}."
        before = self.positions.get(key, position)
        if before is not None:
            self.positions[key] = correct_position(correction, before, statement, text, result, self._scheme)
            self.statement_of[key] = identifier
        return Applied(correction, statement.text, position=position, result=result)

    def _speaker(self, value: str) -> Actor | None:
        """The actor with this identifier, else with this name, else a new person with this name."""
        found = self._actors.get(value)
        if found is not None or is_identifier(value):
            return found
        person = Actor(person_id(value), value, ActorType.PERSON)
        if person.id not in self._actors and slug(value) in self._actors:
            return self._actors[slug(value)]
        return self._actors.setdefault(person.id, person)

    def _own_identifiers(self, kind: str) -> Iterable[str]:
        return sorted(self._actors if kind == ACTOR else self._agreements)

    def _no_actor(self, identifier: str) -> str:
        offer = _suggest(identifier, self._identifiers(ACTOR))
        return f"no actor has the identifier “{identifier}”{offer}."

    def _no_entity(self, identifier: str) -> str:
        offer = _suggest(identifier, chain(self._identifiers(ACTOR), self._identifiers(AGREEMENT)))
        return f"no actor or agreement has the identifier “{identifier}”{offer}."


def _suggest(identifier: str, known: Iterable[str]) -> str:
    best = process.extractOne(slug(identifier), known, scorer=fuzz.ratio, score_cutoff=_MIN_SIMILARITY)
    return f"; the nearest is “{best[0]}”" if best else ""


def _is_toward_holder(position: Position, known: _Known, corrections: Corrections) -> bool:
    """Whether the corrected `position` is one of its holder toward themselves."""
    speaker = corrections.speakers.get(known.statement_of[position.id])
    holder = speaker if speaker and position.layer is Layer.SPEECH else position.holder.actor
    target = position.target.entity
    return target is not None and corrections.entity(target).id == corrections.actor(holder).id


def _compile(
    applied: Sequence[Applied], positions: Mapping[str, Position | None], cuts: Mapping[str, Cut]
) -> Corrections:
    into: dict[str, Actor] = {}
    names: dict[str, str] = {}
    agreements: dict[str, str] = {}
    touched: dict[str, Actor] = {}
    for one in applied:
        for entity in one.entities:
            if isinstance(entity, Actor):
                touched[entity.id] = entity
        if one.correction.kind is CorrectionKind.SAME_ACTOR and isinstance(one.result, Actor):
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
            one.correction.subject: one.result if isinstance(one.result, Actor) else None
            for one in applied
            if one.correction.kind in (CorrectionKind.SPEAKER, CorrectionKind.UNNAMED_SPEAKER)
        },
        dropped=_subjects(applied, CorrectionKind.NOT_A_STATEMENT),
        cuts=cuts,
        references=_references(applied),
        accepted=_subjects(applied, CorrectionKind.STATEMENT_ACCEPTED),
        positions=positions,
    )


def _references(applied: Sequence[Applied]) -> dict[str, dict[str, Agreement | None]]:
    found: dict[str, dict[str, Agreement | None]] = {}
    for one in applied:
        if one.correction.is_of_agreement:
            statement, agreement = one.correction.statement_and_position
            meant = one.result if isinstance(one.result, Agreement) else None
            found.setdefault(statement, {})[agreement] = meant
    return found


def _subjects(applied: Sequence[Applied], kind: CorrectionKind) -> frozenset[str]:
    return frozenset(one.correction.subject for one in applied if one.correction.kind is kind)


def _speaker_mention(statement: Statement, speaker: Actor, text: str) -> ActorMention:
    """A mention of a corrected speaker: at the source, else at the first code point of the content."""
    start = statement.content[0].start
    span = statement.source[0] if statement.source else Span(start, start + 1)
    return ActorMention(span, span.of(text), speaker)
