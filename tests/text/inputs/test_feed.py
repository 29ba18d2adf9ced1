"""RSS and Atom."""

from datetime import date
from pathlib import Path

from tests.text.inputs.reading import read

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Fast News</title>
<item><title>Road opens</title><link>https://news.example/road</link>
<pubDate>Mon, 10 Feb 2020 23:30:00 -0500</pubDate><description>Short.</description>
<content:encoded>
<![CDATA[<p>“It opens,” said <b>Ana Prado</b>.</p><p>She &amp; he left.</p>]]></content:encoded></item>
<item><title>Two</title><dc:date>2020-02-11T08:00:00Z</dc:date><description>He said no.</description></item>
<item><title>Three</title></item>
</channel></rss>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Atom News</title>
<entry><title>A</title><id>urn:1</id><updated>2020-02-12T00:00:00Z</updated>
<published>2020-02-10T00:00:00Z</published><link href="https://news.example/a"/>
<content type="html">&lt;p&gt;He said no.&lt;/p&gt;</content></entry>
<entry><title>B</title><id>urn:2</id><updated>2020-02-12T00:00:00Z</updated>
<summary type="text">5 &lt; 6, she said.</summary></entry></feed>
"""


def test_rss(tmp_path: Path) -> None:
    (tmp_path / "feed.rss").write_text(RSS, encoding="utf-8")
    articles, errors, _ = read(tmp_path)
    assert [Path(one.path).name for one in articles] == ["feed.rss#1", "feed.rss#2"]
    assert [one.text for one in articles] == ["“It opens,” said Ana Prado.\n\nShe & he left.", "He said no."]
    assert [one.published_on for one in articles] == [date(2020, 2, 10), date(2020, 2, 11)]
    assert (articles[0].title, articles[0].publisher) == ("Road opens", "Fast News")
    assert [one.url for one in articles] == ["https://news.example/road", None]
    assert errors == [f"{tmp_path}/feed.rss: left out: 1 without a text (entry 3); the rest is read."]


def test_atom(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(ATOM, encoding="utf-8")
    articles, errors, _ = read(tmp_path)
    assert [one.text for one in articles] == ["He said no.", "5 < 6, she said."]
    # When an entry was changed is not when it was published.
    assert [one.published_on for one in articles] == [date(2020, 2, 10), None]
    assert [one.url for one in articles] == ["https://news.example/a", None]
    assert errors == []


def test_what_is_no_feed_or_ends_early(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<?xml version='1.0'?><urlset/>")
    (tmp_path / "b.atom").write_text(ATOM[: ATOM.index("<entry><title>B")], encoding="utf-8")
    articles, errors, _ = read(tmp_path)
    assert [one.text for one in articles] == ["He said no."]
    assert errors == [
        f"{tmp_path}/a.xml is not an RSS or Atom feed; other XML files are not read.",
        f"{tmp_path}/b.atom ends before the last tag of a feed, so entries may be missing; get it anew.",
    ]
