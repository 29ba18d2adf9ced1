"""Whom mentions refer to: `python -m benchmarks.coreference --gum FOLDER [--wrong]`.

Scores GUM's mentions of people and organisations that the text names: names, pronouns of the third person,
"who", and other noun phrases. An answer is right if it is a name of that person or organisation. The baseline
is the nearest preceding name of the same kind. `stray` counts mentions of people and organisations that the
text does not name, for which a name is given.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.gum import GoldMention, GoldText, read_gum
from kg.cli.output import Format, print_table
from kg.evaluation.speakers import is_called
from kg.extract.extractor import extract
from kg.language.folding import words_of
from kg.language.lexicon import is_office, lexicon
from kg.model import Actor, ActorType, Extraction, Span
from kg.questions.tables import Cell, Table
from kg.resolve.coreference.noun_phrase_references import NounPhraseReferences
from kg.resolve.coreference.one_pass import resolve_coreference
from kg.resolve.coreference.table import AskedMention, asked_mentions
from kg.resolve.name_consistency import consistent_names
from kg.resolve.people.people import find_people
from kg.resolve.registry import load_registry
from kg.text.article_files import article_id
from kg.text.text import Text

TYPES = ("person", "organization")
FORMS = ("name", "pronoun", "noun phrase")
_THIRD = frozenset({"male", "female", "plural", "neuter", "relative"})
# The kinds of name that a person or an organisation can have.
_NAMED = {"person": {"person"}, "organization": {"organisation", "place"}}


@dataclass(frozen=True, slots=True)
class Question:
    """A mention, and the names of whom it refers to; empty if the text does not name them."""

    mention: GoldMention
    form: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question with the name that each method gives."""

    document: str
    text: str
    question: Question
    given: dict[str, str | None]

    def verdict(self, reader: str) -> str:
        """ "right", "wrong" or "none"; for somebody whom the text does not name, "stray" or ""."""
        name = self.given[reader]
        if not self.question.names:
            return "stray" if name else ""
        if name is None:
            return "none"
        right = any(is_called(name, one, self.question.mention.type) for one in self.question.names)
        return "right" if right else "wrong"


def questions(gold: GoldText) -> Iterator[Question]:
    """The mentions of people and organisations in `gold` that are scored."""
    names: dict[int, list[str]] = defaultdict(list)
    for mention in gold.mentions:
        if mention.is_name and _is_proper(mention.head.of(gold.text)):
            names[mention.entity].append(mention.head.of(gold.text))
    for mention in gold.mentions:
        form = _form(mention, gold.text)
        if mention.type in TYPES and form:
            yield Question(mention, form, tuple(dict.fromkeys(names[mention.entity])))


def _form(mention: GoldMention, text: str) -> str | None:
    words = mention.span.of(text).lower()
    if mention.is_pronoun:
        return "pronoun" if lexicon().pronouns.get(words) in _THIRD else None
    if mention.is_name:
        return "name" if _is_proper(mention.head.of(text)) else None
    return "noun phrase"


def _is_proper(name: str) -> bool:
    """Whether `name` is more than a title or the people of a country."""
    words = words_of(name)
    offices = all(is_office(word) or word.lower() in lexicon().titles for word in words)
    return name[:1].isupper() and not offices and lexicon().country_of(name) is None


def ask(text: Text, extraction: Extraction, spans: Iterable[Span]) -> dict[Span, Actor | None]:
    """Whom each of `spans` refers to, resolved together with the sources and the stances of `extraction`."""
    registry = load_registry()
    names = consistent_names(text.raw, extraction, registry)
    extraction = replace(extraction, names=names)
    people = find_people(text, extraction)
    phrases = NounPhraseReferences(article_id(text.raw), text, extraction, people, registry)
    asked = {one.span: one for one in asked_mentions(extraction.attributions, {})}
    spans = list(spans)
    for span in spans:
        asked.setdefault(span, AskedMention((span,)))
    in_order = sorted(asked.values(), key=lambda one: one.span)
    table = resolve_coreference(text, extraction, people, phrases, in_order)
    mentions = {span: table.at(span) for span in spans}
    return {span: mention.actor if mention else None for span, mention in mentions.items()}


def compare(gold: GoldText, text: Text, extraction: Extraction) -> list[Outcome]:
    """The answers of `kg` and of the baseline for the mentions of `gold`."""
    asked = list(questions(gold))
    spans = [one.mention.head if one.form == "name" else one.mention.span for one in asked]
    answers = ask(text, extraction, spans)
    return [
        Outcome(
            gold.name,
            span.of(gold.text),
            question,
            {"kg": _name(answers[span]), "nearest name": _nearest(question, span, extraction, gold.text)},
        )
        for question, span in zip(asked, spans, strict=True)
    ]


def _name(actor: Actor | None) -> str | None:
    return actor.name if actor and actor.type is not ActorType.UNNAMED else None


def _nearest(question: Question, span: Span, extraction: Extraction, text: str) -> str | None:
    """The last name of a fitting kind that ends before `span`, or is at `span`."""
    kinds = _NAMED[question.mention.type]
    end = span.end if question.form == "name" else span.start
    fitting = (one for one in reversed(extraction.names) if one.kind in kinds and one.span.end <= end)
    nearest = next(fitting, None)
    return nearest.span.of(text) if nearest else None


def summary(outcomes: list[Outcome]) -> Table:
    """Counts of verdicts by form and type, with precision and recall in per cent."""
    rows: list[tuple[Cell, ...]] = []
    for form in FORMS:
        for kind in TYPES:
            of_kind = [
                one for one in outcomes if (one.question.form, one.question.mention.type) == (form, kind)
            ]
            for reader in ("nearest name", "kg"):
                counts = Counter(one.verdict(reader) for one in of_kind)
                right, wrong, none = counts["right"], counts["wrong"], counts["none"]
                precision, recall = _share(right, right + wrong), _share(right, right + wrong + none)
                rows.append((form, kind, reader, right, wrong, none, precision, recall, counts["stray"]))
    return Table(("form", "of a", "by", "right", "wrong", "none", "precision", "recall", "stray"), rows)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else ""


def errors(outcomes: list[Outcome]) -> Table:
    """The mentions for which the answer of `kg` is not right."""
    rows: list[tuple[Cell, ...]] = [
        (
            one.verdict("kg"),
            one.document,
            one.question.mention.span.start,
            one.text,
            names,
            one.given["kg"] or "",
        )
        for one in outcomes
        if one.verdict("kg") not in {"right", ""}
        for names in [", ".join(one.question.names)]
    ]
    return Table(("verdict", "document", "at", "words", "names", "given"), rows)


def main() -> None:
    """Print the counts of verdicts and, with `--wrong`, the answers that are not right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gum", type=Path, required=True, help="GUM's development part (*.conllu)")
    parser.add_argument("--wrong", action="store_true", help="list the answers that are not right")
    arguments = parser.parse_args()
    outcomes: list[Outcome] = []
    for gold in read_gum(arguments.gum):
        text = Text(gold.text)
        outcomes += compare(gold, text, extract(text))
    print_table(summary(outcomes), Format.TABLE, count=False)
    if arguments.wrong:
        print_table(errors(outcomes), Format.TABLE)


if __name__ == "__main__":
    main()
