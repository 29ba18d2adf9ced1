"""Subjects: what a correction can be about, such as “actor jane-doe”, and what a reading tells of them."""

from collections.abc import Iterator

from kg.archive.corrections.correction_file import ADDED_POSITIONS, Correction, CorrectionKind, is_identifier
from kg.archive.corrections.correction_objects import AddedPosition
from kg.language.folding import slug
from kg.language.personal_names import person_id
from kg.model import Actor, ActorMention, Agreement, AgreementMention, ArticleReading, Mention, Span
from kg.resolve.renaming import Renaming

ACTOR, AGREEMENT, STATEMENT, ARTICLE = "actor", "agreement", "statement", "article"


def subject_of(kind: str, identifier: str) -> str:
    """The word for an actor, agreement, statement or article."""
    return f"{kind} {identifier}"


def named_by(correction: Correction) -> Iterator[str]:
    """The subjects that decide whether a correction fits, and what it does."""
    what = correction.object
    if correction.statement:
        yield subject_of(STATEMENT, correction.statement)
    else:
        yield subject_of(ACTOR, correction.subject)
    if correction.article:
        yield subject_of(ARTICLE, correction.article)
    if correction.kind in ADDED_POSITIONS and (holder := AddedPosition.parse(what).holder):
        yield subject_of(ACTOR, holder)
    if correction.kind is CorrectionKind.RENAME:
        yield subject_of(AGREEMENT, correction.subject)
    elif correction.kind is CorrectionKind.SAME_AGREEMENT:
        yield from (subject_of(AGREEMENT, correction.subject), subject_of(AGREEMENT, what))
    elif correction.kind is CorrectionKind.AGREEMENT:
        yield subject_of(AGREEMENT, what)
    elif correction.kind is CorrectionKind.POSITION_ADDED:
        target = AddedPosition.parse(what).target
        yield from (subject_of(ACTOR, target), subject_of(AGREEMENT, target))
    elif correction.kind is CorrectionKind.POSITION_TARGET:
        yield from (subject_of(ACTOR, what), subject_of(AGREEMENT, what))
    elif correction.kind is CorrectionKind.SAME_ACTOR or (
        correction.kind is CorrectionKind.SPEAKER and is_identifier(what)
    ):
        yield subject_of(ACTOR, what)
    elif correction.kind is CorrectionKind.SPEAKER:
        yield from (
            subject_of(ACTOR, what),
            subject_of(ACTOR, person_id(what)),
            subject_of(ACTOR, slug(what)),
        )


def entities_in(reading: ArticleReading) -> dict[str, Actor | Agreement]:
    """All actors and agreements that an article tells of, by their subjects; members of groups, too."""
    found: dict[str, Actor | Agreement] = {}

    def note_actor(actor: Actor) -> Actor:
        for one in (actor, *actor.members):
            found.setdefault(subject_of(ACTOR, one.id), one)
        return actor

    def note_agreement(agreement: Agreement) -> Agreement:
        found.setdefault(subject_of(AGREEMENT, agreement.id), agreement)
        return agreement

    Renaming(actor=note_actor, agreement=note_agreement).reading(reading)
    return found


def subjects_in(reading: ArticleReading) -> set[str]:
    """All subjects that an article tells of."""
    statements = (subject_of(STATEMENT, one.id) for one in reading.statements)
    return {*entities_in(reading), *statements, subject_of(ARTICLE, reading.article.id)}


def only(reading: ArticleReading, subject: str) -> ArticleReading:
    """A reading of the same article with little but what corrections need of one `subject` of it.

    To add a statement to an article they need all of it.
    """
    if subject == subject_of(ARTICLE, reading.article.id):
        return reading
    said = tuple(one for one in reading.statements if subject_of(STATEMENT, one.id) == subject)
    entity = entities_in(reading).get(subject)
    mentions: tuple[Mention, ...] = ()
    if isinstance(entity, Actor):
        mentions = (ActorMention(Span(0, 1), entity.name, entity),)
    elif entity:
        mentions = (AgreementMention(Span(0, 1), entity.name, entity),)
    return ArticleReading(reading.article, said, mentions)
