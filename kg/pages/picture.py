"""What `graph.html` draws: actors and agreements, placed beforehand, with bundled lines between them.

Of a graph of up to `MOST_NODES` that is all. Of a larger one it is all, too, where sigma is installed,
which draws by WebGL, and the most central ones where it is not.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from kg.batches import batches
from kg.graph.reader.context_rows import read_contexts
from kg.graph.reader.node_rows import Node
from kg.graph.reader.selecting import Iri
from kg.graph.reader.statement_rows import EvidenceRow, StatementRow, read_evidence
from kg.graph.store import Store
from kg.model import ActorType, Polarity
from kg.pages.node_layout import place_nodes
from kg.pages.overview import Overview, Weighted
from kg.pages.page_choice import Choice
from kg.pages.rendering import short
from kg.pages.search_data import name_row, within
from kg.pages.webgl import has_webgl

# More nodes cannot be read, more statements are slow to load; the most central ones are taken.
MOST_NODES = 500
_MOST_STATEMENTS = 12_000
# Bytes of the page for statements and for further names.
_STATEMENT_BYTES, _NAME_BYTES = 3_000_000, 400_000
# The same of a picture of all, by WebGL.
_MOST_IN_ALL, _MOST_STATEMENTS_IN_ALL, _STATEMENT_BYTES_IN_ALL = 10_000, 20_000, 9_000_000
# Of more than these, so many are drawn at first, on places of their own.
_AT_ONCE, _FIRST = 90, 60
_BATCH = 400
# Width of a letter by its height, on average.
_LETTER = 0.52
_LABEL_LENGTH = 32
# Radius in pixels of a node, what the root of its statements adds, and the largest.
_SMALLEST, _GROWTH, _LARGEST = 7, 2.2, 42
# Size of a label in pixels, likewise; those of small nodes come out when one looks closer.
_SMALLEST_LABEL, _LABEL_GROWTH, _LARGEST_LABEL = 13, 1.6, 40
_POLARITIES = ("", *(one.value for one in Polarity))
_COLUMNS = (
    *("id", "speaker", "article", "paragraph", "spans"),
    *("manner", "cue", "day", "said_on", "confidence", "mentions", "positions"),
    *("speaker_confidence", "candidates"),
)
_ROLES = ("content", "cue", "source")
_COURSE = "course"
KINDS = (*(one.value for one in ActorType), "agreement", _COURSE)
"""Kinds of nodes; one that is a course of action has no page."""
_SHAPES = {"agreement": "diamond", _COURSE: "square"}

# The courses of action that are targets in most statements are drawn, too. The most central actors and
# agreements are always in the picture.
_MOST_COURSES = 20


@dataclass(slots=True)
class Line:
    """The statements of one node about another: how many, and how many take which position."""

    source: Node
    target: Node
    items: list[tuple[int, int]] = field(default_factory=list)
    """Of each statement its number and, as its place among the polarities, the position; 0 for none."""
    less_sure: list[tuple[int, int]] = field(default_factory=list)
    """The same of positions that are not sure enough; nothing counts them unless asked for."""
    surest: dict[str, float] = field(default_factory=dict)
    """The confidence of the surest position that is shown, by polarity."""

    @property
    def statements(self) -> int:
        """How many statements it stands for."""
        return len({number for number, _ in self.items})

    @property
    def signs(self) -> Counter[str]:
        """How many statements by polarity."""
        return Counter(_POLARITIES[polarity] for _, polarity in set(self.items) if polarity)


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture: nodes, lines with the most statements first, and the data for the script."""

    nodes: list[Weighted]
    lines: list[Line]
    statements: int
    less_sure: int
    """How many positions of the statements are less sure than those that are shown."""
    data: dict[str, Any]
    marks: list[dict[str, Any]]
    """The nodes as they are drawn, in the order of `nodes`; `edges` has their numbers."""
    edges: list[dict[str, Any]]
    is_webgl: bool
    """Whether WebGL draws all that is in the graph, or else vis-network at most `MOST_NODES`."""


def drawn_nodes(overview: Overview) -> frozenset[Iri]:
    """The actors and agreements that are in the picture for sure."""
    sure = _most_nodes(overview) - _MOST_COURSES
    return frozenset(one.node.iri for one in islice(overview.list_central(), sure))


