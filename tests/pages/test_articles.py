"""articles/….html: the text as it reads, statements marked, a margin that says who, how and toward whom."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kg.graph.fragments import evidence_iri
from kg.graph.reader.article_rows import ArticleText, read_texts
from kg.graph.reader.graph_counts import list_articles
from kg.graph.reader.selecting import Iri
from kg.graph.reader.statement_rows import ArticleRow, EvidenceRow, StatementRow
from kg.graph.vocabulary import node
from kg.model import ArticleReading, Span
from kg.pages.article_page import ArticlePage, Piece, article_page
from kg.pages.page_writer import write_pages
from tests.builders import (
    make_article,
    make_quads,
    make_reading,
    make_statement,
    make_store,
    person,
    write_graph,
)
from tests.pages.html import page_at
from tests.with_positions import ECHOES, READINGS, THREAT

JANE, JOHN = person("Jane Doe"), person("John Roe")


def page_of_reading(reading: ArticleReading) -> ArticlePage:
    store = make_store(make_quads([reading]))
    (text,) = read_texts(store, (one.iri for one in list_articles(store)))
    return article_page(text)


def pieces_of(page: ArticlePage) -> list[Piece]:
    return [piece for passage in page.passages for piece in passage.pieces]


def test_source_cue_and_content_are_marked_in_the_colour_of_the_speaker() -> None:
    article = make_article("Jane Doe said the road is open.\n\nNothing else was said here.")
    page = page_of_reading(
        make_reading(article, make_statement(article, "the road is open", JANE, cue="said"))
    )
    assert [(piece.role, piece.text, piece.colour) for piece in page.passages[0].pieces] == [
        ("source", "Jane Doe", "voice-0"),
        ("", " ", ""),
        ("cue", "said", "voice-0"),
        ("", " ", ""),
        ("content", "the road is open", "voice-0"),
        ("", ".", ""),
    ]
    (note,) = page.passages[0].notes
    assert (note.colour, note.statement.speaker and note.statement.speaker.name) == ("voice-0", "Jane Doe")
    assert [(piece.role, piece.text) for piece in page.passages[1].pieces] == [
        ("", "Nothing else was said here.")
    ]
    assert page.passages[1].notes == []


def test_a_statement_within_another_keeps_its_own_colour() -> None:
    article = make_article("Jane Doe said that John Roe claimed the road is closed.")
    outer = make_statement(article, "that John Roe claimed the road is closed", JANE)
    inner = make_statement(article, "the road is closed", JOHN, within=outer.id)
    page = page_of_reading(make_reading(article, outer, inner))
    nested = [piece for piece in pieces_of(page) if 1 in piece.statements]
    assert [(piece.role, piece.text, piece.colour, piece.statements) for piece in nested] == [
        ("source", "John Roe", "voice-1", (0, 1)),
        ("content", "the road is closed", "voice-1", (0, 1)),
    ]
    assert (page.statements[1].within, page.statements[1].reporter) == (outer.id, "Jane Doe")


def test_noise_is_marked_not_cut() -> None:
    body = "%MINIFYHTML0123456789abcdef%\n\nJane Doe said the road is open."
    article = make_article(body)
    reading = make_reading(article, make_statement(article, "the road is open", JANE))
    assert [span.of(body) for span in reading.noise] == ["%MINIFYHTML0123456789abcdef%"]
    page = page_of_reading(reading)
    assert [(piece.role, piece.text) for piece in page.passages[0].pieces] == [
        ("noise", "%MINIFYHTML0123456789abcdef%")
    ]
    assert page.passages[1].notes[0].statement.text == "the road is open"


def test_a_text_without_paragraphs_is_shown_as_one() -> None:
    article = make_article(" Jane Doe said\nthe road is open. ")
    reading = make_reading(article, make_statement(article, "the road is open", JANE), paragraphs=())
    page = page_of_reading(reading)
    assert ["".join(piece.text for piece in passage.pieces) for passage in page.passages] == [
        "Jane Doe said\nthe road is open."
    ]


@given(
    st.text(alphabet="ab .\n“", min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=6),
    st.lists(st.tuples(st.integers(0, 20), st.integers(1, 20)), max_size=4),
)
def test_pieces_join_to_the_text_whatever_covers_it(
    body: str, spans: list[tuple[int, int]], gaps: list[tuple[int, int]]
) -> None:
    article = ArticleRow(Iri("urn:a"), "a.txt", "opening")
    statements = [
        StatementRow(
            iri=Iri(node("statement", f"st-{number}").value),
            text="text",
            manner="direct",
            confidence=0.9,
            place=Iri(evidence_iri("urn:a", Span(start, start + 1)).value),
            article=article,
        )
        for number, (start, _) in enumerate(spans)
        if start < len(body)
    ]
    evidence = {
        one.iri: [EvidenceRow(one.iri, "content", Iri(evidence_iri("urn:a", span).value))]
        for one, (_, length) in zip(statements, [one for one in spans if one[0] < len(body)], strict=True)
        for span in [Span(one.start, min(one.start + length, len(body)))]
    }
    paragraphs, at = [], 0
    for gap, length in gaps:
        if at + gap + length <= len(body):
            paragraphs.append(Span(at + gap, at + gap + length))
            at += gap + length
    text = ArticleText(article, body, "", paragraphs, [], [], statements, evidence)
    page = article_page(text)
    joined = "".join(piece.text for piece in pieces_of(page))
    assert "".join(joined.split()) == "".join(body.split())
    assert all(piece.text for piece in pieces_of(page))
    assert sum(len(passage.notes) for passage in page.passages) == len(statements)


def test_the_margin_as_a_reader_sees_it(tmp_path: Path) -> None:
    write_pages(write_graph(tmp_path, *READINGS, echoes=ECHOES))
    (path,) = (tmp_path / "articles").glob("a-*.html")
    words = page_at(path).words
    assert "2 statements by 2 speakers · 0 agreements · 2 positions · a.txt" in words
    assert "Recep Tayyip Erdogan without a cue, reported" in words
    assert "− threaten → (opposes) Syrian government, “If any harm comes" in words


def test_who_the_speaker_is_can_be_unsure(tmp_path: Path) -> None:
    article = make_article("The minister said the road is open.")
    statement = make_statement(article, "the road is open", JANE, source="The minister")
    assert statement.speaker
    unsure = replace(statement, speaker=replace(statement.speaker, confidence=0.62))
    write_pages(write_graph(tmp_path, make_reading(article, unsure)))
    assert "statement 90 %, speaker 62 %" in page_at(tmp_path / "actors" / "jane-doe.html").words


def test_an_echo_leads_to_the_other_article(tmp_path: Path) -> None:
    write_pages(write_graph(tmp_path, *READINGS, echoes=ECHOES))
    (first,), (second,) = ((tmp_path / "articles").glob(f"{letter}-*.html") for letter in "ad")
    assert f"../articles/{second.name}#st-d-1" in page_at(first).links
    assert any(link.startswith(f"../articles/{first.name}#st-a-") for link in page_at(second).links)
    assert page_at(first).words.count(THREAT) == 1


def test_an_article_is_known_by_its_headline_else_by_its_first_words() -> None:
    titled = make_article("Fast News\n\nThe road to the town is open.", title="Road open")
    assert page_of_reading(make_reading(titled)).article.title == "Road open"
    bare = make_article("Fast News\n\nThe road to the town is open.")
    assert page_of_reading(make_reading(bare)).article.title == "The road to the town is open."
