"""Statements that may answer a question, with what they are ranked by; a bounded number of them."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from kg.graph.fragments import span_of
from kg.graph.reader.article_rows import read_bodies, read_paragraphs
from kg.graph.reader.selecting import Iri, Solution, grouped, rows, solve, terms
from kg.graph.reader.statement_rows import ArticleRow, read_articles
from kg.graph.reader.taken import Taken
from kg.graph.store import Store
from kg.graph.text_index import Hit, TextIndex
from kg.model import Span
from kg.questions.understanding.question_terms import Terms, stems_in

# Statements that are read for one question: found by their words, by whom they mention, by their speaker.
_MOST_BY_WORDS, _MOST_BY_NAME, _MOST_BY_SPEAKER, _MOST_PARAGRAPHS = 160, 120, 400, 30
# Of a speaker, besides what has the words; and how many are looked at for those of a speaker.
_MOST_BESIDES, _MOST_LOOKED_AT = 60, 1200
# All statements of so many articles with most of the words are read; ranks are flattened by so many.
_MOST_ARTICLES, _FLATTENED = 3, 3


class Said(Solution, frozen=True, kw_only=True):
    """What a statement is ranked by."""

    WHERE = """
    ?statement schema:text ?text ; asg:kind ?kind ; asg:confidence ?confidence ;
      asg:contentEvidence ?place ; prov:wasQuotedFrom ?article .
    OPTIONAL { ?statement asg:unsaid ?unsaid }
    OPTIONAL { ?statement asg:cue ?cue }
    OPTIONAL { ?statement prov:wasAttributedTo ?actor }
    OPTIONAL { ?statement schema:dateCreated ?said_on }
    OPTIONAL { ?statement asg:saidFrom ?first }
    OPTIONAL { ?statement asg:saidUntil ?last }
    """

    REPEATS = True

    statement: Iri
    text: str
    kind: str
    confidence: float
    place: Iri
    article: Iri
    unsaid: str = "none"
    cue: str = ""
    actor: Iri = Iri("")
    said_on: str = ""
    first: str = ""
    last: str = ""

    @property
    def span(self) -> Span:
        """Where its content stands."""
        return span_of(self.place)


class _Mention(Solution, frozen=True):
    WHERE = "?statement schema:mentions ?node"
    REPEATS = True

    statement: Iri
    node: Iri


class _Heard(Solution, frozen=True):
    WHERE = "?action schema:object ?statement ; schema:recipient ?node"

    statement: Iri
    node: Iri


class _Kept(Solution, frozen=True):
    statement: Iri


class _Placed(Solution, frozen=True):
    WHERE = "?statement prov:wasQuotedFrom ?article ; asg:contentEvidence ?place"
    REPEATS = True

    statement: Iri
    article: Iri
    place: Iri

    @property
    def span(self) -> Span:
        """Where its content stands."""
        return span_of(self.place)


class _Spoken(Solution, frozen=True):
    WHERE = "?statement prov:wasAttributedTo ?actor"
    REPEATS = True

    statement: Iri
    actor: Iri


class _Member(Solution, frozen=True):
    WHERE = "?group schema:member ?node"

    group: Iri


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an article: its number from 0, where it stands and its words."""

    article: Iri
    number: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Candidates:
    """Statements with what they mention and to whom they are, articles, and paragraphs with the words."""

    said: list[Said]
    mentions: dict[Iri, frozenset[Iri]]
    listeners: dict[Iri, frozenset[Iri]]
    articles: dict[Iri, ArticleRow]
    paragraphs: list[Paragraph]
    quoted: dict[Iri, list[Span]]
    """Where in each article somebody is reported to say, think or do something."""
    texts: dict[Iri, frozenset[str]]
    """The stems of the whole text of the articles that have most of the words."""

    def joined(self, other: "Candidates") -> "Candidates":
        """These and those of another search."""
        return Candidates(
            [*self.said, *other.said],
            other.mentions | self.mentions,
            other.listeners | self.listeners,
            other.articles | self.articles,
            [*self.paragraphs, *other.paragraphs],
            other.quoted | self.quoted,
            other.texts | self.texts,
        )


def find_candidates(
    store: Store,
    index: TextIndex,
    wanted: Terms,
    *,
    speakers: Iterable[Iri] | None,
    listeners: Iterable[Iri] | None,
    taken: Taken,
    paragraphs: bool,
) -> Candidates:
    """What may answer: statements of `speakers`, if given, that are `taken`; with or without `paragraphs`."""
    speakers = None if speakers is None else with_groups(store, speakers)
    search = wanted.search_words
    hits: list[Hit] = []
    if search:
        hits = index.search(search, kinds=frozenset({"paragraph"}), limit=_MOST_PARAGRAPHS)
    texts = read_bodies(store, _best_articles(hits))
    found = _read_paragraphs(store, hits) if paragraphs else []
    placed = list(rows(store, _Placed, article={*texts, *(one.article for one in found)}))
    quoted = _quoted_in(placed, found)
    iris = _by_words(store, index, search, speakers)
    iris |= dict.fromkeys(one.statement for own in quoted.values() for one in own)
    iris |= dict.fromkeys(one.statement for one in placed if one.article in texts)
    if speakers is not None:
        iris |= dict.fromkeys(_of_speakers(store, speakers, _MOST_BESIDES if wanted else _MOST_BY_SPEAKER))
    if wanted.nodes:
        iris |= dict.fromkeys(_mentioning(store, wanted.nodes, speakers))
    if listeners is not None:
        iris |= dict.fromkeys(row.statement for row in rows(store, _Heard, node=listeners))
    if taken.is_narrowed or (not search and speakers is None and listeners is None):
        iris |= dict.fromkeys(
            _first(store, f"?statement a asg:Statement . {taken.pattern()}", _MOST_BY_WORDS)
        )
    said = [
        one
        for one in {one.statement: one for one in rows(store, Said, statement=iris)}.values()
        if one.kind in taken.kinds
        and one.unsaid in taken.unsaid
        and (speakers is None or one.actor in speakers)
    ]
    if taken.is_narrowed:
        kept = {row.statement for row in rows(store, _Kept, taken.pattern(), statement=iris)}
        said = [one for one in said if one.statement in kept]
    listed = dict.fromkeys(one.statement for one in said)
    mentions = grouped(rows(store, _Mention, statement=listed), lambda row: row.statement)
    heard = grouped(
        rows(store, _Heard, statement=listed if listeners is not None else ()), lambda row: row.statement
    )
    return Candidates(
        said,
        {iri: frozenset(row.node for row in own) for iri, own in mentions.items()},
        {iri: frozenset(row.node for row in own) for iri, own in heard.items()},
        read_articles(store, {*(one.article for one in said), *(one.article for one in found)}),
        found,
        {article: [one.span for one in own if one.statement in listed] for article, own in quoted.items()},
        {article: stems_in(text) for article, text in texts.items()},
    )


