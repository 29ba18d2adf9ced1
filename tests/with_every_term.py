"""A dataset with every class and every property that the program writes, made by hand."""

from dataclasses import replace

from pyoxigraph import Literal, Quad, Store

from kg.archive.authority import Link
from kg.archive.corrections.correction_file import Correction, CorrectionKind
from kg.archive.corrections.correction_fit import Corrections
from kg.archive.corrections.correction_match import Applied
from kg.graph.store_writer import STORE_VERSION
from kg.graph.vocabulary import DATASET, term
from kg.graph.write.authority_quads import authority_quads
from kg.graph.write.correction_quads import correction_quads
from kg.model import Agreement, Figure, Polarity, Span
from kg.model.statement import VECTOR_WIDTH, SentenceVector
from tests.builders import (
    Held,
    find,
    make_article,
    make_quads,
    make_reading,
    make_statement,
    make_store,
    mention,
    person,
)
from tests.questions.test_figures import make_graph
from tests.with_doubt import doubt_quads
from tests.with_positions import CELIK, STATEMENTS, position_quads
from tests.with_statements import statement_quads
from tests.with_unsaid import unsaid_quads

LUND = person("Karl Lund")
PACT = Agreement("harbour-pact", "Harbour pact", "deal", status="in force")
ARTICLE = make_article(
    "The Harbour pact holds, Karl Lund said. The fleet “stays”, he added, “at home”. 54 ships lie there. "
    "Share this page",
    "z.txt",
)


def everything_quads() -> list[Quad]:
    """The quads of a store that has everything."""
    first = make_statement(
        ARTICLE,
        "The Harbour pact holds",
        LUND,
        Held("SUPPORT", Polarity.SUPPORTS, "The Harbour pact", PACT),
        agreements=(mention(ARTICLE, "Harbour pact", PACT),),
    )
    assert first.speaker
    carried = replace(
        make_statement(ARTICLE, "“stays”", LUND, cue="added"),
        content=(find(ARTICLE, "“stays”"), find(ARTICLE, "“at home”")),
        speaker=replace(first.speaker, metonym=True),
        source_inherited=True,
        within=first.id,
    )
    noise = (Span(find(ARTICLE, "Share this page").start, len(ARTICLE.text)),)
    ships = Figure(find(ARTICLE, "54 ships"), "54 ships", 54, 54, "ships")
    sentences = (
        SentenceVector(find(ARTICLE, "The Harbour pact holds, Karl Lund said."), bytes(VECTOR_WIDTH)),
    )
    reading = make_reading(ARTICLE, first, carried, noise=noise, figures=(ships,), sentences=sentences)
    return [
        Quad(DATASET, term("asg:storeVersion"), Literal(STORE_VERSION)),
        *make_quads([reading]),
        *statement_quads(),
        *position_quads(),
        *make_graph(),
        *doubt_quads(),
        *unsaid_quads(),
        *authority_quads([Link(LUND, "http://www.wikidata.org/entity/Q1", 0.9)]),
        *correction_quads(_corrections()),
    ]


def everything() -> Store:
    """A store that has everything."""
    return make_store(everything_quads())


def _corrections() -> Corrections:
    threat = STATEMENTS["threat"]
    (position,) = threat.positions
    accepted = Correction(
        CorrectionKind.POSITION_ACCEPTED, f"{threat.id}/{position.id}", "", "Ann", "2026-01-01", "", 2
    )
    speaker = Correction(
        CorrectionKind.SPEAKER, threat.id, "omer-celik", "Ann", "2026-01-02T10:00:00Z", "", 3
    )
    renamed = Correction(CorrectionKind.RENAME, LUND.id, "Karl Lundh", "Ann", "2026-01-03", "a slip", 4)
    return Corrections(
        (
            Applied(accepted, statement=threat.text, position=position),
            Applied(speaker, statement=threat.text, result=CELIK),
            Applied(renamed, entities=(LUND,)),
        )
    )
