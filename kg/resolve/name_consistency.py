"""Corrections of the names of one article by evidence from the whole article and the registry.

The model recognises names sentence by sentence. Here each form gets one kind, partial names are completed by
the registry, and missed occurrences of known names are added.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.language.aliases import AliasIndex
from kg.language.folding import fold
from kg.language.lexicon import is_office, lexicon
from kg.language.noun_phrases import ORDINAL, parse_noun_phrase
from kg.language.personal_names import PARTICLES, is_title, name_parts
from kg.model import Extraction, Name, Span
from kg.resolve.registry import Registry
from kg.text.span_index import SpanIndex

_SURE_KINDS = frozenset({"person", "organisation", "place"})
_SHORTEST = 3
_LONGEST_TITLE = 12
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sen|Rep|Gov|Gen)\.? $")
# “It is open,” Said added: a surname that is a word, too.
_QUOTED = re.compile(r"[,?!][\"”’]+ $")
_GOES_ON = re.compile(r" [a-z]")
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss)\.? ([A-Z][\w’'-]*\w)")
_HYPHENATED = re.compile(r"(?<=\w)(?:-\w+)+|(?<=-)\w+")
# A full name after a title.
_NAME_AFTER = re.compile(r"\s([A-Z][\w’'-]+(?: [A-Z]\.)?(?: [A-Z][\w’'-]+){1,2})")
# The surname after a particle that the model took for the whole name ("Le Pen").
_AFTER_PARTICLE = re.compile(r" [A-Z][\w’'-]+")
_APPOSITION = re.compile(r", ((?:the|an?|[A-Z][\w-]+['’]s) [^,.;:\n]{3,60}),")
_ORDINAL_BEFORE = re.compile(rf"\b{ORDINAL.pattern} $")
_LONGEST_ORDINAL = 8
_LOWER = re.compile(r"\b[a-z][\w'’]*")
# A name after one of these is a place, even if it is also a person's name.
_LOCATIVE = re.compile(
    r"\b(?:in|at|to|from|near|of|across|around|through|toward|towards|outside|into|for)\s+$"
)
_LONGEST_LOCATIVE = 10


def consistent_names(text: str, extraction: Extraction, registry: Registry) -> tuple[Name, ...]:
    """The corrected names of `extraction`, in order, not overlapping."""
    names = _complete_by_registry(extraction.names, text, registry)
    names = [_with_ordinal(name, text) for name in _complete_titles(names, text)]
    names = _unify_kinds(names, text)
    return tuple(sorted([*names, *_find_missed_names(names, text)]))


def _complete_by_registry(names: Iterable[Name], text: str, registry: Registry) -> list[Name]:
    """Extend partial names ("Rights Watch") to the full name in the registry."""
    known = [
        (span, "person" if owners[0].type == "person" else "organisation")
        for span, owners in registry.actor_aliases.find(text)
        if len(span.of(text).split()) > 1
    ]
    index = SpanIndex(known, lambda pair: pair[0])
    kept: list[Name] = []
    taken: set[Span] = set()
    for name in names:
        around = index.around(name.span.start) or next(iter(index.starting_in(name.span)), None)
        span, kind = name.span, name.kind
        if (
            around is not None
            and around[0].end >= name.span.end
            and (around[1] == "person") == (kind == "person")
        ):
            span, kind = around
        span = _extend_to_word_end(text, span)
        if span not in taken and not any(span.overlaps(other.span) for other in kept[-1:]):
            taken.add(span)
            kept.append(Name(span, kind))
    return kept


def _complete_titles(names: list[Name], text: str) -> list[Name]:
    """Complete names of people that are a title, an office or a particle only ("Del. Jane Doe", "Le Pen")."""
    named = SpanIndex(names, lambda name: name.span)
    completed = []
    for name in names:
        title = text[name.span.start : name.span.end + text.startswith(".", name.span.end)]
        if name.kind == "person" and " " not in title and (is_title(title) or is_office(title)):
            after = _NAME_AFTER.match(text, name.span.start + len(title))
            if after and named.starting_in(Span(*after.span(1))):
                continue
            if after:
                name = replace(name, span=Span(*after.span(1)))
        elif name.kind == "person" and fold(title) in PARTICLES:
            after = _AFTER_PARTICLE.match(text, name.span.end)
            if after and not named.starting_in(Span(*after.span())):
                name = replace(name, span=Span(name.span.start, after.end()))
        completed.append(name)
    return completed


def _with_ordinal(name: Name, text: str) -> Name:
    """The name of a unit, court or parliament with the number before it ("115th Congress")."""
    before = _ORDINAL_BEFORE.search(text, max(0, name.span.start - _LONGEST_ORDINAL), name.span.start)
    if name.kind != "organisation" or before is None:
        return name
    phrase = parse_noun_phrase(name.span.of(text))
    is_numbered = phrase.organ or phrase.head in lexicon().numbered_bodies
    return replace(name, span=Span(before.start(), name.span.end)) if is_numbered else name


def _extend_to_word_end(text: str, span: Span) -> Span:
    """Extend `span` to the end of a hyphenated word ("Geun-hye")."""
    more = _HYPHENATED.match(text, span.end)
    return Span(span.start, more.end()) if more else span


def _unify_kinds(names: list[Name], text: str) -> list[Name]:
    """Give each form the kind that it has most often in the article.

    The surname of a person named in full is a person's name.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        counts[name.span.of(text)][name.kind] += 1
    kinds = {form: count.most_common(1)[0][0] for form, count in counts.items()}
    people = [name_parts(form) for form, kind in kinds.items() if kind == "person"]
    surnames = {parts[-1] for parts in people if len(parts) > 1}
    given_names = {parts[0] for parts in people if len(parts) > 1}

    firms = {
        form
        for name in names
        if name.kind == kinds[form := name.span.of(text)] == "person"
        and " " not in form
        and fold(form) not in surnames | given_names
        and (apposed := _APPOSITION.match(text, name.span.end))
        and parse_noun_phrase(apposed.group(1)).organ == "organisation"
    }

    def kind_of(name: Name) -> str:
        form = name.span.of(text)
        word, kind = fold(form), kinds[form]
        if kind in {"organisation", "other"} and word in surnames:
            return "person"
        if form in firms:
            return "organisation"
        # A person's name takes precedence over a country or capital, except after "in" and the like.
        if (
            kind in {"place", "organisation"}
            and lexicon().country_of(form)
            and word in surnames | given_names
        ):
            start = name.span.start
            return kind if _LOCATIVE.search(text, max(0, start - _LONGEST_LOCATIVE), start) else "person"
        return kind

    return [replace(name, kind=kind_of(name)) for name in names]


