"""Citations as a screen has them."""

from kg.questions.canned import run_canned
from kg.questions.short_citations import short_citations
from kg.questions.tables import Table
from tests.builders import make_article, make_quads, make_reading, make_statement, make_store, person

PRADO = person("Ana Prado")
TEXT = "Ana Prado said no.\n\nAna Prado said later."


def test_file_and_paragraph_as_long_as_files_are_told_apart() -> None:
    readings = []
    for text, path in (
        (TEXT, "2019/a b.txt"),
        (f"{TEXT} It rained.", "2020/a b.txt"),
        (f"{TEXT} So.", "c.txt"),
    ):
        article = make_article(text, path)
        said = [make_statement(article, words, PRADO) for words in ("no", "later")]
        readings.append(make_reading(article, *said))
    store = make_store(make_quads(readings))
    table = run_canned(store, "who-said-what", {})
    assert {str(row["cite"]): short_citations(store, table)[str(row["cite"])] for row in table} == {
        "2019/a b.txt:15-17": "2019/a b.txt ¶1",
        "2019/a b.txt:35-40": "2019/a b.txt ¶2",
        "2020/a b.txt:15-17": "2020/a b.txt ¶1",
        "2020/a b.txt:35-40": "2020/a b.txt ¶2",
        "c.txt:15-17": "c.txt ¶1",
        "c.txt:35-40": "c.txt ¶2",
    }
    several = "2019/a b.txt:15-17 c.txt:35-40"
    for column in ("cites", "other_cite"):
        found = short_citations(store, Table((column, "said"), [(several, several), (None, None)]))
        assert found == {several: "a b.txt ¶1 c.txt ¶2"}
    assert short_citations(store, Table(("cite",), [("gone.txt:1-2",)])) == {"gone.txt:1-2": "gone.txt:1-2"}
