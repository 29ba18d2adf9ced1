"""Echoes: one statement in several articles."""

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.archive.echoes.echo_index import EchoIndex
from kg.model import Actor, ActorMention, ActorType, Article, ArticleReading, Manner, Span, Statement
from tests.with_rows import memory_rows

MINISTRY = Actor("turkish-defence-ministry", "Turkish Defence Ministry", ActorType.GOVERNMENT)
OFFICIAL = Actor("unnamed-1-official", "an official", ActorType.UNNAMED)
OTHER_OFFICIAL = Actor("unnamed-2-official", "an official", ActorType.UNNAMED)
CHECKPOINTS = (
    "Our checkpoints in Idlib continue their duties as usual and are capable of protecting themselves"
)
POSTS = (
    "Turkish observation posts in Idlib “continue their duties and are capable of protecting themselves "
    "with the weapons and equipment they possess.”"
)
DAY = date(2020, 2, 8)


def said(
    document: str, text: str, speaker: Actor | None = MINISTRY, manner: Manner = Manner.DIRECT
) -> Statement:
    return Statement(
        id=f"st-{document}-{len(text)}",
        article=document,
        text=text,
        content=(Span(0, len(text)),),
        cue=None,
        source=(),
        source_inherited=False,
        manner=manner,
        confidence=1.0,
        speaker=ActorMention(Span(0, 1), speaker.name, speaker) if speaker else None,
    )


def reading_of(document: str, statements: Iterable[Statement], day: date | None) -> ArticleReading:
    return ArticleReading(Article(document, "", (), published_on=day), tuple(statements), ())


def found_in(readings: Iterable[ArticleReading]) -> dict[tuple[str, str], float]:
    """The echoes of an archive of these articles, with their confidence."""
    rows = memory_rows()
    index = EchoIndex(rows)
    with rows.transaction():
        for reading in readings:
            index.replace(reading.article.id, reading)
        return dict(index.settle().new.pairs)


def pairs(*reports: Statement | tuple[Statement, date]) -> list[tuple[str, str]]:
    """The pairs of linked articles."""
    statements = [one if isinstance(one, tuple) else (one, DAY) for one in reports]
    documents = {statement.id: statement.article for statement, _ in statements}
    days = {statement.article: day for statement, day in statements}
    readings = [
        reading_of(document, [one for one, _ in statements if one.article == document], day)
        for document, day in days.items()
    ]
    return sorted((documents[one], documents[other]) for one, other in found_in(readings))


def are_one(
    one: str, other: str, *, speaker: Actor | None = MINISTRY, manner: Manner = Manner.DIRECT
) -> bool:
    return bool(pairs(said("a", one, speaker, manner), said("b", other, speaker, manner)))


def test_longer_translation_is_echo() -> None:
    assert pairs(said("a", CHECKPOINTS), said("b", POSTS, manner=Manner.MIXED)) == [("a", "b")]


def test_echoes_in_seed_articles(readings: dict[str, ArticleReading]) -> None:
    texts = {one.id: one.text for reading in readings.values() for one in reading.statements}
    found = [{texts[one], texts[other]} for one, other in found_in(readings.values())]
    assert {CHECKPOINTS, POSTS} in found
    assert all("regardless of the Sochi deal" not in text for pair in found for text in pair)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "We will retaliate for every attack on our soldiers in the province.",
            "we will retaliate for every attack on our soldiers in the province",
        ),
        (
            "She has planned to release the tax returns of eleven years",
            "She plans to release the tax returns of 11 years",
        ),
        (
            "The convoy can't leave the besieged northern province",
            "the convoy cannot leave the besieged province",
        ),
        (
            "There is no military solution to it. These refugees deserve our protection and solidarity",
            "These refugees deserve our protection and solidarity",
        ),
    ],
)
def test_reworded_statement_is_echo(one: str, other: str) -> None:
    assert are_one(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Five soldiers were killed in the attack on the outpost",
            "Eight soldiers were killed in the attack on the outpost",
        ),
        (
            "The regime lost 1,200 troops in the northern offensive",
            "The regime lost 1,500 troops in the northern offensive",
        ),
        (
            "We will withdraw our forces from the observation posts",
            "We will not withdraw our forces from the observation posts",
        ),
        (
            "The minister is qualified to lead the delegation",
            "I don't think that the minister is qualified to lead the delegation",
        ),
        (
            "Our troops shelled a convoy near the border village",
            "Their planes bombed the hospital in the southern capital",
        ),
        ("We will win", "We will win"),
        (
            "the attack on the Turkish soldiers in Idlib",
            "a response to the attack on Turkish soldiers in Idlib",
        ),
    ],
)
def test_different_statements_are_not_echoes(one: str, other: str) -> None:
    assert not are_one(one, other, manner=Manner.INDIRECT)


def test_other_speaker_is_not_echo() -> None:
    other = Actor("russian-defence-ministry", "Russian Defence Ministry", ActorType.GOVERNMENT)
    assert pairs(said("a", CHECKPOINTS), said("b", CHECKPOINTS, other)) == []


