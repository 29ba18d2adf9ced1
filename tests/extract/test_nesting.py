"""Nested attributions."""

from kg.extract.nesting import mark_nested
from kg.model import Attribution, Manner, Span

#       0         1         2         3         4         5         6
#       0123456789012345678901234567890123456789012345678901234567890123456
TEXT = "Brown said that Smith had promised that Lee would sing and added it"


def attribution(number: int, source: Span | None, cue: Span, content: Span) -> Attribution:
    return Attribution(
        id=f"st-{number}",
        text=content.of(TEXT),
        content=(content,),
        cue=cue,
        source=(source,) if source else (),
        source_inherited=False,
        manner=Manner.INDIRECT,
        confidence=0.9,
    )


BROWN = attribution(1, Span(0, 5), Span(6, 10), Span(11, 67))
SMITH = attribution(2, Span(16, 21), Span(26, 34), Span(35, 54))


def within(*attributions: Attribution) -> list[str | None]:
    return [one.within for one in mark_nested(list(attributions))]


def test_inner_statement_refers_to_outer() -> None:
    assert within(BROWN, SMITH) == [None, "st-1"]


def test_inner_statement_can_fill_outer_content() -> None:
    assert within(attribution(1, Span(0, 5), Span(6, 10), Span(16, 54)), SMITH) == [None, "st-1"]


def test_innermost_outer_statement_is_used() -> None:
    middle = attribution(3, Span(16, 21), Span(22, 25), Span(26, 60))
    assert within(BROWN, middle, attribution(4, Span(40, 43), Span(44, 49), Span(50, 54))) == [
        None,
        "st-1",
        "st-3",
    ]


def test_cue_with_shared_source_is_not_nested() -> None:
    added = attribution(5, Span(0, 5), Span(59, 64), Span(65, 67))
    assert within(BROWN, added) == [None, None]
    assert within(BROWN, attribution(5, None, Span(59, 64), Span(65, 67))) == [None, None]


def test_nesting_has_no_cycle() -> None:
    one = attribution(1, Span(0, 5), Span(6, 10), Span(0, 67))
    other = attribution(2, Span(16, 21), Span(22, 25), Span(0, 67))
    assert within(one, other) == [None, None]
