"""The options that narrow an answer down: declared once, with one meaning in every command."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated

import typer

_Speaker = Annotated[
    str | None,
    typer.Option(
        "--speaker", metavar="NAME", help="Statements of this speaker; accents and case do not matter."
    ),
]
_About = Annotated[
    str | None,
    typer.Option(
        "--about", metavar="NAME", help="Statements that name this actor, agreement, place or word."
    ),
]
_To = Annotated[
    str | None, typer.Option("--to", metavar="NAME", help="Statements that were made to this actor.")
]
_Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="DATE",
        help="Statements made on this day (2020-02-10) or later; where no article tells the day, published "
        "then. Those without any day are left out.",
    ),
]
_Until = Annotated[
    str | None,
    typer.Option("--until", metavar="DATE", help="Statements made on this day or earlier; likewise."),
]
_Kind = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="Statements of this kind: speech, attitude, act, or all; several with commas. "
        "By default speech; in an export of rows or RDF all.",
    ),
]
_Unsaid = Annotated[
    str | None,
    typer.Option(
        "--unsaid",
        metavar="HOW",
        help="Statements that were not said: negated, refused, hypothetical, question, future, or all; "
        "none are those that were (the default). Several with commas.",
    ),
]
MinConfidenceFilter = Annotated[
    float | None,
    typer.Option(
        "--min-confidence",
        metavar="NUMBER",
        min=0,
        max=1,
        help="Leave out statements below this confidence, from 0 to 1; of positions those below it, by "
        "default below 0.65, and 0 shows all.",
    ),
]
LimitFilter = Annotated[
    int | None, typer.Option("--limit", metavar="NUMBER", min=1, help="At most so many rows.")
]

_FILTERS = {
    "speaker": _Speaker,
    "about": _About,
    "to": _To,
    "since": _Since,
    "until": _Until,
    "kind": _Kind,
    "unsaid": _Unsaid,
    "min_confidence": MinConfidenceFilter,
}


def takes_filters(command: Callable[..., None]) -> Callable[..., None]:
    """`command` with an option for each filter of statements, which it takes as `**filters`."""
    of_command = inspect.signature(command, eval_str=True)
    own = [one for one in of_command.parameters.values() if one.kind is not one.VAR_KEYWORD]
    options = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=option)
        for name, option in _FILTERS.items()
    ]
    listed = [*options, *(one.replace(kind=one.KEYWORD_ONLY) for one in own)]

    @wraps(command)
    def with_filters(**given: object) -> None:
        command(**given)

    # What typer reads the options from.
    with_filters.__dict__["__signature__"] = of_command.replace(parameters=listed)
    with_filters.__annotations__ = {one.name: one.annotation for one in listed}
    return with_filters