def draw_picture(store: Store, overview: Overview, facts: list[StatementRow], choice: Choice) -> Picture:
    """The most central nodes of the graph with the first of the statements `facts`, within a page's bytes."""
    courses = overview.list_courses(_MOST_COURSES)
    central = overview.list_central()
    is_webgl = _is_webgl(overview)
    first = islice(central, _most_nodes(overview) - len(courses))
    nodes = sorted((*first, *courses), key=lambda one: -one.weight)
    places = {one.node.iri: number for number, one in enumerate(nodes)}
    most, room = (
        (_MOST_STATEMENTS_IN_ALL, _STATEMENT_BYTES_IN_ALL)
        if is_webgl
        else (_MOST_STATEMENTS, _STATEMENT_BYTES)
    )
    statements = _statement_data(store, facts[:most], places, choice, room)
    taken = facts[: len(statements["statements"]["rows"])]
    lines = _lines(taken, nodes, places)
    data = {
        "polarities": _POLARITIES,
        "roles": _ROLES,
        "total": overview.statements,
        "total_nodes": overview.nodes,
        "whole": is_webgl,
        "others": list(within((name_row(one, choice) for one in central), _NAME_BYTES)),
        **statements,
    }
    less_sure = sum(one.is_spoken for fact in taken for one in fact.less_sure)
    marks, edges = _marks(nodes, lines, choice), _edges(lines, places)
    return Picture(nodes, lines, len(taken), less_sure, data, marks, edges, is_webgl)


def _is_webgl(overview: Overview) -> bool:
    return overview.nodes > MOST_NODES and has_webgl()


def _most_nodes(overview: Overview) -> int:
    return _MOST_IN_ALL if _is_webgl(overview) else MOST_NODES


@dataclass(frozen=True, slots=True)
class _Look:
    """A node's name as it is drawn, the size of its letters, and its radius, in pixels."""

    label: str
    font: int
    radius: float

    @property
    def box(self) -> tuple[float, float]:
        """The room that it takes with its name."""
        width = max(2 * self.radius, _LETTER * self.font * len(self.label))
        return width, 2 * self.radius + 1.4 * self.font

    @property
    def small_box(self) -> tuple[float, float]:
        """The same among many nodes, whose names come out when one looks closer."""
        return 2 * self.radius + self.font, 2 * self.radius + self.font


def _look(one: Weighted) -> _Look:
    root = one.weight**0.5
    name = short(one.node.name, _LABEL_LENGTH)
    font = round(min(_LARGEST_LABEL, _SMALLEST_LABEL + _LABEL_GROWTH * root))
    return _Look(name, font, round(min(_LARGEST, _SMALLEST + _GROWTH * root), 1))


def _lines(facts: list[StatementRow], nodes: list[Weighted], places: dict[Iri, int]) -> list[Line]:
    lines: dict[tuple[Iri, Iri], Line] = {}
    for number, fact in enumerate(facts):
        found: dict[tuple[Iri, Iri], set[int]] = {}
        doubtful: dict[tuple[Iri, Iri], set[int]] = {}
        spoken = [one for one in fact.stands if one.is_spoken]
        for one in spoken:
            ends = found if one.is_sure else doubtful
            ends.setdefault((one.holder.iri, one.target.iri), set()).add(_POLARITIES.index(one.polarity))
        if fact.speaker:
            for node in fact.mentions:
                found.setdefault((fact.speaker.iri, node.iri), {0})
        for pair in {**found, **doubtful}:
            if pair[0] != pair[1] and pair[0] in places and pair[1] in places:
                source, target = (nodes[places[iri]].node for iri in pair)
                line = lines.setdefault(pair, Line(source, target))
                line.items += [(number, polarity) for polarity in sorted(found.get(pair, ()))]
                line.less_sure += [(number, polarity) for polarity in sorted(doubtful.get(pair, ()))]
        for one in spoken:
            known = lines.get((one.holder.iri, one.target.iri)) if one.is_sure else None
            if known:
                known.surest[one.polarity] = max(one.confidence, known.surest.get(one.polarity, 0.0))
    return sorted(lines.values(), key=lambda one: (-one.statements, one.source.iri, one.target.iri))


def _marks(nodes: list[Weighted], lines: list[Line], choice: Choice) -> list[dict[str, Any]]:
    """The nodes as they are drawn, and what the script shows of each."""
    looks: dict[str, _Look] = {one.node.iri: _look(one) for one in nodes}
    positions = _positions(nodes, lines, looks)
    first = _positions(nodes[:_FIRST], lines, looks) if len(nodes) > _AT_ONCE else {}
    marks: list[dict[str, Any]] = []
    for number, one in enumerate(nodes):
        look = looks[one.node.iri]
        x, y = positions[one.node.iri]
        marks.append(
            {
                "id": number,
                "label": look.label,
                "x": x,
                "y": y,
                "first": first.get(one.node.iri),
                "size": look.radius,
                "font": {"size": look.font},
                "shape": _SHAPES.get(one.node.type, "dot"),
                "group": one.node.type,
                "name": one.node.name,
                "node": one.node.key,
                "page": choice.page(one.node),
                "forms": " | ".join(one.forms),
                "said": one.said,
                "about": one.about,
            }
        )
    return marks


