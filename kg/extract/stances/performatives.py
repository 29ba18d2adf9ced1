"""Positions taken by performative verbs (Austin 1962): a cue ("accused the army of …"), "we condemn …".

The verb names the act, and what follows it is the target. The verbs are in `kg/data/performatives.toml`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.data import clears_with_data, read_toml
from kg.extract.stances.candidates import PREPOSITIONS, Phrase
from kg.language.common_nouns import counts_something, names_body
from kg.model import Polarity

_FIRST_PERSON = frozenset({"i", "we"})
# Words allowed between "we" and the verb; with "would" or "could" the verb is not performative.
_AUXILIARIES = frozenset(["will", "shall", "must", "have", "do", "can", "to", "'", "’", "ll", "don"])
_NEGATIONS = frozenset(["not", "never", "cannot", "t"])
_ADVERBS = frozenset(["strongly", "fully", "firmly", "also", "always", "still", "again", "simply"])
_BETWEEN = _AUXILIARIES | _NEGATIONS | _ADVERBS
_MAX_BETWEEN = 5
# A target starts fewer than this many words after the cue ("called for [both] sides").
_LATEST = 2
_NEGATED = re.compile(r"not|n't|never|refus\w*|declin\w*|den(?:y|ies|ied|ying)|stopped|without")
# A word that introduces a clause cannot start a target: "asked whether the mayor …".
_NO_TARGET = frozenset(
    {"that", ",", "if", "whether", "who", "what", "when", "where", "why", "how"}
    | {"onto", "out", "up", "over", "through", "toward", "towards", "down", "off", "back"}
)
_POSSESSIVES = frozenset({"their", "his", "her", "your"})
# Words between the cue and a victim, at most.
_VICTIM_REACH = 4


@dataclass(frozen=True, slots=True)
class Frame:
    """The act of a verb: `target` is object, course, addressed or victim (see the data file).

    With `toward_body`, the target must be people, a body of people, or something that belongs to them.
    """

    act: str
    polarity: Polarity
    target: str
    toward_body: bool = False


@dataclass(frozen=True, slots=True)
class Performed:
    """A position that a verb takes toward the phrase `target` of the passage."""

    target: Phrase
    act: str
    polarity: Polarity


def cue_positions(texts: Sequence[str], cue: Phrase, phrases: Sequence[Phrase]) -> Iterator[Performed]:
    """Yield the positions that the cue takes, in the order of their targets.

    `texts` are the words of a passage, `cue` is the cue in it, `phrases` are its candidate targets, in order.
    A negated cue ("did not praise") takes the opposite position, or none.
    """
    found = _frame_at([text.lower() for text in texts], cue)
    if found is None:
        return
    frame, first = found
    negated = any(_NEGATED.fullmatch(text.lower()) for text in texts[cue[0] : first - 1])
    yield from _apply_negation(_targets(frame, texts, first, phrases), negated)


def first_person_positions(
    texts: Sequence[str], said: Sequence[bool], phrases: Sequence[Phrase]
) -> Iterator[Performed]:
    """Yield the positions of "we condemn …" and "I will not accept …" in the content, in order.

    `said` is true for the words of content and cue; `texts` and `phrases` are as for `cue_positions`.
    """
    words = [text.lower() for text in texts]
    cued, announced = _frames("frame"), _frames("announced")
    for subject in range(len(words)):
        if words[subject] not in _FIRST_PERSON or not said[subject]:
            continue
        first = subject + 1
        while first < len(words) and first - subject <= _MAX_BETWEEN and words[first] in _BETWEEN:
            first += 1
        between = words[subject + 1 : first]
        for frames in (cued, announced) if "will" in between or "ll" in between else (cued,):
            frame, end = _longest_frame(words, first, *frames)
            if frame is not None:
                negated = not _NEGATIONS.isdisjoint(between)
                yield from _apply_negation(_targets(frame, texts, end, phrases), negated)
                break


def _frame_at(texts: list[str], cue: Phrase) -> tuple[Frame, int] | None:
    """The frame of the last verb of the cue with the particles that follow it, and the end of these."""
    for first in range(cue[1] - 1, cue[0] - 1, -1):
        frame, end = _longest_frame(texts, first, *_frames("frame"), least=cue[1] - first)
        if frame is not None:
            return frame, end
    return None


def _longest_frame(
    texts: list[str], first: int, frames: dict[str, Frame], most: int, least: int = 1
) -> tuple[Frame | None, int]:
    """The frame of the longest verb, of `least` to `most` words, that starts at `first`, and its end."""
    for size in range(most, least - 1, -1):
        frame = frames.get(" ".join(texts[first : first + size]))
        if frame is not None:
            return frame, first + size
    return None, first


def _apply_negation(found: Iterable[Performed], negated: bool) -> Iterator[Performed]:
    """`found`, or, if `negated`, a rejection for each supporting position and nothing for the others."""
    for one in found:
        if not negated:
            yield one
        elif one.polarity is Polarity.SUPPORTS:
            yield Performed(one.target, "REJECT", Polarity.OPPOSES)


def _targets(
    frame: Frame, texts: Sequence[str], first: int, phrases: Sequence[Phrase]
) -> Iterator[Performed]:
    following = [phrase for phrase in phrases if phrase[0] >= first]
    opening = [phrase for phrase in following if phrase[0] - first < _LATEST]
    if not opening or texts[first].lower() in _NO_TARGET:
        return
    start = min(phrase[0] for phrase in opening)
    longest = max((phrase for phrase in opening if phrase[0] == start), key=lambda phrase: phrase[1])
    if frame.target == "victim":
        # The victim follows the verb of the threatened act.
        after = (
            [one for one in following if one[0] > longest[0]] if longest[1] - longest[0] > 1 else following
        )
        victim = next((one for one in after if one[0] - first <= _VICTIM_REACH), None)
        if victim is not None and texts[victim[0] - 1].lower() not in PREPOSITIONS:
            yield Performed(victim, frame.act, frame.polarity)
        return
    words = texts[slice(*longest)]
    counted = frame.polarity is not Polarity.OPPOSES and counts_something(words)
    if counted or (frame.toward_body and not _is_of_body(words, opens_sentence=longest[0] == 0)):
        return
    yield Performed(longest, frame.act, frame.polarity)
    if frame.target == "addressed":
        to_do = next(
            (one for one in following if one[0] > longest[1] and texts[one[0] - 1].lower() == "to"), None
        )
        if to_do is not None and to_do[0] - longest[1] <= _LATEST:
            yield Performed(to_do, frame.act, Polarity.SUPPORTS)


def _is_of_body(words: Sequence[str], *, opens_sentence: bool) -> bool:
    """Whether `words` name people, a body of people, or something that belongs to them ("their camps")."""
    named = any(word[0].isupper() for word in words[opens_sentence:])
    return named or names_body(words) or words[0].lower() in _POSSESSIVES


@clears_with_data
@cache
def _frames(kind: str) -> tuple[dict[str, Frame], int]:
    """The frames of the table `kind` by verb form with particles, and the words of the longest form."""
    table = read_toml("performatives.toml")
    irregular: dict[str, list[str]] = table["irregular"]
    frames: dict[str, Frame] = {}
    for row in table[kind]:
        frame = Frame(row["act"], Polarity(row["polarity"]), row["target"], row.get("toward_body", False))
        for verb in row["verbs"]:
            head, _, rest = verb.partition(" ")
            for form in {*_forms(head), *irregular.get(head, ())}:
                frames.setdefault(f"{form} {rest}".strip(), frame)
    return frames, max(len(form.split()) for form in frames)


def _forms(verb: str) -> Iterator[str]:
    """The forms of a regular English verb."""
    yield verb
    yield verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    if verb.endswith("e"):
        yield from (f"{verb}d", f"{verb[:-1]}ing")
    elif verb.endswith("y") and verb[-2] not in "aeiou":
        yield from (f"{verb[:-1]}ied", f"{verb[:-1]}ies", f"{verb}ing")
    else:
        yield from (f"{verb}ed", f"{verb}ing")
