"""Documents and things as sources: who issued "a report by UpGuard", "WHO's website", "an AEW press release".

A document says nothing by itself: where the phrase names its issuer, that is the speaker. Things, shares and
events ("42 percent of those responding", "the attack") are nobody.
"""

import calendar
import re
from collections.abc import Iterator

from kg.language.folding import words_of
from kg.language.lexicon import lexicon, singular
from kg.language.noun_phrases import NounPhrase, parse_noun_phrase
from kg.language.saying_words import saying_words
from kg.model import Name, Span
from kg.text.span_index import SpanIndex

_POSSESSOR = re.compile(r"(?P<owner>[^,;:()]+?)['’]s?\s+(?P<rest>[^,;:()]+)")
# "a report on Wednesday by Doe"; "a report for the show that is hosted by Doe" is not by Doe.
_BY = re.compile(r"^(?:(?!\b(?:that|which|who|for|and)\b)[^,]){1,80}?\bby\s+(?=\S)")
_FROM = re.compile(rf"\bfrom\s+(?=\S)(?!\d|(?:{'|'.join(calendar.month_name[1:])})\b)")
# Words between the name of an issuer and the document: "an AEW press release".
_MOST_BETWEEN = 2
# "a report released by the institute last year"
_WHEN = re.compile(r"\s+(?:last|this|next|earlier|late)\s")
_DATED = frozenset({"last", "this", "next", "dated", "earlier", "online"})
_NOBODY = frozenset({"none", "nobody", "neither"})
_LAST = re.compile(r"[\w’'-]+$")
# Code points of a short word, and the least share of longer words with a capital in a headline.
_SHORT, _CAPITALS = 3, 0.8


def document_issuers(text: str, span: Span, names: SpanIndex[Name]) -> Iterator[Span]:
    """Yield where the issuer of the document at `span` may stand, the likeliest first; none of what is none.

    The owner ("UpGuard's report"), who follows "by" or "from", an organisation's name before the noun.
    """
    words = span.of(text)
    owned = _POSSESSOR.match(words)
    if owned is not None and is_document(owned.group("rest")):
        yield Span(span.start, span.start + owned.end("owner"))
        return
    if not is_document(words) or " and " in parse_noun_phrase(words).text:
        return
    for pattern in (_BY, _FROM):
        for match in pattern.finditer(words):
            dated = _WHEN.search(words, match.end())
            yield Span(span.start + match.end(), span.start + dated.start() if dated else span.end)
    head = _LAST.search(parse_noun_phrase(words).text)
    end = words.find(head.group()) + span.start if head else span.start
    for name in names.starting_in(Span(span.start, max(end, span.start + 1))):
        between = text[name.span.end : end]
        near = len(between.split()) <= _MOST_BETWEEN and between[:1].isspace() and between.islower()
        is_issuer = name.kind == "organisation" and name.span.of(text).lower() not in saying_words().platforms
        if is_issuer and name.span.end < end and (near or not between.strip()):
            yield name.span


def is_nobody(phrase: NounPhrase) -> bool:
    """Whether what the phrase names cannot speak: a share, an event, a thing, "none"; names can."""
    words = _noun(phrase)
    if not words or (len(words) > 1 and words[-1][0].isupper()):
        return False
    word = words[-1].lower()
    return bool({word, singular(word)} & (lexicon().things | _NOBODY)) or word.isdecimal()


def is_document(words: str) -> bool:
    """Whether the head of the noun phrase `words` is a noun for a document ("a new national poll")."""
    nouns = _noun(parse_noun_phrase(words))
    return bool(nouns) and singular(nouns[-1].lower()) in lexicon().documents


def _noun(phrase: NounPhrase) -> tuple[str, ...]:
    """The words up to the head: "report" of "report released Monday", "aides" of "aides backing it"."""
    end = next(
        (number for number, word in enumerate(phrase.words) if number and _is_behind(word)), len(phrase.words)
    )
    return phrase.words[:end]


def _is_behind(word: str) -> bool:
    """Whether `word` opens what follows a head without a preposition: a participle, or a date."""
    return (
        word in lexicon().issuing
        or word in _DATED
        or (word.endswith("ing") and word not in lexicon().documents)
    )


def is_title(sentence: Span | None, text: str) -> bool:
    """Whether a sentence is written like a headline, nearly every longer word with a capital."""
    words = words_of(sentence.of(text)) if sentence else []
    longer = [word for word in words if len(word) > _SHORT]
    return len(longer) > _SHORT and sum(word[0].isupper() for word in longer) >= _CAPITALS * len(longer)
