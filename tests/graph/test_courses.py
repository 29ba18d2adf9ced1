"""Targets that are words: several wordings of one course of action are one target of the matrix."""

from kg.model import Actor, ActorType, Article, Polarity, Statement
from kg.questions.dataset import Dataset
from tests.builders import Held, make_article, make_quads, make_reading, make_statement, make_store, person

CELIK, LAVROV = person("Omer Celik"), person("Sergei Lavrov")
TURKEY = Actor("turkish-government", "Turkish government", ActorType.GOVERNMENT)


def _said(path: str, *said: tuple[Actor, str]) -> tuple[Article, list[Statement]]:
    """An article in which each actor says that they reject something."""
    article = make_article(" ".join(f"{who.name} said they reject {what}." for who, what in said), path)
    statements = [
        make_statement(article, f"they reject {what}", who, Held("REJECT", Polarity.OPPOSES, what))
        for who, what in said
    ]
    return article, statements


def _matrix(*articles: tuple[Article, list[Statement]]) -> tuple[list[str], dict[str, tuple[object, ...]]]:
    """The targets, sorted, and the cells by holder."""
    store = make_store(make_quads([make_reading(article, *said) for article, said in articles]))
    with Dataset(store) as dataset:
        table = dataset.position_matrix()
        return sorted(table.columns[1:]), {str(row[0]): row[1:] for row in table.rows}


def test_one_course_of_action_in_other_words_is_one_column() -> None:
    targets, cells = _matrix(
        _said("a.txt", (CELIK, "withdrawing from the north")),
        _said("b.txt", (LAVROV, "a withdrawal"), (CELIK, "a withdrawal from the north")),
    )
    assert targets == ["a withdrawal"]
    assert cells == {"Omer Celik": ("−2 (0.90)",), "Sergei Lavrov": ("−1 (0.90)",)}


def test_the_same_words_in_two_articles_are_one_column() -> None:
    targets, _ = _matrix(
        _said("a.txt", (CELIK, "a peace conference")), _said("b.txt", (LAVROV, "a peace conference"))
    )
    assert targets == ["a peace conference"]


def test_what_fits_two_that_do_not_fit_each_other_stays_alone() -> None:
    targets, _ = _matrix(
        _said("a.txt", (CELIK, "withdrawing from the north"), (CELIK, "withdrawing from the south")),
        _said("b.txt", (CELIK, "a withdrawal")),
    )
    assert targets == ["a withdrawal", "withdrawing from the north", "withdrawing from the south"]


def test_the_plan_of_another_article_is_another() -> None:
    targets, cells = _matrix(_said("a.txt", (CELIK, "the plan")), _said("b.txt", (LAVROV, "the plan")))
    assert len(targets) == 2
    assert all(target.startswith("the plan (course-") for target in targets)
    assert sorted(cells) == ["Omer Celik", "Sergei Lavrov"]
    targets, _ = _matrix(_said("a.txt", (CELIK, "a plan for the north"), (LAVROV, "the plan")))
    assert targets == ["the plan"]


def test_a_name_counts_unless_it_is_the_holders_own() -> None:
    targets, _ = _matrix(_said("a.txt", (CELIK, "a Turkish withdrawal"), (CELIK, "a withdrawal")))
    assert targets == ["a Turkish withdrawal", "a withdrawal"]
    targets, _ = _matrix(_said("a.txt", (TURKEY, "a Turkish withdrawal"), (TURKEY, "a withdrawal")))
    assert targets == ["a withdrawal"]
    targets, _ = _matrix(_said("a.txt", (TURKEY, "a Turkish withdrawal"), (LAVROV, "a withdrawal")))
    assert targets == ["a Turkish withdrawal", "a withdrawal"]
