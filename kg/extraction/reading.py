"""From a text to its statements and names: view, words, model, inheritance, wording, language."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable

from kg.documents.noise import find_noise
from kg.documents.paragraphs import split_paragraphs
from kg.documents.views import normalised_view
from kg.extraction.attributions import Attribution, first_word, read_attributions
from kg.extraction.encoder import Encoder
from kg.extraction.inheritance import inherit_sources
from kg.extraction.language import other_language
from kg.extraction.nesting import mark_nested
from kg.extraction.rereading import reread_contents
from kg.extraction.wording import manner_of, wording
from kg.extraction.words import Words, split_words
from kg.model import Extraction, Span, Statement


def read_text(text: str, document: str, encoder: Encoder, sentences: Iterable[Span] = ()) -> Extraction:
    """The statements and names of one text, which `document` identifies.

    Offsets are in code points of `text`. Paragraphs that are surely not English are skipped, and
    `skipped` says how many statements that left out.
    """
    view = normalised_view(text, [(span.start, span.end) for span in find_noise(text)])
    words = split_words(view)
    attributions, names = read_attributions(words, encoder)
    nested = reread_contents(attributions, words, encoder)
    found = [*inherit_sources(attributions, names, words), *nested]
    statements = [
        _statement(attribution, text, view, words, document) for attribution in sorted(found, key=first_word)
    ]
    statements = [one for one in statements if any(character.isalnum() for character in one.text)]
    foreign = _foreign_paragraphs(view, words, statements)
    skipped = Counter(foreign(one.content[0]) for one in statements)
    kept = [one for one in statements if foreign(one.content[0]) is None]
    whole = other_language(view) if names and not kept else None
    if whole:
        skipped.setdefault(whole, 0)
    return Extraction(
        statements=tuple(mark_nested(kept)),
        names=() if whole else tuple(name for name in names if foreign(name.span) is None),
        sentences=tuple(sentences),
        skipped=tuple(sorted((language, count) for language, count in skipped.items() if language)),
    )


def _foreign_paragraphs(view: str, words: Words, statements: list[Statement]) -> Callable[[Span], str | None]:
    """A function that tells the language of the paragraph where a span starts; `None` for English.

    Only paragraphs in which a statement starts are looked at.
    """
    paragraphs = split_paragraphs(view)
    looked_at = {words.paragraph_of(one.content[0]) for one in statements}
    languages = {number: other_language(view[slice(*paragraphs[number])]) for number in looked_at}
    return lambda span: languages.get(words.paragraph_of(span))


def _statement(attribution: Attribution, text: str, view: str, words: Words, document: str) -> Statement:
    manner = manner_of(words, attribution.content)
    return Statement(
        id=_identifier(document, attribution, text),
        document=document,
        text=wording(text, view, attribution.content, manner),
        content=attribution.content,
        cue=attribution.cue,
        source=attribution.source,
        source_inherited=attribution.source_inherited,
        manner=manner,
        confidence=attribution.confidence,
    )


def _identifier(document: str, attribution: Attribution, text: str) -> str:
    """Derived from the document, the words of the content and where content and cue stand."""
    cue = [attribution.cue] if attribution.cue else []
    spans = [f"{span.start}-{span.end}-{span.of(text)}" for span in (*attribution.content, *cue)]
    digest = hashlib.sha256("\0".join([document, *spans]).encode("utf-8", "surrogatepass"))
    return f"st-{digest.hexdigest()[:16]}"