def _edges(lines: list[Line], places: dict[Iri, int]) -> list[dict[str, Any]]:
    return [
        {
            "from": places[line.source.iri],
            "to": places[line.target.iri],
            "items": line.items,
            "less": line.less_sure,
        }
        for line in lines
    ]


def _positions(
    nodes: list[Weighted], lines: list[Line], looks: dict[str, _Look]
) -> dict[str, tuple[int, int]]:
    """Places of `nodes`, given the lines among them."""
    import networkx

    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_nodes_from(one.node.iri for one in nodes)
    graph.add_edges_from(
        (one.source.iri, one.target.iri)
        for one in lines
        if one.items and one.source.iri in graph and one.target.iri in graph
    )
    many = len(nodes) > _AT_ONCE
    placed = place_nodes(graph, {iri: looks[iri].small_box if many else looks[iri].box for iri in graph})
    # The name stands below the node, so the node is above the middle of the two.
    return {iri: (x, y if many else y - looks[iri].font // 2) for iri, (x, y) in placed.items()}


def _statement_data(
    store: Store, facts: list[StatementRow], places: dict[Iri, int], choice: Choice, room: int
) -> dict[str, Any]:
    """The statements as rows, in `room` bytes; articles and paragraphs that several share once."""
    articles: dict[str, tuple[int, list[str]]] = {}
    paragraphs: dict[str, int] = {}
    rows: list[list[Any]] = []
    for fact, context, spans in _with_contexts(store, facts):
        own = fact.article
        cited = [own.title[:200], choice.page(own), own.published, own.outlet]
        article, _ = articles.get(own.iri, (len(articles), cited))
        paragraph = paragraphs.get(context, len(paragraphs))
        row = [fact.id, _place(fact.speaker, places), article, paragraph, spans, *_rest(fact, places)]
        added = [] if own.iri in articles else cited, "" if context in paragraphs else context
        room -= len(json.dumps([row, *added], ensure_ascii=False).encode("utf-8", "replace"))
        if room < 0:
            break
        articles[own.iri] = article, cited
        paragraphs[context] = paragraph
        rows.append(row)
    return {
        "articles": [cited for _, cited in articles.values()],
        "paragraphs": list(paragraphs),
        "statements": {"columns": _COLUMNS, "rows": rows},
    }


def _with_contexts(store: Store, facts: list[StatementRow]) -> Iterator[tuple[StatementRow, str, list[int]]]:
    """Each statement with its paragraph, and where in it what stands."""
    for batch in batches(facts, _BATCH):
        evidence = read_evidence(store, [fact.iri for fact in batch])
        contexts = read_contexts(store, batch, evidence)
        for fact in batch:
            context = contexts[fact.iri]
            yield fact, context.text, _spans(evidence[fact.iri], context.text, context.start)


def _rest(fact: StatementRow, places: dict[Iri, int]) -> list[Any]:
    """The columns from `manner` on."""
    positions = [
        [
            one.holder.name[:200],
            one.act_name,
            _POLARITIES.index(one.polarity),
            one.target.name[:200],
            one.condition,
            _place(one.target, places),
            one.confidence,
            int(one.is_spoken),
            int(one.is_sure),
        ]
        for one in fact.stands
    ]
    mentions = [places[node.iri] for node in fact.mentions if node.iri in places]
    candidates = [[one.node.name[:200], _place(one.node, places), one.confidence] for one in fact.candidates]
    return [
        *(fact.manner, fact.cue, fact.day, fact.said_on, fact.confidence, mentions, positions),
        *(fact.speaker_confidence, candidates),
    ]


def _place(node: Node | None, places: dict[Iri, int]) -> int | str:
    """The number of a node of the picture, else its name; -1 for None."""
    if node is None:
        return -1
    return places.get(node.iri, node.name[:200])


def _spans(evidence: list[EvidenceRow], context: str, offset: int) -> list[int]:
    """Start, end and role of each span within `context`, one after the other, in UTF-16 units.

    These are what JavaScript counts in.
    """
    spans: list[int] = []
    for one in evidence:
        first, last = max(0, one.span.start - offset), min(len(context), one.span.end - offset)
        if first < last:
            spans += [_units(context[:first]), _units(context[:last]), _ROLES.index(one.role)]
    return spans


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
