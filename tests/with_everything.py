"""Small archives with all that a graph can have, in one graph."""

from dataclasses import replace

from pyoxigraph import Quad

from kg.archive.authority import Link
from kg.archive.corrections.correction_file import Correction, CorrectionKind
from kg.archive.corrections.correction_fit import Corrections
from kg.archive.corrections.correction_match import Applied
from kg.graph.write.authority_quads import authority_quads
from kg.graph.write.correction_quads import correction_quads
from tests.builders import make_article, make_quads, make_reading, make_statement, person
from tests.questions.test_figures import make_graph
from tests.with_doubt import doubt_quads
from tests.with_positions import position_quads
from tests.with_statements import statement_quads
from tests.with_unsaid import unsaid_quads

ANN = person("Ann Lee")
OVER = make_article(
    'Ann Lee said “it\x0c is <over>\\\n& "done"”.',
    "o.txt",
    url="https://example.org/?a=1&b=2",
    title="«Over»",
)


def everything() -> list[Quad]:
    """Positions, circumstances, echoes, figures, doubts, what was not said, corrections, links; odd words."""
    content = OVER.text.removeprefix("Ann Lee said ").removesuffix(".")
    reading = make_reading(OVER, make_statement(OVER, content, ANN, cue="said"))
    rename = Correction(CorrectionKind.RENAME, ANN.id, "Ann B. Lee", "Jane “J”", "2026-10-01", "so", 2)
    corrections = Corrections(
        (Applied(rename, entities=(ANN,)),), actors={ANN.id: replace(ANN, name="Ann B. Lee")}
    )
    return [
        *statement_quads(),
        *position_quads(),
        *doubt_quads(),
        *unsaid_quads(),
        *make_graph(),
        *make_quads([reading]),
        *correction_quads(corrections),
        *authority_quads([Link(ANN, "http://www.wikidata.org/entity/Q1", 0.9)]),
    ]
