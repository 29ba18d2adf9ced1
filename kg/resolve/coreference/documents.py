"""Documents as sources, and who issued them: "a report by UpGuard", "WHO's website", "an AEW press release".

A document says nothing by itself: where the phrase names its issuer, that is the speaker.
"""

import re
from collections.abc import Iterator

from kg.language.lexicon import lexicon, singular
from kg.language.noun_phrases import parse_noun_phrase
from kg.language.saying_words import saying_words
from kg.model import Name, Span
from kg.text.span_index import SpanIndex

_POSSESSOR = re.compile(r"(?P<owner>[^,;:()]+?)['’]s?\s+(?P<rest>[^,;:()]+)")
_BY = re.compile(r"\bby\s+(?=\S)")
_FROM = re.compile(r"\bfrom\s+(?=\S)")
# Words between the name of an issuer and the document: "an AEW press release".
_MOST_BETWEEN = 2
_LAST = re.compile(r"[\w’'-]+$")


def document_issuers(text: str, span: Span, names: SpanIndex[Name]) -> Iterator[Span]:
    """Yield where the issuer of the document at `span` may stand, the likeliest first; none if it is no document.

    The owner ("UpGuard's report"), who follows "by" or "from", an organisation's name before the noun.
    """
    words = span.of(text)
    owned = _POSSESSOR.match(words)
    if owned is not None and is_document(owned.group("rest")):
        yield Span(span.start, span.start + owned.end("owner"))
        return
    if not is_document(words):
        return
    for pattern in (_BY, _FROM):
        for match in pattern.finditer(words):
            yield Span(span.start + match.end(), span.end)
    head = _LAST.search(parse_noun_phrase(words).text)
    end = words.find(head.group()) + span.start if head else span.start
    for name in names.starting_in(Span(span.start, max(end, span.start + 1))):
        between = text[name.span.end : end]
        near = len(between.split()) <= _MOST_BETWEEN and between[:1].isspace() and between.islower()
        is_issuer = name.kind == "organisation" and name.span.of(text).lower() not in saying_words().platforms
        if is_issuer and name.span.end < end and (near or not between.strip()):
            yield name.span


def is_document(words: str) -> bool:
    """Whether the head of the noun phrase `words` is a noun for a document ("a new national poll")."""
    phrase = parse_noun_phrase(words)
    participle = [word for word in phrase.words if word.islower() and word in lexicon().issuing]
    nouns = phrase.words[: phrase.words.index(participle[0])] if participle else phrase.words
    return bool(nouns) and singular(nouns[-1].lower()) in lexicon().documents
