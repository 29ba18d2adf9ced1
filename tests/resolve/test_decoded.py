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
    (statement,) = kg.read(text)
    assert statement.speaker is not None
    assert (statement.speaker.actor.id, statement.speaker.actor.name) == ("sergio-munoz", "Sergio Muñoz")
    assert statement.text.replace("“", '"').replace("”", '"') == 'it was "a café with no root"'
    assert text.startswith("it was ", statement.content[0].start)
    assert statement.speaker.span.of(text).endswith(("Mu&ntilde;oz", "MuÃ±oz", "Mu&#241;oz"))


@pytest.mark.parametrize("entity", ["&#8288;", "&NoBreak;", "&#x2060;"])
def test_a_paragraph_of_an_entity_that_is_a_filler_says_nothing(entity: str) -> None:
    text = f"Tom Hale said that he would go.\n\n{entity}\n\nNobody came."
    assert [one.text for one in kg.read(text)] == ["he would go"]
    assert list(kg.read(entity)) == []
