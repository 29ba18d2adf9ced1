"""Phrases of treebanks: noun phrases and courses of action, as spans of words, from dependencies.

PolNeAR's articles have CoreNLP's trees (silver), GUM's have gold trees in Universal Dependencies.
"""

import gzip
import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from kg.extract.stances.candidates import Kind, Phrase
from kg.text.text import Text
from kg.text.words import Words
from training.stances.examples import Example

Phrases = dict[Kind, set[Phrase]]
"""The phrases of some words, by kind."""

# Dependents that are part of a noun's own phrase; with what follows "of", or with all that modifies it.
_OWN = frozenset({"det", "amod", "compound", "nummod", "nmod:poss", "det:predet", "neg", "flat", "goeswith"})
# Nouns that are no phrase by themselves: "prison" in "prison sentence".
_INSIDE_NAMES = frozenset({"compound", "flat", "amod", "goeswith"})
_MODIFIERS = frozenset({"nmod", "acl", "nummod", "advmod"})
# Relations that never belong to a phrase: its relative clauses, appositions, and what is beside it.
_LEFT_OUT = frozenset({"acl:relcl", "appos", "parataxis", "ccomp", "dep", "discourse"})
_ARGUMENTS = frozenset({"nsubj", "dobj", "obj", "nsubjpass", "nsubj:pass"})
_CLAUSES = frozenset({"xcomp", "ccomp", "csubj", "csubjpass", "csubj:pass"})
_MARKED_CLAUSES = frozenset({"acl", "advcl", "nmod", "dobj", "obj", "obl"})
_HYPHENS = frozenset({"-", "–", "/"})
_FEWEST, _MOST = 5, 60


@dataclass(slots=True)
class Sentence:
    """A parsed sentence of N tokens: `heads` are 0-based, -1 for the root; `places` are code points."""

    words: list[str]
    tags: list[str]
    heads: list[int]
    relations: list[str]
    places: list[tuple[int, int]]


class SilverPhrases:
    """The phrases of one part of PolNeAR, by article."""

    def __init__(self, part: Path) -> None:
        with gzip.open(part / "corenlp.jsonl.gz", "rt", encoding="utf-8") as file:
            rows = map(json.loads, file)
            self._articles = {row["id"]: [_of_corenlp(one) for one in row["sentences"]] for row in rows}

    def phrases(self, name: str, words: Words) -> Phrases | None:
        """The phrases of all `words` of article `name`, numbered in the article; None if not parsed."""
        if name not in self._articles:
            return None
        return _over_words(self._articles[name], words)


def gum_sentences(folder: Path) -> Iterator[Example]:
    """The sentences of GUM's files in `folder`, as examples that only have phrases."""
    for path in sorted(folder.glob("*.conllu")):
        for block in path.read_text("utf-8").split("\n\n"):
            sentence = _of_conllu(block.splitlines())
            if _FEWEST <= len(sentence.words) <= _MOST:
                words = Text(" ".join(sentence.words)).words
                yield Example(words.texts, labelled=_over_words([sentence], words), name=path.stem)


def _over_words(sentences: Iterable[Sentence], words: Words) -> Phrases:
    found: Phrases = {kind: set() for kind in Kind}
    for sentence in sentences:
        for kind, phrase in phrases_of_tree(sentence):
            first = words.at(sentence.places[phrase[0]][0])
            last = words.at(sentence.places[phrase[1] - 1][1] - 1)
            found[kind].add((first, last + 1))
    return found


def place_phrases(found: Phrases, numbers: list[int]) -> Phrases:
    """The phrases of an article that lie whole in the words `numbers`, by their places in these."""

    def placed(phrase: Phrase) -> Phrase | None:
        first = bisect_left(numbers, phrase[0])
        end = first + phrase[1] - phrase[0]
        inside = end <= len(numbers) and numbers[first] == phrase[0] and numbers[end - 1] == phrase[1] - 1
        return (first, end) if inside else None

    return {kind: {one for phrase in every if (one := placed(phrase))} for kind, every in found.items()}


