"""What statements are found by: the names and words of a question, each with how much it tells."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import fsum

from kg.archive.echoes.wordings import weigh, wording_of
from kg.graph.reader.selecting import Iri
from kg.language.folding import fold
from kg.language.stems import stem
from kg.questions.understanding.ask_words import ask_words
from kg.questions.understanding.name_spotting import Named, kin_stems
from kg.questions.understanding.question_reading import OF_EVENTS, Reading
from kg.questions.understanding.question_tokens import Token

_WORD = re.compile(r"[^\W_]+(?:['.][^\W_]+)*")
_COMPOUND = re.compile(r"[^\W_]+(?:-[^\W_]+)+")
_ENDING = re.compile(r"'s?$")
# What a name tells, and one of a word that is in every second text and in next to none.
_OF_NAME, _OF_COMMON, _OF_RARE = 1.3, 0.25, 1.0
# The verb of a question is often told by another one, or by none.
_OF_VERB = 0.5
_BY_WORDS, _BY_SYNONYM, _BESIDE, _NEARBY = 0.8, 0.7, 0.6, 0.35


@dataclass(frozen=True, slots=True)
class Term:
    """A name or a word of a question; its `stems` must all stand together, or one of `others`."""

    words: str
    stems: frozenset[str]
    others: frozenset[str]
    nodes: frozenset[Iri]
    weight: float

    def match(self, stems: frozenset[str], mentions: frozenset[Iri]) -> float:
        """How well a text with these `stems` that mentions these nodes has it, from 0 to 1."""
        if self.nodes and not self.nodes.isdisjoint(mentions):
            return 1.0
        if self.stems <= stems:
            return _BY_WORDS if self.nodes else 1.0
        return 0.0 if self.others.isdisjoint(stems) else _BY_SYNONYM


@dataclass(frozen=True, slots=True)
class Terms:
    """All terms of a question."""

    terms: tuple[Term, ...]

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def search_words(self) -> str:
        """The words for a full-text search, those that may stand in their place at the end."""
        words = [one.words for one in self.terms]
        return " ".join([*words, *sorted({other for one in self.terms for other in one.others})])

    @property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """The stems of words that stand side by side in the question."""
        stems = [next(iter(one.stems)) if len(one.stems) == 1 else "" for one in self.terms]
        return frozenset(pair for pair in zip(stems, stems[1:], strict=False) if all(pair))

    @property
    def nodes(self) -> frozenset[Iri]:
        """All nodes of the graph among them."""
        return frozenset(node for one in self.terms for node in one.nodes)

    def coverage(
        self,
        stems: frozenset[str],
        mentions: frozenset[Iri] = frozenset(),
        nearby: frozenset[str] = frozenset(),
        speaker: frozenset[Iri] = frozenset(),
        beside: frozenset[str] = frozenset(),
    ) -> float:
        """Which share of what the question tells a text has, from 0 to 1.

        `beside` are the stems of its sentence, `nearby` those of its paragraph, `speaker` who says or hears it.
        """
        whole = fsum(one.weight for one in self.terms)
        if not whole:
            return 1.0
        return fsum(one.weight * _matched(one, stems, mentions, (beside, nearby), speaker) for one in self.terms) / whole


def terms_of(reading: Reading) -> Terms:
    """The terms of `reading`: what it is about and, if nobody must have said it, its subject and verb."""
    words = ask_words()
    found: list[Term] = []
    for unit in (*reading.subject, *reading.topic, *reading.setting):
        found += [_of_name(unit)] if isinstance(unit, Named) else _of_word(unit)
    found += [term for one in reading.unknown for term in _of_words(one) if reading.speaker is None]
    if not reading.must_speak:
        found += [_of_name(reading.speaker)] if reading.speaker is not None else []
        found += _of_words(reading.role)
    if reading.period is not None and reading.want in OF_EVENTS:
        found += _of_words(reading.period.words)
    if reading.act is not None:
        found += [_weighted(term, _OF_VERB) for one in reading.act.tokens for term in _of_word(one)]
    elif reading.verb and reading.verb not in words.say | words.tell:
        found.append(Term(reading.verb, frozenset({reading.verb}), words.synonyms.get(reading.verb, frozenset()), frozenset(), _OF_VERB))
    return Terms(tuple(dict.fromkeys(found)))


@lru_cache(maxsize=20_000)
def stem_list(text: str) -> tuple[str, ...]:
    """The stems of all words of a text, in order; a compound with a hyphen is its parts."""
    return tuple(stem(_ENDING.sub("", word)) for word in _WORD.findall(fold(text)))


@lru_cache(maxsize=20_000)
def stems_in(text: str) -> frozenset[str]:
    """The stems of all words of a text, compounds with a hyphen as a whole, too."""
    whole = (stem(word) for word in _COMPOUND.findall(fold(text)))
    return frozenset((*stem_list(text), *whole))


def _matched(
    term: Term,
    stems: frozenset[str],
    mentions: frozenset[Iri],
    around: tuple[frozenset[str], frozenset[str]],
    speaker: frozenset[Iri],
) -> float:
    found = term.match(stems, mentions)
    if found < _BY_WORDS and not term.nodes.isdisjoint(speaker):
        return _BY_WORDS
    if found:
        return found
    shares = (share * term.match(own, frozenset()) for share, own in zip((_BESIDE, _NEARBY), around, strict=True))
    return max(shares)


def _of_name(named: Named) -> Term:
    content = [one for one in named.tokens if one.low not in ask_words().stops]
    kin = kin_stems(content[0].low) if len(content) == 1 else frozenset()
    stems = frozenset(one.stem for one in content)
    return Term(named.words, stems, kin, frozenset(node.iri for node in named.nodes), _OF_NAME)


def _of_word(token: Token) -> list[Term]:
    words = ask_words()
    if token.low in words.stops or token.low in words.auxiliaries or token.stem in words.sayings | words.stances:
        return []
    others = words.synonyms.get(token.stem, frozenset()) | kin_stems(token.low)
    weight = _OF_COMMON + (_OF_RARE - _OF_COMMON) * weigh(wording_of(token.low))
    return [Term(token.text, frozenset({token.stem}), others, frozenset(), weight)]


def _of_words(text: str) -> list[Term]:
    from kg.questions.understanding.question_tokens import tokenise

    return [term for one in tokenise(text) for term in _of_word(one)]


def _weighted(term: Term, weight: float) -> Term:
    return Term(term.words, term.stems, term.others, term.nodes, weight)


def named_in(units: Iterable[Named | Token] | Sequence[Named | Token]) -> list[Named]:
    """The names among `units`."""
    return [one for one in units if isinstance(one, Named)]
