"""Whether a correction that a reviewer sends is about what the graph has."""

from collections.abc import Sequence

from kg.archive.corrections.correction_file import (
    Correction,
    CorrectionKind,
    is_identifier,
    make_correction,
)
from kg.archive.corrections.correction_writing import Claim
from kg.errors import UsageError
from kg.graph.reader.lookup import find_by_id, find_positions, find_statement
from kg.graph.store import Store
from kg.language.folding import slug
from kg.language.personal_names import person_id

_CHANGES = frozenset(
    {CorrectionKind.POSITION_TARGET, CorrectionKind.POSITION_WORDS, CorrectionKind.POSITION_POLARITY}
)


def check_claims(store: Store, claims: Sequence[Claim], lines: Sequence[Correction]) -> None:
    """Raise `UsageError` for a claim that is not valid or about what the graph does not have.

    `lines` are the corrections that are there: what one of them changed is not accepted as it was read.
    """
    for claim in claims:
        one = make_correction((*claim, "-", "2000-01-01", ""), 0)
        if one.is_of_position:
            _check_position(store, one, lines)
        elif one.is_of_statement:
            _check_statement(store, one)
        else:
            _find(
                store,
                one.subject,
                ("actor",) if one.kind is CorrectionKind.SAME_ACTOR else ("actor", "agreement"),
            )
            if one.kind is CorrectionKind.SAME_ACTOR:
                _find(store, one.object, ("actor",))
                if one.subject == one.object:
                    raise UsageError(f"“{one.subject}” is the same actor already.")


def _check_statement(store: Store, one: Correction) -> None:
    if not find_statement(store, one.subject):
        raise UsageError(f"The graph has no statement “{one.subject}”.")
    if one.kind is CorrectionKind.SPEAKER and is_identifier(one.object):
        _find(store, one.object, ("actor",))
    elif one.kind is CorrectionKind.SPEAKER:
        for identifier in (slug(one.object), person_id(one.object)):
            if any(own.kind == "actor" for own in find_by_id(store, identifier)):
                raise UsageError(f"The graph has “{identifier}” already; choose that actor.")


def _check_position(store: Store, one: Correction, lines: Sequence[Correction]) -> None:
    statement, position = one.statement_and_position
    found = next((own for own in find_positions(store, statement) if own.id == position), None)
    if found is None:
        raise UsageError(f"The statement “{statement}” has no position “{position}”.")
    if one.kind is CorrectionKind.POSITION_ACCEPTED and any(
        own.subject == one.subject and own.kind in _CHANGES for own in lines
    ):
        raise UsageError("This position was corrected by hand, and is right by that.")
    if one.kind is CorrectionKind.POSITION_TARGET:
        _find(store, one.object, ("actor", "agreement"))
        if one.object == found.holder.id:
            raise UsageError(
                f"{found.holder.name} is the holder, and nobody takes a position toward themselves."
            )


def _find(store: Store, identifier: str, kinds: tuple[str, ...]) -> None:
    if not any(own.kind in kinds for own in find_by_id(store, identifier)):
        raise UsageError(f"The graph has no {' or '.join(kinds)} “{identifier}”.")
