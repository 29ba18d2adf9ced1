"""What the pages show, read from the store once."""

from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import Store

from kg.graph.store import select

_STATEMENTS = """
SELECT DISTINCT ?statement ?id ?text ?manner ?cue ?confidence ?inherited ?path ?headline ?published
  ?context ?context_start ?actor ?speaker ?type ?within ?reporter WHERE {
  ?statement a asg:Statement ; schema:identifier ?id ; schema:text ?text ; asg:manner ?manner ;
    asg:confidence ?confidence ; asg:sourceInherited ?inherited ; prov:wasQuotedFrom ?article ;
    asg:context ?context ; asg:contextStart ?context_start ; asg:start ?start .
  ?article asg:path ?path .
  OPTIONAL { ?article schema:headline ?headline }
  OPTIONAL { ?article schema:datePublished ?published }
  OPTIONAL { ?statement asg:cue ?cue }
  OPTIONAL { ?statement prov:wasAttributedTo ?actor . ?actor schema:name ?speaker ; asg:actorType ?type }
  OPTIONAL {
    ?statement asg:within ?outer . ?outer schema:identifier ?within .
    OPTIONAL { ?outer prov:wasAttributedTo ?outer_actor . ?outer_actor schema:name ?reporter }
  }
}
ORDER BY ?path ?start ?id
"""
_EVIDENCE = """
SELECT ?statement ?role ?start ?end WHERE {
  VALUES (?property ?role) {
    (asg:contentEvidence "content") (asg:cueEvidence "cue") (asg:sourceEvidence "source")
  }
  ?statement ?property ?resource .
  ?resource oa:hasSelector ?selector .
  ?selector oa:start ?start ; oa:end ?end .
}
"""
_AGREEMENTS = """
SELECT DISTINCT ?statement ?name WHERE {
  ?statement a asg:Statement ; schema:mentions ?agreement .
  ?agreement a asg:Agreement ; schema:name ?name .
}
ORDER BY ?statement ?name
"""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the context with the role it plays: content, cue, source or "" for none."""

    text: str
    role: str


@dataclass(slots=True)
class StatementFact:
    """One statement as a page shows it; "" is what is not known."""

    iri: str
    id: str
    text: str
    manner: str
    cue: str
    confidence: float
    inherited: bool
    within: str
    reporter: str
    path: str
    headline: str
    published: str
    actor: str
    speaker: str
    actor_type: str
    place: tuple[int, int]
    passages: list[Passage]
    agreements: list[str]


def statement_facts(store: Store) -> list[StatementFact]:
    """All statements, in the order of the articles and their texts."""
    evidence: dict[str, list[tuple[int, int, str]]] = {}
    for row in select(store, _EVIDENCE):
        span = (int(row["start"]), int(row["end"]), row["role"])
        evidence.setdefault(row["statement"], []).append(span)
    agreements: dict[str, list[str]] = {}
    for row in select(store, _AGREEMENTS):
        agreements.setdefault(row["statement"], []).append(row["name"])
    return [
        _fact(row, evidence.get(row["statement"], []), agreements.get(row["statement"], []))
        for row in select(store, _STATEMENTS)
    ]


def _fact(row: dict[str, str], spans: list[tuple[int, int, str]], agreements: list[str]) -> StatementFact:
    content = sorted((start, end) for start, end, role in spans if role == "content")
    return StatementFact(
        iri=row["statement"],
        id=row["id"],
        text=row["text"],
        manner=row["manner"],
        cue=row["cue"],
        confidence=float(row["confidence"]),
        inherited=row["inherited"] == "true",
        within=row["within"],
        reporter=row["reporter"],
        path=row["path"],
        headline=row["headline"],
        published=row["published"],
        actor=row["actor"],
        speaker=row["speaker"],
        actor_type=row["type"],
        place=(content[0][0], content[-1][1]),
        passages=_passages(row["context"], int(row["context_start"]), spans),
        agreements=agreements,
    )


def _passages(context: str, offset: int, spans: list[tuple[int, int, str]]) -> list[Passage]:
    """The context cut at the spans' ends; a cue or source inside a content keeps its own role."""
    roles = [""] * len(context)
    for wanted in ("content", "source", "cue"):
        for start, end, role in spans:
            if role == wanted:
                first, last = max(0, start - offset), max(0, min(len(context), end - offset))
                roles[first:last] = [role] * (last - first)
    runs = groupby(zip(context, roles, strict=True), key=lambda pair: pair[1])
    return [Passage("".join(character for character, _ in run), role) for role, run in runs]
