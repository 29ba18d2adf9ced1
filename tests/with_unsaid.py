"""A small archive of what was said and what was not, read by hand: denials, refusals, attitudes, deeds."""

from pyoxigraph import Quad

from kg.model import Actor, ActorType, Manner, Polarity, StatementKind, Unsaid
from tests.builders import Held, make_article, make_quads, make_reading, make_statement, person

MERKEL, LAVROV = person("Angela Merkel"), person("Sergei Lavrov")
RUSSIA = Actor("russian-government", "Russian government", ActorType.GOVERNMENT)

OPEN = "the road is open"
WHETHER = "whether the strike will end"
TALKED = "the strike was planned"
SENT = "Russia has sent weapons"
WAVE = "a strike by Russia"
ROAD = "to build a road"

A = make_article(
    f"Angela Merkel said {OPEN}. Angela Merkel declined to say {WHETHER}. Angela Merkel did not say "
    f"{TALKED}. Sergei Lavrov denied that {SENT}. Angela Merkel fears {WAVE}. Sergei Lavrov agreed {ROAD}.",
    "a.txt",
    day="2020-02-10",
)
STATEMENTS = {
    "said": make_statement(A, OPEN, MERKEL, cue="said", manner=Manner.DIRECT),
    "refused": make_statement(
        A,
        WHETHER,
        MERKEL,
        Held("REJECT", Polarity.OPPOSES, "the strike"),
        cue="declined to say",
        unsaid=Unsaid.REFUSED,
        manner=Manner.DIRECT,
    ),
    "negated": make_statement(A, TALKED, MERKEL, cue="did not say", unsaid=Unsaid.NEGATED),
    "denied": make_statement(A, SENT, LAVROV, cue="denied"),
    "attitude": make_statement(
        A,
        WAVE,
        MERKEL,
        Held("REJECT", Polarity.OPPOSES, "Russia", RUSSIA),
        cue="fears",
        kind=StatementKind.ATTITUDE,
    ),
    "act": make_statement(A, ROAD, LAVROV, cue="agreed", kind=StatementKind.ACT),
}
READING = make_reading(A, *STATEMENTS.values())


def unsaid_quads() -> list[Quad]:
    """The graph of the archive."""
    return make_quads([READING])
