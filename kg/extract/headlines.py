"""Headlines that name who says what before a colon: "Mayor: winter will be long"."""

from collections.abc import Iterator

from kg.extract.attributions import Decoded
from kg.extract.sequences import WordSequence
from kg.language.lexicon import lexicon, singular
from kg.model import Name, Span
from kg.text.part import PartKind

_HEADINGS = frozenset({PartKind.HEADLINE, PartKind.SUBHEADING})
_MOST_SOURCE_WORDS, _FEWEST_SAID = 6, 3
_CONFIDENCE = 0.7
_SPEAKING = frozenset({"person", "organisation"})


def read_colon(sequence: WordSequence, names: list[Name]) -> Iterator[Decoded]:
    """The statement of a headline in which a person, an office or a body stands before a colon.

    `names` are the names in the headline.
    """
    words = sequence.words
    colon = words.texts.index(":") if ":" in words.texts else 0
    if sequence.kind not in _HEADINGS or not 0 < colon <= _MOST_SOURCE_WORDS:
        return
    if len(words) - colon - 1 < _FEWEST_SAID:
        return
    source = Span(words.starts[0], words.ends[colon - 1])
    named = any(name.kind in _SPEAKING and name.span.end == source.end for name in names)
    if named or _speaks(words.texts[colon - 1].lower()):
        said = Span(words.starts[colon + 1], words.ends[-1])
        yield Decoded(content=(said,), cue=None, source=(source,), confidence=_CONFIDENCE)


def _speaks(noun: str) -> bool:
    known = lexicon()
    return not {noun, singular(noun)}.isdisjoint(known.offices | known.organs.keys() | known.peoples)
