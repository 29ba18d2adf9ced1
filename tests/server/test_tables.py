"""Tables at addresses of their own: the same filters in every format, in parts, with links."""

import csv
import io
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.apart import Limits
from kg.server.app import Serving, make_app
from kg.server.sources import FolderSource

BROWSER = {"accept": "text/html"}
TABLES = ["statements", "positions", "actors", "agreements", "articles"]


@pytest.fixture(scope="module")
def client(built: Path) -> TestClient:
    return TestClient(make_app(FolderSource(built), Serving(Limits(seconds=20))))


def relations(link: str) -> dict[str, str]:
    """The addresses in a header `Link`, by relation."""
    return {relation: address for address, relation in re.findall(r'<([^>]+)>; rel="(\w+)"', link)}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_comes_in_every_format(client: TestClient, name: str) -> None:
    found = client.get(f"/{name}.json").json()
    assert found["count"] == len(found["rows"]) > 0
    answer = client.get(f"/{name}.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == found["count"]
    assert list(rows[0]) == found["columns"]
    assert client.get(f"/{name}", headers={"accept": "text/csv"}).text == answer.text
    page = client.get(f"/{name}", headers=BROWSER)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert f'<form action="/{name}" method="get"' in page.text
    assert f'href="/{name}.csv"' in page.text


def test_filters_are_those_of_the_query_in_every_format(client: TestClient) -> None:
    filters = {"speaker": "Cavusoglu", "about": "Astana"}
    found = client.get("/statements.json", params=filters).json()
    assert {row["speaker"] for row in found["rows"]} == {"Mevlut Cavusoglu"}
    assert found["understood"].startswith("who said what; speaker is Mevlut Cavusoglu (")
    lines = client.get("/statements.csv", params=filters).text.splitlines()
    assert len(lines) == 1 + found["count"]
    page = client.get("/statements?speaker=Cavusoglu&about=Astana&kind=", headers=BROWSER).text
    assert page.count("<tr><td ") == found["count"]
    assert 'href="/statements.json?speaker=Cavusoglu&amp;about=Astana"' in page
    assert 'name="speaker" value="Cavusoglu"' in page


def test_parts_follow_one_another(client: TestClient) -> None:
    whole = client.get("/actors.json", params={"type": "person"}).json()
    rows, address = [], "/actors.json?type=person&limit=4"
    while address:
        answer = client.get(address)
        assert len(answer.json()["rows"]) <= 4
        assert answer.json()["count"] == whole["count"]
        rows += answer.json()["rows"]
        found = relations(answer.headers.get("link", ""))
        assert found["first"] == "/actors.json?type=person&limit=4&page=1"
        address = found.get("next", "")
    assert rows == whole["rows"]
    # After the last one there is none; a table of one part has no others.
    answer = client.get("/actors.json?type=person&limit=4&page=1000")
    assert answer.json()["rows"] == []
    assert set(relations(answer.headers["link"])) == {"first", "prev", "last"}
    assert "link" not in client.get("/actors.json?limit=1000").headers
    page = client.get("/actors?type=person&limit=4&page=2", headers=BROWSER).text
    assert f"Rows 5 to 8 of {whole['count']}" in page
    assert '<a href="/actors?type=person&amp;limit=4&amp;page=3" rel="next">Next</a>' in page
    answer = client.get("/ask.json", params={"q": "who said what about Idlib", "limit": "2"})
    assert len(answer.json()["rows"]) == 2
    assert "next" in relations(answer.headers["link"])


def test_rows_lead_to_pages_and_to_the_place_in_the_text(client: TestClient) -> None:
    page = client.get("/statements?about=Astana", headers=BROWSER).text
    assert '<a href="/actors/mevlut-cavusoglu.html">Mevlut Cavusoglu “said”</a></td>' in page
    places = re.findall(r'<a href="/(articles/[a-z0-9-]+\.html)#st-[0-9a-f]{16}">[^<]+ ¶\d+</a>', page)
    assert len(places) == page.count("<tr><td ")
    # What is verbatim has quotation marks, what is reported has none; how sure it is is told in words.
    assert ">“The current situation is very tense and the Astana process seems to be in danger" in page
    assert ">despite agreements in Sochi and Astana, the regime&#39;s aggression had risen</td>" in page
    assert re.search(r">sure 0\.\d\d, speaker sure \d\.\d\d</td>", page)
    page = client.get("/positions", headers=BROWSER).text
    assert '<a href="/actors/murat-aslan.html">Murat Aslan</a></td>' in page
    assert '<a href="/actors/russian-government.html">Russian government</a></td>' in page
    # A course of action has no page.
    assert ">the possibility of a Turkish withdrawal</td>" in page
    page = client.get("/agreements", headers=BROWSER).text
    assert '<a href="/agreements/sochi-memorandum-2018.html">Sochi memorandum</a>' in page
    page = client.get("/articles", headers=BROWSER).text
    assert set(places) <= set(re.findall(r'href="/(articles/[^"#]+)"', page))


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/statements?limit=0", "“limit” is a number from 1 on"),
        ("/statements?limit=x", "“limit” is a number from 1 on"),
        ("/statements.csv?limit=2&page=-1", "“page” is a number from 1 on"),
        ("/statements.csv?limit=2&page=²", "“page” is a number from 1 on"),
        ("/statements.csv?page=2", "“page” needs “limit”"),
        ("/statements?speaker=Nobody+At+All", "Nobody At All"),
        ("/statements?colour=red", "There is no parameter “colour”; there are speaker, role, about, "),
        # A parameter of the library's method, which would be a folder of this machine.
        ("/queries/who-mentions?about=x&queries=/tmp", "There is no parameter “queries”"),
        ("/queries/who-mentions?about=x&name=x", "There is no parameter “name”"),
        ("/statements?about=a&about=b", "Each parameter may be given once."),
    ],
)
def test_what_no_table_takes_is_said(client: TestClient, address: str, sentence: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert client.get("/tables").status_code == 404