def _by_words(
    store: Store, index: TextIndex, search: str, speakers: frozenset[Iri] | None
) -> dict[Iri, None]:
    """The statements that a full-text search finds, the nearest first; of `speakers` alone, if given."""
    if not search:
        return {}
    most = _MOST_BY_WORDS if speakers is None else _MOST_LOOKED_AT
    found = [Iri(hit.node) for hit in index.search(search, kinds=frozenset({"statement"}), limit=most)]
    if speakers is not None:
        own = {row.statement for row in rows(store, _Spoken, statement=found, actor=speakers)}
        found = [iri for iri in found if iri in own][:_MOST_BY_WORDS]
    return dict.fromkeys(found)


def _best_articles(hits: Iterable[Hit]) -> list[Iri]:
    """The articles with most, and the best, of the paragraphs that were found."""
    scores: dict[Iri, float] = {}
    for rank, hit in enumerate(hits):
        scores[Iri(hit.node)] = scores.get(Iri(hit.node), 0.0) + 1 / (rank + _FLATTENED)
    return sorted(scores, key=lambda one: (-scores[one], one))[:_MOST_ARTICLES]


def _quoted_in(placed: Iterable["_Placed"], paragraphs: Iterable[Paragraph]) -> dict[Iri, list["_Placed"]]:
    """Those of the statements that stand in `paragraphs`, by article."""
    spans = grouped(paragraphs, lambda one: one.article)
    found: dict[Iri, list[_Placed]] = {}
    for row in placed:
        if any(one.span.start <= row.span.start < one.span.end for one in spans.get(row.article, ())):
            found.setdefault(row.article, []).append(row)
    return found


def with_groups(store: Store, nodes: Iterable[Iri]) -> frozenset[Iri]:
    """`nodes` and the groups that they are members of: what these say, each member says."""
    listed = list(nodes)
    return frozenset([*listed, *(row.group for row in rows(store, _Member, node=listed))])


def _of_speakers(store: Store, speakers: Iterable[Iri], most: int) -> list[Iri]:
    return _first(
        store,
        f"VALUES ?actor {{ {terms(speakers)} }} ?statement prov:wasAttributedTo ?actor",
        most,
    )


def _mentioning(store: Store, nodes: Iterable[Iri], speakers: Iterable[Iri] | None) -> list[Iri]:
    pattern = (
        f"VALUES ?node {{ {terms(nodes)} }} ?statement schema:mentions ?node . ?statement a asg:Statement"
    )
    if speakers is not None:
        pattern = f"VALUES ?actor {{ {terms(speakers)} }} ?statement prov:wasAttributedTo ?actor . {pattern}"
    return _first(store, pattern, _MOST_BY_NAME)


def _first(store: Store, pattern: str, most: int) -> list[Iri]:
    _, found = solve(store, f"SELECT DISTINCT ?statement WHERE {{ {pattern} }} LIMIT {most}")
    return [Iri(row[0]) for row in found]


def read_surroundings(store: Store, said: Iterable[Said]) -> dict[Iri, Paragraph]:
    """The paragraph that each statement stands in; none for an article whose paragraphs are not known."""
    listed = list(said)
    articles = {one.article for one in listed}
    bodies, spans = read_bodies(store, articles), read_paragraphs(store, articles)
    found: dict[Iri, Paragraph] = {}
    for one in listed:
        own = spans.get(one.article, ())
        number = max(0, bisect_right(own, one.span.start, key=lambda span: span.start) - 1)
        if own:
            found[one.statement] = Paragraph(
                one.article, number, own[number], own[number].of(bodies[one.article])
            )
    return found


def _read_paragraphs(store: Store, hits: Iterable[Hit]) -> list[Paragraph]:
    """The paragraphs that a search found, in its order."""
    listed = [(Iri(hit.node), hit.paragraph) for hit in hits if hit.paragraph is not None]
    articles = {article for article, _ in listed}
    bodies, spans = read_bodies(store, articles), read_paragraphs(store, articles)
    return [
        Paragraph(article, number, spans[article][number], spans[article][number].of(bodies[article]))
        for article, number in listed
        if number < len(spans.get(article, ()))
    ]
