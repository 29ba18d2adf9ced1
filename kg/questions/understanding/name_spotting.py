"""Names of the graph in the words of a question."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.graph.reader.node_rows import Node
from kg.language.folding import fold
from kg.language.lexicon import Country, is_office, lexicon
from kg.language.stems import stem
from kg.model import ActorType
from kg.questions.name_index import Found, NameIndex, agreements_containing
from kg.questions.understanding.ask_words import ask_words
from kg.questions.understanding.question_tokens import Token, written

ANY = frozenset({"actor", "agreement", "place"})
ACTOR = frozenset({"actor"})
_MOST_WORDS = 7
# Letters of a name with an “s” behind it that has no apostrophe.
_LEAST_OWNER = 5
_FORMS_OF_BE = frozenset({"is", "are", "was", "were", "whos"})


@dataclass(frozen=True, slots=True)
class Named:
    """Words of a question, and what the graph has by that name.

    `others` are things that the words may mean as well, less likely. `slip` says that no name has exactly
    this form. `owns` that the words have the ending of a possessive.
    """

    tokens: tuple[Token, ...]
    nodes: tuple[Node, ...]
    others: tuple[Node, ...] = ()
    slip: bool = False
    owns: bool = False

    @property
    def words(self) -> str:
        """The words as typed."""
        return written(self.tokens)

    @property
    def label(self) -> str:
        """The names of the graph, or the words where it has none."""
        return " or ".join(dict.fromkeys(node.name for node in self.nodes)) or f"“{self.words}”"


def spot_names(tokens: Sequence[Token], names: NameIndex) -> list[Named | Token]:
    """`tokens` with the longest names among them put together, from left to right.

    A common word without a capital is only a person's name, in a question without any: "what did cook say".
    """
    is_lower = not any(one.is_capital for one in tokens[1:])
    tokens = [_owner(one, tokens[at + 1 : at + 2], names) for at, one in enumerate(tokens)]
    found: list[Named | Token] = []
    at = 0
    while at < len(tokens):
        for size in range(min(_MOST_WORDS, len(tokens) - at), 0, -1):
            part = tokens[at : at + size]
            named = name_of(part, names) if _may_be_name(part) else _of_country(part, names)
            if named and _fits_case(named, is_lower=is_lower) and not _is_predicate(tokens, at, size):
                whole = _with_surname(tokens[at : at + 2], names) if size == 1 else None
                found.append(whole or named)
                at += 2 if whole else size
                break
        else:
            found.append(tokens[at])
            at += 1
    return found


def _with_surname(tokens: Sequence[Token], names: NameIndex) -> Named | None:
    """The person whose surname has a slip: "Chuck Shumer"; None if the second word can stand by itself."""
    if len(tokens) < 2 or tokens[0].owns or not all(one.is_capital for one in tokens):
        return None
    if tokens[1].low in ask_words().all_words or name_of(tokens[1:], names):
        return None
    slip = slip_of(tokens, names, ACTOR)
    return slip if slip and all(one.type == ActorType.PERSON for one in slip.nodes) else None


def name_of(tokens: Sequence[Token], names: NameIndex) -> Named | None:
    """What the graph has by the name of exactly these words, or by some words of a name; no slips."""
    for typed in _spellings(tokens):
        country = country_of(typed)
        if not country and not names.containing(typed, ANY):
            continue
        found = names.find(typed, ANY)
        nodes = tuple(one for one in found.entities if one.type != ActorType.UNNAMED)
        if not nodes or found.slip or (found.partial and not _may_be_part(tokens, nodes)):
            continue
        return _named(tokens, typed, replace(found, entities=nodes), names)
    return None


def _of_country(tokens: Sequence[Token], names: NameIndex) -> Named | None:
    """A body that is called by a country's adjective: "Turkey's defence ministry"."""
    country = country_of(tokens[0].text) if tokens[0].owns else None
    if country is None or len(tokens) < 2 or tokens[-1].low in ask_words().stops:
        return None
    adjective = replace(tokens[0], text=country.adjective, low=fold(country.adjective), owns=False)
    named = name_of([adjective, *tokens[1:]], names) if " " not in country.adjective else None
    return replace(named, tokens=tuple(tokens), owns=tokens[-1].owns) if named else None


def _fits_case(named: Named, *, is_lower: bool) -> bool:
    token = named.tokens[0]
    if (
        len(named.tokens) > 1
        or token.is_capital
        or token.stem not in ask_words().common
        or country_of(token.low)
    ):
        return True
    return is_lower and any(one.type == ActorType.PERSON for one in named.nodes)


def _is_predicate(tokens: Sequence[Token], at: int, size: int) -> bool:
    """Whether a common word without a capital is an adjective here, as in "who's keen on"."""
    one, after = tokens[at], tokens[at + 1 :]
    if size > 1 or one.is_capital or not at or not after or one.stem not in ask_words().common:
        return False
    is_after_be = tokens[at - 1].low in _FORMS_OF_BE or (at == 1 and tokens[0].owns)
    return is_after_be and after[0].low in ask_words().stops


