"""PLOVER's sentences: the PLV training part, the gold standard records, as examples of one pair each."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.plv import read_acted_sentences
from kg.extract.stances.passages import SOURCE, UNMARKED
from kg.model import Layer
from kg.text.text import Text
from kg.text.words import Words
from training.stances.examples import ACTS, Example, Pair, default_polarity

# The records use the names of an older version of PLOVER.
_RENAMED = {
    "DEMAND": "REQUEST",
    "FIGHT": "ASSAULT",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "RETREAT": "YIELD",
    "CONCEDE": "YIELD",
}
# Acts that both sides do to each other, so the reverse pair is not an example of no position.
_MUTUAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "ASSAULT"})
_REVERSED = 0.3
_MARKUP = re.compile(r"(\((?:SRC/TAR|SRC|TAR): ?[^()]*(?:\([^()]*\))?[^()]*\))")
_ACTOR = re.compile(r"\((SRC/TAR|SRC|TAR): ?(.*)\)", re.DOTALL)
_OTHER_MARKUP = re.compile(r"\((?:EVT|LOC): ?((?:[^()]|\([^()]*\))*)\)")


def read_plv(path: Path) -> Iterator[Example]:
    """The sentences of a file in PLV's format, in its order."""
    for number, one in enumerate(read_acted_sentences(path)):
        words = Text(one.text).words
        source, target = ((span.start, span.end) for span in (one.source, one.target))
        yield _example(words, source, target, one.act, str(number))


def read_records(path: Path) -> Iterator[Example]:
    """The gold standard records (CC BY-SA 4.0) that mark both actors."""
    for record in json.loads(path.read_text("utf-8")):
        info = record.get("textInfo")
        marked = info.get("markup") if isinstance(info, dict) else None
        act = _RENAMED.get(record["event"], record["event"])
        if not marked or act not in ACTS:
            continue
        marked = _OTHER_MARKUP.sub(r"\1", _OTHER_MARKUP.sub(r"\1", marked))
        text = ""
        places: dict[str, list[tuple[int, int]]] = {"SRC": [], "TAR": []}
        for part in _MARKUP.split(marked):
            actor = _ACTOR.fullmatch(part)
            for role in actor[1].split("/") if actor else ():
                places[role].append((len(text), len(text) + len(actor[2] if actor else "")))
            text += actor[2] if actor else part
        targets = [place for place in places["TAR"] if place not in places["SRC"][:1]]
        if places["SRC"] and targets:
            words = Text(text).words
            yield _example(words, places["SRC"][0], targets[0], act, record["id"])


def _example(words: Words, source: tuple[int, int], target: tuple[int, int], act: str, name: str) -> Example:
    holder, toward = (_phrase(words, place) for place in (source, target))
    pairs = [Pair(holder, toward, None, ACTS.index(act), default_polarity(act))]
    if act not in _MUTUAL and holder[1] - holder[0] < len(words) > toward[1] - toward[0]:
        pairs.append(Pair(toward, holder, 0.0, weight=_REVERSED, layer=Layer.CONTENT))
    marks = [SOURCE if place in range(*holder) else UNMARKED for place in range(len(words))]
    return Example(words.texts, pairs, marks=marks, source=holder, name=name)


def _phrase(words: Words, place: tuple[int, int]) -> tuple[int, int]:
    first, last = words.at(place[0]), words.at(max(place[0], place[1] - 1))
    return first, last + 1
