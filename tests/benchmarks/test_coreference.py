"""The measure of coreference, on a text of the corpus's format written for this test."""

from pathlib import Path

import pytest

from benchmarks.coreference import Outcome, compare, summary
from benchmarks.gum import read_gum
from kg.errors import InputError
from kg.evaluation.speakers import is_called
from kg.extract.extractor import extract
from kg.text.text import Text

_ROWS = """\
# newdoc id = small
# global.Entity = GRP-etype-infstat-salience-centering-minspan-link-identity
# newpar
1\tJane\tJane\tPROPN\tNNP\t_\t3\tnsubj\t_\tEntity=(1-person-new-nn-cf1-1,2-coref
2\tDoe\tDoe\tPROPN\tNNP\t_\t1\tflat\t_\tEntity=1)
3\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_
4\tAcme\tAcme\tPROPN\tNNP\t_\t3\tobj\t_\tEntity=(2-organization-new-nn-cf2-1-coref)|SpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

# newpar
1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1-person-giv-nn-cf1-1-ana)
2\tsaid\tsay\tVERB\tVBD\t_\t0\troot\t_\t_
3-4\tdidn't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
3\tdid\tdo\tAUX\tVBD\t_\t2\taux\t_\t_
4\tn't\tnot\tPART\tRB\t_\t2\tadvmod\t_\t_
5\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.conllu").write_text(_ROWS, encoding="utf-8")
    return tmp_path


def test_text_and_mentions_of_gum(folder: Path) -> None:
    (gold,) = read_gum(folder)
    assert gold.text == "Jane Doe left Acme.\n\nShe said didn't."
    assert [
        (one.head.of(gold.text), one.entity, one.type, one.is_name, one.is_pronoun) for one in gold.mentions
    ] == [
        ("Jane Doe", 1, "person", True, False),
        ("Acme", 2, "organization", True, False),
        ("She", 1, "person", False, True),
    ]


def test_a_folder_without_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no files of CoNLL-U"):
        list(read_gum(tmp_path))


def test_pronouns_reach_their_names(folder: Path) -> None:
    (gold,) = read_gum(folder)
    text = Text(gold.text)
    outcomes: list[Outcome] = compare(gold, text, extract(text))
    assert [(one.question.form, one.verdict("kg")) for one in outcomes] == [
        ("name", "right"),
        ("name", "right"),
        ("pronoun", "right"),
    ]
    rows = [row for row in summary(outcomes).rows if row[2] == "kg" and row[3]]
    assert [row[:6] for row in rows] == [
        ("name", "person", "kg", 1, 0, 0),
        ("name", "organization", "kg", 1, 0, 0),
        ("pronoun", "person", "kg", 1, 0, 0),
    ]


@pytest.mark.parametrize(
    ("given", "name", "kind", "right"),
    [
        ("Jane Doe", "Doe", "person", True),
        ("Doe", "Ms. Jane Doe", "person", True),
        ("John Doe", "Jane Doe", "person", False),
        ("Jane", "Jane Doe", "person", False),
        ("World Bank", "the World Bank", "organization", True),
        ("University of Oslo", "University", "organization", True),
        ("University of Oslo", "University of Bergen", "organization", False),
    ],
)
def test_what_somebody_is_called(given: str, name: str, kind: str, right: bool) -> None:
    assert is_called(given, name, kind) is right
