"""Quotations after a scene: 'The mayor shook his head. "Pull it."', 'And from Rosa Mellin: "…"'.

No cue attributes them. Their speaker is the one person whom the sentence before the quotation names, if it is
in the same paragraph or ends with a colon.
"""

from kg.extract.attributions import Decoded
from kg.model import Name, Span
from kg.text.words import Words

CONFIDENCE = 0.75
"""How sure it is that the person of the scene speaks."""
_ENDS = frozenset(".!?")
# Longer sentences tell more than a scene.
_LONGEST = 30


def speaker_of_scene(
    quotation: Span, names: list[Name], words: Words, attributions: list[Decoded]
) -> Span | None:
    """The name of the one person in the sentence before `quotation`, unless that attributes something."""
    number = words.at(quotation.start)
    end = number
    opens = number == 0 or words.paragraphs[number - 1] != words.paragraphs[number]
    if number == 0 or (opens and words.texts[number - 1] != ":"):
        return None
    first = end - 1
    while (
        first > 0
        and words.paragraphs[first - 1] == words.paragraphs[end - 1]
        and words.texts[first - 1] not in _ENDS
    ):
        first -= 1
    if end - first > _LONGEST:
        return None
    scene = Span(words.starts[first], words.ends[end - 1])
    if any(_attributes_in(one, scene) for one in attributions):
        return None
    people = [name.span for name in names if name.kind == "person" and scene.contains(name.span)]
    return people[0] if len(people) == 1 else None


def _attributes_in(attribution: Decoded, scene: Span) -> bool:
    cue = [attribution.cue] if attribution.cue else []
    return any(span.overlaps(scene) for span in (*attribution.content, *cue))
