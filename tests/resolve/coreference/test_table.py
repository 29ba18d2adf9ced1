"""The table of references: on texts marked by hand, with links made by hand."""

import re
from dataclasses import replace
from itertools import permutations

import pytest

from kg.model import (
    Actor,
    ActorMention,
    ActorType,
    Candidate,
    Extraction,
    Layer,
    Link,
    Polarity,
    Span,
    Stance,
)
from kg.resolve.coreference.noun_phrase_references import NounPhraseReferences
from kg.resolve.coreference.one_pass import resolve_coreference
from kg.resolve.coreference.table import AskedMention, CoreferenceTable, asked_mentions
from kg.resolve.people.people import find_people
from kg.resolve.registry import load_registry
from kg.text.text import Text
from tests.builders_text import read_marks, span_of

NAMES = {"John Smith": "person", "Paul Jones": "person", "Smith": "person", "Jones": "person"}
_THREE = (
    "John Smith met Paul Jones. |<Smith> [accused] {him of theft}. |"
    "<He> [said] {that Jones had robbed them}.|\n\n{“I have not,”} <Jones> [answered]."
)


def link_pronouns(text: str, extraction: Extraction, shares: tuple[float, ...]) -> Extraction:
    """The extraction with each "he" and "him" linked to the names before it, the last one first."""
    links = []
    for match in re.finditer(r"\b(?:he|him)\b", text, re.IGNORECASE):
        before = [name.span for name in reversed(extraction.names) if name.span.end <= match.start()]
        surnames = {span.of(text).split()[-1]: span for span in reversed(before)}
        last = [span for span in before if span in surnames.values()]
        links.append(Link(Span(*match.span()), tuple(zip(last, shares, strict=False))))
    return replace(extraction, links=tuple(links))


def with_target(extraction: Extraction, number: int, target: Span) -> Extraction:
    """The extraction with a stance of the speaker of one attribution toward the words at `target`."""
    stance = Stance(Layer.SPEECH, None, "ACCUSE", Polarity.OPPOSES, target, None, 0.9)
    attributions = list(extraction.attributions)
    attributions[number] = replace(attributions[number], stances=(stance,))
    return replace(extraction, attributions=tuple(attributions))


def table_of(
    text: Text,
    extraction: Extraction,
    asked: list[AskedMention],
    shares: tuple[float, ...] = (0.8, 0.2),
) -> CoreferenceTable:
    people = find_people(text, extraction)
    phrases = NounPhraseReferences("ar-1", text, extraction, people, load_registry())
    linked = link_pronouns(text.raw, extraction, shares)
    return resolve_coreference(text, linked, people, phrases, asked)


def name_at(table: CoreferenceTable, span: Span) -> str | None:
    mention = table.at(span)
    return mention.actor.name if mention else None


def test_whom_somebody_accuses_is_somebody_else() -> None:
    text, extraction = read_marks(_THREE, NAMES)
    him = span_of(text.raw, "him")
    extraction = with_target(extraction, 0, him)
    asked = asked_mentions(extraction.attributions, {})
    assert [one.other_than for one in asked if one.span == him] == [extraction.attributions[0]]
    table = table_of(text, extraction, asked)
    assert name_at(table, him) == "Paul Jones"
    speakers = [table.speaker(one) for one in extraction.attributions]
    assert [one and one.actor.name for one in speakers] == ["John Smith", "John Smith", "Paul Jones"]


def test_answers_do_not_depend_on_the_order_of_asking() -> None:
    text, extraction = read_marks(_THREE, NAMES)
    him, me = span_of(text.raw, "him"), span_of(text.raw, "I")
    extraction = with_target(with_target(extraction, 0, him), 2, me)
    answers = set()
    for order in permutations(extraction.attributions):
        asked = asked_mentions(order, {})
        table = table_of(text, replace(extraction, attributions=order), asked)
        answers.add(tuple(name_at(table, one.span) for one in asked))
    assert answers == {("John Smith", "Paul Jones", "John Smith", "Paul Jones", "Paul Jones")}


def test_an_answer_does_not_depend_on_what_else_is_asked_after_it() -> None:
    text, extraction = read_marks(_THREE, NAMES)
    him = span_of(text.raw, "him")
    extraction = with_target(extraction, 0, him)
    asked = asked_mentions(extraction.attributions, {})
    upto = [one for one in asked if one.span.start <= him.start]
    assert name_at(table_of(text, extraction, upto), him) == "Paul Jones"


