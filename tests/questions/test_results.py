"""Statements and articles as the library gives them, in a notebook and as data frames."""

import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas
import polars
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.model import ArticleReading, Span, StatementKind
from kg.questions.dataset import Dataset
from kg.questions.results import Article, Maybe, Named, Stand, Statement
from kg.questions.tables import Table
from tests import with_doubt, with_positions, with_statements, with_unsaid
from tests.builders import make_article, make_quads, make_reading, make_statement, make_store, person
from tests.pages.html import Page
from tests.with_statements import BENEFITS, HIT, statement_quads

READINGS = (
    *with_statements.READINGS,
    *with_positions.READINGS,
    with_doubt.READING,
    with_unsaid.READING,
)
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return Dataset(make_store(statement_quads()))


def by_id(statements: Iterable[Statement]) -> dict[str, Statement]:
    return {one.id: one for one in statements}


@pytest.mark.parametrize("reading", READINGS, ids=lambda reading: reading.article.path)
def test_a_statement_is_the_same_from_a_reading_and_from_its_graph(reading: ArticleReading) -> None:
    dataset = Dataset(make_store(make_quads([reading])))
    read = Article.of_reading(reading)
    assert by_id(dataset.statements(kind="all", unsaid="all")) == by_id(read.statements)
    kept = dataset.article(reading.article.path)
    assert by_id(kept.statements) == by_id(read.statements)
    assert [one.start for one in kept.statements] == sorted(one.start for one in read.statements)
    for own in ("document", "text", "title", "publisher", "published_on", "url"):
        assert getattr(kept, own) == getattr(read, own)


def test_what_a_statement_tells(dataset: Dataset) -> None:
    (one,) = dataset.statements(speaker="Erdoğan", about="Sochi")
    assert one == Statement(
        id=with_statements.STATEMENTS_A[0].id,
        text=HIT,
        speaker="Recep Tayyip Erdogan",
        speaker_id="recep-tayyip-erdogan",
        speaker_type="person",
        speaker_confidence=1.0,
        confidence=0.9,
        kind="speech",
        manner="direct",
        cue="said",
        said_on="2020-02-08",
        said_from=date(2020, 2, 8),
        published_on=date(2020, 2, 10),
        publisher="The Post",
        document="a.txt",
        content=(Span(1, 66),),
        agreements=(Named("Sochi memorandum", "sochi-memorandum-2018", "agreement"),),
    )
    assert (one.start, one.end, one.cite) == (1, 66, "a.txt:1-66")
    (other,) = dataset.statements(speaker="Cavusoglu")
    assert (other.addressee, other.occasion, other.text) == (
        "reporters",
        "Munich Security Conference",
        BENEFITS,
    )


def test_positions_and_candidates_of_a_statement() -> None:
    (threat, *_) = Dataset(make_store(with_positions.position_quads())).statements(speaker="Erdogan")
    assert threat.positions[0] == Stand(
        holder="Recep Tayyip Erdogan",
        holder_id="recep-tayyip-erdogan",
        act="THREATEN",
        polarity="opposes",
        target="Syrian government",
        target_id="syrian-government",
        condition="If any harm comes to our soldiers",
        layer="speech",
        confidence=0.9,
    )
    (first, *_) = Dataset(make_store(with_doubt.doubt_quads())).statements()
    assert (first.speaker, first.speaker_confidence) == (None, None)
    assert first.candidates[0] == Maybe("John Smith", "john-smith", "person", 0.475)


def test_statements_are_a_sequence_that_is_read_again(dataset: Dataset) -> None:
    found = dataset.statements()
    assert len(found) == len(list(found)) == len(list(found)) == 7
    assert found[0] == next(iter(found))
    assert list(found[2:4]) == list(found)[2:4]
    assert list(found[-1:]) == [found[-1]]
    assert repr(found[:1]) == "<1 statement>"
    with pytest.raises(IndexError):
        found[7]


def test_since_leaves_out_what_is_older_or_has_no_date(dataset: Dataset) -> None:
    for day, count in (("2020-02-08", 3), ("2020-02-10", 2), ("2020-02-11", 0)):
        found = dataset.statements(since=day)
        assert len(found) == count
        assert found.understood == f"who said what; since is {day}."
        assert found.notes == [
            "Left out because neither their day nor that of publication is known: 4 statements."
        ]
    with pytest.raises(kg.UsageError, match="“spring” is not a date; write 2020-02-10"):
        dataset.statements(since="spring")


def test_a_closed_graph_gives_no_more_statements() -> None:
    dataset = Dataset(make_store(statement_quads()))
    found = dataset.statements()
    dataset.close()
    with pytest.raises(ValueError, match="the dataset is closed"):
        list(found)


def test_an_article_by_path_or_a_part_of_it(dataset: Dataset) -> None:
    assert dataset.article("copies/a").document == "a.txt"
    assert [one.start for one in dataset.article("b.txt").statements] == sorted(
        one.start for one in dataset.statements() if one.document == "b.txt"
    )
    with pytest.raises(kg.UsageError, match="No article is called “z”"):
        dataset.article("z")
    with pytest.raises(kg.UsageError, match=r"“txt” can be several articles: it is a\.txt, b\.txt"):
        dataset.article("txt")


