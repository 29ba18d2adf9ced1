"""actors/….html and agreements/….html: said by, to and about them, names with sources, positions."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, Quad

from kg.graph.store_writer import write_store
from kg.graph.vocabulary import CORRECTIONS_GRAPH, node, term
from kg.model import Agreement, AgreementFact, PartialDate, Role
from kg.pages import node_pages
from kg.pages.page_writer import write_pages
from tests.builders import find, make_article, make_reading, make_statement, mention, person, write_graph
from tests.pages.html import page_at
from tests.with_positions import STATEMENTS, position_quads


def test_names_offices_and_facts_with_their_articles(tmp_path: Path) -> None:
    text = "Foreign Minister Jane Doe said the Oslo deal of May 2018 holds. Doe told NTV so."
    article = make_article(text, "news/oslo.txt")
    jane, deal = person("Jane Doe"), Agreement("oslo-deal", "Oslo deal", "deal", date=PartialDate("2018-05"))
    statement = make_statement(
        article,
        "the Oslo deal of May 2018 holds",
        jane,
        agreements=(mention(article, "Oslo deal", deal),),
    )
    reading = make_reading(
        article,
        statement,
        mentions=(mention(article, "Jane Doe", jane), mention(article, "Oslo deal", deal)),
        roles=((jane, Role("Foreign Minister", find(article, "Foreign Minister"))),),
        facts=(AgreementFact(deal, "date", "2018-05", find(article, "May 2018")),),
    )
    write_pages(write_graph(tmp_path, reading))
    person_page = page_at(tmp_path / "actors" / "jane-doe.html")
    assert "person · 1 statement by" in person_page.words
    assert "Offices and descriptions Foreign Minister in 1 article: 1" in person_page.words
    assert "Said by Jane Doe" in person_page.words
    (path,) = (tmp_path / "articles").glob("oslo-*.html")
    # The words of the office start the article.
    assert f"../articles/{path.name}#c0" in person_page.links
    agreement = page_at(tmp_path / "agreements" / "oslo-deal.html")
    assert "date: 2018-05 from the registry" in agreement.words
    assert "date: 2018-05 in 1 article: 1" in agreement.words
    assert "Said of Oslo deal" in agreement.words
    assert "../actors/jane-doe.html" in agreement.links


def test_statements_come_in_order_of_time(tmp_path: Path) -> None:
    write_store(tmp_path, position_quads())
    write_pages(tmp_path)
    html = (tmp_path / "actors" / "recep-tayyip-erdogan.html").read_text(encoding="utf-8")
    order = [STATEMENTS[name].id for name in ("threat", "echo", "welcome", "fact")]
    places = [html.index(f'id="{identifier}"') for identifier in order]
    assert places == sorted(places)
    words = page_at(tmp_path / "actors" / "recep-tayyip-erdogan.html").words
    assert "4 statements by" in words
    assert "5 February 2020 to 6 March 2020" in words


def test_positions_as_a_table(tmp_path: Path) -> None:
    write_store(tmp_path, position_quads())
    write_pages(tmp_path)
    words = page_at(tmp_path / "actors" / "syrian-government.html").words
    # What others tell of it is none of its positions.
    assert "Positions taken" not in words
    assert "Positions toward Syrian government of how acts statements surest Recep Tayyip Erdogan" in words
    assert "threaten 1 statement on Recep Tayyip Erdogan 90 %" in words
    assert "On the speaker's word: what Syrian government does, and what is done to them" in words
    assert (
        "according to sure statement Syrian government − opposes assault 13 Turkish soldiers "
        "Turkish Defence Ministry 90 % the regime killed 13 Turkish soldiers" in words
    )
    words = page_at(tmp_path / "actors" / "turkish-defence-ministry.html").words
    assert "On the word of Turkish Defence Ministry: − Syrian government: assault →" in words
    words = page_at(tmp_path / "actors" / "omer-celik.html").words
    assert "Positions taken toward how acts statements surest" in words


def test_a_group_and_its_members_know_each_other(tmp_path: Path) -> None:
    write_store(tmp_path, position_quads())
    write_pages(tmp_path)
    group = page_at(tmp_path / "actors" / "omer-celik-and-mevlut-cavusoglu.html")
    assert "Members Mevlut Cavusoglu Omer Celik" in group.words
    member = page_at(tmp_path / "actors" / "omer-celik.html")
    assert "Also speaks as part of Omer Celik and Mevlut Cavusoglu" in member.words


def test_a_name_says_who_gives_it(tmp_path: Path) -> None:
    actor = node("actor", "omer-celik")
    renamed = Quad(actor, term("schema:alternateName"), Literal("Ömer Çelik"), CORRECTIONS_GRAPH)
    write_store(tmp_path, [*position_quads(), renamed])
    write_pages(tmp_path)
    words = page_at(tmp_path / "actors" / "omer-celik.html").words
    assert "Other names Ömer Çelik from a correction" in words
    # What the page is called is no other name.
    assert "Omer Celik in 1 article" not in words


def test_long_pages_come_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(node_pages, "_ON_PAGE", 2)
    write_store(tmp_path, position_quads())
    write_pages(tmp_path)
    first = page_at(tmp_path / "actors" / "recep-tayyip-erdogan.html")
    second = page_at(tmp_path / "actors" / "recep-tayyip-erdogan--2.html")
    assert "Part 1 of 2" in first.words
    assert "recep-tayyip-erdogan--2.html" in first.links
    assert "recep-tayyip-erdogan.html" in second.links
    said = {STATEMENTS[name].id for name in ("threat", "echo", "welcome", "fact")}
    shown = [{one for one in page.identifiers if one in said} for page in (first, second)]
    assert list(map(len, shown)) == [2, 2]
    assert shown[0] | shown[1] == said
