"""Names and statements of texts with entities and mojibake; spans are those of the raw text."""

import pytest

import kg


@pytest.mark.parametrize(
    "text",
    [
        "Prado&#39;s rival, Sergio Mu&ntilde;oz, said it was &quot;a caf&eacute; with no root&quot;.",
        "Pradoâ€™s rival, Sergio MuÃ±oz, said it was â€œa cafÃ© with no rootâ€.",
        "<p>Prado&#8217;s rival, Sergio&nbsp;Mu&#241;oz, said it was &ldquo;a caf&#xe9; with no root&rdquo;.",
    ],
)
def test_names_and_wording_are_decoded(text: str) -> None:
    (statement,) = kg.read(text).statements
    assert (statement.speaker_id, statement.speaker) == ("sergio-munoz", "Sergio Muñoz")
    assert statement.text.replace("“", '"').replace("”", '"') == 'it was "a café with no root"'
    assert text.startswith("it was ", statement.start)


@pytest.mark.parametrize("entity", ["&#8288;", "&NoBreak;", "&#x2060;"])
def test_a_paragraph_of_an_entity_that_is_a_filler_says_nothing(entity: str) -> None:
    text = f"Tom Hale said that he would go.\n\n{entity}\n\nNobody came."
    assert [one.text for one in kg.read(text).statements] == ["he would go"]
    assert len(kg.read(entity).statements) == 0
