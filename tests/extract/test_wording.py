"""The wording of a statement and its manner."""

import pytest

from kg.extract.wording import manner_of, wording
from kg.model import Manner, Span
from kg.text.text import Text


def worded(text: str, *pieces: str) -> tuple[str, Manner]:
    read = Text(text)
    content = tuple(Span(text.index(piece), text.index(piece) + len(piece)) for piece in pieces)
    manner = manner_of(read.words, content)
    return wording(read.written, read.view, content, manner), manner


@pytest.mark.parametrize(
    ("text", "pieces", "expected"),
    [
        ("“We will go,” he said.", ["“We will go,”"], ("We will go", Manner.DIRECT)),
        ("He said that talks go on.", ["that talks go on"], ("talks go on", Manner.INDIRECT)),
        ("“A,” he said. “B.”", ["“A,”", "“B.”"], ("A … B.", Manner.DIRECT)),
        (
            'He said it was "a clear, bad" deal.',
            ['it was "a clear, bad" deal'],
            ('it was "a clear, bad" deal', Manner.MIXED),
        ),
        (
            'said that "they respond", he',
            ['that "they respond"'],
            ("they respond", Manner.DIRECT),
        ),
        (
            'He said it ends "in the harshest manner."',
            ['it ends "in the harshest manner."'],
            ('it ends "in the harshest manner."', Manner.MIXED),
        ),
        (
            'injured in "intense,quot; bombings, they said',
            ['injured in "intense,quot; bombings'],
            ('injured in "intense" bombings', Manner.MIXED),
        ),
        ("‘We will \t go,’ he said.", ["‘We will \t go,’"], ("We will go", Manner.DIRECT)),
        (
            "“The river rose.\n\n“Nobody came,” she wrote.",
            ["“The river rose.\n\n“Nobody came,”"],
            ("The river rose. Nobody came", Manner.DIRECT),
        ),
        (
            "They don&#39;t trust AT&amp;T and co\u00adoperation, he said.",
            ["They don&#39;t trust AT&amp;T and co\u00adoperation"],
            ("They don't trust AT&T and cooperation", Manner.INDIRECT),
        ),
        ("“We won.” “We lost,” they said.", ["“We won.” “We lost,”"], ("We won. We lost", Manner.DIRECT)),
        ("“We lost, said Ann.", ["“We lost,"], ("We lost", Manner.DIRECT)),
        ("‘We didn’t know, said Ann.", ["‘We didn’t know"], ("We didn’t know", Manner.INDIRECT)),
        ("'Tis over, she said.", ["'Tis over"], ("'Tis over", Manner.INDIRECT)),
        ("She rejected that claim.", ["that claim"], ("that claim", Manner.INDIRECT)),
        (
            'He said "most" of it is held and that aid flowed "like no other time."',
            ['"most" of it is held and that aid flowed "like no other time."'],
            ('"most" of it is held and that aid flowed "like no other time."', Manner.MIXED),
        ),
        ("That deal is dead, he said.", ["That deal is dead"], ("That deal is dead", Manner.INDIRECT)),
    ],
)
def test_wording(text: str, pieces: list[str], expected: tuple[str, Manner]) -> None:
    assert worded(text, *pieces) == expected
