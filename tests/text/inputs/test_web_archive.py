"""Web archives."""

from pathlib import Path

from tests.text.inputs.reading import SAID, Capture, html, read, web_archive

CAPTURES = [
    Capture("https://news.example/", html()),
    Capture("https://news.example/road", html()),
    Capture("https://news.example/logo.png", "\x89PNG", "image/png"),
    Capture("https://news.example/gone", "gone", status="404 Not Found"),
    Capture("https://news.example/menu", "<html><body></body></html>"),
    Capture("https://news.example/road", html("“No,” said John Roe.")),
    Capture("https://news.example/asked", "", kind="metadata"),
]


def test_pages_of_articles(tmp_path: Path) -> None:
    (tmp_path / "crawl.warc.gz").write_bytes(web_archive(CAPTURES))
    articles, errors, notes = read(tmp_path)
    assert [one.path.removeprefix(f"{tmp_path}/") for one in articles] == [
        "crawl.warc.gz#https://news.example/road",
        "crawl.warc.gz#https://news.example/road~2",
    ]
    assert SAID in articles[0].text
    assert [one.url for one in articles] == ["https://news.example/road"] * 2
    assert errors == []
    assert notes == [
        f"{tmp_path}/crawl.warc.gz: left out as no articles: 1 front pages, 1 not HTML, 1 responses"
        " of status 404,"
        " 1 pages without the text of an article, 1 records that are no responses."
    ]


def test_an_archive_that_is_cut_off(tmp_path: Path) -> None:
    content = web_archive(CAPTURES[1:2] + CAPTURES[5:6], packed=False)
    (tmp_path / "a.warc").write_bytes(content[:-300])
    articles, errors, _ = read(tmp_path / "a.warc")
    assert [one.path for one in articles][:1] == [f"{tmp_path}/a.warc#https://news.example/road"]
    assert errors == [
        f"{tmp_path}/a.warc cannot be read as a web archive: a record is cut off or of another"
        " length than it says;"
        " it is damaged or incomplete, get it anew."
    ]
