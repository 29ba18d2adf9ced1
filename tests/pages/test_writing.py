"""The folder of pages as a whole: complete, tied together, offline, the same from run to run."""

import re
import shutil
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.graph.store_writer import write_store
from kg.pages.page_writer import write_pages
from tests.builders import make_article, make_reading, make_statement, person, write_graph
from tests.pages.html import all_pages, followed_links, page_at
from tests.with_positions import READINGS, position_quads

NASTY = '<script>alert(1)</script><img src=x onerror="alert(2)">'


def test_every_kind_of_page_is_there(pages: Path) -> None:
    names = set(all_pages(pages))
    assert {"index.html", "graph.html", "positions.html"} <= names
    assert {"actors/index.html", "agreements/index.html", "articles/index.html"} <= names
    assert {"actors/mevlut-cavusoglu.html", "agreements/sochi-memorandum-2018.html"} <= names
    assert len([name for name in names if re.match(r"articles/\d{3}-", name)]) == 5


def test_every_link_leads_somewhere(pages: Path) -> None:
    assert followed_links(pages) > 1000


def test_identifiers_are_unique_on_each_page(pages: Path) -> None:
    for name, page in all_pages(pages).items():
        assert len(page.identifiers) == len(set(page.identifiers)), name


def test_pages_carry_all_that_they_need(pages: Path) -> None:
    for name, page in all_pages(pages).items():
        loading = [a for _, a in page.elements if a.keys() & {"src", "data", "action", "style", "onclick"}]
        assert not loading, name
        assert "link" not in page.tags
        (policy,) = [a["content"] for a in page.all("meta") if a.get("http-equiv")]
        assert re.fullmatch(
            r"default-src 'none'; script-src ('none'|'sha256-[\w+/=]+'( 'sha256-[\w+/=]+')*); "
            r"style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'",
            str(policy),
        ), name
        assert page.all("html") == [{"lang": "en"}]
        assert page.all("meta")[0] == {"charset": "utf-8"}
        assert {"title", "main", "nav", "h1"} <= set(page.tags)


def test_no_page_points_to_a_source_map(pages: Path) -> None:
    assert "sourceMappingURL" not in (pages / "graph.html").read_text(encoding="utf-8")


def test_the_same_graph_gives_the_same_pages(pages: Path, tmp_path: Path) -> None:
    shutil.copytree(pages / "store", tmp_path / "store")
    write_pages(tmp_path)
    for path in pages.rglob("*.html"):
        assert (tmp_path / path.relative_to(pages)).read_bytes() == path.read_bytes(), path


def test_a_page_that_is_the_same_is_not_written_again(tmp_path: Path) -> None:
    write_store(tmp_path, position_quads())
    write_pages(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.html")}
    changed = tmp_path / "actors" / "omer-celik.html"
    changed.write_bytes(changed.read_bytes() + b"<!-- changed -->")
    write_pages(tmp_path)
    after = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.html")}
    assert {path for path in after if after[path] != before[path]} == {changed}
    assert not changed.read_bytes().endswith(b"<!-- changed -->")


def test_pages_of_what_is_gone_are_removed(tmp_path: Path) -> None:
    write_store(tmp_path, position_quads())
    write_pages(tmp_path)
    assert (tmp_path / "actors" / "ban-ki-moon.html").exists()
    assert (tmp_path / "articles" / "index.html").exists()
    (tmp_path / "actors" / "notes.txt").write_text("mine", encoding="utf-8")
    write_graph(tmp_path, READINGS[0])
    write_pages(tmp_path)
    assert not (tmp_path / "actors" / "ban-ki-moon.html").exists()
    assert (tmp_path / "actors" / "omer-celik.html").exists()
    assert (tmp_path / "actors" / "notes.txt").exists()
    assert not list(tmp_path.rglob("*.part"))


def test_files_of_others_are_left_alone(tmp_path: Path) -> None:
    write_store(tmp_path, position_quads())
    (tmp_path / "articles").mkdir()
    for name in ("original.html", "notes.html.bak"):
        (tmp_path / "articles" / name).write_text("<p>mine</p>", encoding="utf-8")
    write_pages(tmp_path)
    assert {"original.html", "notes.html.bak"} <= {path.name for path in (tmp_path / "articles").iterdir()}
    (tmp_path / "index.html").write_text("<p>mine</p>", encoding="utf-8")
    with pytest.raises(StoreError, match=r"index.html is not a page of kg and is left as it is"):
        write_pages(tmp_path)
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "<p>mine</p>"


def test_progress_ends_with_all_of_it(tmp_path: Path) -> None:
    write_store(tmp_path, position_quads())
    told: list[tuple[int, int]] = []
    write_pages(tmp_path, lambda done, of: told.append((done, of)))
    assert told[0] == (1, told[-1][1])
    assert told[-1][0] == told[-1][1]


def test_a_folder_without_a_graph(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no graph in"):
        write_pages(tmp_path)


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    write_store(tmp_path, position_quads())
    (tmp_path / "articles").write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreError, match=r"The pages in .* cannot be written"):
        write_pages(tmp_path)


def test_nothing_from_a_text_is_markup(tmp_path: Path) -> None:
    text = f"“The bridge {NASTY} is closed,” Jane Doe </script> said."
    article = make_article(
        text, '<b>"x".d/a & <i>b.txt', title=NASTY, publisher="<b>The Post", url="javascript:alert(3)"
    )
    statement = make_statement(article, f"The bridge {NASTY} is closed", person("Jane Doe"), cue="said")
    write_pages(write_graph(tmp_path, make_reading(article, statement)))
    for name, page in all_pages(tmp_path).items():
        # The source of a statement is in bold.
        assert not {"img", "i"} & set(page.tags), name
        assert "b" not in page.tags or name.startswith("articles/a-"), name
        assert not [link for link in page.links if link.startswith("javascript:")], name
        scripts = [a for a in page.all("script") if a.get("type") != "application/json"]
        assert len(scripts) <= 9, name
    (path,) = (tmp_path / "articles").glob("a-*.html")
    assert "<script>alert(1)" in page_at(path).text


def test_an_archive_without_statements(tmp_path: Path) -> None:
    write_pages(write_graph(tmp_path, make_reading(make_article("The road was closed because of snow."))))
    assert "0 statements in 1 article · 0 actors · 0 agreements" in page_at(tmp_path / "index.html").words
    assert "There are none in these articles." in page_at(tmp_path / "actors" / "index.html").words
    assert "No position was found" in page_at(tmp_path / "positions.html").words
