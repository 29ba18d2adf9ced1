"""Names that a person types, found among the names in the graph: accents, case and slips are forgiven."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from kg.errors import UsageError
from kg.graph.reader.indexed_rows import read_named
from kg.graph.reader.node_rows import Node, iris_of
from kg.graph.reader.selecting import Iri
from kg.graph.store import Store
from kg.graph.text_index import TextIndex, text_index_of
from kg.graph.text_tables import words_of_form
from kg.graph.vocabulary import kind_of
from kg.language.agreement_words import agreement_words
from kg.language.folding import fold, search_form, words_of
from kg.language.lexicon import Country, lexicon
from kg.language.personal_names import bare_name

# A slip of the pen keeps at least this similarity (rapidfuzz's ratio, 0 to 100); found by trying
# names with one or two letters wrong against the names of five articles.
_LIKELY_SLIP = 82
_WORTH_OFFERING = 60
_OFFERED = 3
# What stands before the headline of an agreement without a name: “deal (“Two states agree”)”.
_HEADLINE = " (“"
_ACTORS = frozenset({"actor"})


@dataclass(frozen=True, slots=True)
class Found:
    """What a typed name means. `slip` says that no name has exactly this form, only a similar one.

    `partial` says that it is some words of a name.
    """

    entities: tuple[Node, ...]
    slip: bool = False
    partial: bool = False


class NameIndex:
    """The names of one graph, looked up in its search index."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def _index(self) -> TextIndex:
        return text_index_of(self._store)

    def find(self, name: str, kinds: frozenset[str]) -> Found:
        """What `name` means among `kinds`: an identifier, a form, words of a name, or a slip in one."""
        # One word is a name that somebody types, "jane-doe" an identifier that they have seen.
        if "-" in name and (known := read_named(self._store, iris_of(name, kinds))):
            return Found(tuple(known))
        wanted = _bare(name)
        exact = self._of_form(wanted, kinds) | self._government_of(name, kinds)
        exact = exact or self._of_form(fold(bare_name(name)), kinds)
        if exact or (kinds == _ACTORS and _country(name)):
            # A country without statements is not somebody whose name contains its own.
            return Found(tuple(sorted(exact)))
        partial = self.containing(name, kinds)
        if partial:
            return Found(partial, partial=True)
        for nearest in self._similar(wanted, kinds, cutoff=_LIKELY_SLIP):
            return Found(tuple(nearest), slip=True)
        return Found(())

    def containing(self, name: str, kinds: frozenset[str]) -> tuple[Node, ...]:
        """Entities one of whose names has all words of `name`.

        An agreement without a name is told apart by a headline: whoever types words of one does not mean it.
        """
        words = words_of_form(_bare(name))
        found = self._among(self._index.named_with(words), kinds)
        return tuple(
            one
            for one in found
            if words <= words_of_form(fold(one.name.partition(_HEADLINE)[0])) or _HEADLINE not in one.name
        )

    def unknown(self, value: str, kinds: frozenset[str], advice: str = "") -> UsageError:
        """The error for a name that is not in the graph: it offers the nearest ones, and the `advice`."""
        nearest = " or ".join(self.nearest(value, kinds))
        offer = f"; did you mean {nearest}?" if nearest else "."
        return UsageError(f"Nothing in the graph is called “{value}”{offer}{advice}")

    def nearest(self, name: str, kinds: frozenset[str]) -> list[str]:
        """Up to three names of entities with a similar spelling, the nearest first."""
        names: dict[str, None] = {}
        for nodes in self._similar(_bare(name), kinds, cutoff=_WORTH_OFFERING):
            names |= dict.fromkeys(one.name for one in nodes)
            if len(names) >= _OFFERED:
                break
        return list(names)[:_OFFERED]

    def _government_of(self, name: str, kinds: frozenset[str]) -> set[Node]:
        """The government that a country or capital stands for as a speaker."""
        country = _country(name)
        return self._of_form(fold(f"{country.adjective} government"), kinds) if country else set()

    def _of_form(self, form: str, kinds: frozenset[str]) -> set[Node]:
        return set(self._among(self._index.named(form), kinds))

    def _among(self, iris: Iterable[str], kinds: frozenset[str]) -> list[Node]:
        return read_named(self._store, (Iri(one) for one in iris if kind_of(one) in kinds))

    def _similar(self, wanted: str, kinds: frozenset[str], *, cutoff: int) -> Iterator[list[Node]]:
        """Those with a name in a spelling similar to `wanted`, or with a word that has, the nearest first."""
        for form in self._index.similar(wanted, cutoff):
            if nodes := self._among(self._index.named(form), kinds):
                yield nodes


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
