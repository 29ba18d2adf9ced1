"""Who pronouns and noun phrases are: `python -m benchmarks.coreference --gum FOLDER [--wrong]`.

For the names, pronouns of the third person, "who", and other noun phrases of GUM that refer to a person or an
organisation which the document names: whether the one that `kg` gives is called by a name of that person or
organisation. Beside it the nearest name before of the same kind. `stray` are those pronouns and noun phrases
for people and organisations without a name that are given one nevertheless.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.gum import GoldMention, GoldText, read_gum
from kg.cli.output import Format, print_table
from kg.text import make_document
from kg.extract.pipeline import extract_document
from kg.model import Actor, ActorType, Document, Extraction, Span, Statement
from kg.questions.tables import Cell, Table
from kg.resolve.name_consistency import consistent_names
from kg.resolve.people.offices import is_office
from kg.resolve.people.people import find_people
from kg.resolve.coreference.speakers import SpeakerResolver
from kg.language.lexicon import lexicon
from kg.language.folding import fold, words_of
from kg.language.personal_names import bare_name, is_surname_of, name_parts, same_person
from kg.resolve.registry import load_registry

TYPES = ("person", "organization")
FORMS = ("name", "pronoun", "noun phrase")
_THIRD = frozenset({"male", "female", "plural", "neuter", "relative"})
_SMALL = frozenset({"the", "of", "for", "and", "a", "in", "on"})
# Kinds of name that can be a person's or an organisation's.
_NAMED = {"person": {"person"}, "organization": {"organisation", "place"}}


@dataclass(frozen=True, slots=True)
class Question:
    """A mention, and the names of whom it refers to: none for somebody without a name."""

    mention: GoldMention
    form: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question with the name that each reader gives."""

    document: str
    text: str
    question: Question
    given: dict[str, str | None]

    def verdict(self, reader: str) -> str:
        """ "right", "wrong", "none" or, for somebody without a name, "stray" or ""."""
        name = self.given[reader]
        if not self.question.names:
            return "stray" if name else ""
        if name is None:
            return "none"
        right = any(is_called(name, one, self.question.mention.type) for one in self.question.names)
        return "right" if right else "wrong"


def questions(gold: GoldText) -> Iterator[Question]:
    """The mentions of people and organisations in `gold` that somebody can be asked for."""
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


def is_called(given: str, name: str, kind: str) -> bool:
    """Whether `given` and `name` can be one's: a surname will do, or part of an organisation's name."""
    if fold(given) == fold(name):
        return True
    if kind == "person":
        one, other = bare_name(given), bare_name(name)
        short = is_surname_of(one, other) or is_surname_of(other, one) or name_parts(one) == name_parts(other)
        return short or (" " in one and " " in other and same_person(one, other))
    words, others = ({fold(word) for word in words_of(one)} - _SMALL for one in (given, name))
    return bool(words and others) and (words <= others or others <= words)


def ask(
    document: Document,
    extraction: Extraction,
    spans: list[Span],
    make_resolver: Callable[..., SpeakerResolver] = SpeakerResolver,
) -> dict[Span, Actor | None]:
    """Whom each of `spans` refers to, asked in the order of the text, between the sources of statements."""
    extraction = replace(extraction, names=consistent_names(document, extraction, load_registry()))
    resolver = make_resolver(document, extraction, find_people(document, extraction))
    first = lexicon().pronouns

    def order(item: Span | Statement) -> tuple[bool, Span, bool]:
        if isinstance(item, Span):
            return False, item, True
        source = item.source[0] if item.source else item.content[0]
        return first.get(source.of(document.text).lower()) == "first", source, False

    answers: dict[Span, Actor | None] = {}
    items: list[Span | Statement] = [*spans, *extraction.statements]
    for item in sorted(items, key=order):
        if isinstance(item, Statement):
            resolver.resolve(item)
        else:
            mention = resolver.refer((item,))
            answers[item] = mention.refers_to if mention and isinstance(mention.refers_to, Actor) else None
    return answers


def compare(gold: GoldText, document: Document, extraction: Extraction) -> list[Outcome]:
    """What `kg`, and the nearest name before, give for the mentions of `gold`."""
    asked = list(questions(gold))
    spans = [one.mention.head if one.form == "name" else one.mention.span for one in asked]
    answers = ask(document, extraction, sorted(set(spans)))
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
    """The name that ends last before `span`, or is it, of a kind that fits."""
    kinds = _NAMED[question.mention.type]
    end = span.end if question.form == "name" else span.start
    fitting = (one for one in reversed(extraction.names) if one.kind in kinds and one.span.end <= end)
    nearest = next(fitting, None)
    return nearest.span.of(text) if nearest else None


def summary(outcomes: list[Outcome]) -> Table:
    """Right, wrong and none by form and type, with precision and recall in per cent."""
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
    """What `kg` does not get right."""
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
    """Print how many mentions reach the right name and, if asked, those that do not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gum", type=Path, required=True, help="GUM's development part (*.conllu)")
    parser.add_argument("--wrong", action="store_true", help="list what is not right")
    arguments = parser.parse_args()
    outcomes: list[Outcome] = []
    for gold in read_gum(arguments.gum):
        document = make_document(gold.name, gold.text)
        outcomes += compare(gold, document, extract_document(document))
    print_table(summary(outcomes), Format.TABLE, count=False)
    if arguments.wrong:
        print_table(errors(outcomes), Format.TABLE)


if __name__ == "__main__":
    main()
