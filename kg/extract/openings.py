"""What a sentence begins with: a conjunction, titles or an office may stand before a name."""

from kg.extract.reporting import reporting_words
from kg.language.lexicon import lexicon, singular
from kg.language.noun_phrases import CLOSED_CLASS, DETERMINERS
from kg.text.words import MARK, Words

_ENDS = frozenset(".!?")
LONGEST = 30
"""Where a sentence starts is looked for among so many words."""


def sentence_start(end: int, words: Words) -> int | None:
    """The first word of the sentence that word `end - 1` is in; None if it is far before."""
    first = end - 1
    while first > 0 and words.paragraphs[first - 1] == words.paragraphs[end - 1] and not _ends(first, words):
        first -= 1
        if end - first > LONGEST:
            return None
    return first


def opens_sentence(number: int, words: Words) -> bool:
    """Whether word `number` begins a sentence, behind a conjunction, titles or an office at most."""
    first = sentence_start(number + 1, words)
    if first is None:
        return False
    before = words.texts[first:number]
    for skipped in ({MARK}, reporting_words("openings")["conjunctions"], DETERMINERS):
        before = before[bool(before) and before[0].lower() in skipped :]
    before = [text for text in before if text not in {".", ","}]
    return not before or (is_office(before[-1]) and all(map(_may_stand_before, before)))


def is_office(word: str) -> bool:
    """Whether `word` is a title or the head of an office."""
    known, low = lexicon(), word.lower()
    return low in known.titles or not known.offices.isdisjoint({low, singular(low)})


def _ends(number: int, words: Words) -> bool:
    """Whether a sentence ends before word `number`; the full stop of "Dr." or of an initial ends none."""
    if words.texts[number - 1] not in _ENDS:
        return False
    before = words.texts[number - 2] if number > 1 else ""
    short = len(before) == 1 or before.lower() in lexicon().titles
    return not (words.texts[number - 1] == "." and before[:1].isupper() and short)


def _may_stand_before(word: str) -> bool:
    """Whether `word` may be a part of an office before a name: "Lund mayor", "Foreign Minister"."""
    return is_office(word) or (word[0].isupper() and word.lower() not in CLOSED_CLASS)
