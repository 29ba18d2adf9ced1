"""`kg correct`: what the graph has wrong, written into a file that every build applies."""

import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.output import DEFAULT_OUTPUT, CorrectionsOption, OutputOption, say
from kg.errors import InputError, KgError, UsageError

if TYPE_CHECKING:
    from kg.questions.choosing import Chosen

ByOption = Annotated[str | None, typer.Option("--by", help="Who says so; else the name of the login.")]
NoteOption = Annotated[str, typer.Option("--note", help="Why, in a few words.")]
StatementArgument = Annotated[
    str, typer.Argument(help="The “id” of its record, or the “cite” that tables give.")
]
_ACTOR = frozenset({"actor"})
_NAMED = frozenset({"actor", "agreement"})

_app = typer.Typer(no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    help_ = "Correct the graph: written into a file that every “kg build” applies (docs/corrections.md)."
    app.add_typer(_app, name="correct", help=help_)


@_app.command("same-actor")
def same_actor(
    actor: Annotated[str, typer.Argument(help="Who is somebody else: a name or an identifier.")],
    same_as: Annotated[str, typer.Argument(metavar="AS", help="Who that is: a name or an identifier.")],
    output: OutputOption = DEFAULT_OUTPUT,
    corrections: CorrectionsOption = None,
    by: ByOption = None,
    note: NoteOption = "",
) -> None:
    """The first actor is the second one, whose name and type are kept."""
    one, other = (_entity(output, value, _ACTOR) for value in (actor, same_as))
    if one.id == other.id:
        raise UsageError(f"“{actor}” and “{same_as}” are the same actor already: {one}.")
    line = _add(("same-actor", one.id, other.id), output, corrections, by, note)
    _tell(line, f"{one} is {other}")


@_app.command("speaker")
def speaker(
    statement: StatementArgument,
    actor: Annotated[str, typer.Argument(help="Who said it: a name or an identifier.")],
    new: Annotated[
        bool, typer.Option("--new", help="The name is that of a person whom the graph does not have.")
    ] = False,
    output: OutputOption = DEFAULT_OUTPUT,
    corrections: CorrectionsOption = None,
    by: ByOption = None,
    note: NoteOption = "",
) -> None:
    """The statement is this actor's."""
    said = _statement(output, statement)
    if new:
        who = what = _new_name(output, actor)
    else:
        advice = " Somebody whom the graph does not have needs --new."
        chosen = _entity(output, actor, _ACTOR, advice=advice)
        who, what = str(chosen), chosen.id
    line = _add(("speaker", said.id, what), output, corrections, by, note)
    _tell(line, f"{who} said “{said.name}”")


@_app.command("not-a-statement")
def not_a_statement(
    statement: StatementArgument,
    output: OutputOption = DEFAULT_OUTPUT,
    corrections: CorrectionsOption = None,
    by: ByOption = None,
    note: NoteOption = "",
) -> None:
    """Nobody said this: it is no statement."""
    said = _statement(output, statement)
    line = _add(("not-a-statement", said.id, ""), output, corrections, by, note)
    _tell(line, f"“{said.name}” is no statement")


@_app.command("rename")
def rename(
    subject: Annotated[str, typer.Argument(help="An actor or agreement: a name or an identifier.")],
    name: Annotated[str, typer.Argument(help="What it is to be called.")],
    output: OutputOption = DEFAULT_OUTPUT,
    corrections: CorrectionsOption = None,
    by: ByOption = None,
    note: NoteOption = "",
) -> None:
    """Call an actor or agreement by another name; its identifier stays."""
    one = _entity(output, subject, _NAMED)
    line = _add(("rename", one.id, name), output, corrections, by, note)
    _tell(line, f"{one} is called {name}")


def _entity(output: Path, value: str, kinds: frozenset[str], *, advice: str = "") -> "Chosen":
    from kg.graph.store import open_store
    from kg.questions.choosing import choose_entity

    return choose_entity(open_store(output), value, kinds, advice=advice)


def _statement(output: Path, value: str) -> "Chosen":
    from kg.graph.store import open_store
    from kg.questions.choosing import choose_statement

    return choose_statement(open_store(output), value)


def _new_name(output: Path, name: str) -> str:
    """`name`, unless somebody in the graph has its identifier. Raises `UsageError` then."""
    from kg.archive.corrections.correction_file import is_identifier
    from kg.graph.store import open_store
    from kg.language.folding import slug
    from kg.language.personal_names import person_id
    from kg.questions.choosing import entity_of

    if is_identifier(name):
        raise UsageError(f"“{name}” looks like an identifier; write the name with its capitals.")
    for identifier in (slug(name), person_id(name)):
        known = entity_of(open_store(output), identifier, _ACTOR)
        if known:
            raise UsageError(f"The graph has {known}; leave out --new if that is who said it.")
    return name


def _add(
    claim: tuple[str, str, str], output: Path, corrections: Path | None, by: str | None, note: str
) -> str:
    """Write a correction, once it agrees with those of before; the file and line it stands in."""
    from kg.archive.corrections.correction_file import (
        CORRECTIONS_NAME,
        append_correction,
        contradictions,
        make_correction,
        next_line,
        read_corrections,
    )

    file = corrections or output / CORRECTIONS_NAME
    line = next_line(file)
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    correction = make_correction((*claim, by or _login(), now, note), line)
    before = read_corrections(file, _put_right_first) if file.exists() else []
    for one in before:
        if (one.subject, one.claim) == (correction.subject, correction.claim):
            raise UsageError(f"{file}, line {one.line}, says so already.")
    for lines, reason in contradictions([*before, correction]):
        others = " and ".join(str(one) for one in lines if one != line)
        raise UsageError(f"Not written, for it does not go with {file}, line {others}: {reason}")
    append_correction(file, correction)
    return f"{file}, line {line}"


def _put_right_first(error: KgError) -> None:
    raise InputError(f"Not written, because the file must be put right first. {error}")


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise UsageError("The login has no name; say with --by who corrects this.") from None


def _tell(line: str, what: str) -> None:
    say(f"{line}: {what}. The next “kg build” applies it.")
