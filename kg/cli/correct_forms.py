"""`kg correct kind`, `cue`: what a statement is, whether it was said, and by which words it is reported."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.correct import ByOption, Claim, NoteOption, StatementArgument, add_claims, find_said
from kg.cli.correct_statements import find_places
from kg.cli.output import DEFAULT_OUTPUT, CorrectionsOption, OutputOption
from kg.errors import UsageError
from kg.model import StatementKind, Unsaid

if TYPE_CHECKING:
    from kg.model import Span

_KINDS = {
    StatementKind.SPEECH: "speech",
    StatementKind.ATTITUDE: "an attitude",
    StatementKind.ACT: "an act",
}


def kind(
    statement: StatementArgument,
    is_kind: Annotated[
        StatementKind | None,
        typer.Argument(
            metavar="KIND",
            help="speech: words that were uttered; attitude: what somebody thinks or wants; act: a deed.",
        ),
    ] = None,
    unsaid: Annotated[Unsaid | None, typer.Option(help="Why it is not, or not yet, said.")] = None,
    said: Annotated[bool, typer.Option("--said", help="It was said.")] = False,
    output: OutputOption = DEFAULT_OUTPUT,
    corrections: CorrectionsOption = None,
    by: ByOption = None,
    note: NoteOption = "",
) -> None:
    """Correct what a statement is (speech, attitude, act), and whether it was said."""
    if unsaid and said:
        raise UsageError("Give --unsaid or --said.")
    if not (is_kind or unsaid or said):
        raise UsageError("Say what is right of it: KIND, --unsaid or --said.")
    found = find_said(output, statement)
    claims = form_claims(found.id, found.name, is_kind, unsaid, is_said=said)
    add_checked(claims, output, corrections, by, note)


def cue(
    statement: StatementArgument,
    words: Annotated[
        str | None,
        typer.Argument(help="The words that report it, such as “said”, or their place, 790-794."),
    ] = None,
    none: Annotated[bool, typer.Option("--none", help="It has no cue.")] = False,
    output: OutputOption = DEFAULT_OUTPUT,
    corrections: CorrectionsOption = None,
    by: ByOption = None,
    note: NoteOption = "",
) -> None:
    """Correct the cue of a statement, the words that report it."""
    from kg.graph.store import open_store
    from kg.questions.choosing import article_text_of, content_of

    if none is (words is not None):
        raise UsageError("Give the words of the cue, or --none.")
    found, store = find_said(output, statement), open_store(output)
    text, near = article_text_of(store, found), content_of(store, found)
    add_checked([cue_claim(found.id, found.name, text, words, near=near)], output, corrections, by, note)


def form_claims(
    statement: str, name: str, kind: StatementKind | None, unsaid: Unsaid | None, *, is_said: bool = False
) -> list[Claim]:
    """What makes the statement with the wording `name` one of this kind, and not said for this reason."""
    claims = []
    if kind:
        claims.append(Claim("statement-kind", statement, kind.value, f"“{name}” is {_KINDS[kind]}"))
    if unsaid:
        meaning = f"“{name}” is not said ({unsaid.value})"
        claims.append(Claim("statement-unsaid", statement, unsaid.value, meaning))
    elif is_said:
        claims.append(Claim("statement-unsaid", statement, "said", f"“{name}” was said"))
    return claims


def cue_claim(statement: str, name: str, text: str, words: str | None, *, near: "Sequence[Span]") -> Claim:
    """What makes `words` of the article `text`, those nearest to the content, the cue; None: it has none.

    Raises `UsageError` if they do not stand there.
    """
    from kg.archive.corrections.correction_objects import NO_CUE, write_places

    if words is None:
        return Claim("statement-cue", statement, NO_CUE, f"“{name}” has no cue")
    places = find_places(text, [words], f"the article of “{name}”", near=near)
    if len(places) != 1:
        raise UsageError("A cue is one piece of the article.")
    said = " ".join(places[0].of(text).split())
    return Claim("statement-cue", statement, write_places(places), f"“{name}” is reported by “{said}”")


def add_checked(
    claims: Sequence[Claim], output: Path, corrections: Path | None, by: str | None, note: str
) -> None:
    """Write claims, if they fit the graph; those that add something need not have its identifier."""
    from kg.archive.corrections.correction_file import CORRECTIONS_NAME, read_corrections
    from kg.archive.corrections.correction_writing import with_identifiers
    from kg.graph.store import open_store
    from kg.questions.claim_checks import check_claims

    file = corrections or output / CORRECTIONS_NAME
    lines = read_corrections(file, lambda error: None) if file.exists() else []
    told = with_identifiers([(one.kind, one.subject, one.object) for one in claims])
    check_claims(open_store(output), told, lines)
    whole = [Claim(*cells, one.meaning) for cells, one in zip(told, claims, strict=True)]
    add_claims(whole, output, corrections, by, note)
