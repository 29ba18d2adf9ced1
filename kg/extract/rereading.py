"""What is said inside a content: each content that could hold a cue is read once more, by itself.

PolNeAR, which the model learned from, marks no attribution inside another, so the model gives none
there. Read as a text of its own, the same words show it: "Smith had promised to leave" in "Brown said
that Smith had promised to leave".
"""

from kg.extract.attributions import BATCH, Decoded, attributions_in, without_doubles
from kg.extract.encoder import Encoder
from kg.extract.subwords import Window, shifted, windows_of
from kg.text.words import Words

# Fewer words hold no source, cue and content.
_SHORTEST = 5
# The model has not learned from contents by themselves, so only what it is rather sure of is taken.
_LEAST_CONFIDENCE = 0.65
_SENTENCE_ENDS = frozenset(".!?")


def reread_contents(attributions: list[Decoded], words: Words, encoder: Encoder) -> list[Decoded]:
    """The attributions inside the contents of `attributions`: those with a source and a cue of their own."""
    known = {offset for one in attributions if one.cue for offset in range(one.cue.start, one.cue.end)}
    return [
        one
        for one in without_doubles(_read(_windows(attributions, words, encoder), words, encoder))
        if one.source
        and one.confidence >= _LEAST_CONFIDENCE
        and one.cue
        and known.isdisjoint(range(one.cue.start, one.cue.end))
    ]


def _windows(attributions: list[Decoded], words: Words, encoder: Encoder) -> list[Window]:
    """The contents in which a word stands that often opens a cue, each word at most once."""
    cue_words = encoder.settings.cue_words
    ranges = sorted(
        (words.at(span.start), words.at(span.end - 1) + 1) for one in attributions for span in one.content
    )
    windows: list[Window] = []
    for first, end in ranges:
        # Like a sentence of its own: without the conjunction, with the full stop.
        first += words.texts[first].lower() == "that"
        end += end < len(words) and words.texts[end] in _SENTENCE_ENDS
        first = max(first, windows[-1].end) if windows else first
        if end - first >= _SHORTEST and any(
            words.texts[number].lower() in cue_words for number in range(first + 1, end - 2)
        ):
            windows.append(Window(first, end))
    return windows


def _read(windows: list[Window], words: Words, encoder: Encoder) -> list[Decoded]:
    found: list[Decoded] = []
    subwords: dict[int, list[int]] = {}
    parts: list[Window] = []
    for window in windows:
        own = encoder.subwords(words.texts[window.start : window.end])
        subwords.update(enumerate(own, window.start))
        # A content longer than the encoder's window is cut like any text.
        parts += [shifted(part, window.start) for part in windows_of(own)]
    for first in range(0, len(parts), BATCH):
        some = parts[first : first + BATCH]
        scores = encoder.score_windows(some, subwords, words.features)
        found += attributions_in(scores, some, [(part.start, part.end) for part in some], words, encoder)
    return found
