"""Offices and affiliations of people in an article, and their normal form for comparison."""

import calendar
import re
from itertools import pairwise

from kg.language.folding import words_of
from kg.language.lexicon import is_office, lexicon, office_word, singular
from kg.language.noun_phrases import CLOSED_CLASS
from kg.model import Role, Span
from kg.resolve.people.governed import is_governed

# Words of an office before and after a name, at most.
_BEFORE = 8
_AFTER = 25
# Code points between an office and a name, at most.
_REACH = 300
# An office with a complement before a name ("special envoy for Malta"), in code points.
_LONGEST_BEFORE = 120
_TOKEN = re.compile(r"[\w'’.-]+|[^\w\s]")
_APPOSITION = re.compile(
    r"\s*,\s+(?:(?:a|an|the|his|her|its|their|who (?:is|was)(?: (?:a|an|the))?|now|then)\s+)?"
    r"(.+?)(?=,| [–—-] |[;:\"”“]|''|\.?$| said\b| told\b)"
)
_NAME_GOES_ON = re.compile(r", (?=[A-Z])[^,]+")
_RELATIVE = re.compile(r"\s+(?:who|whom|whose|which|that|challenged|elected|best known|known)\b")
_END = re.compile(r"[\s.\"'“”‘’]+$")
_DETERMINER = re.compile(r"\A(?:a|an|the)\s+", re.IGNORECASE)
_DAYS_AND_MONTHS = frozenset({*calendar.day_name, *calendar.month_name[1:]})
# Words that change an office: the vice president is not the president.
_QUALIFIERS = ("vice", "deputy", "former", "prime", "first", "acting")


def roles_at(text: str, span: Span, sentence: Span, source: Span) -> list[Role]:
    """The offices of the name at `span` in its sentence, before it or in apposition.

    Inside `source`, an apposition continues over a comma before a capital, which is part of a name
    ("Foundation for Political, Economic and Social Research"). Clauses ("the president had …") and offices of
    others ("envoy Jane Doe") are none.
    """
    found = []
    before = _office_before(text, max(sentence.start, span.start - _REACH), span.start)
    before = before or _office_with_complement(text, max(sentence.start, source.start), span)
    if before is not None:
        found.append(Role(" ".join(before.of(text).split()), before))
    match = _APPOSITION.match(text[span.end : min(sentence.end, span.end + _REACH)])
    if match and _opens_with_office(match.group(1)):
        end = span.end + match.end(1)
        while (more := _NAME_GOES_ON.match(text, end, sentence.end)) and more.end() <= source.end:
            end = more.end()
        start = span.end + match.start(1)
        clause = _RELATIVE.search(text, start, end)
        end = clause.start() if clause else end
        after = Span(start, end - len(text[start:end]) + len(_END.sub("", text[start:end])))
        found.append(Role(" ".join(after.of(text).split()), after))
    return found


def office_of(role: str) -> str:
    """The normal form of the office in a role: qualifiers and head ("vice president"); "" without office."""
    words = [word.lower() for word in words_of(role)]
    head = words[: head_length(words)]
    for number in range(len(head) - 1, -1, -1):
        if is_office(head[number]):
            return " ".join(
                (*(one for one in _QUALIFIERS if one in head[:number]), office_word(head[number]))
            )
    return ""


def _office_before(text: str, start: int, end: int) -> Span | None:
    tokens = list(_TOKEN.finditer(text, start, end))
    in_apposition = bool(tokens) and tokens[-1].group() == ","
    if in_apposition:
        tokens.pop()
    if not tokens or not is_office(tokens[-1].group()):
        return None
    # "sanctions on officials, Jane Doe said" gives her no office.
    if in_apposition and singular(tokens[-1].group().lower()) != tokens[-1].group().lower():
        return None
    first = len(tokens)
    following = tokens[-1].group()
    while first > max(0, len(tokens) - _BEFORE):
        word = tokens[first - 1].group()
        if first < len(tokens) and not _may_modify(word, following):
            break
        following = word
        first -= 1
    return Span(tokens[first].start(), tokens[-1].end()) if first < len(tokens) else None


def _may_modify(word: str, following: str) -> bool:
    """Whether `word` can be part of an office before its word `following`: a verb or a preposition cannot.

    Before a capital ("Senator"), only names and words such as "former" can.
    """
    low = word.lower()
    if (
        not word[0].isalnum()
        or word in _DAYS_AND_MONTHS
        or low in lexicon().role_stops
        or low in CLOSED_CLASS
        or low in lexicon().kin
    ):
        return False
    if low in lexicon().office_modifiers or is_office(word):
        return True
    if word.endswith(".") and word.count(".") == 1 and len(word) > 2:
        return False
    if word[0].islower():
        verb = low.endswith(("ed", "ing")) or (low.endswith("s") and not low.endswith(("ss", "'s", "’s")))
        return not verb and following[0].islower()
    return True


def _office_with_complement(text: str, start: int, name: Span) -> Span | None:
    """The office at `start`, with a complement before the name: "envoy for Malta Jane Doe"."""
    words = text[start : name.start]
    if not 0 < len(words) <= _LONGEST_BEFORE or re.search(r"[,;:()\"“”]", words):
        return None
    if not _opens_with_office(words) or is_governed(words, name.of(text)):
        return None
    determiner = _DETERMINER.match(words)
    return Span(start + (determiner.end() if determiner else 0), start + len(words.rstrip()))


def _opens_with_office(phrase: str) -> bool:
    """Whether `phrase` is an office: modifiers, the word for it, what it is of; no clause, no name."""
    phrase = _DETERMINER.sub("", _RELATIVE.split(phrase)[0], count=1)
    words = words_of(phrase)
    head = words[: head_length(words)]
    if not head or len(words) > _AFTER or not is_office(head[-1]):
        return False
    if office_word(head[-1]) != head[-1].lower().rstrip(".") and head[-1].lower().endswith("s"):
        return False
    tokens = [match.group() for match in _TOKEN.finditer(phrase)][: len(head) + phrase.count("and")]
    pairs = pairwise(tokens[: len(head)])
    return all(_may_modify(word, following) or word == "and" for word, following in pairs)


def head_length(words: list[str]) -> int:
    """The number of words of a noun phrase before its first preposition, at least 1."""
    prepositions = {"of", "for", "at", "in", "with", "from", "to", "on", "based", "who"}
    return next((max(1, n) for n, word in enumerate(words) if word.lower() in prepositions), len(words))
