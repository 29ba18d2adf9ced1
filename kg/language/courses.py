"""Whether two wordings name one course of action: "withdrawing from the north", "a withdrawal"."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace

from kg.language.folding import fold, words_of
from kg.language.lexicon import lexicon, singular
from kg.language.stems import stem

_ARTICLES = frozenset({"a", "an", "the"})
_POINTING = frozenset({"the", "this", "that", "these", "those", "such"})
# Whose it is stays part of the wording: “their withdrawal” is not everybody's.
_POSSESSIVES = frozenset({"my", "your", "his", "her", "its", "our", "their"})
_NEGATIONS = frozenset({"no", "not", "never", "without", "neither", "nor", "none", "cannot", "non"})
_JOINS = frozenset({"and", "or", "but", "which", "who", "whom", "whose", "if", "when", "while", "because"})
_PREPOSITIONS = frozenset(
    {"about", "above", "across", "after", "against", "along", "among", "around", "as", "at", "before"}
    | {"behind", "between", "beyond", "by", "during", "for", "from", "in", "inside", "into", "near", "of"}
    | {"off", "on", "onto", "out", "outside", "over", "since", "through", "to", "toward", "towards", "under"}
    | {"until", "upon", "with", "within", "without"}
)
_GERUND = "ing"
# Who does it or is it, and not what is done: “attackers” are no attack.
_AGENTS = ("er", "or", "ist", "ive", "ee")


@dataclass(frozen=True, slots=True)
class Course:
    """A wording taken apart; equal ones name the same, as far as words alone can tell.

    `head` is the stem of what is done. `before` are the stems of the words before it, `after` those of the
    words after it with their prepositions, `names` and `names_after` the proper names there. `points_back`
    says that it is a head alone with a word that refers to something told before ("the plan").
    """

    head: str
    before: frozenset[str]
    names: frozenset[str]
    after: frozenset[tuple[str, str]]
    names_after: frozenset[tuple[str, str]]
    negated: bool
    points_back: bool

    @property
    def key(self) -> Hashable:
        """What two wordings must have in common to fit each other: all but the words after the head."""
        return self.head, self.before, self.names, self.names_after, self.negated

    def fits(self, other: "Course") -> bool:
        """Whether the two can name the same: no head, modifier, name or negation of the one is against it."""
        return self.key == other.key and (self.after <= other.after or other.after <= self.after)

    def without(self, names: frozenset[str]) -> "Course":
        """The wording without those of `names` that stand before its head."""
        return replace(self, names=self.names - names)


def course_of(text: str) -> Course:
    """The wording `text` taken apart."""
    words = words_of(text)
    folded = [fold(word) for word in words]
    negated = not _NEGATIONS.isdisjoint(folded)
    if not _JOINS.isdisjoint(folded):
        # Several things in one, or a clause: only the same words are the same.
        return Course(fold(text), frozenset(), frozenset(), frozenset(), frozenset(), negated, False)
    pointing = bool(folded) and (folded[0] in _POINTING or folded[0] in _POSSESSIVES)
    pairs = [
        (word, low)
        for word, low in zip(words, folded, strict=True)
        if low not in _ARTICLES and low not in _POINTING and (low not in _NEGATIONS or low in _PREPOSITIONS)
    ]
    is_infinitive = len(pairs) > 1 and pairs[0][1] == "to"
    pairs = pairs[1:] if is_infinitive else pairs
    if not pairs:
        return Course(fold(text), frozenset(), frozenset(), frozenset(), frozenset(), negated, pointing)
    ends = [place for place, (_, low) in enumerate(pairs) if low in _PREPOSITIONS and place]
    end = ends[0] if ends else len(pairs)
    opens = is_infinitive or (pairs[0][1].endswith(_GERUND) and _is_verb(words, folded, end))
    head = 0 if opens else end - 1
    before: set[str] = set()
    names: set[str] = set()
    for word, low in pairs[:head]:
        if _is_name(word):
            names.add(_name(word, low))
        else:
            before.add(stem(low))
    after: set[tuple[str, str]] = set()
    names_after: set[tuple[str, str]] = set()
    for preposition, word, low in _complements(pairs[head + 1 :]):
        if _is_name(word):
            names_after.add((preposition, _name(word, low)))
        else:
            after.add((preposition, stem(low)))
    return Course(
        _head(pairs[head][1]),
        frozenset(before),
        frozenset(names),
        frozenset(after),
        frozenset(names_after),
        negated,
        pointing and len(pairs) == 1 + sum(low in _POSSESSIVES for _, low in pairs),
    )


def names_in(name: str) -> frozenset[str]:
    """The proper names in the name of an actor, as `Course.names` has them."""
    return frozenset(_name(word, fold(word)) for word in words_of(name) if _is_name(word))


def _is_verb(words: list[str], folded: list[str], end: int) -> bool:
    """Whether a form in -ing that opens a wording is a verb: before a bare noun it may be its modifier."""
    if len(words) == 1 or end == 1:
        return True
    return folded[1] in _ARTICLES | _POINTING | _POSSESSIVES or _is_name(words[1])


def _complements(pairs: list[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """The words after the head, each with the preposition before it, "" for an object."""
    preposition = ""
    for word, low in pairs:
        if low in _PREPOSITIONS:
            preposition = low
        else:
            yield preposition, word, low


def _head(word: str) -> str:
    """The stem of a head; of one that is somebody or a thing of its own, only the singular."""
    bare = singular(word)
    found = stem(word)
    return bare if bare.endswith(_AGENTS) and not found.endswith(_AGENTS) else found


def _is_name(word: str) -> bool:
    return any(letter.isupper() for letter in word)


def _name(word: str, folded: str) -> str:
    """A proper name to compare: a country's and its adjective are one."""
    country = lexicon().countries.get(word) or lexicon().adjectives.get(word)
    return fold(country.adjective) if country else folded
