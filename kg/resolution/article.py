"""One article resolved: who speaks, what is mentioned, on its own evidence."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from kg.model import (
    Actor,
    Agreement,
    Document,
    Extraction,
    Mention,
    Name,
    Place,
    Reading,
    Span,
    Statement,
)
from kg.resolution.agreements import find_agreements
from kg.resolution.lexicon import lexicon
from kg.resolution.names import slug, words_of
from kg.resolution.people import Person, find_people
from kg.resolution.registry import Registry
from kg.resolution.speakers import SpeakerResolver


def resolve_article(document: Document, extraction: Extraction, registry: Registry) -> Reading:
    """`extraction` with speakers, agreements and mentions, as far as the article itself tells."""
    extraction = replace(extraction, names=_of_one_kind(extraction.names, document.text))
    people = find_people(document, extraction)
    resolver = SpeakerResolver(document, extraction, people)
    first_person = lexicon().pronouns

    def order(statement: Statement) -> tuple[bool, Span]:
        source = statement.source[0] if statement.source else statement.content[0]
        words = words_of(source.of(document.text))
        return len(words) == 1 and first_person.get(words[0].lower()) == "first", source

    speakers = {one.id: resolver.resolve(one) for one in sorted(extraction.statements, key=order)}
    agreements = find_agreements(document, extraction, registry)
    mentions = [*_mentions(document, extraction, people, resolver), *agreements]
    mentions.sort(key=lambda one: (one.span, one.refers_to.id))
    statements = tuple(
        replace(
            statement,
            speaker=speakers[statement.id],
            agreements=_first_of_each(m for m in agreements if _within(m.span, statement.content)),
            mentions=_first_of_each(
                m
                for m in mentions
                if not isinstance(m.refers_to, Agreement) and _within(m.span, statement.content)
            ),
        )
        for statement in extraction.statements
    )
    roles = [(person.actor(), role) for person in people for role in person.roles]
    return Reading(document, statements, tuple(mentions), tuple(roles))


def rename_actors(reading: Reading, rename: Callable[[Actor], Actor]) -> Reading:
    """`reading` with every actor replaced by what `rename` makes of it."""

    def renamed(mention: Mention) -> Mention:
        if not isinstance(mention.refers_to, Actor):
            return mention
        return replace(mention, refers_to=rename(mention.refers_to))

    statements = tuple(
        replace(
            one,
            speaker=renamed(one.speaker) if one.speaker else None,
            mentions=_first_of_each(map(renamed, one.mentions)),
        )
        for one in reading.statements
    )
    return replace(
        reading,
        statements=statements,
        mentions=tuple(map(renamed, reading.mentions)),
        roles=tuple((rename(actor), role) for actor, role in reading.roles),
    )


def _of_one_kind(names: tuple[Name, ...], text: str) -> tuple[Name, ...]:
    """Names of which each form has the kind that it has most often in the article."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        counts[name.span.of(text)][name.kind] += 1
    return tuple(replace(name, kind=counts[name.span.of(text)].most_common(1)[0][0]) for name in names)


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
            yield Mention(name.span, text, Place(slug(text), text))


def _within(span: Span, content: tuple[Span, ...]) -> bool:
    return any(part.start <= span.start and span.end <= part.end for part in content)


def _first_of_each(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    first: dict[str, Mention] = {}
    for mention in mentions:
        first.setdefault(mention.refers_to.id, mention)
    return tuple(first.values())
