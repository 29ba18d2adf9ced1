"""Offices and affiliations of people in an article, and their normal form for comparison."""

import re

from kg.language.folding import words_of
from kg.language.lexicon import lexicon, singular
from kg.model import Role, Span

# Words of an office before and after a name, at most.
_BEFORE = 8
_AFTER = 25
# Code points between an office and a name, at most.
_REACH = 300
_TOKEN = re.compile(r"[\w'’.-]+|[^\w\s]")
_APPOSITION = re.compile(
    r"\s*,\s+(?:(?:a|an|the|who (?:is|was)|now|then)\s+)?(.+?)(?=,| [–—-] |[;:\"”]|\.?$| said\b| told\b)"
)
_NAME_GOES_ON = re.compile(r", (?=[A-Z])[^,]+")
# Words that change an office: the vice president is not the president.
_QUALIFIERS = ("vice", "deputy", "former", "prime", "first", "acting")


def roles_at(text: str, span: Span, sentence: Span, source: Span) -> list[Role]:
    """The offices of the name at `span` in its sentence, before it or in apposition.

    Inside `source`, an apposition continues over a comma before a capital, which is part of a name
    ("Foundation for Political, Economic and Social Research").
    """
    found = []
    before = _office_before(text, max(sentence.start, span.start - _REACH), span.start)
    if before is not None:
        found.append(Role(" ".join(before.of(text).split()), before))
    match = _APPOSITION.match(text[span.end : min(sentence.end, span.end + _REACH)])
    if match and _opens_with_office(match.group(1)):
        end = span.end + match.end(1)
        while (more := _NAME_GOES_ON.match(text, end, sentence.end)) and more.end() <= source.end:
            end = more.end()
        after = Span(span.end + match.start(1), end)
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
    while first > max(0, len(tokens) - _BEFORE):
        word = tokens[first - 1].group()
        if not word[0].isalnum() or word.lower() in lexicon().role_stops:
            break
        first -= 1
    return Span(tokens[first].start(), tokens[-1].end()) if first < len(tokens) else None


def _opens_with_office(phrase: str) -> bool:
    words = words_of(phrase)
    return bool(words) and len(words) <= _AFTER and any(map(is_office, words[: head_length(words)]))


def head_length(words: list[str]) -> int:
    """The number of words of a noun phrase before its first preposition, at least 1."""
    prepositions = {"of", "for", "at", "in", "with", "from", "to", "on", "based", "who"}
    return next((max(1, n) for n, word in enumerate(words) if word.lower() in prepositions), len(words))


def is_office(word: str) -> bool:
    """Whether `word` is an office or role of a person, or an abbreviation of one."""
    return office_word(word) in lexicon().offices


def office_word(word: str) -> str:
    """The normal form of `word`: lower case, singular, abbreviations expanded."""
    bare = word.lower().rstrip(".")
    return lexicon().short_offices.get(bare) or singular(bare)
