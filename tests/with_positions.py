"""A small archive with positions, read by hand: what its graph must answer is known."""

from pyoxigraph import Quad

from kg.acts.scheme import Scheme
from kg.model import Actor, ActorType, Agreement, Polarity
from tests.builders import Held, make_article, make_quads, make_reading, make_statement, person

ERDOGAN = person("Recep Tayyip Erdogan")
CELIK = person("Omer Celik")
CAVUSOGLU = person("Mevlut Cavusoglu")
MINISTRY = Actor("turkish-defence-ministry", "Turkish Defence Ministry", ActorType.GOVERNMENT)
SYRIA = Actor("syrian-government", "Syrian government", ActorType.GOVERNMENT)
BAN = person("Ban Ki-moon")
BOTH = Actor(
    "omer-celik-and-mevlut-cavusoglu", "Omer Celik and Mevlut Cavusoglu", ActorType.GROUP, (CELIK, CAVUSOGLU)
)
ASTANA = Agreement("astana-process", "Astana process", "process")
SOCHI = Agreement("sochi-memorandum-2018", "Sochi memorandum", "deal")

THREAT = (
    "If any harm comes to our soldiers, we will hit regime forces everywhere regardless of the Sochi deal"
)
STAY = "there is no possibility of withdrawing from the observation points"
WITHDRAWAL = "a Turkish withdrawal would be a mistake"
BENEFITS = "the benefits of the deals are yet to be seen"
KILLED = "the regime killed 13 Turkish soldiers"
WELCOME = "Ankara welcomes the steps of the Damascus government"
BANNED = "the ban on Ban Ki-moon is wrong"

A = make_article(f"Recep Tayyip Erdogan said: {THREAT}. Omer Celik said {STAY}.", "a.txt", day="2020-02-05")
B = make_article(f"Mevlut Cavusoglu said {BENEFITS}, and {WITHDRAWAL}.", "b.txt", day="2020-02-10")
C = make_article(
    f"Recep Tayyip Erdogan said {WELCOME}. Idlib is in Syria, he said.", "c.txt", day="2020-03-06"
)
D = make_article(
    f"“{THREAT}”, Recep Tayyip Erdogan said. Turkish Defence Ministry: {KILLED}.", "d.txt", day="2020-02-06"
)
E = make_article(f"Omer Celik and Mevlut Cavusoglu said that {BANNED}.", "e.txt", day="2020-02-11")

_THREATENS = Held(
    "THREATEN", Polarity.OPPOSES, "regime forces", SYRIA, condition="If any harm comes to our soldiers"
)
STATEMENTS = {
    "threat": make_statement(A, THREAT, ERDOGAN, _THREATENS),
    "stay": make_statement(
        A, STAY, CELIK, Held("REJECT", Polarity.OPPOSES, "withdrawing from the observation points")
    ),
    "benefits": make_statement(
        B, BENEFITS, CAVUSOGLU, Held("ACCUSE", Polarity.OPPOSES, "the deals", ASTANA, confidence=0.65)
    ),
    "withdrawal": make_statement(
        B, WITHDRAWAL, CAVUSOGLU, Held("REJECT", Polarity.OPPOSES, "a Turkish withdrawal")
    ),
    "welcome": make_statement(
        C,
        WELCOME,
        ERDOGAN,
        Held("SUPPORT", Polarity.SUPPORTS, "the Damascus government", SYRIA, confidence=0.7),
    ),
    "fact": make_statement(C, "Idlib is in Syria", ERDOGAN, Held("STATE", Polarity.NEUTRAL, "Syria", SYRIA)),
    "echo": make_statement(D, THREAT, ERDOGAN, _THREATENS),
    "killed": make_statement(
        D,
        KILLED,
        MINISTRY,
        Held("ASSAULT", Polarity.OPPOSES, "13 Turkish soldiers", holder=("the regime", SYRIA)),
    ),
    "ban": make_statement(
        E,
        BANNED,
        BOTH,
        Held("ACCUSE", Polarity.OPPOSES, "the ban"),
        Held("SUPPORT", Polarity.SUPPORTS, "Ban Ki-moon", BAN, confidence=0.65),
    ),
}
READINGS = tuple(
    make_reading(one, *(said for said in STATEMENTS.values() if said.article == one.id))
    for one in (A, B, C, D, E)
)
ECHOES = ((STATEMENTS["threat"].id, STATEMENTS["echo"].id, 0.98),)


def position_quads(scheme: Scheme | None = None) -> list[Quad]:
    """The graph of the archive."""
    return make_quads(READINGS, scheme=scheme, echoes=ECHOES)
