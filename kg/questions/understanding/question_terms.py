"""What statements are found by: the names and words of a question, each with how much it tells."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from math import fsum

from anyascii import anyascii

from kg.archive.echoes.wordings import weigh, wording_of
from kg.graph.reader.selecting import Iri
from kg.language.folding import fold
from kg.language.lexicon import lexicon
from kg.language.stems import stem
from kg.questions.understanding.ask_words import ask_words
from kg.questions.understanding.name_spotting import Named, kin_stems
from kg.questions.understanding.question_reading import OF_EVENTS, Reading
from kg.questions.understanding.question_tokens import Token, tokenise

_WORD = re.compile(r"[^\W_]+(?:['.][^\W_]+)*")
_COMPOUND = re.compile(r"[^\W_]+(?:-[^\W_]+)+")
_BRITISH = re.compile(r"(?<=[a-z]{4})is(e|ed|es|ing|ation|ations)$")
_ENDING = re.compile(r"'s?$")
# What a name tells, and one of a word that is in every second text and in next to none.
_OF_NAME, _OF_COMMON, _OF_RARE = 1.3, 0.25, 1.0
# The verb of a question is often told by another one, or by none.
_OF_VERB = 0.5
_BY_WORDS, _BY_SYNONYM, _BY_NEIGHBOUR = 0.8, 0.7, 0.45
# Words that stand in the same sentence, in the same paragraph, in the title of the article.
_AROUND = (0.55, 0.35, 0.25)
Around = tuple[frozenset[str], frozenset[str], frozenset[str]]
"""The stems of the sentence, the paragraph and the title of a text."""
_MARKS = str.maketrans({one: anyascii(one) for one in "‘’“”–—…"})
_NONE: frozenset[Iri] = frozenset()
# A quoted phrase tells more than a word.
_OF_PHRASE = 2.0


@dataclass(frozen=True, slots=True)
class Term:
    """A name or a word of a question; its `stems` must all be there, or one of `others`, or of `near`."""

    words: str
    stems: frozenset[str]
    others: frozenset[str]
    nodes: frozenset[Iri]
    weight: float
    near: frozenset[str] = frozenset()
    is_verb: bool = False
    """Whether it is the verb of the question: by itself it asks for nothing."""

    def match(self, stems: frozenset[str], mentions: frozenset[Iri]) -> float:
        """How well a text with these `stems` that mentions these nodes has it, from 0 to 1."""
        if self.nodes and not self.nodes.isdisjoint(mentions):
            return 1.0
        if self.stems <= stems:
            return _BY_WORDS if self.nodes else 1.0
        if not self.others.isdisjoint(stems):
            return _BY_SYNONYM
        return 0.0 if self.near.isdisjoint(stems) else _BY_NEIGHBOUR


@dataclass(frozen=True)
class Terms:
    """All terms of a question; as many as it has are compared with hundreds of texts."""

    terms: tuple[Term, ...]

    def __bool__(self) -> bool:
        return self._asks

    @cached_property
    def _asks(self) -> bool:
        return any(not one.is_verb for one in self.terms)

    @property
    def search_words(self) -> str:
        """The words for a full-text search."""
        return " ".join(
            f'"{one.words}"' if len(one.stems) > 1 and not one.nodes else one.words for one in self.terms
        )

    @property
    def other_words(self) -> str:
        """The words that may stand in their place."""
        return " ".join(sorted({other for one in self.terms for other in one.others | one.near}))

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """The stems of words that stand side by side in the question."""
        stems = [next(iter(one.stems)) if len(one.stems) == 1 else "" for one in self.terms]
        return frozenset(pair for pair in pairwise(stems) if all(pair))

    @property
    def nodes(self) -> frozenset[Iri]:
        """All nodes of the graph among them."""
        return frozenset(node for one in self.terms for node in one.nodes)

    @cached_property
    def weight(self) -> float:
        """What all terms tell."""
        return fsum(one.weight for one in self.terms)

    def coverage(
        self,
        stems: frozenset[str],
        mentions: frozenset[Iri],
        around: Around,
        speaker: frozenset[Iri] = frozenset(),
    ) -> float:
        """Which share of what the question tells a text has, from 0 to 1; `speaker` says or hears it."""
        if not self:
            return 1.0
        sought = self._sought
        stems, around = stems & sought, (around[0] & sought, around[1] & sought, around[2] & sought)
        return (
            fsum(one.weight * _matched(one, stems, mentions, around, speaker) for one in self.terms)
            / self.weight
        )

    @cached_property
    def _sought(self) -> frozenset[str]:
        """All stems by which a term may be found."""
        return frozenset(stem for one in self.terms for stem in one.stems | one.others | one.near)


def terms_of(reading: Reading) -> Terms:
    """The terms of `reading`: what it is about and, if nobody must have said it, its subject and verb."""
    words = ask_words()
    found: list[Term] = []
    for unit in (*reading.subject, *reading.topic, *reading.setting):
        found += (
            [_of_name(unit)]
            if isinstance(unit, Named)
            else _of_word(unit, of_event=reading.want in OF_EVENTS)
        )
    found += [term for one in reading.unknown for term in _of_words(one) if reading.speaker is None]
    if not reading.must_speak:
        found += [_of_name(reading.speaker)] if reading.speaker is not None else []
        found += _of_words(reading.role)
    if reading.period is not None and reading.want in OF_EVENTS:
        found += _of_words(reading.period.words)
    if reading.act is not None:
        found += [
            replace(term, weight=_OF_VERB, is_verb=True)
            for one in reading.act.tokens
            for term in _of_word(one)
        ]
    elif not reading.must_speak and reading.verb not in words.say | words.tell | words.attitudes | {""}:
        found.append(_of_stem(reading.verb, _OF_VERB))
    found += [
        Term(one, frozenset(stem_list(one)), frozenset(), frozenset(), _OF_PHRASE) for one in reading.quoted
    ]
    if not found and not (reading.speaker or reading.role or reading.listener):
        # "Threats": there is nothing else to find a statement by.
        units = [one for one in (*reading.subject, *reading.topic) if not isinstance(one, Named)]
        telling = (one for one in units if one.stem not in words.plain_sayings)
        found = [term for one in telling for term in _of_word(one, of_event=True)]
    return Terms(tuple(dict.fromkeys(found)))


@lru_cache(maxsize=20_000)
def text_stem(word: str) -> str:
    """The stem of a folded word, whichever side of the Atlantic spells it."""
    return stem(lexicon().spellings.get(word) or _BRITISH.sub(r"iz\1", word))


@lru_cache(maxsize=20_000)
def stem_list(text: str) -> tuple[str, ...]:
    """The stems of all words of a text, in order; a compound with a hyphen is its parts."""
    return tuple(map(_stem_of_word, _WORD.findall(_folded(text))))


@lru_cache(maxsize=20_000)
def stems_in(text: str) -> frozenset[str]:
    """The stems of all words of a text, compounds with a hyphen as a whole, too."""
    has_compounds = "-" in text or not text.isascii()
    whole = map(text_stem, _COMPOUND.findall(_folded(text))) if has_compounds else ()
    return frozenset((*stem_list(text), *whole))


def _folded(text: str) -> str:
    """`fold(text)`, in a third of the time where nothing but its marks is not of ASCII."""
    return fold(text if text.isascii() else text.translate(_MARKS))


@lru_cache(maxsize=20_000)
def _stem_of_word(word: str) -> str:
    return text_stem(_ENDING.sub("", word))


def _matched(
    term: Term,
    stems: frozenset[str],
    mentions: frozenset[Iri],
    around: Around,
    speaker: frozenset[Iri],
) -> float:
    found = term.match(stems, mentions)
    if found < _BY_WORDS and not term.nodes.isdisjoint(speaker):
        return _BY_WORDS
    if found:
        return found
    for share, own in zip(_AROUND, around, strict=True):
        # What stands nearer tells more, unless it is only a neighbour of the word.
        if own and share > found:
            found = max(found, share * term.match(own, _NONE))
    return found


def _of_name(named: Named) -> Term:
    content = [one for one in named.tokens if one.low not in ask_words().stops]
    kin = kin_stems(content[0].low) if len(content) == 1 else frozenset()
    stems = frozenset(text_stem(one.low) for one in content)
    return Term(named.words, stems, kin, frozenset(node.iri for node in named.nodes), _OF_NAME)


def _of_word(token: Token, *, of_event: bool = False) -> list[Term]:
    words = ask_words()
    if token.low in words.stops or token.low in words.auxiliaries:
        return []
    if token.stem in words.sayings | words.stances and not of_event:
        # "The latest statements by …": what is sought, and no word of it.
        return []
    others = words.synonyms.get(token.stem, frozenset()) | kin_stems(token.low)
    weight = _OF_COMMON + (_OF_RARE - _OF_COMMON) * weigh(wording_of(token.low))
    near = words.neighbours.get(token.stem, frozenset())
    return [Term(token.text, frozenset({text_stem(token.low)}), others, frozenset(), weight, near)]


def _of_words(text: str) -> list[Term]:
    return [term for one in tokenise(text) for term in _of_word(one)]


def _of_stem(one: str, weight: float) -> Term:
    words = ask_words()
    others, near = words.synonyms.get(one, frozenset()), words.neighbours.get(one, frozenset())
    return Term(one, frozenset({one}), others, frozenset(), weight, near, is_verb=True)


def named_in(units: Iterable[Named | Token] | Sequence[Named | Token]) -> list[Named]:
    """The names among `units`."""
    return [one for one in units if isinstance(one, Named)]
