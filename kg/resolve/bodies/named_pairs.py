"""Two who were named together: "both officers", "the two men", "the former", "the latter"."""

import re
from collections.abc import Callable
from itertools import pairwise

from kg.language.lexicon import lexicon, singular
from kg.model import Actor, Name
from kg.resolve.bodies.groups import group, is_between_members

_PEOPLE = frozenset({"man", "woman", "brother", "sister", "person", "leader", "suspect", "defendant"})
_PAIR = re.compile(r"(?:both(?:\s+of\s+them)?|the\s+(?:two|pair|couple|duo))(?:\s+([a-z-]+))?", re.IGNORECASE)
_ONE_OF_PAIR = re.compile(r"the\s+(former|latter)", re.IGNORECASE)
# Between two members and right before the first of three or more.
_LISTED_BEFORE = re.compile(r"[,]\s+(?:and\s+)?$")
# "The former" and "the latter" are said of whom the sentences just before name.
_NEAR = 400


def named_pair(
    words: str, text: str, people: list[Name], start: int, actor_of: Callable[[Name], Actor | None]
) -> Actor | None:
    """Whom `words`, which stand at `start`, refer to, if they are of two people named together before.

    `people` are the names of people before `start`, in order. "Both officers" needs a single such pair.
    """
    if not is_of_pair(words):
        return None
    one = _ONE_OF_PAIR.fullmatch(_bare(words))
    pairs = [pair for pair in _joined(text, people) if one is None or start - pair[1].span.end <= _NEAR]
    actors = [
        (first, second) for first, second in (map(actor_of, pair) for pair in pairs) if first and second
    ]
    if not actors:
        return None
    if one is not None:
        return actors[-1][one.group(1).lower() == "latter"]
    is_single = len({frozenset((first.id, second.id)) for first, second in actors}) == 1
    return group(list(actors[-1])) if is_single and actors[-1][0].id != actors[-1][1].id else None


def is_of_pair(words: str) -> bool:
    """Whether `words` refer to two people named together before, or to one of them: "both officers"."""
    one, both = _ONE_OF_PAIR.fullmatch(_bare(words)), _PAIR.fullmatch(_bare(words))
    return one is not None or (both is not None and _is_of_people(both.group(1)))


def _bare(words: str) -> str:
    return " ".join(words.split()).strip(" ,")


def _is_of_people(noun: str | None) -> bool:
    if noun is None:
        return True
    head = singular(noun.lower())
    is_known = head in _PEOPLE or head in lexicon().offices
    return (noun.lower() != head and is_known) or noun in ("men", "women")


def _joined(text: str, people: list[Name]) -> list[tuple[Name, Name]]:
    """The people who are joined by "and", two by two, without those of longer lists."""
    return [
        (first, second)
        for first, second in pairwise(people)
        if is_between_members(text[first.span.end : second.span.start])
        and not _LISTED_BEFORE.search(text[: first.span.start][-8:])
    ]
