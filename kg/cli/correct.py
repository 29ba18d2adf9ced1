"""`kg correct`: write a correction of the graph into a file that every build applies."""

import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.output import (
    DEFAULT_OUTPUT,
    NOTHING_FOUND,
    CorrectionsOption,
    Format,
    OutputOption,
    print_table,
    say,
)
from kg.errors import InputError, KgError, UsageError

if TYPE_CHECKING:
    from kg.questions.choosing import Chosen

ByOption = Annotated[
    str | None, typer.Option("--by", help="Who makes the correction; by default the login name.")
]
NoteOption = Annotated[str, typer.Option("--note", help="The reason, in a few words.")]
StatementArgument = Annotated[
    str, typer.Argument(help="The “id” of its record, or the “cite” column of a table.")
]
_ACTOR = frozenset({"actor"})
_NAMED = frozenset({"actor", "agreement"})

app = typer.Typer(
    name="correct",
    help="Write a correction into a file that every “kg build” applies (docs/corrections.md).",
    no_args_is_help=True,
)


@app.command("same-actor")
def same_actor(
    actor: Annotated[str, typer.Argument(help="The actor to merge: a name or an identifier.")],
    same_as: Annotated[str, typer.Argument(metavar="AS", help="The actor to keep: a name or an identifier.")],
    output: OutputOption = DEFAULT_OUTPUT,
    corrections: CorrectionsOption = None,
    by: ByOption = None,
    note: NoteOption = "",
) -> None:
    """Merge the first actor into the second one, whose name and type are kept."""
    one, other = (_find_entity(output, value, _ACTOR) for value in (actor, same_as))
    if one.id == other.id:
        raise UsageError(f"“{actor}” and “{same_as}” are the same actor already: {one}.")
    claim = ("same-actor", one.id, other.id)
    _add_correction(claim, f"{one} is {other}", output, corrections, by, note)


@app.command("speaker")
def speaker(
    statement: StatementArgument,
    actor: Annotated[
        str | None,
        typer.Argument(help="The speaker: a name or an identifier; without it, list who it may be."),
    ] = None,
    new: Annotated[
        bool, typer.Option("--new", help="The speaker is a person who is not in the graph.")
    ] = False,
    output: OutputOption = DEFAULT_OUTPUT,
    corrections: CorrectionsOption = None,
    by: ByOption = None,
    note: NoteOption = "",
) -> None:
    """Set the speaker of a statement; without an actor, list the candidates if the speaker is unsure."""
    said = _find_statement(output, statement)
    if actor is None:
        _list_candidates(output, said)
        return
    if new:
        who = what = _new_name(output, actor)
    else:
        advice = f"{_candidates(output, said)} For a person who is not in the graph, use --new."
        chosen = _find_entity(output, actor, _ACTOR, advice=advice)
        who, what = str(chosen), chosen.id
    claim = ("speaker", said.id, what)
    _add_correction(claim, f"{who} said “{said.name}”", output, corrections, by, note)


@app.command("not-a-statement")
def not_a_statement(
    statement: StatementArgument,
    output: OutputOption = DEFAULT_OUTPUT,
    corrections: CorrectionsOption = None,
    by: ByOption = None,
    note: NoteOption = "",
) -> None:
    """Remove a statement that nobody made."""
    said = _find_statement(output, statement)
    claim = ("not-a-statement", said.id, "")
    _add_correction(claim, f"“{said.name}” is not a statement", output, corrections, by, note)


@app.command("rename")
def rename(
    subject: Annotated[str, typer.Argument(help="An actor or agreement: a name or an identifier.")],
    name: Annotated[str, typer.Argument(help="The new name.")],
    output: OutputOption = DEFAULT_OUTPUT,
    corrections: CorrectionsOption = None,
    by: ByOption = None,
    note: NoteOption = "",
) -> None:
    """Rename an actor or agreement; its identifier does not change."""
    one = _find_entity(output, subject, _NAMED)
    claim = ("rename", one.id, name)
    _add_correction(claim, f"{one} is called {name}", output, corrections, by, note)


def _find_entity(output: Path, value: str, kinds: frozenset[str], *, advice: str = "") -> "Chosen":
    from kg.graph.store import open_store
    from kg.questions.choosing import choose_entity

    return choose_entity(open_store(output), value, kinds, advice=advice)


def _find_statement(output: Path, value: str) -> "Chosen":
    from kg.graph.store import open_store
    from kg.questions.choosing import choose_statement

    return choose_statement(open_store(output), value)


def _list_candidates(output: Path, said: "Chosen") -> None:
    """Print who may have made the statement. Raises `typer.Exit` with code 1 if there is nobody."""
    from kg.graph.store import open_store
    from kg.questions.choosing import candidates_table

    found = candidates_table(open_store(output), said.id)
    if not found.rows:
        say(f"“{said.name}”: there are no candidates for its speaker; name the speaker as ACTOR.")
        raise typer.Exit(NOTHING_FOUND)
    say(f"“{said.name}”: its speaker may be one of these; give the “id” of the right one as ACTOR.")
    print_table(found, Format.TABLE, count=False)


def _candidates(output: Path, said: "Chosen") -> str:
    """A sentence that names the candidates; "" if there are none."""
    from kg.graph.store import open_store
    from kg.questions.choosing import candidates_table

    found = candidates_table(open_store(output), said.id)
    listed = " or ".join(f"{row['name']} ({row['id']}, {row['confidence']})" for row in found)
    return f" It may be {listed}." if listed else ""


def _new_name(output: Path, name: str) -> str:
    """Return `name`. Raises `UsageError` if an actor in the graph has its identifier."""
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


def _add_correction(
    claim: tuple[str, str, str], said: str, output: Path, corrections: Path | None, by: str | None, note: str
) -> None:
    """Append a correction that does not contradict earlier ones; `said` tells what it claims."""
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
    before = read_corrections(file, _refuse_invalid_file) if file.exists() else []
    for one in before:
        if (one.subject, one.claim) == (correction.subject, correction.claim):
            raise UsageError(f"{file}, line {one.line}, already says this.")
    for lines, reason in contradictions([*before, correction]):
        others = " and ".join(str(one) for one in lines if one != line)
        raise UsageError(f"Not written, because it contradicts {file}, line {others}: {reason}")
    append_correction(file, correction)
    say(f"{file}, line {line}: {said}. The next “kg build” applies it.")


def _refuse_invalid_file(error: KgError) -> None:
    raise InputError(f"Not written, because the file has an error; fix it first. {error}")


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise UsageError("The login has no name; give yours with --by.") from None
