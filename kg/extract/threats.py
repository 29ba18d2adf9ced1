"""Threats that nobody utters: "the advances by the rebels threaten a disaster"."""

from itertools import pairwise

from kg.extract.attributions import Decoded
from kg.extract.reporting import reporting_words
from kg.text.words import Words

_LONGEST_SUBJECT = 14
_BREAKS = frozenset('.,;:!?()"')


def is_threat_of_thing(attribution: Decoded, words: Words) -> bool:
    """Whether the cue is a form of "threaten" and its subject a thing ("the advances by the rebels")."""
    lists = reporting_words("threats")
    if attribution.cue is None:
        return False
    first, last = words.at(attribution.cue.start), words.at(attribution.cue.end - 1)
    if words.texts[last].lower() not in lists["verbs"]:
        return False
    subject: list[str] = []
    for number in range(first - 1, max(-1, first - _LONGEST_SUBJECT - 1), -1):
        if words.texts[number] in _BREAKS or words.paragraphs[number] != words.paragraphs[first]:
            break
        subject.insert(0, words.texts[number].lower())
    pairs = pairwise([*subject, ""])
    return any(word in lists["things"] and (not after or after in lists["linking"]) for word, after in pairs)
