"""The shapes: what the program writes conforms, and what is broken is found, told in words."""

from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, serialize
from rdflib.namespace import OWL, RDFS, SH

from kg.errors import InputError, StoreError
from kg.graph.rdf_files import described_quads
from kg.graph.store_writer import write_store
from kg.graph.validation import Finding, validate_source
from kg.graph.vocabulary import DATA_BASE, RDF_TYPE, term
from tests.conftest import ROOT
from tests.with_every_term import everything, everything_quads

ARTICLE = "article/ar-0a193d337bbf94d8"


def decimal(value: str) -> Literal:
    return Literal(value, datatype=term("xsd:decimal"))


# A shape, a node, a property, what the node has of it instead, the rule that is broken, what is found.
BROKEN: list[tuple[str, str, str, list[object], str, str]] = [
    ("statement", "statement/st-a-122", "asg:kind", ["gossip"],
     "A statement has one asg:kind: speech, attitude or act.", "“gossip”"),
    ("quotation", "statement/st-a-19", "asg:manner", ["mixed"],
     "A schema:Quotation is direct (asg:manner).", "“mixed”"),
    ("claim", "statement/st-a-131", "asg:unsaid", ["refused"],
     "A schema:Claim was said: it has no asg:unsaid.", "“refused”"),
    ("candidate", "statement/st-a-49#candidate-1", "asg:confidence", [decimal("1.5")],
     "A candidate has one asg:confidence, a decimal from 0 to 1.", "“1.5” (xsd:decimal)"),
    ("reference", "statement/st-a-1#reference-1", "asg:refersTo", [],
     "A reference is to one agreement (asg:refersTo), an asg:Agreement of the data.", "nothing"),
    ("circumstances of a statement", "statement/st-a-95#saying", "schema:object", [],
     "Circumstances (schema:CommunicateAction) are those of one statement (schema:object), an asg:Statement "
     "of the data.", "nothing"),
    ("medium", "medium/ntv", "schema:name", [],
     "A medium (schema:Thing) has a schema:name, a string.", "nothing"),
    ("occasion", "occasion/munich-security-conference", "schema:name", [],
     "An occasion (schema:Event) has a schema:name, a string.", "nothing"),
    ("echo", "echo/st-a-27/st-d-1", "asg:report", [NamedNode(f"{DATA_BASE}statement/st-a-27")],
     "An echo is of two statements (asg:report), each an asg:Statement of the data.",
     f"{DATA_BASE}statement/st-a-27"),
    ("position", "position/po-st-a-145-1", "asg:holder", [NamedNode(f"{DATA_BASE}actor/nobody")],
     "A position has one asg:holder, an asg:Actor of the data.", f"{DATA_BASE}actor/nobody"),
    ("course of action", "course/course-0d6e25f20909", "rdf:type", [],
     "What has asg:stems is an asg:CourseOfAction.", "no class"),
    ("concept of the scheme of acts", "https://w3id.org/actor-statement-graph/acts#ACCUSE", "asg:weight",
     [decimal("-11")],
     "An act has at most one asg:weight, a decimal from -10 to 10.", "“-11” (xsd:decimal)"),
    ("figure", "figure/st-a-0-2", "asg:least", [decimal("14")],
     "A figure has at most one asg:least, a decimal not above asg:most.", "“14” (xsd:decimal)"),
    ("comparison of figures", "figures/st-a-0-1/st-b-0-1", "asg:comparison", ["equal"],
     "A comparison has one result (asg:comparison): agree, overlap, contradict or unsure.", "“equal”"),
    ("actor", "actor/ali-bakeer", "schema:name", ["Ali Bakeer", "Mr Bakeer"],
     "An actor has one schema:name, a string that is not empty.", "“Ali Bakeer”, “Mr Bakeer”"),
    ("group", "actor/russia-and-turkey", "schema:member", [NamedNode(f"{DATA_BASE}actor/nobody")],
     "A member of a group (schema:member) is an asg:Actor of the data.", f"{DATA_BASE}actor/nobody"),
    ("unnamed source", "actor/b.txt-reporters", "asg:searchText", [],
     "An unnamed source has one asg:searchText, a string.", "nothing"),
    ("person", "actor/fuat-oktay", "rdf:type", [term("schema:Person")],
     "A schema:Person is an asg:Actor.", "schema:Person"),
    ("organisation", "actor/ntv", "rdf:type", [term("schema:Organization")],
     "A schema:Organization is an asg:Actor.", "schema:Organization"),
    ("government", "actor/russian-government", "rdf:type", [term("schema:GovernmentOrganization")],
     "A schema:GovernmentOrganization is an asg:Actor.", "schema:GovernmentOrganization"),
    ("office or affiliation", "actor/ali-bakeer/role/5609dc740054", "schema:roleName", [],
     "An office has one schema:roleName, a string.", "nothing"),
    ("link to an authority file", "actor/karl-lund/same", "asg:refersTo", ["Q1"],
     "A link is to one entry (asg:refersTo), an IRI.", "“Q1”"),
    ("agreement", "agreement/harbour-pact", "asg:status", ["in peril"],
     "An agreement has at most one asg:status: in force, proposed, under negotiation or ended.",
     "“in peril”"),
    ("fact of an agreement", "agreement/sochi-memorandum-2018/fact/7b3bcfa4db19", "rdf:predicate",
     [term("schema:name")],
     "A fact has one rdf:predicate: schema:dateCreated, schema:location, asg:party or asg:status.",
     "schema:name"),
    ("place", "place/idlib", "schema:name", [""],
     "A place has one schema:name, a string that is not empty.", "“”"),
    ("article", ARTICLE, "asg:paragraphs", ["0-147"],
     "An article has its paragraphs in one asg:paragraphs: start,end of each, with spaces between them.",
     "“0-147”"),
    ("evidence", f"{ARTICLE}#char=117,125", "oa:hasSource", [],
     "Evidence is in one article (oa:hasSource), a schema:NewsArticle of the data.", "nothing"),
    ("selector by position", f"{ARTICLE}#position=131,147", "oa:end", [Literal(130)],
     "A selector by position has one oa:start, an integer from 0 on and below oa:end.",
     "“131” (xsd:integer)"),
    ("selector by quotation", f"{ARTICLE}#quote=131,147", "oa:exact", [],
     "A selector by quotation has one oa:exact, a string that is not empty.", "nothing"),
    ("activity", "activity/resolution-0.1.0", "prov:wasAssociatedWith", [],
     "An activity has who did it (prov:wasAssociatedWith), a prov:SoftwareAgent or prov:Person of the data.",
     "nothing"),
    ("program", "agent/kg-0.1.0", "schema:softwareVersion", [],
     "A program (prov:SoftwareAgent) has one schema:softwareVersion, a string.", "nothing"),
    ("person who corrects", "agent/person/Ann", "schema:name", [],
     "Who corrects (prov:Person) has one schema:name, a string.", "nothing"),
    ("correction", "correction/4881f21934dcff86", "schema:dateCreated", ["yesterday"],
     "A correction has one schema:dateCreated, a date or a dateTime.", "“yesterday”"),
    ("description of the dataset", "dataset", "void:triples", [Literal("many", datatype=term("xsd:integer"))],
     "A dataset has at most one void:triples, an integer from 0 on.", "“many” (xsd:integer)"),
]  # fmt: skip


