"""Whether a correction that a person makes is about what the graph has."""

from collections.abc import Sequence

from kg.archive.corrections.correction_file import (
    ADDED_POSITIONS,
    ADDING,
    MERGING,
    Correction,
    CorrectionKind,
    is_identifier,
    make_correction,
)
from kg.archive.corrections.correction_objects import AddedPosition, AddedStatement, read_cue, read_unsaid
from kg.archive.corrections.correction_writing import Claim
from kg.archive.corrections.position_fit import acts_of_positions, stand_in
from kg.archive.corrections.statement_fit import cut_of, is_cue
from kg.errors import UsageError
from kg.graph.reader.article_rows import read_bodies, read_texts
from kg.graph.reader.lookup import find_by_id, find_positions, find_statement, scheme_of
from kg.graph.reader.node_rows import Node
from kg.graph.reader.selecting import Iri
from kg.graph.reader.statement_rows import read_statements
from kg.graph.store import Store
from kg.graph.vocabulary import node
from kg.language.folding import fold, slug
from kg.language.personal_names import person_id

_CHANGES = frozenset(
    {CorrectionKind.POSITION_TARGET, CorrectionKind.POSITION_WORDS, CorrectionKind.POSITION_POLARITY}
)


def check_claims(store: Store, claims: Sequence[Claim], lines: Sequence[Correction]) -> None:
    """Raise `UsageError` for a claim that is not valid or about what the graph does not have.

    `lines` are the corrections that are there: what one of them changed is not accepted as it was read.
    """
    made = [make_correction((*claim, "-", "2000-01-01", ""), 0) for claim in claims]
    added = {one.subject for one in made if one.kind in ADDING}
    for one in made:
        if one.kind is CorrectionKind.STATEMENT_ADDED:
            _check_added_statement(store, one)
        elif one.kind in ADDED_POSITIONS:
            _check_added_position(store, one)
        elif one.is_of_position:
            _check_position(store, one, lines)
        elif one.is_of_agreement:
            _check_agreement(store, one, lines)
        elif one.is_of_statement:
            if one.subject not in added:
                _check_there(store, one, lines)
                _check_form(store, one)
            _check_speaker(store, one)
        elif one.kind in MERGING:
            kind = "actor" if one.kind is CorrectionKind.SAME_ACTOR else "agreement"
            for identifier in (one.subject, one.object):
                _find(store, identifier, (kind,))
            if one.subject == one.object:
                raise UsageError(f"“{one.subject}” is the same {kind} already.")
        else:
            _find(store, one.subject, ("actor", "agreement"))


def _check_added_statement(store: Store, one: Correction) -> None:
    what = AddedStatement.parse(one.object)
    iri = Iri(node("article", what.article).value)
    body = read_bodies(store, [iri]).get(iri)
    if body is None:
        raise UsageError(f"The graph has no article “{what.article}”.")
    if cut_of(body, what.content) is None or any(span.end > len(body) for span in what.source):
        raise UsageError("There are no words at these places in the article.")
    (text,) = read_texts(store, [iri])
    for said in text.statements:
        if what.content == tuple(row.span for row in text.evidence[said.iri] if row.role == "content"):
            raise UsageError("These words are a statement already; correct that one.")


