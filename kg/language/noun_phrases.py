"""Noun phrases: where one that starts at an offset of a text ends, and what its parts are.

`read_noun_phrase` finds the end by itself, `parse_noun_phrase` takes words that are known to be a noun
phrase. Both stop at the first preposition but "of", whose phrase is the complement.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from kg.language.dates import DateExpression, Dates
from kg.language.folding import words_of
from kg.language.lexicon import Country, lexicon, singular
from kg.language.quantities import NUMBER_WORDS
from kg.language.saying_words import saying_words
from kg.model import Span
from kg.text.written import FILLER

_INDEFINITE = frozenset(
    {"a", "an", "some", "many", "several", "few", "other", "another", "most", "any", "no", "each", "every"}
    | {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
)
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "its"})
DETERMINERS = _INDEFINITE | _DEFINITE | {"all", "both", "our", "my", "your", "such"}
_OBJECT_PRONOUNS = frozenset({"him", "her", "them", "us", "me", "it", "you"})
# Closed classes of words at which a noun phrase ends.
PREPOSITIONS = frozenset(
    {"in", "on", "at", "to", "from", "by", "with", "for", "during", "after", "before", "since"}
    | {"until", "through", "via", "into", "against", "under", "between", "among", "amid", "without"}
    | {"within", "near", "inside", "along", "across", "upon", "aboard", "alongside", "regarding"}
    | {"concerning", "despite", "including"}
)
_RELATIVES = frozenset({"who", "whom", "whose", "which", "that"})
_MODIFIERS_BEHIND = frozenset({"based", "close", "familiar", "there", "here", "speaking", "such", "as"})
_OTHER_ENDS = frozenset(
    {"about", "over", "around", "outside", "than", "as", "like", "off", "following", "instead", "only"}
    | {"also", "too", "what", "when", "where", "while", "why", "how", "if", "whether", "because", "but"}
    | {"or", "so", "then", "though", "although", "unless", "not", "there", "here", "again", "just"}
    | {"once", "never", "always", "ahead", "together", "later", "earlier", "soon", "ago", "today"}
    | {"tomorrow", "yesterday", "recently", "afterward", "afterwards", "he", "she", "they", "i", "we"}
    | {"is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "do", "does", "did"}
    | {"will", "would", "can", "could", "should", "may", "might", "must", "shall"}
)
CLOSED_CLASS = PREPOSITIONS | _RELATIVES | _OTHER_ENDS | _OBJECT_PRONOUNS
# Nouns in -ly; other words in -ly are adverbs.
_NOUNS_IN_LY = frozenset(
    {"family", "assembly", "ally", "rally", "weekly", "daily", "monthly", "quarterly", "elderly"}
    | {"early", "anomaly", "reply", "bully"}
)
ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_SMALL_WORDS = frozenset({"of", "for", "the", "and", "on", "in"})

_TOKEN = re.compile(
    rf"(?:[A-Za-z]\.){{2,}}|\d[\d,.]*\d(?![\w-])|[A-Z][a-z]{{0,3}}\.(?=\s[A-Z])|[\w@#$](?:[\w.&'{FILLER}-]*[\w'{FILLER}])?|[^\w\s]"
)
# A broadcast by its title (`MSNBC's "Morning Joe"`).
_TITLE = re.compile(r'"[A-Z][^"\n]{0,50}"')
_END_OF_TITLE = re.compile(r'[.,]"$')
_LEADING_DETERMINERS = re.compile(rf"(?:(?:{'|'.join(sorted(DETERMINERS))})\s+)*", re.IGNORECASE)
_ENDS = "|".join(sorted(PREPOSITIONS | _RELATIVES | _MODIFIERS_BEHIND | {"of", "and his", "and her"}))
_PHRASE_END = re.compile(rf"\s*(?:,(?!\d)|[;:(\[–—\"“”])|\s+(?:{_ENDS})\b")
_OF_COUNTRY = re.compile(r"\s+(?:of|in)\s+(?:the\s+)?([A-Z]\w+(?: [A-Z]\w+)?)\b")
_OF_WHOM = re.compile(
    r"\s+of\s+[^,;:()\"“”]{1,60}?(?=\s+(?:who|whom|that|which|in|at|on|for|with|to|by|from)\b|[,;:(\"“”]|$)"
)
_ABBREVIATED = re.compile(r"\b[A-Z]\.$")
_TRAILING = re.compile(r"\s+(?:and|or|but|nor)$")
_ORPHAN = re.compile(r"['’]?s\s+")
_POSSESSIVE = ("'s", "s'")
_MARKS = ' ,;:"“”()'
_MOST_WORDS = 12
# A noun phrase before its first preposition is never longer, in code points.
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A noun phrase up to its first preposition but "of"."""

    text: str
    """As written, without the complement."""
    words: tuple[str, ...]
    """Of `text`, without determiners, dates and country."""
    determiner: str | None
    country: Country | None
    span: Span
    """Where it stands in the text, or in the words that were parsed."""
    complement: str = ""
    """What follows with "of": "members of parliament" has it besides its `text` "members"."""
    kind: str = ""
    """`text` without determiners and dates."""
    dates: tuple[DateExpression, ...] = ()
    """Dates between its determiner and its head ("Monday's debate")."""

    @property
    def head(self) -> str:
        """The last word, singular and lower case; "" where only a country stands."""
        return singular(self.words[-1].lower()) if self.words else ""

    @property
    def heads(self) -> frozenset[str]:
        """What the head can be looked up by: singular, as written, with the word before it ("town hall")."""
        last_two = " ".join(word.lower() for word in (*self.words[-2:-1], self.head))
        return frozenset({self.head, self.words[-1].lower(), last_two} if self.words else ())

    @property
    def head_is_common(self) -> bool:
        """Whether the head is no name ("the forum", not "Congress")."""
        return bool(self.words) and self.words[-1].islower()

    @property
    def is_pronoun(self) -> bool:
        """Whether the phrase is "him", "them" or the like."""
        return len(self.words) == 1 and _is_pronoun(self.words[0])

    @property
    def is_plural(self) -> bool:
        """Whether the head is a plural."""
        return bool(self.words) and self.words[-1].lower() != self.head

    @property
    def is_definite(self) -> bool:
        """Whether the phrase points at something known: "the", "its", or a country's one."""
        return self.determiner in _DEFINITE or (self.country is not None and self.determiner is None)

    @property
    def is_indefinite(self) -> bool:
        """Whether the phrase speaks of somebody new, or of some of many: "a", "several"."""
        return self.determiner in _INDEFINITE

    @property
    def is_name(self) -> bool:
        """Whether it is written like a name, every word with a capital or a number ("101st Brigade")."""
        words = [word for word in self.words if word not in _SMALL_WORDS and not ORDINAL.fullmatch(word)]
        return bool(self.words) and self.words[-1][0].isupper() and all(word[0].isupper() for word in words)

    @property
    def name(self) -> str:
        """What the phrase names, with its complement."""
        name = " ".join((self.kind + self.complement).replace(FILLER, "").split())
        return _END_OF_TITLE.sub('"', name).removesuffix("'s")

    @property
    def names_people(self) -> bool:
        """Whether the head is a word for people of a country, party or creed ("Republicans")."""
        head = self.words[-1] if self.words else ""
        return self.head in lexicon().peoples or lexicon().country_of(singular(head)) is not None

    @property
    def names_country(self) -> bool:
        """Whether it is a country, capital or seat and nothing else: not "the Swiss", not "Mr. German"."""
        return self.country is not None and not self.words and _place_named(self.text) is not None

    @property
    def is_office(self) -> bool:
        """Whether the head is an office or role of a person."""
        return self.head in lexicon().offices

    @property
    def organ(self) -> str | None:
        """The actor type of the organ that the head names, or None."""
        organs, last_two = lexicon().organs, " ".join(word.lower() for word in self.words[-2:])
        if not self.words:
            return None
        if len(self.words) > 1 and last_two in organs:
            return organs[last_two]
        if self.head in lexicon().public_or_private_organs and not self._is_public:
            return "organisation"
        return organs.get(self.words[-1].lower()) or organs.get(self.head)

    @property
    def _is_public(self) -> bool:
        """Whether an organ that may be a firm's or a venue's is a state's, by the words beside its head."""
        modifiers = self.words[:-1]
        beside = {word.lower() for word in (*modifiers, *words_of(self.complement))}
        if beside & lexicon().public_words:
            return True
        if self.country is not None:
            of_capital = any(word in lexicon().capitals for word in words_of(self.text))
            return all(word[0].isupper() for word in modifiers) and not of_capital
        if modifiers:
            is_local = self.head in lexicon().organs_of_places and not self.complement
            return is_local and all(word[0].isupper() for word in modifiers)
        return self.head == "congress" or (self.determiner == "the" and not self.head_is_common)


