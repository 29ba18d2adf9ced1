"""`kg correct`: write a correction of the graph into a file that every build applies."""

import getpass
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

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
from kg.errors import UsageError
from kg.model import Polarity

if TYPE_CHECKING:
    from kg.graph.reader.position_rows import PositionRow
    from kg.questions.choosing import Chosen

ByOption = Annotated[
    str | None, typer.Option("--by", help="Who makes the correction; by default the login name.")
]
NoteOption = Annotated[str, typer.Option("--note", help="The reason, in a few words.")]
StatementArgument = Annotated[
    str, typer.Argument(help="The “id” of its record, or the “cite” column of a table.")
]
ACTOR = frozenset({"actor"})
NAMED = frozenset({"actor", "agreement"})


class Claim(NamedTuple):
    """The first three cells of a correction, and a sentence without its full stop that says what it means."""

    kind: str
    subject: str
    object: str
    meaning: str


app = typer.Typer(
    name="correct",
    help="Write a correction into a file that every “kg build” applies (docs/corrections.md).",
    no_args_is_help=True,
    add_completion=False,
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
    one, other = (find_entity(output, value, ACTOR) for value in (actor, same_as))
    if one.id == other.id:
        raise UsageError(f"“{actor}” and “{same_as}” are the same actor already: {one}.")
    claim = Claim("same-actor", one.id, other.id, f"{one} is {other}")
    add_claims([claim], output, corrections, by, note)


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
    none: Annotated[bool, typer.Option("--none", help="The article names nobody who said it.")] = False,
    output: OutputOption = DEFAULT_OUTPUT,
    corrections: CorrectionsOption = None,
    by: ByOption = None,
    note: NoteOption = "",
) -> None:
    """Set the speaker of a statement; without an actor, list the candidates if the speaker is unsure."""
    if none and (actor is not None or new):
        raise UsageError("Give the speaker, or --none if nobody is named.")
    said = find_said(output, statement)
    if none:
        claim = Claim("unnamed-speaker", said.id, "", f"nobody is named who said “{said.name}”")
        add_claims([claim], output, corrections, by, note)
        return
    if actor is None:
        _list_candidates(output, said)
        return
    if new:
        who = what = new_name(output, actor)
    else:
        advice = f"{_candidates(output, said)} For a person who is not in the graph, use --new."
        chosen = find_entity(output, actor, ACTOR, advice=advice)
        who, what = str(chosen), chosen.id
    claim = Claim("speaker", said.id, what, f"{who} said “{said.name}”")
    add_claims([claim], output, corrections, by, note)


@app.command("not-a-statement")
def not_a_statement(
    statement: StatementArgument,
    output: OutputOption = DEFAULT_OUTPUT,
    corrections: CorrectionsOption = None,
    by: ByOption = None,
    note: NoteOption = "",
) -> None:
    """Remove a statement that nobody made."""
    said = find_said(output, statement)
    claim = Claim("not-a-statement", said.id, "", f"“{said.name}” is not a statement")
    add_claims([claim], output, corrections, by, note)


@app.command("position")
def position(
    statement: StatementArgument,
    position: Annotated[
        str | None,
        typer.Argument(
            help="Its identifier, as the list has it; not needed where the statement has only one."
        ),
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="It is right as it is.")] = False,
    none: Annotated[bool, typer.Option("--none", help="There is no such position.")] = False,
    polarity: Annotated[
        Polarity | None,
        typer.Option(help="The right polarity; an act that stands for the opposite changes with it."),
    ] = None,
    target: Annotated[
        str | None, typer.Option(help="The right target: an actor or agreement, by name or identifier.")
    ] = None,
    words: Annotated[
        str | None, typer.Option(help="The right target: a course of action, in words of the statement.")
    ] = None,
    output: OutputOption = DEFAULT_OUTPUT,
    corrections: CorrectionsOption = None,
    by: ByOption = None,
    note: NoteOption = "",
) -> None:
    """Correct or accept a position of a statement; without an option, list all its positions."""
    said = find_said(output, statement)
    given = [accept, none, bool(polarity or target is not None or words is not None)]
    if position is None and not any(given):
        _list_positions(output, said)
        return
    if sum(given) != 1 or (target is not None and words is not None):
        raise UsageError(
            "Say one thing of the position: --accept, --none, or what is right of it: --polarity, and "
            "--target or --words."
        )
    one = _find_position(output, said, position)
    subject = f"{said.id}/{one.id}"
    claims = []
    if accept:
        claims.append(Claim("position-accepted", subject, "", f"{_described(one)} is right"))
    if none:
        claims.append(Claim("not-a-position", subject, "", f"{_described(one)} is not a position"))
    if polarity:
        claims.append(_polarity_claim(output, subject, one, polarity))
    if target is not None:
        claims.append(_target_claim(output, subject, one, target))
    if words is not None:
        _check_words(said, words)
        claims.append(Claim("position-words", subject, words, f"{_described(one)} is toward “{words}”"))
    add_claims(claims, output, corrections, by, note)


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
    one = find_entity(output, subject, NAMED)
    claim = Claim("rename", one.id, name, f"{one} is called {name}")
    add_claims([claim], output, corrections, by, note)