def test_data_frames_have_a_type_for_each_column(dataset: Dataset) -> None:
    frame = dataset.statements().to_pandas()
    assert list(frame.columns[:4]) == ["id", "speaker", "text", "cite"]
    assert frame["start"].dtype == "int64"
    assert frame["confidence"].dtype == "float64"
    assert frame.loc[0, "published_on"] == date(2020, 2, 10)
    table = dataset.statements().to_polars()
    types = {name: table.schema[name] for name in ("published_on", "start", "speaker", "agreements")}
    assert types["published_on"] == polars.Date
    assert types["start"] == polars.Int64
    assert types["speaker"] == polars.String
    assert isinstance(types["agreements"], polars.List)
    assert len(dataset.statements(about="nothing that is said").to_polars()) == 0


def test_tables_as_data_frames() -> None:
    table = Table(("name", "n", "share", "mixed", "none"), [("a", 1, 0.5, "x", None), ("b", 2, 1, 3, None)])
    assert table.to_polars().rows() == [("a", 1, 0.5, "x", None), ("b", 2, 1.0, "3", None)]
    frame = table.to_pandas()
    assert (frame["n"].dtype, frame["share"].dtype) == ("int64", "float64")
    assert list(Table(("name", "n"), []).to_pandas().columns) == ["name", "n"]
    huge = Table(("n",), [(2**70,)])
    assert huge.to_polars().rows() == [(str(2**70),)]
    assert isinstance(frame, pandas.DataFrame)


@pytest.mark.parametrize("package", ["pandas", "polars"])
def test_what_is_not_installed_is_named(
    dataset: Dataset, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    for rows in (dataset.statements(), dataset.actors()):
        with pytest.raises(
            kg.UsageError, match=f"The package {package} is not installed .*pip install {package}"
        ):
            getattr(rows, f"to_{package}")()


def shown(one: object) -> Page:
    """The page that a notebook shows."""
    return Page(one._repr_html_())  # type: ignore[attr-defined]


@given(texts, texts)
def test_a_notebook_shows_words_and_never_their_markup(name: str, words: str) -> None:
    name, words = f"N {name}<img src=x>", f"<script>{words}</script>&amp;"
    article = make_article(f"{name}: {words}.", "<b>.txt", title=words)
    reading = make_reading(article, make_statement(article, words, person(name)))
    own = Article.of_reading(reading)
    page = shown(own)
    assert {"script", "img", "b"}.isdisjoint(page.tags)
    assert clean(article.text) in page.text
    for mark in page.all("mark"):
        assert name.split()[0] in str(mark["title"])
    (statement,) = own.statements
    table = Table((words,), [(name,)], understood=words, notes=[name])
    for one in (statement, own.statements, table):
        page = shown(one)
        assert {"script", "img", "b"}.isdisjoint(page.tags)
        assert clean(words) in page.text


def clean(text: str) -> str:
    """`text` as the standard library's parser gives it back."""
    return Page(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")).text


def test_a_notebook_shows_the_text_with_its_statements_marked(dataset: Dataset) -> None:
    html = dataset.article("a.txt")._repr_html_()
    assert f'“<mark title="Recep Tayyip Erdogan">{HIT}</mark>,”' in html
    assert "The Post · 2020-02-10 · a.txt" in html
    (one,) = dataset.statements(speaker="Erdogan")
    assert shown(one).words == f"{HIT}Recep Tayyip Erdogan (0.90, 1.00) a.txt:1-66"


def test_statements_inside_others_and_what_is_not_said_have_their_marks() -> None:
    article = make_article("Bo Hill said that Ann Lee fears that it rains.")
    outer = make_statement(article, "that Ann Lee fears that it rains", person("Bo Hill"))
    inner = make_statement(article, "that it rains", person("Ann Lee"), kind=StatementKind.ATTITUDE)
    html = Article.of_reading(make_reading(article, outer, inner))._repr_html_()
    assert (
        'Bo Hill said <mark title="Bo Hill">that Ann Lee fears </mark>'
        '<mark title="Bo Hill\n[attitude] Ann Lee">that it rains</mark>.'
    ) in html


def test_a_long_table_shows_its_first_rows() -> None:
    table = Table(("n",), [(number,) for number in range(150)])
    page = shown(table)
    assert len(page.all("tr")) == 101
    assert page.words.endswith("150 rows, the first 100 are shown")
    article = make_article("Bo Hill: it rains.")
    one = make_statement(article, "it rains", person("Bo Hill"))
    reading = make_reading(article, *(replace(one, id=f"st-{number}") for number in range(150)))
    assert len(shown(Article.of_reading(reading).statements).all("tr")) == 101


def test_every_citation_of_the_five_articles_finds_its_words(built: Path) -> None:
    with kg.open(built) as graph:
        found = graph.statements(kind="all", unsaid="all")
        texts = {name: graph.article(name).text for name in {one.document for one in found}}
        for one in found:
            words = texts[one.document][one.start : one.end]
            assert one.text.split(" … ")[0].split()[-1] in words