def parse_noun_phrase(words: str) -> NounPhrase:
    """The noun phrase that `words`, the name of somebody or something, opens with."""
    start = len(words) - len(words.lstrip(_MARKS))
    words = words.strip(_MARKS)
    words = words if _ABBREVIATED.search(words) else words.rstrip(".")
    # A scraper that loses a linked name leaves its "'s"; what follows is still somebody's own.
    orphan = _ORPHAN.match(words)
    start += orphan.end() if orphan else 0
    words = words[orphan.end() if orphan else 0 :][:_LONGEST]
    cut = _PHRASE_END.search(words, 1)
    text = _TRAILING.sub("", words[: cut.start()] if cut else words).strip()
    whose = _OF_WHOM.match(words, cut.start()) if cut else None
    if whose and _place_named(text + whose.group()):
        # "the Democratic Republic of the Congo"
        text, whose, cut = text + whose.group(), None, None
    tokens = words_of(text)
    determiner = tokens.pop(0).lower() if tokens and tokens[0].lower() in DETERMINERS else None
    place = _place_named(text)
    country, rest = (place, ()) if place else _take_country(tokens)
    behind = _OF_COUNTRY.match(words, cut.start()) if cut and country is None else None
    return NounPhrase(
        text,
        rest,
        "its" if orphan else determiner,
        lexicon().country_of(behind.group(1)) if behind else country,
        Span(start, start + max(1, len(text))),
        complement=whose.group() if whose else "",
        kind=_LEADING_DETERMINERS.sub("", text, count=1),
    )


