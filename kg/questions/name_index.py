"""Names that a person types, found among the names in the graph: accents, case and slips are forgiven."""

from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from kg.errors import UsageError
from kg.graph.reader.node_rows import Node, list_nodes, read_forms
from kg.graph.store import Store
from kg.language.folding import fold, search_form, words_of
from kg.language.lexicon import Country, lexicon
from kg.language.personal_names import bare_name
from kg.resolve.agreements.references import KIND_OF_HEAD

# A slip of the pen keeps at least this similarity (rapidfuzz's ratio, 0 to 100); found by trying
# names with one or two letters wrong against the names of five articles.
_LIKELY_SLIP = 82
_WORTH_OFFERING = 60
_KINDS = ("actor", "agreement", "place")
_ACTORS = frozenset({"actor"})
# Words that are not a name by themselves ("the deal").
_HEADS = frozenset(KIND_OF_HEAD) | {"ceasefire", "the"}


@dataclass(frozen=True, slots=True)
class Found:
    """What a typed name means. `slip` says that no name has exactly this form, only a similar one.

    `partial` says that it is some words of a name.
    """

    entities: tuple[Node, ...]
    slip: bool = False
    partial: bool = False


class NameIndex:
    """All names of one graph; they are read on first use."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def _nodes(self) -> dict[str, Node]:
        return {node.iri: node for kind in _KINDS for node in list_nodes(self._store, kind)}

    @cached_property
    def _forms(self) -> dict[str, set[Node]]:
        found: dict[str, set[Node]] = {}
        for iri, forms in read_forms(self._store).items():
            for form in forms if iri in self._nodes else ():
                found.setdefault(form, set()).add(self._nodes[iri])
        return found

    @cached_property
    def _by_word(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for form in self._forms:
            for word in form.replace("-", " ").split():
                found.setdefault(word, set()).add(form)
        return found

    def find(self, name: str, kinds: frozenset[str]) -> Found:
        """What `name` means among `kinds`: an identifier, a form, words of a name, or a slip in one."""
        # One word is a name that somebody types, "jane-doe" an identifier that they have seen.
        known = [one for one in self._nodes.values() if one.id == name and one.kind in kinds]
        if known and "-" in name:
            return Found(tuple(sorted(known)))
        wanted = _bare(name)
        exact = self._of_form(wanted, kinds) | self._government_of(name, kinds)
        exact = exact or self._of_form(fold(bare_name(name)), kinds)
        if exact or (kinds == _ACTORS and _country(name)):
            # A country without statements is not somebody whose name contains its own.
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

    def unknown(self, value: str, kinds: frozenset[str], advice: str = "") -> UsageError:
        """The error for a name that is not in the graph: it offers the nearest ones, and the `advice`."""
        nearest = " or ".join(self.nearest(value, kinds))
        offer = f"; did you mean {nearest}?" if nearest else "."
        return UsageError(f"Nothing in the graph is called “{value}”{offer}{advice}")

    def nearest(self, name: str, kinds: frozenset[str]) -> list[str]:
        """Up to three names of entities with a similar spelling, the nearest first."""
        names = [
            entity.name
            for form in self._similar(_bare(name), kinds, cutoff=_WORTH_OFFERING)
            for entity in sorted(self._of_form(form, kinds))
        ]
        return list(dict.fromkeys(names))[:3]

    def _government_of(self, name: str, kinds: frozenset[str]) -> set[Node]:
        """The government that a country or capital stands for as a speaker."""
        country = _country(name)
        return self._of_form(fold(f"{country.adjective} government"), kinds) if country else set()

    def _of_form(self, form: str, kinds: frozenset[str]) -> set[Node]:
        return {entity for entity in self._forms.get(form, ()) if entity.kind in kinds}

    def _similar(self, wanted: str, kinds: frozenset[str], *, cutoff: int) -> list[str]:
        """Forms that have a spelling similar to `wanted`, or a word that has, the nearest first."""
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
    if all(word in _HEADS for word in search_form(words).split()):
        return ()
    return index.containing(words, frozenset({"agreement"}))


def _country(name: str) -> Country | None:
    words = " ".join(words_of(name))
    return lexicon().countries.get(words) or lexicon().capitals.get(words)


def _bare(name: str) -> str:
    return fold(name).removeprefix("the ").strip(" ?.!,\"'")
