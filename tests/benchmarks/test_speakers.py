"""The sample of speakers is well formed, and answers are judged as a reader would."""

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.corenlp import Chains, read_chains
from benchmarks.speakers import TYPES, Answer, Row, Verdict, compare, judge, read_sample
from kg.errors import InputError
from kg.model import Span

TEXT = "The Acme bank opposes the plan, Jane Roe said.\n\nShe told reporters that it was late.\n"
ANNOTATION = """T1\tSource 32 40\tJane Roe
T2\tCue 41 45\tsaid
T3\tContent 0 30\tThe Acme bank opposes the plan
E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3
T4\tSource 48 51\tShe
T5\tCue 52 66\ttold reporters
T6\tContent 67 83\tthat it was late
E2\tAttribution:T5 Source:T4 Cue:T5 Content:T6
"""
RECORD = {
    "id": "article",
    "sentences": [
        {
            "tokens": [
                ["The", "the", "DT", "O", 0, 3],
                ["Acme", "Acme", "NNP", "ORGANIZATION", 4, 8],
                ["bank", "bank", "NN", "O", 9, 13],
                ["opposes", "oppose", "VBZ", "O", 14, 21],
                ["the", "the", "DT", "O", 22, 25],
                ["plan", "plan", "NN", "O", 26, 30],
                [",", ",", ",", "O", 30, 31],
                ["Jane", "Jane", "NNP", "PERSON", 32, 36],
                ["Roe", "Roe", "NNP", "PERSON", 37, 40],
                ["said", "say", "VBD", "O", 41, 45],
                [".", ".", ".", "O", 45, 46],
            ],
            "dep": [
                [3, "det"],
                [3, "compound"],
                [4, "nsubj"],
                [10, "ccomp"],
                [6, "det"],
                [4, "dobj"],
                [10, "punct"],
                [9, "compound"],
                [10, "nsubj"],
                [0, "root"],
                [10, "punct"],
            ],
        },
        {
            "tokens": [
                ["She", "she", "PRP", "O", 48, 51],
                ["told", "tell", "VBD", "O", 52, 56],
                ["reporters", "reporter", "NNS", "O", 57, 66],
                ["that", "that", "IN", "O", 67, 71],
                ["it", "it", "PRP", "O", 72, 74],
                ["was", "be", "VBD", "O", 75, 78],
                ["late", "late", "JJ", "O", 79, 83],
                [".", ".", ".", "O", 83, 84],
            ],
            "dep": [
                [2, "nsubj"],
                [0, "root"],
                [2, "dobj"],
                [7, "mark"],
                [7, "nsubj"],
                [7, "cop"],
                [2, "ccomp"],
                [2, "punct"],
            ],
        },
    ],
    "coref": [[[1, 8, 10, 9], [2, 1, 2, 1]], [[1, 5, 7, 6], [2, 5, 6, 5]]],
}


def row(speaker: str, kind: str = "person", *also: str, at: tuple[int, int] = (0, 1)) -> Row:
    return Row("article.txt", Span(*at), speaker, kind, also)


