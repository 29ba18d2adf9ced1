"""`kg correct`, and builds that apply what it wrote: as a person types them, on the five articles."""

import csv
import io
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg import open as open_dataset
from kg.cli.main import app
from kg.errors import KgError
from kg.graph.store import open_store
from kg.graph.validation import validate_source
from kg.graph.vocabulary import CORRECTIONS_GRAPH, node
from kg.pipeline import RECORDS_NAME, BuildOptions, Summary, build, update
from tests.cli.test_commands import kg
from tests.conftest import ROOT, raise_error
from tests.with_sparql import select

CITE = "seeds/001_e2a5421fd2ec2f6f.txt:790-974"
SAID = "If any harm comes to our soldiers"
SPEAKER_OF = """
SELECT ?id ?speaker WHERE {
  ?statement a asg:Statement ; schema:text ?text .
  BIND(STRAFTER(STR(?statement), "/statement/") AS ?id)
  OPTIONAL { ?statement prov:wasAttributedTo/schema:name ?speaker }
  FILTER(STRSTARTS(?text, "If any harm comes to our soldiers"))
}
"""


@pytest.fixture
def output(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own with the graph of the five articles, to be built again from where they stand."""
    monkeypatch.chdir(ROOT)
    return Path(shutil.copytree(built, tmp_path / "output"))


def correct(folder: Path, *arguments: str) -> tuple[int, str]:
    """Exit code and message of `kg correct`."""
    result = CliRunner().invoke(app, ["correct", *arguments, "--output", str(folder), "--by", "Ann"])
    if isinstance(result.exception, KgError):
        return result.exception.exit_code, str(result.exception)
    return result.exit_code, result.stderr


def rebuilt(folder: Path, errors: list[KgError] | None = None, corrections: Path | None = None) -> Summary:
    on_error = raise_error if errors is None else errors.append
    return build(["seeds"], folder, options=BuildOptions(corrections=corrections), on_error=on_error)


def speaker(folder: Path) -> str:
    (row,) = select(open_dataset(folder), SPEAKER_OF)
    return str(row["speaker"] or "")


def statement_id(folder: Path) -> str:
    (row,) = select(open_dataset(folder), SPEAKER_OF)
    return str(row["id"])


def ask(folder: Path, query: str) -> bool:
    return select(open_dataset(folder), f"ASK {{ {query} }}").rows == [(True,)]


def test_one_actor_is_another_one(output: Path) -> None:
    code, message = correct(output, "same-actor", "Akar", "erdogan", "--note", "a try")
    assert code == 0
    assert message == (
        f"{output}/corrections.csv, line 2: Hulusi Akar (hulusi-akar) is Recep Tayyip Erdogan "
        "(recep-tayyip-erdogan). The next “kg build” applies it.\n"
    )
    assert ask(output, '?statement prov:wasAttributedTo/schema:name "Hulusi Akar"')
    before = rebuilt(output).statements
    assert not ask(output, '?statement prov:wasAttributedTo/schema:name "Hulusi Akar"')
    assert not ask(output, f"{node('actor', 'hulusi-akar')} schema:name ?name")
    assert "hulusi-akar" not in (output / RECORDS_NAME).read_text(encoding="utf-8")
    listed = kg("statements", "--speaker", "Hulusi Akar", "-f", "csv", "-o", str(output))
    assert {row["speaker"] for row in csv.DictReader(io.StringIO(listed.stdout))} == {"Recep Tayyip Erdogan"}
    (output / "corrections.csv").unlink()
    assert rebuilt(output).statements == before
    assert ask(output, '?statement prov:wasAttributedTo/schema:name "Hulusi Akar"')


def test_a_statement_is_anothers_by_its_place_or_its_identifier(output: Path) -> None:
    assert speaker(output) == "Recep Tayyip Erdogan"
    assert correct(output, "speaker", CITE, "Oktay")[0] == 0
    rebuilt(output)
    assert speaker(output) == "Fuat Oktay"
    assert correct(output, "speaker", statement_id(output), "fuat-oktay") == (
        2,
        f"{output}/corrections.csv, line 2, already says this.",
    )


def test_a_speaker_whom_the_graph_does_not_have(output: Path) -> None:
    code, message = correct(output, "speaker", CITE, "李娜")
    assert (code, message) == (
        2,
        "Nothing in the graph is called “李娜”. For a person who is not in the graph, use --new.",
    )
    assert correct(output, "speaker", CITE, "李娜", "--new")[0] == 0
    rebuilt(output)
    assert speaker(output) == "李娜"
    assert correct(output, "speaker", CITE, "Fuat Oktay", "--new") == (
        2,
        "The graph has Fuat Oktay (fuat-oktay); leave out --new if that is who said it.",
    )
    assert "looks like an identifier" in correct(output, "speaker", CITE, "jane", "--new")[1]


def test_a_speaker_who_is_not_named(output: Path) -> None:
    assert correct(output, "speaker", CITE, "Oktay", "--none") == (
        2,
        "Give the speaker, or --none if nobody is named.",
    )
    code, message = correct(output, "speaker", CITE, "--none")
    assert code == 0
    assert f"line 2: nobody is named who said “{SAID}" in message
    rebuilt(output)
    assert speaker(output) == ""


def test_a_statement_and_a_position_are_added(output: Path) -> None:
    path = "seeds/001_e2a5421fd2ec2f6f.txt"
    text = (ROOT / path).read_text(encoding="utf-8")
    words = " ".join(text[900:].split()[2:6])
    source = text.split()[:2]
    arguments = ["add-statement", "001_e2a5421fd2ec2f6f", words, "--source", " ".join(source)]
    code, message = correct(output, *arguments, "--speaker", "Oktay")
    assert code == 0, message
    assert f"line 2: “{words}” is a statement of {path}. The next" in message
    assert f"line 3: Fuat Oktay (fuat-oktay) said “{words}”. The next" in message
    assert correct(output, *arguments)[0] == 2
    rebuilt(output)
    (one,) = (own for own in open_dataset(output).statements() if own.by_hand == "added")
    assert (one.text, one.speaker, one.reviewed_by) == (words, "Fuat Oktay", "Ann")
    assert correct(output, *arguments) == (2, "These words are a statement already; correct that one.")
    assert correct(output, "add-position", one.id, "SUPPORT") == (2, "Say toward what: --target or --words.")
    assert correct(output, "add-position", one.id, "support", "--target", "erdogan")[0] == 0
    assert correct(output, "add-position", one.id, "REJECT", "--words", words.split()[0])[0] == 0
    rebuilt(output)
    (one,) = (own for own in open_dataset(output).statements() if own.id == one.id)
    assert {(own.act, own.target) for own in one.positions} == {
        ("SUPPORT", "Recep Tayyip Erdogan"),
        ("REJECT", words.split()[0]),
    }
    for wrong, sentence in (
        (["999", words], "The graph has no article “999”; give its path or its identifier."),
        (["seeds", words], "“seeds” can be several; give the identifier of one:"),
        ([path, "no such words"], f"The words “no such words” do not stand in {path}."),
        ([path, "5-9 7-12"], "The words “5-9 7-12” do not stand in"),
        ([path, words, "--new"], "“--new” is for the person whom “--speaker” gives."),
        ([path, "5-9", "--speaker", "Nobody Whosoever"], "For a person who is not in the graph, use --new."),
    ):
        code, message = correct(output, "add-statement", *wrong)
        assert (code, sentence in message) == (2, True), message


def test_the_kind_the_saying_and_the_cue(output: Path) -> None:
    assert correct(output, "kind", CITE) == (2, "Say what is right of it: KIND, --unsaid or --said.")
    assert correct(output, "kind", CITE, "speech") == (
        2,
        "The statement is “speech” already; if that is right, accept it.",
    )
    assert correct(output, "cue", CITE, "says so loudly")[0] == 2
    code, message = correct(output, "kind", CITE, "attitude", "--unsaid", "refused")
    assert (code, f"line 2: “{SAID}" in message, "is not said (refused). The next" in message) == (
        0,
        True,
        True,
    )
    code, message = correct(output, "cue", CITE, "this week")
    assert (code, "is reported by “this week”." in message) == (0, True), message
    rebuilt(output)
    said = next(one for one in open_dataset(output).statements(kind="all", unsaid="all") if one.cite == CITE)
    assert (said.kind, said.unsaid, said.cue, said.by_hand) == (
        "attitude",
        "refused",
        "this week",
        "corrected",
    )
    assert correct(output, "kind", CITE, "act")[1].startswith("Not written, because it contradicts")


def test_what_is_added_has_a_kind_and_a_cue_and_tells_of_others(output: Path) -> None:
    """“Turkey has fulfilled …”, Vice President Fuat Oktay said on Saturday: the nearest “said” is his."""
    words = "its de-escalation agreements with Russia and Iran"
    options = ["--speaker", "Oktay", "--cue", "said", "--kind", "act", "--unsaid", "future"]
    code, message = correct(output, "add-statement", "001_e2a5421fd2ec2f6f", words, *options)
    assert code == 0, message
    rebuilt(output)
    (one,) = (
        own for own in open_dataset(output).statements(kind="all", unsaid="all") if own.by_hand == "added"
    )
    assert (one.text, one.kind, one.unsaid, one.cue) == (words, "act", "future", "said")
    told = ["add-position", one.id, "support", "--target", "Erdogan", "--holder"]
    assert correct(output, *told, "Erdogan") == (
        2,
        "Recep Tayyip Erdogan is the holder, and nobody takes a position toward themselves.",
    )
    assert correct(output, *told, "Oktay")[1].startswith("Fuat Oktay is the speaker, and takes the position")
    assert correct(output, *told, "Russian government")[0] == 0
    rebuilt(output)
    whose = f"asg:expressedIn {node('statement', one.id)} ; asg:holder {node('actor', 'russian-government')}"
    assert ask(output, f'?p {whose} ; asg:layer "content" ; asg:byHand "added"')
    assert [one for part in validate_source(output) for one in part.findings] == []


def test_what_is_no_statement_is_gone(output: Path) -> None:
    before = rebuilt(output).statements
    identifier = statement_id(output)
    assert correct(output, "not-a-statement", CITE)[0] == 0
    assert rebuilt(output).statements == before - 1
    assert SAID not in (output / RECORDS_NAME).read_text(encoding="utf-8")
    assert not ask(output, f"{node('statement', identifier)} a asg:Statement")
    code, message = correct(output, "not-a-statement", CITE)
    assert (code, message) == (
        2,
        f"The graph has no statement “{CITE}”; give the “id” of a record or the “cite” of a table.",
    )


def test_actors_and_agreements_get_other_names_and_keep_their_old_ones(output: Path) -> None:
    assert correct(output, "rename", "Cavusoglu", "Mevlüt Çavuşoğlu")[0] == 0
    assert correct(output, "rename", "Sochi deal", "Сочи")[0] == 0
    rebuilt(output)
    assert ask(output, f'{node("actor", "mevlut-cavusoglu")} schema:name "Mevlüt Çavuşoğlu"')
    assert ask(output, '?a a asg:Agreement ; schema:name "Сочи" ; schema:alternateName "Sochi memorandum"')
    assert not ask(output, '?a schema:name "Mevlut Cavusoglu"')


def test_two_agreements_are_one(output: Path) -> None:
    assert correct(output, "same-agreement", "Sochi deal", "sochi-memorandum-2018") == (
        2,
        "“Sochi deal” and “sochi-memorandum-2018” are the same agreement already: Sochi memorandum "
        "(sochi-memorandum-2018).",
    )
    code, message = correct(output, "same-agreement", "12-january-cease-fire", "Astana process")
    assert (code, "12 January cease-fire (12-january-cease-fire) is Astana process" in message) == (0, True)
    rebuilt(output)
    assert not ask(output, f"{node('agreement', '12-january-cease-fire')} schema:name ?name")
    assert ask(output, '?a schema:name "Astana process" ; schema:alternateName "12 January cease-fire"')
    assert [one for part in validate_source(output) for one in part.findings] == []


def test_who_corrected_what_and_when_is_in_a_graph_of_its_own(output: Path) -> None:
    assert correct(output, "speaker", CITE, "Oktay", "--note", "He said, “no”")[0] == 0
    assert correct(output, "same-actor", "Akar", "Cavusoglu")[0] == 0
    rebuilt(output)
    today = datetime.now(UTC).strftime("%Y-%m-%dT")
    graph = f"GRAPH {CORRECTIONS_GRAPH}"
    assert ask(
        output,
        f"""{graph} {{
              ?c asg:correctionKind "speaker" ; prov:used ?statement ;
                prov:wasAssociatedWith ?person ; schema:dateCreated ?on ; schema:description "He said, “no”" .
              ?person a prov:Person ; schema:name "Ann" . ?statement prov:wasInfluencedBy ?c
            }}
            ?statement a asg:Statement ; prov:wasAttributedTo/schema:name "Fuat Oktay"
            FILTER(STRSTARTS(STR(?on), "{today}") && datatype(?on) = xsd:dateTime)""",
    )
    assert ask(
        output, f"{graph} {{ ?old prov:wasInvalidatedBy ?c }} ?c asg:correctedTo ?new . ?new a schema:Person"
    )
    listed = kg("query", "corrections", "-f", "csv", "-o", str(output))
    rows = list(csv.DictReader(io.StringIO(listed.stdout)))
    assert sorted((row["correction"], row["object"], row["by"], row["note"]) for row in rows) == [
        ("same-actor", "Mevlut Cavusoglu", "Ann", ""),
        ("speaker", "Fuat Oktay", "Ann", "He said, “no”"),
    ]
    assert any(row["said"].startswith(SAID) for row in rows)


def test_corrections_survive_every_build_and_equal_ones_give_equal_output(output: Path) -> None:
    assert correct(output, "speaker", CITE, "Oktay")[0] == 0
    states = []
    for _ in range(2):
        rebuilt(output)
        quads = sorted(str(quad) for quad in open_store(output))
        states.append((quads, (output / RECORDS_NAME).read_bytes()))
    assert states[0] == states[1]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (
            ["same-actor", "Turkish", "Akar"],
            "“Turkish” can be several; give the identifier of one:\n  turkish-",
        ),
        (["same-actor", "Akarr", "Oktay"], "is called “Akarr”; did you mean Hulusi Akar?"),
        (["same-actor", "Akar", "Nobody Known"], "is called “Nobody Known”"),
        (["same-actor", "Q", "Akar"], "is called “Q”"),
        (["same-actor", "Akar", "Hulusi Akar"], "are the same actor already: Hulusi Akar (hulusi-akar)."),
        (["same-actor", "Sochi deal", "Akar"], "is called “Sochi deal”"),
        (["speaker", "st-0", "Akar"], "has no statement “st-0”"),
        (["speaker", "seeds/nothing.txt:1-2", "Akar"], "has no statement “seeds/nothing.txt:1-2”"),
        (["rename", "Akar", "…"], "“…” is not a name"),
        (["rename", "Akar", "A\nB"], "has a line break or another control character"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_written(
    built: Path, arguments: list[str], reason: str
) -> None:
    code, message = correct(built, *arguments)
    assert code == 2
    assert reason in message
    assert not (built / "corrections.csv").exists()


def test_a_correction_that_does_not_go_with_those_before(output: Path) -> None:
    file = output / "corrections.csv"
    assert correct(output, "same-actor", "Akar", "Oktay")[0] == 0
    written = file.read_bytes()
    assert correct(output, "same-actor", "Oktay", "Akar") == (
        2,
        f"Not written, because it contradicts {file}, line 2: the merges form a cycle: "
        "hulusi-akar into fuat-oktay into hulusi-akar; remove one of them.",
    )
    assert correct(output, "same-actor", "Akar", "Cavusoglu")[0] == 2
    assert file.read_bytes() == written
    file.write_bytes(written + b"nonsense\n")
    code, message = correct(output, "same-actor", "Celik", "Oktay")
    assert code == 3
    assert message.startswith(
        f"Not written, because the file has an error; fix it first. {file}, line 3: it has 1"
    )


def test_a_build_names_what_no_longer_fits_and_builds_the_rest(output: Path) -> None:
    file = output / "mine.csv"
    file.write_text(
        "correction,subject,object,by,on,note\n"
        "not-a-statement,st-0000000000000000,,Ann,2026-11-23,\n"
        "same-actor,hulusi-akar,fuat-oktay,Ann,2026-11-23,\n"
        "same-actor,hulusi-acar,fuat-oktay,Ann,2026-11-23,\n",
        encoding="utf-8",
    )
    result = kg("build", "seeds", "--output", str(output), "--corrections", str(file))
    assert result.returncode == 3
    assert (
        f"kg: {file}, line 2: there is no statement st-0000000000000000; "
        "its article may have changed. Remove or change the line.\n"
    ) in result.stderr
    assert f"kg: {file}, line 4: no actor has the identifier “hulusi-acar”; the nearest is" in result.stderr
    assert not ask(output, f"{node('actor', 'hulusi-akar')} schema:name ?name")
    errors: list[KgError] = []
    assert rebuilt(output, errors, file).corrections == 1
    assert len(errors) == 2


def test_a_correction_of_a_statement_whose_article_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    article, folder = Path("a.txt"), Path("output")
    article.write_text("Brown said that the vote would be repeated.\n", encoding="utf-8")
    build(["a.txt"], folder, on_error=raise_error)
    assert correct(folder, "speaker", "a.txt:11-42", "Jane Doe", "--new")[0] == 0
    assert '"name": "Jane Doe"' not in (folder / RECORDS_NAME).read_text(encoding="utf-8")
    build(["a.txt"], folder, on_error=raise_error)
    assert '"name": "Jane Doe"' in (folder / RECORDS_NAME).read_text(encoding="utf-8")
    article.write_text("Brown said that the vote would not be repeated.\n", encoding="utf-8")
    errors: list[KgError] = []
    build(["a.txt"], folder, on_error=errors.append)
    assert len(errors) == 1
    assert f"{folder / 'corrections.csv'}, line 2: there is no statement st-" in str(errors[0])
    assert '"name": "Brown"' in (folder / RECORDS_NAME).read_text(encoding="utf-8")
    assert not ask(folder, "?correction asg:correctionKind ?kind")


def test_a_file_that_cannot_be_read_leaves_the_graph_as_it_was(output: Path) -> None:
    missing = output / "missing.csv"
    result = kg("build", "seeds", "--output", str(output), "--corrections", str(missing))
    assert result.returncode == 3
    assert result.stderr == f"kg: The corrections {missing} cannot be read: No such file or directory.\n"
    assert speaker(output) == "Recep Tayyip Erdogan"


def test_a_statement_is_accepted_has_other_words_and_another_agreement(output: Path) -> None:
    code, message = correct(output, "accept", CITE)
    assert (code, "” is right. The next “kg build” applies it." in message) == (0, True)
    words = "If any harm comes to our soldiers in observation posts [in Idlib] or anywhere [in Syria]"
    assert correct(output, "words", CITE, words)[0] == 0
    assert correct(output, "agreement", CITE, "Astana process")[0] == 0
    lines = (output / "corrections.csv").read_text(encoding="utf-8").splitlines()[1:]
    identifier = statement_id(output)
    assert [line.split(",")[:3] for line in lines] == [
        ["statement-accepted", identifier, ""],
        ["statement-words", identifier, "791-879"],
        ["agreement", f"{identifier}/sochi-memorandum-2018", "astana-process"],
    ]
    assert update(output) == []
    (one,) = (row for row in open_dataset(output).statements() if row.id == identifier)
    assert (one.text, one.confidence, one.by_hand) == (words, 1.0, "corrected")
    assert one.agreements == ()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["words", CITE, "what nobody said"], "The words “what nobody said” do not stand in the article of"),
        (["words", CITE, "790-900", "800-974"], "The pieces overlap, or are not in the article."),
        (["words", CITE, "790-99999"], "The pieces overlap, or are not in the article."),
        (["agreement", CITE], "Give the agreement that is meant, or --none."),
        (["agreement", CITE, "Sochi memorandum"], "already."),
        (
            ["agreement", CITE, "--none", "--instead-of", "Astana process"],
            "does not refer to such an agreement",
        ),
    ],
)
def test_corrections_of_a_statement_without_meaning(output: Path, arguments: list[str], reason: str) -> None:
    code, message = correct(output, *arguments)
    assert code == 2
    assert reason in message
    assert not (output / "corrections.csv").exists()
