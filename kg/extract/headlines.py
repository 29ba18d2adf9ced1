"""Headlines that name who says what by a colon: "Mayor: winter will be long".

Many a colon only follows a topic: "Premier League: Arsenal beat Chelsea".
"""

from collections.abc import Iterator

from kg.extract.attributions import Decoded
from kg.extract.openings import is_office
from kg.extract.sequences import WordSequence
from kg.language.lexicon import lexicon, singular
from kg.model import Name, Span
from kg.text.part import PartKind
from kg.text.words import Words

_HEADINGS = frozenset({PartKind.HEADLINE, PartKind.SUBHEADING})
# Words of a source before and behind the colon, and words of what is said.
_MOST_BEFORE, _MOST_BEHIND, _FEWEST_SAID = 6, 3, 3
_CONFIDENCE = 0.7
_SPEAKING = frozenset({"person", "organisation"})
_STATE = frozenset({"government", "group"})
# Shorter words have no capital in a headline that capitalises the others.
_SHORTEST_CAPITALISED = 4


def read_headline(attributions: list[Decoded], sequence: WordSequence, names: list[Name]) -> list[Decoded]:
    """`attributions` of a line that is none of the body, without those whose cue is a colon after a topic.

    If none is left, the statement of a headline in which a person, an office or a body stands before a colon
    or behind it. `names` are the names in the line.
    """
    words = sequence.words
    if sequence.kind not in _HEADINGS or ":" not in words.texts:
        return attributions
    kept = [one for one in attributions if not _has_colon(one, words) or _is_sure(one, words, names)]
    return kept or list(_read_colon(words, names))


def _has_colon(attribution: Decoded, words: Words) -> bool:
    return attribution.cue is not None and words.texts[words.at(attribution.cue.start)] == ":"


def _is_sure(attribution: Decoded, words: Words, names: list[Name]) -> bool:
    return any(_says(source, attribution.content[0], words, names) for source in attribution.source)


def _read_colon(words: Words, names: list[Name]) -> Iterator[Decoded]:
    colon = words.texts.index(":")
    before, after = range(colon), range(colon + 1, len(words))
    for who, what, most in ((before, after, _MOST_BEFORE), (after, before, _MOST_BEHIND)):
        if not 0 < len(who) <= most or len(what) < _FEWEST_SAID:
            continue
        source = Span(words.starts[who[0]], words.ends[who[-1]])
        said = Span(words.starts[what[0]], words.ends[what[-1]])
        if _says(source, said, words, names):
            yield Decoded(content=(said,), cue=None, source=(source,), confidence=_CONFIDENCE)
            return


def _says(source: Span, said: Span, words: Words, names: list[Name]) -> bool:
    """Whether `source` says what stands on the other side of the colon, rather than is its topic."""
    noun = words.texts[words.at(source.end - 1)].lower()
    nouns, known = {noun, singular(noun)}, lexicon()
    kinds = {name.kind for name in names if name.span.end == source.end} & _SPEAKING
    kinds |= {known.organs[one] for one in nouns & known.organs.keys()}
    if not nouns.isdisjoint(known.offices | known.peoples):
        return True
    if source.start > said.start:
        # "Meet the new speaker: Mike Johnson".
        return bool(kinds) and not is_office(words.texts[words.at(said.end - 1)])
    # An organisation is rather a topic.
    return bool(kinds & _STATE) or ("person" in kinds and not _is_news(said, words))


def _is_news(said: Span, words: Words) -> bool:
    """Whether what follows a name is a headline of its own: "Tom Hale: Police find body in river".

    It begins with a capital, though the other words have none; what somebody says of "I" or "we" is none.
    """
    first, *others = words.texts[words.at(said.start) : words.at(said.end - 1) + 1]
    in_sentence_case = any(text.islower() and len(text) >= _SHORTEST_CAPITALISED for text in others)
    is_own = lexicon().pronouns.get(first.lower()) == "first"
    return first[0].isupper() and in_sentence_case and not is_own