def test_statements_of_one_article_are_not_echoes() -> None:
    assert pairs(said("a", CHECKPOINTS), said("a", CHECKPOINTS + ".")) == []


def test_later_repetition_is_not_echo() -> None:
    first = said("a", CHECKPOINTS), date(2020, 2, 8)
    assert pairs(first, (said("b", CHECKPOINTS), date(2020, 2, 18))) == [("a", "b")]
    assert pairs(first, (said("b", CHECKPOINTS), date(2020, 2, 19))) == []


def test_unknown_speaker_needs_verbatim_quotation() -> None:
    assert pairs(said("a", CHECKPOINTS, OFFICIAL), said("b", CHECKPOINTS, OTHER_OFFICIAL)) == [("a", "b")]
    assert pairs(said("a", CHECKPOINTS), said("b", CHECKPOINTS, None)) == [("a", "b")]
    assert pairs(said("a", CHECKPOINTS), said("b", POSTS, None)) == []
    indirect = said("b", CHECKPOINTS, None, Manner.INDIRECT)
    assert pairs(said("a", CHECKPOINTS), indirect) == []


def test_copies_are_linked_to_first() -> None:
    copies = [said(f"{number:05}", CHECKPOINTS) for number in range(2_000)]
    assert pairs(*copies) == [("00000", one.article) for one in copies[1:]]


def test_a_further_copy_is_one_new_pair() -> None:
    rows = memory_rows()
    for number in range(30):
        index = EchoIndex(rows)
        statement = said(f"{number:05}", CHECKPOINTS)
        with rows.transaction():
            index.replace(statement.article, reading_of(statement.article, [statement], DAY))
            changes = index.settle()
        assert len(changes.new.pairs) == (1 if number else 0)
        assert not changes.gone.pairs
        assert not changes.gone.firsts


def test_first_report_of_a_group_that_falls_apart() -> None:
    rows = memory_rows()
    index = EchoIndex(rows)
    days = {"a": date(2020, 2, 1), "b": date(2020, 2, 9), "c": date(2020, 2, 17)}
    statements = {document: said(document, CHECKPOINTS) for document in days}
    one, other, third = (statement.id for statement in statements.values())
    with rows.transaction():
        for document, day in days.items():
            index.replace(document, reading_of(document, [statements[document]], day))
        assert index.settle().new.firsts == {one: one, other: one, third: one}
        index.replace("b", None)
        changes = index.settle()
    assert changes.gone.pairs == {(one, other): 0.98, (other, third): 0.98}
    assert changes.gone.firsts == {one: one, other: one, third: one}
    assert not changes.new.pairs
    assert not changes.new.firsts
    assert index.count() == 0


def test_number_of_comparisons_is_limited() -> None:
    rows = memory_rows()
    index = EchoIndex(rows)
    with rows.transaction():
        for number in range(2_000):
            statement = said(f"{number:05}", f"{CHECKPOINTS} near village{number} and farm{number}")
            index.replace(statement.article, reading_of(statement.article, [statement], DAY))
        index.settle()
    assert index.compared <= 40 * 2_000


def test_no_pairs_without_statements() -> None:
    assert pairs() == []
    assert pairs(said("a", "…"), said("b", "“…”")) == []
    assert pairs(said("a", CHECKPOINTS)) == []


WORDS = st.sampled_from(
    ["posts", "idlib", "soldiers", "convoy", "not", "refuse", "release", "5", "8", "the", "of", "attack"]
)
REPORTS = st.lists(
    st.tuples(
        st.lists(WORDS, min_size=1, max_size=9),
        st.sampled_from([MINISTRY, OFFICIAL, None]),
        st.sampled_from(list(Manner)),
        st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 20)),
    ),
    max_size=12,
)


@given(REPORTS)
def test_order_of_articles_does_not_matter(
    reports: list[tuple[list[str], Actor | None, Manner, date | None]],
) -> None:
    readings = [
        reading_of(f"{number}", [said(f"{number}", " ".join(words), speaker, manner)], day)
        for number, (words, speaker, manner, day) in enumerate(reports)
    ]
    found = found_in(readings)
    assert found == found_in(readings[::-1])
    documents = {one.id: one.article for reading in readings for one in reading.statements}
    for (one, other), confidence in found.items():
        assert one < other
        assert documents[one] != documents[other]
        assert 0 < confidence <= 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "she refused to release her medical records to reporters",
            "she agreed to release her medical records to reporters",
        ),
        (
            "the bill failed to protect workers and pension funds",
            "the bill did protect workers and pension funds",
        ),
        (
            "we support the new border treaty with both neighbours",
            "we oppose the new border treaty with both neighbours",
        ),
        (
            "the treaty was signed before elections in the capital",
            "the treaty was signed after elections in the capital",
        ),
        (
            "talks on the border will begin in Geneva on Monday",
            "talks on the border will begin in Geneva on Friday",
        ),
    ],
)
def test_contradiction_is_not_echo(one: str, other: str) -> None:
    assert not are_one(one, other)
