"""Names in passages replaced at random, so that the model does not learn who is praised or blamed."""

import random
from collections.abc import Iterable
from dataclasses import replace

from training.stances.examples import Example

# How often a passage gets other names.
_RENAMED = 0.6
_SENTENCE_ENDS = frozenset(".!?")


class Renaming:
    """Knows the names of some passages: words with a capital inside a sentence that are never lower case."""

    def __init__(self, examples: Iterable[Example]) -> None:
        names, others = set(), set()
        for one in examples:
            for before, text in zip([".", *one.texts], one.texts, strict=False):
                if text[0].isupper() and before not in _SENTENCE_ENDS and len(text) > 1:
                    names.add(text)
                elif text[0].islower():
                    others.add(text)
        self._names = sorted(name for name in names if name.lower() not in others)
        self._known = frozenset(self._names)

    def rename(self, example: Example, rng: random.Random) -> Example:
        """The passage with each name replaced by a random one, or, in four of ten cases, unchanged."""
        if rng.random() > _RENAMED:
            return example
        new = {text: rng.choice(self._names) for text in example.texts if text in self._known}
        return replace(example, texts=[new.get(text, text) for text in example.texts])
