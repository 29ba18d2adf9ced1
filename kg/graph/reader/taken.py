"""Which statements are taken: by default those that were said, as speech."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.graph.reader.selecting import terms
from kg.model import StatementKind, Unsaid

NOT_UNSAID: Final = "none"
"""What stands for a statement that was said, where `unsaid` is asked for."""
_MARKS = {
    Unsaid.NEGATED: "did not say",
    Unsaid.REFUSED: "refused to say",
    Unsaid.HYPOTHETICAL: "might say",
    Unsaid.QUESTION: "asked if said",
    Unsaid.FUTURE: "is yet to say",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """Statements of these `kinds`, `unsaid` in one of these ways; `NOT_UNSAID` are those that were said."""

    kinds: frozenset[str] = frozenset({StatementKind.SPEECH})
    unsaid: frozenset[str] = frozenset({NOT_UNSAID})

    def pattern(self, statement: str = "?statement") -> str:
        """The SPARQL pattern that `statement` is among them; it binds `?kind` and, if unsaid, `?unsaid`."""
        return (
            f"{statement} asg:kind ?kind . OPTIONAL {{ {statement} asg:unsaid ?unsaid }} "
            f"FILTER(?kind IN ({_listed(self.kinds)}) "
            f'&& COALESCE(?unsaid, "{NOT_UNSAID}") IN ({_listed(self.unsaid)}))'
        )


SAID: Final = Taken()
"""What was said as speech: what questions, counts and pages take."""
ALL: Final = Taken(frozenset(StatementKind), frozenset({NOT_UNSAID, *Unsaid}))


def mark(kind: StatementKind, unsaid: Unsaid | None) -> str:
    """The words that keep a statement from being taken for said speech; "" if it is that."""
    if kind is StatementKind.SPEECH:
        return _MARKS[unsaid] if unsaid else ""
    return f"{kind}, {unsaid}" if unsaid else kind.value


def _listed(values: Iterable[str]) -> str:
    return ", ".join(terms([str(one)]) for one in sorted(values))