def find_entity(output: Path, value: str, kinds: frozenset[str], *, advice: str = "") -> "Chosen":
    from kg.graph.store import open_store
    from kg.questions.choosing import choose_entity

    return choose_entity(open_store(output), value, kinds, advice=advice)


def find_said(output: Path, value: str) -> "Chosen":
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


def _list_positions(output: Path, said: "Chosen") -> None:
    """Print the positions of the statement. Raises `typer.Exit` with code 1 if there are none."""
    from kg.graph.store import open_store
    from kg.questions.choosing import positions_table

    found = positions_table(open_store(output), said.id)
    if not found.rows:
        say(f"“{said.name}” has no position in the graph.")
        raise typer.Exit(NOTHING_FOUND)
    say(
        f"“{said.name}”: its positions; give the “position” of one as POSITION, and --accept, --none, "
        "--polarity, --target or --words."
    )
    print_table(found, Format.TABLE, count=False)


def _find_position(output: Path, said: "Chosen", value: str | None) -> "PositionRow":
    from kg.graph.store import open_store
    from kg.questions.choosing import choose_position

    return choose_position(open_store(output), said, value)


def _described(one: "PositionRow") -> str:
    from kg.questions.choosing import describe_position

    return describe_position(one)


def _polarity_claim(output: Path, subject: str, one: "PositionRow", polarity: Polarity) -> Claim:
    from kg.graph.reader.lookup import scheme_of
    from kg.graph.store import open_store

    if one.polarity is polarity:
        raise UsageError(f"{_described(one)}: its polarity is this already; if it is right, use --accept.")
    act = scheme_of(open_store(output)).act_for(one.act, polarity)
    also = "" if act == one.act else f", and its act {act}"
    meaning = f"{_described(one)} has the polarity {polarity}{also}"
    return Claim("position-polarity", subject, polarity.value, meaning)


def _target_claim(output: Path, subject: str, one: "PositionRow", target: str) -> Claim:
    advice = " For a course of action, give words of the statement with --words."
    chosen = find_entity(output, target, NAMED, advice=advice)
    if chosen.id == one.target.id:
        raise UsageError(f"{_described(one)}: its target is this already; if it is right, use --accept.")
    if chosen.id == one.holder.id:
        raise UsageError(f"{chosen} is the holder, and nobody takes a position toward themselves.")
    return Claim("position-target", subject, chosen.id, f"{_described(one)} is toward {chosen}")


def _check_words(said: "Chosen", words: str) -> None:
    """Raise `UsageError` if `words` do not stand in one piece of the statement."""
    from kg.archive.corrections.position_fit import stand_in

    if not words.strip() or not stand_in(words, said.name):
        raise UsageError(f"The words “{words}” do not stand in “{said.name}”.")


def new_name(output: Path, name: str) -> str:
    """Return `name`. Raises `UsageError` if an actor in the graph has its identifier."""
    from kg.archive.corrections.correction_file import is_identifier
    from kg.graph.store import open_store
    from kg.language.folding import slug
    from kg.language.personal_names import person_id
    from kg.questions.choosing import entity_of

    if is_identifier(name):
        raise UsageError(f"“{name}” looks like an identifier; write the name with its capitals.")
    for identifier in (slug(name), person_id(name)):
        known = entity_of(open_store(output), identifier, ACTOR)
        if known:
            raise UsageError(f"The graph has {known}; leave out --new if that is who said it.")
    return name


def add_claims(
    claims: Sequence[Claim], output: Path, corrections: Path | None, by: str | None, note: str
) -> None:
    """Append corrections that do not contradict earlier ones; all or, where one is refused, none."""
    from kg.archive.corrections.correction_file import CORRECTIONS_NAME
    from kg.archive.corrections.correction_writing import add_corrections

    file = corrections or output / CORRECTIONS_NAME
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    told = [(one.kind, one.subject, one.object) for one in claims]
    change = add_corrections(file, told, by=by or login_name(), on=now, note=note)
    for new, claim in zip(change.added, claims, strict=True):
        say(f"{file}, line {new.line}: {claim.meaning}. The next “kg build” applies it.")


def login_name(option: str = "--by") -> str:
    """The login name. Raises `UsageError` if there is none; `option` gives another one."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise UsageError(f"The login has no name; give yours with {option}.") from None
