"""Who is quoted: "the paper quoted the mayor as saying that …" is a statement of the mayor.

The model reads the paper as the source, or both. The words between "quoted" and "as saying" name who speaks.
"""

from dataclasses import dataclass, replace
from functools import cache

from kg.data import clears_with_data, read_toml
from kg.extract.attributions import Decoded
from kg.model import Span
from kg.text.words import Words

# The words of a source.
_LONGEST = 20
_BREAKS = frozenset('.!?;:"')


@dataclass(frozen=True, slots=True)
class _Lists:
    verbs: frozenset[str]
    saying: frozenset[str]
    passive: frozenset[str]


def name_quoted(attribution: Decoded, words: Words) -> Decoded:
    """`attribution` with who is quoted as its source and what is said as its content, if it has that form."""
    if attribution.cue is None:
        return attribution
    quoted = words.at(attribution.cue.start)
    end = words.at(attribution.cue.end - 1) + 1
    lists = _lists()
    group = {text.lower() for text in words.texts[max(0, quoted - 1) : end]}
    verb = next((n for n in range(quoted, end) if words.texts[n].lower() in lists.verbs), None)
    if verb is None or lists.passive & group:
        return attribution
    link = _as_saying(verb + 1, words)
    if link is None or link == verb + 1:
        return attribution
    said = link + 2
    while said < len(words) and words.texts[said] in {":", ","}:
        said += 1
    last = max(words.at(span.end - 1) for span in attribution.content)
    if last < said:
        return attribution
    source = Span(words.starts[verb + 1], words.ends[link - 1])
    content = Span(words.starts[said], words.ends[last])
    return replace(
        attribution,
        source=(source,),
        source_inherited=False,
        cue=Span(words.starts[verb], words.ends[verb]),
        content=(content,),
    )


def _as_saying(first: int, words: Words) -> int | None:
    """The number of "as" in "as saying" behind word `first`, in its sentence."""
    for number in range(first, min(first + _LONGEST, len(words) - 1)):
        if words.texts[number] in _BREAKS:
            return None
        if words.texts[number] == "as" and words.texts[number + 1] in _lists().saying:
            return number
    return None


@clears_with_data
@cache
def _lists() -> _Lists:
    table = read_toml("reporting.toml")["quoted"]
    return _Lists(**{name: frozenset(words) for name, words in table.items()})
