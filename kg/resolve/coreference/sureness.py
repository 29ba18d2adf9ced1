"""How sure it is that words which name or describe somebody are resolved to the right one.

The shares of right answers by form, over 3,900 sources of `corpus/` and PolNeAR train whose speakers readers
noted (`training/readings/`). Pronouns and descriptions have the probability of their links instead.
"""

from kg.language.folding import POSSESSIVE, words_of
from kg.language.lexicon import lexicon
from kg.language.personal_names import is_full_name
from kg.model import Actor, ActorType, Confidence
from kg.resolve.bodies.organisations import country_named

_PERSON, _ONE_WORD, _GROUP, _BODY, _BODY_OTHERWISE = 0.99, 0.91, 0.93, 0.97, 0.87
RIGHT_BEFORE: Confidence = 0.95
"""Of the person whose name stands right before "who": of 41 in the same readings, 40 were right."""
UNNAMED: Confidence = 0.87
"""Of somebody whom the article does not seem to name; by this factor, a name may have been missed."""


def sureness_of_name(actor: Actor, words: str) -> Confidence:
    """The share of right answers among actors of this type that are named by such `words`."""
    if actor.members:
        return _GROUP
    if actor.type is ActorType.PERSON:
        return _PERSON if is_full_name(actor.name) else _ONE_WORD
    if actor.type is ActorType.GOVERNMENT and country_named(words) is not None:
        return _BODY
    name, written = _forms(actor.name), _forms(words)
    return _BODY if name <= written and len(written) <= len(name) + 1 else _BODY_OTHERWISE


def _forms(words: str) -> set[str]:
    """The words in lower case, countries and their adjectives as one: "Malta's", "Maltese"."""
    bare = [POSSESSIVE.sub("", word) for word in words_of(words)]
    countries = (lexicon().country_of(word) for word in bare)
    return {
        country.name if country else word.lower() for word, country in zip(bare, countries, strict=True)
    } - {"the"}
