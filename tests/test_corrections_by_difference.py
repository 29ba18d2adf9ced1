"""Corrections and an authority file, changed between builds, give the graph of one build from scratch."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import pipeline
from kg.archive.corrections.correction_file import HEADER
from kg.archive.index import ArchiveIndex
from kg.errors import KgError
from kg.folder_check import check_folder
from kg.model import Agreement, AgreementMention, Article, ArticleReading, Polarity, Role
from kg.text.article_files import article_id
from tests.builders import Held, find, make_reading, make_statement, person
from tests.with_fake_reader import Content, content_of, extract_lines

TEXTS = (
    "Ana Prado: Karl Lund is wrong about the ferry\nLuis Prado: the ferry will run again on Monday",
    "Prado: Karl Lund is wrong about the lighthouse",
    "Karl Lund: Ana Prado has asked nobody about the lighthouse\nAna Prado: Karl Lund is a nobody",
    "Rosa Prado: the ferry will run again on Monday",
    "Karl Lund: Karl Lund is nobody, and the ferry will run again on Monday",
)
FERRY, LIGHTHOUSE, ASKED, MONDAY, NOBODY = (article_id(text) for text in TEXTS)
ON_FERRY, ON_ASKED, ON_NOBODY = (f"st-{one}-0/po-{one}-0" for one in (FERRY, ASKED, NOBODY))
# “nobody” of the third article, and “again” of the second line of the first.
IN_ASKED = ("statement-added", "st-added-1", f"{ASKED} 31-37")
IN_FERRY = ("statement-added", "st-added-2", f"{FERRY} 77-82")
CORRECTIONS = (
    ("rename", "karl-lund", "Karl A. Lund"),
    ("rename", "ana-prado", "Ana P."),
    ("rename", "jane-doe", "Jane D."),
    ("same-actor", "luis-prado", "ana-prado"),
    ("same-actor", "rosa-prado", "luis-prado"),
    ("same-actor", "prado", "karl-lund"),
    ("speaker", f"st-{MONDAY}-0", "Jane Doe"),
    ("speaker", f"st-{LIGHTHOUSE}-0", "luis-prado"),
    ("speaker", f"st-{ASKED}-1", "jane-doe"),
    ("not-a-statement", f"st-{FERRY}-1", ""),
    ("statement-accepted", f"st-{ASKED}-1", ""),
    ("statement-words", f"st-{LIGHTHOUSE}-0", "7-25"),
    ("position-target", ON_FERRY, "luis-prado"),
    ("position-polarity", ON_FERRY, "supports"),
    ("position-target", ON_NOBODY, "ana-prado"),
    ("position-words", ON_ASKED, "the lighthouse"),
    ("not-a-position", ON_ASKED, ""),
    ("unnamed-speaker", f"st-{MONDAY}-0", ""),
    IN_ASKED,
    IN_FERRY,
    ("speaker", "st-added-1", "luis-prado"),
    ("speaker", "st-added-2", "rosa-prado"),
    ("statement-accepted", "st-added-2", ""),
    ("position-added", f"st-{FERRY}-1/po-new", "SUPPORT karl-lund"),
    ("position-added", "st-added-1/po-new", "REJECT ana-prado"),
    ("position-polarity", "st-added-1/po-new", "mixed"),
    ("position-added", f"st-{MONDAY}-0/po-told", "by karl-lund SUPPORT ana-prado"),
    ("statement-kind", f"st-{FERRY}-0", "act"),
    ("statement-kind", "st-added-2", "attitude"),
    ("statement-unsaid", f"st-{FERRY}-0", "said"),
    ("statement-unsaid", f"st-{NOBODY}-0", "refused"),
    ("statement-cue", f"st-{NOBODY}-0", "9-10"),
    ("statement-cue", "st-added-1", "0-4"),
)
# What the articles speak of, by the words that mean it.
AGREEMENTS = {
    "the ferry": Agreement("ferry-deal", "Ferry deal", "deal"),
    "the lighthouse": Agreement("lighthouse-pact", "Lighthouse pact", "pact"),
    "Monday": Agreement("monday-truce", "Monday truce", "truce"),
}
OF_AGREEMENTS = (
    ("same-agreement", "ferry-deal", "lighthouse-pact"),
    ("same-agreement", "lighthouse-pact", "monday-truce"),
    ("same-agreement", "monday-truce", "ferry-deal"),
    ("same-agreement", "ferry-deal", "monday-truce"),
    ("rename", "lighthouse-pact", "Pact of the Light"),
    ("rename", "monday-truce", "Truce of Monday"),
    ("agreement", f"st-{FERRY}-1/ferry-deal", "lighthouse-pact"),
    ("agreement", f"st-{FERRY}-1/lighthouse-pact", "monday-truce"),
    ("not-the-agreement", f"st-{MONDAY}-0/ferry-deal", ""),
    ("position-target", ON_FERRY, "ferry-deal"),
    ("position-target", ON_NOBODY, "lighthouse-pact"),
    ("position-added", f"st-{MONDAY}-0/po-told", "by ana-prado REJECT lighthouse-pact"),
    IN_FERRY,
)
ENTRIES = (
    "Q1,Ana Prado,Spanish politician,,",
    "Q2,Karl Lund;Karl A. Lund,Norwegian minister,,",
    "Q3,Ana Prado,Spanish novelist,,",
    "Q4,Luis Prado,,,",
)


class Step(NamedTuple):
    """What happens before a build: paths with new texts or without, other corrections, another table."""

    texts: dict[str, str | None]
    corrections: list[tuple[str, ...]] | None
    authority: list[str] | None


def steps_of(corrections: Sequence[tuple[str, ...]]) -> st.SearchStrategy[list[Step]]:
    """Steps with some of these corrections."""
    step = st.builds(
        Step,
        st.dictionaries(st.sampled_from("abcd"), st.none() | st.sampled_from(TEXTS), max_size=2),
        st.none() | st.lists(st.sampled_from(corrections), max_size=5, unique=True),
        st.none() | st.lists(st.sampled_from(ENTRIES), max_size=3, unique=True),
    )
    return st.lists(step, min_size=1, max_size=4)


def resolve(article: Article, *others: Any) -> ArticleReading:
    """What the lines of `article` say; who names Karl Lund or Ana Prado opposes them."""
    statements = []
    for number, said in enumerate(article.text.splitlines()):
        who, _, words = said.partition(": ")
        targets = [name for name in ("Karl Lund", "Ana Prado") if words.startswith(name)]
        held = [Held("ACCUSE", Polarity.OPPOSES, name, person(name)) for name in targets]
        one = make_statement(article, words, person(who), *held, id=f"st-{article.id}-{number}")
        positions = tuple(replace(own, id=f"po-{article.id}-{number}") for own in one.positions)
        spans = {name: find(article, name, one.content[0].start) for name in AGREEMENTS if name in words}
        agreements = tuple(AgreementMention(span, name, AGREEMENTS[name]) for name, span in spans.items())
        statements.append(replace(one, positions=positions, agreements=agreements))
    ana = person("Ana Prado")
    roles = [(ana, Role("politician", find(article, ana.name)))] if ana.name in article.text else []
    return make_reading(article, *statements, roles=tuple(roles))


class Archive:
    """A folder to which articles come and go, with a file of corrections and an authority file."""

    def __init__(self, folder: Path) -> None:
        self.there: dict[str, str] = {}
        self.folder, self.corrections = folder, folder / "corrections.csv"
        self.authority: Path | None = None
        self.correct([])
        (folder / "in").mkdir()

    def correct(self, claims: Sequence[tuple[str, ...]]) -> None:
        with self.corrections.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADER, *((*claim, "Ann", "2026-11-23", "") for claim in claims)])

    def describe(self, entries: Sequence[str] | None) -> None:
        self.authority = None
        if entries is not None:
            self.authority = self.folder / "people.csv"
            self.authority.write_text("\n".join(["identifier,names,description,from,to", *entries]), "utf-8")

    def put(self, texts: dict[str, str | None]) -> list[str]:
        """Write and remove articles; the paths of those that are new or changed."""
        for name, text in texts.items():
            path = self.path(name)
            if text is None:
                self.there.pop(name, None)
                path.unlink(missing_ok=True)
            else:
                self.there[name] = text
                path.write_text(text, "utf-8")
        return [str(self.path(name)) for name, text in texts.items() if text is not None]

    def path(self, name: str) -> Path:
        return self.folder / "in" / f"{name}.txt"

    def build(self, output: str = "out") -> tuple[pipeline.Summary, list[str]]:
        """Build all articles; the counts, and what was told."""
        errors: list[KgError] = []
        paths = [str(self.path(name)) for name in sorted(self.there)]
        summary = pipeline.build(
            paths,
            self.folder / output,
            options=pipeline.BuildOptions(corrections=self.corrections, authority=self.authority, prune=True),
            on_error=errors.append,
        )
        return summary, sorted(map(str, errors))

    def content(self, output: str = "out") -> Content:
        return content_of(self.folder / output)


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles are read without models."""
    monkeypatch.setattr("kg.pipeline.extract_article", extract_lines)
    monkeypatch.setattr("kg.pipeline.resolve", resolve)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An archive with all texts, built once."""
    found = Archive(tmp_path)
    found.put(dict(zip("abcde", TEXTS, strict=True)))
    found.build()
    return found


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps_of((*CORRECTIONS, *OF_AGREEMENTS)))
def test_steps_make_no_difference(steps: list[Step], tmp_path_factory: pytest.TempPathFactory) -> None:
    go(steps, tmp_path_factory.mktemp("steps"))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps_of(OF_AGREEMENTS))
def test_merged_agreements_make_no_difference(
    steps: list[Step], tmp_path_factory: pytest.TempPathFactory
) -> None:
    go(steps, tmp_path_factory.mktemp("steps"))


def go(steps: list[Step], folder: Path) -> None:
    """Build after each step; then the graph is that of one build of the last state from scratch."""
    archive = Archive(folder)
    archive.put({"e": TEXTS[0]})
    for step in steps:
        archive.put(step.texts)
        if step.corrections is not None:
            archive.correct(step.corrections)
        archive.describe(step.authority)
        summary, errors = archive.build()
    fresh, told = archive.build("fresh")
    assert archive.content() == archive.content("fresh")
    assert (errors, summary.corrections) == (told, fresh.corrections)
    assert [one.problem for one in check_folder(archive.folder / "out") if one.problem] == []


def written_by(archive: Archive, *claims: tuple[str, ...]) -> int:
    """How many articles a build with these corrections writes; none has an error."""
    archive.correct(claims)
    summary, errors = archive.build()
    assert errors == []
    return summary.written


def test_only_the_articles_that_a_change_concerns_are_written(archive: Archive) -> None:
    # Karl Lund is in four articles, Luis Prado in one.
    rename, merge = ("rename", "karl-lund", "Karl A. Lund"), ("same-actor", "luis-prado", "ana-prado")
    assert written_by(archive, rename) == 4
    assert written_by(archive, rename) == 0
    assert written_by(archive, rename, merge) == 1
    assert written_by(archive, merge, rename) == 0
    assert written_by(archive, merge, rename, ("not-a-statement", f"st-{MONDAY}-0", "")) == 1
    assert written_by(archive, rename) == 2
    assert written_by(archive) == 4


def test_a_speaker_who_is_in_no_article_is_corrected(archive: Archive) -> None:
    said, rename = ("speaker", f"st-{MONDAY}-0", "Jane Doe"), ("rename", "jane-doe", "Jane D.")
    assert written_by(archive, said) == 1
    assert written_by(archive, said, rename) == 1
    assert any('"Jane D."' in quad for quad in archive.content()[0])


def test_only_the_article_to_which_something_is_added_is_written(archive: Archive) -> None:
    said = ("speaker", "st-added-1", "luis-prado")
    assert written_by(archive, IN_ASKED) == 1
    assert written_by(archive, IN_ASKED, said) == 1
    assert written_by(archive, IN_ASKED, said, ("position-added", "st-added-1/po-1", "REJECT ana-prado")) == 1
    assert written_by(archive, IN_ASKED, said, IN_FERRY) == 2
    # Who is said to be another person is so where nothing but what was added is theirs.
    assert written_by(archive, IN_ASKED, said, IN_FERRY, ("rename", "luis-prado", "Luis P.")) == 2
    assert written_by(archive, IN_FERRY) == 2
    archive.put({"a": None})
    assert archive.build()[1] == [
        f"{archive.corrections}, line 2: there is no article {FERRY}; its text may have changed, or it was "
        "removed. Remove or change the line."
    ]


def test_articles_that_come_later_are_corrected(archive: Archive) -> None:
    assert written_by(archive, ("rename", "karl-lund", "Karl A. Lund")) == 4
    archive.put({"f": "Luis Prado: nothing", "g": "Karl Lund: nothing at all"})
    assert archive.build()[0].written == 2
    assert not any('schema.org/name> "Karl Lund"' in quad for quad in archive.content()[0])


def test_unchanged_corrections_read_no_article(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.describe(ENTRIES)
    assert written_by(archive, *CORRECTIONS[:2], *CORRECTIONS[9:12]) > 0
    calls = count_calls(monkeypatch)
    assert archive.build()[0].corrections == 5
    assert calls == []
    archive.put({"f": "Rosa Lima: nothing"})
    archive.build()
    assert set(calls) == {article_id("Rosa Lima: nothing")}


def test_a_correction_that_does_not_fit_is_told_each_time(archive: Archive) -> None:
    archive.correct([("rename", "karl-lun", "Karl")])
    told = [
        f"{archive.corrections}, line 2: no actor or agreement has the identifier “karl-lun”; the nearest is "
        "“karl-lund”. Remove or change the line."
    ]
    assert archive.build()[1] == told
    assert archive.build()[1] == told
    archive.put({"f": "Karl Lun: nothing"})
    assert archive.build()[1] == []


def test_links_follow_the_table(archive: Archive) -> None:
    def linked() -> list[str]:
        return sorted(quad.split()[2] for quad in archive.content()[0] if "owl#sameAs" in quad)

    archive.describe(ENTRIES[:2])
    archive.build()
    item = "<http://www.wikidata.org/entity/{}>".format
    assert linked() == [item("Q1"), item("Q2")]
    archive.describe(ENTRIES[2:])
    archive.build()
    assert linked() == [item("Q3"), item("Q4")]
    archive.describe(None)
    archive.build()
    assert linked() == []


def count_calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A list that gets the article of each reading that is told under the names of all articles."""
    calls: list[str] = []
    renamed = ArchiveIndex.renamed

    def counted(self: ArchiveIndex, reading: ArticleReading) -> ArticleReading:
        calls.append(reading.article.id)
        return renamed(self, reading)

    monkeypatch.setattr(ArchiveIndex, "renamed", counted)
    return calls


