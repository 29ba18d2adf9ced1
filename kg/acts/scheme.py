"""The scheme of acts: the shipped SKOS file, extended by a user's file with narrower acts.

SKOS Simple Knowledge Organization System Reference, W3C 2009. An act is a `skos:Concept` with a
`skos:notation`; the path of `skos:broader` goes through a root act of the shipped file to a PLOVER class.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.errors import InputError
from kg.language.folding import fold, words_of
from kg.model import Polarity

ASG_BASE = "https://w3id.org/actor-statement-graph#"
ACTS_BASE = "https://w3id.org/actor-statement-graph/acts#"
SKOS_BASE = "http://www.w3.org/2004/02/skos/core#"
POLARITIES = ACTS_BASE + "polarity"
"""The IRI of the scheme of the four polarities, in the same file."""
NO_POSITION = "STATE"
"""The root act of statements that take no position."""

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_TOP = SKOS_BASE + "topConceptOf"
_OPPOSITES = {Polarity.SUPPORTS: Polarity.OPPOSES, Polarity.OPPOSES: Polarity.SUPPORTS}
_LABELS = ("prefLabel", "altLabel", "hiddenLabel")
# Properties of which a concept has at most one.
_SINGLE = (
    *(SKOS_BASE + name for name in ("notation", "broader", "prefLabel", "definition")),
    *(ASG_BASE + name for name in ("polarity", "weight")),
)


@dataclass(frozen=True, slots=True)
class Act:
    """A concept of the scheme. `parent` is the notation of the broader act, None for a root."""

    iri: str
    notation: str
    name: str
    parent: str | None
    root: str
    category: str
    """The IRI of PLOVER's class: verbal or material cooperation or conflict, or neutral."""
    polarity: Polarity
    """The default polarity of the actor toward the target."""
    weight: float | None
    """PLOVER's score from -10 (conflict) to +10 (cooperation), or None."""
    definition: str
    labels: tuple[str, ...]
    """The labels, the name first."""

    def fits(self, polarity: Polarity) -> bool:
        """Whether a position with this act can have the polarity: the default, or mixed; all if neutral."""
        return self.polarity in (polarity, Polarity.NEUTRAL) or polarity is Polarity.MIXED


