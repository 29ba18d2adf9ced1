"""Whether the right speaker is named: `python -m benchmarks.speakers --polnear-dev FOLDER [--wrong]`.

The sample (`speakers.csv`) has 100 sources, drawn at random from the hand annotation of PolNeAR dev, each
with the speaker that a reader of the article noted. With `--polnear-train FOLDER` instead, it has 150 hard
ones (`hard_speakers.csv`): pronouns, relative "who" and descriptions without a name, drawn at random from
sixty articles of PolNeAR train that no model of links has seen (`training/readings/held-out.txt`); two
readers gave each the same speaker. Compared are `kg` with the marked sources given, `kg` end
to end, and the coreference chains of CoreNLP that come with the corpus, also with the sources given. A
speaker is right, wrong (another name) or missing (the article names the speaker and the answer does not; end
to end also: no statement with this source was found).
"""

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from benchmarks.corenlp import Chains, read_chains
from kg.cli.output import Format, fail, print_table
from kg.errors import InputError, KgError
from kg.evaluation.brat import Attribution as Marked
from kg.evaluation.brat import MarkedText, read_marked_texts
from kg.extract.extractor import extract, relink
from kg.extract.nesting import mark_nested
from kg.extract.wording import manner_of, wording
from kg.language.folding import fold, words_of
from kg.language.lexicon import lexicon
from kg.language.personal_names import bare_name, is_surname_of, same_person
from kg.model import ActorType, Attribution, Extraction, Span, Statement
from kg.pipeline import Knowledge
from kg.questions.tables import Cell, Table
from kg.resolve.resolver import resolve
from kg.text.article_files import make_article
from kg.text.text import Text

SAMPLE = Path(__file__).with_name("speakers.csv")
HARD_SAMPLE = Path(__file__).with_name("hard_speakers.csv")
NONE = "none"
"""The type of a source that is the author of the article."""
TYPES = frozenset({*ActorType, NONE})


class Verdict(StrEnum):
    """How an answer compares with the speaker in the sample."""

    RIGHT = "right"
    WRONG = "wrong"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Row:
    """A source of the sample, its speaker, and in `also` other names that are right."""

    document: str
    source: Span
    speaker: str
    type: str
    also: tuple[str, ...]

    @property
    def is_named(self) -> bool:
        """Whether the article names the speaker."""
        return self.type not in {ActorType.UNNAMED, NONE}

    @property
    def names(self) -> tuple[str, ...]:
        """All names that are right."""
        return tuple(name for name in (self.speaker, *self.also) if name)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer for a source: names of one speaker, or `words` for somebody unnamed, or neither."""

    names: tuple[str, ...] = ()
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row with the answer of each method; None where there is no statement with this source."""

    row: Row
    kind: str
    text: str
    answers: dict[str, Answer | None]
    persons: frozenset[str]

    def verdict(self, reader: str) -> Verdict:
        """The verdict on the answer of the method `reader`."""
        return judge(self.row, self.answers[reader], self.persons)