def test_i_is_who_speaks_though_the_text_tells_it_later() -> None:
    text, extraction = read_marks("John Smith met Paul Jones. {“I have not,”} <Jones> [answered].", NAMES)
    me = span_of(text.raw, "I")
    extraction = with_target(extraction, 0, me)
    asked = asked_mentions(extraction.attributions, {})
    assert [one.span for one in asked] == sorted([me, extraction.attributions[0].source[0]])
    assert name_at(table_of(text, extraction, asked), me) == "Paul Jones"


def test_an_addressee_is_not_who_speaks_to_them() -> None:
    text, extraction = read_marks("Paul Jones left. |<John Smith> [told] him {that he was fired}.", NAMES)
    him = span_of(text.raw, "him")
    asked = asked_mentions(extraction.attributions, {"st-1": him})
    assert name_at(table_of(text, extraction, asked), him) == "Paul Jones"


def test_each_span_is_asked_for_once() -> None:
    _, extraction = read_marks(_THREE, NAMES)
    source = extraction.attributions[0].source[0]
    extraction = with_target(extraction, 1, source)
    asked = asked_mentions(extraction.attributions, {"st-3": source})
    assert [one.span for one in asked].count(source) == 1


@pytest.mark.parametrize(
    ("last", "speaker", "candidates"),
    [
        (0.4, None, [("Paul Jones", 0.4), ("John Smith", 0.3), ("Sam Brown", 0.3)]),
        (0.7, "Paul Jones", []),
    ],
)
def test_who_is_not_sure_enough_is_a_candidate(
    last: float, speaker: str | None, candidates: list[tuple[str, float]]
) -> None:
    names = NAMES | {"Sam Brown": "person"}
    marked = (
        "Sam Brown and John Smith met Paul Jones. |<He> [said] {that the bank was robbed}. "
        "|{“I was there,”} <he> [added]."
    )
    text, extraction = read_marks(marked, names)
    me = span_of(text.raw, "I")
    extraction = with_target(extraction, 1, me)

    asked = asked_mentions(extraction.attributions, {})
    table = table_of(text, extraction, asked, (last, (1 - last) / 2, (1 - last) / 2))
    first, second = extraction.attributions
    assert name_at(table, first.source[0]) == speaker
    assert [(one.actor.name, one.confidence) for one in table.candidates(first)] == candidates
    # Who is not sure to have spoken is not who goes on, nor "I".
    assert name_at(table, second.source[0]) == speaker
    assert name_at(table, me) == speaker


def test_the_candidates_of_a_known_speaker_are_in_its_mention() -> None:
    text, extraction = read_marks(
        "John Smith met Paul Jones. |<He> [said] {that the bank was robbed}.", NAMES
    )
    asked = asked_mentions(extraction.attributions, {})
    table = table_of(text, extraction, asked, (0.7, 0.2))
    speaker = table.speaker(extraction.attributions[0])
    assert speaker is not None
    assert (speaker.actor.name, speaker.confidence) == ("Paul Jones", 0.778)
    assert [(one.actor.name, one.confidence) for one in speaker.candidates] == [("John Smith", 0.222)]
    assert table.candidates(extraction.attributions[0]) == ()


def test_a_source_in_two_parts_is_not_the_name_that_is_its_first() -> None:
    text, extraction = read_marks(
        "John Smith met Paul Jones. <John Smith> and <Paul Jones> [said] {that the bank was robbed}. |"
        "<John Smith> [added] {that he was there}.",
        NAMES,
    )
    both, one = extraction.attributions
    one = replace(one, source=both.source[:1])
    asked = asked_mentions((both, one), {})
    table = table_of(text, replace(extraction, attributions=(both, one)), asked)
    speaker = table.speaker(one)
    assert speaker is not None
    assert speaker.actor.name == "John Smith"


def test_a_table_does_not_change() -> None:
    span = Span(0, 5)
    mentions: dict[tuple[Span, ...], ActorMention] = {}
    mentions[(span,)] = ActorMention(span, "Smith", Actor("john-smith", "John Smith", ActorType.PERSON))
    doubtful: dict[tuple[Span, ...], tuple[Candidate, ...]] = {}
    doubtful[(Span(9, 11),)] = (Candidate(mentions[(span,)].actor, 0.4),)
    table = CoreferenceTable(mentions, doubtful)
    mentions.clear()
    doubtful.clear()
    assert name_at(table, span) == "John Smith"
    assert table.at(Span(0, 4)) is None
    assert table.at(Span(9, 11)) is None
    with pytest.raises(TypeError):
        table._mentions[(span,)] = mentions  # type: ignore[index]
