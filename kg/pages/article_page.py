"""What the page of an article shows: its text in paragraphs, cut where statements begin and end."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from kg.graph.reader.article_rows import ArticleText
from kg.graph.reader.node_rows import Node
from kg.graph.reader.statement_rows import ArticleRow, StatementRow
from kg.model import Span
from kg.pages.page_choice import Choice
from kg.pages.statement_data import statement_data

# Colours of the stylesheet; a ninth speaker has the first one again.
_COLOURS = 8
_NOBODY = "nobody"
# Of the roles that cover a character, the last in this order decides its look.
_ROLES = ("content", "cue", "source")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text of one look. `role` is content, cue, source, noise, or "" for none.

    `statements` are the numbers of the statements that it belongs to, the innermost last; `colour` is
    the innermost speaker's. `anchors` are the identifiers that links to its beginning have. `other` says
    which of its statements are not said speech: "all", "some" (they do not decide its look), or "" for none.
    """

    text: str
    role: str
    colour: str
    statements: tuple[int, ...]
    anchors: tuple[str, ...]
    other: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What the margin says of a statement; `number` is its own among those of the article, from 0."""

    number: int
    colour: str
    statement: StatementRow


@dataclass(slots=True)
class Passage:
    """A paragraph, from the code point `start` on, and the statements whose content begins in it."""

    pieces: list[Piece]
    notes: list[Note] = field(default_factory=list)
    start: int = 0

    @property
    def text(self) -> str:
        """Its text, as the article has it."""
        return "".join(one.text for one in self.pieces)


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker of the article, with the colour and the number of statements said there.

    Statements without a speaker are two voices: of those of one it is `unsure` who speaks, of those of the
    other nothing is known.
    """

    speaker: Node | None
    colour: str
    statements: int
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article as its page shows it; `url` is "" where it is not known or not of the web."""

    article: ArticleRow
    url: str
    voices: list[Voice]
    passages: list[Passage]
    statements: list[StatementRow]

    @property
    def said(self) -> list[StatementRow]:
        """The statements that were said as speech."""
        return [one for one in self.statements if not one.mark]


@dataclass(frozen=True, slots=True)
class _Cover:
    start: int
    end: int
    role: str
    statement: int
    is_said: bool = False


def article_page(text: ArticleText) -> ArticlePage:
    """The article with everything said in it, ready to be shown."""
    colours = _colours(text.statements)
    own_colours = [colours[_speaker(one)] for one in text.statements]
    anchors = {span.start: [f"c{span.start}"] for span in text.cited}
    for one in text.statements:
        anchors.setdefault(one.start, []).append(one.id)
    stretches = _stretches(text)
    passages = _passages(text.body, stretches, _covers(text), own_colours, anchors)
    starts = [span.start for span in stretches]
    for number, one in enumerate(text.statements):
        passage = passages[max(0, bisect_right(starts, one.start) - 1)]
        passage.notes.append(Note(number, own_colours[number], one))
    url = text.url if text.url.startswith(("https://", "http://")) else ""
    said = [one for one in text.statements if not one.mark]
    return ArticlePage(text.article, url, _voices(said, colours), passages, text.statements)


def article_values(page: ArticlePage, choice: Choice) -> dict[str, Any]:
    """What the template of an article needs: the page, and how many of what it has."""
    return {
        "page": page,
        "data": statement_data(page.statements, choice),
        "named": sum(voice.speaker is not None for voice in page.voices),
        "agreements": len({one.iri for fact in page.said for one in fact.agreements}),
        "positions": sum(len(fact.positions) for fact in page.said),
        "less_sure": sum(one.is_spoken for fact in page.said for one in fact.less_sure),
    }


def _stretches(text: ArticleText) -> list[Span]:
    """The paragraphs and, as stretches of their own, what stands between them, such as noise."""
    found: list[Span] = []
    end = len(text.body)
    edges = [0, *(edge for span in text.paragraphs for edge in (span.start, span.end)), end]
    for before, after in zip(edges[::2], edges[1::2], strict=True):
        gap = text.body[before:after]
        start = before + len(gap) - len(gap.lstrip())
        found += [Span(start, start + len(gap.strip()))] if gap.strip() else []
    return sorted((*found, *text.paragraphs))


def _covers(text: ArticleText) -> list[_Cover]:
    covers = [
        _Cover(row.span.start, row.span.end, row.role, number, not one.mark)
        for number, one in enumerate(text.statements)
        for row in text.evidence.get(one.iri, [])
    ]
    return [*covers, *(_Cover(span.start, span.end, "noise", -1) for span in text.noise)]


def _speaker(statement: StatementRow) -> str:
    return statement.speaker.iri if statement.speaker else ""


def _colours(statements: list[StatementRow]) -> dict[str, str]:
    """A colour for each speaker in the order in which they are first heard."""
    speakers = dict.fromkeys(_speaker(one) for one in statements if one.speaker)
    return {"": _NOBODY} | {iri: f"voice-{number % _COLOURS}" for number, iri in enumerate(speakers)}


def _voices(statements: list[StatementRow], colours: dict[str, str]) -> list[Voice]:
    heard = [(_speaker(one), bool(one.candidates)) for one in statements]
    speakers = dict(zip(heard, (one.speaker for one in statements), strict=True))
    return [
        Voice(node, colours[voice[0]], heard.count(voice), unsure=voice[1])
        for voice, node in speakers.items()
    ]


def _passages(
    body: str,
    stretches: list[Span],
    covers: list[_Cover],
    colours: list[str],
    anchors: dict[int, list[str]],
) -> list[Passage]:
    """The stretches of `body`; every cut of `covers` and `anchors` begins a piece."""
    ordered = sorted({*anchors, *(one.start for one in covers), *(one.end for one in covers)})
    waiting = sorted(covers, key=lambda one: one.start, reverse=True)
    over: list[_Cover] = []
    passages = []
    for span in stretches:
        cuts = ordered[bisect_right(ordered, span.start) : bisect_left(ordered, span.end)]
        edges = [span.start, *cuts, span.end]
        pieces = []
        for first, last in pairwise(edges):
            while waiting and waiting[-1].start <= first:
                over.append(waiting.pop())
            over = [one for one in over if one.end > first]
            pieces.append(_piece(body[first:last], over, colours, tuple(anchors.get(first, ()))))
        passages.append(Passage(pieces, start=span.start))
    return passages or [Passage([])]


def _piece(text: str, over: list[_Cover], colours: list[str], anchors: tuple[str, ...]) -> Piece:
    """A piece that lies in all of `over`."""
    said = [one for one in over if one.role != "noise"]
    if not said:
        return Piece(text, "noise" if over else "", "", (), anchors)
    # Of nested statements the innermost, that is the shortest, decides the look; what was said before others.
    said.sort(key=lambda one: (one.is_said, one.start - one.end, _ROLES.index(one.role)))
    numbers = tuple(dict.fromkeys(one.statement for one in said))
    other = "" if said[0].is_said else "some" if said[-1].is_said else "all"
    return Piece(text, said[-1].role, colours[said[-1].statement], numbers, anchors, other)
