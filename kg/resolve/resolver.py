"""Resolution of one article: from its extraction to a reading."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from kg.acts.scheme import Scheme
from kg.language.dates import Dates
from kg.language.folding import slug
from kg.model import (
    ActorMention,
    AgreementMention,
    Article,
    ArticleReading,
    Attribution,
    Extraction,
    Mention,
    Place,
    PlaceMention,
    Span,
    Statement,
)
from kg.resolve.agreements.agreement_finder import find_agreements
from kg.resolve.allegiance import Allegiances
from kg.resolve.circumstances.circumstance_finder import Circumstances, find_circumstances
from kg.resolve.coreference.noun_phrase_references import NounPhraseReferences
from kg.resolve.coreference.one_pass import resolve_coreference
from kg.resolve.coreference.table import CoreferenceTable, asked_mentions
from kg.resolve.decoded import DecodedText
from kg.resolve.figure_finder import find_figures, find_own_figures
from kg.resolve.name_consistency import consistent_names
from kg.resolve.people.people import find_people
from kg.resolve.people.person import Person
from kg.resolve.position_finder import PositionFinder
from kg.resolve.registry import Registry
from kg.resolve.renaming import Renaming, first_of_each
from kg.text.span_index import SpanIndex
from kg.text.text import Text


def resolve(
    article: Article, text: Text, extraction: Extraction, registry: Registry, scheme: Scheme
) -> ArticleReading:
    """Resolve `extraction`, the extraction of the `text` of `article`, from this article alone.

    The acts of positions are those of `scheme`. `kg.archive` merges entities across articles.
    """
    if text.written == text.raw:
        reading = _resolve(article, text, extraction, registry, scheme)
    else:
        decoded = DecodedText(text)
        found = _resolve(article, decoded.text, decoded.to_decoded(extraction), registry, scheme)
        reading = replace(decoded.to_raw(found), noise=text.noise, paragraphs=text.paragraphs)
    return Renaming(actor=registry.renaming(one.text for one in reading.mentions)).reading(reading)


def _resolve(
    article: Article, text: Text, extraction: Extraction, registry: Registry, scheme: Scheme
) -> ArticleReading:
    names = consistent_names(text.raw, extraction, registry)
    extraction = replace(extraction, names=names)
    dates = Dates(text, article.published_on)
    people = find_people(text, extraction)
    roles = [(person.actor(), role) for person in people if not person.may_be for role in person.roles]
    circumstances = find_circumstances(text, extraction, dates)
    phrases = NounPhraseReferences(article.id, text, extraction, people, registry)
    addressees = {key: one.addressee for key, one in circumstances.items() if one.addressee}
    asked = asked_mentions(extraction.attributions, addressees)
    coreference = resolve_coreference(text, extraction, people, phrases, asked)
    agreements = find_agreements(article, text, extraction, registry, dates)
    mentions = _mentions(text.raw, extraction, people, phrases, agreements.mentions)
    index = SpanIndex(mentions, lambda one: one.span)
    statements = (
        Statement.of(
            one,
            article=article.id,
            speaker=coreference.speaker(one),
            candidates=coreference.candidates(one),
            figures=find_figures(text, dates, one.content),
            **_mentioned(one, index),
            **_circumstances(circumstances.get(one.id, Circumstances()), coreference),
        )
        for one in extraction.attributions
    )
    said = [part for one in extraction.attributions for part in one.content]
    positions = PositionFinder(text.raw, names, agreements.mentions, coreference, Allegiances(roles), scheme)
    return ArticleReading(
        article=article,
        statements=positions.fill(statements),
        mentions=tuple(mentions),
        roles=tuple(roles),
        facts=tuple(agreements.facts),
        figures=find_own_figures(text, dates, said),
        noise=text.noise,
        paragraphs=text.paragraphs,
    )


def _mentioned(attribution: Attribution, mentions: SpanIndex[Mention]) -> dict[str, Any]:
    """The agreements, actors and places mentioned in the content, each once, by field of `Statement`."""
    inside = [one for part in attribution.content for one in mentions.inside(part)]
    return {
        "agreements": first_of_each(one for one in inside if isinstance(one, AgreementMention)),
        "mentions": first_of_each(one for one in inside if not isinstance(one, AgreementMention)),
    }


def _circumstances(circumstances: Circumstances, coreference: CoreferenceTable) -> dict[str, Any]:
    """Addressee, medium, occasion and date, by field of `Statement`."""
    addressee = circumstances.addressee
    return {
        "addressee": coreference.at(addressee) if addressee else None,
        "medium": circumstances.medium,
        "occasion": circumstances.occasion,
        "said_on": circumstances.said_on,
    }


def _mentions(
    raw: str,
    extraction: Extraction,
    people: list[Person],
    phrases: NounPhraseReferences,
    agreements: Iterable[AgreementMention],
) -> list[Mention]:
    """The mentions of the article, in order, without those inside an agreement's name ("Kyoto Protocol")."""
    agreements = list(agreements)
    taken = SpanIndex(agreements, lambda one: one.span)

    def is_part(span: Span) -> bool:
        around = taken.around(span.start)
        return around is not None and around.span.contains(span)

    named = (one for one in _named(raw, extraction, people, phrases) if not is_part(one.span))
    return sorted([*named, *agreements], key=lambda one: (one.span, one.entity.id))


def _named(
    raw: str, extraction: Extraction, people: list[Person], phrases: NounPhraseReferences
) -> Iterator[Mention]:
    """Yield the mentions of people, organisations and places by name."""
    for person in people:
        # Who is in doubt is not mentioned by any name of the graph.
        for span in person.mentions if not person.may_be else ():
            yield ActorMention(span, span.of(raw), person.actor())
    for name in extraction.names:
        words = name.span.of(raw)
        if name.kind == "organisation" and slug(words):
            actor, metonym = phrases.named(name)
            yield ActorMention(name.span, words, actor, metonym)
        elif name.kind == "place" and slug(words):
            yield PlaceMention(name.span, words, Place(slug(words), " ".join(words.split())))
