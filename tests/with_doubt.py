"""A small archive with a statement of which it is unsure who said it, read by hand."""

from dataclasses import replace

from pyoxigraph import Quad

from kg.model import ActorMention, Candidate
from tests.builders import find, make_article, make_quads, make_reading, make_statement, mention, person

SMITH, JONES, BROWN, DOE = map(person, ("John Smith", "Paul Jones", "Sam Brown", "Jane Doe"))
SAFE = "the bank is safe"
GONE = "the money is gone"
OPEN = "the bank is open"

A = make_article(
    f"John Smith met Paul Jones and Sam Brown. He said {SAFE}. Later he told Jane Doe that {GONE}. "
    f"It was said that {OPEN}.",
    "a.txt",
    day="2020-02-10",
)
_HE, _HIM, _HER = find(A, "He"), find(A, "he told"), find(A, "Jane Doe")
STATEMENTS = {
    "unsure": replace(
        make_statement(A, SAFE, cue="said"),
        source=(_HE,),
        candidates=(Candidate(SMITH, 0.475), Candidate(JONES, 0.305), Candidate(BROWN, 0.22)),
    ),
    "sure": replace(
        make_statement(A, GONE, cue="told"),
        source=(_HIM,),
        speaker=ActorMention(_HIM, "he", SMITH, confidence=0.88, candidates=(Candidate(JONES, 0.12),)),
        addressee=ActorMention(_HER, "Jane Doe", DOE, confidence=0.9),
    ),
    "nobody": make_statement(A, OPEN, cue="was said"),
}
READING = make_reading(
    A,
    *STATEMENTS.values(),
    mentions=tuple(mention(A, one.name, one) for one in (SMITH, JONES, BROWN, DOE)),
)


def doubt_quads() -> list[Quad]:
    """The graph of the archive."""
    return make_quads([READING])
