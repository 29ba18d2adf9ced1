"""Labels of turns: who speaks in a transcript or an interview ("Q:", "MR. DALTON:", "Tom Hale:")."""

import re
from collections import Counter

from kg.text.part import PartKind
from kg.text.part_patterns import part_patterns

_QUESTIONS, _ANSWERS = frozenset({"q", "question"}), frozenset({"a", "answer"})
_ASKED = re.compile(r"(Q|QUESTION|Question|A|ANSWER|Answer)([:.])(?:\s+|$)")
_IN_PARENTHESES = re.compile(r"\(\(([^()\n]{1,40})\)\)\s*:?\s*")
_WORD = r"[A-ZÀ-Þ][\w.'-]*"
_SPEAKER = re.compile(
    rf"({_WORD}(?: (?:{_WORD}|of|the|al|bin|da|de|la|van|von)){{0,5}})"
    r"(?:, [^:.!?\"]{1,50}| \([^)\n]{1,50}\))?:(?:\s+|$)"
)
_SENTENCE = re.compile(r".*[.!?…\"')\]-]$", re.DOTALL)
_FEWEST = 2
"""So often a label without a title must recur."""

Found = dict[int, tuple[PartKind, int]]


def find_turn_labels(texts: list[str]) -> Found:
    """The kind and the end of the label of each turn, by paragraph.

    "Q:", "A:" and titles in capitals are known; other labels must recur, or name people beside one another.
    """
    asked = _asked(texts)
    known: Found = {}
    speakers: dict[int, re.Match[str]] = {}
    for number, text in enumerate(texts):
        if match := _IN_PARENTHESES.match(text):
            known[number] = PartKind.TURN, match.end()
        elif match := _SPEAKER.match(text):
            if _is_titled(match[1]) and _SENTENCE.match(text):
                known[number] = PartKind.TURN, match.end()
            elif _may_speak(match[1], first=number == 0) and re.search("[A-Za-z]", text[match.end() :]):
                speakers[number] = match
    counts = Counter(match[1] for match in speakers.values())
    people = {label for label in counts if _is_person(label)}
    recurring = {label for label, count in counts.items() if count >= _FEWEST}
    dialogue = recurring and (len(counts) + len(known) >= _FEWEST or recurring & people)
    beside = {
        number
        for number in speakers
        for near in (number - 1, number + 1)
        if near in speakers or near in known
    }
    taken = {
        number: (PartKind.TURN, match.end())
        for number, match in speakers.items()
        if (dialogue and match[1] in recurring | people) or (match[1] in people and number in beside)
    }
    return taken | known | asked


def _asked(texts: list[str]) -> Found:
    """Questions and answers: "A:" counts beside a question only, "Q." and "A." only beside each other."""
    matches = {number: match for number, text in enumerate(texts) if (match := _ASKED.match(text))}
    marks: dict[str, set[bool]] = {":": set(), ".": set()}
    for match in matches.values():
        marks[match[2]].add(match[1].lower() in _QUESTIONS)
    return {
        number: (PartKind.QUESTION if match[1].lower() in _QUESTIONS else PartKind.ANSWER, match.end())
        for number, match in matches.items()
        if True in marks[match[2]] and (match[2] == ":" or False in marks[match[2]])
    }


def _is_titled(label: str) -> bool:
    """Whether a label is a title in capitals with a name, or "THE" with a title."""
    words = label.replace(".", "").split()
    if label != label.upper() or len(words) < 2:
        return False
    titles = part_patterns().speaker_titles
    fronts = {" ".join(words[:length]) for length in range(1, len(words) + (words[0] == "THE"))}
    return not titles.isdisjoint(fronts)


def _may_speak(label: str, *, first: bool) -> bool:
    """Whether a label may name a speaker; the first line of an article with a colon is a headline."""
    no_speakers = part_patterns().no_speakers
    is_none = label.lower() in no_speakers or label.split()[-1].lower() in no_speakers
    return not is_none and not (first and label != label.upper())


def _is_person(label: str) -> bool:
    """Whether a label of several words starts with a title or a given name."""
    words = label.replace(".", "").split()
    known = part_patterns()
    return len(words) > 1 and (
        words[0].lower() in known.given_names or words[0].upper() in known.speaker_titles
    )
