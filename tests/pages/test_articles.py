"""articles/….html: the text as it reads, statements marked, a margin that says who, how and toward whom."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kg.text.paragraphs import split_paragraphs
from kg.graph.store import open_store, write_store
from kg.pages.article_page import ArticlePage, article_pages
from kg.pages.facts import ArticleFact
from kg.pages.overview import read_overview
from kg.pages.page_writer import write_pages
from tests.conftest import ROOT
from tests.pages.html import page_at
from tests.with_positions import THREAT, position_quads


def seed_page(built: Path, digits: str) -> ArticlePage:
    store = open_store(built)
    (iri,) = [one.iri for one, _ in read_overview(store).articles if f"seeds/{digits}" in one.path]
    (page,) = article_pages(store, [iri])
    return page


def test_the_text_is_all_there(built: Path) -> None:
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        body = path.read_text(encoding="utf-8-sig")
        page = seed_page(built, path.name[:3])
        paragraphs = ["".join(piece.text for piece in passage.pieces) for passage in page.passages]
        assert paragraphs == [body[start:end] for start, end in split_paragraphs(body)]


def test_what_oktay_said_is_marked(built: Path) -> None:
    page = seed_page(built, "001")
    first = page.passages[0]
    assert [(piece.role, piece.text) for piece in first.pieces if piece.role in ("source", "cue")] == [
        ("source", "Vice President Fuat Oktay"),
        ("cue", "said"),
    ]
    content = "".join(piece.text for piece in first.pieces if piece.role == "content")
    assert content.startswith("Turkey has fulfilled its responsibilities")
    assert content.endswith("its de-escalation agreements with Russia and Iran")
    (note,) = first.notes
    assert note.statement.speaker is not None
    assert note.statement.speaker.name == "Fuat Oktay"
    assert {piece.colour for piece in first.pieces if piece.role} == {note.colour}


def test_a_statement_within_another_keeps_its_own_colour(built: Path) -> None:
    page = seed_page(built, "000")
    (inner,) = [one for one in page.statements if one.within and one.reporter == "Mevlut Cavusoglu"][:1]
    number = page.statements.index(inner)
    nested = [piece for passage in page.passages for piece in passage.pieces if number in piece.statements]
    assert nested
    assert all(len(piece.statements) > 1 and piece.statements[-1] == number for piece in nested)


def test_noise_is_marked_not_cut(built: Path) -> None:
    page = seed_page(built, "003")
    noise = [piece.text for passage in page.passages for piece in passage.pieces if piece.role == "noise"]
    assert any("MINIFYHTML" in text for text in noise)


def test_the_margin_as_a_reader_sees_it(pages: Path) -> None:
    (path,) = (pages / "articles").glob("001-*.html")
    page = page_at(path)
    assert "17 statements by 8 speakers · 3 agreements" in page.words
    assert "Recep Tayyip Erdogan “said”, quoted" in page.words
    assert "− threaten → (opposes) Syrian government, “If any harm comes" in page.words


def test_an_echo_leads_to_the_other_article(tmp_path: Path) -> None:
    write_store(tmp_path, position_quads())
    write_pages(tmp_path)
    (first,), (second,) = ((tmp_path / "articles").glob(f"{letter}-*.html") for letter in "ad")
    assert f"../articles/{second.name}#st-d-1" in page_at(first).links
    assert any(link.startswith(f"../articles/{first.name}#st-a-") for link in page_at(second).links)
    assert page_at(first).words.count(THREAT) == 1


@given(
    st.text(alphabet="ab .\n“", min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=6),
)
def test_pieces_join_to_the_text_whatever_covers_it(body: str, spans: list[tuple[int, int]]) -> None:
    from kg.pages.article_page import _Cover, _passages

    covers = [
        _Cover(start, min(start + length, len(body)), "content", number)
        for number, (start, length) in enumerate(spans)
        if start < len(body)
    ]
    colours = [f"voice-{number}" for number in range(len(spans))]
    passages = _passages(body, covers, colours, {start: ["x"] for start, _ in spans})
    joined = ["".join(piece.text for piece in passage.pieces) for passage in passages]
    assert joined == ([body[start:end] for start, end in split_paragraphs(body)] or [""])
    for passage in passages:
        assert all(piece.text for piece in passage.pieces)


def test_an_article_is_known_by_its_headline_else_by_its_first_words(built: Path) -> None:
    titles: dict[str, ArticleFact] = {
        one.path[6:9]: one for one, _ in read_overview(open_store(built)).articles
    }
    assert titles["004"].title == "2 Turkish soldiers martyred in regime airstrike in Syria's Idlib region"
    # "Fast News" and the remains of a web page are not what an article is known by.
    assert titles["002"].title.startswith("Turkey warned that the advances by Russian-backed")
    assert titles["003"].title.startswith("Ankara, Turkey – An attack by Syrian government forces")
