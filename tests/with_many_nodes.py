"""Graphs of hundreds or thousands of actors, as archives have them: a few are spoken of by many."""

from collections.abc import Iterator
from dataclasses import replace

from kg.model import Actor, ActorMention, ActorType, ArticleReading, Polarity, Span
from tests.builders import Held, find, make_article, make_reading, make_statement, person

_FIRST = ("Ada", "Bo", "Cai", "Dag", "Eva", "Finn", "Gus", "Hana", "Ida", "Jon", "Kaja", "Lev", "Mia", "Nils")
_LAST = ("ber", "dal", "gren", "holt", "kova", "lind", "mar", "nord", "rost", "stad", "tor", "vik", "wald")
_TYPES = (*(ActorType.PERSON,) * 5, ActorType.ORGANISATION, ActorType.GOVERNMENT, ActorType.GROUP)
_IN_ARTICLE = 8
# Of the actors, one in so many is often in the news.
_OFTEN = 15
_SIGNS = (None, Polarity.OPPOSES, None, Polarity.SUPPORTS, None)
_WORDS = "is in the news again, number"


def many_readings(count: int) -> Iterator[ArticleReading]:
    """Articles in which `count` actors speak, each twice, of actors that are often in the news."""
    for first in range(0, count, _IN_ARTICLE):
        pairs = []
        for one in range(first, min(first + _IN_ARTICLE, count)):
            pairs += [
                (2 * one, _actor(one), _whom(one, count)),
                (2 * one + 1, _actor(one), _whom(one * 7 + 3, count)),
            ]
        said = [f"{other.name} {_WORDS} {number}" for number, _, other in pairs]
        lines = [f"{one.name} said {words}." for (_, one, _), words in zip(pairs, said, strict=True)]
        article = make_article("\n\n".join(lines), f"{first:05}.txt", day=f"2020-0{1 + first % 9}-11")
        statements, mentions = [], []
        for (number, speaker, other), words in zip(pairs, said, strict=True):
            start = find(article, words).start
            mentions.append(ActorMention(Span(start, start + len(other.name)), other.name, other))
            sign = _SIGNS[_mixed(number) % len(_SIGNS)]
            held = [Held("REJECT", sign, other.name, other)] if sign else []
            statements.append(
                make_statement(article, words, speaker, *held, cue="said", mentions=(mentions[-1],))
            )
        spoken = [one.speaker for one in statements if one.speaker]
        yield make_reading(article, *statements, mentions=(*spoken, *mentions))


def _whom(one: int, count: int) -> Actor:
    """Whom somebody speaks of: few are spoken of by many."""
    often = count // _OFTEN
    found = int(often * (_mixed(one) / 2**32) ** 2.5)
    return _actor(found if found != one % often else often)


def _mixed(number: int) -> int:
    """A number below 2³² that looks like any other (Knuth's multiplicative hash)."""
    return (number + 1) * 2654435761 % 2**32


def _actor(number: int) -> Actor:
    first, rest = _FIRST[number % len(_FIRST)], number // len(_FIRST)
    last = _LAST[rest % len(_LAST)].capitalize() + _LAST[rest // len(_LAST) % len(_LAST)]
    more = rest // len(_LAST) ** 2
    name = f"{first} {last}{_LAST[more - 1] if more else ''}"
    return replace(person(name), type=_TYPES[number % len(_TYPES)])
