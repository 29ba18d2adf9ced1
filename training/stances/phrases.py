"""Silver phrases: labels of noun and verb phrases from CoreNLP's dependencies of PolNeAR's articles."""

import gzip
import json
import random
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.extract.stances.candidates import BEGINS, GOES_ON, OUTSIDE
from kg.text import Text
from kg.text.words import Words
from training.stances.examples import Example

# Dependents that are part of a noun's own phrase.
_OWN = frozenset({"det", "amod", "compound", "nummod", "nmod:poss", "det:predet", "neg"})
_LEFT_OUT = frozenset({"acl", "punct", "ccomp", "parataxis"})
_ARGUMENTS = frozenset({"nsubj", "dobj", "nsubjpass"})
_CLAUSES = frozenset({"xcomp", "ccomp", "csubj", "csubjpass"})
_MARKED_CLAUSES = frozenset({"acl", "advcl", "nmod", "dobj"})
_APOSTROPHES = frozenset({"'s", "’s", "'", "’"})
_FEWEST, _MOST = 5, 60

Sentence = dict[str, Any]


class SilverPhrases:
    """The phrases of one part of PolNeAR, by article."""

    def __init__(self, part: Path) -> None:
        self._part = part
        with gzip.open(part / "corenlp.jsonl.gz", "rt", encoding="utf-8") as file:
            self._articles = {row["id"]: row["sentences"] for row in map(json.loads, file)}

    def label(self, name: str, words: Words, numbers: list[int]) -> tuple[list[int], list[int]] | None:
        """Labels of noun and verb phrases for the words `numbers` of article `name`; None if not parsed."""
        if name not in self._articles:
            return None
        nouns, verbs = (_labels(words, self._articles[name], find) for find in (noun_phrases, verb_phrases))
        return [nouns[number] for number in numbers], [verbs[number] for number in numbers]

    def sentences(self, share: float, rng: random.Random) -> Iterator[Example]:
        """About `share` of all sentences, as examples without pairs."""
        for name, sentences in self._articles.items():
            text = (self._part / "text" / f"{name}.txt").read_bytes().decode("utf-8")
            chosen = [one for one in sentences if rng.random() < share]
            if not chosen:
                continue
            words = Text(text).words
            nouns, verbs = (_labels(words, chosen, find) for find in (noun_phrases, verb_phrases))
            for sentence in chosen:
                first = bisect_left(words.starts, sentence["tokens"][0][4])
                end = bisect_left(words.starts, sentence["tokens"][-1][5])
                if _FEWEST <= end - first <= _MOST:
                    yield Example(
                        words.texts[first:end], nouns=nouns[first:end], verbs=verbs[first:end], name=name
                    )


def noun_phrases(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Tokens `[first, end)` of each outermost noun phrase, including what follows with "of"."""
    tree = _Tree(sentence)
    found = []
    for token, (tag, relation) in enumerate(zip(tree.tags, tree.relations, strict=True)):
        stands_alone = tag in {"CD", "DT", "JJ"} and relation.split(":")[0] in _ARGUMENTS
        if tag.startswith("NN") or tag == "PRP" or stands_alone:
            found.append(_around(token, tree.own(token)))
    yield from _outermost(found)


def verb_phrases(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Tokens of each phrase that names a course of action: "withdrawing from …", "(to) withdraw from …"."""
    tree = _Tree(sentence)
    found = []
    for token, tag in enumerate(tree.tags):
        relation = tree.relations[token].split(":")[0]
        children = tree.children[token]
        marked = any(tree.relations[child] == "mark" for child in children)
        gerund = tag == "VBG" and (relation in _CLAUSES or (relation in _MARKED_CLAUSES and marked))
        to = any(tree.words[child] == "to" for child in children)
        if gerund or (tag == "VB" and to and relation in {"xcomp", "ccomp", "acl"}):
            first, end = token, _around(token, tree.below(token, frozenset({"parataxis"})))[1]
            while not tree.words[end - 1][0].isalnum() and end - 1 > first:
                end -= 1
            if end - first > 1:
                found.append((first, end))
    yield from _outermost(found)


class _Tree:
    """The dependencies of one sentence (Stanford dependencies as of 2016)."""

    def __init__(self, sentence: Sentence) -> None:
        self.words = [token[0].lower() for token in sentence["tokens"]]
        self.tags = [token[2] for token in sentence["tokens"]]
        self.relations = [relation for _, relation in sentence["dep"]]
        self.children: list[list[int]] = [[] for _ in self.words]
        for token, (head, _) in enumerate(sentence["dep"]):
            if head > 0:
                self.children[head - 1].append(token)

    def below(self, token: int, left_out: frozenset[str]) -> set[int]:
        """The token and all its dependents, except by the relations `left_out`."""
        found, waiting = {token}, [token]
        while waiting:
            for child in self.children[waiting.pop()]:
                if self.relations[child].split(":")[0] not in left_out and child not in found:
                    found.add(child)
                    waiting.append(child)
        return found

    def own(self, token: int, depth: int = 0) -> set[int]:
        """The tokens of the noun phrase with the head `token`; "of" continues it at most twice."""
        found = {token}
        for child in self.children[token]:
            relation = self.relations[child]
            if relation in _OWN:
                found |= self.below(child, _LEFT_OUT)
            elif relation == "case" and self.words[child] in _APOSTROPHES:
                found.add(child)
            elif relation.startswith("nmod") and depth < 2:
                cases = {one for one in self.children[child] if self.relations[one] == "case"}
                if any(self.words[one] == "of" for one in cases):
                    found |= cases | self.own(child, depth + 1)
        return found


def _around(token: int, tokens: set[int]) -> tuple[int, int]:
    """The run of consecutive `tokens` that contains `token`."""
    first = end = token
    while first - 1 in tokens:
        first -= 1
    while end + 1 in tokens:
        end += 1
    return first, end + 1


def _outermost(found: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    last = -1
    for first, end in sorted(found, key=lambda one: (one[0], -one[1])):
        if first >= last:
            yield first, end
            last = end


def _labels(words: Words, sentences: list[Sentence], find: Any) -> list[int]:
    """A label for each of `words`; words in no sentence are outside."""
    labels = [OUTSIDE] * len(words)
    for sentence in sentences:
        tokens = sentence["tokens"]
        for first, end in find(sentence):
            start, stop = words.at(tokens[first][4]), words.at(tokens[end - 1][5] - 1)
            labels[start : stop + 1] = [BEGINS] + [GOES_ON] * (stop - start)
    return labels
