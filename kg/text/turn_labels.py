"""Labels of turns: who speaks in a transcript or an interview ("Q:", "MR. DALTON:", "Tom Hale:")."""

import re
from collections import Counter
from collections.abc import Iterator

from kg.text.part import PartKind
from kg.text.part_patterns import part_patterns
from kg.text.written import FILLER

_QUESTIONS, _ANSWERS = frozenset({"q", "question"}), frozenset({"a", "answer"})
_ASKED = re.compile(r"(Q|QUESTION|Question|A|ANSWER|Answer)([:.])(?:\s+|$)|(?P<spaced>Q)(?: {2,}|\t)(?=\S)")
_IN_PARENTHESES = re.compile(r"\(\((?=[^()\n]*[^\W\d_])([^()\n]{1,40})\)\)\s*:?\s*")
_WORD = rf"[A-ZÀ-Þ][\w.'{FILLER}-]*"
_SPEAKER = re.compile(
    rf"({_WORD}(?: (?:{_WORD}|of|the|al|bin|da|de|la|van|von)){{0,5}})"
    r"(?:, [^:.!?\"]{1,50}| \([^)\n]{1,50}\))?:(?:\s+|$)"
)
# "Mr. LUND. ", as parliaments print it.
_RECORD = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Dr|Senator|The)\.? [A-Z][A-Z'-]+(?: [A-Z][A-Z'-]+){0,3}(?: of [A-Z]\w+)?\.\s+"
)
_INITIALS = re.compile("[A-Z]{2,3}")
_CAPITALS = re.compile(r"\b[A-Z][\w.'-]*(?: [A-Z][\w.'-]*)+")
_ADDRESSES = re.compile(r"\b(?:I(?!\.)|[Mm]e|[Mm]y|[Ww]e|us|[Oo]ur|[Yy]ou|[Yy]our)\b|\?")
_SENTENCE = re.compile(r".*[.!?…\"')\]-]$", re.DOTALL)
_FEWEST = 2
"""So often a label without a title must recur."""

Found = dict[int, tuple[PartKind, int]]


def find_turn_labels(texts: list[str]) -> Found:
    """The kind and the end of the label of each turn, by paragraph.

    "Q:", "A:" and titles in capitals are known; other labels must recur, or name people beside one another,
    and what they label must be speech.
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
    initials = _initials(texts) if any(_INITIALS.fullmatch(label) for label in labels.values()) else set()
    people = {label for label in set(labels.values()) if _is_person(label) or label in initials}
    surnames = {person.split()[-1] for person in people}
    people |= surnames.intersection(labels.values())
    addressing = {number for number, match in speakers.items() if _addresses(texts[number], match.end())}
    silent = _silent(labels, addressing) - people
    labels = {number: label for number, label in labels.items() if label not in silent}
    spoken = set(_spoken(labels, known, people))
    # Somebody speaks for himself or to another in a dialogue, but not in a list.
    if known or 2 * len(spoken & addressing) >= len(spoken):
        known |= {number: (PartKind.TURN, speakers[number].end()) for number in spoken}
    return known | _asked(texts, has_speakers=bool(known))


def is_sure(label: str) -> bool:
    """Whether a label, with the colon and the space behind it, is one wherever it stands."""
    if _IN_PARENTHESES.match(label) or _RECORD.match(label):
        return True
    match = _SPEAKER.match(label)
    return match is not None and _is_titled(match[1])


def _addresses(text: str, start: int) -> bool:
    """Whether a paragraph has "I", "you" or a question from `start`, outside quotation marks."""
    return _ADDRESSES.search(re.sub(r'"[^"]*"?', " ", text[start:])) is not None


def _silent(labels: dict[int, str], addressing: set[int]) -> set[str]:
    """The labels that recur and in most of their paragraphs address nobody."""
    counts = Counter(labels.values())
    addressed = Counter(label for number, label in labels.items() if number in addressing)
    return {label for label, count in counts.items() if count >= _FEWEST and 2 * addressed[label] < count}


def _spoken(labels: dict[int, str], known: Found, people: set[str]) -> Iterator[int]:
    """The paragraphs whose labels, by paragraph, name who speaks; `people` are those that look like names."""
    counts = Counter(labels.values())
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


def _asked(texts: list[str], *, has_speakers: bool) -> Found:
    """Questions and answers: "A:" counts beside a question only, "Q." and "A." only beside each other.

    One question counts only beside an answer or the label of a speaker.
    """
    matches = {number: match for number, text in enumerate(texts) if (match := _ASKED.match(text))}
    asks = {number: match["spaced"] or match[1].lower() in _QUESTIONS for number, match in matches.items()}
    marks: dict[str | None, set[bool]] = {":": set(), ".": set(), None: {True, False}}
    for number, match in matches.items():
        marks[match[2]].add(bool(asks[number]))
    found = {
        number: (PartKind.QUESTION if asks[number] else PartKind.ANSWER, match.end())
        for number, match in matches.items()
        if True in marks[match[2]] and (match[2] != "." or False in marks["."])
    }
    return found if has_speakers or len(found) >= _FEWEST else {}


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


def _initials(texts: list[str]) -> set[str]:
    """The initials of each two or three words with capitals beside one another."""
    runs = (run.group().split() for text in texts for run in _CAPITALS.finditer(text))
    return {
        "".join(word[0] for word in run[first : first + length])
        for run in runs
        for length in (2, 3)
        for first in range(len(run) - length + 1)
    }


def _is_person(label: str) -> bool:
    """Whether a label of several words starts with a title or a given name."""
    words = label.replace(".", "").split()
    known = part_patterns()
    return len(words) > 1 and (
        words[0].lower() in known.given_names or words[0].upper() in known.speaker_titles
    )
