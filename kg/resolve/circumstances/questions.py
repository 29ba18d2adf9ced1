"""Questions of interviews: whom a turn that asks is addressed to, the one who speaks in the next turn."""

from itertools import pairwise

from kg.model import Attribution, Extraction, Span
from kg.text import Text
from kg.text.part import TURNS
from kg.text.span_index import SpanIndex


def asked_in_turns(text: Text, extraction: Extraction) -> dict[str, Span]:
    """Who is asked in each question that is a turn, by the identifier of its attribution.

    That is the source of the turn behind it, if another one speaks there.
    """
    parts = SpanIndex((part for part in text.parts if part.kind in TURNS), lambda part: part.span)
    turns = [one for one in extraction.attributions if one.cue is None and one.within is None]
    spoken = [one for one in turns if parts.around(one.content[0].start)]
    return {
        question.id: answer.source[0]
        for question, answer in pairwise(sorted(spoken, key=lambda one: one.content[0]))
        if question.text.endswith("?") and answer.source and _differ(text, question, answer)
    }


def _differ(text: Text, question: Attribution, answer: Attribution) -> bool:
    """Whether the two have different sources; nobody is different from somebody."""
    words = [[span.of(text.raw) for span in one.source] for one in (question, answer)]
    return words[0] != words[1]
