"""Names that a person types, found among the names in the graph: accents, case and slips forgiven."""

from dataclasses import dataclass

from pyoxigraph import NamedNode, Store
from rapidfuzz import fuzz, process

from kg.graph.store import run_query
from kg.language.agreement_words import agreement_words
from kg.language.folding import fold, search_form, words_of
from kg.language.lexicon import Country, lexicon
from kg.language.personal_names import bare_name
from kg.questions.tables import table_of

# A slip of the pen keeps at least this similarity (rapidfuzz's ratio, 0 to 100); found by trying
# names with one or two letters wrong against the names of five articles.
_LIKELY_SLIP = 82
_WORTH_OFFERING = 60

_NAMES = """
SELECT DISTINCT ?node ?class ?name ?form ?id WHERE {
  VALUES ?class { asg:Actor asg:Agreement schema:Place }
  ?node a ?class .
  ?node schema:name ?name .
  ?node asg:foldedName ?form .
  OPTIONAL { ?node schema:identifier ?id }
}
"""
_ACTORS = frozenset({"actor"})
_CLASSES = {"Actor": "actor", "Agreement": "agreement", "Place": "place"}


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """A node of the graph: `kind` is actor, agreement or place."""

    iri: str
    kind: str
    name: str

    @property
    def term(self) -> NamedNode:
        """The node as a term of a query."""
        return NamedNode(self.iri)


@dataclass(frozen=True, slots=True)
class Found:
    """What a typed name means. `slip` says that no name has just this form, only a similar one.

    `partial` says that what was typed are some words of a name.
    """

    entities: tuple[Node, ...]
    slip: bool = False
    partial: bool = False


class NameIndex:
    """All names of one graph."""

    def __init__(self, store: Store) -> None:
        self._forms: dict[str, set[Node]] = {}
        self._by_word: dict[str, set[str]] = {}
        self._by_id: dict[str, set[Node]] = {}
        for node, kind, name, form, identifier in sorted(table_of(run_query(store, _NAMES)).rows, key=str):
            entity = Node(str(node), _CLASSES[str(kind).rsplit("/", 1)[-1].rsplit("#", 1)[-1]], str(name))
            self._forms.setdefault(str(form), set()).add(entity)
            self._by_id.setdefault(str(identifier), set()).add(entity)
        for form in self._forms:
            for word in form.replace("-", " ").split():
                self._by_word.setdefault(word, set()).add(form)

    def find(self, name: str, kinds: frozenset[str]) -> Found:
        """What `name` means among `kinds`: an identifier, this form, its words in a name, or a slip."""
        known = {entity for entity in self._by_id.get(name, ()) if entity.kind in kinds}
        # One word is a name that somebody types, "jane-doe" an identifier that they have seen.
        if known and "-" in name:
            return Found(tuple(sorted(known)))
        wanted = _bare(name)
        exact = self._of_form(wanted, kinds) | self._government_of(name, kinds)
        exact = exact or self._of_form(fold(bare_name(name)), kinds)
        if exact or (kinds == _ACTORS and _country(name)):
            # A country that does not speak is nobody else with its name in theirs.
            return Found(tuple(sorted(exact)))
        partial = self.containing(name, kinds)
        if partial:
            return Found(partial, partial=True)
        similar = self._similar(wanted, kinds, cutoff=_LIKELY_SLIP)
        if not similar:
            return Found(())
        return Found(tuple(sorted(self._of_form(similar[0], kinds))), slip=True)

    def containing(self, name: str, kinds: frozenset[str]) -> tuple[Node, ...]:
        """Entities one of whose names has all words of `name`."""
        words = _bare(name).replace("-", " ").split()
        forms = set.intersection(*(self._by_word.get(word, set()) for word in words)) if words else set()
        return tuple(sorted({entity for form in forms for entity in self._of_form(form, kinds)}))

    def nearest(self, name: str, kinds: frozenset[str]) -> list[str]:
        """Up to three names of entities that are spelt like `name`, the nearest first."""
        names = [
            entity.name
            for form in self._similar(_bare(name), kinds, cutoff=_WORTH_OFFERING)
            for entity in sorted(self._of_form(form, kinds))
        ]
        return list(dict.fromkeys(names))[:3]

    def _government_of(self, name: str, kinds: frozenset[str]) -> set[Node]:
        """The government that a country or capital stands for when it is asked what it said."""
        country = _country(name)
        return self._of_form(fold(f"{country.adjective} government"), kinds) if country else set()

    def _of_form(self, form: str, kinds: frozenset[str]) -> set[Node]:
        return {entity for entity in self._forms.get(form, ()) if entity.kind in kinds}

    def _similar(self, wanted: str, kinds: frozenset[str], *, cutoff: int) -> list[str]:
        """Forms that are spelt like `wanted`, or one of whose words is, the nearest first."""
        choices = [*self._forms, *self._by_word]
        found = process.extract(wanted, choices, scorer=fuzz.ratio, score_cutoff=cutoff, limit=10)
        forms = [
            form
            for choice, _, _ in found
            for form in ([choice] if choice in self._forms else sorted(self._by_word[choice]))
            if self._of_form(form, kinds)
        ]
        return list(dict.fromkeys(forms))


def agreements_containing(words: str, index: NameIndex) -> tuple[Node, ...]:
    """Agreements with these words in a name: "Oslo" names one, "the deal" by itself does not."""
    if all(word in agreement_words().heads or word == "the" for word in search_form(words).split()):
        return ()
    return index.containing(words, frozenset({"agreement"}))


def _country(name: str) -> Country | None:
    words = " ".join(words_of(name))
    return lexicon().countries.get(words) or lexicon().capitals.get(words)


def _bare(name: str) -> str:
    return fold(name).removeprefix("the ").strip(" ?.!,\"'")
