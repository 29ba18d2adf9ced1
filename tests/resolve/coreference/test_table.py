"""The table of references: on texts marked by hand, with a ranking made by hand."""

from dataclasses import replace
from itertools import permutations

import pytest

from kg.model import Actor, ActorMention, ActorType, Extraction, Layer, Polarity, Span, Stance
from kg.resolve.coreference.noun_phrase_references import NounPhraseReferences
from kg.resolve.coreference.one_pass import resolve_coreference
from kg.resolve.coreference.ranking import Scene
from kg.resolve.coreference.referents import Anaphor, Referent
from kg.resolve.coreference.table import AskedMention, CoreferenceTable, asked_mentions
from kg.resolve.people.people import find_people
from kg.resolve.registry import load_registry
from kg.text import Text
from tests.builders_text import read_marks, span_of

NAMES = {"John Smith": "person", "Paul Jones": "person", "Smith": "person", "Jones": "person"}
_THREE = (
    "John Smith met Paul Jones. |<Smith> [accused] {him of theft}. |"
    "<He> [said] {that Jones had robbed them}.|\n\n{“I have not,”} <Jones> [answered]."
)


def last_mentioned(anaphor: Anaphor, ranked: list[Referent], scene: Scene) -> list[float]:
    """A ranking that always takes whoever was mentioned last."""
    return [float(number == 0) for number in range(len(ranked))]


def with_target(extraction: Extraction, number: int, target: Span) -> Extraction:
    """The extraction with a stance of the speaker of one attribution toward the words at `target`."""
    stance = Stance(Layer.SPEECH, None, "ACCUSE", Polarity.OPPOSES, target, None, 0.9)
    attributions = list(extraction.attributions)
    attributions[number] = replace(attributions[number], stances=(stance,))
    return replace(extraction, attributions=tuple(attributions))


def table_of(text: Text, extraction: Extraction, asked: list[AskedMention]) -> CoreferenceTable:
    people = find_people(text, extraction)
    phrases = NounPhraseReferences("ar-1", text, extraction, people, load_registry())
    return resolve_coreference(text, extraction, people, phrases, asked, ranker=last_mentioned)


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


def test_a_table_does_not_change() -> None:
    span = Span(0, 5)
    mentions = {span: ActorMention(span, "Smith", Actor("john-smith", "John Smith", ActorType.PERSON))}
    table = CoreferenceTable(mentions)
    mentions.clear()
    assert name_at(table, span) == "John Smith"
    assert table.at(Span(0, 4)) is None
    with pytest.raises(TypeError):
        table._mentions[span] = mentions  # type: ignore[index]
