"""`kg correct position`, and builds that apply what it wrote: an article whose stances are given by hand."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg import open as open_dataset
from kg.errors import KgError
from kg.graph.vocabulary import node
from kg.model import Extraction
from kg.pages.page_writer import write_pages
from kg.pipeline import RECORDS_NAME, build
from kg.questions.tables import Cell
from kg.text.text import Text
from tests.builders_text import add_stances, read_marks
from tests.cli.test_commands import kg
from tests.cli.test_correct import ask, correct
from tests.conftest import raise_error
from tests.with_sparql import exact_words

Stance = tuple[str | None, str, str, str]

MARKED = (
    "<Ana Gervasi> [said] {that Chile had broken the Paris Agreement and that the blockade of the port had "
    "to end}. |<Luis Soto> [said] {that Chile was right}."
)

NAMES = {"Ana Gervasi": "person", "Luis Soto": "person", "Chile": "place"}
CITE, OF_SOTO = "a.txt:17-103", "a.txt:120-140"
ACCUSES: Stance = (None, "ACCUSE", "opposes", "Chile")
REJECTS: Stance = (None, "REJECT", "opposes", "the blockade")
CHILE, PACT = "Chilean government", "Paris Agreement"


class Reader:
    """What the models read in the article, given by hand; other articles have nothing."""

    def __init__(self, *stances: Stance) -> None:
        self.stances = stances
        self.article, extraction = read_marks(MARKED, NAMES)
        texts = (
            " … ".join(span.of(self.article.raw) for span in one.content) for one in extraction.attributions
        )
        self._attributions = tuple(
            replace(one, text=words) for one, words in zip(extraction.attributions, texts, strict=True)
        )
        self._names = extraction.names

    def __call__(self, text: Text, *, threads: int = 1) -> Extraction:
        if text.raw != self.article.raw:
            return Extraction((), ())
        return add_stances(text, Extraction(self._attributions, self._names), self.stances)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    reader = Reader(ACCUSES, REJECTS)
    monkeypatch.setattr("kg.pipeline.extract_article", reader)
    return reader


@pytest.fixture
def output(reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the graph of the article."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(reader.article.raw, encoding="utf-8")
    rebuilt()
    return Path("output")


def rebuilt(errors: list[KgError] | None = None, *paths: str) -> None:
    on_error = raise_error if errors is None else errors.append
    build(["a.txt", *paths], Path("output"), on_error=on_error)


def target_words(folder: Path, position: str) -> set[str]:
    """The words that say what a position is toward, as its description quotes them."""
    one = node("position", position)
    query = f"CONSTRUCT {{ {one} asg:targetEvidence ?place }} WHERE {{ {one} asg:targetEvidence ?place }}"
    return exact_words(open_dataset(folder), query)


def rows(**filters: Any) -> list[dict[str, Cell]]:
    """The positions of the graph, by holder and target."""
    return list(open_dataset(Path("output")).positions(**filters, min_confidence=0))


def identifier(target: str, actor: str = "Ana Gervasi") -> str:
    (found,) = (row["position"] for row in rows(actor=actor) if row["target"] == target)
    return str(found)


def stands(target: str) -> tuple[Cell, ...]:
    """Act, polarity, confidence and what people did of the position of Ana Gervasi toward `target`."""
    (one,) = (row for row in rows(actor="Ana Gervasi") if row["target"] == target)
    return tuple(one[column] for column in ("act", "polarity", "confidence", "by_hand"))


def test_without_more_all_positions_are_listed(output: Path, reader: Reader) -> None:
    result = kg("correct", "position", CITE, "-o", str(output.resolve()))
    assert result.returncode == 0
    assert "its positions; give the “position” of one as POSITION" in result.stderr
    head, *lines = (line.split() for line in result.stdout.splitlines() if line.split())
    assert head[:4] == ["position", "holder", "act", "polarity"]
    assert {identifier(CHILE), identifier("the blockade")} <= {line[0] for line in lines}


def test_a_statement_without_positions(output: Path, reader: Reader) -> None:
    reader.stances = ()
    (output / "ledger.sqlite").unlink()
    rebuilt()
    message = "“that Chile was right” has no position in the graph."
    assert correct(output, "position", OF_SOTO) == (1, f"{message}\n")
    assert correct(output, "position", OF_SOTO, "--accept") == (2, message)


def test_accepted(output: Path) -> None:
    assert stands(CHILE) == ("ACCUSE", "opposes", 0.873, None)
    position = identifier(CHILE)
    code, message = correct(output, "position", CITE, position, "--accept")
    assert (code, message) == (
        0,
        f"{output}/corrections.csv, line 2: {position}: Ana Gervasi, ACCUSE, opposes Chilean government is "
        "right. The next “kg build” applies it.\n",
    )
    assert f"\nposition-accepted,st-1/{position},,Ann," in (output / "corrections.csv").read_text("utf-8")
    rebuilt()
    assert stands(CHILE) == ("ACCUSE", "opposes", 1.0, "accepted")
    assert stands("the blockade") == ("REJECT", "opposes", 0.9, None)
    assert correct(output, "position", CITE, position, "--accept") == (
        2,
        f"{output}/corrections.csv, line 2, already says this.",
    )


def test_pages_say_that_it_is_accepted(output: Path) -> None:
    assert correct(output, "position", CITE, identifier(CHILE), "--accept")[0] == 0
    rebuilt()
    write_pages(output)
    (article,) = (output / "articles").glob("a-*.html")
    for page in (article, output / "actors" / "ana-gervasi.html", output / "positions.html"):
        assert page.read_text(encoding="utf-8").count("accepted by hand") == 1


def test_the_target_is_an_agreement(output: Path) -> None:
    position = identifier(CHILE)
    assert correct(output, "position", CITE, position, "--target", "Paris accord")[0] == 0
    rebuilt()
    assert stands(PACT) == ("ACCUSE", "opposes", 1.0, "corrected")
    assert identifier(PACT) == position
    assert ask(
        output,
        f"""VALUES ?position {{ {node("position", position)} }}
            ?position asg:target/schema:name "Paris Agreement" ; prov:wasInfluencedBy ?correction ;
              asg:expressedIn/prov:wasQuotedFrom/^prov:used ?reading .
            ?correction asg:correctionKind "position-target" ; prov:used ?position ;
              asg:correctedIdentifier "st-1/{position}" ; asg:correctedTo ?agreement .
            ?agreement a asg:Agreement""",
    )
    assert target_words(output, position) == {"Chile"}
    with (output / RECORDS_NAME).open(encoding="utf-8") as file:
        first = json.loads(file.readline())["positions"][0]
    assert first["target"] == {
        "id": "paris-agreement-2015",
        "name": "Paris Agreement",
        "mention": {"start": 22, "end": 27, "text": "Chile"},
    }


def test_the_target_is_a_course_of_action_and_the_polarity_another(output: Path) -> None:
    position = identifier("the blockade")
    arguments = ("--words", "blockade of the port", "--polarity", "supports")
    code, message = correct(output, "position", CITE, position, *arguments)
    assert code == 0
    assert message == (
        f"{output}/corrections.csv, line 2: {position}: Ana Gervasi, REJECT, opposes the blockade has the "
        "polarity supports, and its act SUPPORT. The next “kg build” applies it.\n"
        f"{output}/corrections.csv, line 3: {position}: Ana Gervasi, REJECT, opposes the blockade is toward "
        "“blockade of the port”. The next “kg build” applies it.\n"
    )
    rebuilt()
    assert stands("blockade of the port") == ("SUPPORT", "supports", 1.0, "corrected")
    assert [row["target"] for row in rows(on="the blockade")] == ["blockade of the port"]
    assert target_words(output, position) == {"blockade of the port"}


def test_there_is_none(output: Path) -> None:
    """The only position of a statement needs no identifier."""
    position = identifier(CHILE, actor="Luis Soto")
    assert correct(output, "position", OF_SOTO, "--none", "--note", "he agrees, “of course”")[0] == 0
    rebuilt()
    assert rows(actor="Luis Soto") == []
    assert len(rows()) == 2
    listed = open_dataset(output).query("corrections")
    assert [(row["correction"], row["subject"], row["said"], row["note"]) for row in listed] == [
        ("not-a-position", f"st-2/{position}", "that Chile was right", "he agrees, “of course”")
    ]
    assert ask(output, "?position prov:wasInvalidatedBy ?correction")


def test_corrections_hold_when_entities_are_merged_renamed_and_articles_added(output: Path) -> None:
    position = identifier(CHILE)
    assert correct(output, "position", CITE, position, "--accept")[0] == 0
    assert correct(output, "same-actor", "Chilean government", "Luis Soto")[0] == 0
    assert correct(output, "rename", "Luis Soto", "President Soto")[0] == 0
    Path("b.txt").write_text("The harbour was quiet on Monday.\n", encoding="utf-8")
    rebuilt(None, "b.txt")
    assert stands("President Soto") == ("ACCUSE", "opposes", 1.0, "accepted")
    assert identifier("President Soto") == position


def test_the_article_is_read_again(output: Path, reader: Reader) -> None:
    """The same reading keeps the correction; one without the position reports it."""
    position = identifier(CHILE)
    assert correct(output, "position", CITE, position, "--polarity", "mixed")[0] == 0
    (output / "ledger.sqlite").unlink()
    rebuilt()
    assert stands(CHILE) == ("ACCUSE", "mixed", 1.0, "corrected")
    reader.stances = ((None, "THREATEN", "opposes", "Chile"), REJECTS)
    (output / "ledger.sqlite").unlink()
    errors: list[KgError] = []
    rebuilt(errors)
    assert [str(one) for one in errors] == [
        f"{output}/corrections.csv, line 2: the statement st-1 has no position {position}; it may be read "
        "otherwise now. “kg correct position st-1” lists those that it has. Remove or change the line."
    ]
    assert stands(CHILE) == ("THREATEN", "opposes", 0.873, None)


def test_equal_corrections_give_equal_output(output: Path) -> None:
    assert correct(output, "position", CITE, identifier(CHILE), "--target", PACT)[0] == 0
    states = []
    for _ in range(2):
        rebuilt()
        states.append((rows(), (output / RECORDS_NAME).read_bytes()))
    assert states[0] == states[1]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (
            [CITE, "--accept"],
            "The statement has several positions; give the identifier of one as POSITION:\n",
        ),
        ([CITE, "po-0", "--accept"], "The statement has no position “po-0”; give the identifier of one"),
        (
            [OF_SOTO, "--accept", "--none"],
            "Say one thing of the position: --accept, --none, or what is right",
        ),
        ([OF_SOTO, "--target", "Soto", "--words", "Chile"], "Say one thing of the position"),
        ([OF_SOTO, "--accept", "--polarity", "mixed"], "Say one thing of the position"),
        ([OF_SOTO, "po-0"], "Say one thing of the position"),
        ([OF_SOTO, "--polarity", "opposes"], "its polarity is this already; if it is right, use --accept."),
        ([OF_SOTO, "--target", "Chile"], "its target is this already; if it is right, use --accept."),
        ([OF_SOTO, "--target", "Luis Soto"], "is the holder, and nobody takes a position toward themselves."),
        (
            [OF_SOTO, "--target", "the blockade"],
            "is called “the blockade”. For a course of action, give words",
        ),
        (
            [OF_SOTO, "--words", "the blockade"],
            "The words “the blockade” do not stand in “that Chile was right”",
        ),
        ([OF_SOTO, "--words", " "], "The words “ ” do not stand in"),
        (["a.txt:1-2", "--accept"], "has no statement “a.txt:1-2”"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_written(
    output: Path, arguments: list[str], reason: str
) -> None:
    code, message = correct(output, "position", *arguments)
    assert code == 2
    assert reason in message
    assert not (output / "corrections.csv").exists()


def test_a_correction_that_does_not_go_with_those_before(output: Path) -> None:
    file, position = output / "corrections.csv", identifier(CHILE)
    assert correct(output, "position", CITE, position, "--polarity", "mixed")[0] == 0
    written = file.read_bytes()
    assert correct(output, "position", CITE, position, "--none") == (
        2,
        f"Not written, because it contradicts {file}, line 2: st-1/{position} cannot be all of "
        "“not-a-position” and “position-polarity mixed”; keep one of them.",
    )
    # Of two claims in one command none is written.
    arguments = ("--polarity", "supports", "--target", PACT)
    assert correct(output, "position", CITE, position, *arguments)[0] == 2
    code, message = correct(output, "not-a-statement", CITE)
    assert code == 2
    assert f"line 2: st-1/{position} is a position of what is “not-a-statement”; keep one of them." in message
    assert file.read_bytes() == written
