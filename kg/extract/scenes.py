"""Quotations after a scene: 'The mayor shook his head. "Pull it."', 'And from Rosa Mellin: "…"'.

No cue attributes them. Their speaker is the one person whom the sentence before the quotation names, if it is
in the same paragraph or ends with a colon, and begins with the name or is "from" that person.
"""

from kg.extract.attributions import Decoded
from kg.extract.openings import is_office, opens_sentence, sentence_start
from kg.extract.reporting import reporting_words
from kg.model import Span
from kg.text.span_index import SpanIndex
from kg.text.words import Words

CONFIDENCE = 0.75
"""How sure it is that the person of the scene speaks."""
# What attributes something in the scene is looked for among so many attributions.
_NEAR = 30


def speaker_of_scene(
    quotation: Span, people: SpanIndex[Span], words: Words, before: list[Decoded]
) -> Span | None:
    """The one of `people`, names of persons, who does something in the sentence before `quotation`.

    None if that attributes something; `before` are the attributions before the quotation, in text order.
    """
    end = words.at(quotation.start)
    opens = end == 0 or words.paragraphs[end - 1] != words.paragraphs[end]
    if end == 0 or (opens and words.texts[end - 1] != ":"):
        return None
    first = sentence_start(end, words)
    if first is None:
        return None
    scene = Span(words.starts[first], words.ends[end - 1])
    if any(_attributes_in(one, scene) for one in before[-_NEAR:]):
        return None
    named = people.inside(scene)
    return named[0] if len(named) == 1 and _speaks(named[0], first, end, words) else None


def _attributes_in(attribution: Decoded, scene: Span) -> bool:
    cue = [attribution.cue] if attribution.cue else []
    return any(span.overlaps(scene) for span in (*attribution.content, *cue))


def _speaks(person: Span, first: int, end: int, words: Words) -> bool:
    """Whether the scene, words `[first, end)`, is "PERSON does something" or "from PERSON:"."""
    number, behind = words.at(person.start), words.at(person.end - 1) + 1
    if opens_sentence(number, words):
        return words.texts[behind] != "'" and not _is_done_to(behind, words)
    before = [text.lower() for text in words.texts[first:number]]
    named = before[-1] in {"from", ","} or is_office(before[-1])
    return named and "from" in before and words.texts[behind:end] == [":"]


def _is_done_to(number: int, words: Words) -> bool:
    """Whether the words from `number` are a passive: "was killed", "has been arrested"."""
    lists = reporting_words("scenes")
    while number + 1 < len(words) and words.texts[number] in lists["auxiliaries"]:
        number += 1
        if words.texts[number].endswith("ed") or words.texts[number] in lists["participles"]:
            return True
    return False
