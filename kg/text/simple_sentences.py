"""The sentences of a paragraph, as far as stops and capitals tell: without a model, and at once."""

import re
from functools import lru_cache

from kg.model import Span

_STOP = re.compile(r"(?<=[.!?])[”\"’')\]]*\s+(?=[“\"‘'(\[]*[A-Z0-9])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Col|Lt|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))\.$"
)

# More than an abbreviation has, with what stands before it.
_LONGEST = 12


@lru_cache(maxsize=2_000)
def simple_sentences(paragraph: str) -> tuple[Span, ...]:
    """The sentences of `paragraph`, which are all of it, one after the other; none of an empty one.

    `kg.text.sentences` splits better, by spaCy's tokenizer, which a question does not wait for.
    """
    starts = [
        0,
        *(
            match.end()
            for match in _STOP.finditer(paragraph)
            if not _ABBREVIATED.search(paragraph[max(0, match.start() - _LONGEST) : match.start()])
        ),
    ]
    ends = [*starts[1:], len(paragraph)]
    return tuple(Span(first, last) for first, last in zip(starts, ends, strict=True) if last > first)
