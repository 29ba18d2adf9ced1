"""What articles hold, in numbers: of what was said as speech, for some articles at a time."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.graph import LEAST_SHOWN
from kg.graph.reader.selecting import Iri, Solution, rows
from kg.graph.reader.taken import SAID
from kg.graph.store import Store
from kg.graph.vocabulary import ACTOR_CLASSES
from kg.model import ActorType, Layer, Polarity

_IS_SAID = SAID.pattern()
_QUOTED = "?statement prov:wasQuotedFrom ?article"
_UNNAMED = ACTOR_CLASSES[ActorType.UNNAMED].value
_ENTITIES = ", ".join(map(str, (*ACTOR_CLASSES.values(), "asg:Agreement")))


class CitedArticle(Solution, frozen=True):
    """An article, and the one of its paths by which it is cited."""

    WHERE = "?iri asg:cite ?path"
    REPEATS = True

    iri: Iri
    path: str


# Oxigraph joins a pattern that stands after an OPTIONAL with the whole dataset.
class CountedStatement(Solution, frozen=True):
    """A statement that was said as speech, with what it is counted and ranked by."""

    WHERE = f"""
    {_QUOTED} ; a asg:Statement ; asg:confidence ?confidence . {_IS_SAID}
    OPTIONAL {{ ?statement prov:wasAttributedTo ?speaker }}
    OPTIONAL {{ ?statement schema:dateCreated ?said }}
    OPTIONAL {{ ?article schema:datePublished ?published }}
    """

    article: Iri
    statement: Iri
    confidence: float
    speaker: Iri | None = None
    said: str = ""
    published: str = ""

    @property
    def date(self) -> str:
        """When it was said, in ISO 8601, else when it was published; "" if neither is known."""
        return self.said or self.published


class Entity(Solution, frozen=True):
    """An actor or an agreement."""

    # Two patterns would be joined as a whole, in memory.
    WHERE = f"?iri a ?class_iri FILTER(?class_iri IN ({_ENTITIES}))"
    REPEATS = True

    iri: Iri
    class_iri: Iri

    @property
    def is_unnamed(self) -> bool:
        """Whether it is somebody without a name, such as “officials”."""
        return self.class_iri == _UNNAMED


class _OfClass(Solution, frozen=True):
    COUNTS = "?iri"

    class_iri: Iri
    count: int


class _Mention(Solution, frozen=True):
    WHERE = f"{_QUOTED} ; schema:mentions ?iri . {_IS_SAID}"

    statement: Iri
    iri: Iri


class CountedPosition(Solution, frozen=True):
    """A position of a statement that was said as speech."""

    WHERE = f"""
    {_QUOTED} . ?iri asg:expressedIn ?statement ; asg:holder ?holder ; asg:target ?target ;
      asg:layer ?layer ; asg:polarity ?polarity ; asg:confidence ?confidence .
    {_IS_SAID}
    """

    iri: Iri
    statement: Iri
    holder: Iri
    target: Iri
    polarity: Polarity
    layer: Layer
    confidence: float

    @property
    def is_shown(self) -> bool:
        """Whether its holder takes it by speaking, and it is sure enough to be counted."""
        return self.layer is Layer.SPEECH and self.confidence >= LEAST_SHOWN


@dataclass(frozen=True, slots=True)
class Counts:
    """What some articles hold.

    `about` has, for each node, how many statements of others mention it or take a shown position toward it.
    """

    statements: list[CountedStatement]
    positions: list[CountedPosition]
    about: Counter[Iri]

    @property
    def shown(self) -> int:
        """How many of the positions are shown."""
        return sum(one.is_shown for one in self.positions)

    @property
    def less_sure(self) -> int:
        """How many of the positions are taken by speaking and not shown, for they are less sure."""
        return sum(one.layer is Layer.SPEECH and not one.is_shown for one in self.positions)

    @property
    def said(self) -> Counter[Iri]:
        """How many of the statements each actor made."""
        return Counter(one.speaker for one in self.statements if one.speaker)

    @property
    def quoted(self) -> Counter[Iri]:
        """How many of the statements each article has."""
        return Counter(one.article for one in self.statements)

    @property
    def dates(self) -> Counter[str]:
        """How many of the statements have which date; "" for none."""
        return Counter(one.date for one in self.statements)


def list_articles(store: Store) -> Iterator[CitedArticle]:
    """All articles, in no order."""
    return rows(store, CitedArticle)


def list_entities(store: Store) -> Iterator[Entity]:
    """All actors and agreements, in no order; one may come more than once."""
    return rows(store, Entity)


def count_actors(store: Store) -> tuple[int, int]:
    """The numbers of actors that have a name and of those that have none, whether they speak or not."""
    counts = {row.class_iri: row.count for row in rows(store, _OfClass, Entity.WHERE)}
    by_type = {type_: counts.get(Iri(class_.value), 0) for type_, class_ in ACTOR_CLASSES.items()}
    unnamed = by_type.pop(ActorType.UNNAMED)
    return sum(by_type.values()), unnamed


def count_articles(store: Store, articles: Iterable[Iri]) -> Counts:
    """What is in `articles`, which are held in memory with all their statements."""
    articles = list(articles)
    statements = list(rows(store, CountedStatement, article=articles))
    positions = list(rows(store, CountedPosition, article=articles))
    pairs = {(one.statement, one.iri) for one in rows(store, _Mention, article=articles)}
    pairs |= {(one.statement, one.target) for one in positions if one.is_shown}
    own = {(one.statement, one.speaker) for one in statements}
    return Counts(statements, positions, Counter(iri for _, iri in pairs - own))
