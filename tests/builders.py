"""Articles, statements and readings made by hand from snippets of text, and graphs of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pyoxigraph import Quad, Store

from kg.acts.scheme import Scheme, read_scheme
from kg.archive.echoes.echo_groups import first_reports
from kg.archive.echoes.echo_index import Echoes
from kg.graph.store_writer import write_store
from kg.graph.write.article_quads import reading_quads
from kg.graph.write.echo_quads import echo_activity_quads, echo_quads
from kg.graph.write.scheme_quads import scheme_quads
from kg.model import (
    Actor,
    ActorMention,
    ActorType,
    Agreement,
    AgreementMention,
    Article,
    ArticleReading,
    DateMention,
    Layer,
    Manner,
    Mention,
    PartialDate,
    Place,
    PlaceMention,
    Polarity,
    Position,
    Span,
    Statement,
    Target,
)
from kg.text.article_files import article_id
from kg.text.text import Text


@dataclass(frozen=True)
class Held:
    """A position with its words as they stand in the content; `holder`: words, and whom they mean."""

    act: str
    polarity: Polarity
    target: str
    entity: Actor | Agreement | None = None
    condition: str | None = None
    confidence: float = 0.9
    holder: tuple[str, Actor] | None = None


def make_article(text: str, *paths: str, day: str | None = None, **fields: Any) -> Article:
    """An article found at `paths` ("a.txt"), published on `day` (ISO 8601)."""
    published = date.fromisoformat(day) if day else None
    return Article(article_id(text), text, paths or ("a.txt",), published_on=published, **fields)


def person(name: str) -> Actor:
    """A person with the identifier that follows from the name."""
    return Actor(name.lower().replace(" ", "-"), name, ActorType.PERSON)


def find(article: Article, words: str, after: int = 0) -> Span:
    """Where `words` stand in the article, the first time from `after` on."""
    start = article.text.index(words, after)
    return Span(start, start + len(words))


def mention(article: Article, words: str, entity: Actor | Agreement | Place, **fields: Any) -> Mention:
    """The first `words` of the article as a mention of `entity`."""
    span = find(article, words)
    if isinstance(entity, Actor):
        return ActorMention(span, words, entity, **fields)
    if isinstance(entity, Agreement):
        return AgreementMention(span, words, entity, **fields)
    return PlaceMention(span, words, entity)


def make_statement(
    article: Article,
    content: str,
    speaker: Actor | None = None,
    *positions: Held,
    source: str | None = None,
    cue: str | None = None,
    said_on: tuple[str, str] | None = None,
    **fields: Any,
) -> Statement:
    """What `speaker`, whom the article calls `source`, said; the speaker's name if no `source` is given.

    Its identifier has the least path of the article and the offset. `said_on` are words and an ISO date.
    """
    place = find(article, content)
    named = find(article, source or speaker.name) if speaker else None
    who = ActorMention(named, named.of(article.text), speaker) if speaker and named else None
    identifier = f"st-{article.path.removesuffix('.txt')}-{place.start}"
    when = DateMention(find(article, said_on[0]), said_on[0], PartialDate(said_on[1])) if said_on else None
    fields = {
        "id": identifier,
        "article": article.id,
        "text": content,
        "content": (place,),
        "cue": find(article, cue) if cue else None,
        "source": (named,) if named else (),
        "source_inherited": False,
        "manner": Manner.INDIRECT,
        "confidence": 0.9,
        "speaker": who,
        "said_on": when,
        "positions": tuple(
            _position(article, one, who, place.start, f"po-{identifier}-{number}")
            for number, one in enumerate(positions, 1)
        ),
    } | fields
    return Statement(**fields)


def _position(
    article: Article, held: Held, speaker: ActorMention | None, start: int, identifier: str
) -> Position:
    holder = speaker
    if held.holder:
        words, actor = held.holder
        holder = ActorMention(find(article, words, start), words, actor)
    assert holder is not None
    return Position(
        id=identifier,
        layer=Layer.CONTENT if held.holder else Layer.SPEECH,
        holder=holder,
        act=held.act,
        polarity=held.polarity,
        target=Target(find(article, held.target, start), held.target, held.entity),
        condition=find(article, held.condition, start) if held.condition else None,
        confidence=held.confidence,
    )


def make_reading(article: Article, *statements: Statement, **fields: Any) -> ArticleReading:
    """The reading of an article; it mentions the speakers unless `mentions` are given."""
    form = Text(article.text)
    speakers = tuple(one.speaker for one in statements if one.speaker)
    fields = {"mentions": speakers, "noise": form.noise, "paragraphs": form.paragraphs} | fields
    return ArticleReading(article, statements, **fields)


def make_quads(
    readings: Iterable[ArticleReading],
    *,
    scheme: Scheme | None = None,
    echoes: Iterable[tuple[str, str, float]] = (),
) -> list[Quad]:
    """The graph of `readings` with the scheme and the links between statements."""
    scheme = scheme or read_scheme()
    quads = [quad for one in readings for quad in reading_quads(one, model="test", scheme=scheme)]
    pairs = {(one, other): confidence for one, other, confidence in echoes}
    linked = echo_quads(Echoes(pairs, first_reports(pairs)))
    return [*quads, *scheme_quads(scheme), *echo_activity_quads(), *linked]


def make_store(quads: Iterable[Quad]) -> Store:
    """A store in memory."""
    store = Store()
    store.extend(quads)
    return store


def write_graph(folder: Path, *readings: ArticleReading, **options: Any) -> Path:
    """The graph of `readings`, written into `folder`."""
    write_store(folder, make_quads(readings, **options))
    return folder
