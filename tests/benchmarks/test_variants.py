"""Variants of an article have what was read in it at the same offsets, and other words there."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.variants import Read, Variation
from kg.model import Attribution, Extraction, Manner, Name, Span, StatementKind
from tests.builders import find, make_article

TEXT = (
    "Jane Rotherham said on 12 January 2016 that 4,500 people left the harbour of Antwerp. "
    "Rotherham, of the Harbour Institute, spoke at www.harbour.org & # 39;twice& # 39;."
)
OTHER = (
    "The harbour is large, says Mr Kaplinski. Many people left the harbour on 30 March, and more left later."
)


def read_of(text: str, *said: str, names: tuple[tuple[str, str], ...] = (), day: str | None = None) -> Read:
    """An article in which each of `said` is a statement, the second one inside the first, and so on."""
    article = make_article(text, day=day)
    spans = [find(article, words) for words in said]
    attributions = tuple(
        Attribution(
            id=f"st-{number}",
            text=span.of(text),
            content=(span,),
            cue=None,
            source=(),
            source_inherited=False,
            manner=Manner.INDIRECT,
            confidence=0.9,
            within=f"st-{number - 1}" if number else None,
            kind=StatementKind.SPEECH,
        )
        for number, span in enumerate(spans)
    )
    found = tuple(Name(find(article, name), kind) for name, kind in names)
    return Read(article, Extraction(attributions, found, sentences=(Span(0, len(text)),)))


BASE = [
    read_of(
        TEXT,
        "4,500 people left the harbour of Antwerp",
        "people left",
        names=(("Jane Rotherham", "person"), ("Antwerp", "place"), ("Harbour Institute", "organisation")),
        day="2016-01-13",
    ),
    read_of(OTHER, "The harbour is large", names=(("Kaplinski", "person"),)),
]

# Words of which texts are made; each stands for a kind that is varied or stays.
words = st.sampled_from(
    [
        *(
            "Rotherham",
            "ROTHERHAM",
            "Jane",
            "Kaplinski",
            "Antwerp",
            "Bill",
            "harbour",
            "people",
            "of",
            "İzmir",
        ),
        *(
            "12",
            "7",
            "30",
            "2016",
            "4,500",
            "007",
            "123456789012345678",
            "& # 39;",
            "http://a.org/12",
            "a@b12.org",
        ),
        *("don't", "mid-2015", "straße", "“Jane’s”", "%MINIFYHTML12%", "\n\n", "🙂"),
    ]
)
texts = st.lists(words, min_size=1, max_size=30).map(" ".join)


@given(st.lists(texts, min_size=1, max_size=4), st.integers(0, 400), st.data())
def test_offsets_stay_valid(written: list[str], number: int, data: st.DataObject) -> None:
    base = []
    for one in written:
        edges = [0, *(place + 1 for place, sign in enumerate(one) if sign == " "), len(one) + 1]
        start, end = data.draw(st.sampled_from([*pairwise(edges)]))
        span = Span(start, end - 1)
        whole = Attribution("st-0", one, (Span(0, len(one)),), None, (), False, Manner.DIRECT, 0.9)
        base.append(Read(make_article(one), Extraction((whole,), (Name(span, "person"),), (span,))))
    variation = Variation(base)
    found, before = variation.variant(number), base[number % len(base)]
    text = found.article.text
    assert len(text) == len(before.article.text)
    assert [one.isspace() for one in text] == [one.isspace() for one in before.article.text]
    assert found.extraction.names == before.extraction.names
    assert found.extraction.sentences == before.extraction.sentences
    assert found.extraction.attributions[0].text == text
    assert Variation(base).variant(number) == found


def test_what_is_said_is_that_of_the_variant() -> None:
    found = Variation(BASE).variant(4)
    first, second = found.extraction.attributions
    assert first.text == first.content[0].of(found.article.text)
    assert second.text == second.content[0].of(found.article.text)
    assert first.text != "4,500 people left the harbour of Antwerp"
    assert first.content == (Span(44, 84),)
    assert second.within == first.id
    assert {first.id, second.id}.isdisjoint({"st-0", "st-1"})


def test_a_name_is_the_same_throughout_a_variant_and_not_in_all() -> None:
    variation = Variation(BASE)
    found = [variation.variant(2 * turn).article.text for turn in range(40)]
    surnames = {one[5:14] for one in found}
    assert all(one[86:95] == one[5:14] for one in found)
    assert "Rotherham" in surnames
    assert 10 < len(surnames) < 40
    assert all(one[0] == "R" for one in surnames)


def test_places_addresses_and_repaired_characters_stay() -> None:
    variation = Variation(BASE)
    for turn in range(20):
        text = variation.variant(2 * turn).article.text
        assert "Antwerp" in text
        assert "www.harbour.org & # 39;twice& # 39;." in text


def test_days_stay_days_and_years_are_spread() -> None:
    variation = Variation(BASE)
    days = [variation.variant(2 * turn).article.published_on for turn in range(200)]
    assert {day.month for day in days if day} == {1}
    assert {day.year for day in days if day} == set(range(2007, 2017))
    text = variation.variant(6).article.text
    day, year = int(text[23:25]), int(text[34:38])
    assert 10 <= day <= 28
    assert text[25:34] == " January "
    assert days[3] is not None
    assert days[3].year == year
    assert "30 March" in variation.variant(1).article.text


def test_an_article_without_a_day_gets_one() -> None:
    assert (
        date(2011, 1, 1)
        <= (Variation(BASE).variant(3).article.published_on or date.min)
        <= date(2020, 12, 31)
    )


def test_an_archive_has_each_article_once() -> None:
    variation = Variation(BASE)
    assert len({variation.variant(2 * turn).article.id for turn in range(200)}) == 200


def test_there_must_be_an_article() -> None:
    with pytest.raises(ValueError, match="no articles"):
        Variation([])
