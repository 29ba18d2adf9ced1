"""Who is quoted: "the paper quoted the mayor as saying that …" is a statement of the mayor.

The model reads the paper as the source, or both. The words between "quoted" and "as saying" name who speaks.
"""

from dataclasses import replace

from kg.extract.attributions import Decoded
from kg.model import Span
from kg.text.words import Words

_QUOTED = frozenset({"quoted", "quotes", "quoting", "cited", "cites", "citing"})
_SAYING = frozenset({"saying", "telling", "stating", "writing", "warning", "claiming"})
_PASSIVE = frozenset({"was", "were", "is", "are", "been", "being"})
# The words of a source.
_LONGEST = 20
_BREAKS = frozenset(".!?;:\"")


def name_quoted(attribution: Decoded, words: Words) -> Decoded:
    """`attribution` with the one who is quoted as its source and what is said as its content, if it has that form."""
    if attribution.cue is None:
        return attribution
    quoted = words.at(attribution.cue.start)
    end = words.at(attribution.cue.end - 1) + 1
    is_passive = bool(_PASSIVE.intersection(text.lower() for text in words.texts[quoted:end]))
    verb = next((n for n in range(quoted, end) if words.texts[n].lower() in _QUOTED), None)
    if verb is None or is_passive or words.texts[max(0, quoted - 1)].lower() in _PASSIVE:
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
        if words.texts[number] == "as" and words.texts[number + 1] in _SAYING:
            return number
    return None