def read_noun_phrase(view: str, dates: Dates, start: int, end: int) -> NounPhrase | None:
    """The noun phrase at the start of `view[start:end]`, or None; `dates` are those of the view.

    A date between determiner and head ("Monday's debate") is part of it, one after its head is not.
    """
    return _Reader(view, dates, start, end).read()


def _place_named(text: str) -> Country | None:
    """The country whose name, capital or seat `text` is, with or without "the"."""
    name = " ".join(words_of(text)).replace("’", "'")
    bare = name[4:] if name[:4] in ("the ", "The ") else name
    return lexicon().place_of(bare) or lexicon().place_of(f"the {bare}" if bare != name else bare)


def _take_country(words: list[str]) -> tuple[Country | None, tuple[str, ...]]:
    """The first country named by up to three words of `words`, and the words without it.

    A capital stands for the country before what only countries have: "the Berlin government", but "the Berlin
    police".
    """
    for size in (3, 2, 1):
        for first in range(len(words) - size + 1):
            name = " ".join(words[first : first + size])
            country = lexicon().country_of(name)
            rest = (*words[:first], *words[first + size :])
            if country is not None and (not lexicon().is_city(name) or _is_national(rest)):
                return country, rest
    return None, tuple(words)


def _is_national(words: tuple[str, ...]) -> bool:
    """Whether what `words` say is a country's rather than a city's."""
    head = singular(words[-1].lower()) if words else ""
    return not words or head in lexicon().national_organs or head in lexicon().executive or head == "regime"


