"""Names looked up in a text."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kg.language.aliases import AliasIndex


def found(names: list[str], text: str) -> list[str]:
    return [span.of(text) for span, _ in AliasIndex((name, name) for name in names).find(text)]


def test_the_longest_name_is_found() -> None:
    names = ["Minsk", "Minsk agreement", "Minsk agreement of 2015"]
    assert found(names, "Of the Minsk agreement of 2014, and of Minsk.") == ["Minsk agreement", "Minsk"]


def test_marks_accents_and_hyphens_do_not_matter() -> None:
    names = ["Lomé cease-fire deal", "U.N."]
    assert found(names, "“Lome cease fire\ndeal”, said the UN.") == ["Lome cease fire\ndeal", "UN"]


def test_no_name_goes_over_a_comma_or_a_full_stop() -> None:
    assert found(["Oslo deal"], "He left Oslo. Deal or no deal; Oslo, deal-maker.") == []


def test_a_possessive_belongs_to_no_name() -> None:
    assert found(["Amnesty International"], "Amnesty International’s report") == ["Amnesty International"]


@given(
    st.lists(st.text("abAB -.'’é", min_size=1, max_size=12), max_size=8),
    st.text("abAB -.,'’é\n", max_size=80),
)
def test_spans_lie_in_the_text_in_order_and_apart(names: list[str], text: str) -> None:
    spans = [span for span, _ in AliasIndex((name, name) for name in names).find(text)]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(span.end <= len(text) for span in spans)
