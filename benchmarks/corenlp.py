"""Speakers by the coreference chains of CoreNLP that come with PolNeAR (`corenlp.jsonl.gz`).

Each line is one JSON object: `id`, the article's file name without its suffix; `sentences`, each with
`tokens` (word, lemma, tag, entity, start, end: code points) and `dep` (head, relation; 1-based, 0 is the
root); `coref`, chains of mentions (sentence, first token, end, head token: 1-based, end-exclusive).
"""

import gzip
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.model import Span

_NAMED = frozenset({"PERSON", "ORGANIZATION", "LOCATION"})


@dataclass(frozen=True, slots=True)
class Token:
    """One token, with its kind of entity ("O" for none), its span, and its head in the sentence (0: root)."""

    text: str
    tag: str
    entity: str
    span: Span
    governor: int


@dataclass(frozen=True, slots=True)
class ChainMention:
    """One mention of a chain: the sentence, its tokens `[start, end)` and its head, counted from 0."""

    sentence: int
    start: int
    end: int
    head: int


class Chains:
    """The chains of one article."""

    def __init__(self, record: dict[str, Any]) -> None:
        self._sentences = [_tokens(sentence) for sentence in record["sentences"]]
        self._chains = [[ChainMention(*(n - 1 for n in one)) for one in chain] for chain in record["coref"]]

    @property
    def persons(self) -> set[str]:
        """The names of persons, of at least two words, that CoreNLP tags."""
        runs = {
            self._name(ChainMention(sentence, 0, len(tokens), number))
            for sentence, tokens in enumerate(self._sentences)
            for number, token in enumerate(tokens)
            if token.entity == "PERSON"
        }
        return {name for name in runs if name and " " in name}

    def speaker(self, source: Span) -> tuple[tuple[str, ...], str | None]:
        """The names of whom `source` refers to; if there is no name, the words for them.

        The names are the longest and the most frequent one in the chain of the mention with the same head
        as `source`; without a chain, the name that contains the head of `source`.
        """
        whole = self._mention(source)
        if whole is None:
            return (), None
        candidates = [
            (abs(one.start - whole.start) + abs(one.end - whole.end), number)
            for number, chain in enumerate(self._chains)
            for one in chain
            if one.sentence == whole.sentence and one.head in self._heads(whole)
        ]
        chain = [whole, *self._chains[min(candidates)[1]]] if candidates else [whole]
        names = [name for one in chain if (name := self._name(one))]
        if names:
            return tuple(dict.fromkeys((max(names, key=len), Counter(names).most_common(1)[0][0]))), None
        worded = (one for one in chain if not self._sentences[one.sentence][one.head].tag.startswith("PRP"))
        return (), next((self._text(one) for one in worded), None)

    def _mention(self, source: Span) -> ChainMention | None:
        """The tokens of `source` in the first sentence that it overlaps."""
        for number, tokens in enumerate(self._sentences):
            inside = [n for n, token in enumerate(tokens) if token.span.overlaps(source)]
            if inside:
                whole = ChainMention(number, inside[0], inside[-1] + 1, inside[0])
                return ChainMention(number, whole.start, whole.end, min(self._heads(whole)))
        return None

    def _heads(self, mention: ChainMention) -> set[int]:
        """The tokens of `mention` whose head is outside of it."""
        inside = range(mention.start, mention.end)
        tokens = self._sentences[mention.sentence]
        return {number for number in inside if tokens[number].governor - 1 not in inside}

    def _name(self, mention: ChainMention) -> str | None:
        """The tokens of the named entity that contains the head, within the mention."""
        tokens = self._sentences[mention.sentence]
        kind = tokens[mention.head].entity
        if kind not in _NAMED:
            return None
        start = end = mention.head
        while start > mention.start and tokens[start - 1].entity == kind:
            start -= 1
        while end + 1 < mention.end and tokens[end + 1].entity == kind:
            end += 1
        return " ".join(token.text for token in tokens[start : end + 1])

    def _text(self, mention: ChainMention) -> str:
        tokens = self._sentences[mention.sentence]
        return " ".join(token.text for token in tokens[mention.start : mention.end])


def read_chains(folder: Path) -> dict[str, Chains]:
    """The chains of each article in `folder`, a part of PolNeAR, by file name.

    Raises `InputError` if `corenlp.jsonl.gz` cannot be read.
    """
    path = folder / "corenlp.jsonl.gz"
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            records = [json.loads(line) for line in lines]
        return {f"{record['id']}.txt": Chains(record) for record in records}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path} cannot be read: {error}.") from error


def _tokens(sentence: dict[str, Any]) -> list[Token]:
    return [
        Token(word, tag, entity, Span(start, end), governor)
        for (word, _, tag, entity, start, end), (governor, _) in zip(
            sentence["tokens"], sentence["dep"], strict=True
        )
    ]