@dataclass(frozen=True)
class Scheme:
    """Acts by notation, each after its parent; names of classes and labels of polarities."""

    acts: dict[str, Act]
    categories: dict[str, str]
    """The name of each class by its IRI, in the order of the file."""
    polarities: dict[Polarity, tuple[str, ...]] = field(default_factory=dict)
    plain_acts: dict[Polarity, str] = field(default_factory=dict)
    """The plain act of `supports` and of `opposes`."""

    def act_for(self, act: str, polarity: Polarity) -> str:
        """`act`; where it by default stands for the opposite of `polarity`, the plain act of `polarity`."""
        if self.acts[act].polarity is _OPPOSITES.get(polarity):
            return self.plain_acts[polarity]
        return act

    def refine(self, root: str, words: str) -> str:
        """The narrowest act under `root` that has a label in `words`, else `root`."""
        found = root
        narrower = self._narrower.get(root, ())
        if narrower:
            form = _form(words)
            best = (0, 0)
            for depth, label, notation in narrower:
                if label in form and (depth, len(label)) > best:
                    found, best = notation, (depth, len(label))
        return found

    def acts_named(self, words: str) -> tuple[str, ...]:
        """The acts whose label or notation is `words` ("threatened"), with all narrower acts."""
        named = self._by_label.get(_form(words), frozenset())
        return tuple(one for one in self.acts if not named.isdisjoint(self._path_to_root(one)))

    def polarity_named(self, words: str) -> Polarity | None:
        """The polarity with the label `words` ("is against"), or None."""
        return self._polarity_by_label.get(_form(words))

    @cached_property
    def _polarity_by_label(self) -> dict[str, Polarity]:
        found: dict[str, Polarity] = {}
        for polarity, labels in self.polarities.items():
            for label in (polarity.value, *labels):
                found.setdefault(_form(label), polarity)
        return found

    @cached_property
    def _by_label(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for act in self.acts.values():
            for label in (act.notation, *act.labels):
                found.setdefault(_form(label), set()).add(act.notation)
        return {form: frozenset(notations) for form, notations in found.items()}

    @cached_property
    def _narrower(self) -> dict[str, tuple[tuple[int, str, str], ...]]:
        """By root act, the depth, label and notation of each narrower act."""
        found: dict[str, list[tuple[int, str, str]]] = {}
        for act in self.acts.values():
            if act.parent is not None:
                depth = len(self._path_to_root(act.notation)) - 1
                found.setdefault(act.root, []).extend((depth, _form(one), act.notation) for one in act.labels)
        return {root: tuple(sorted(labels)) for root, labels in found.items()}

    def _path_to_root(self, notation: str) -> list[str]:
        """The notations from the act to its root."""
        line = [notation]
        while (parent := self.acts[line[-1]].parent) is not None:
            line.append(parent)
        return line


def read_scheme(extra: Path | None = None) -> Scheme:
    """Read the shipped scheme and the acts that the Turtle file `extra` adds.

    Raises `InputError`, with file and act, if the file cannot be read, is not Turtle, or has an act
    without notation, name or parent, with an unknown parent or polarity, or in a cycle.
    """
    if extra is None:
        return _shipped_scheme()
    try:
        text = extra.read_text("utf-8-sig")
    except OSError as error:
        raise InputError(f"The scheme {extra} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError:
        raise InputError(f"The scheme {extra} is not UTF-8.") from None
    try:
        added = list(_parse(text))
    except SyntaxError as error:
        raise InputError(f"The scheme {extra} is not valid Turtle: {error.msg}.") from None
    roots = frozenset(act.iri for act in _shipped_scheme().acts.values())
    return _Reader([*_parse(_shipped_text()), *added], str(extra), roots).scheme()


def scheme_of_triples(triples: Iterable[Triple], name: str) -> Scheme:
    """The scheme described by `triples`; `name` is the file name in errors. Raises `InputError`."""
    return _Reader(triples, name).scheme()


@cache
def _shipped_scheme() -> Scheme:
    return scheme_of_triples(_parse(_shipped_text()), "scheme.ttl")


def _shipped_text() -> str:
    return resources.files(__package__).joinpath("scheme.ttl").read_text("utf-8")


def _parse(text: str) -> Iterable[Triple]:
    return (quad.triple for quad in parse(text, format=RdfFormat.TURTLE))


def _form(text: str) -> str:
    """Folded words, each between spaces, so that `in` compares whole words."""
    return f" {' '.join(fold(word) for word in words_of(text))} "


class _Reader:
    """Reads and checks the properties of all concepts."""

    def __init__(self, triples: Iterable[Triple], name: str, roots: frozenset[str] | None = None) -> None:
        """`roots` are the IRIs of the acts allowed directly under a class; None allows all."""
        self._name = name
        self._roots = roots
        self._properties: dict[str, dict[str, list[str]]] = {}
        for triple in triples:
            if isinstance(triple.subject, NamedNode) and _is_read(triple.object):
                properties = self._properties.setdefault(triple.subject.value, {})
                values = properties.setdefault(triple.predicate.value, [])
                value = getattr(triple.object, "value", "")
                if value not in values:
                    values.append(value)

    def scheme(self) -> Scheme:
        concepts = {
            iri: properties
            for iri, properties in self._properties.items()
            if SKOS_BASE + "Concept" in properties.get(_TYPE, []) or SKOS_BASE + "broader" in properties
        }
        for iri in concepts:
            self._check_single(iri)
        categories = {iri: self._name_of(iri) for iri in self._top_concepts(ACTS_BASE)}
        signs = {
            self._polarity(iri, self._value(iri, "notation") or ""): iri
            for iri in self._top_concepts(POLARITIES)
        }
        known = set(concepts) - set(self._top_concepts(ACTS_BASE)) - set(self._top_concepts(POLARITIES))
        notations = self._notations(known)
        lines = {iri: self._path_to_root(iri, known, categories) for iri in notations}
        ordered = sorted(notations, key=lambda iri: (len(lines[iri]), notations[iri]))
        acts = {notations[iri]: self._act(iri, lines[iri], notations) for iri in ordered}
        plain = {
            polarity: notations[act]
            for polarity, iri in signs.items()
            if (act := self._value(iri, "related")) in notations
        }
        labels = {polarity: self._labels(iri) for polarity, iri in signs.items()}
        return Scheme(acts, categories, labels, plain)

    def _top_concepts(self, scheme: str) -> list[str]:
        return [iri for iri, of in self._properties.items() if scheme in of.get(_TOP, [])]

    def _act(self, iri: str, line: list[str], notations: dict[str, str]) -> Act:
        parent, root = line[1], line[-2]
        weight = self._value(iri, "weight", ASG_BASE)
        try:
            score = None if weight is None else float(weight)
        except ValueError:
            raise self._error(iri, f"has the asg:weight “{weight}”, which is not a number") from None
        return Act(
            iri=iri,
            notation=notations[iri],
            name=self._name_of(iri),
            parent=notations.get(parent),
            root=notations[root],
            category=line[-1],
            polarity=self._polarity(iri, self._inherited_polarity(line)),
            weight=score,
            definition=self._value(iri, "definition") or "",
            labels=self._labels(iri),
        )

    def _path_to_root(self, iri: str, known: set[str], categories: dict[str, str]) -> list[str]:
        """The IRIs from the act up to its class."""
        line = [iri]
        while line[-1] not in categories:
            parent = self._value(line[-1], "broader")
            if parent is None:
                raise self._error(line[-1], "has no parent; give it a skos:broader act")
            if parent not in known and parent not in categories:
                raise self._error(line[-1], f"has the parent <{parent}>, which is not defined")
            if parent in line:
                raise self._error(line[-1], "is its own ancestor; its skos:broader must lead to a root act")
            line.append(parent)
        if self._roots is not None and line[-2] not in self._roots:
            raise self._error(line[-2], "has a class for its parent; give it a root act, such as act:ACCUSE")
        return line

    def _inherited_polarity(self, line: list[str]) -> str:
        """The polarity of the nearest act in `line` that has one."""
        return next((found for iri in line if (found := self._value(iri, "polarity", ASG_BASE))), "")

    def _polarity(self, iri: str, value: str) -> Polarity:
        if value not in list(Polarity):
            known = ", ".join(Polarity)
            raise self._error(iri, f"has the asg:polarity “{value}”; there are {known}")
        return Polarity(value)

    def _notations(self, iris: set[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for iri in sorted(iris):
            notation = self._value(iri, "notation")
            if not notation:
                raise self._error(iri, f"has no skos:notation; give it one, such as “{_short(iri).upper()}”")
            if notation in found.values():
                raise self._error(iri, f"has the skos:notation “{notation}”, which another act has")
            found[iri] = notation
        return found

    def _labels(self, iri: str) -> tuple[str, ...]:
        properties = self._properties[iri]
        labels = [label for kind in _LABELS for label in properties.get(SKOS_BASE + kind, [])]
        return tuple(dict.fromkeys(labels))

    def _name_of(self, iri: str) -> str:
        name = self._value(iri, "prefLabel")
        if not name or not _form(name).strip():
            raise self._error(iri, "has no skos:prefLabel; give it one")
        return name

    def _value(self, iri: str, name: str, base: str = SKOS_BASE) -> str | None:
        return next(iter(self._properties[iri].get(base + name, [])), None)

    def _check_single(self, iri: str) -> None:
        for property_ in _SINGLE:
            values = self._properties[iri].get(property_, [])
            if len(values) > 1:
                raise self._error(iri, f"has more than one {_short(property_)}: {', '.join(values)}")

    def _error(self, iri: str, what: str) -> InputError:
        return InputError(f"The scheme {self._name} has a mistake: the act {_short(iri)} {what}.")


def _is_read(value: object) -> bool:
    """Whether it is an IRI or an English literal; blank nodes and quoted triples are ignored."""
    if isinstance(value, Literal):
        return not value.language or value.language.split("-")[0] == "en"
    return isinstance(value, NamedNode)


def _short(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1] or iri
