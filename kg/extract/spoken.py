"""Cues that are always speech: "ruled out", "urged", "vowed"."""

import re
from dataclasses import replace
from functools import cache

from kg.data import clears_with_data
from kg.extract.attributions import Decoded
from kg.extract.reporting import reporting_words
from kg.model import StatementKind
from kg.text.words import Words


def mark_spoken(attribution: Decoded, words: Words) -> Decoded:
    """`attribution` as speech if its cue is one of these; else as it is."""
    if attribution.kind is StatementKind.SPEECH or attribution.cue is None:
        return attribution
    first, last = words.at(attribution.cue.start), words.at(attribution.cue.end - 1)
    cue = " ".join(words.texts[first : last + 1]).lower()
    return replace(attribution, kind=StatementKind.SPEECH) if _cues().search(cue) else attribution


@clears_with_data
@cache
def _cues() -> re.Pattern[str]:
    cues = sorted(reporting_words("speech")["cues"])
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, cues))})\b")
