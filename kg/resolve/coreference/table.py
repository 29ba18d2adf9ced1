"""The table of whom the words of one article refer to, and what is asked to make it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kg.model import ActorMention, Attribution, Span


@dataclass(frozen=True, slots=True)
class AskedMention:
    """Words of which the table must tell whom they refer to.

    `spans` is one noun phrase, or several parts of one source. `source_of` has the attributions whose source
    it is. `other_than` is an attribution whose speaker it cannot be: who is told or accused is another.
    """

    spans: tuple[Span, ...]
    source_of: tuple[Attribution, ...] = ()
    other_than: Attribution | None = None

    @property
    def span(self) -> Span:
        """The first part, by which the answer is looked up."""
        return self.spans[0]


class CoreferenceTable:
    """Whom the words of one article refer to, by span: made in one pass, then only looked up.

    Each entry is a mention with its confidence and the candidates for it; words that refer to nobody who is
    known surely enough have none.
    """

    def __init__(self, mentions: Mapping[Span, ActorMention]) -> None:
        self._mentions = MappingProxyType(dict(mentions))

    def at(self, span: Span) -> ActorMention | None:
        """Whom the words at `span` refer to; None if nobody is known, or they were not asked for."""
        return self._mentions.get(span)

    def speaker(self, attribution: Attribution) -> ActorMention | None:
        """Who makes the statement; None if its source names nobody, or there is none."""
        return self.at(attribution.source[0]) if attribution.source else None


def asked_mentions(attributions: Iterable[Attribution], addressees: Mapping[str, Span]) -> list[AskedMention]:
    """The sources, addressees, holders and targets of `attributions`, each span once, in order.

    `addressees` has the words that name to whom, by attribution.
    """
    sources: dict[Span, tuple[tuple[Span, ...], list[Attribution]]] = {}
    others: dict[Span, Attribution | None] = {}
    for one in attributions:
        if one.source:
            sources.setdefault(one.source[0], (one.source, []))[1].append(one)
        if one.id in addressees:
            others.setdefault(addressees[one.id], one)
        for stance in one.stances:
            follows_cue = one.cue is not None and 0 <= stance.target.start - one.cue.end <= 1
            others.setdefault(stance.target, one if stance.holder is None and follows_cue else None)
            if stance.holder is not None:
                others.setdefault(stance.holder, None)
    asked = [AskedMention(spans, source_of=tuple(of)) for spans, of in sources.values()]
    asked += [AskedMention((span,), other_than=one) for span, one in others.items() if span not in sources]
    return sorted(asked, key=lambda one: one.span)
