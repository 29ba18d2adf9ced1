"""`kg correct accept`, `words`, `agreement`: what is right of a statement; `same-agreement`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.correct import (
    ByOption,
    Claim,
    NoteOption,
    StatementArgument,
    add_claims,
    find_entity,
    find_said,
)
from kg.cli.output import DEFAULT_OUTPUT, CorrectionsOption, OutputOption
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.model import Span

_AGREEMENT = frozenset({"agreement"})


def accept(
    statement: StatementArgument,
    output: OutputOption = DEFAULT_OUTPUT,
    corrections: CorrectionsOption = None,
    by: ByOption = None,
    note: NoteOption = "",
) -> None:
    """Accept a statement and its speaker as they are; both are then sure."""
    said = find_said(output, statement)
    claim = Claim("statement-accepted", said.id, "", f"“{said.name}” is right")
    add_claims([claim], output, corrections, by, note)


def words(
    statement: StatementArgument,
    places: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS",
            help="All that was said: words of the article as they stand there, or their place, 790-974; of a "
            "statement in several pieces each piece.",
        ),
    ],
    output: OutputOption = DEFAULT_OUTPUT,
    corrections: CorrectionsOption = None,
    by: ByOption = None,
    note: NoteOption = "",
) -> None:
    """Cut or widen the words of a statement."""
    from kg.archive.corrections.correction_objects import write_places
    from kg.graph.store import open_store
    from kg.questions.choosing import article_text_of

    said = find_said(output, statement)
    text = article_text_of(open_store(output), said)
    ordered = write_places(find_places(text, places, f"the article of “{said.name}”"))
    claim = Claim("statement-words", said.id, ordered, f"“{said.name}” has the words at {ordered}")
    add_claims([claim], output, corrections, by, note)


def same_agreement(
    agreement: Annotated[str, typer.Argument(help="The agreement to merge: a name or an identifier.")],
    same_as: Annotated[
        str, typer.Argument(metavar="AS", help="The agreement to keep: a name or an identifier.")
    ],
    output: OutputOption = DEFAULT_OUTPUT,
    corrections: CorrectionsOption = None,
    by: ByOption = None,
    note: NoteOption = "",
) -> None:
    """Merge the first agreement into the second one, whose name, date and parties are kept."""
    one, other = (find_entity(output, value, _AGREEMENT) for value in (agreement, same_as))
    if one.id == other.id:
        raise UsageError(f"“{agreement}” and “{same_as}” are the same agreement already: {one}.")
    claim = Claim("same-agreement", one.id, other.id, f"{one} is {other}")
    add_claims([claim], output, corrections, by, note)


def find_places(
    text: str, values: Sequence[str], where: str, *, near: "Sequence[Span]" = ()
) -> "tuple[Span, ...]":
    """The places in `text` that `values` are, or where the words that they are stand, in their order.

    Words that stand there more than once are the first ones, or the nearest to the places `near`.
    Raises `UsageError` if words do not stand there (`where`, in words), or places are not in it or overlap.
    """
    from kg.archive.corrections.correction_objects import read_places, write_places
    from kg.archive.corrections.position_fit import find_nearest

    spans: list[Span] = []
    for one in values:
        found = find_nearest(text, one, near) if one.strip() else None
        spans += read_places(one) or ([found] if found else [])
        if not read_places(one) and found is None:
            raise UsageError(f"The words “{one}” do not stand in {where}.")
    ordered = read_places(write_places(sorted(spans)))
    if spans and (not ordered or ordered[-1].end > len(text)):
        raise UsageError("The pieces overlap, or are not in the article.")
    return ordered


def agreement(
    statement: StatementArgument,
    meant: Annotated[
        str | None,
        typer.Argument(metavar="AGREEMENT", help="The agreement that is meant: a name or an identifier."),
    ] = None,
    none: Annotated[bool, typer.Option("--none", help="No agreement is meant.")] = False,
    instead: Annotated[
        str | None,
        typer.Option(
            "--instead-of",
            metavar="AGREEMENT",
            help="The agreement that was read; not needed where the statement refers to only one.",
        ),
    ] = None,
    output: OutputOption = DEFAULT_OUTPUT,
    corrections: CorrectionsOption = None,
    by: ByOption = None,
    note: NoteOption = "",
) -> None:
    """Correct which agreement a statement refers to."""
    if none is (meant is not None):
        raise UsageError("Give the agreement that is meant, or --none.")
    said = find_said(output, statement)
    before = _agreement_of(output, said.id, instead)
    subject = f"{said.id}/{before}"
    if meant is None:
        claim = Claim("not-the-agreement", subject, "", f"“{said.name}” does not refer to {before}")
    else:
        chosen = find_entity(output, meant, _AGREEMENT)
        if chosen.id == before:
            raise UsageError(f"“{said.name}” refers to {chosen} already.")
        claim = Claim("agreement", subject, chosen.id, f"“{said.name}” refers to {chosen}, not {before}")
    add_claims([claim], output, corrections, by, note)


def _agreement_of(output: Path, statement: str, instead: str | None) -> str:
    """The identifier of the agreement that the statement refers to, that which is given if it has several."""
    from kg.graph.store import open_store
    from kg.questions.choosing import agreements_of

    found = agreements_of(open_store(output), statement)
    if instead is not None:
        wanted = find_entity(output, instead, _AGREEMENT).id
        found = [one for one in found if one.id == wanted]
    if not found:
        raise UsageError("The statement does not refer to such an agreement.")
    if len(found) > 1:
        named = " or ".join(str(one) for one in found)
        raise UsageError(f"The statement refers to several; give one with --instead-of: {named}.")
    return found[0].id
