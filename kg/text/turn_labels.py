"""Labels of turns: who speaks in a transcript or an interview ("Q:", "MR. DALTON:", "Tom Hale:")."""

import re
from collections import Counter
from collections.abc import Iterator

from kg.text.part import PartKind
from kg.text.part_patterns import part_patterns

_QUESTIONS, _ANSWERS = frozenset({"q", "question"}), frozenset({"a", "answer"})
_ASKED = re.compile(r"(Q|QUESTION|Question|A|ANSWER|Answer)([:.])(?:\s+|$)|(?P<spaced>Q)(?: {2,}|\t)(?=\S)")
_IN_PARENTHESES = re.compile(r"\(\((?=[^()\n]*[^\W\d_])([^()\n]{1,40})\)\)\s*:?\s*")
_WORD = r"[A-ZÀ-Þ][\w.'-]*"
_SPEAKER = re.compile(
    rf"({_WORD}(?: (?:{_WORD}|of|the|al|bin|da|de|la|van|von)){{0,5}})"
    r"(?:, [^:.!?\"]{1,50}| \([^)\n]{1,50}\))?:(?:\s+|$)"
)
# "Mr. LUND. ", as parliaments print it.
_RECORD = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Dr|Senator|The)\.? [A-Z][A-Z'-]+(?: [A-Z][A-Z'-]+){0,3}(?: of [A-Z]\w+)?\.\s+"
)
_SENTENCE = re.compile(r".*[.!?…\"')\]-]$", re.DOTALL)
_FEWEST = 2
"""So often a label without a title must recur."""

Found = dict[int, tuple[PartKind, int]]


def find_turn_labels(texts: list[str]) -> Found:
    """The kind and the end of the label of each turn, by paragraph.

    "Q:", "A:" and titles in capitals are known; other labels must recur, or name people beside one another.
    """
    known: Found = {}
    speakers: dict[int, re.Match[str]] = {}
    for number, text in enumerate(texts):
        if match := _IN_PARENTHESES.match(text) or _RECORD.match(text):
            known[number] = PartKind.TURN, match.end()
        elif match := _SPEAKER.match(text):
            if _is_titled(match[1]) and (match.end() == len(text) or _SENTENCE.match(text)):
                known[number] = PartKind.TURN, match.end()
            elif _may_speak(match[1]) and re.search("[A-Za-z]", text[match.end() :]):
                speakers[number] = match
    labels = {number: match[1] for number, match in speakers.items()}
    people = {label for label in labels.values() if _is_person(label) or _are_initials(label, texts)}
    turns = {number: (PartKind.TURN, speakers[number].end()) for number in _spoken(labels, known, people)}
    return turns | known | _asked(texts)


def _spoken(labels: dict[int, str], known: Found, people: set[str]) -> Iterator[int]:
    """The paragraphs whose labels, by paragraph, name who speaks; `people` are those that look like names."""
    counts = Counter(labels.values())
    people = people | {label for label in counts if label in {person.split()[-1] for person in people}}
    recurring = {label for label, count in counts.items() if count >= _FEWEST}
    several = len(counts) + len(known) >= _FEWEST
    is_dialogue = bool(recurring) and (several or not recurring.isdisjoint(people))
    sure = people | recurring if is_dialogue else people
    spoken = known.keys() | {number for number, label in labels.items() if label in sure}
    for number, label in labels.items():
        near = {number - 1, number + 1}
        if label in people:
            likely = is_dialogue or not near.isdisjoint(known.keys() | labels.keys())
        else:
            likely = (is_dialogue or " " in label) and not near.isdisjoint(spoken)
        # A colon in the first line is a headline's.
        if (is_dialogue and label in recurring) or (likely and number > 0):
            yield number


def _asked(texts: list[str]) -> Found:
    """Questions and answers: "A:" counts beside a question only, "Q." and "A." only beside each other."""
    matches = {number: match for number, text in enumerate(texts) if (match := _ASKED.match(text))}
    asks = {number: match["spaced"] or match[1].lower() in _QUESTIONS for number, match in matches.items()}
    marks: dict[str | None, set[bool]] = {":": set(), ".": set(), None: {True, False}}
    for number, match in matches.items():
        marks[match[2]].add(bool(asks[number]))
    return {
        number: (PartKind.QUESTION if asks[number] else PartKind.ANSWER, match.end())
        for number, match in matches.items()
        if True in marks[match[2]] and (match[2] != "." or False in marks["."])
    }


def _is_titled(label: str) -> bool:
    """Whether a label is a title in capitals with a name, or "THE" with a title."""
    words = label.replace(".", "").split()
    if label != label.upper() or len(words) < 2:
        return False
    titles = part_patterns().speaker_titles
    fronts = {" ".join(words[:length]) for length in range(1, len(words) + (words[0] == "THE"))}
    return not titles.isdisjoint(fronts)


def _may_speak(label: str) -> bool:
    no_speakers = part_patterns().no_speakers
    return label.lower() not in no_speakers and label.split()[-1].lower() not in no_speakers


def _are_initials(label: str, texts: list[str]) -> bool:
    """Whether a label is the initials of a name in the text."""
    if not re.fullmatch("[A-Z]{2,3}", label):
        return False
    name = re.compile(r"\b" + " ".join(rf"{letter}[\w.'-]*" for letter in label) + r"\b")
    return any(name.search(text) for text in texts)


def _is_person(label: str) -> bool:
    """Whether a label of several words starts with a title or a given name."""
    words = label.replace(".", "").split()
    known = part_patterns()
    return len(words) > 1 and (
        words[0].lower() in known.given_names or words[0].upper() in known.speaker_titles
    )
