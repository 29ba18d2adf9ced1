"""Headlines that name who says what by a colon: "Mayor: winter will be long"."""

from collections.abc import Iterator

from kg.extract.attributions import Decoded
from kg.extract.sequences import WordSequence
from kg.language.lexicon import lexicon, singular
from kg.model import Name, Span
from kg.text.part import PartKind

_HEADINGS = frozenset({PartKind.HEADLINE, PartKind.SUBHEADING})
# Words of a source before and behind the colon, and words of what is said.
_MOST_BEFORE, _MOST_BEHIND, _FEWEST_SAID = 6, 3, 3
_CONFIDENCE = 0.7
_SPEAKING = frozenset({"person", "organisation"})


def read_colon(sequence: WordSequence, names: list[Name]) -> Iterator[Decoded]:
    """The statement of a headline in which a person, an office or a body stands before a colon or behind it.

    `names` are the names in the headline.
    """
    words = sequence.words
    if sequence.kind not in _HEADINGS or ":" not in words.texts:
        return
    colon = words.texts.index(":")
    before, after = range(colon), range(colon + 1, len(words))
    for who, what, most in ((before, after, _MOST_BEFORE), (after, before, _MOST_BEHIND)):
        if not 0 < len(who) <= most or len(what) < _FEWEST_SAID:
            continue
        source = Span(words.starts[who[0]], words.ends[who[-1]])
        named = any(name.kind in _SPEAKING and name.span.end == source.end for name in names)
        if named or _speaks(words.texts[who[-1]].lower()):
            said = Span(words.starts[what[0]], words.ends[what[-1]])
            yield Decoded(content=(said,), cue=None, source=(source,), confidence=_CONFIDENCE)
            return


def _speaks(noun: str) -> bool:
    known = lexicon()
    return not {noun, singular(noun)}.isdisjoint(known.offices | known.organs.keys() | known.peoples)
