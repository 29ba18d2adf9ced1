"""The coreference table of one article, and the mentions to resolve for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kg.model import ActorMention, Attribution, Candidate, Confidence, Span

LEAST_SURE: Confidence = 0.6
"""The least confidence of a resolved mention; one below it is doubtful."""


@dataclass(frozen=True, slots=True)
class AskedMention:
    """A mention to resolve.

    `spans` is one noun phrase, or the parts of one source. `source_of` has the attributions whose source it
    is. `other_than` is an attribution whose speaker it cannot be: an addressee or a target.
    """

    spans: tuple[Span, ...]
    source_of: tuple[Attribution, ...] = ()
    other_than: Attribution | None = None

    @property
    def span(self) -> Span:
        """The first part."""
        return self.spans[0]


class CoreferenceTable:
    """The resolved mentions of one article by the spans of their parts, immutable.

    Each has its confidence and the other candidates. A span whose most likely referent is less sure than
    `LEAST_SURE` is unresolved; `doubtful` has its candidates, the most likely first.
    """

    def __init__(
        self,
        mentions: Mapping[tuple[Span, ...], ActorMention],
        doubtful: Mapping[tuple[Span, ...], tuple[Candidate, ...]] = MappingProxyType({}),
    ) -> None:
        self._mentions = MappingProxyType(dict(mentions))
        self._doubtful = MappingProxyType(dict(doubtful))

    def at(self, span: Span) -> ActorMention | None:
        """The mention at `span`; None if it is unresolved or was not asked for."""
        return self._mentions.get((span,))

    def speaker(self, attribution: Attribution) -> ActorMention | None:
        """The speaker of the statement; None if there is no source, or it is unresolved."""
        return self._mentions.get(attribution.source)

    def candidates(self, attribution: Attribution) -> tuple[Candidate, ...]:
        """Who the speaker may be, the most likely first, where it is doubtful; empty otherwise."""
        return self._doubtful.get(attribution.source, ())


def asked_mentions(attributions: Iterable[Attribution], addressees: Mapping[str, Span]) -> list[AskedMention]:
    """The mentions to resolve: sources, addressees, holders and targets, each once, in order.

    `addressees` has the addressees by attribution.
    """
    sources: dict[tuple[Span, ...], list[Attribution]] = {}
    others: dict[Span, Attribution | None] = {}
    for one in attributions:
        if one.source:
            sources.setdefault(one.source, []).append(one)
        if one.id in addressees:
            others.setdefault(addressees[one.id], one)
        for stance in one.stances:
            follows_cue = one.cue is not None and 0 <= stance.target.start - one.cue.end <= 1
            others.setdefault(stance.target, one if stance.holder is None and follows_cue else None)
            if stance.holder is not None:
                others.setdefault(stance.holder, None)
    asked = [AskedMention(spans, source_of=tuple(of)) for spans, of in sources.items()]
    asked += [AskedMention((span,), other_than=one) for span, one in others.items() if (span,) not in sources]
    return sorted(asked, key=lambda one: one.spans)
