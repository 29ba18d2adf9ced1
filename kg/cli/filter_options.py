"""The options that narrow an answer down: declared once, with one meaning in every command."""

from typing import Annotated

import typer

SpeakerFilter = Annotated[
    str | None,
    typer.Option(
        "--speaker", metavar="NAME", help="Statements of this speaker; accents and case do not matter."
    ),
]
AboutFilter = Annotated[
    str | None,
    typer.Option(
        "--about", metavar="NAME", help="Statements that name this actor, agreement, place or word."
    ),
]
ToFilter = Annotated[
    str | None, typer.Option("--to", metavar="NAME", help="Statements that were made to this actor.")
]
SinceFilter = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="DATE",
        help="Statements made on this day (2020-02-10) or later; where no article tells the day, published "
        "then. Those without any day are left out.",
    ),
]
UntilFilter = Annotated[
    str | None,
    typer.Option("--until", metavar="DATE", help="Statements made on this day or earlier; likewise."),
]
KindFilter = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="Statements of this kind: speech, attitude, act, or all; several with commas. "
        "By default speech; in an export of rows or RDF all.",
    ),
]
UnsaidFilter = Annotated[
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
