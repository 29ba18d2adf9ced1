"""Noun phrases read from a text: where one that starts at an offset ends, and what its head is."""

import re
from dataclasses import dataclass

from kg.language.dates import DateWords, find_dates
from kg.language.lexicon import singular
from kg.language.saying_words import saying_words
from kg.model import Span
from kg.text.view import FILLER

_WORD = re.compile(
    rf"(?:[A-Za-z]\.){{2,}}|\d[\d,.]*\d|[A-Z][a-z]{{0,3}}\.(?=\s[A-Z])|[\w@#$](?:[\w.&'{FILLER}-]*[\w'{FILLER}])?|[^\w\s]"
)
# A broadcast by its title (`MSNBC's "Morning Joe"`).
_TITLE = re.compile(r'"[A-Z][^"\n]{0,50}"')
_END_OF_TITLE = re.compile(r'[.,]"$')
_DETERMINER = re.compile(
    r"(?:the|an?|each|every|no|any|this|that|these|those|his|her|their|its|our|my|your|some|several|many|all|another|one|two|three|both|such)",
    re.IGNORECASE,
)
_OBJECT_PRONOUN = re.compile(r"(?:him|her|them|us|me|it|you)", re.IGNORECASE)
# Closed classes that no noun phrase goes on with: prepositions, conjunctions, auxiliaries, adverbs.
_STOP = re.compile(
    r"""in|on|at|to|from|by|with|for|about|over|during|after|before|since|until|through|via|into|against|under
    |between|among|amid|without|within|near|outside|inside|around|as|than|like|off|that|who|whom|whose|which
    |what|when|where|while|why|how|if|whether|because|but|or|so|then|though|although|unless|not|there|here|again
    |later|earlier|soon|ago|today|tomorrow|yesterday|recently|afterwards?|he|she|they|i|we|is|are|was|were|be|been
    |being|has|have|had|do|does|did|will|would|can|could|should|may|might|must|shall|just|only|also|too|upon|along
    |aboard|alongside|regarding|concerning|despite|following|including|instead|once|never|always|ahead|together
    |him|her|them|us|me|it|you""",
    re.VERBOSE | re.IGNORECASE,
)
# Other words in -ly are adverbs.
_NOUN_IN_LY = re.compile(
    r"family|assembly|ally|rally|weekly|daily|monthly|quarterly|elderly|early|anomaly|reply|bully"
)
_MOST_WORDS = 12
_LONGEST_DATE = 40


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A noun phrase up to its first preposition but "of". `words` go without determiners and dates."""

    span: Span
    words: tuple[str, ...]
    head_at: int
    determined: bool
    dates: tuple[DateWords, ...]

    @property
    def head(self) -> str:
        """The last word before "of", singular and lower case."""
        return singular(self.words[self.head_at].lower())

    @property
    def heads(self) -> set[str]:
        """The head, its plural if it is one, and the head with the word before it ("town hall")."""
        before = self.words[self.head_at - 1].lower() if self.head_at else ""
        return {self.head, self.words[self.head_at].lower(), f"{before} {self.head}".strip()}

    @property
    def head_is_common(self) -> bool:
        """Whether the head is no name ("the forum", not "Congress")."""
        return self.words[self.head_at].islower()

    @property
    def is_pronoun(self) -> bool:
        """Whether the phrase is "him", "them" or the like."""
        return _OBJECT_PRONOUN.fullmatch(self.words[-1]) is not None

    @property
    def name(self) -> str:
        """What the phrase names."""
        return _END_OF_TITLE.sub('"', " ".join(self.words)).removesuffix("'s")

    @property
    def kind(self) -> str:
        """What the phrase names, without what follows its head ("statement" of "statement of concern")."""
        return " ".join(self.words[: self.head_at + 1])


def read_noun_phrase(view: str, start: int, end: int) -> NounPhrase | None:
    """The noun phrase at the start of `view[start:end]`, or None.

    A date between determiner and head ("Monday's debate") is part of it, one after its head is not.
    """
    return _Reader(view, start, end).read()


class _Reader:
    """Takes the words of a noun phrase one by one."""

    def __init__(self, view: str, start: int, end: int) -> None:
        self._view, self._position, self._end = view, start, end
        self._words: list[tuple[str, Span]] = []
        self._has_noun = False
        self._dates: list[DateWords] = []

    def read(self) -> NounPhrase | None:
        while len(self._words) < _MOST_WORDS and self._take():
            pass
        while self._words and (
            self._words[-1][0] in ("of", "and") or _is_bare_determiner(self._words[-1][0])
        ):
            self._words.pop()
        if not self._words:
            return None
        words = [word for word, _ in self._words]
        determined = _DETERMINER.fullmatch(words[0]) is not None
        words = _undetermined(words)
        counts = words[0].lower() in saying_words().collectives or _DETERMINER.fullmatch(words[0])
        if len(words) > 2 and words[1] == "of" and counts:
            words = _undetermined(words[2:])
        head_at = (words.index("of") if "of" in words else len(words)) - 1
        if head_at < 0:
            return None
        start = min([self._words[0][1].start, *(date.span.start for date in self._dates)])
        return NounPhrase(
            Span(start, self._words[-1][1].end), tuple(words), head_at, determined, tuple(self._dates)
        )

    def _take(self) -> bool:
        """Take the next word or date; False where the phrase ends before it."""
        while self._position < self._end and self._view[self._position].isspace():
            if self._view[self._position] in "\n\r":
                return False
            self._position += 1
        date = next(
            find_dates(self._view, self._position, min(self._end, self._position + _LONGEST_DATE)), None
        )
        if date is not None and date.span.start == self._position and not self._is_named(date):
            if self._has_noun:
                return False
            self._dates.append(date)
            self._position = date.span.end + 2 * self._view.startswith("'s", date.span.end)
            return True
        owner = bool(self._words) and self._words[-1][0].endswith(("'s", "s'"))
        title = _TITLE.match(self._view, self._position, self._end) if owner else None
        match = title or _WORD.match(self._view, self._position, self._end)
        if match is None:
            return False
        word = match.group().replace(FILLER, "")
        if not title and not self._goes_on(word, match.end()):
            return False
        self._has_noun = self._has_noun or not (word == "of" or _DETERMINER.fullmatch(word))
        self._words.append((word, Span(match.start(), match.end())))
        self._position = match.end()
        return True

    def _is_named(self, date: DateWords) -> bool:
        """Whether the words of a date are part of a name ("USA Today", "This Week")."""
        words = date.match["near"] or date.match["period"]
        return bool(words) and self._has_noun and self._view[date.span.start].isupper()

    def _goes_on(self, word: str, end: int) -> bool:
        """Whether the phrase goes on with `word`, which ends at `end`."""
        if not word or not (word[0].isalnum() or word[0] in "@#$"):
            return False
        if word == "of":
            return bool(self._words) and not _OBJECT_PRONOUN.fullmatch(self._words[0][0])
        if word == "and":
            return self._has_noun and self._view[end : end + 2].strip().isupper()
        before = self._words[-1][0] if self._words else ""
        if before.startswith('"'):
            return False
        if before == "of" and not _STOP.fullmatch(word):
            return True
        of_title = any(known.endswith("'s") for known, _ in self._words) and before[:1].isupper()
        if of_title and word == "the" and self._view[end : end + 2].strip().isupper():
            return True
        part_of_name = self._has_noun and len(word) > 1 and (word.isupper() or word in ("Today", "This"))
        if (_STOP.fullmatch(word) and not part_of_name) or (
            self._words and _OBJECT_PRONOUN.fullmatch(self._words[0][0]) and self._has_noun
        ):
            return not self._words and _OBJECT_PRONOUN.fullmatch(word) is not None
        if not self._has_noun or not word.islower():
            return True
        known = saying_words()
        if word.endswith("ing"):
            return word in known.occasions or word in known.media or word in known.audiences
        adverb = word.endswith("ly") and not _NOUN_IN_LY.fullmatch(word)
        return not (adverb or word.endswith("ed") or _DETERMINER.fullmatch(word))


def _is_bare_determiner(word: str) -> bool:
    return bool(_DETERMINER.fullmatch(word)) and not _OBJECT_PRONOUN.fullmatch(word)


def _undetermined(words: list[str]) -> list[str]:
    """`words` without the determiners before them, but "some" of "some of"; never none."""
    first = 0
    while first < len(words) - 1 and _DETERMINER.fullmatch(words[first]) and words[first + 1] != "of":
        first += 1
    return words[first:]
