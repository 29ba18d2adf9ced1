"""Who is quoted: "the paper quoted the mayor as saying that …" is a statement of the mayor.

The model reads the paper as the source, or both. The words between "quoted" and "as saying" name who speaks.
"""

from dataclasses import replace

from kg.extract.attributions import Decoded
from kg.extract.reporting import reporting_words
from kg.model import Span
from kg.text.words import MARK, Words

# The words of a source.
_LONGEST = 20
_BREAKS = frozenset('.!?;:"')
_OPENS_CLAUSE = frozenset({"that", ":", MARK})


def name_quoted(attribution: Decoded, words: Words) -> Decoded:
    """`attribution` with who is quoted as its source and what is said as its content, if it has that form."""
    if attribution.cue is None:
        return attribution
    quoted = words.at(attribution.cue.start)
    end = words.at(attribution.cue.end - 1) + 1
    lists = reporting_words("quoted")
    group = {text.lower() for text in words.texts[max(0, quoted - 1) : end]}
    verb = next((n for n in range(quoted, end) if words.texts[n].lower() in lists["verbs"]), None)
    if verb is None or lists["passive"] & group:
        return attribution
    link = _as_saying(verb + 1, words)
    if link is None or link == verb + 1 or words.texts[verb + 1].lower() in lists["nobody"]:
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
    """The number of "as" in "as saying" behind the verb before word `first`, in its sentence."""
    lists = reporting_words("quoted")
    for number in range(first, min(first + _LONGEST, len(words) - 2)):
        if words.texts[number] in _BREAKS or words.paragraphs[number + 1] != words.paragraphs[first - 1]:
            return None
        saying, opens = words.texts[number + 1], words.texts[number + 2] in _OPENS_CLAUSE
        if words.texts[number] == "as" and (
            saying in lists["saying"] or (saying in lists["saying_that"] and opens)
        ):
            return number
    return None
