"""Which statements are taken: by default those that were said, as speech; also by speaker, topic and day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from kg.graph.reader.selecting import Iri, Solution, in_select, rows, terms
from kg.graph.store import Store
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
    """Statements of these `kinds`, `unsaid` in one of these ways; `NOT_UNSAID` are those that were said.

    None stands for any. A statement of a group is one of its members, too. Days are those on which it was
    made or, where no article tells that, of publication; one that has neither is not taken where one is
    asked for.
    """

    kinds: frozenset[str] = frozenset({StatementKind.SPEECH})
    unsaid: frozenset[str] = frozenset({NOT_UNSAID})
    speakers: tuple[Iri, ...] | None = None
    listeners: tuple[Iri, ...] | None = None
    """To whom it was said."""
    topics: tuple[Iri, ...] | None = None
    """What it names, if it has not the `words`."""
    words: str | None = None
    """What its words have, as `kg.language.folding.search_form` writes it."""
    since: str | None = None
    """The first day, in ISO 8601."""
    until: str | None = None
    """The last day, in ISO 8601."""
    confidence: float | None = None
    """The least confidence of the statement itself, from 0 to 1."""

    def pattern(self, statement: str = "?statement", *, apart: bool = False) -> str:
        """The SPARQL pattern that `statement` is among them; it binds `?kind` and, if unsaid, `?unsaid`.

        With `apart`, it is matched for all statements at once, before it is joined.
        """
        narrower = " ".join([*self._conditions(statement), *self._days(statement)])
        # Apart, so that nothing but the statement is bound, and each one once.
        chosen = f" {{ SELECT DISTINCT {statement} WHERE {{ {narrower} }} }}" if narrower else ""
        unsaid = f"{{ {statement} asg:unsaid ?unsaid }}"
        pattern = (
            f"{statement} asg:kind ?kind . OPTIONAL {in_select(unsaid) if apart else unsaid} "
            f"FILTER(?kind IN ({_listed(self.kinds)}) "
            f'&& COALESCE(?unsaid, "{NOT_UNSAID}") IN ({_listed(self.unsaid)})){chosen}'
        )
        return in_select(f"{{ {pattern} }}") if apart else pattern

    @property
    def is_narrowed(self) -> bool:
        """Whether more is asked of a statement than its kind and that it was said or not."""
        return replace(self, kinds=SAID.kinds, unsaid=SAID.unsaid) != SAID

    def count_undated(self, store: Store) -> int:
        """How many statements are not taken only because no day is known; 0 if none is asked for."""
        if not self.since and not self.until:
            return 0
        undated = "FILTER(!BOUND(?dated_first) && !BOUND(?dated_published))"
        pattern = replace(self, since=None, until=None).pattern()
        return sum(one.count for one in rows(store, _Counted, f"{pattern} {_DATED} {undated}"))

    def _conditions(self, statement: str) -> Iterable[str]:
        if self.speakers is not None:
            yield f"VALUES ?by {{ {terms(self.speakers)} }}"
            yield f"{statement} prov:wasAttributedTo/schema:member? ?by ."
        if self.listeners is not None:
            yield f"VALUES ?listener {{ {terms(self.listeners)} }}"
            yield f"?telling schema:object {statement} ; schema:recipient ?listener ."
        if self.words is not None:
            named = f"VALUES ?topic {{ {terms(self.topics or ())} }} {statement} schema:mentions ?topic"
            yield f"{statement} asg:searchText ?text ."
            yield f"FILTER(CONTAINS(?text, {terms([self.words])}) || EXISTS {{ {named} }})"
        if self.confidence is not None:
            yield f"{statement} asg:confidence ?sure . FILTER(?sure >= {terms([self.confidence])})"

    def _days(self, statement: str) -> Iterable[str]:
        if self.since or self.until:
            yield _DATED.replace("?statement", statement)
        if self.since:
            yield f"FILTER(STR(COALESCE(?dated_last, ?dated_published)) >= {terms([self.since])})"
        if self.until:
            yield f"FILTER(STR(COALESCE(?dated_first, ?dated_published)) <= {terms([self.until])})"


# The first and the last day on which a statement can have been made, and that of publication.
_DATED = (
    "?statement prov:wasQuotedFrom ?dated_article . "
    "OPTIONAL { ?dated_article schema:datePublished ?dated_published } "
    "OPTIONAL { ?statement asg:saidFrom ?dated_first ; asg:saidUntil ?dated_last }"
)


class _Counted(Solution, frozen=True):
    COUNTS = "?statement"

    count: int


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
