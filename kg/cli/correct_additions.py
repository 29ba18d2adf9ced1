"""`kg correct add-statement` and `add-position`: what was not read, and a person adds."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.correct import (
    ACTOR,
    NAMED,
    ByOption,
    Claim,
    NoteOption,
    StatementArgument,
    find_entity,
    find_said,
    new_name,
)
from kg.cli.correct_forms import add_checked, cue_claim, form_claims
from kg.cli.correct_statements import find_places
from kg.cli.output import DEFAULT_OUTPUT, CorrectionsOption, OutputOption
from kg.errors import UsageError
from kg.model import StatementKind, Unsaid


def add_statement(
    article: Annotated[str, typer.Argument(help="The article: its path, a part of it, or its identifier.")],
    places: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS",
            help="What was said: words of the article as they stand there, or their place, 790-974; of a "
            "statement in several pieces each piece.",
        ),
    ],
    source: Annotated[
        list[str] | None,
        typer.Option(help="The words that name who said it, or their place; may be repeated."),
    ] = None,
    speaker: Annotated[
        str | None,
        typer.Option(help="Who said it: a name or an identifier; without it, nobody is named."),
    ] = None,
    new: Annotated[
        bool, typer.Option("--new", help="The speaker is a person who is not in the graph.")
    ] = False,
    cue: Annotated[
        str | None, typer.Option(help="The words that report it, such as “said”, or their place.")
    ] = None,
    kind: Annotated[
        StatementKind | None, typer.Option(help="What it is; by default speech: words that were uttered.")
    ] = None,
    unsaid: Annotated[
        Unsaid | None, typer.Option(help="Why it is not, or not yet, said; by default it was said.")
    ] = None,
    output: OutputOption = DEFAULT_OUTPUT,
    corrections: CorrectionsOption = None,
    by: ByOption = None,
    note: NoteOption = "",
) -> None:
    """Add a statement that was not found in an article."""
    from kg.archive.corrections.correction_objects import AddedStatement
    from kg.graph.store import open_store
    from kg.questions.choosing import choose_article

    if new and speaker is None:
        raise UsageError("“--new” is for the person whom “--speaker” gives.")
    chosen, text = choose_article(open_store(output), article)
    content = find_places(text, places, chosen.name)
    added = AddedStatement(chosen.id, content, find_places(text, source or [], chosen.name, near=content))
    said = " … ".join(" ".join(one.of(text).split()) for one in content)
    claims = [Claim("statement-added", added.id, str(added), f"“{said}” is a statement of {chosen.name}")]
    if speaker is not None:
        advice = " For a person who is not in the graph, use --new."
        found = None if new else find_entity(output, speaker, ACTOR, advice=advice)
        what = found.id if found else new_name(output, speaker)
        claims.append(Claim("speaker", added.id, what, f"{found or what} said “{said}”"))
    if cue is not None:
        claims.append(cue_claim(added.id, said, text, cue, near=content))
    if kind or unsaid:
        claims += form_claims(added.id, said, kind, unsaid)
    add_checked(claims, output, corrections, by, note)


def add_position(
    statement: StatementArgument,
    act: Annotated[
        str, typer.Argument(help="What is done, an act of the scheme: SUPPORT, REJECT, DEMAND, …")
    ],
    target: Annotated[
        str | None,
        typer.Option(help="Toward whom or what: an actor or agreement, by name or identifier."),
    ] = None,
    words: Annotated[
        str | None, typer.Option(help="Toward which course of action, in words of the statement.")
    ] = None,
    holder: Annotated[
        str | None,
        typer.Option(
            help="Whose position it is, on the word of the speaker: an actor, by name or identifier."
        ),
    ] = None,
    output: OutputOption = DEFAULT_OUTPUT,
    corrections: CorrectionsOption = None,
    by: ByOption = None,
    note: NoteOption = "",
) -> None:
    """Add a position that the speaker of a statement takes, or that the statement tells of somebody else."""
    from kg.archive.corrections.correction_objects import AddedPosition

    if (target is None) is (words is None):
        raise UsageError("Say toward what: --target or --words.")
    said, act = find_said(output, statement), _notation(output, act)
    kind, what, name = "position-added-words", " ".join((words or "").split()), f"“{words}”"
    if target is not None:
        advice = " For a course of action, give words of the statement with --words."
        chosen = find_entity(output, target, NAMED, advice=advice)
        kind, what, name = "position-added", chosen.id, str(chosen)
    who = find_entity(output, holder, ACTOR) if holder is not None else None
    added = AddedPosition(act, what, who.id if who else "")
    whose = f"by “{said.name}” {who}" if who else f"the speaker of “{said.name}”"
    meaning = f"{whose} has a position, {act} {name}"
    add_checked([Claim(kind, said.id, str(added), meaning)], output, corrections, by, note)


def _notation(output: Path, act: str) -> str:
    """The act as the scheme of the graph writes it, where only the case differs."""
    from kg.graph.reader.lookup import scheme_of
    from kg.graph.store import open_store

    acts = scheme_of(open_store(output)).acts
    return next((one for one in acts if one.casefold() == act.casefold()), act)
