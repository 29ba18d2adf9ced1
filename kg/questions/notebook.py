"""What a notebook shows: tables, statements and articles as HTML in which every word is escaped."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.model import StatementKind, Unsaid

if TYPE_CHECKING:
    from kg.questions.results import Article, Statement

MOST_ROWS = 100
"""Rows of a table that a notebook shows."""


def table_html(
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    in_all: int,
    understood: str | None = None,
    notes: Iterable[str] = (),
) -> str:
    """A table of `rows`, the first of `in_all`, with what was understood above it."""
    head = "".join(f"<th>{_words(one)}</th>" for one in columns)
    body = "".join(f"<tr>{''.join(f'<td>{_words(cell)}</td>' for cell in row)}</tr>" for row in rows)
    said = [f"Understood: {understood}"] if understood else []
    above = "".join(f"<p>{_words(one)}</p>" for one in (*said, *notes))
    shown = f", the first {MOST_ROWS} are shown" if in_all > MOST_ROWS else ""
    count = f"<p>{in_all} row{'' if in_all == 1 else 's'}{shown}</p>"
    return f"{above}<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{count}"


def statements_html(
    statements: "Iterable[Statement]", *, in_all: int, understood: str | None, notes: Iterable[str]
) -> str:
    """A table of `statements`, the first of `in_all`; what is not said speech has a mark."""
    columns = ("speaker", "text", "date", "cite", "confidence", "speaker_confidence")
    rows = [
        (
            *(_by(one), one.text, one.said_on or one.published_on, one.cite),
            *(one.confidence, one.speaker_confidence),
        )
        for one in statements
    ]
    return table_html(columns, rows, in_all=in_all, understood=understood, notes=notes)


def statement_html(one: "Statement") -> str:
    """A statement as a quotation, with who said it, how surely, and where it stands."""
    positions = "".join(f"<li>{_words(position)}</li>" for position in one.positions)
    listed = f"<ul>{positions}</ul>" if positions else ""
    sure = f"{one.confidence:.2f}" + (f", {one.speaker_confidence:.2f}" if one.speaker_confidence else "")
    return (
        f"<blockquote>{_words(one.text)}<footer>{_words(_by(one))} ({sure}) "
        f"<cite>{_words(one.cite)}</cite></footer></blockquote>{listed}"
    )


def article_html(article: "Article") -> str:
    """An article with what is said in it marked; the title of a mark says by whom."""
    heading = f"<h3>{_words(article.title or article.document)}</h3>"
    known = (article.publisher, article.published_on, article.document)
    below = " · ".join(_words(one) for one in known if one)
    return f'{heading}<p>{below}</p><div style="white-space: pre-wrap">{_marked(article)}</div>'


def _marked(article: "Article") -> str:
    """The text, cut where statements begin and end."""
    covers = sorted(
        ((span.start, span.end, one) for one in article.statements for span in one.content),
        key=lambda cover: (cover[0], -cover[1]),
    )
    text, waiting, over = article.text, covers[::-1], list[tuple[int, int, "Statement"]]()
    cuts = {0, len(text), *(start for start, _, _ in covers), *(end for _, end, _ in covers)}
    pieces = []
    for first, last in pairwise(sorted(cuts)):
        while waiting and waiting[-1][0] <= first:
            over.append(waiting.pop())
        over = [one for one in over if one[1] > first]
        words = _words(text[first:last])
        title = _words("\n".join(_by(one) for _, _, one in over))
        pieces.append(f'<mark title="{title}">{words}</mark>' if over else words)
    return "".join(pieces)


def _by(one: "Statement") -> str:
    """Who said it; what keeps it from being taken for said speech."""
    # Imported on first use: commands that only print tables need no store.
    from kg.graph.reader.taken import mark

    unlike = mark(StatementKind(one.kind), Unsaid(one.unsaid) if one.unsaid else None)
    unsure = " or ".join(f"{who.name} ({who.confidence:.2f})" for who in one.candidates)
    speaker = one.speaker or (f"unsure: {unsure}" if unsure else "nobody named")
    return f"[{unlike}] {speaker}" if unlike else speaker


def _words(value: object) -> str:
    return "" if value is None else escape(str(value))
