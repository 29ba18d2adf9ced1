"""HTML pages: the main text, and what the page says of itself."""

from datetime import date
from pathlib import Path

import pytest

from tests.text.inputs.reading import SAID, html, read

HEAD = (
    "<title>Road opens | Fast News</title>"
    '<meta property="og:title" content="Road opens"><meta property="og:site_name" content="Fast News">'
    '<meta property="article:published_time" content="2020-02-10T23:30:00-05:00">'
    '<link rel="canonical" href="https://news.example/road">'
)


def test_main_text_and_metadata(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(html(head=HEAD), encoding="utf-8")
    (article,), errors, _ = read(tmp_path / "a.html")
    assert article.text == f"Road opens\n{SAID}\nIt had been closed because of snow for a week."
    assert (article.title, article.publisher) == ("Road opens", "Fast News")
    assert (article.published_on, article.url) == (date(2020, 2, 10), "https://news.example/road")
    assert errors == []


def test_a_date_that_merely_stands_in_the_page_is_no_publication_date(tmp_path: Path) -> None:
    page = html("In 2019-03-04 the road opened, said Ana Prado. <time>2018-01-02</time>")
    (tmp_path / "a.htm").write_text(page, encoding="utf-8")
    assert read(tmp_path / "a.htm").articles[0].published_on is None


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2020-02-10T08:00:00Z">',
        '<meta name="date" content="2020-02-10">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2020-02-10"}</script>',
        '<link rel="canonical" href="https://news.example/2020/02/10/road">',
    ],
)
def test_where_a_page_gives_its_date(tmp_path: Path, head: str) -> None:
    (tmp_path / "a.html").write_text(html(head=head), encoding="utf-8")
    assert read(tmp_path / "a.html").articles[0].published_on == date(2020, 2, 10)


@pytest.mark.parametrize(("charset", "codec"), [("windows-1252", "cp1252"), ("utf-8", "utf-8")])
def test_the_declared_encoding_counts(tmp_path: Path, charset: str, codec: str) -> None:
    page = html("“Das Café bleibt zu”, sagte er.").replace("utf-8", charset)
    (tmp_path / "a.html").write_bytes(page.encode(codec))
    assert "“Das Café bleibt zu”, sagte er." in read(tmp_path / "a.html").articles[0].text


def test_pages_without_an_article(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body><nav><a href=/>Home</a></nav></body></html>")
    (tmp_path / "b.html").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (tmp_path / "c.html").write_text("<html><body>" + "<br>" * 60_001)
    (tmp_path / "d.html").write_text("")
    assert read(tmp_path) == (
        [],
        [
            f"{tmp_path}/a.html has no text of an article that can be found; copy the text into a .txt file.",
            f"{tmp_path}/b.html is not an HTML page, but a PNG picture; convert it to text or leave it out.",
            f"{tmp_path}/c.html has more than 60,000 tags; copy the text into a .txt file.",
            f"{tmp_path}/d.html is empty.",
        ],
        [],
    )


def test_what_declares_no_encoding_is_utf_8_or_windows_1252(tmp_path: Path) -> None:
    page = html("“Das Café bleibt zu”, sagte er.").replace('<meta charset="utf-8">', "")
    for codec in ("utf-8", "cp1252", "utf-16"):
        (tmp_path / f"{codec}.html").write_bytes(page.encode(codec))
    articles, errors, _ = read(tmp_path)
    assert ["“Das Café bleibt zu”, sagte er." in one.text for one in articles] == [True, True, True]
    assert errors == []


def test_binary_content_is_no_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<html><body><p>He said no." + bytes(range(256)) * 100)
    (tmp_path / "b.html").write_bytes(html().encode("utf-16-le"))
    advice = (
        "is not an HTML page: it is binary, or in an encoding that it does not declare; get it anew, or"
        " convert it to UTF-8."
    )
    assert read(tmp_path) == ([], [f"{tmp_path}/a.html {advice}", f"{tmp_path}/b.html {advice}"], [])


def test_a_paragraph_may_end_with_its_source(tmp_path: Path) -> None:
    page = html("Mayor Ana Prado said that the road will open. [Fast News]").replace(
        "for a week.", "[x.example]"
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (article,) = read(tmp_path).articles
    assert "Mayor Ana Prado said that the road will open. [Fast News]" in article.text
