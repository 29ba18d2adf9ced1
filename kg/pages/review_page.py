"""The page of an article for who reviews it, and the list of what is worth a review."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.acts.scheme import Act, Scheme
from kg.archive.corrections.correction_objects import SAID, written_act
from kg.archive.corrections.position_fit import acts_of_positions
from kg.graph.reader.article_rows import ArticleText
from kg.graph.reader.node_rows import Node
from kg.graph.reader.statement_rows import StatementRow
from kg.graph.vocabulary import identifier_of
from kg.model import StatementKind, Unsaid
from kg.pages.article_page import article_page, article_values
from kg.pages.page_choice import Choice
from kg.pages.page_names import page_of
from kg.pages.rendering import render

REVIEW_INDEX = "review"
"""The address of the list."""
# What a statement can be, and whether it was said: the words of a choice.
_KINDS = [
    {"value": StatementKind.SPEECH.value, "label": "speech", "detail": "words were uttered or written"},
    {
        "value": StatementKind.ATTITUDE.value,
        "label": "an attitude",
        "detail": "what somebody thinks, wants",
    },
    {"value": StatementKind.ACT.value, "label": "an act", "detail": "a deed about something, in no words"},
]
_SAYINGS = [
    {"value": SAID, "label": "said", "detail": "it was uttered, or is held or done"},
    {"value": Unsaid.NEGATED.value, "label": "negated", "detail": "“did not say that”"},
    {"value": Unsaid.REFUSED.value, "label": "refused", "detail": "“declined to say whether”"},
    {"value": Unsaid.HYPOTHETICAL.value, "label": "hypothetical", "detail": "“if she says”, “would say”"},
    {"value": Unsaid.QUESTION.value, "label": "a question", "detail": "“did he say that …?”"},
    {"value": Unsaid.FUTURE.value, "label": "future", "detail": "“will announce”"},
]


def review_article_page(
    text: ArticleText, shown: dict[str, Any], scheme: Scheme, reasons: Mapping[str, str]
) -> str:
    """The page of an article, with what a review of it needs: `shown` is that of the server.

    The acts of positions are those of `scheme`; `reasons` has, by identifier, why statements are worth it.
    """
    page = article_page(text)
    data = {
        **shown,
        "article": identifier_of(text.article.iri),
        "forms": {"kinds": _KINDS, "unsaid": _SAYINGS},
        "acts": [_act(scheme.acts[one]) for one in acts_of_positions(scheme)],
        "statements": [
            _statement(one, text) | {"reason": reasons.get(one.id, "")} for one in text.statements
        ],
        # A page has no carriage returns, and its script counts otherwise: offsets need the text itself.
        "passages": [[one.start, one.text] for one in page.passages],
        "nodes": _nodes(text.statements),
    }
    values = article_values(page, Choice())
    return render("review_article", page_of(page.article), "articles", Choice(), review=data, **values)


def review_index_page(items: Sequence[Any], shown: dict[str, Any], **values: Any) -> str:
    """The list of what is worth a review, the most first."""
    return render("review_index", REVIEW_INDEX, "review", Choice(), items=items, review=shown, **values)


def node_value(one: Node) -> dict[str, str]:
    """What the script knows of an actor or agreement."""
    return {"id": one.id, "name": one.name, "type": one.type, "kind": one.kind}


def _act(one: Act) -> dict[str, str]:
    detail = f"{one.polarity.value}. {one.definition}"
    return {"label": one.name, "detail": detail, "notation": written_act(one.notation)}


def _statement(one: StatementRow, text: ArticleText) -> dict[str, Any]:
    def places(role: str) -> list[list[int]]:
        return [[row.span.start, row.span.end] for row in text.evidence[one.iri] if row.role == role]

    return {
        "id": one.id,
        "text": one.text,
        "content": places("content"),
        "source": places("source"),
        "cue": next(iter(places("cue")), None),
        "kind": one.kind.value,
        "unsaid": one.unsaid.value if one.unsaid else SAID,
        "speaker": node_value(one.speaker) if one.speaker else None,
        "candidates": [{**node_value(who.node), "confidence": who.confidence} for who in one.candidates],
        "byHand": one.by_hand,
        "agreements": [node_value(agreement) for agreement in one.agreements],
        "positions": [
            {
                "id": stand.id,
                "holder": stand.holder.name,
                "holderId": stand.holder.id,
                "act": stand.act_name,
                "polarity": stand.polarity.value,
                "target": node_value(stand.target),
                "byHand": stand.by_hand,
            }
            for stand in one.stands
        ],
    }


def _nodes(statements: Iterable[StatementRow]) -> list[dict[str, str]]:
    """The actors and agreements of an article, as often as they come first."""
    counts: dict[Node, int] = {}
    for one in statements:
        named = [one.speaker, *(who.node for who in one.candidates), *one.mentions]
        named += [node for stand in one.stands for node in (stand.holder, stand.target)]
        for node in named:
            if node is not None and node.kind in ("actor", "agreement"):
                counts[node] = counts.get(node, 0) + 1
    return [node_value(one) for one in sorted(counts, key=lambda one: (-counts[one], one.name, one.id))]
