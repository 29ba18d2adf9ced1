"""What was found of the agreements of an article, put together: mentions and facts."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kg.language.agreement_words import agreement_words
from kg.model import Agreement, AgreementFact, AgreementMention, Article
from kg.resolve.agreements.described import Described
from kg.resolve.agreements.references import Reference
from kg.resolve.agreements.statuses import UNDER_WAY, farthest
from kg.text.part import PartKind
from kg.text.text import Text

Referent = Agreement | Described


@dataclass(slots=True)
class Agreements:
    """The agreements of an article: their mentions in order, and what the article says of them."""

    mentions: list[AgreementMention] = field(default_factory=list)
    facts: list[AgreementFact] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase and one agreement that it can mean."""

    reference: Reference
    referent: Referent
    confidence: float
    is_alone: bool


def agreements_of(article: Article, text: Text, found: list[Found]) -> Agreements:
    """The mentions and facts of what was found, now that all is known that the article tells."""
    entities: dict[int, Agreement] = {}
    headline = next((part.span.of(text.view) for part in text.parts if part.kind is PartKind.HEADLINE), "")
    headline = article.title or headline
    taken: dict[str, int] = defaultdict(int)
    told: dict[str, list[str]] = defaultdict(list)
    for one in found:
        if id(one.referent) in entities:
            continue
        agreement = (
            one.referent if isinstance(one.referent, Agreement) else one.referent.agreement(article, headline)
        )
        if agreement.is_local:
            taken[agreement.id] += 1
            number = taken[agreement.id]
            agreement = replace(agreement, id=f"{agreement.id}-{number}") if number > 1 else agreement
        entities[id(one.referent)] = agreement
    result = Agreements()
    for one in found:
        agreement, status = entities[id(one.referent)], one.reference.status
        result.facts += _facts(agreement, one.reference, alone=one.is_alone)
        if status and one.is_alone and not _is_made(one.referent, status.value):
            result.facts.append(AgreementFact(agreement, "status", status.value, status.span))
            told[agreement.id].append(status.value)
        elif one.reference.is_plan_of_peace:
            is_talks = one.reference.head in agreement_words().only_with_peace
            told[agreement.id].append("under negotiation" if is_talks else "proposed")
    reached = {identifier: farthest(statuses) for identifier, statuses in told.items()}
    for one in found:
        agreement, span = entities[id(one.referent)], one.reference.span
        result.mentions.append(
            AgreementMention(
                span,
                span.of(text.raw),
                agreement,
                one.confidence,
                status=reached.get(agreement.id),
                is_name=one.reference.is_naming,
            )
        )
    result.mentions.sort(key=lambda mention: (mention.span, mention.agreement.id))
    return result


def _is_made(referent: Referent, status: str) -> bool:
    """Whether the registry knows that what an article says to be under way was made."""
    return isinstance(referent, Agreement) and referent.date is not None and status in UNDER_WAY


def _facts(agreement: Agreement, reference: Reference, *, alone: bool) -> Iterator[AgreementFact]:
    """What the phrase says of the agreement; of several, what is known of this one besides."""
    known = {"place": (agreement.place,), "party": agreement.parties, "date": ()}
    for detail in reference.details:
        if alone or detail.value in known[detail.kind]:
            yield AgreementFact(agreement, detail.kind, detail.value, detail.span)
