"""Each correction beside what it is about: what the articles tell of that, or why it does not fit."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from rapidfuzz import fuzz, process

from kg.acts.scheme import Scheme
from kg.archive.corrections.correction_file import ADDED_POSITIONS, Correction, CorrectionKind, is_identifier
from kg.archive.corrections.correction_objects import (
    AddedPosition,
    AddedStatement,
    read_cue,
    read_places,
    read_unsaid,
)
from kg.archive.corrections.position_fit import (
    acts_of_positions,
    add_position,
    correct_position,
    find_words,
    holder_mention,
    is_taken,
)
from kg.archive.corrections.statement_fit import Cut, Form, add_statement, cut_of, is_cue, speaker_mention
from kg.archive.corrections.subjects import ACTOR, AGREEMENT, entities_in
from kg.language.folding import slug
from kg.language.personal_names import person_id
from kg.model import (
    Actor,
    ActorMention,
    ActorType,
    Agreement,
    ArticleReading,
    Position,
    Statement,
    StatementKind,
)

# The minimum similarity (rapidfuzz's ratio, 0 to 100) of a suggested identifier.
_MIN_SIMILARITY = 75
# Kinds that take more of a statement than its wording to fit.
_LOOKING = frozenset(
    {
        CorrectionKind.STATEMENT_WORDS,
        CorrectionKind.STATEMENT_KIND,
        CorrectionKind.STATEMENT_UNSAID,
        CorrectionKind.STATEMENT_CUE,
    }
)
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


class Known:
    """The actors, agreements and statements of the archive, and the positions as corrected so far."""

    def __init__(
        self,
        readings: Iterable[ArticleReading],
        corrections: Sequence[Correction],
        scheme: Scheme,
        identifiers: Identifiers | None,
    ) -> None:
        """`readings` and `identifiers` are those of `fit_corrections`."""
        self.positions: dict[str, Position | None] = {}
        self.cuts: dict[str, Cut] = {}
        self.forms: dict[str, Form] = {}
        self.added: dict[str, Statement] = {}
        """The statements that are added, by identifier."""
        self.references: dict[str, dict[str, Agreement | None]] = {}
        """By statement, which agreement is meant where another one was read."""
        self.statement_of: dict[str, str] = {}
        self._kept: dict[str, str] = {}
        self._scheme = scheme
        self._looked_into = {one.statement for one in corrections if _looks_into(one)}
        self._speakers: dict[str, Actor | None] = {}
        self._held: dict[str, tuple[Statement, str]] = {}
        self._statements: dict[str, tuple[str, str]] = {}
        self._articles: dict[str, ArticleReading] = {}
        wanted = {one.article for one in corrections if one.article}
        first: dict[str, tuple[str, Actor | Agreement]] = {}
        for reading in readings:
            article = reading.article.id
            for statement in reading.statements:
                self._know(statement, reading.article.text)
            if article in wanted and _is_more(reading, self._articles.get(article)):
                self._articles[article] = reading
            for subject, entity in entities_in(reading).items():
                if subject not in first or article < first[subject][0]:
                    first[subject] = article, entity
        found = [entity for _, entity in first.values()]
        self._actors = {one.id: one for one in found if isinstance(one, Actor)}
        self._agreements = {one.id: one for one in found if isinstance(one, Agreement)}
        self._identifiers = identifiers or self._own_identifiers

    def _know(self, statement: Statement, text: str) -> None:
        who = statement.speaker.actor.name if statement.speaker else ""
        self._statements[statement.id] = statement.text, who
        if statement.id in self._looked_into:
            self._held[statement.id] = statement, text

    def voided(self) -> frozenset[str]:
        """The positions that statements do not take by their corrected kind, and nobody has corrected."""
        return frozenset(
            one.id
            for identifier, form in self.forms.items()
            if form.is_other_kind
            for one in self._held[identifier][0].positions
            if one.id not in self.positions
            and not is_taken(one, form.applied_to(self._held[identifier][0]), self._scheme)
        )

    def fit(self, correction: Correction) -> Applied | str:
        """Match `correction` to its objects; return the reason as a string if it does not fit."""
        subject, what = correction.subject, correction.object
        if correction.kind is CorrectionKind.STATEMENT_ADDED:
            return self._fit_added_statement(correction)
        if correction.kind in ADDED_POSITIONS:
            return self._fit_added_position(correction)
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
        if correction.kind is CorrectionKind.SAME_AGREEMENT:
            kept = self._agreements.get(what)
            if agreement is None or kept is None:
                return self._no_agreement(subject if agreement is None else what)
            self._kept[subject] = what
            return Applied(correction, entities=(agreement,), result=kept)
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
            if speaker is None:
                return self._no_actor(what)
            self._speakers[subject] = speaker
            return replace(found, result=speaker)
        if correction.kind is CorrectionKind.UNNAMED_SPEAKER:
            self._speakers[subject] = None
        if correction.kind is CorrectionKind.STATEMENT_WORDS:
            statement, text = self._held[subject]
            cut = cut_of(text, read_places(what))
            if cut is None:
                return f"there are no words at {what} in the article of the statement {subject}."
            self.cuts[subject] = cut
            self._held[subject] = replace(statement, content=cut.content), text
            return replace(found, words=cut.text)
        return self._fit_form(correction, found)

    def _fit_form(self, correction: Correction, found: Applied) -> Applied | str:
        """Like `fit`, for the kind of a statement, why it is not said, and its cue; else `found`."""
        subject, what = correction.subject, correction.object
        form = self.forms.get(subject, Form())
        if correction.kind is CorrectionKind.STATEMENT_KIND:
            self.forms[subject] = replace(form, kind=StatementKind(what))
        elif correction.kind is CorrectionKind.STATEMENT_UNSAID:
            self.forms[subject] = replace(form, unsaid=(read_unsaid(what),))
        elif correction.kind is CorrectionKind.STATEMENT_CUE:
            cue, (_, text) = read_cue(what), self._held[subject]
            if cue is not None and not is_cue(cue, text):
                return f"there are no words at {what} in the article of the statement {subject}."
            self.forms[subject] = replace(form, cue=(cue,))
            return replace(found, words=" ".join(cue.of(text).split()) if cue else what)
        return found

    def _fit_added_statement(self, correction: Correction) -> Applied | str:
        """Like `fit`; the statement is then one of those that are known, and in `added`."""
        subject, what = correction.subject, AddedStatement.parse(correction.object)
        reading = self._articles.get(what.article)
        if reading is None:
            return f"there is no article {what.article}; its text may have changed, or it was removed."
        text = reading.article.text
        cut = cut_of(text, what.content)
        if cut is None or any(one.end > len(text) for one in what.source):
            places = correction.object.partition(" ")[2]
            return f"there are no words at {places} in the article {what.article}."
        for one in reading.statements:
            if one.id == subject or one.content == what.content:
                return f"these words are a statement already: {one.id}."
        statement = add_statement(subject, what.source, cut, reading)
        self.added[subject] = statement
        self._know(statement, text)
        return Applied(correction, cut.text)

    def _fit_added_position(self, correction: Correction) -> Applied | str:
        """Like `fit`; the position is then one of its statement, and in `positions`."""
        (identifier, key), what = correction.statement_and_position, AddedPosition.parse(correction.object)
        if identifier not in self._held:
            return f"there is no statement {identifier}; its article may have changed."
        statement, text = self._held[identifier]
        if any(one.id == key for one in statement.positions):
            return f"the statement {identifier} has a position {key} already."
        holder = self._holder_of(what, statement, text)
        if isinstance(holder, str):
            return holder
        if what.act not in acts_of_positions(self._scheme):
            acts = ", ".join(acts_of_positions(self._scheme))
            return f"“{what.act}” is no act of a position; there are {acts}."
        result = self._actors.get(what.target) or self._agreements.get(what.target)
        if correction.kind is CorrectionKind.POSITION_ADDED_WORDS:
            result = None
        elif result is None:
            return self._no_entity(what.target)
        position = add_position(key, what, statement, text, holder, result, self._scheme)
        if position is None:
            return f"the words “{what.target}” do not stand in the statement {identifier}."
        self._held[identifier] = replace(statement, positions=(*statement.positions, position)), text
        self.positions[key] = position
        self.statement_of[key] = identifier
        words = "" if result else position.target.text
        return Applied(correction, statement.text, position=position, result=result, words=words or None)

    def _holder_of(self, what: AddedPosition, statement: Statement, text: str) -> ActorMention | str:
        """Who holds a position that is added, or why nobody does."""
        if not what.holder:
            speaker = self._speaker_of(statement, text)
            return speaker or f"the statement {statement.id} has no speaker who would take the position."
        actor = self._actors.get(what.holder)
        return holder_mention(statement, actor, text) if actor else self._no_actor(what.holder)

    def _speaker_of(self, statement: Statement, text: str) -> ActorMention | None:
        """Who speaks, as corrected."""
        if statement.id not in self._speakers:
            return statement.speaker
        who = self._speakers[statement.id]
        return speaker_mention(statement, who, text) if who else None

    def _fit_agreement(self, correction: Correction) -> Applied | str:
        (identifier, key), what = correction.statement_and_position, correction.object
        if identifier not in self._held:
            return f"there is no statement {identifier}; its article may have changed."
        statement, _ = self._held[identifier]
        read = [one.agreement.id for one in statement.agreements]
        named = [one for one in read if key in (one, self._kept_of(one))]
        if not named:
            return f"the statement {identifier} does not refer to “{key}”."
        result = self._agreements.get(what) if what else None
        if what and result is None:
            return self._no_agreement(what)
        self.references.setdefault(identifier, {}).update(dict.fromkeys(named, result))
        return Applied(correction, statement.text, result=result)

    def _kept_of(self, agreement: str) -> str:
        """The identifier that an agreement has after the merges."""
        while agreement in self._kept:
            agreement = self._kept[agreement]
        return agreement

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

    def _no_agreement(self, identifier: str) -> str:
        offer = _suggest(identifier, self._identifiers(AGREEMENT))
        return f"no agreement has the identifier “{identifier}”{offer}."

    def _no_entity(self, identifier: str) -> str:
        offer = _suggest(identifier, chain(self._identifiers(ACTOR), self._identifiers(AGREEMENT)))
        return f"no actor or agreement has the identifier “{identifier}”{offer}."


def _suggest(identifier: str, known: Iterable[str]) -> str:
    best = process.extractOne(slug(identifier), known, scorer=fuzz.ratio, score_cutoff=_MIN_SIMILARITY)
    return f"; the nearest is “{best[0]}”" if best else ""


def _looks_into(correction: Correction) -> bool:
    """Whether it takes more than the wording of a statement to fit it."""
    is_of_part = correction.is_of_position or correction.is_of_agreement
    return is_of_part or correction.kind in _LOOKING


def _is_more(reading: ArticleReading, known: ArticleReading | None) -> bool:
    """Whether `reading` is the first of its article, or the whole of it: small ones have no paragraphs."""
    return known is None or len(reading.paragraphs) > len(known.paragraphs)