def _check_added_position(store: Store, one: Correction) -> None:
    statement, what = one.statement_and_position[0], AddedPosition.parse(one.object)
    found = list(read_statements(store, [Iri(node("statement", statement).value)]).values())
    if not found:
        raise UsageError(f"The graph has no statement “{statement}”.")
    said, is_words = found[0], one.kind is CorrectionKind.POSITION_ADDED_WORDS
    if what.holder:
        holder = _find(store, what.holder, ("actor",))
    elif said.speaker is None:
        raise UsageError("Nobody is known who says this and would take a position; say first who does.")
    else:
        holder = said.speaker
    if what.holder and said.speaker and what.holder == said.speaker.id:
        raise UsageError(f"{holder.name} is the speaker, and takes the position by speaking; give no holder.")
    acts = acts_of_positions(scheme_of(store))
    if what.act not in acts:
        raise UsageError(f"“{what.act}” is no act of a position; there are {', '.join(acts)}.")
    if is_words and not stand_in(what.target, said.text):
        raise UsageError(f"The words “{what.target}” do not stand in “{said.text}”.")
    if not is_words:
        _find(store, what.target, ("actor", "agreement"))
        _refuse_own(holder, what.target)
    for stand in said.stands:
        toward = fold(stand.target.name) == fold(what.target) if is_words else stand.target.id == what.target
        if stand.is_spoken is not bool(what.holder) and stand.holder.id == holder.id and toward:
            raise UsageError(f"There is a position toward {stand.target.name} already; correct that one.")


def _check_agreement(store: Store, one: Correction, lines: Sequence[Correction]) -> None:
    statement, read = one.statement_and_position
    found = list(read_statements(store, [Iri(node("statement", statement).value)]).values())
    if not found:
        raise UsageError(f"The graph has no statement “{statement}”.")
    is_corrected = any(own.subject == one.subject for own in lines)
    if not is_corrected and all(own.id != read for own in found[0].agreements):
        raise UsageError(f"The statement does not refer to “{read}”.")
    if one.kind is CorrectionKind.AGREEMENT:
        _find(store, one.object, ("agreement",))
        if one.object == read:
            raise UsageError(f"“{read}” is what was read; if it is right, undo what was corrected.")


def _check_there(store: Store, one: Correction, lines: Sequence[Correction]) -> None:
    if not find_statement(store, one.subject):
        raise UsageError(f"The graph has no statement “{one.subject}”.")
    if one.kind is CorrectionKind.NOT_A_STATEMENT and _is_added(one, lines):
        raise UsageError("This statement was added by hand; take that back.")


def _check_form(store: Store, one: Correction) -> None:
    """Refuse a kind, or why it is not said, that a statement has already, and a cue without words."""
    (said,) = read_statements(store, [Iri(node("statement", one.subject).value)]).values()
    is_kind = one.kind is CorrectionKind.STATEMENT_KIND and said.kind == one.object
    is_unsaid = one.kind is CorrectionKind.STATEMENT_UNSAID and said.unsaid == read_unsaid(one.object)
    if is_kind or is_unsaid:
        raise UsageError(f"The statement is “{one.object}” already; if that is right, accept it.")
    if one.kind is CorrectionKind.STATEMENT_CUE and (cue := read_cue(one.object)):
        article = said.article.iri
        if not is_cue(cue, read_bodies(store, [article])[article]):
            raise UsageError("There are no words at this place in the article.")


def _is_added(one: Correction, lines: Sequence[Correction]) -> bool:
    """Whether one of `lines` adds what `one` is about."""
    return any(own.kind in ADDING and own.subject == one.subject for own in lines)


def _check_speaker(store: Store, one: Correction) -> None:
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
    if one.kind is CorrectionKind.NOT_A_POSITION and _is_added(one, lines):
        raise UsageError("This position was added by hand; take that back.")
    if one.kind is CorrectionKind.POSITION_ACCEPTED and any(
        own.subject == one.subject and own.kind in _CHANGES | ADDING for own in lines
    ):
        raise UsageError("This position was corrected by hand, and is right by that.")
    if one.kind is CorrectionKind.POSITION_TARGET:
        _find(store, one.object, ("actor", "agreement"))
        _refuse_own(found.holder, one.object)


def _refuse_own(holder: Node, target: str) -> None:
    if target == holder.id:
        raise UsageError(f"{holder.name} is the holder, and nobody takes a position toward themselves.")


def _find(store: Store, identifier: str, kinds: tuple[str, ...]) -> Node:
    found = next((own for own in find_by_id(store, identifier) if own.kind in kinds), None)
    if found is None:
        raise UsageError(f"The graph has no {' or '.join(kinds)} “{identifier}”.")
    return found
