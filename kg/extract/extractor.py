"""Extraction: attributions and names by the attribution model, then stances by the stance model."""

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from kg.extract.attributions import Decoded, decode_attributions, first_word
from kg.extract.encoder import MODEL_FILES, Encoder, HalfArray
from kg.extract.headlines import read_headline
from kg.extract.inheritance import inherit_sources
from kg.extract.language_id import other_language
from kg.extract.links.finding import find_links
from kg.extract.name_joins import join_names
from kg.extract.nesting import mark_nested
from kg.extract.quoted_as import name_quoted
from kg.extract.remarks import add_remarks
from kg.extract.rereading import reread_contents
from kg.extract.sequences import WordSequence, sequences_of, split_content
from kg.extract.settings import read_files, shipped_folder
from kg.extract.sharing import separate_shared
from kg.extract.spoken import mark_spoken
from kg.extract.stances.stance_model import STANCE_FILES, StanceModel
from kg.extract.stances.stance_reader import add_stances
from kg.extract.threats import is_threat_of_thing
from kg.extract.turns import add_turns, find_turns
from kg.extract.unsaid import mark_unsaid
from kg.extract.wording import manner_of, wording
from kg.model import Attribution, Extraction, Name, Span
from kg.text.article_files import article_id
from kg.text.part import PartKind
from kg.text.text import Text


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
    """Extract the attributions, without stances, and the names of `text`, and link its mentions.

    Paragraphs that are not English are skipped; `skipped` counts the attributions left out.
    """
    read = read_text(text, encoder)
    return replace(read.extraction, links=tuple(find_links(text, read.extraction, read.states, encoder)))


def relink(text: Text, extraction: Extraction, *, threads: int = 1) -> Extraction:
    """`extraction` with the links of its own names and attributions, by the shipped model.

    For names and attributions of `text` from elsewhere, such as those that somebody annotated.
    """
    encoder, _ = _shipped_models(threads)
    states = read_text(text, encoder).states
    return replace(extraction, links=tuple(find_links(text, extraction, states, encoder)))


@dataclass(frozen=True, slots=True)
class ReadText:
    """An extraction without links and stances, and the states [W, width] of the words of the text."""

    extraction: Extraction
    states: HalfArray


def read_text(text: Text, encoder: Encoder) -> ReadText:
    """Extract the attributions and names of `text`; the states of words that are not read are 0."""
    attributions, names, states = _read(text, encoder)
    attributions = [one for one in attributions if any(character.isalnum() for character in one.text)]
    foreign = _foreign_paragraphs(text, attributions)
    skipped = Counter(foreign(one.content[0]) for one in attributions)
    kept = [one for one in attributions if foreign(one.content[0]) is None]
    text_language = other_language(text.view) if names and not kept else None
    if text_language:
        skipped.setdefault(text_language, 0)
    extraction = Extraction(
        attributions=tuple(mark_nested(kept)),
        names=() if text_language else tuple(name for name in names if foreign(name.span) is None),
        sentences=tuple(text.sentences),
        skipped=tuple(sorted((language, count) for language, count in skipped.items() if language)),
    )
    return ReadText(extraction, states)


def _read(text: Text, encoder: Encoder) -> tuple[list[Attribution], list[Name], HalfArray]:
    """The attributions and names of each sequence of `text`, with the turns of speakers, and the states."""
    names: list[Name] = []
    states = np.zeros((len(text.words), encoder.state_width), dtype=np.float16)
    found: list[tuple[Decoded, WordSequence]] = []
    for sequence in sequences_of(text):
        read = decode_attributions(sequence.words, encoder, text.deadline.check)
        states[np.searchsorted(text.words.starts, sequence.words.starts)] = read.states
        decoded = separate_shared([name_quoted(one, sequence.words) for one in read.attributions])
        named = join_names(read.names, sequence.words)
        decoded = add_remarks(decoded, named, sequence.words)
        nested = reread_contents(decoded, sequence.words, encoder)
        own = [*inherit_sources(decoded, named, sequence.words), *nested]
        own = [one for one in own if not is_threat_of_thing(one, sequence.words)]
        own = [mark_unsaid(mark_spoken(one, sequence.words), sequence.words) for one in own]
        if sequence.kind is PartKind.BODY:
            turns = find_turns(text, named)
            own = add_turns(own, turns.statements, sequence.words)
            named += turns.names
        else:
            own = read_headline(own, sequence, named)
        names += named
        found += [(one, sequence) for one in own]
    digest = article_id(text.raw)
    found.sort(key=lambda pair: first_word(pair[0]))
    attributions = [_attribution(one, sequence, text, digest) for one, sequence in found]
    return attributions, sorted(names), states


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


def _attribution(decoded: Decoded, sequence: WordSequence, text: Text, digest: str) -> Attribution:
    manner = decoded.manner or manner_of(sequence.words, decoded.content)
    content = split_content(decoded.content, sequence)
    return Attribution(
        id=_identifier(replace(decoded, content=content), text.raw, digest),
        text=wording(text.written, sequence.view, decoded.content, manner),
        content=content,
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
