"""What a person types for a parameter of a query, as values of the graph, with what it was understood as."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.errors import UsageError
from kg.graph.reader.lookup import (
    find_courses,
    find_in_positions,
    find_with_groups,
    first_paths,
    paths_with,
    scheme_of,
)
from kg.graph.reader.node_rows import Node
from kg.graph.reader.selecting import Iri, Value, terms, values_block
from kg.graph.reader.taken import NOT_UNSAID, SAID, Taken
from kg.graph.store import Store
from kg.graph.text_index import has_index_file, text_index_of
from kg.language.folding import search_form
from kg.language.stems import stems_of
from kg.model import ActorType, Layer, Polarity, StatementKind, Unsaid
from kg.model.partial_date import parse_day
from kg.questions.name_index import Found, NameIndex, agreements_containing

_ACTOR = frozenset({"actor"})
_ANY = frozenset({"actor", "agreement", "place"})
KINDS = {
    "actor": "the name of an actor",
    "node": "the name of an actor, agreement or place",
    "holder": "the name of an actor",
    "topic": "a name, or any words",
    "target": "a name, or words of a course of action",
    "role": "words of an office",
    "article": "a path, or a part of one",
    "act": "a word for an act",
    "polarity": "one of these",
    "type": "one of these",
    "layer": "one of these",
    "layers": "some of these",
    "kind": "some of these",
    "unsaid": "some of these",
    "share": "a number from 0 to 1",
    "day": "a day: 2020-02-10",
}
"""The types of parameters of queries, and what a person types for each."""
# Statements or articles that a query lists instead of comparing the words of all; more make it long to read.
_MOST_LISTED = 5_000
# A node that the graph does not have; an unbound variable would match every node.
_NOTHING = Iri("urn:kg:nothing")


@dataclass(frozen=True, slots=True)
class Meaning:
    """Rows of a VALUES block, what they were understood as, and a note if there was a slip in a name."""

    rows: list[tuple[Value, ...]]
    words: str
    note: str | None = None
    among: tuple[Iri, ...] | None = None
    """The statements among which are all that have the words of a topic; None where they are not listed."""
    articles: tuple[Iri, ...] | None = None
    """The articles of all sentences that have these words, in the same way."""


def find_meaning(kind: str, value: str, store: Store, names: NameIndex) -> Meaning:
    """What `value` means for a parameter of this `kind`.

    Raises `UsageError` for a name that the graph does not have, and for a value that the kind does not.
    """
    match kind:
        case "actor":
            found = _found(value, names, _ACTOR)
            # What a group said, its members said.
            return _meaning(find_with_groups(store, _iris(found.entities)), found, value)
        case "node":
            return _entity(value, names, _ANY)
        case "holder":
            found = _found(value, names, _ACTOR)
            return _meaning(find_in_positions(store, _iris(found.entities), "holder"), found, value)
        case "topic":
            return _topic(value, store, names)
        case "target":
            return _target(value, store, names)
        case "role":
            return Meaning([(search_form(value),)], f"is the role “{value}”")
        case "article":
            return _article(value, store)
        case "act":
            return _act(value, store)
        case "polarity":
            polarity = scheme_of(store).polarity_named(value)
            return _one_of(polarity.value if polarity else value, "a polarity", list(Polarity))
        case "type":
            return _one_of(value, "a type of actor", list(ActorType))
        case "layer":
            return _one_of(value, "a layer", list(Layer))
        case "layers":
            return _some_of(value, "a layer", list(Layer))
        case "kind":
            return _some_of(value, "a kind of statement", list(StatementKind))
        case "unsaid":
            return _some_of(value, "a way of not saying", [NOT_UNSAID, *Unsaid])
        case "share":
            return _share(value)
        case "day":
            return Meaning([(parse_day(value).isoformat(),)], f"is {value}")
    raise ValueError(f"unknown kind of parameter: {kind}")


def taken_by(meanings: Mapping[str, Meaning]) -> Taken:
    """The statements that the meanings of filters say; those said as speech without them.

    Filters are `speaker`, `about`, `to`, `since`, `until`, `kind`, `unsaid` and `min_confidence`.
    """
    given = {name: one.rows for name, one in meanings.items()}

    def iris(name: str) -> tuple[Iri, ...] | None:
        return tuple(Iri(row[0]) for row in given[name]) if name in given else None

    def texts(name: str) -> list[str]:
        return [str(row[0]) for row in given.get(name, ())]

    return Taken(
        kinds=frozenset(texts("kind")) or SAID.kinds,
        unsaid=frozenset(texts("unsaid")) or SAID.unsaid,
        speakers=iris("speaker"),
        listeners=iris("to"),
        topics=iris("about"),
        words=str(given["about"][0][1]) if "about" in given else None,
        since=next(iter(texts("since")), None),
        until=next(iter(texts("until")), None),
        confidence=float(str(given["min_confidence"][0][0])) if "min_confidence" in given else None,
    )


def topic_pattern(meaning: Meaning, node: str) -> str:
    """The SPARQL pattern that `node`, a variable, names the topic that is meant or has its words in its text.

    `?statement` is a statement, another variable a figure. The store begins with the statements that are
    listed, or the figures of the articles that are, or with all of them; the store has no class of figures.
    """
    topics, words = values_block([row[:1] for row in meaning.rows]), terms([meaning.rows[0][1]])
    if node != "?statement":
        begin = f"{node} asg:counted ?counted_one ."
        if meaning.articles is not None:
            begin = f"VALUES ?told_in {{ {terms(meaning.articles)} }} GRAPH ?told_in {{ {begin} }}"
    elif meaning.among is None:
        begin = f"{node} a asg:Statement ."
    else:
        begin = f"VALUES {node} {{ {terms(meaning.among)} }}"
    return (
        f"{{ VALUES ?topic {{ {topics} }} {node} schema:mentions ?topic }} UNION "
        f"{{ {begin} {node} asg:searchText ?searched FILTER(CONTAINS(?searched, {words})) }}"
    )


def _entity(value: str, names: NameIndex, kinds: frozenset[str]) -> Meaning:
    found = _found(value, names, kinds)
    return _meaning(_iris(found.entities), found, value)


def _found(value: str, names: NameIndex, kinds: frozenset[str]) -> Found:
    found = names.find(value, kinds)
    if not found.entities:
        raise names.unknown(value, kinds)
    return found


def _topic(value: str, store: Store, names: NameIndex) -> Meaning:
    """Entities with this name, agreements that have it in theirs, and the words themselves.

    The search index of a store lists the statements that have the words, unless they are very many.
    """
    named = names.find(value, _ANY)
    found = () if named.slip else named.entities
    entities = sorted({*found, *agreements_containing(value, names)})
    words = search_form(value)
    meaning = f"is {_listed(entities)}, or the words “{value}”" if entities else f"is the words “{value}”"
    rows: list[tuple[Value, ...]] = [(iri, words) for iri in _iris(entities) or [_NOTHING]]
    if not has_index_file(store):
        return Meaning(rows, meaning)
    index = text_index_of(store)
    statements = index.statements_with(words.split(), _MOST_LISTED)
    articles = index.articles_with(words.split(), _MOST_LISTED)
    return Meaning(rows, meaning, among=_all_iris(statements), articles=_all_iris(articles))


def _all_iris(found: list[str] | None) -> tuple[Iri, ...] | None:
    return None if found is None else tuple(map(Iri, found))


def _target(value: str, store: Store, names: NameIndex) -> Meaning:
    """An entity with this name and the groups that it is a member of, or else a course of action.

    Courses of action have all words of `value` in their wording, by stems. They count if no position is
    toward the entity, and if `value` has no capital, so that it can be words as well as a name ("the ban").
    Whoever supports the removal of somebody does not support them: the words in which a name stands are not
    its entity.
    """
    named = names.find(value, _ACTOR)
    entities = {*agreements_containing(value, names), *(() if named.slip else named.entities)}
    held = find_in_positions(store, _iris(entities), "target")
    courses = [] if held and value != value.lower() else find_courses(store, stems_of(value))
    if courses and (named.partial or not held):
        return Meaning([(iri,) for iri in courses], f"is the words “{value}”")
    if courses:
        words = f"is {_listed(entities)}, or the words “{value}”"
        return Meaning([(iri,) for iri in (*held, *courses)], words)
    if entities:
        return Meaning([(iri,) for iri in held or [_NOTHING]], f"is {_listed(entities)}")
    if named.slip:
        return _meaning(find_in_positions(store, _iris(named.entities), "target"), named, value)
    return Meaning([(_NOTHING,)], f"is the words “{value}”")


def _article(value: str, store: Store) -> Meaning:
    """The article with this path among its own, else those with a path that contains it."""
    fitting = paths_with(store, value)
    if not fitting:
        known = ", ".join(first_paths(store, 3))
        raise UsageError(f"No article is called “{value}”; there are, for instance, {known}.")
    iris = dict.fromkeys(row.iri for row in fitting)
    return Meaning([(iri,) for iri in iris], f"is {', '.join(row.path for row in fitting)}")


def _act(value: str, store: Store) -> Meaning:
    """The acts that a word or notation means, and those that are narrower."""
    scheme = scheme_of(store)
    notations = scheme.acts_named(value)
    if not notations:
        raise UsageError(f"“{value}” is not an act of the scheme; there are {', '.join(scheme.acts)}.")
    return Meaning([(Iri(scheme.acts[one].iri),) for one in notations], f"is {' or '.join(notations)}")


def _one_of(value: str, what: str, known: list[str]) -> Meaning:
    if value not in known:
        raise UsageError(f"“{value}” is not {what}; there are {', '.join(known)}.")
    return Meaning([(value,)], f"is “{value}”")


def _some_of(value: str, what: str, known: list[str]) -> Meaning:
    """One or several of `known`, with commas between them, or “all”."""
    if value.strip() == "all":
        return Meaning([(str(one),) for one in known], "is any")
    given = [one.strip() for one in value.split(",")]
    for one in given:
        if one not in known:
            raise UsageError(f"“{one}” is not {what}; there are {', '.join(known)}, all.")
    return Meaning([(one,) for one in given], f"is {' or '.join(given)}")


def _share(value: str) -> Meaning:
    try:
        share = float(value)
    except ValueError:
        share = -1
    if not 0 <= share <= 1:
        raise UsageError(f"“{value}” is not a number from 0 to 1.")
    return Meaning([(share,)], f"is at least {share:g}")


def _meaning(iris: list[Iri], found: Found, value: str) -> Meaning:
    note = f"No name is exactly “{value}”; the nearest one is used." if found.slip else None
    return Meaning([(iri,) for iri in iris or [_NOTHING]], f"is {_listed(found.entities)}", note)


def _iris(entities: Iterable[Node]) -> list[Iri]:
    return [one.iri for one in sorted(entities)]


def _listed(entities: Iterable[Node]) -> str:
    # Unnamed speakers of several articles have one name.
    return " or ".join(dict.fromkeys(f"{one.name} ({one.kind})" for one in sorted(entities)))
