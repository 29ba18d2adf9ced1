"""Groups of actors who speak together: "France and Italy", "Jane Doe and John Roe"."""

import re
from collections.abc import Callable
from itertools import pairwise

from kg.language.folding import slug
from kg.language.lexicon import lexicon
from kg.model import Actor, ActorType, Name, Span
from kg.resolve.bodies.organisations import government, is_acronym, organisation

# Between two members: a clause about the first, a comma or "and", then optionally a title or an office of the
# second ("and his Greek counterpart").
_CLAUSE = r"(?:\s*\([^()]{1,40}\))?(?:,\s+who\s[^,]{1,60}(?=,))?"
_BETWEEN = re.compile(
    rf"{_CLAUSE}\s*(?:,|,?\s+and|,?\s+nor|,?\s+as well as)"
    r"((?:\s+[\w.’'-]+){0,6}|\s+(?:his|her|their)(?:\s+[\w’'-]+,?){1,6}\s+(?:counterpart|colleague)s?,?)\s+",
)
_JOINS = re.compile(rf"{_CLAUSE},?\s+and(?:\s+[\w.’'-]+){{0,4}}\s+")
_NAME_FIRST = re.compile(r"(?:[Tt]he\s+)?[A-Z]\w+(?:\s+[A-Z]\w+)*")
_COMPANIONS = re.compile(
    r"(?:\s*\([^()]{1,40}\))?,?\s+and\s+"
    r"((?:his|her|its|their|other)\s+[\w’'-]+(?:\s+[\w’'-]+){0,3}|others(?:\s+in\s+[\w’' -]+)?)[,\s]*"
)
# After the last member: nothing, or a clause about the members.
_AFTER = re.compile(r"\s*(?:\([^()]{1,40}\)\s*)?(?:$|[,–—]|who\b|which\b)")
_SEPARATOR = re.compile(r"(,\s+and\s+|,\s+|\s+and\s+|,?\s+nor\s+)")
_BOTH = re.compile(r"^(?:both|neither)\s+", re.IGNORECASE)
_STROKE = re.compile(r"[/–-]")
_PREPOSITION = re.compile(r"\b(?:of|for|to|at|with|from|in|by|against|about|on|near|under|who|which)\b")


def joint_countries(source: str) -> Actor | None:
    """The group if the source is a list of countries or capitals, or starts with one; else None.

    The list may contain acronyms: "China and the EU". An apposition or a clause may follow it: "China and
    India, two rivals".
    """
    parts = _SEPARATOR.split(_BOTH.sub("", source.strip(" ,")))
    members: list[Actor] = []
    for name, separator in zip(parts[::2], [*parts[1::2], ","], strict=True):
        bare = re.sub(r"^the\s+", "", name, flags=re.IGNORECASE).strip()
        country = lexicon().countries.get(bare) or lexicon().capitals.get(bare)
        if country is None and not is_acronym(bare):
            break
        members.append(government(country) if country else organisation(bare))
        last = separator
    whole = len(members) * 2 > len(parts)
    governments = any(member.type is ActorType.GOVERNMENT for member in members)
    if len(members) < 2 or not governments or not (whole or re.fullmatch(r",\s+", last)):
        return None
    return group(members)


def joint_names(
    text: str, source: Span, heads: list[Name], actor_of: Callable[[Name], Actor | None]
) -> Actor | None:
    """The group of the people or organisations that the source lists, or None."""
    # "the Federal Security Service (FSB)" is one member.
    heads = [head for head in heads if text[head.span.start - 1 : head.span.start] != "("]
    if len(heads) < 2 or not _AFTER.match(text[heads[-1].span.end : source.end]):
        return None
    for first, second in pairwise(heads):
        between = text[first.span.end : second.span.start]
        found = _BETWEEN.fullmatch(between)
        if first.kind != second.kind or not found or _PREPOSITION.search(found.group(1)):
            return None
    if not re.search(r"\band\b|\bnor\b|\bas well as\b", text[heads[-2].span.end : heads[-1].span.start]):
        return None
    actors = [actor for actor in map(actor_of, heads) if actor is not None]
    if len({actor.id for actor in actors}) < 2:
        return None
    return group(actors)


def joint_outlets(name: str, owners: Callable[[str], list[Actor]]) -> Actor | None:
    """The group of those whom a name joins by a stroke ("New York Times/CBS News"), or None.

    `owners` gives the actors of the registry that have a name; each part must be one's alone.
    """
    parts = [re.sub(r"^the ", "", part.strip(), flags=re.IGNORECASE) for part in _STROKE.split(name)]
    # "Washington Post-ABC News", but no part of "Al-Qaeda"
    found = [owners(part) for part in parts] if len(parts) > 1 else []
    return group([one for (one,) in found]) if found and all(len(one) == 1 for one in found) else None


def is_between_members(words: str) -> bool:
    """Whether `words`, between two names, join them to a pair: "and", perhaps with an office."""
    return _JOINS.fullmatch(words) is not None and _PREPOSITION.search(words) is None


def companions(source: str, heads: list[str]) -> tuple[str, str] | None:
    """The named member of a source and the unnamed that it adds: "Norway and its allies", "Doe and others".

    `heads` are the people whom the source names. None if it adds nobody.
    """
    if len(heads) > 1:
        return None
    first = _NAME_FIRST.match(source)
    end = source.find(heads[0]) + len(heads[0]) if heads else first.end() if first else 0
    match = _COMPANIONS.fullmatch(source, end)
    return (source[:end], match.group(1)) if match else None


def group(members: list[Actor]) -> Actor:
    """The group of `members`, which is not empty; its identifier and name are those of the sorted members.

    A single member is returned itself. Governments are named by their countries.
    """
    distinct = sorted(
        {actor.id: actor for actor in members}.values(),
        key=lambda one: (one.type is ActorType.UNNAMED, one.id),
    )
    if len(distinct) < 2:
        return distinct[0]
    identifier = slug(" and ".join(actor.id for actor in distinct))
    names = [_short_name(actor) for actor in distinct]
    name = f"{', '.join(names[:-1])} and {names[-1]}"
    return Actor(identifier, name, ActorType.GROUP, members=tuple(distinct))


def _short_name(actor: Actor) -> str:
    country = lexicon().adjectives.get(actor.name.removesuffix(" government"))
    return country.name if country and actor == government(country) else actor.name
