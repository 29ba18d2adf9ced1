"""A small archive with positions, read by hand: what its graph must answer is known."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Quad

from kg.graph.write.echo_quads import echo_quads
from kg.graph.write.position_quads import scheme_quads
from kg.graph.write.article_quads import reading_quads
from kg.model import (
    Actor,
    ActorType,
    Agreement,
    Document,
    Layer,
    Manner,
    Mention,
    Polarity,
    Position,
    Reading,
    Span,
    Statement,
    Target,
)
from kg.acts.scheme import Scheme, read_scheme

ERDOGAN = Actor("recep-tayyip-erdogan", "Recep Tayyip Erdogan", ActorType.PERSON)
CELIK = Actor("omer-celik", "Omer Celik", ActorType.PERSON)
CAVUSOGLU = Actor("mevlut-cavusoglu", "Mevlut Cavusoglu", ActorType.PERSON)
MINISTRY = Actor("turkish-defence-ministry", "Turkish Defence Ministry", ActorType.GOVERNMENT)
SYRIA = Actor("syrian-government", "Syrian government", ActorType.GOVERNMENT)
BAN = Actor("ban-ki-moon", "Ban Ki-moon", ActorType.PERSON)
BOTH = Actor(
    "omer-celik-and-mevlut-cavusoglu", "Omer Celik and Mevlut Cavusoglu", ActorType.GROUP, (CELIK, CAVUSOGLU)
)
ASTANA = Agreement("astana-process", "Astana process", "process")
SOCHI = Agreement("sochi-memorandum-2018", "Sochi memorandum", "deal")


@dataclass(frozen=True)
class Held:
    """A position as an annotator writes it down, its words as they stand in the content."""

    act: str
    polarity: Polarity
    target: str
    entity: Actor | Agreement | None = None
    condition: str | None = None
    confidence: float = 0.9
    holder: tuple[str, Actor] | None = None
    """Of the layer of the content: the words, and whom they mean."""


def said(
    document: Document, speaker: Actor, content: str, *positions: Held, name: str | None = None
) -> Statement:
    """What `speaker`, whom the text calls by the `name`, said in `document`, with these positions."""
    start = document.text.index(content)
    source = Span(at := document.text.index(name or speaker.name), at + len(name or speaker.name))
    identifier = f"st-{document.id.removesuffix('.txt')}-{start}"

    def span(words: str) -> Span:
        first = document.text.index(words, start)
        return Span(first, first + len(words))

    def position(number: int, held: Held) -> Position:
        holder = held.holder
        return Position(
            id=f"po-{identifier}-{number}",
            layer=Layer.CONTENT if holder else Layer.SPEECH,
            holder=Mention(span(holder[0]), *holder) if holder else Mention(source, speaker.name, speaker),
            act=held.act,
            polarity=held.polarity,
            target=Target(span(held.target), held.target, held.entity),
            condition=span(held.condition) if held.condition else None,
            confidence=held.confidence,
        )

    return Statement(
        id=identifier,
        document=document.id,
        text=content,
        content=(Span(start, start + len(content)),),
        cue=None,
        source=(source,),
        source_inherited=False,
        manner=Manner.INDIRECT,
        confidence=0.9,
        speaker=Mention(source, name or speaker.name, speaker),
        positions=tuple(position(number, held) for number, held in enumerate(positions, 1)),
    )


def article(name: str, day: str, text: str) -> Document:
    return Document(name, text, published_on=date.fromisoformat(day))


THREAT = (
    "If any harm comes to our soldiers, we will hit regime forces everywhere regardless of the Sochi deal"
)
STAY = "there is no possibility of withdrawing from the observation points"
WITHDRAWAL = "a Turkish withdrawal would be a mistake"
BENEFITS = "the benefits of the deals are yet to be seen"
KILLED = "the regime killed 13 Turkish soldiers"
WELCOME = "Ankara welcomes the steps of the Damascus government"
BANNED = "the ban on Ban Ki-moon is wrong"

A = article("a.txt", "2020-02-05", f"Recep Tayyip Erdogan said: {THREAT}. Omer Celik said {STAY}.")
B = article("b.txt", "2020-02-10", f"Mevlut Cavusoglu said {BENEFITS}, and {WITHDRAWAL}.")
C = article("c.txt", "2020-03-06", f"Recep Tayyip Erdogan said {WELCOME}. Idlib is in Syria, he said.")
D = article(
    "d.txt", "2020-02-06", f"“{THREAT}”, Recep Tayyip Erdogan said. Turkish Defence Ministry: {KILLED}."
)
E = article("e.txt", "2020-02-11", f"Omer Celik and Mevlut Cavusoglu said that {BANNED}.")

_THREATENS = Held(
    "THREATEN", Polarity.OPPOSES, "regime forces", SYRIA, condition="If any harm comes to our soldiers"
)
STATEMENTS = {
    "threat": said(A, ERDOGAN, THREAT, _THREATENS),
    "stay": said(A, CELIK, STAY, Held("REJECT", Polarity.OPPOSES, "withdrawing from the observation points")),
    "benefits": said(
        B, CAVUSOGLU, BENEFITS, Held("ACCUSE", Polarity.OPPOSES, "the deals", ASTANA, confidence=0.6)
    ),
    "withdrawal": said(B, CAVUSOGLU, WITHDRAWAL, Held("REJECT", Polarity.OPPOSES, "a Turkish withdrawal")),
    "welcome": said(
        C,
        ERDOGAN,
        WELCOME,
        Held("SUPPORT", Polarity.SUPPORTS, "the Damascus government", SYRIA, confidence=0.7),
    ),
    "fact": said(C, ERDOGAN, "Idlib is in Syria", Held("STATE", Polarity.NEUTRAL, "Syria", SYRIA)),
    "echo": said(D, ERDOGAN, THREAT, _THREATENS),
    "killed": said(
        D,
        MINISTRY,
        KILLED,
        Held("ASSAULT", Polarity.OPPOSES, "13 Turkish soldiers", holder=("the regime", SYRIA)),
    ),
    "ban": said(
        E,
        BOTH,
        BANNED,
        Held("ACCUSE", Polarity.OPPOSES, "the ban"),
        Held("SUPPORT", Polarity.SUPPORTS, "Ban Ki-moon", BAN, confidence=0.4),
    ),
}
READINGS = tuple(
    Reading(
        document,
        statements := tuple(one for one in STATEMENTS.values() if one.document == document.id),
        tuple(one.speaker for one in statements if one.speaker),
    )
    for document in (A, B, C, D, E)
)


def position_quads(scheme: Scheme | None = None, readings: Iterable[Reading] = READINGS) -> list[Quad]:
    """The graph of the archive: its readings, the scheme and the one echo."""
    scheme = scheme or read_scheme()
    quads = [quad for one in readings for quad in reading_quads(one, model="test", scheme=scheme)]
    echoes = echo_quads([(STATEMENTS["threat"].id, STATEMENTS["echo"].id, 0.98)])
    return [*quads, *scheme_quads(scheme), *echoes]
