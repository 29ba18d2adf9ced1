"""Attributions inside contents: each content with a possible cue is read again as a separate text.

PolNeAR, most of the training data, marks no attribution inside another, so a first reading finds none there.
Read by itself, the content shows it: "Smith had promised to leave" in "Brown said that Smith had promised to
leave".
"""

from kg.extract.attributions import BATCH, Decoded, attributions_in, drop_duplicates
from kg.extract.encoder import Encoder
from kg.extract.subwords import Window, shift_window, windows_of
from kg.language.lexicon import lexicon
from kg.text.words import Words

# Fewer words cannot contain source, cue and content.
_SHORTEST = 5
# Higher than for whole texts: what somebody says of others is mostly no statement of theirs.
_LEAST_CONFIDENCE = 0.55
_NOBODY_ELSE = frozenset({"first", "nobody"})
_SENTENCE_ENDS = frozenset(".!?")


def reread_contents(attributions: list[Decoded], words: Words, encoder: Encoder) -> list[Decoded]:
    """Find the attributions inside the contents of `attributions` that have their own source and cue."""
    known = {offset for one in attributions if one.cue for offset in range(one.cue.start, one.cue.end)}
    return [
        one
        for one in drop_duplicates(_read(_windows(attributions, words, encoder), words, encoder))
        if may_be_inner(one, words) and one.cue and known.isdisjoint(range(one.cue.start, one.cue.end))
    ]


def may_be_inner(attribution: Decoded, words: Words) -> bool:
    """Whether it is a statement of its own within somebody's words: with a cue, and somebody else as source.

    "I think" is what the speaker says, and "you say" is nobody's statement.
    """
    if not (attribution.source and attribution.cue) or attribution.source_inherited:
        return False
    first = words.texts[words.at(attribution.source[0].start)].lower()
    return attribution.confidence >= _LEAST_CONFIDENCE and lexicon().pronouns.get(first) not in _NOBODY_ELSE


def _windows(attributions: list[Decoded], words: Words, encoder: Encoder) -> list[Window]:
    """The contents that contain a frequent cue word; no word is in two windows."""
    cue_words = encoder.settings.cue_words
    ranges = sorted(
        (words.at(span.start), words.at(span.end - 1) + 1) for one in attributions for span in one.content
    )
    windows: list[Window] = []
    for first, end in ranges:
        # Like a sentence: without the conjunction, with the full stop.
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
        own = encoder.subwords(words, window.start, window.end)
        subwords.update(enumerate(own, window.start))
        # A content longer than the encoder's window is split.
        parts += [shift_window(part, window.start) for part in windows_of(own)]
    for first in range(0, len(parts), BATCH):
        some = parts[first : first + BATCH]
        scores = encoder.score_windows(some, subwords, words.features)
        found += attributions_in(scores, some, [(part.start, part.end) for part in some], words, encoder)
    return found
