"""Reports of figures: what is kept of each figure of a reading to compare it with others."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kg.language.figure_words import figure_words
from kg.language.folding import words_of
from kg.language.lexicon import lexicon, singular
from kg.language.stems import stem
from kg.model import (
    Article,
    ArticleReading,
    Figure,
    FigureContext,
    Mention,
    PlaceMention,
    Span,
    Statement,
)
from kg.text.span_index import SpanIndex

# Least number of a figure without an outcome.
_LEAST_ALONE = 10
# "About 100" is 90 to 110.
_TOLERANCE = 0.1
# "Over 70" says no more than so many times 70; "hundreds" is less than a thousand.
_OPEN, _OPEN_VAGUE = 1.5, 5.0


@dataclass(frozen=True, slots=True)
class CountedKey:
    """What is counted: its kind, else the stem of its head; whose side; its other words, by stems."""

    kind: str
    affiliations: frozenset[str]
    words: frozenset[str]

    @property
    def name(self) -> str:
        """The key in words: "france soldiers"."""
        affiliations = sorted(name.lower() for name in self.affiliations)
        return " ".join((*affiliations, *sorted(self.words), self.kind))


@dataclass(frozen=True, slots=True)
class Report:
    """A figure, who gives it, and when and where.

    `place` is its statement, else its article, and its number there. `source` is the speaker, or the article
    where it says so itself; None where that is not sure. `context` is the wording and sentence of `figure`.
    `places` are those that the sentence names, without countries.
    """

    place: tuple[str, int]
    article: str
    source: str | None
    published: date | None
    key: CountedKey
    figure: Figure
    context: FigureContext
    least: float | None
    most: float | None
    effective: tuple[float, float]
    named: frozenset[str]
    places: frozenset[str]

    @property
    def outcome(self) -> str | None:
        """What happened to the counted."""
        return self.figure.outcome

    @property
    def name(self) -> str:
        """The place in one word."""
        owner, number = self.place
        return f"{owner}/{number}"

    @property
    def is_open(self) -> bool:
        """Whether a bound is not given."""
        return self.least is None or self.most is None

    @property
    def range(self) -> tuple[float, float]:
        """The least and the greatest number that the words allow."""
        return self.least or 0.0, float("inf") if self.most is None else self.most

    @property
    def written(self) -> date | None:
        """The day of publication, else the latest day that the article names."""
        return self.published or self.context.latest


def reports_of(reading: ArticleReading) -> Iterator[Report]:
    """The reports of what was said as speech in `reading`, and of what its article says itself."""
    article, mentions = reading.article, SpanIndex(reading.mentions, lambda one: one.span)
    for statement in reading.statements:
        if not statement.is_said_speech:
            continue
        source = statement.speaker.actor.id if statement.speaker else None
        mentioned = frozenset(one.entity.id for one in (*statement.mentions, *statement.agreements))
        for number, figure in enumerate(statement.figures):
            if _is_comparable(figure):
                nearby = _in_sentence(figure, mentions)
                yield _report((statement.id, number), source, figure, article, mentioned, nearby)
    for number, figure in enumerate(reading.figures):
        if _is_comparable(figure):
            nearby = _in_sentence(figure, mentions)
            mentioned = frozenset(one.entity.id for one in nearby)
            own = None if _is_beside_statement(figure, reading.statements) else article.id
            yield _report((article.id, number), own, figure, article, mentioned, nearby)


def counted_key(figure: Figure) -> CountedKey:
    """The parts by which what `figure` counts is compared; "13" of "13 were killed" counts people."""
    known = figure_words()
    words = words_of(figure.counted) or ["people"]
    head = singular(words[-1].lower())
    affiliations: set[str] = set()
    others: set[str] = set()
    for part in (part for word in words[:-1] for part in word.split("-")):
        country = lexicon().country_of(part)
        if country or part.lower() in known.affiliations:
            affiliations.add(country.name if country else part.lower())
        elif part.lower() not in known.passive:
            others.add(stem(part.lower()))
    country = lexicon().country_of(singular(words[-1]))
    affiliations |= {country.name} if country else set()
    kind = "people" if country else known.kinds.get(head) or stem(head)
    if figure.outcome in known.whoever and kind == "civilians":
        kind = "people"
    return CountedKey(kind, frozenset(affiliations), frozenset(others))


def number_of_figure(figure: Figure) -> float:
    """The number that the figure names: the upper bound, else the lower one."""
    return figure.most if figure.most is not None else figure.least or 0.0


def _is_comparable(figure: Figure) -> bool:
    """Whether a report is exact enough; one without an outcome must count much, in two words at least."""
    if figure.context.is_remainder or (figure.outcome is None and figure.context.is_vague):
        return False
    return figure.outcome is not None or (
        len(words_of(figure.counted)) > 1 and number_of_figure(figure) >= _LEAST_ALONE
    )


def _in_sentence(figure: Figure, mentions: SpanIndex[Mention]) -> list[Mention]:
    return mentions.inside(figure.context.sentence) if figure.context.sentence else []


def _is_beside_statement(figure: Figure, statements: tuple[Statement, ...]) -> bool:
    """Whether a statement of its sentence may give `figure`, too: who gives it is then not sure."""
    sentence = figure.context.sentence or figure.span
    return any(
        any(sentence.overlaps(span) for span in (*one.content, *one.source, *_cue(one)))
        and not _is_of_subject(figure, one)
        for one in statements
    )


def _is_of_subject(figure: Figure, statement: Statement) -> bool:
    """Whether `figure` is told of who then speaks: "The port lost 12 boats and has closed, saying …"."""
    cue, source, content = statement.cue, statement.source, statement.content
    return bool(
        cue and source and source[-1].end <= figure.span.start < cue.start < min(one.start for one in content)
    )


def _cue(statement: Statement) -> tuple[Span, ...]:
    return (statement.cue,) if statement.cue else ()


def _report(
    place: tuple[str, int],
    source: str | None,
    figure: Figure,
    article: Article,
    mentioned: frozenset[str],
    nearby: list[Mention],
) -> Report:
    key = counted_key(figure)
    least, most, context = figure.least, figure.most, figure.context
    if context.is_approximate and least is not None and most is not None:
        least, most = least * (1 - _TOLERANCE), most * (1 + _TOLERANCE)
    nominal, wide = number_of_figure(figure), _OPEN_VAGUE if context.is_vague else _OPEN
    return Report(
        place=place,
        article=article.id,
        source=source,
        published=article.published_on,
        key=key,
        figure=replace(figure, context=FigureContext()),
        context=context,
        least=least,
        most=most,
        effective=(nominal / wide if least is None else least, nominal * wide if most is None else most),
        named=mentioned | key.affiliations | context.countries,
        places=frozenset(
            one.place.id
            for one in nearby
            if isinstance(one, PlaceMention) and not lexicon().place_of(one.text)
        ),
    )
