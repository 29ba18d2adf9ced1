"""Statements and articles as the library gives them, of a reading and of a graph alike."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Self, overload

from msgspec import Struct

from kg import model
from kg.acts.scheme import NO_POSITION
from kg.graph import LEAST_SHOWN
from kg.graph.fragments import cite, span_of
from kg.questions import frames, notebook
from kg.questions.statement_table import statement_arrow

if TYPE_CHECKING:
    import pandas
    import polars

    from kg.graph.reader.article_rows import ArticleText
    from kg.graph.reader.node_rows import Node
    from kg.graph.reader.position_rows import PositionRow
    from kg.graph.reader.statement_rows import EvidenceRow, StatementRow


class Named(Struct, frozen=True, order=True):
    """An actor or agreement that a statement names; `type` is "person", "agreement" and the like."""

    name: str
    id: str
    type: str

    def __str__(self) -> str:
        return self.name


class Maybe(Struct, frozen=True):
    """Who may be the speaker, with the probability, from 0 to 1."""

    name: str
    id: str
    type: str
    confidence: float

    def __str__(self) -> str:
        return f"{self.name} ({self.confidence:.2f})"


class Stand(Struct, frozen=True, kw_only=True):
    """A position that a statement expresses (docs/positions.md).

    `target_id` is None where the target is a course of action, in the words of the article. `layer` is
    "speech" where the holder takes it by speaking, "content" where the statement tells it of the holder.
    """

    holder: str
    holder_id: str
    act: str
    polarity: str
    target: str
    target_id: str | None
    condition: str | None
    layer: str
    confidence: float

    def __str__(self) -> str:
        condition = f", if: {self.condition}" if self.condition else ""
        return f"{self.holder}: {self.act}, {self.polarity} {self.target}{condition} ({self.confidence:.2f})"


class Statement(Struct, frozen=True, kw_only=True):
    """One statement: who said what, where in which article, and how surely. None is what is not known.

    The names are those of the record (docs/records.md). Offsets are code points of the article's text.
    """

    id: str
    text: str
    """The wording, without its outer quotation marks."""
    speaker: str | None = None
    speaker_id: str | None = None
    speaker_type: str | None = None
    """person, organisation, government, group or unnamed."""
    speaker_confidence: float | None = None
    """How surely the speaker is who they are, from 0 to 1."""
    candidates: tuple[Maybe, ...] = ()
    """Who may be the speaker where nobody is sure enough, the most likely first."""
    confidence: float
    """How surely the words are a statement, from 0 to 1."""
    kind: str
    """speech, attitude or act."""
    unsaid: str | None = None
    """None where it was said, else negated, refused, hypothetical, question or future."""
    manner: str
    """direct, indirect or mixed."""
    cue: str | None = None
    addressee: str | None = None
    medium: str | None = None
    occasion: str | None = None
    said_on: str | None = None
    """When it was said, in ISO 8601, as precise as the article tells: a day, week, month or year."""
    said_from: date | None = None
    """The first day on which it can have been said."""
    published_on: date | None = None
    title: str | None = None
    publisher: str | None = None
    document: str
    """The path or address by which the article is cited."""
    content: tuple[model.Span, ...]
    """Where its words stand."""
    within: str | None = None
    """The identifier of the statement in whose content it stands: it is known on that speaker's word."""
    agreements: tuple[Named, ...] = ()
    mentions: tuple[Named, ...] = ()
    """The actors that it names, by name."""
    positions: tuple[Stand, ...] = ()
    less_sure_positions: tuple[Stand, ...] = ()
    """Positions of a confidence below 0.65."""
    by_hand: str | None = None
    """accepted, corrected or added, where a person has done so (docs/corrections.md)."""
    reviewed_by: str | None = None
    reviewed_on: date | None = None

    @classmethod
    def of_reading(cls, one: model.Statement, article: model.Article) -> Self:
        """The statement `one` of `article`, resolved from this article alone."""
        speaker, when = one.speaker, one.said_on.date if one.said_on else None
        actors = {mention.entity for mention in one.mentions if isinstance(mention.entity, model.Actor)}
        # What an article only states is no position, in no graph either.
        held = (position for position in one.positions if position.act != NO_POSITION)
        stands = _ordered(_stand_of_reading(position, article) for position in held)
        return cls(
            id=one.id,
            text=one.text,
            speaker=speaker.actor.name if speaker else None,
            speaker_id=speaker.actor.id if speaker else None,
            speaker_type=speaker.actor.type.value if speaker else None,
            speaker_confidence=speaker.confidence if speaker else None,
            candidates=tuple(
                Maybe(who.actor.name, who.actor.id, who.actor.type.value, who.confidence)
                for who in one.candidates
            ),
            confidence=one.confidence,
            kind=one.kind.value,
            unsaid=one.unsaid.value if one.unsaid else None,
            manner=one.manner.value,
            cue=one.cue.of(article.text) if one.cue else None,
            addressee=one.addressee.actor.name if one.addressee else None,
            medium=one.medium.name if one.medium else None,
            occasion=one.occasion.name if one.occasion else None,
            said_on=when.iso if when and when.has_year else None,
            said_from=when.first_day if when and when.has_year else None,
            published_on=article.published_on,
            title=article.title,
            publisher=article.publisher,
            document=article.path,
            content=one.content,
            within=one.within,
            agreements=_sorted(
                Named(own.agreement.name, own.agreement.id, "agreement") for own in one.agreements
            ),
            mentions=_sorted(Named(own.name, own.id, own.type.value) for own in actors),
            positions=_sure(stands),
            less_sure_positions=_sure(stands, False),
        )

    @classmethod
    def of_graph(cls, row: "StatementRow", evidence: "Iterable[EvidenceRow]") -> Self:
        """The statement of a graph with this row; `evidence` are its words."""
        speaker, article = row.speaker, row.article
        stands = _ordered(map(_stand_of_graph, row.stands))
        content = tuple(one.span for one in evidence if one.role == "content")
        return cls(
            id=row.id,
            text=row.text,
            speaker=speaker.name if speaker else None,
            speaker_id=speaker.id if speaker else None,
            speaker_type=speaker.type if speaker else None,
            speaker_confidence=row.speaker_confidence if speaker else None,
            candidates=tuple(
                Maybe(who.node.name, who.node.id, who.node.type, who.confidence) for who in row.candidates
            ),
            confidence=row.confidence,
            kind=row.kind.value,
            unsaid=row.unsaid.value if row.unsaid else None,
            manner=row.manner,
            cue=row.cue or None,
            addressee=row.addressee.name if row.addressee else None,
            medium=row.medium or None,
            occasion=row.occasion or None,
            said_on=row.said_on or None,
            said_from=_day(row.first_day),
            published_on=_day(article.published),
            title=article.headline or None,
            publisher=article.outlet or None,
            document=article.path,
            content=content or (span_of(row.place),),
            within=row.within or None,
            agreements=_named(row.mentions, "agreement"),
            mentions=_named(row.mentions, "actor"),
            positions=_sure(stands),
            less_sure_positions=_sure(stands, False),
            by_hand=row.by_hand or None,
            reviewed_by=row.reviewed_by or None,
            reviewed_on=_day(row.reviewed_on),
        )

    @property
    def start(self) -> int:
        """The offset of the first code point of its content."""
        return self.content[0].start

    @property
    def end(self) -> int:
        """The offset after the last code point of its content."""
        return self.content[-1].end

    @property
    def cite(self) -> str:
        """Where it stands: `PATH:START-END`."""
        return cite(self.document, model.Span(self.start, self.end))

    def _repr_html_(self) -> str:
        return notebook.statement_html(self)