def phrases_of_tree(sentence: Sentence) -> Iterator[tuple[Kind, Phrase]]:
    """The phrases of a sentence, by tokens `[first, end)`; some come twice.

    For each noun: its own phrase, the one with what follows "of", and the one with all its modifiers but
    clauses ("the ban", "the ban of 2019", "the ban of 2019 on arms to rebels"). For each gerund, and each
    infinitive that is a complement, the verb with all that follows it ("withdraw from the north").
    """
    tree = _Tree(sentence)
    for token, tag in enumerate(sentence.tags):
        relation = sentence.relations[token]
        stands_alone = tag in {"CD", "DT", "JJ"} and relation in _ARGUMENTS
        if relation in _INSIDE_NAMES:
            continue
        if tag.startswith(("NN", "PRP")) or stands_alone:
            for tokens in (tree.own(token, 0), tree.own(token, 2), tree.modified(token)):
                yield Kind.NOUN, _around(token, tokens)
        elif tree.is_course(token):
            first, end = token, _around(token, tree.below(token, frozenset({"parataxis"})))[1]
            while not sentence.words[end - 1][0].isalnum() and end - 1 > first:
                end -= 1
            if end - first > 1:
                yield Kind.VERB, (first, end)


class _Tree:
    """The dependencies of one sentence (Stanford's of 2016, or Universal Dependencies)."""

    def __init__(self, sentence: Sentence) -> None:
        self._sentence = sentence
        self._words = [word.lower() for word in sentence.words]
        self._children: list[list[int]] = [[] for _ in sentence.words]
        for token, head in enumerate(sentence.heads):
            if head >= 0:
                self._children[head].append(token)

    def below(self, token: int, left_out: frozenset[str]) -> set[int]:
        """The token and all its dependents, except by the relations `left_out`."""
        found, waiting = {token}, [token]
        while waiting:
            for child in self._children[waiting.pop()]:
                out = self._sentence.relations[child] in left_out or self._is_break(child)
                if not out and child not in found:
                    found.add(child)
                    waiting.append(child)
        return found

    def own(self, token: int, depth: int) -> set[int]:
        """The tokens of the noun phrase with the head `token`; "of" continues it at most `depth` times."""
        found = {token}
        for child in self._children[token]:
            relation = self._sentence.relations[child]
            if relation in _OWN:
                found |= self.below(child, _LEFT_OUT)
            elif relation.split(":")[0] == "nmod" and depth:
                cases = self._cases(child)
                if any(self._words[one] == "of" for one in cases):
                    found |= cases | self.own(child, depth - 1)
        return found

    def modified(self, token: int) -> set[int]:
        """The tokens of the noun phrase with all its modifiers."""
        found = self.own(token, 2)
        for child in self._children[token]:
            relation = self._sentence.relations[child]
            if relation != "acl:relcl" and relation.split(":")[0] in _MODIFIERS:
                found |= self.below(child, _LEFT_OUT | {"conj", "cc", "advcl"})
        return found

    def is_course(self, token: int) -> bool:
        """Whether the token is the verb of a course of action: a gerund or an infinitive."""
        tag, relation = self._sentence.tags[token], self._sentence.relations[token].split(":")[0]
        children = self._children[token]
        if tag == "VBG":
            marked = any(self._sentence.relations[child] == "mark" for child in children)
            return relation in _CLAUSES or (relation in _MARKED_CLAUSES and marked)
        to = any(self._words[child] == "to" for child in children)
        return tag == "VB" and to and relation in {"xcomp", "ccomp", "acl"}

    def _is_break(self, token: int) -> bool:
        """Whether it is a punctuation mark that ends a phrase: any but a hyphen."""
        return self._sentence.relations[token] == "punct" and self._words[token] not in _HYPHENS

    def _cases(self, token: int) -> set[int]:
        return {one for one in self._children[token] if self._sentence.relations[one] == "case"}


def _around(token: int, tokens: set[int]) -> Phrase:
    """The run of consecutive `tokens` that contains `token`."""
    first = end = token
    while first - 1 in tokens:
        first -= 1
    while end + 1 in tokens:
        end += 1
    return first, end + 1


def _of_corenlp(row: dict[str, list[list[str | int]]]) -> Sentence:
    tokens, dependencies = row["tokens"], row["dep"]
    return Sentence(
        [str(token[0]) for token in tokens],
        [str(token[2]) for token in tokens],
        [int(head) - 1 for head, _ in dependencies],
        [str(relation) for _, relation in dependencies],
        [(int(token[4]), int(token[5])) for token in tokens],
    )


def _of_conllu(lines: Iterable[str]) -> Sentence:
    columns = [line.split("\t") for line in lines if line and line[0].isdigit()]
    rows = [one for one in columns if one[0].isdigit()]
    ends = list(accumulate(len(row[1]) + 1 for row in rows))
    return Sentence(
        [row[1] for row in rows],
        [row[4] for row in rows],
        [int(row[6]) - 1 for row in rows],
        [row[7] for row in rows],
        [(end - 1 - len(row[1]), end - 1) for row, end in zip(rows, ends, strict=True)],
    )
