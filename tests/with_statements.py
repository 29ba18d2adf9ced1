"""A small archive of statements, read by hand: agreements, offices, places, circumstances."""

from pyoxigraph import Quad

from kg.model import (
    Actor,
    ActorMention,
    ActorType,
    Agreement,
    AgreementFact,
    Circumstance,
    Manner,
    PartialDate,
    Place,
    Role,
)
from tests.builders import find, make_article, make_quads, make_reading, make_statement, mention, person

ERDOGAN, CAVUSOGLU, OKTAY = map(person, ("Recep Tayyip Erdogan", "Mevlut Cavusoglu", "Fuat Oktay"))
ASLAN, BAKEER = map(person, ("Murat Aslan", "Ali Bakeer"))
TURKEY = Actor("turkish-government", "Turkish government", ActorType.GOVERNMENT)
RUSSIA = Actor("russian-government", "Russian government", ActorType.GOVERNMENT)
BOTH = Actor("russia-and-turkey", "Russia and Turkey", ActorType.GROUP, (RUSSIA, TURKEY))
OFFICIALS = Actor("a.txt-officials", "Turkish defense officials", ActorType.UNNAMED)
NTV = Actor("ntv", "NTV", ActorType.ORGANISATION)
REPORTERS = Actor("b.txt-reporters", "reporters", ActorType.UNNAMED)
SOCHI = Agreement(
    "sochi-memorandum-2018",
    "Sochi memorandum",
    "deal",
    ("Sochi agreement",),
    PartialDate("2018-09-17"),
    "Sochi",
    ("Russia", "Turkey"),
)
ASTANA = Agreement("astana-process", "Astana process", "process")
IDLIB = Place("idlib", "Idlib")

HIT = "we will hit regime forces everywhere regardless of the Sochi deal"
BENEFITS = "the benefits of the deals of Sochi and Astana are yet to be seen"
DANGER = "the Astana process seems to be in danger"
POSTS = "the posts in Idlib are surrounded"

A = make_article(
    f"“{HIT},” President Recep Tayyip Erdogan said on Saturday. Russia and Turkey said in Sochi in September "
    f"2018 that they agree. Turkish defense officials said {POSTS}.",
    "a.txt",
    "copies/a.txt",
    day="2020-02-10",
    publisher="The Post",
)
B = make_article(
    f"Mevlut Cavusoglu told reporters at the Munich Security Conference that {BENEFITS}. Analyst Murat Aslan "
    f"said that {DANGER}. Vice President Fuat Oktay told NTV that Turkey is determined. Analyst Ali Bakeer "
    "said nothing is new.",
    "b.txt",
)


def _mention(words: str, actor: Actor) -> ActorMention:
    return ActorMention(find(B, words), words, actor)


STATEMENTS_A = (
    make_statement(
        A,
        HIT,
        ERDOGAN,
        cue="said",
        said_on=("on Saturday", "2020-02-08"),
        manner=Manner.DIRECT,
        agreements=(mention(A, "Sochi deal", SOCHI, confidence=0.9),),
    ),
    make_statement(A, "that they agree", BOTH),
    make_statement(A, POSTS, OFFICIALS, mentions=(mention(A, "Idlib", IDLIB),)),
)
STATEMENTS_B = (
    make_statement(
        B,
        BENEFITS,
        CAVUSOGLU,
        cue="told",
        addressee=_mention("reporters", REPORTERS),
        occasion=Circumstance(find(B, "Munich"), "Munich", "Munich Security Conference"),
        agreements=(mention(B, "Sochi", SOCHI), mention(B, "Astana", ASTANA)),
    ),
    make_statement(B, DANGER, ASLAN, agreements=(mention(B, "Astana process", ASTANA),)),
    make_statement(
        B,
        "Turkey is determined",
        OKTAY,
        addressee=_mention("NTV", NTV),
        medium=Circumstance(find(B, "NTV"), "NTV", "NTV"),
    ),
    make_statement(B, "nothing is new", BAKEER),
)
READINGS = (
    make_reading(
        A,
        *STATEMENTS_A,
        mentions=(
            mention(A, "Recep Tayyip Erdogan", ERDOGAN),
            mention(A, "Erdogan", ERDOGAN),
            mention(A, "Russia and Turkey", BOTH),
            mention(A, "Turkish defense officials", OFFICIALS),
            mention(A, "Sochi deal", SOCHI),
            mention(A, "Idlib", IDLIB),
        ),
        roles=((ERDOGAN, Role("President", find(A, "President"))),),
        facts=(
            AgreementFact(SOCHI, "date", "2018-09", find(A, "September 2018")),
            AgreementFact(SOCHI, "place", "Sochi", find(A, "Sochi in September")),
        ),
    ),
    make_reading(
        B,
        *STATEMENTS_B,
        mentions=(
            *(one.speaker for one in STATEMENTS_B if one.speaker),
            mention(B, "Sochi", SOCHI),
            mention(B, "Astana", ASTANA),
        ),
        roles=(
            (ASLAN, Role("Analyst", find(B, "Analyst Murat"))),
            (BAKEER, Role("Analyst", find(B, "Analyst Ali"))),
            (OKTAY, Role("Vice President", find(B, "Vice President"))),
        ),
    ),
)


def statement_quads() -> list[Quad]:
    """The graph of the archive."""
    return make_quads(READINGS)
