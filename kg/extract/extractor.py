"""Extraction: attributions and names by the attribution model, then stances by the stance model."""

import hashlib
from collections import Counter
from collections.abc import Callable
from functools import cache

from kg.extract.attributions import Decoded, decode_attributions, first_word
from kg.extract.encoder import MODEL_FILES, Encoder
from kg.extract.inheritance import inherit_sources
from kg.extract.language_id import other_language
from kg.extract.nesting import mark_nested
from kg.extract.rereading import reread_contents
from kg.extract.settings import read_files, shipped_folder
from kg.extract.stances.stance_model import STANCE_FILES, StanceModel
from kg.extract.stances.stance_reader import add_stances
from kg.extract.wording import manner_of, wording
from kg.model import Attribution, Extraction, Span
from kg.text import Text
from kg.text.article_files import article_id


def extract(text: Text, *, threads: int = 1) -> Extraction:
    """Extract the attributions of `text` with their stances, and its names, with the shipped models.

    The models are loaded at the first call; each runs on `threads` threads.
    """
    encoder, stances = _shipped_models(threads)
    return add_stances(extract_attributions(text, encoder), text, stances)


@cache
def _shipped_models(threads: int) -> tuple[Encoder, StanceModel]:
    folder = shipped_folder()
    return (
        Encoder(read_files(folder, MODEL_FILES), threads=threads),
        StanceModel(read_files(folder, STANCE_FILES), threads=threads),
    )


def extract_attributions(text: Text, encoder: Encoder) -> Extraction:
    """Extract the attributions, without stances, and the names of `text`.

    Paragraphs that are not English are skipped; `skipped` counts the attributions left out.
    """
    decoded, names = decode_attributions(text.words, encoder)
    nested = reread_contents(decoded, text.words, encoder)
    found = sorted([*inherit_sources(decoded, names, text.words), *nested], key=first_word)
    digest = article_id(text.raw)
    attributions = [_attribution(one, text, digest) for one in found]
    attributions = [one for one in attributions if any(character.isalnum() for character in one.text)]
    foreign = _foreign_paragraphs(text, attributions)
    skipped = Counter(foreign(one.content[0]) for one in attributions)
    kept = [one for one in attributions if foreign(one.content[0]) is None]
    text_language = other_language(text.view) if names and not kept else None
    if text_language:
        skipped.setdefault(text_language, 0)
    return Extraction(
        attributions=tuple(mark_nested(kept)),
        names=() if text_language else tuple(name for name in names if foreign(name.span) is None),
        sentences=tuple(text.sentences),
        skipped=tuple(sorted((language, count) for language, count in skipped.items() if language)),
    )


def _foreign_paragraphs(text: Text, attributions: list[Attribution]) -> Callable[[Span], str | None]:
    """A function that returns the language of the paragraph where a span starts, None for English.

    Only paragraphs in which an attribution starts are classified; the others count as English.
    """
    words = text.words
    starts_attribution = {words.paragraph_of(one.content[0]) for one in attributions}
    languages = {
        number: other_language(text.paragraphs[number].of(text.view)) for number in starts_attribution
    }
    return lambda span: languages.get(words.paragraph_of(span))


def _attribution(decoded: Decoded, text: Text, digest: str) -> Attribution:
    manner = manner_of(text.words, decoded.content)
    return Attribution(
        id=_identifier(decoded, text.raw, digest),
        text=wording(text.raw, text.view, decoded.content, manner),
        content=decoded.content,
        cue=decoded.cue,
        source=decoded.source,
        source_inherited=decoded.source_inherited,
        manner=manner,
        confidence=decoded.confidence,
        kind=decoded.kind,
        unsaid=decoded.unsaid,
    )


def _identifier(decoded: Decoded, raw: str, digest: str) -> str:
    """A hash of the article's text and of the offsets and words of content and cue."""
    cue = [decoded.cue] if decoded.cue else []
    spans = [f"{span.start}-{span.end}-{span.of(raw)}" for span in (*decoded.content, *cue)]
    joined = hashlib.sha256("\0".join([digest, *spans]).encode("utf-8", "surrogatepass"))
    return f"st-{joined.hexdigest()[:16]}"
