"""Readings and extractions as bytes: they come back as they were."""

from dataclasses import asdict, fields, is_dataclass, replace
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.archive.ledger.encoding import decode, decode_reading, encode
from kg.model import Actor, ActorType, ArticleReading, Extraction, PartialDate, Precision, Span
from tests.with_doubt import READING
from tests.with_statements import READINGS

_SPANS = st.tuples(st.integers(0, 500_000), st.integers(1, 1000)).map(lambda one: Span(one[0], sum(one)))
_DATES = st.dates(date(1900, 1, 1))
_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_PERSONS = st.builds(
    Actor, _TEXTS, _TEXTS, st.sampled_from(ActorType), gender=st.sampled_from([None, "male", "female"])
)
_LEAVES: dict[Any, st.SearchStrategy[Any]] = {
    str: _TEXTS,
    int: st.integers(0, 1000),
    float: st.floats(allow_nan=False, allow_infinity=False),
    date: _DATES,
    Span: _SPANS,
    PartialDate: st.builds(PartialDate.of, _DATES, st.sampled_from(Precision)),
    Actor: _PERSONS
    | st.builds(
        Actor,
        _TEXTS,
        _TEXTS,
        st.just(ActorType.GROUP),
        st.lists(_PERSONS, min_size=1, max_size=2).map(tuple),
    ),
}


@cache
def values_of(hint: Any) -> st.SearchStrategy[Any]:
    """Values of the type `hint`, with all fields filled at random."""
    if hint in _LEAVES:
        return _LEAVES[hint]
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return st.builds(hint, **{one.name: values_of(hints[one.name]) for one in fields(hint)})  # type: ignore[arg-type]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return st.one_of(*map(values_of, arguments))
    if origin is tuple and arguments[-1] is ...:
        return st.lists(values_of(arguments[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values_of, arguments))
    if origin is frozenset:
        return st.frozensets(values_of(arguments[0]), max_size=3)
    return st.from_type(hint)


@given(values_of(ArticleReading))
@settings(max_examples=20, suppress_health_check=list(HealthCheck))
def test_a_reading_comes_back_as_it_was(reading: ArticleReading) -> None:
    found = decode_reading(encode(reading), reading.article)
    assert found == reading
    # Equality leaves out some fields.
    assert asdict(found) == asdict(reading)


@given(values_of(Extraction))
@settings(max_examples=20, suppress_health_check=list(HealthCheck))
def test_an_extraction_comes_back_as_it_was(extraction: Extraction) -> None:
    assert decode(encode(extraction), Extraction) == extraction


def test_a_reading_is_of_the_article_that_it_is_read_for() -> None:
    for reading in (READING, *READINGS):
        moved = replace(reading.article, paths=("elsewhere.txt",))
        assert decode_reading(encode(reading), moved) == replace(reading, article=moved)
