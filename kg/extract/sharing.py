"""A quotation that two cues claim is what the speaker of the nearer one said.

“It is safe,” said Fell. “It is not,” said Costa. “I have seen the cracks.”
"""

from collections import defaultdict
from dataclasses import replace

from kg.extract.attributions import Decoded
from kg.model import Span


def separate_shared(attributions: list[Decoded]) -> list[Decoded]:
    """`attributions` without the parts of contents that are a part of another one with a nearer cue.

    An attribution keeps a content of one part, whoever else claims it.
    """
    cues: dict[Span, list[Span]] = defaultdict(list)
    for one in attributions:
        if one.cue:
            for part in one.content:
                cues[part].append(one.cue)

    def is_own(part: Span, cue: Span) -> bool:
        return _gap(part, cue) == min(_gap(part, other) for other in cues[part])

    return [
        replace(one, content=own)
        if one.cue and (own := tuple(part for part in one.content if is_own(part, one.cue)))
        else one
        for one in attributions
    ]


def _gap(part: Span, cue: Span) -> int:
    return max(part.start - cue.end, cue.start - part.end)
