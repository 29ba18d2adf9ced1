"""One article resolved: who speaks, what is mentioned, on its own evidence."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from kg.text.view import normalised_view
from kg.model import (
    Actor,
    Agreement,
    Document,
    Entity,
    Extraction,
    Mention,
    Place,
    Position,
    Reading,
    Span,
    Statement,
)
from kg.archive.actor_index import ActorIndex
from kg.resolve.name_consistency import consistent_names
from kg.resolve.people.people import find_people
from kg.resolve.people.person import Person
from kg.resolve.coreference.speakers import SpeakerResolver
from kg.resolve.agreements.agreement_finder import find_agreements
from kg.resolve.circumstances.circumstance_finder import Circumstances, find_circumstances
from kg.resolve.figure_finder import find_figures
from kg.language.lexicon import lexicon
from kg.language.folding import slug, words_of
from kg.resolve.position_finder import PositionFinder
from kg.acts.scheme import Scheme, read_scheme
from kg.resolve.allegiance import Sides
from kg.resolve.registry import Registry
from kg.text.span_index import SpanIndex


def resolve_article(
    document: Document, extraction: Extraction, registry: Registry, scheme: Scheme | None = None
) -> Reading:
    """`extraction` with speakers, agreements, mentions and positions, as far as the article itself tells.

    The acts of positions are those of `scheme`, else of the scheme that comes with the package.
    """
    extraction = replace(extraction, names=consistent_names(document, extraction, registry))
    people = find_people(document, extraction)
    resolver = SpeakerResolver(document, extraction, people)
    speakers = _speakers(document, extraction, resolver)
    agreements = find_agreements(document, extraction, registry)
    taken = SpanIndex(agreements.mentions, lambda one: one.span)
    named = [one for one in _mentions(document, extraction, people, resolver) if not _inside(one.span, taken)]
    mentions = sorted([*named, *agreements.mentions], key=lambda one: (one.span, one.refers_to.id))
    index = SpanIndex(mentions, lambda one: one.span)
    circumstances = find_circumstances(document, extraction)
    roles = [(person.actor(), role) for person in people for role in person.roles]
    positions = PositionFinder(
        document, extraction.names, agreements.mentions, resolver, Sides(roles), scheme or read_scheme()
    )
    view = normalised_view(document.text, [(noise.start, noise.end) for noise in document.noise])
    statements = positions.fill(
        replace(
            _resolved(one, speakers[one.id], circumstances.get(one.id), resolver, index),
            figures=find_figures(view, document.text, one.content),
        )
        for one in extraction.statements
    )
    reading = Reading(document, statements, tuple(mentions), tuple(roles), tuple(agreements.facts))
    return replace_entities(reading, registry.renaming(mention.text for mention in reading.mentions))


def _speakers(
    document: Document, extraction: Extraction, resolver: SpeakerResolver
) -> dict[str, Mention | None]:
    """Who makes each statement, by its identifier; "I" last, which is whose words it stands in."""
    pronouns = lexicon().pronouns

    def order(statement: Statement) -> tuple[bool, Span]:
        source = statement.source[0] if statement.source else statement.content[0]
        words = words_of(source.of(document.text))
        return len(words) == 1 and pronouns.get(words[0].lower()) == "first", source

    return {one.id: resolver.resolve(one) for one in sorted(extraction.statements, key=order)}


def _resolved(
    statement: Statement,
    speaker: Mention | None,
    circumstances: Circumstances | None,
    resolver: SpeakerResolver,
    mentions: SpanIndex[Mention],
) -> Statement:
    inside = _within(mentions, statement.content)
    resolved = replace(
        statement,
        speaker=speaker,
        agreements=_first_of_each(one for one in inside if isinstance(one.refers_to, Agreement)),
        mentions=_first_of_each(one for one in inside if not isinstance(one.refers_to, Agreement)),
    )
    if circumstances is None:
        return resolved
    occasion = circumstances.occasion
    # "told a meeting": the meeting is where it was said, and nobody.
    listener = circumstances.addressee
    meets = listener is not None and occasion is not None and listener.overlaps(occasion.span)
    return replace(
        resolved,
        addressee=resolver.refer((listener,)) if listener and not meets else None,
        medium=circumstances.medium,
        occasion=occasion,
        said_on=circumstances.said_on,
    )


def rename_entities(reading: Reading, index: ActorIndex) -> Reading:
    """`reading` with every actor, agreement and place as it is called across articles."""
    return replace_entities(reading, index.renaming(reading))


def replace_entities(reading: Reading, rename: Callable[[Entity], Entity]) -> Reading:
    """`reading` with every entity replaced by what `rename` makes of it."""

    def renamed(mention: Mention) -> Mention:
        return replace(mention, refers_to=rename(mention.refers_to))

    def held(position: Position) -> Position:
        target = position.target
        entity = rename(target.refers_to) if target.refers_to else None
        if isinstance(entity, Actor | Agreement):
            target = replace(target, refers_to=entity)
        return replace(position, holder=renamed(position.holder), target=target)

    statements = tuple(
        replace(
            one,
            positions=_toward_others(map(held, one.positions)),
            speaker=renamed(one.speaker) if one.speaker else None,
            addressee=renamed(one.addressee) if one.addressee else None,
            agreements=_first_of_each(map(renamed, one.agreements)),
            mentions=_first_of_each(map(renamed, one.mentions)),
        )
        for one in reading.statements
    )
    roles = ((rename(actor), role) for actor, role in reading.roles)
    return replace(
        reading,
        statements=statements,
        mentions=tuple(map(renamed, reading.mentions)),
        roles=tuple((actor, role) for actor, role in roles if isinstance(actor, Actor)),
    )


def _mentions(
    document: Document, extraction: Extraction, people: list[Person], resolver: SpeakerResolver
) -> Iterable[Mention]:
    """People, organisations and places by name, wherever the article names them."""
    for person in people:
        for span in person.mentions:
            yield Mention(span, span.of(document.text), person.actor())
    for name in extraction.names:
        text = name.span.of(document.text)
        if name.kind == "organisation" and slug(text):
            actor, metonym = resolver.named(name)
            yield Mention(name.span, text, actor, metonym)
        elif name.kind == "place" and slug(text):
            yield Mention(name.span, text, Place(slug(text), " ".join(text.split())))


def _within(index: SpanIndex[Mention], content: tuple[Span, ...]) -> list[Mention]:
    return [one for part in content for one in index.starting_in(part) if one.span.end <= part.end]


def _inside(span: Span, taken: SpanIndex[Mention]) -> bool:
    """Whether the name is part of an agreement's ("Kyoto" in "the Kyoto Protocol")."""
    around = taken.around(span.start)
    return around is not None and span.end <= around.span.end


def _toward_others(positions: Iterable[Position]) -> tuple[Position, ...]:
    """The positions but those of somebody toward themselves: who turns out to be one takes none."""
    return tuple(one for one in positions if one.target.refers_to != one.holder.refers_to)


def _first_of_each(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    first: dict[str, Mention] = {}
    for mention in mentions:
        first.setdefault(mention.refers_to.id, mention)
    return tuple(first.values())
