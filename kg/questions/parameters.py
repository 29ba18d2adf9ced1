"""The parameters of queries, and those by which every command chooses statements."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter; `kind` says how its value is read (`kg.questions.meanings`)."""

    name: str
    kind: str
    required: bool
    description: str
    default: str = ""
    """What counts where it is not given, as a person types it; "" for any value."""

    @property
    def option(self) -> str:
        """Its option on the command line."""
        return f"--{self.name.replace('_', '-')}"


OF_STATEMENTS = (
    Parameter("speaker", "actor", False, "who spoke"),
    Parameter("about", "topic", False, "an actor, agreement, place or word that the statement names"),
    Parameter("to", "actor", False, "to whom it was said"),
    Parameter("since", "day", False, "said on this day or later; where no article tells it, published"),
    Parameter("until", "day", False, "said on this day or earlier; where no article tells it, published"),
    Parameter("kind", "kind", False, "speech, attitude, act, or all; several with commas", "speech"),
    Parameter(
        "unsaid",
        "unsaid",
        False,
        "none, negated, refused, hypothetical, question, future, or all; several with commas",
        "none",
    ),
    Parameter("min_confidence", "share", False, "only statements at least this sure, from 0 to 1"),
)
"""The parameters of every query that has the line `# said`."""


def limit_notes(number: int, limit: int | None, what: str) -> list[str]:
    """A note if a `limit` leaves out some of the `number` of rows or the like."""
    if limit is None or number <= limit:
        return []
    return [f"The first {limit:,} of {number:,} {what}s."]
