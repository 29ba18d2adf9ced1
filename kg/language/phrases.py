"""Noun phrases that name a speaker: what their head is, which country they belong to."""

import re
from dataclasses import dataclass

from kg.language.folding import words_of
from kg.language.lexicon import Country, lexicon, singular

_PHRASE_END = re.compile(
    r"\s*(?:,(?!\d)|[;:(\[–—\"“”])|\s+(?:who|whom|whose|which|that|of|for|in|at|from|to|on|with|within|near|based"
    r"|along|inside|across|by|close|familiar|there|here|speaking|including|such|as|and his|and her)\b"
)
# A noun phrase before its first preposition is never longer, in code points.
_LONGEST = 300
_OF_COUNTRY = re.compile(r"\s+(?:of|in)\s+(?:the\s+)?([A-Z]\w+(?: [A-Z]\w+)?)\b")
_ABBREVIATED = re.compile(r"\b[A-Z]\.$")
_OF_WHOM = re.compile(
    r"\s+of\s+[^,;:()\"“”]{1,60}?(?=\s+(?:who|whom|that|which|in|at|on|for|with|to|by|from)\b|[,;:(\"“”]|$)"
)
_TRAILING = re.compile(r"\s+(?:and|or|but|nor)$")
_ORPHAN = re.compile(r"['’]?s\s+")
_SMALL = frozenset({"of", "for", "the", "and", "on", "in"})
_INDEFINITE = frozenset(
    {"a", "an", "some", "many", "several", "few", "other", "another", "most", "any", "no", "each", "every"}
    | {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
)
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "their", "its"})
_DETERMINERS = _INDEFINITE | _DEFINITE | {"all", "both", "our"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """The part of a source before its first preposition or comma, taken apart."""

    text: str
    words: tuple[str, ...]
    """Without determiner and country."""
    determiner: str | None
    country: Country | None
    complement: str = ""
    """What follows with "of": "members of parliament" has it besides its `text` "members"."""

    @property
    def head(self) -> str:
        """The last word, singular and lower case; "" where only a country stands."""
        return singular(self.words[-1].lower()) if self.words else ""

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
        """Whether it is written like a name, every word with a capital."""
        return bool(self.words) and all(word[0].isupper() for word in self.words if word not in _SMALL)

    @property
    def names_people(self) -> bool:
        """Whether the head is a word for people of a country, party or creed ("Republicans")."""
        head = self.words[-1] if self.words else ""
        return self.head in lexicon().peoples or lexicon().country_of(singular(head)) is not None

    @property
    def names_country(self) -> bool:
        """Whether it is a country or capital and nothing else; "the Swiss" is none, nor is "Mr. German"."""
        name = " ".join(words_of(self.text)).removeprefix("the ").removeprefix("The ")
        return self.country is not None and not self.words and name not in lexicon().adjectives

    @property
    def is_office(self) -> bool:
        """Whether the head is an office or role of a person."""
        return self.head in lexicon().offices

    @property
    def organ(self) -> str | None:
        """The actor type of the organ that the head names, or None."""
        organs = lexicon().organs
        last_two = " ".join(word.lower() for word in self.words[-2:])
        plural = self.words[-1].lower() if self.words else ""
        return organs.get(last_two) or organs.get(plural) or organs.get(self.head)


def parse_phrase(source: str) -> Phrase:
    """The phrase that `source` opens with."""
    source = source.strip(' ,;:"“”()')
    source = source if _ABBREVIATED.search(source) else source.rstrip(".")
    # A scraper that loses a linked name leaves its "'s"; what follows is still somebody's own.
    orphan = _ORPHAN.match(source)
    source = source[orphan.end() :] if orphan else source
    source = source[:_LONGEST]
    cut = _PHRASE_END.search(source, 1) if len(source) > 1 else None
    text = _TRAILING.sub("", source[: cut.start()] if cut else source)
    words = words_of(text)
    determiner = words.pop(0).lower() if words and words[0].lower() in _DETERMINERS else None
    determiner = "its" if orphan else determiner
    country, rest = _take_country(words)
    behind = _OF_COUNTRY.match(source, cut.start()) if cut and country is None else None
    if behind:
        country = lexicon().country_of(behind.group(1))
    whose = _OF_WHOM.match(source, cut.start()) if cut else None
    return Phrase(text.strip(), tuple(rest), determiner, country, whose.group() if whose else "")


def _take_country(words: list[str]) -> tuple[Country | None, list[str]]:
    """The first country named by up to three words of `words`, and the words without it."""
    for size in (3, 2, 1):
        for first in range(len(words) - size + 1):
            country = lexicon().country_of(" ".join(words[first : first + size]))
            if country is not None:
                return country, words[:first] + words[first + size :]
    return None, words