def read_sample(path: Path = SAMPLE) -> list[Row]:
    """The rows of the sample, in order of article and place."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Row(
                document=row["document"],
                source=Span(int(row["start"]), int(row["end"])),
                speaker=row["speaker"],
                type=row["type"],
                also=tuple(name for name in row["also"].split(";") if name),
            )
            for row in csv.DictReader(lines)
        ]


def judge(row: Row, answer: Answer | None, persons: Iterable[str] = ()) -> Verdict:
    """Whether `answer` names the speaker of `row`; `persons` are the full names of the article.

    For a speaker whom the article does not name, any answer without a name is right.
    """
    if answer is None:
        return Verdict.MISSING
    if any(_is_name(given, name, row, persons) for given in answer.names for name in row.names):
        return Verdict.RIGHT
    if answer.words and any(_form(answer.words) == _form(name) for name in row.names):
        return Verdict.RIGHT
    if answer.names:
        return Verdict.WRONG
    if row.type == NONE:
        return Verdict.WRONG if answer.words else Verdict.RIGHT
    return Verdict.MISSING if row.is_named else Verdict.RIGHT


def _is_name(given: str, name: str, row: Row, persons: Iterable[str]) -> bool:
    if _form(given) == _form(name):
        return True
    if not row.is_named or row.type in {ActorType.ORGANISATION, ActorType.GOVERNMENT}:
        return False
    if " " in bare_name(given):
        return " " in name and same_person(given, name)
    others = [one for one in persons if is_surname_of(given, one)]
    return is_surname_of(given, name) and all(
        any(same_person(one, right) for right in row.names) for one in others
    )


def _form(name: str) -> list[str]:
    """The folded words of a name, without titles, possessive endings and a leading "the"."""
    words = [fold(word) for word in words_of(bare_name(name))]
    return words[1:] if words[:1] == ["the"] else words


def compare(
    folder: Path, sample: Iterable[Row], read: Callable[[Text], Extraction] = extract
) -> list[Outcome]:
    """Each row of `sample` with the answers of `kg` and CoreNLP; `read` extracts from a text.

    `folder` is PolNeAR's part that has the articles. Raises `InputError` where it cannot be read, or lacks an
    article of the sample.
    """
    chains = read_chains(folder)
    rows: dict[str, list[Row]] = {}
    for row in sample:
        rows.setdefault(row.document, []).append(row)
    knowledge = Knowledge()
    outcomes: list[Outcome] = []
    for marked in read_marked_texts(folder):
        name = marked.path.name
        if name in rows and name in chains:
            outcomes += _outcomes(marked, rows.pop(name), chains[name], read, knowledge)
    if rows:
        raise InputError(f"{folder} lacks text, attributions or chains of {', '.join(sorted(rows))}.")
    return outcomes


def _outcomes(
    marked: MarkedText,
    rows: list[Row],
    chains: Chains,
    read: Callable[[Text], Extraction],
    knowledge: Knowledge,
) -> Iterator[Outcome]:
    article, text = make_article(marked.text, marked.path.as_posix()), Text(marked.text)
    own = read(text)
    given = relink(text, replace(own, attributions=_marked_attributions(text, marked.attributions)))
    statements = {
        name: resolve(article, text, extraction, knowledge.registry, knowledge.scheme).statements
        for name, extraction in {"kg, sources given": given, "kg, end to end": own}.items()
    }
    for row in rows:
        answers = {name: _answer(found, row.source) for name, found in statements.items()}
        answers["CoreNLP, sources given"] = Answer(*chains.speaker(row.source))
        words = row.source.of(marked.text)
        yield Outcome(row, _kind(row, words), words, answers, frozenset(chains.persons))


def _marked_attributions(text: Text, marked: Iterable[Marked]) -> tuple[Attribution, ...]:
    """The marked attributions in the form that an extraction has."""
    ordered = sorted(marked, key=lambda one: min(*one["content"], *one["cue"], *one["source"]))
    return tuple(mark_nested([_attribution(text, f"st-{n}", one) for n, one in enumerate(ordered)]))


def _attribution(text: Text, identifier: str, marked: Marked) -> Attribution:
    content = marked["content"]
    manner = manner_of(text.words, content)
    return Attribution(
        id=identifier,
        text=wording(text.raw, text.view, content, manner),
        content=content,
        cue=marked["cue"][0],
        source=marked["source"],
        source_inherited=False,
        manner=manner,
        confidence=1.0,
    )


def _answer(statements: Iterable[Statement], source: Span) -> Answer | None:
    """The speaker of the statement whose source overlaps most with `source`."""
    shared = [(_shared(one.source, source), -number, one) for number, one in enumerate(statements)]
    overlap, _, statement = max(shared, default=(0, 0, None))
    if statement is None or not overlap:
        return None
    if statement.speaker is None:
        return Answer()
    actor = statement.speaker.actor
    if actor.type is ActorType.UNNAMED:
        return Answer(words=actor.name)
    return Answer((actor.name, *(member.name for member in actor.members)))


def _shared(spans: Iterable[Span], source: Span) -> int:
    return sum(max(0, min(one.end, source.end) - max(one.start, source.start)) for one in spans)


def _kind(row: Row, text: str) -> str:
    """Whether the source is a pronoun, contains the speaker's name, or is another noun phrase."""
    words = words_of(text)
    if len(words) == 1 and words[0].lower() in lexicon().pronouns:
        return "pronoun"
    last = {fold(words_of(name)[-1]) for name in row.names}
    return "name" if row.is_named and last & {fold(word) for word in words} else "noun phrase"


def _summary(outcomes: list[Outcome]) -> Table:
    kinds = Counter(one.kind for one in outcomes)
    rows: list[tuple[Cell, ...]] = []
    for reader in outcomes[0].answers:
        verdicts = Counter(one.verdict(reader) for one in outcomes)
        right = Counter(one.kind for one in outcomes if one.verdict(reader) is Verdict.RIGHT)
        rows.append((reader, *(verdicts[one] for one in Verdict), *(right[kind] for kind in kinds)))
    return Table(
        (f"of {len(outcomes)} speakers", *Verdict, *(f"of {n} {kind}s" for kind, n in kinds.items())), rows
    )


def _errors(outcomes: list[Outcome]) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (reader, verdict.value, f"{one.row.document}, {one.row.source.start}: {one.text}", speaker, given)
        for reader in outcomes[0].answers
        for one in outcomes
        if (verdict := one.verdict(reader)) is not Verdict.RIGHT
        for speaker, given in [(one.row.speaker or one.row.type, _given(one.answers[reader]))]
    ]
    return Table(("by", "verdict", "source", "speaker", "given"), rows)


def _given(answer: Answer | None) -> str:
    if answer is None:
        return "no statement"
    return ", ".join(answer.names) or (f"unnamed: {answer.words}" if answer.words else "nobody")


def main() -> None:
    """Print the counts of verdicts and, with `--wrong`, the answers that are not right."""
    parser = argparse.ArgumentParser(description=__doc__)
    folders = parser.add_mutually_exclusive_group(required=True)
    folders.add_argument("--polnear-dev", type=Path, help="PolNeAR's development part: text/, attributions/")
    folders.add_argument("--polnear-train", type=Path, help="its training part, for the hard sample")
    parser.add_argument("--wrong", action="store_true", help="list the answers that are not right")
    arguments = parser.parse_args()
    try:
        if arguments.polnear_train:
            outcomes = compare(arguments.polnear_train, read_sample(HARD_SAMPLE))
        else:
            outcomes = compare(arguments.polnear_dev, read_sample())
    except KgError as error:
        sys.exit(fail(error))
    print_table(_summary(outcomes), Format.TABLE, count=False)
    if arguments.wrong:
        print_table(_errors(outcomes), Format.TABLE)


if __name__ == "__main__":
    main()
