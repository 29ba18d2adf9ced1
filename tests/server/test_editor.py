"""The editor on the page `/sparql`: there if it is installed, and with nothing from elsewhere."""

from pathlib import Path

from starlette.testclient import TestClient

from kg.apart import Limits
from kg.server.app import Serving, make_app
from kg.server.sources import FileSource

BROWSER = {"accept": "text/html"}


def test_the_editor_is_on_the_page_where_it_is_installed(tmp_path: Path) -> None:
    data, editor = tmp_path / "data.ttl", tmp_path / "yasgui"
    data.write_text("", encoding="utf-8")
    editor.mkdir()
    (editor / "yasgui.min.js").write_text("var Yasgui;", encoding="utf-8")
    client = TestClient(make_app(FileSource([data]), Serving(Limits(), editor=editor)))
    page = client.get("/sparql", headers=BROWSER)
    for words in (
        '<script src="yasgui/yasgui.min.js" defer></script>',
        '<script src="static/sparql.js" defer></script>',
        "&#34;prov&#34;: &#34;http://www.w3.org/ns/prov#&#34;",
        # Without scripts the form is there.
        '<textarea id="query" name="query"',
    ):
        assert words in page.text
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'; connect-src 'self'" in policy
    answer = client.get("/yasgui/yasgui.min.js")
    assert (answer.status_code, answer.text) == (200, "var Yasgui;")
    assert client.get("/static/sparql.js").status_code == 200
    assert client.get("/yasgui/..%2fdata.ttl").status_code == 404
    # Of a query in the address the answer is on the page, and an injection is text.
    page = client.get("/sparql", params={"query": "SELECT ('</script><b>' AS ?x) {}"}, headers=BROWSER)
    assert "<td>&lt;/script&gt;&lt;b&gt;</td>" in page.text
    assert 'data-asked="yes"' in page.text
