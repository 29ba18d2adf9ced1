"""What stands before the head of a phrase that may refer to an agreement: "the", "Oslo", "1993"."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from kg.language.agreement_words import agreement_words
from kg.language.noun_phrases import CLOSED_CLASS, DETERMINERS
from kg.model import Span

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "its", "their", "said"})
_OTHER_CLOSED = frozenset({"said", "of", "and", "nor"})
# Determiners of deals in general or of none ("more agreement", "such deals").
_UNCOUNTED = frozenset({"such", "most", "many", "few", "several", "each", "every", "said", "all"})
_OWNER = "'s"
_TOKEN = re.compile(r"[\w'.–-]*\w[.']?|[^\w\s]")
# "the African Continental Free Trade Area (AfCFTA) agreement"
_IN_BRACKETS = re.compile(r"\s\(([A-Z][A-Za-z]*[A-Z])\)\s+$")
# Adverbs say nothing of what it is on ("a surprisingly broad deal").
_TRANSPARENT = re.compile(
    r"\w+[-–](?:backed|brokered|led|mediated|sponsored)|(?!early|family|supply)\w{3,}ly"
)
# "UN-brokered"
_MADE_BY = re.compile(r"\w+[-–](?:backed|brokered|led|mediated|sponsored)", re.IGNORECASE)
# A phrase reaches back over this many words, and no farther than this many code points.
_MOST_LEAD = 6
_MOST_MODIFIERS = 3
_REACH = 120


@dataclass(frozen=True, slots=True)
class Detail:
    """Something that the text says of an agreement: `kind` is date, place, party or status."""

    kind: str
    value: str
    span: Span


@dataclass(slots=True)
class Lead:
    """What stands before a head; `start` is where the mention begins, `first` where its first word stands."""

    start: int
    first: int
    proper: list[str] = field(default_factory=list)
    modifiers: list[str] = field(default_factory=list)
    label: list[str] = field(default_factory=list)
    """The words that tell what it is, as written: "Brexit" in "the new Brexit deal"."""
    words: list[tuple[str, Span]] = field(default_factory=list)
    """All words behind the determiner, the last one first."""
    details: list[Detail] = field(default_factory=list)
    determiner: str | None = None
    owner: tuple[str, Span] | None = None
    """Whose it is, if that stands before it: "Iran" in "Iran's deal"."""
    acronym: str = ""
    """What stands in brackets behind its name."""
    name_end: int = 0
    """Where the words of `proper` end."""

    def is_definite(self, *, named: bool, is_plural: bool) -> bool:
        """Whether the phrase points at something known; "the Nokia deal" and "that deals" do not."""
        if is_plural and self.determiner == "that":
            return False
        return self.determiner in _DEFINITE and (named or not self.proper)

    @property
    def is_one(self) -> bool:
        """Whether the words before the head make it one agreement ("a", "May's", "Rebels sign")."""
        known, word = agreement_words(), self.determiner
        counted = word in DETERMINERS - _UNCOUNTED or word == _OWNER
        return counted or word in known.bare_verbs | known.conclusion_verbs

    @property
    def has_peace(self) -> bool:
        """Whether the words say that it is one of parties at war ("peace", "truce")."""
        return any(word.lower() in agreement_words().peace for word, _ in self.words)

    def take_proper(self, token: re.Match[str]) -> None:
        self.proper.insert(0, token.group())
        self.label.insert(0, token.group())
        self._take(token)
        self.start = token.start()
        self.name_end = self.name_end or token.end()

    def take_date(self, iso: str, core: Span) -> None:
        self.start = self.first = core.start
        if (detail := Detail("date", iso, core)) not in self.details:
            self.details.append(detail)

    def take_common(self, token: re.Match[str]) -> bool:
        """Take a word that is no name; False, and it is the determiner, where the phrase begins behind it."""
        word, known = token.group().lower(), agreement_words()
        is_transparent = word in known.modifiers or _TRANSPARENT.fullmatch(word) is not None
        if is_transparent or word in known.subjects:
            self.start = token.start()
        elif _ends_lead(word) or len(self.modifiers) == _MOST_MODIFIERS:
            self.determiner = word
            return False
        if not is_transparent:
            self.modifiers.append(word)
        if not is_transparent or word in known.peace:
            self.label.insert(0, token.group())
        self._take(token)
        return True

    def _take(self, token: re.Match[str]) -> None:
        self.words.append((token.group(), Span(*token.span())))
        self.first = token.start()


def read_lead(
    view: str,
    end: int,
    sentence: Span,
    dates_in: Callable[[Span], list[tuple[str, Span]]],
    is_name: Callable[[str], bool],
    *,
    headline: bool,
) -> Lead:
    """What stands before the head at `end`, read backwards.

    `dates_in` gives the dates that are written out in a span. In a `headline` a capital says nothing, nor
    does that of the first word of a sentence where it `is_name` of nothing.
    """
    lead, known = Lead(end, end), agreement_words()
    reach = max(sentence.start, end - _REACH)
    if bracketed := _IN_BRACKETS.search(view, reach, end):
        lead.acronym = bracketed.group(1)
        lead.start = lead.first = end = bracketed.start()
    dates = dates_in(Span(reach, end)) if reach < end else []
    for token in reversed(list(_TOKEN.finditer(view, reach, end))[-_MOST_LEAD:]):
        word = token.group()
        date = next((one for one in dates if one[1].start <= token.start() < one[1].end), None)
        opens = token.start() == sentence.start and not is_name(word) and not lead.proper
        capital = word[0].isupper() and not headline and not opens
        if date is not None:
            lead.take_date(*date)
        elif word.endswith((_OWNER, "s'")):
            owner = word.removesuffix(_OWNER).removesuffix("'")
            lead.determiner = _OWNER
            lead.owner = owner, Span(token.start(), token.start() + len(owner))
            break
        elif capital and word.lower() not in DETERMINERS and not _MADE_BY.fullmatch(word):
            lead.take_proper(token)
        elif not lead.take_common(token):
            break
    if all(word.lower() in known.modifiers for word in lead.proper):
        lead.proper = []
    return lead


def _ends_lead(word: str) -> bool:
    """Whether a word before a head is no modifier of it."""
    known = agreement_words()
    closed = word in DETERMINERS or word in CLOSED_CLASS or word in _OTHER_CLOSED or not word[0].isalpha()
    return closed or word in known.bare_verbs or word.endswith(("ed", "ing"))
