"""The mentions of a text that links join: names, pronouns, noun phrases for people and bodies, sources."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.extract.links.anaphors import Anaphor, find_anaphors
from kg.language.folding import fold
from kg.language.given_names import given_gender
from kg.language.lexicon import lexicon, singular
from kg.model import Attribution, Extraction, Span
from kg.text.span_index import SpanIndex
from kg.text.text import Text

NAMES = ("person", "organisation", "place")
KINDS = (
    *(f"{kind} name" for kind in NAMES),
    *("male", "female", "plural", "neuter", "relative"),
    *(f"{kind} noun" for kind in ("person", "group", "organisation", "government")),
    "phrase",
)
"""Kinds of mentions: names, pronouns, nouns; a phrase is a source that is none of these."""
PRONOUN_KINDS = frozenset({"male", "female", "plural", "neuter", "relative"})
# Words on either side of a name in which its offices stand.
_NEAR = 10
_SMALL = frozenset(
    {"the", "a", "an", "of", "for", "and", "in", "on", "at", "to", "his", "her", "its", "their", "s", "this"}
)
_HEAD_ENDS = re.compile(r"\b(?:of|for|at|in|from|to|with|who|which|that|on|by)\b|[,(–—]")


@dataclass(frozen=True, slots=True)
class TextMention:
    """A mention in its surroundings.

    `first` and `last` are the numbers of its first and last word; `head` is the folded head word, `words` the
    folded words without small ones, `initials` their first letters; `near` the words around a name.
    `content` is the number of the innermost attribution whose content contains it, `source_of` of the first
    whose source it is or is in, else -1.
    """

    span: Span
    kind: str
    first: int
    last: int
    head: str
    words: frozenset[str]
    initials: str
    near: frozenset[str]
    gender: str | None
    is_plural: bool
    is_definite: bool
    is_source: bool
    sentence: int
    paragraph: int
    quotation: int
    content: int
    source_of: int

    @property
    def is_name(self) -> bool:
        """Whether the mention is a name."""
        return self.kind.endswith(" name")


def find_mentions(text: Text, extraction: Extraction) -> list[TextMention]:
    """The mentions of `text`, by start; of those that start together the longer ones come first."""
    names, attributions = extraction.names, extraction.attributions
    sources = {one.source[0] for one in attributions if one.source}
    kinds: dict[Span, tuple[str, Anaphor | None]] = {
        one.span: (f"{one.kind} name", None) for one in names if one.kind in NAMES
    }
    for anaphor in find_anaphors(text.written, names):
        kind = anaphor.kind if anaphor.word in lexicon().pronouns else f"{anaphor.kind} noun"
        kinds.setdefault(anaphor.span, (kind, anaphor))
    ending: dict[int, list[Span]] = defaultdict(list)
    for span in kinds:
        ending[span.end].append(span)
    for span in sources:
        _add_source(text.written, span, kinds, ending[span.end])
    build = _Builder(text, attributions)
    mentions = [build.mention(span, *found, is_source=span in sources) for span, found in kinds.items()]
    mentions.sort(key=lambda one: (one.span.start, -one.span.end))
    return mentions


def _add_source(
    raw: str, span: Span, kinds: dict[Span, tuple[str, Anaphor | None]], ending: list[Span]
) -> None:
    """Add a source; "the company" takes the place of the noun "company".

    `ending` are the mentions that end with it.
    """
    if span in kinds:
        return
    words = span.of(raw).split()
    inner = next((one for one in ending if one.start > span.start), None)
    found = kinds[inner] if inner else None
    if inner and found and found[1] and " noun" in found[0] and len(words) <= 4:
        kinds[span] = kinds.pop(inner)
        ending.remove(inner)
    else:
        kinds[span] = ("phrase", None)
    ending.append(span)


class _Builder:
    """Looks up the surroundings of mentions of one text."""

    def __init__(self, text: Text, attributions: Sequence[Attribution]) -> None:
        self._text = text
        self._words = text.words
        self._contents = _numbered(
            (part, number) for number, one in enumerate(attributions) for part in one.content
        )
        self._sources = _numbered(
            (part, number) for number, one in enumerate(attributions) for part in one.source
        )

    def mention(self, span: Span, kind: str, anaphor: Anaphor | None, *, is_source: bool) -> TextMention:
        text, words = self._text, self._words
        first, last = words.at(span.start), words.at(span.end - 1)
        phrase = span.of(text.written)
        folded = [fold(word) for word in words.texts[first : last + 1] if word[0].isalnum()]
        head = anaphor.word if anaphor else _head(phrase, folded)
        is_name = kind.endswith(" name")
        gender = anaphor.gender if anaphor else _gender(phrase, words.texts[max(0, first - 1) : first])
        quotation = text.quotations.around(span.start)
        content, source = self._contents.around(span.start), self._sources.around(span.start)
        return TextMention(
            span=span,
            kind=kind,
            first=first,
            last=last,
            head=head,
            words=frozenset(folded) - _SMALL,
            initials="".join(word[0] for word in folded if word not in _SMALL),
            near=self._near(first, last) if is_name else frozenset(),
            gender=gender,
            is_plural=anaphor.is_plural if anaphor else kind == "phrase" and singular(head) != head,
            is_definite=anaphor is None or anaphor.is_definite,
            is_source=is_source,
            sentence=text.sentences.position(span.start),
            paragraph=text.paragraph_at(span.start),
            quotation=quotation.start if quotation else -1,
            content=content[1] if content else -1,
            source_of=source[1] if source else -1,
        )

    def _near(self, first: int, last: int) -> frozenset[str]:
        """The folded, singular words around a name in its sentence."""
        words, sentence = self._words, self._text.sentences.around(self._words.starts[first])
        start, end = max(0, first - _NEAR), min(len(words), last + 1 + _NEAR)
        if sentence is not None:
            start = max(start, bisect_left(words.starts, sentence.start))
            end = min(end, bisect_left(words.starts, sentence.end))
        around = [*words.texts[start:first], *words.texts[last + 1 : end]]
        return frozenset(singular(fold(word)) for word in around if word[0].isalpha()) - _SMALL


def _numbered(pairs: Iterable[tuple[Span, int]]) -> SpanIndex[tuple[Span, int]]:
    return SpanIndex(pairs, lambda pair: pair[0])


def _head(phrase: str, folded: list[str]) -> str:
    """The head word of a name or phrase: the last before a preposition or comma."""
    before = _HEAD_ENDS.split(phrase, maxsplit=1)[0].split()
    word = fold(re.sub(r"['’]s?$|\W+$", "", before[-1])) if before else ""
    return word or (folded[-1] if folded else "")


def _gender(name: str, before: Sequence[str]) -> str | None:
    """The gender by a title before a name or at its start, else by the given name."""
    for word in (*before, *name.split()[:1]):
        kind = lexicon().titles.get(word.lower().rstrip("."))
        if kind in {"male", "female"}:
            return kind
    return given_gender(name)


def genders_of_names(mentions: Sequence[TextMention]) -> dict[str, str]:
    """The gender of each person by the head word of the name, if all full names with it agree."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in mentions:
        if one.kind == "person name" and one.gender:
            found[one.head].add(one.gender)
    return {head: genders.pop() for head, genders in found.items() if len(genders) == 1}
