"""Web archives."""

import random
import re
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


def test_what_comes_before_a_cut_is_read_to_the_last_page(tmp_path: Path) -> None:
    captures = [
        Capture(f"https://x.example/{one}", html(f"“No {one},” said Ana Prado.")) for one in range(200)
    ]
    noise = random.Random(1).randbytes(3000).hex()
    last = web_archive([Capture("https://x.example/cut", noise, kind="metadata")])
    (tmp_path / "a.warc.gz").write_bytes(web_archive(captures) + last[:1000])
    articles, errors, _ = read(tmp_path)
    assert len(articles) == 200
    assert errors == [f"{tmp_path}/a.warc.gz ends too early: its .gz packing is incomplete; get it anew."]


def test_records_with_damaged_headers_are_counted(tmp_path: Path) -> None:
    content = web_archive(
        [Capture(f"https://x.example/{one}", html(f"“No {one},” said Ana Prado.")) for one in range(5)],
        packed=False,
    )
    records = content.split(b"WARC/1.0\r\n")
    records[1] = records[1].replace(b"https://x.example/0", b"https://[.example/0")
    records[2] = records[2].replace(b"WARC-Type:", b"WARC+Type:")
    records[3] = records[3].replace(b"HTTP/1.1 200 OK", b"HTTP/1.1 \0\0\0 OK")
    records[4] = records[4].replace(b"https", b"xxxxx")
    body = records[5].replace(
        b"HTTP/1.1 200 OK\r\nContent-Type", b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nX"
    )
    records[5] = re.sub(
        rb"Content-Length: (\d+)", lambda found: b"Content-Length: %d" % (int(found[1]) + 15), body
    )
    (tmp_path / "a.warc").write_bytes(b"WARC/1.0\r\n".join(records))
    articles, errors, _ = read(tmp_path)
    # What is no address is still where the page was found.
    assert [one.path for one in articles] == [f"{tmp_path}/a.warc#https://[.example/0"]
    assert errors == [
        f"{tmp_path}/a.warc: left out: 1 without a type (record 2), 1 without an HTTP status (record 3), 1"
        " without an HTTP header (record 4), 1 packed with br (record 5); the rest is read."
    ]


def test_a_record_that_does_not_say_how_long_it_is_ends_the_archive(tmp_path: Path) -> None:
    content = web_archive(CAPTURES[1:2] + CAPTURES[5:6] + CAPTURES[1:2], packed=False)
    first, second, third = content.split(b"WARC/1.0\r\n")[1:]
    damaged = second.replace(b"Content-Length", b"Content-Lengxx")
    (tmp_path / "a.warc").write_bytes(b"".join(b"WARC/1.0\r\n" + one for one in (first, damaged, third)))
    articles, errors, _ = read(tmp_path)
    assert len(articles) == 1
    assert errors == [
        f"{tmp_path}/a.warc cannot be read as a web archive: a record does not say how long it is; it is"
        " damaged or incomplete, get it anew."
    ]