class Statements:
    """Statements in a fixed order; iterating reads those of a graph in portions.

    `understood` says in a sentence what was asked for, `notes` what was taken for a slip or left out. A
    notebook shows the first rows.
    """

    def __init__(
        self,
        keys: Sequence[Any],
        read: Callable[[Sequence[Any]], Iterable[Statement]] = iter,
        *,
        understood: str | None = None,
        notes: Sequence[str] = (),
    ) -> None:
        """The statements that `read` gives for `keys`, one for each."""
        self._keys, self._read = keys, read
        self.understood, self.notes = understood, list(notes)

    def __iter__(self) -> Iterator[Statement]:
        return iter(self._read(self._keys))

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, place: int) -> Statement: ...
    @overload
    def __getitem__(self, place: slice) -> "Statements": ...
    def __getitem__(self, place: int | slice) -> "Statement | Statements":
        if isinstance(place, slice):
            return Statements(self._keys[place], self._read, understood=self.understood, notes=self.notes)
        return next(iter(self._read([self._keys[place]])))

    def to_pandas(self) -> "pandas.DataFrame":
        """A data frame of pandas, a row for each. Raises `UsageError` if pandas is not installed."""
        return frames.to_pandas(statement_arrow(self))

    def to_polars(self) -> "polars.DataFrame":
        """A data frame of Polars, a row for each. Raises `UsageError` if Polars is not installed."""
        return frames.to_polars(statement_arrow(self))

    def __repr__(self) -> str:
        return f"<{len(self)} statement{'' if len(self) == 1 else 's'}>"

    def _repr_html_(self) -> str:
        return notebook.statements_html(
            self[: notebook.MOST_ROWS], in_all=len(self), understood=self.understood, notes=self.notes
        )


