"""Statements by places in their article: cut or widened, and added."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from kg.extract.wording import manner_of, wording
from kg.model import (
    Actor,
    ActorMention,
    Agreement,
    AgreementMention,
    ArticleReading,
    Figure,
    Manner,
    Span,
    Statement,
    StatementKind,
    Unsaid,
)
from kg.resolve.renaming import first_of_each
from kg.text.text import Text


@dataclass(frozen=True, slots=True)
class Cut:
    """The words that a statement has: where they stand, how they read, whether they are quoted."""

    content: tuple[Span, ...]
    text: str
    manner: Manner


@dataclass(frozen=True, slots=True)
class Form:
    """What of the kind of a statement, why it is not said, and its cue is another thing than was read.

    What may be None is in a tuple, which is empty where it stays as it was read.
    """

    kind: StatementKind | None = None
    unsaid: tuple[Unsaid | None, ...] = ()
    cue: tuple[Span | None, ...] = ()

    @property
    def is_other_kind(self) -> bool:
        """Whether it decides on which positions a statement takes."""
        return self.kind is not None or bool(self.unsaid)

    def applied_to(self, statement: Statement) -> Statement:
        """`statement` in this form."""
        (unsaid,) = self.unsaid or (statement.unsaid,)
        (cue,) = self.cue or (statement.cue,)
        return replace(statement, kind=self.kind or statement.kind, unsaid=unsaid, cue=cue)


def is_cue(cue: Span, raw: str) -> bool:
    """Whether there are words at `cue` in an article with the text `raw`."""
    return cue.end <= len(raw) and any(one.isalnum() for one in cue.of(raw))


def cut_of(raw: str, content: tuple[Span, ...]) -> Cut | None:
    """The words at the places `content` of an article with the text `raw`; None if there are none."""
    if not content or content[-1].end > len(raw):
        return None
    if not all(any(one.isalnum() for one in span.of(raw)) for span in content):
        return None
    text = Text(raw)
    manner = manner_of(text.words, content)
    found = wording(text.written, text.view, content, manner)
    return Cut(content, found, manner) if found else None


def cut_statement(statement: Statement, cut: Cut, reading: ArticleReading) -> Statement:
    """`statement` with the words of `cut`, and with what `reading`, that of its article, tells of these.

    Positions toward words that are cut away are gone.
    """
    inside = [one for one in reading.mentions if _is_inside(one.span, cut.content)]
    others = [one for one in inside if not isinstance(one, AgreementMention)]
    agreements = [one for one in inside if isinstance(one, AgreementMention)]
    figures = (*statement.figures, *reading.figures)
    return replace(
        statement,
        content=cut.content,
        text=cut.text,
        manner=cut.manner,
        mentions=first_of_each(others),
        agreements=first_of_each(agreements),
        figures=_in_order(one for one in figures if _is_inside(one.span, cut.content)),
        positions=tuple(
            one
            for one in statement.positions
            if _is_inside(one.target.span, cut.content) or not _is_inside(one.target.span, statement.content)
        ),
    )


def add_statement(identifier: str, source: tuple[Span, ...], cut: Cut, reading: ArticleReading) -> Statement:
    """The statement with the words of `cut`, which `reading`, that of its article, does not have.

    It is sure, and nobody has said it yet; `source` are the words that name who has.
    """
    empty = Statement(
        id=identifier,
        text=cut.text,
        content=cut.content,
        cue=None,
        source=source,
        source_inherited=False,
        manner=cut.manner,
        confidence=1.0,
        article=reading.article.id,
        figures=tuple(figure for one in reading.statements for figure in one.figures),
    )
    return cut_statement(empty, cut, reading)


def with_added(reading: ArticleReading, added: Sequence[Statement]) -> ArticleReading:
    """`reading` with the statements that are `added`, each perhaps within another one and around others."""
    statements = list(reading.statements)
    for new in added:
        new = replace(new, within=_innermost_around(new.content, statements))
        statements = [
            replace(one, within=new.id)
            if one.within == new.within and _is_around(new.content, one.content)
            else one
            for one in statements
        ]
        statements.append(new)
    return replace(reading, statements=tuple(sorted(statements, key=lambda one: one.content[0])))


def speaker_mention(statement: Statement, speaker: Actor, text: str) -> ActorMention:
    """A mention of a corrected speaker: at the source, else at the first code point of the content."""
    start = statement.content[0].start
    span = statement.source[0] if statement.source else Span(start, start + 1)
    return ActorMention(span, span.of(text), speaker)


def refer_otherwise(statement: Statement, meant: Mapping[str, Agreement | None]) -> Statement:
    """`statement` with the agreements that are `meant` where others, or none (None), were read."""
    agreements = []
    for one in statement.agreements:
        agreement = meant.get(one.agreement.id, one.agreement)
        if agreement is one.agreement:
            agreements.append(one)
        elif agreement is not None:
            agreements.append(replace(one, agreement=agreement, confidence=1.0, status=None))
    return replace(statement, agreements=first_of_each(agreements))


def own_figures(
    reading: ArticleReading, cuts: Mapping[str, Cut], added: Set[str] = frozenset()
) -> tuple[Figure, ...]:
    """The figures that stand in no statement, once the statements have the words of `cuts`.

    `added` are the identifiers of those that were not read.
    """
    changed = [one for one in reading.statements if one.id in cuts or one.id in added]
    if not changed:
        return reading.figures
    found = [*reading.figures, *(figure for one in changed for figure in one.figures)]
    said = [span for one in reading.statements for span in _content_of(one, cuts)]
    return _in_order(one for one in found if not any(_overlaps(one.span, span) for span in said))


def _content_of(statement: Statement, cuts: Mapping[str, Cut]) -> tuple[Span, ...]:
    return cuts[statement.id].content if statement.id in cuts else statement.content


def _innermost_around(content: Sequence[Span], statements: Iterable[Statement]) -> str | None:
    """The identifier of the shortest statement in whose words those at `content` stand; None if none is."""
    around = [one for one in statements if _is_around(one.content, content)]
    found = min(
        around, key=lambda one: (sum(span.end - span.start for span in one.content), one.id), default=None
    )
    return found.id if found else None


def _is_around(outer: Sequence[Span], inner: Sequence[Span]) -> bool:
    return tuple(outer) != tuple(inner) and all(_is_inside(one, outer) for one in inner)


def _in_order(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    return tuple(sorted(dict.fromkeys(figures), key=lambda one: one.span))


def _is_inside(span: Span, content: Sequence[Span]) -> bool:
    return any(one.contains(span) for one in content)


def _overlaps(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
