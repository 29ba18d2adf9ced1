"""The scheme of acts: a SKOS file, and a user's own with narrower acts beside it.

SKOS Simple Knowledge Organization System Reference, W3C 2009. An act is a `skos:Concept` with a
`skos:notation`; by `skos:broader` it leads over a root act of the shipped file to one of PLOVER's classes.
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
"""The scheme of the four polarities, in the same file."""
NO_POSITION = "STATE"
"""The root act of what takes no position."""

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_TOP = SKOS_BASE + "topConceptOf"
_LABELS = ("prefLabel", "altLabel", "hiddenLabel")
# A concept has one of each of these at most.
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
    """How an actor who does this stands toward whom it is done to, if nothing else tells."""
    weight: float | None
    """PLOVER's score from -10 (conflict) to +10 (cooperation), if it has one."""
    definition: str
    labels: tuple[str, ...]
    """The words for it, the name first."""


@dataclass(frozen=True)
class Scheme:
    """Acts by notation, each after its parent; names of classes and words for polarities."""

    acts: dict[str, Act]
    categories: dict[str, str]
    """The name of each class by its IRI, in the order of the file."""
    polarities: dict[Polarity, tuple[str, ...]] = field(default_factory=dict)

    def refine(self, root: str, words: str) -> str:
        """The narrowest act under `root` one of whose labels stands in `words`, else `root`."""
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
        """The acts that `words` mean ("threatened"), by label or notation, and all that are narrower."""
        named = self._by_label.get(_form(words), frozenset())
        return tuple(one for one in self.acts if not named.isdisjoint(self._line(one)))

    def polarity_named(self, words: str) -> Polarity | None:
        """The polarity that `words` mean ("is against"), or None."""
        form = _form(words)
        for polarity, labels in self.polarities.items():
            if any(_form(label) == form for label in (polarity.value, *labels)):
                return polarity
        return None

    @cached_property
    def _by_label(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for act in self.acts.values():
            for label in (act.notation, *act.labels):
                found.setdefault(_form(label), set()).add(act.notation)
        return {form: frozenset(notations) for form, notations in found.items()}

    @cached_property
    def _narrower(self) -> dict[str, tuple[tuple[int, str, str], ...]]:
        """By root act: depth under it, label and notation of every narrower act."""
        found: dict[str, list[tuple[int, str, str]]] = {}
        for act in self.acts.values():
            if act.parent is not None:
                depth = len(self._line(act.notation)) - 1
                found.setdefault(act.root, []).extend((depth, _form(one), act.notation) for one in act.labels)
        return {root: tuple(sorted(labels)) for root, labels in found.items()}

    def _line(self, notation: str) -> list[str]:
        """The act itself, its parent, and so on to the root."""
        line = [notation]
        while (parent := self.acts[line[-1]].parent) is not None:
            line.append(parent)
        return line


def read_scheme(extra: Path | None = None) -> Scheme:
    """The shipped scheme, with the acts that the Turtle file `extra` adds to it.

    Raises `InputError`, with file and act, where the file cannot be read, is no Turtle, or has an act
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
        raise InputError(f"The scheme {extra} is broken Turtle: {error.msg}.") from None
    roots = frozenset(act.iri for act in _shipped_scheme().acts.values())
    return _Reader([*_parse(_shipped_text()), *added], str(extra), roots).scheme()


def scheme_of_triples(triples: Iterable[Triple], name: str) -> Scheme:
    """The scheme that `triples` describe; `name` is the file that an error names. Raises `InputError`."""
    return _Reader(triples, name).scheme()


@cache
def _shipped_scheme() -> Scheme:
    return scheme_of_triples(_parse(_shipped_text()), "scheme.ttl")


def _shipped_text() -> str:
    return resources.files(__package__).joinpath("scheme.ttl").read_text("utf-8")


def _parse(text: str) -> Iterable[Triple]:
    return (quad.triple for quad in parse(text, format=RdfFormat.TURTLE))


def _form(text: str) -> str:
    """Folded words between spaces, so that whole words are compared."""
    return f" {' '.join(fold(word) for word in words_of(text))} "


class _Reader:
    """The properties of every concept, and the checks on them."""

    def __init__(self, triples: Iterable[Triple], name: str, roots: frozenset[str] | None = None) -> None:
        """`roots` are the IRIs of all acts that may stand right under a class, if not every one may."""
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
        categories = {iri: self._name_of(iri) for iri in self._tops(ACTS_BASE)}
        polarities = {
            self._polarity(iri, self._one(iri, "notation") or ""): self._labels(iri)
            for iri in self._tops(POLARITIES)
        }
        known = set(concepts) - set(self._tops(ACTS_BASE)) - set(self._tops(POLARITIES))
        notations = self._notations(known)
        lines = {iri: self._line(iri, known, categories) for iri in notations}
        ordered = sorted(notations, key=lambda iri: (len(lines[iri]), notations[iri]))
        acts = {notations[iri]: self._act(iri, lines[iri], notations) for iri in ordered}
        return Scheme(acts, categories, polarities)

    def _tops(self, scheme: str) -> list[str]:
        return [iri for iri, of in self._properties.items() if scheme in of.get(_TOP, [])]

    def _act(self, iri: str, line: list[str], notations: dict[str, str]) -> Act:
        parent, root = line[1], line[-2]
        weight = self._one(iri, "weight", ASG_BASE)
        try:
            score = None if weight is None else float(weight)
        except ValueError:
            raise self._error(iri, f"has the asg:weight “{weight}”, which is no number") from None
        return Act(
            iri=iri,
            notation=notations[iri],
            name=self._name_of(iri),
            parent=notations.get(parent),
            root=notations[root],
            category=line[-1],
            polarity=self._polarity(iri, self._one(iri, "polarity", ASG_BASE) or self._inherited(line)),
            weight=score,
            definition=self._one(iri, "definition") or "",
            labels=self._labels(iri),
        )

    def _line(self, iri: str, known: set[str], categories: dict[str, str]) -> list[str]:
        """The act, what is broader, and so on up to a class."""
        line = [iri]
        while line[-1] not in categories:
            parent = self._one(line[-1], "broader")
            if parent is None:
                raise self._error(line[-1], "has no parent; give it a skos:broader act")
            if parent not in known and parent not in categories:
                raise self._error(line[-1], f"has the parent <{parent}>, which no scheme defines")
            if parent in line:
                raise self._error(line[-1], "is its own ancestor; its skos:broader must lead to a root act")
            line.append(parent)
        if self._roots is not None and line[-2] not in self._roots:
            raise self._error(line[-2], "has a class for its parent; give it a root act, such as act:ACCUSE")
        return line

    def _inherited(self, line: list[str]) -> str:
        """The polarity of the nearest broader act that has one."""
        return next((found for iri in line if (found := self._one(iri, "polarity", ASG_BASE))), "")

    def _polarity(self, iri: str, value: str) -> Polarity:
        if value not in list(Polarity):
            known = ", ".join(Polarity)
            raise self._error(iri, f"has the asg:polarity “{value}”; there are {known}")
        return Polarity(value)

    def _notations(self, iris: set[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for iri in sorted(iris):
            notation = self._one(iri, "notation")
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
        name = self._one(iri, "prefLabel")
        if not name or not _form(name).strip():
            raise self._error(iri, "has no skos:prefLabel; give it one")
        return name

    def _one(self, iri: str, name: str, base: str = SKOS_BASE) -> str | None:
        return next(iter(self._properties[iri].get(base + name, [])), None)

    def _check_single(self, iri: str) -> None:
        for property_ in _SINGLE:
            values = self._properties[iri].get(property_, [])
            if len(values) > 1:
                raise self._error(iri, f"has more than one {_short(property_)}: {', '.join(values)}")

    def _error(self, iri: str, what: str) -> InputError:
        return InputError(f"The scheme {self._name} has a mistake: the act {_short(iri)} {what}.")


def _is_read(value: object) -> bool:
    """Whether it is a node or English; blank nodes and statements about statements are not the scheme's."""
    if isinstance(value, Literal):
        return not value.language or value.language.split("-")[0] == "en"
    return isinstance(value, NamedNode)


def _short(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1] or iri