def test_only_the_articles_of_a_merged_agreement_are_written(archive: Archive) -> None:
    """Three articles speak of the ferry, two of the lighthouse."""
    merge = ("same-agreement", "lighthouse-pact", "ferry-deal")
    assert written_by(archive, merge) == 2
    assert not any("agreement/lighthouse-pact> " in quad and "mentions" in quad for quad in texts_of(archive))
    # What it is merged into is renamed, and where it is told by hand it is so, too.
    told = ("position-added", f"st-{MONDAY}-0/po-1", "by karl-lund REJECT lighthouse-pact")
    assert written_by(archive, merge, told) == 1
    assert written_by(archive, merge, told, ("rename", "ferry-deal", "Ferry treaty")) == 5
    assert written_by(archive, told) == 5
    assert written_by(archive) == 1


def test_who_is_told_to_hold_a_position_need_not_be_in_the_article(archive: Archive) -> None:
    told = ("position-added", f"st-{MONDAY}-0/po-1", "by luis-prado REJECT ferry-deal")
    assert written_by(archive, told) == 1
    assert written_by(archive, told, ("rename", "luis-prado", "Luis P.")) == 2
    assert written_by(archive, told, ("same-actor", "luis-prado", "ana-prado")) == 2


def texts_of(archive: Archive) -> list[str]:
    """The quads of the graph."""
    return archive.content()[0]