def _find_missed_names(names: list[Name], text: str) -> Iterator[Name]:
    """Yield names that the model missed: forms and surnames that are names elsewhere in the article."""
    ordinary = {match.group() for match in _LOWER.finditer(text)}
    forms: dict[str, str] = {}
    for name in names:
        form = name.span.of(text)
        if name.kind not in _SURE_KINDS or not form[0].isupper() or lexicon().country_of(form):
            continue
        forms.setdefault(form, name.kind)
        if name.kind == "person":
            forms.setdefault(re.sub(r"['’]s?$", "", form.split()[-1]), "person")
    known = SpanIndex(names, lambda name: name.span)
    for match in _TITLED.finditer(text):
        if not known.around(match.start(1)) and not known.starting_in(Span(*match.span(1))):
            forms.setdefault(match.group(1), "person")
    for span, kinds in AliasIndex((form, kind) for form, kind in forms.items() if len(form) > 1).find(text):
        word = span.of(text)
        if not word[0].isupper() or known.around(span.start) or known.starting_in(span):
            continue
        is_person = kinds[0] == "person"
        titled = is_person and _TITLE.search(text, max(0, span.start - _LONGEST_TITLE), span.start)
        quoted = is_person and _QUOTED.search(text, max(0, span.start - _LONGEST_TITLE), span.start)
        if (
            titled
            or (quoted and _GOES_ON.match(text, span.end))
            or (len(word) >= _SHORTEST and word.lower() not in ordinary)
        ):
            yield Name(span, kinds[0])