class _Reader:
    """Takes the words of a noun phrase one by one."""

    def __init__(self, view: str, dates: Dates, start: int, end: int) -> None:
        self._view, self._dates, self._position, self._end = view, dates, start, end
        self._tokens: list[tuple[str, Span]] = []
        self._has_noun = False
        self._inner_dates: list[DateExpression] = []

    def read(self) -> NounPhrase | None:
        while len(self._tokens) < _MOST_WORDS and self._take():
            pass
        while self._tokens and _opens_phrase(self._tokens[-1][0]):
            self._tokens.pop()
        if not self._tokens or self._tokens[0][0] == "of":
            return None
        first = self._tokens[0][0].lower()
        nouns = self._nouns(self._tokens)
        if len(nouns) > 2 and nouns[1][0] == "of" and _counts(nouns[0][0]):
            nouns = self._nouns(nouns[2:])
        head = next((number for number, (word, _) in enumerate(nouns) if word == "of"), len(nouns)) - 1
        start = min([self._tokens[0][1].start, *(date.span.start for date in self._inner_dates)])
        end, head_end = self._tokens[-1][1].end, nouns[head][1].end
        kind = self._written(nouns[0][1].start, head_end).removesuffix("'s")
        country, words = _take_country(words_of(kind))
        return NounPhrase(
            self._written(start, head_end),
            words,
            first if first in DETERMINERS else None,
            country,
            Span(start, end),
            complement=self._written(head_end, end),
            kind=kind,
            dates=tuple(self._inner_dates),
        )

    def _written(self, start: int, end: int) -> str:
        return self._view[start:end].replace(FILLER, "")

    def _nouns(self, tokens: list[tuple[str, Span]]) -> list[tuple[str, Span]]:
        """`tokens` without the determiners before them, except "some" of "some of"."""
        for first, ((word, _), (following, _)) in enumerate(pairwise(tokens)):
            if word.lower() not in DETERMINERS or following == "of":
                return tokens[first:]
        return tokens[-1:]

    def _take(self) -> bool:
        """Take the next word or date; False where the phrase ends before it."""
        while self._position < self._end and self._view[self._position].isspace():
            if self._view[self._position] in "\n\r":
                return False
            self._position += 1
        date = self._dates.at(self._position)
        if date and date.span.end <= self._end and not self._is_named(date):
            if self._has_noun:
                return False
            self._inner_dates.append(date)
            self._position = date.span.end + 2 * self._view.startswith("'s", date.span.end)
            return True
        owner = bool(self._tokens) and self._tokens[-1][0].endswith(_POSSESSIVE)
        title = _TITLE.match(self._view, self._position, self._end) if owner else None
        match = title or _TOKEN.match(self._view, self._position, self._end)
        if match is None:
            return False
        word = match.group().replace(FILLER, "")
        if not title and not self._goes_on(word, match.end()):
            return False
        self._has_noun = self._has_noun or not (word == "of" or word.lower() in DETERMINERS)
        self._tokens.append((word, Span(*match.span())))
        self._position = match.end()
        return True

    def _is_named(self, date: DateExpression) -> bool:
        """Whether the words of a date are part of a name ("USA Today", "This Week")."""
        return date.is_relative and self._has_noun and self._view[date.span.start].isupper()

    def _goes_on(self, word: str, end: int) -> bool:
        """Whether the phrase goes on with `word`, which ends at `end`."""
        if not word or not (word[0].isalnum() or word[0] in "@#$"):
            return False
        before = self._tokens[-1][0] if self._tokens else ""
        is_pronoun = bool(self._tokens) and _is_pronoun(self._tokens[0][0])
        capital_follows = self._view[end : end + 2].strip().isupper()
        if word == "of":
            return bool(self._tokens) and not is_pronoun
        if word == "and":
            return self._has_noun and capital_follows
        if before.startswith('"'):
            return False
        low = word.lower()
        if before == "of" and low not in CLOSED_CLASS:
            return True
        of_title = any(known.endswith(_POSSESSIVE) for known, _ in self._tokens) and before[:1].isupper()
        if of_title and word == "the" and capital_follows:
            return True
        part_of_name = self._has_noun and len(word) > 1 and (word.isupper() or word in ("Today", "This"))
        if (low in CLOSED_CLASS and not part_of_name) or (is_pronoun and self._has_noun):
            return not self._tokens and low in _OBJECT_PRONOUNS
        number_of_owner = before.endswith("'s") and word in NUMBER_WORDS
        return not self._has_noun or not word.islower() or number_of_owner or _can_be_noun(word)


def _is_pronoun(word: str) -> bool:
    """Whether `word` is "him", "them" or the like; "US" is a country."""
    return word.lower() in _OBJECT_PRONOUNS and word != "US"


def _can_be_noun(word: str) -> bool:
    """Whether a lower-case word behind a noun can be one, too, rather than an adverb or a participle."""
    known = saying_words()
    if word.endswith("ing"):
        return word in known.occasions or word in known.media or word in known.audiences
    adverb = word.endswith("ly") and word not in _NOUNS_IN_LY
    return not (adverb or word.endswith("ed") or word in DETERMINERS)


def _counts(word: str) -> bool:
    """Whether a word before "of" only counts what follows ("some of", "a series of")."""
    return word.lower() in saying_words().collectives or word.lower() in DETERMINERS


def _opens_phrase(word: str) -> bool:
    """Whether `word` cannot be the last of a noun phrase."""
    return word in ("of", "and") or (word.lower() in DETERMINERS and word.lower() not in _OBJECT_PRONOUNS)