class Article(Struct, frozen=True, kw_only=True):
    """An article with everything said in it, in the order of its text. None is what is not known.

    A notebook shows the text with the statements marked.
    """

    document: str
    """The path or address by which it is cited."""
    text: str
    title: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    url: str | None = None
    statements: Statements

    @classmethod
    def of_reading(cls, reading: model.ArticleReading) -> Self:
        """What was read of one article, resolved from this article alone."""
        own = reading.article
        return cls(
            document=own.path,
            text=own.text,
            title=own.title,
            publisher=own.publisher,
            published_on=own.published_on,
            url=own.url,
            statements=Statements([Statement.of_reading(one, own) for one in reading.statements]),
        )

    @classmethod
    def of_graph(cls, text: "ArticleText") -> Self:
        """An article of a graph."""
        own = text.article
        return cls(
            document=own.path,
            text=text.body,
            title=own.headline or None,
            publisher=own.outlet or None,
            published_on=_day(own.published),
            url=text.url or None,
            statements=Statements(
                [Statement.of_graph(one, text.evidence[one.iri]) for one in text.statements]
            ),
        )

    def _repr_html_(self) -> str:
        return notebook.article_html(self)


def _stand_of_reading(one: model.Position, article: model.Article) -> Stand:
    holder, target = one.holder.actor, one.target.entity
    return Stand(
        holder=holder.name,
        holder_id=holder.id,
        act=one.act,
        polarity=one.polarity.value,
        target=target.name if target else " ".join(one.target.text.split()),
        target_id=target.id if target else None,
        condition=" ".join(one.condition.of(article.text).split()) if one.condition else None,
        layer=one.layer.value,
        confidence=one.confidence,
    )


def _stand_of_graph(one: "PositionRow") -> Stand:
    return Stand(
        holder=one.holder.name,
        holder_id=one.holder.id,
        act=one.act,
        polarity=one.polarity.value,
        target=one.target.name,
        target_id=one.target.id if one.target.kind != "course" else None,
        condition=one.condition or None,
        layer=one.layer.value,
        confidence=one.confidence,
    )


def _ordered(stands: Iterable[Stand]) -> list[Stand]:
    """By speaking first, then the surest."""
    return sorted(
        stands, key=lambda one: (one.layer == model.Layer.CONTENT, -one.confidence, one.act, one.target)
    )


def _sure(stands: list[Stand], sure: bool = True) -> tuple[Stand, ...]:
    return tuple(one for one in stands if (one.confidence >= LEAST_SHOWN) == sure)


def _named(nodes: "Iterable[Node]", kind: str) -> tuple[Named, ...]:
    return _sorted(Named(one.name, one.id, one.type) for one in nodes if one.kind == kind)


def _sorted(names: Iterable[Named]) -> tuple[Named, ...]:
    return tuple(sorted(set(names)))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
