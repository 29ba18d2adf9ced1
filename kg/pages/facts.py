"""What the pages show, read from the store once."""

from dataclasses import dataclass

from pyoxigraph import Store

from kg.graph.store import run_query

_STATEMENTS = """
SELECT DISTINCT ?statement ?id ?text ?manner ?cue ?confidence ?inherited ?path ?headline ?published
  ?context ?context_start ?actor ?speaker ?type WHERE {
  ?statement a asg:Statement ; schema:identifier ?id ; schema:text ?text ; asg:manner ?manner ;
    asg:confidence ?confidence ; asg:sourceInherited ?inherited ; prov:wasQuotedFrom ?article ;
    asg:context ?context ; asg:contextStart ?context_start ; asg:start ?start .
  ?article asg:path ?path .
  OPTIONAL { ?article schema:headline ?headline }
  OPTIONAL { ?article schema:datePublished ?published }
  OPTIONAL { ?statement asg:cue ?cue }
  OPTIONAL { ?statement prov:wasAttributedTo ?actor . ?actor schema:name ?speaker ; asg:actorType ?type }
}
ORDER BY ?path ?start ?id
"""
_EVIDENCE = """
SELECT ?statement ?role ?start ?end WHERE {
  VALUES (?property ?role) {
    (asg:contentEvidence "content") (asg:cueEvidence "cue") (asg:sourceEvidence "source")
  }
  ?statement ?property/oa:hasSelector ?selector .
  ?selector oa:start ?start ; oa:end ?end .
}
ORDER BY ?statement ?start ?end
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
    """One statement as a page shows it."""

    iri: str
    id: str
    text: str
    manner: str
    cue: str | None
    confidence: float
    inherited: bool
    path: str
    headline: str | None
    published: str | None
    actor: str | None
    speaker: str | None
    actor_type: str | None
    place: tuple[int, int]
    passages: list[Passage]
    agreements: list[str]


def statement_facts(store: Store) -> list[StatementFact]:
    """All statements, in the order of the articles and their texts."""
    evidence: dict[str, list[tuple[int, int, str]]] = {}
    for row in run_query(store, _EVIDENCE):
        span = (int(row["start"].value), int(row["end"].value), row["role"].value)
        evidence.setdefault(row["statement"].value, []).append(span)
    agreements: dict[str, list[str]] = {}
    for row in run_query(store, _AGREEMENTS):
        agreements.setdefault(row["statement"].value, []).append(row["name"].value)
    facts = []
    for row in run_query(store, _STATEMENTS):
        cells = {name: None if row[name] is None else row[name].value for name in _COLUMNS}
        iri = cells["statement"]
        spans = evidence.get(iri, [])
        content = [(start, end) for start, end, role in spans if role == "content"]
        facts.append(
            StatementFact(
                iri=iri,
                id=cells["id"],
                text=cells["text"],
                manner=cells["manner"],
                cue=cells["cue"],
                confidence=float(cells["confidence"]),
                inherited=cells["inherited"] == "true",
                path=cells["path"],
                headline=cells["headline"],
                published=cells["published"],
                actor=cells["actor"],
                speaker=cells["speaker"],
                actor_type=cells["type"],
                place=(content[0][0], content[-1][1]),
                passages=_passages(cells["context"], int(cells["context_start"]), spans),
                agreements=agreements.get(iri, []),
            )
        )
    return facts


_COLUMNS = (
    "statement id text manner cue confidence inherited path headline published"
    " context context_start actor speaker type"
).split()


def _passages(context: str, offset: int, spans: list[tuple[int, int, str]]) -> list[Passage]:
    """The context cut at the spans' ends; a cue or source inside a content keeps its own role."""
    roles = [""] * len(context)
    for wanted in ("content", "source", "cue"):
        for start, end, role in spans:
            if role == wanted:
                first, last = max(0, start - offset), max(0, min(len(context), end - offset))
                roles[first:last] = [role] * (last - first)
    passages: list[Passage] = []
    for character, role in zip(context, roles, strict=True):
        if passages and passages[-1].role == role:
            passages[-1] = Passage(passages[-1].text + character, role)
        else:
            passages.append(Passage(character, role))
    return passages
