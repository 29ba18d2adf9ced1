"""Headlines with a colon, with names and attributions given by hand."""

import pytest

from kg.extract.attributions import Decoded
from kg.extract.headlines import read_headline
from kg.extract.sequences import WordSequence
from kg.model import Name, Span
from kg.text.part import PartKind
from kg.text.span_index import SpanIndex
from kg.text.text import Text


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def read(
    text: str,
    *,
    people: tuple[str, ...] = (),
    organisations: tuple[str, ...] = (),
    attributions: tuple[Decoded, ...] = (),
    kind: PartKind = PartKind.HEADLINE,
) -> list[tuple[str, str]]:
    names = [Name(span(text, person), "person") for person in people]
    names += [Name(span(text, body), "organisation") for body in organisations]
    none: SpanIndex[Span] = SpanIndex((), lambda span: span)
    sequence = WordSequence(Text(text).words, kind, none, text)
    found = read_headline(list(attributions), sequence, names)
    return [(one.source[0].of(text), one.content[0].of(text)) for one in found]


@pytest.mark.parametrize(
    ("text", "people", "organisations", "source", "said"),
    [
        ("Mayor: winter will be long", (), (), "Mayor", "winter will be long"),
        ("Republicans: Winter will be long", (), (), "Republicans", "Winter will be long"),
        ("Police: two men held after fire", (), (), "Police", "two men held after fire"),
        ("Tom Hale: winter will be long", ("Tom Hale",), (), "Tom Hale", "winter will be long"),
        ("Tom Hale: Winter Will Be Long", ("Tom Hale",), (), "Tom Hale", "Winter Will Be Long"),
        ("Tom Hale: We will never leave", ("Tom Hale",), (), "Tom Hale", "We will never leave"),
        ("Tom Hale: “Winter will be long”", ("Tom Hale",), (), "Tom Hale", "“Winter will be long”"),
        ("Winter will be long: Tom Hale", ("Tom Hale",), (), "Tom Hale", "Winter will be long"),
        ("Winter will be long: Met Office", (), ("Met Office",), "Met Office", "Winter will be long"),
        ("Three men shot at bridge: police", (), (), "police", "Three men shot at bridge"),
    ],
)
def test_a_colon_names_the_speaker(
    text: str, people: tuple[str, ...], organisations: tuple[str, ...], source: str, said: str
) -> None:
    assert read(text, people=people, organisations=organisations) == [(source, said)]


@pytest.mark.parametrize(
    ("text", "people", "organisations"),
    [
        ("Premier League: Arsenal beat Chelsea in derby", (), ("Premier League", "Arsenal", "Chelsea")),
        ("NHS: Waiting lists hit a new record", (), ("NHS",)),
        ("Boeing: Second whistleblower found dead in hotel", (), ("Boeing",)),
        ("Meet the new speaker: Mike Johnson", ("Mike Johnson",), ()),
        ("Nicola Bulley: Police find body in river", ("Nicola Bulley",), ()),
        ("Donald Trump: New York judge fines former president", ("Donald Trump",), ()),
        ("Winter in Lund: what we know", (), ()),
        ("Tom Hale: profile", ("Tom Hale",), ()),
    ],
)
def test_a_colon_after_a_topic_names_nobody(
    text: str, people: tuple[str, ...], organisations: tuple[str, ...]
) -> None:
    assert read(text, people=people, organisations=organisations) == []


def test_other_lines_have_no_such_colon() -> None:
    assert read("Mayor: winter will be long", kind=PartKind.CAPTION) == []


@pytest.mark.parametrize(
    ("source", "said", "is_kept"),
    [
        ("Nicola Bulley", "Police find body in river", False),
        ("Donald Trump", "New York judge fines former president", False),
        ("Tom Hale", "winter will be long", True),
    ],
)
def test_what_the_model_reads_from_a_colon_is_tested_too(source: str, said: str, is_kept: bool) -> None:
    text = f"{source}: {said}"
    one = Decoded((span(text, said),), span(text, ":"), (span(text, source),), 0.9)
    assert read(text, people=(source,), attributions=(one,)) == ([(source, said)] if is_kept else [])


def test_another_cue_of_the_model_stays() -> None:
    text = "Boeing: Second whistleblower dead, police say"
    one = Decoded((span(text, "Second whistleblower dead"),), span(text, "say"), (span(text, "police"),), 0.9)
    assert read(text, attributions=(one,)) == [("police", "Second whistleblower dead")]
