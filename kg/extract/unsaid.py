"""What is plainly not said, by the words around the cue: "did not say", "should say", "if he says".

A rule for the cases in which the model, trained on few of them, takes such a statement as said.
"""

from dataclasses import replace

from kg.extract.attributions import Decoded
from kg.extract.reporting import reporting_words
from kg.language.lexicon import lexicon
from kg.model import StatementKind, Unsaid
from kg.text.words import Words

# Between source and cue stand at most so many words ("did not, however, say").
_FARTHEST = 4
_NO_VERB_GROUP = frozenset('.;:()"')


def mark_unsaid(attribution: Decoded, words: Words) -> Decoded:
    """`attribution` with `unsaid` if the words around its cue say so; what is no speech stays as it is."""
    if attribution.unsaid or attribution.kind is not StatementKind.SPEECH or attribution.cue is None:
        return attribution
    unsaid = _by_words(attribution, words)
    return replace(attribution, unsaid=unsaid) if unsaid else attribution


def _by_words(attribution: Decoded, words: Words) -> Unsaid | None:
    lists = reporting_words("unsaid")
    group = _verb_group(attribution, words)
    if _opening(attribution, words) in lists["nobody"]:
        return Unsaid.NEGATED
    if lists["negations"].intersection(group) and not lists["affirmations"].intersection(group):
        return Unsaid.NEGATED
    if any(word in lists["future"] and not _is_perfect(group[number:]) for number, word in enumerate(group)):
        return Unsaid.FUTURE
    may_be = bool(lists["modals"].intersection(group)) and not _is_of_writer(attribution, words)
    if may_be or _before_source(attribution, words) in lists["conditions"]:
        return Unsaid.HYPOTHETICAL
    return None


def _verb_group(attribution: Decoded, words: Words) -> list[str]:
    """The words of the cue, and those between it and a source just before it; case counts ("May")."""
    assert attribution.cue is not None
    first, last = words.at(attribution.cue.start), words.at(attribution.cue.end - 1)
    before = [words.at(span.end - 1) + 1 for span in attribution.source if span.end <= attribution.cue.start]
    start = max(before, default=first)
    between = words.texts[start:first]
    if attribution.source_inherited or len(between) > _FARTHEST or _NO_VERB_GROUP.intersection(between):
        start = first
    return words.texts[start : last + 1]


def _is_perfect(group: list[str]) -> bool:
    """Whether the words are "will have said"; "will have to say" is not."""
    return group[1:2] == ["have"] and group[2:3] != ["to"]


def _is_of_writer(attribution: Decoded, words: Words) -> bool:
    """Whether the source is "I" or "we": "I must admit that …" is said by it."""
    sources = (words.texts[words.at(span.end - 1)].lower() for span in attribution.source)
    return any(lexicon().pronouns.get(source) == "first" for source in sources)


def _opening(attribution: Decoded, words: Words) -> str:
    """The first word of the source, or "neither" before it."""
    before = _before_source(attribution, words)
    if before == "neither" or not attribution.source or attribution.source_inherited:
        return before
    return words.texts[words.at(attribution.source[0].start)].lower()


def _before_source(attribution: Decoded, words: Words) -> str:
    """The word before the source, if that stands before the cue."""
    if not attribution.source or attribution.source_inherited or not attribution.cue:
        return ""
    number = words.at(attribution.source[0].start)
    is_before = attribution.source[0].end <= attribution.cue.start
    return words.texts[number - 1].lower() if is_before and number else ""