def _owner(token: Token, after: Sequence[Token], names: NameIndex) -> Token:
    """A possessive that lacks its apostrophe with one: "hidalgos tweet"."""
    words = ask_words()
    low = token.low
    if (
        token.owns
        or not low.endswith("s")
        or len(low) < _LEAST_OWNER
        or not after
        or token.stem in words.common
    ):
        return token
    nouns = words.sayings | words.stances
    if after[0].stem not in nouns and not is_office(after[0].low) and after[0].low not in ("ex", "former"):
        return token
    bare = replace(token, text=token.text[:-1], low=low[:-1], stem=stem(low[:-1]), owns=True)
    return bare if country_of(bare.text) or names.containing(bare.text, ANY) else token


def slip_of(tokens: Sequence[Token], names: NameIndex, kinds: frozenset[str] = ANY) -> Named | None:
    """The nearest names where one of these words is a slip of the pen, or None."""
    found = names.find(written(tokens), kinds)
    nodes = tuple(one for one in found.entities if one.type != ActorType.UNNAMED)
    return Named(tuple(tokens), nodes, slip=found.slip, owns=tokens[-1].owns) if nodes else None


def speakers_named(named: Named, names: NameIndex) -> tuple[Node, ...]:
    """The actors that the words mean as a speaker: of a country its government."""
    actors = tuple(node for node in named.nodes if node.kind == "actor")
    if actors:
        return actors
    typed = next(iter(_spellings(named.tokens)))
    found = names.find(typed, ACTOR)
    return () if found.slip else found.entities


def country_of(words: str) -> Country | None:
    """The country that `words` name by its name or capital, whatever their case; adjectives apart."""
    titled = " ".join(word.capitalize() for word in words.split())
    return lexicon().place_of(words) or lexicon().place_of(titled)


def kin_stems(low: str) -> frozenset[str]:
    """The stems of the names and the adjective of the country that a word names by either; else none."""
    titled = low.capitalize()
    country = lexicon().adjectives.get(titled) or lexicon().countries.get(titled)
    if country is None:
        return frozenset()
    forms = [country.name, country.adjective]
    return frozenset(stem(fold(one)) for one in forms if " " not in one) - {stem(low)}


def _named(tokens: Sequence[Token], typed: str, found: Found, names: NameIndex) -> Named:
    """Agreements that are called after a place count with it; those that only some call so are others."""
    nodes = set(found.entities)
    called = set(agreements_containing(typed, names)) - nodes
    wanted = set(fold(typed).split())
    after = {one for one in called if wanted <= set(fold(one.name).replace("-", " ").split())}
    after = after if any(one.kind != "agreement" for one in nodes) or found.partial else set()
    order = sorted(nodes | after, key=lambda one: (one.kind != "agreement", one.kind != "actor", one.name))
    others = tuple(sorted(called - after))
    return Named(tuple(tokens), tuple(order), others, owns=tokens[-1].owns)


def _may_be_name(tokens: Sequence[Token]) -> bool:
    words = ask_words()
    if len(tokens) == 1:
        token = tokens[0]
        if token.low in words.stops or token.low in words.auxiliaries or token.low in words.no_names:
            # "US" is a country, "us" is not; "May" in the middle of a question is a name.
            is_short = token.text.isupper() and len(token.text) > 1
            return token.is_capital and (is_short or (token.start > 0 and token.low not in words.no_names))
        return token.is_capital or token.stem not in words.say | words.sayings | words.stances
    if not all(one.is_capital for one in tokens) and (
        tokens[0].low in words.no_names | words.auxiliaries or tokens[-1].low in words.no_names
    ):
        return False
    return not any(one.owns for one in tokens[:-1]) or all(one.is_capital for one in tokens)


def _may_be_part(tokens: Sequence[Token], nodes: Sequence[Node]) -> bool:
    """Whether words can be a part of a name: with a capital, several of them, or a surname."""
    low = tokens[0].low
    if len(tokens) == 1 and low.capitalize() in lexicon().adjectives:
        return False
    if len(tokens) > 1:
        # "Syrian forces" is no part of "Syrian army and air forces"; a second name may be left out.
        typed = fold(written(tokens))
        return any(one.type == ActorType.PERSON or typed in fold(one.name) for one in nodes)
    if tokens[0].is_capital:
        return True
    return any(one.type == ActorType.PERSON and fold(one.name).split()[-1] == low for one in nodes)


def _spellings(tokens: Sequence[Token]) -> list[str]:
    """The words as typed, in the spellings of both sides of the Atlantic, countries with a capital."""
    pairs = lexicon().spellings
    other = pairs | {british: american for american, british in pairs.items()}
    words = [one.text for one in tokens]
    if len(words) == 1 and lexicon().country_of(words[0].capitalize()):
        words = [words[0].capitalize() if not words[0].isupper() else words[0]]
    changed = [other.get(one.low, word) for one, word in zip(tokens, words, strict=True)]
    return list(dict.fromkeys([" ".join(words), " ".join(changed)]))