def write_article(folder: Path) -> None:
    (folder / "text").mkdir()
    (folder / "attributions").mkdir()
    (folder / "text" / "article.txt").write_text(TEXT, encoding="utf-8")
    (folder / "attributions" / "article_someone.ann").write_text(ANNOTATION, encoding="utf-8")
    with gzip.open(folder / "corenlp.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write(json.dumps(RECORD) + "\n")


def test_the_sample_is_well_formed() -> None:
    sample = read_sample()
    assert len(sample) == 100
    assert len({(one.document, one.source) for one in sample}) == 100
    assert {one.type for one in sample} <= TYPES
    assert sample == sorted(sample, key=lambda one: (one.document, one.source))
    for one in sample:
        assert bool(one.speaker) == (one.type != "none")
        assert all(name == name.strip() for name in one.names)


@pytest.mark.parametrize(
    ("speaker", "given"),
    [
        ("Hillary Clinton", "Hillary Clinton"),
        ("Hillary Clinton", "Hillary Rodham Clinton"),
        ("Hillary Clinton", "Clinton"),
        ("Jorge Castañeda", "Mr. Castaneda"),
        ("James O’Neill", "O'Neill"),
        ("Loretta E. Lynch", "Loretta Lynch"),
    ],
)
def test_a_name_of_the_same_person_is_right(speaker: str, given: str) -> None:
    assert judge(row(speaker), Answer((given,))) is Verdict.RIGHT


@pytest.mark.parametrize(
    ("speaker", "given"),
    [
        ("Hillary Clinton", "Bill Clinton"),
        ("Hillary Clinton", "Hillary"),
        ("Obama", "Michelle Obama"),
        ("Donald Trump", "Trump campaign"),
    ],
)
def test_another_name_is_wrong(speaker: str, given: str) -> None:
    assert judge(row(speaker), Answer((given,))) is Verdict.WRONG


def test_a_surname_alone_is_wrong_where_two_people_have_it() -> None:
    clinton = row("Hillary Clinton")
    assert judge(clinton, Answer(("Clinton",)), ["Hillary Rodham Clinton", "Tim Kaine"]) is Verdict.RIGHT
    assert judge(clinton, Answer(("Clinton",)), ["Hillary Clinton", "Bill Clinton"]) is Verdict.WRONG


def test_of_two_who_speak_together_either_is_right() -> None:
    both = row("Ted Cruz and Donald Trump", "group", "Ted Cruz", "Donald Trump")
    assert judge(both, Answer(("Trump",))) is Verdict.RIGHT
    assert judge(both, Answer(("Mike Lee",))) is Verdict.WRONG


def test_an_organisation_is_compared_by_its_words() -> None:
    campaign = row("Clinton campaign", "organisation")
    assert judge(campaign, Answer(("The Clinton Campaign",))) is Verdict.RIGHT
    assert judge(campaign, Answer(("Clinton's campaign",))) is Verdict.RIGHT
    assert judge(campaign, Answer(words="the Clinton campaign")) is Verdict.RIGHT
    assert judge(campaign, Answer(("Clinton",))) is Verdict.WRONG
    assert judge(campaign, Answer(words="the campaign")) is Verdict.MISSING


def test_a_government_goes_by_any_name_of_the_row() -> None:
    riyadh = row("Saudi government", "government", "Saudi Arabia")
    assert judge(riyadh, Answer(("Saudi Arabia",))) is Verdict.RIGHT
    assert judge(riyadh, Answer(("Yemeni government",))) is Verdict.WRONG


def test_nobody_is_named_who_has_no_name() -> None:
    officials = row("administration officials", "unnamed")
    assert judge(officials, Answer()) is Verdict.RIGHT
    assert judge(officials, Answer(words="officials")) is Verdict.RIGHT
    assert judge(officials, Answer(("Barack Obama",))) is Verdict.WRONG


def test_the_author_is_nobody_or_the_byline() -> None:
    author = row("", "none", "Chris Smith")
    assert judge(author, Answer()) is Verdict.RIGHT
    assert judge(author, Answer(("Chris Smith",))) is Verdict.RIGHT
    assert judge(author, Answer(("Hillary Clinton",))) is Verdict.WRONG


def test_no_statement_and_no_name_are_missing() -> None:
    assert judge(row("Hillary Clinton"), None) is Verdict.MISSING
    assert judge(row("Hillary Clinton"), Answer()) is Verdict.MISSING
    assert judge(row("Donald Trump"), Answer(words="Trump")) is Verdict.MISSING
    assert judge(row("officials", "unnamed"), None) is Verdict.MISSING


def test_chains_give_the_name_of_a_pronoun() -> None:
    chains = Chains(RECORD)
    assert chains.speaker(Span(48, 51)) == (("Jane Roe",), None)
    assert chains.persons == {"Jane Roe"}


def test_a_name_inside_a_source_is_not_its_head() -> None:
    assert Chains(RECORD).speaker(Span(0, 13)) == ((), "The Acme bank")


def test_a_chain_without_a_name_gives_its_words() -> None:
    assert Chains(RECORD).speaker(Span(72, 74)) == ((), "the plan")


def test_a_folder_without_chains_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"corenlp\.jsonl\.gz cannot be read"):
        read_chains(tmp_path)


def test_a_folder_without_an_article_of_the_sample_is_refused(tmp_path: Path) -> None:
    write_article(tmp_path)
    with pytest.raises(InputError, match=r"lacks text, attributions or chains of other\.txt"):
        compare(tmp_path, [Row("other.txt", Span(0, 1), "Jane Roe", "person", ())])


def test_readers_are_compared_on_an_article(tmp_path: Path) -> None:
    write_article(tmp_path)
    sample = [row("Jane Roe", at=(32, 40)), row("Jane Roe", at=(48, 51))]
    first, second = compare(tmp_path, sample)
    assert (first.text, first.kind) == ("Jane Roe", "name")
    assert (second.text, second.kind) == ("She", "pronoun")
    for reader in ("kg, sources given", "kg, end to end", "CoreNLP, sources given"):
        assert first.answers[reader] == second.answers[reader] == Answer(("Jane Roe",))
        assert second.verdict(reader) is Verdict.RIGHT