def node(name: str) -> NamedNode:
    return NamedNode(name if name.startswith("https:") else DATA_BASE + name)


def write(path: Path, store: Store) -> Path:
    form = RdfFormat.from_extension(path.suffix[1:])
    assert form
    with path.open("wb") as file:
        if form.supports_datasets:
            serialize(store, file, form)
        else:
            serialize((quad.triple for quad in store), file, form)
    return path


def exported() -> Store:
    """What an export of the dataset with everything has."""
    store = Store()
    store.extend(described_quads(everything(), None))
    return store


def findings(path: Path) -> list[Finding]:
    return [finding for one in validate_source(path) for finding in one.findings]


def change(store: Store, subject: NamedNode, predicate: NamedNode, values: list[object]) -> None:
    """Put `values` in the place of what `subject` has of `predicate`."""
    graph = next(store.quads_for_pattern(subject, None, None)).graph_name
    for quad in list(store.quads_for_pattern(subject, predicate, None)):
        graph = quad.graph_name
        store.remove(quad)
    for value in values:
        store.add(
            Quad(
                subject,
                predicate,
                value if isinstance(value, Literal | NamedNode) else Literal(str(value)),
                graph,
            )
        )


def test_what_is_written_conforms_as_a_folder_and_in_every_format(tmp_path: Path) -> None:
    write_store(tmp_path / "out", everything_quads())
    assert findings(tmp_path / "out") == []
    for name in ("a.trig", "a.ttl"):
        assert findings(write(tmp_path / name, exported())) == []


def test_what_is_broken_is_found_in_each_class_and_told_in_words(tmp_path: Path) -> None:
    store = exported()
    for _, name, property_, values, _, _ in BROKEN:
        change(store, node(name), term(property_), values)
    found = findings(write(tmp_path / "broken.nq", store))
    expected = [
        Finding(node(name).value, shape, rule, instead) for shape, name, _, _, rule, instead in BROKEN
    ]
    assert [one for one in expected if one not in found] == []
    # Nodes that are whole are found only where they lead to one that has lost its class.
    broken = {node(name) for _, name, *_ in BROKEN}
    lost = (
        "asg:Actor",
        "oa:SpecificResource",
        "asg:target",
        "is an actor, a place or an agreement",
        "schema:Quotation",
    )
    others = [one for one in found if NamedNode(one.node) not in broken]
    assert [one for one in others if not any(words in one.rule for words in lost)] == []


def test_every_class_has_a_shape_that_a_test_breaks_and_every_rule_is_told() -> None:
    shapes = rdflib.Graph().parse(ROOT / "kg" / "graph" / "shapes.ttl")
    shaped = {str(one) for one in shapes.objects(None, SH.targetClass)}
    classes = {quad.object.value for quad in exported().quads_for_pattern(None, RDF_TYPE, None)
               if isinstance(quad.object, NamedNode)}  # fmt: skip
    assert classes - shaped == set()
    labels = {str(shapes.value(one, RDFS.label)) for one in shapes.subjects(SH.targetClass)}
    assert labels - {shape for shape, *_ in BROKEN} == {"scheme of concepts"}
    rules = set(shapes.objects(None, SH.property)) | {
        one for one in shapes.subjects(SH["class"]) if shapes.value(one, RDFS.label)
    }
    assert [shapes.value(one, SH.path) for one in rules if not shapes.value(one, SH.message)] == []
    assert OWL.Ontology in set(shapes.objects())


@pytest.mark.parametrize("text", ["junk <", "<a> <b> <c> ."])
def test_what_is_not_rdf_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.trig"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.trig is not valid TriG: Parser error at line 1 "):
        findings(path)


def test_a_file_that_is_not_there_or_has_no_format(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.nq cannot be read: No such file or directory"):
        findings(tmp_path / "none.nq")
    with pytest.raises(
        InputError, match=r"The ending of .*a\.docx tells no format of RDF; there are \.trig, "
    ):
        findings(tmp_path / "a.docx")
    with pytest.raises(StoreError, match="There is no graph in"):
        findings(tmp_path)
