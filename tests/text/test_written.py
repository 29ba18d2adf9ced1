"""Entities and mojibake decoded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.written import undecoded, without_fillers, written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sergio Mu&ntilde;oz", "Sergio Muñoz"),
        ("Prado&#39;s AT&amp;T", "Prado's AT&T"),
        ("&ldquo;No&rdquo; &amp;quot;yes&amp;quot;", '“No” "yes"'),
        ("Marks &amp;Spencer; co", "Marks &Spencer; co"),
        ("Sergio MuÃ±oz, ErdoÄŸan", "Sergio Muñoz, Erdoğan"),
        ("â€œWe donâ€™t,â€\x9d he said â€“ twice.", "“We don’t,” he said – twice."),
        ("â€œWe go,â€ he said.", "“We go,” he said."),
        ("â€œWe go,â€\ufffd he said.", "“We go,” he said."),
        ("Itâ€™s Ã¢â‚¬â„¢", "It’s ’"),
        ("ErdoÄŸan, São Paulo, naïve, “No”", "ErdoÄŸan, São Paulo, naïve, “No”"),
        ("Â£5, Ã la", "£5, Ã la"),
        ("a&#8288;b", "a       b"),
        ("a&NoBreak;b", "a         b"),
        ("a&#x2060;b", "a        b"),
    ],
)
def test_written(text: str, expected: str) -> None:
    assert without_fillers(written(text)) == expected
    assert len(written(text)) == len(text)


@given(st.text(alphabet="âÃ€™œ©±\x9d\ufffd\u2060\xa0&amp;#39ntilde; \n", max_size=60))
def test_written_keeps_length_and_line_breaks(text: str) -> None:
    read = written(text)
    assert len(read) == len(text)
    assert [i for i, c in enumerate(read) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]


def test_what_is_not_sure_is_named() -> None:
    assert undecoded("Sergio Mu&ntilde;oz, &foo; and itâ\ufffds") == ["&foo;", "â\ufffd"]
    assert undecoded("“São Paulo”, he said.") == []
