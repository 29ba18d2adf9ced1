"""What people have reviewed in the articles of a graph, in the form of the annotated articles of `corpus/`.

An article counts as annotated up to the paragraph in which its first statement stands that nobody has
reviewed: up to there, what is not annotated is no statement. A statement that the program has not found is
in the annotation if a reviewer has added it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.acts.scheme import Scheme
from kg.errors import InputError
from kg.graph.fragments import span_of
from kg.graph.reader.article_rows import ArticleText, read_texts
from kg.graph.reader.lookup import scheme_of
from kg.graph.reader.node_rows import Node
from kg.graph.reader.position_rows import PositionRow
from kg.graph.reader.review_rows import DatePlaceRow, ReviewedRow, TargetPlaceRow
from kg.graph.reader.selecting import rows
from kg.graph.reader.statement_rows import StatementRow
from kg.graph.store import Store

_ARTICLES = "articles.jsonl"
_UNMADE = frozenset({"proposed", "under negotiation"})


@dataclass(frozen=True, slots=True)
class Written:
    """How many articles and statements were written, and how many articles have only other reviews."""

    articles: int
    statements: int
    left_out: int


def write_annotation(store: Store, folder: Path, part: str) -> Written:
    """Write the reviewed articles of a graph into `folder`, as its `part` (train or dev).

    What the folder has of other parts stays. Raises `InputError` if it cannot be written.
    """
    iris = list(dict.fromkeys(row.article for row in rows(store, ReviewedRow)))
    articles: list[dict[str, Any]] = []
    statements: list[dict[str, Any]] = []
    left_out, scheme = 0, scheme_of(store)
    try:
        (folder / "texts").mkdir(parents=True, exist_ok=True)
        for text in read_texts(store, iris):
            one = _Annotated(store, text, scheme)
            if not one.until:
                left_out += 1
                continue
            with (folder / "texts" / one.name).open("w", encoding="utf-8", newline="\n") as file:
                file.write(one.text)
            articles.append(one.article_row(part))
            statements += one.statement_rows()
        kept = [row for row in _read_rows(folder / _ARTICLES) if row.get("part") != part]
        _write_rows(folder / _ARTICLES, [*kept, *articles])
        _write_rows(folder / f"{part}.jsonl", statements)
    except OSError as error:
        raise InputError(f"{error.filename or folder} cannot be written: {error.strerror}.") from error
    return Written(len(articles), len(statements), left_out)


class _Annotated:
    """One article as far as it is reviewed. Its line breaks are single line feeds, as Python reads files."""

    def __init__(self, store: Store, text: ArticleText, scheme: Scheme) -> None:
        self._text, self._scheme = text, scheme
        self._feeds = [at for at in range(len(text.body)) if text.body[at : at + 2] == "\r\n"]
        self.text = text.body.replace("\r\n", "\n").replace("\r", "\n")
        self.name = f"{_plain_name(text.article.path)}-{text.article.iri.rpartition('/')[2][-8:]}.txt"
        self.until = self._until()
        stands = [stand.iri for one in text.statements for stand in one.stands]
        targets = rows(store, TargetPlaceRow, position=stands)
        self._targets = {row.position: span_of(row.place) for row in targets}
        dates = rows(store, DatePlaceRow, statement=[one.iri for one in text.statements])
        self._dates = {row.statement: span_of(row.place) for row in dates}

    def article_row(self, part: str) -> dict[str, Any]:
        """The line of the article."""
        article = self._text.article
        row = {
            "document": self.name,
            "part": part,
            "title": article.title,
            "published_on": article.published or None,
            "url": self._text.url or None,
            "path": article.path,
        }
        return row | ({"annotated_until": self._at(self.until)} if self.until < len(self._text.body) else {})

    def statement_rows(self) -> Iterator[dict[str, Any]]:
        """The lines of its reviewed statements, in the order of the text."""
        for one in self._text.statements:
            spans = [row.span for row in self._text.evidence[one.iri]]
            if one.by_hand and all(span.end <= self.until for span in spans):
                yield self._statement_row(one)

    def _statement_row(self, one: StatementRow) -> dict[str, Any]:
        date = self._dates.get(one.iri)
        return {
            "document": self.name,
            "kind": one.kind.value,
            "unsaid": one.unsaid.value if one.unsaid else None,
            "speaker": one.speaker.name if one.speaker else None,
            "type": one.speaker.type if one.speaker else None,
            "source": self._marked(one, "source"),
            "cue": next(iter(self._marked(one, "cue")), None),
            "content": self._marked(one, "content"),
            "within": (one.reporter or "somebody") if one.within else None,
            "addressee": _name(one.addressee),
            "medium": one.medium or None,
            "occasion": one.occasion or None,
            "said_on": date.of(self._text.body) if date else None,
            "agreements": [_agreement(own) for own in one.agreements],
            "positions": [self._position(stand) for stand in (*one.positions, *_judged(one.less_sure))],
        }

    def _position(self, stand: PositionRow) -> dict[str, str]:
        words = self._targets[stand.iri].of(self._text.body)
        named = {"target": stand.target.name, "words": " ".join(words.split())}
        return {"act": self._scheme.acts[stand.act].root, **named, "polarity": stand.polarity.value}

    def _marked(self, one: StatementRow, role: str) -> list[dict[str, Any]]:
        spans = [row.span for row in self._text.evidence[one.iri] if row.role == role]
        places = [(self._at(span.start), self._at(span.end)) for span in spans]
        return [{"start": start, "end": end, "text": self.text[start:end]} for start, end in places]

    def _until(self) -> int:
        """The code point up to which the statements are reviewed; 0 if the first one is not."""
        body, text = self._text.body, self._text
        unseen = [one for one in text.statements if not one.by_hand]
        if not unseen:
            return len(body)
        first = min(row.span.start for one in unseen for row in text.evidence[one.iri])
        inside = [span.start for span in text.paragraphs if span.start <= first]
        until = max(inside, default=0)
        seen = [row.span for one in text.statements if one.by_hand for row in text.evidence[one.iri]]
        return until if any(span.end <= until for span in seen) else 0

    def _at(self, offset: int) -> int:
        """Where the code point `offset` of the article stands in the text that is written."""
        return offset - sum(1 for one in self._feeds if one < offset)


def _judged(positions: list[PositionRow]) -> list[PositionRow]:
    return [one for one in positions if one.by_hand]


def _agreement(node: Node) -> str:
    """Its name, with a mark where it is not made yet."""
    return f"{'?' if node.status in _UNMADE else ''}{node.name}"


def _name(node: Node | None) -> str | None:
    return node.name if node else None


def _plain_name(path: str) -> str:
    name = path.rstrip("/").rpartition("/")[2].removesuffix(".txt")
    return "".join(one if one.isalnum() or one in "-_." else "-" for one in name)[:80] or "article"


def _read_rows(file: Path) -> list[dict[str, Any]]:
    if not file.exists():
        return []
    try:
        return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    except ValueError as error:
        raise InputError(f"{file} is not JSON Lines: {error}.") from None


def _write_rows(file: Path, found: list[dict[str, Any]]) -> None:
    part = file.with_name(f"{file.name}.part")
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in found)
    part.write_text("".join(lines), encoding="utf-8", newline="\n")
    part.replace(file)
