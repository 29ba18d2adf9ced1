"""Reports of one figure, as a person asks for them."""

from dataclasses import replace

from pyoxigraph import Store

from kg.archive.figure_index import Comparison, Difference
from kg.graph.write.figure_quads import difference_quads
from kg.model import Actor, ArticleReading, Figure
from kg.questions.canned import run_canned
from kg.questions.understanding.answering import ask
from tests.builders import find, make_article, make_quads, make_reading, make_statement, make_store
from tests.builders_text import resolve_marks
from tests.questions.test_echoes import MINISTRY, PRESIDENT


def reading(
    path: str, speaker: Actor, text: str, *figures: tuple[str, float | None, float | None]
) -> ArticleReading:
    """A statement with figures: their words, at least and at most how many; the last word is the outcome."""
    article = make_article(f"{text}, {speaker.name} said.", path)
    found = tuple(
        Figure(find(article, words), words, least, most, words.split(" ", 1)[1], outcome)
        for (words, least, most), outcome in zip(figures, ("hit", "killed"), strict=True)
    )
    return make_reading(article, make_statement(article, text, speaker, figures=found))


def make_graph() -> Store:
    readings = [
        reading(
            "a.txt",
            MINISTRY,
            "hit 54 Syrian targets, 13 Turkish troops killed",
            ("54 Syrian targets", 54, 54),
            ("13 Turkish troops", 13, 13),
        ),
        reading(
            "b.txt",
            PRESIDENT,
            "more than 50 Syrian positions were hit, seven Turkish soldiers died",
            ("more than 50 Syrian positions", 51, None),
            ("seven Turkish soldiers", 7, 7),
        ),
    ]
    differences = [
        Difference(("st-a-0", 0), ("st-b-0", 0), Comparison.AGREE),
        Difference(("st-a-0", 1), ("st-b-0", 1), Comparison.CONTRADICT),
    ]
    return make_store([*make_quads(readings), *difference_quads(differences)])


def test_contradictions_first_with_both_citations() -> None:
    store = make_graph()
    ministry, president = "Turkish Defence Ministry", "Recep Tayyip Erdogan"
    assert run_canned(store, "conflicting-figures", {}).rows == [
        ("contradict", "killed", "13 Turkish troops", ministry, None, "a.txt:0-47",
         "seven Turkish soldiers", president, None, "b.txt:0-67"),
        ("agree", "hit", "54 Syrian targets", ministry, None, "a.txt:0-47",
         "more than 50 Syrian positions", president, None, "b.txt:0-67"),
    ]  # fmt: skip
    assert len(run_canned(store, "conflicting-figures", {"about": "troops"})) == 2
    assert len(run_canned(store, "conflicting-figures", {"actor": "Erdogan"})) == 2


def test_what_an_article_says_itself_is_its_publishers() -> None:
    reading = resolve_marks(
        "The flood in Malvern killed 31 people on Sunday. <Ana Prado> [said] {44 people had died}.",
        {"Ana Prado": "person", "Malvern": "place"},
    )
    (statement,) = reading.statements
    differences = [Difference((reading.article.id, 0), (statement.id, 0), Comparison.CONTRADICT)]
    expected = (
        "contradict", "killed", "31 people", "the article", None, "a.txt:28-37",
        "44 people", "Ana Prado", None, "a.txt:64-82",
    )  # fmt: skip
    store = make_store([*make_quads([reading]), *difference_quads(differences)])
    assert run_canned(store, "conflicting-figures", {}).rows == [expected]
    for asked in ({"about": "Malvern"}, {"about": "flood"}, {"actor": "Ana Prado"}):
        assert run_canned(store, "conflicting-figures", asked).rows == [expected]
    assert run_canned(store, "conflicting-figures", {"about": "Ostrava"}).rows == []
    published = replace(reading, article=replace(reading.article, publisher="Malvern Post"))
    store = make_store([*make_quads([published]), *difference_quads(differences)])
    assert run_canned(store, "conflicting-figures", {}).rows[0][3] == "Malvern Post"


def test_figures_by_what_their_statement_names() -> None:
    store = make_graph()
    rows = [
        (row["figure"], row["speaker"], row["cite"])
        for row in run_canned(store, "figures", {"about": "troops"})
    ]
    assert rows == [
        ("54 Syrian targets", "Turkish Defence Ministry", "a.txt:4-21"),
        ("13 Turkish troops", "Turkish Defence Ministry", "a.txt:23-40"),
    ]


def test_an_article_that_names_a_place_does_not_make_all_its_figures_about_it() -> None:
    reading = resolve_marks(
        "A flood killed 31 people on Sunday. <Ana Prado> [said] {44 people had died in Malvern}.",
        {"Ana Prado": "person", "Malvern": "place"},
    )
    store = make_store(make_quads([reading]))
    assert [row["figure"] for row in run_canned(store, "figures", {"about": "Malvern"})] == ["44 people"]
    assert [row["figure"] for row in run_canned(store, "figures", {"about": "flood"})] == ["31 people"]


def test_a_figure_of_an_article_itself_has_its_sentence() -> None:
    text = "It was a long week.\n\nOn Monday 13 troops died in Kandor. Nobody else was hurt."
    article = make_article(text, "a.txt")
    figure = Figure(find(article, "13 troops"), "13 troops", 13, 13, "troops", "killed")
    table = ask(make_store(make_quads([make_reading(article, figures=(figure,))])), "how many troops died")
    assert next((row["figure"], row["said"]) for row in table) == (
        "13 troops",
        "[the article's own words] On Monday 13 troops died in Kandor.",
    )


def test_what_is_counted_stands_before_what_else_the_sentence_names() -> None:
    reading = resolve_marks(
        "<Ana Prado> [said] {44 people live in Kandor, and Kandor has a dozen posts}.",
        {"Ana Prado": "person", "Kandor": "place"},
    )
    table = ask(make_store(make_quads([reading])), "how many posts does Kandor have")
    assert next(row["figure"] for row in table) == "a dozen posts"
