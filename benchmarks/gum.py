"""GUM as plain texts with the mentions of its entities.

The files are CoNLL-U (Universal Dependencies). Entities are in the last column, in bracket notation; the
comment `# global.Entity` names the fields: group, type, …
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.model import Span

_BRACKET = re.compile(r"\((\d+)-([^()]+)(\)?)|(\d+)\)")
_REFERENCE = re.compile(r"(?:^|\|)(\d+):ref(?:$|\|)")
_RELATIVE = frozenset({"who", "whom", "whose"})
# Fewer words than this may join the parts of a name ("of the").
_JOINED = 3
_PRONOUNS = frozenset({"PRP", "PRP$", "WP", "WP$"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the treebank: its span, parts of speech (universal, Penn) and the number of its head."""

    span: Span
    upos: str
    xpos: str
    governor: int


@dataclass(frozen=True, slots=True, order=True)
class GoldMention:
    """Words that refer to the entity with the number `entity`; `head` is the head word, or the whole name."""

    span: Span
    head: Span
    entity: int
    type: str
    is_name: bool
    is_pronoun: bool


@dataclass(frozen=True, slots=True)
class GoldText:
    """One document with its mentions in order."""

    name: str
    text: str
    mentions: tuple[GoldMention, ...]


def read_gum(folder: Path) -> Iterator[GoldText]:
    """The texts in a folder of GUM, sorted by name. Raises `InputError` if there are none."""
    paths = sorted(folder.glob("*.conllu"))
    if not paths:
        raise InputError(f"{folder} has no files of CoNLL-U (*.conllu).")
    for path in paths:
        yield _read(path.stem, path.read_text(encoding="utf-8").splitlines())


class _Reader:
    """Builds one text, line by line."""

    def __init__(self) -> None:
        self.text = ""
        self.mentions: list[GoldMention] = []
        self._words: list[Word] = []
        self._antecedents: list[tuple[Word, int]] = []
        self._opened: list[tuple[int, str, int]] = []
        self._joined = 0
        self._space = ""

    def read(self, line: str) -> None:
        """Read one line of the file."""
        fields = line.split("\t")
        if line.startswith("# newpar"):
            self.text = self.text.rstrip() + "\n\n" if self.text else ""
        elif not line:
            self._end_sentence()
        elif len(fields) == 10 and "-" in fields[0]:
            first, last = map(int, fields[0].split("-"))
            self._joined, self._space = last - first + 1, _space_after(fields)
        elif len(fields) == 10 and "." not in fields[0]:
            self._read_word(fields)

    def _read_word(self, fields: list[str]) -> None:
        start = len(self.text)
        word = Word(Span(start, start + len(fields[1])), fields[3], fields[4], int(fields[6]))
        self._words.append(word)
        if not self._joined:
            self._space = _space_after(fields)
        self._joined = max(0, self._joined - 1)
        self.text += fields[1] + ("" if self._joined else self._space)
        antecedent = _REFERENCE.search(fields[8])
        if antecedent and fields[1].lower() in _RELATIVE:
            self._antecedents.append((word, int(antecedent.group(1))))
        entity = next((one for one in fields[9].split("|") if one.startswith("Entity=")), "")
        for number, description, closed, closing in _BRACKET.findall(entity):
            if number:
                self._opened.append((int(number), description, len(self._words) - 1))
            if closed or closing:
                self._close(int(closing or number))

    def _close(self, entity: int) -> None:
        """End the last opened mention of `entity`."""
        place = max(number for number, one in enumerate(self._opened) if one[0] == entity)
        _, description, first = self._opened.pop(place)
        inside = self._words[first:]
        numbers = range(first + 1, len(self._words) + 1)
        head = next(number for number, word in enumerate(inside) if word.governor not in numbers)
        start, end = head, head + 1
        if is_name := inside[head].upos == "PROPN":
            while start and inside[start - 1].upos == "PROPN":
                start -= 1
            while (length := _continuation(inside[end:])) > 0:
                end += length
        self.mentions.append(
            GoldMention(
                span=Span(inside[0].span.start, inside[-1].span.end),
                head=Span(inside[start].span.start, inside[end - 1].span.end),
                entity=entity,
                type=description.split("-")[0],
                is_name=is_name,
                is_pronoun=len(inside) == 1 and inside[0].xpos in _PRONOUNS,
            )
        )

    def _end_sentence(self) -> None:
        for pronoun, number in self._antecedents:
            head = self._words[number - 1].span
            around = [
                one
                for one in self.mentions
                if one.head.overlaps(head) and one.span.start < pronoun.span.start and not one.is_pronoun
            ]
            if around:
                entity = max(around, key=lambda one: one.span.end - one.span.start)
                self.mentions.append(
                    GoldMention(pronoun.span, pronoun.span, entity.entity, entity.type, False, True)
                )
        self._words, self._antecedents, self._opened = [], [], []


def _read(name: str, lines: Iterable[str]) -> GoldText:
    reader = _Reader()
    for line in lines:
        reader.read(line)
    return GoldText(name, reader.text.rstrip(), tuple(sorted(reader.mentions)))


def _space_after(fields: list[str]) -> str:
    return "" if "SpaceAfter=No" in fields[9].split("|") else " "


def _continuation(words: list[Word]) -> int:
    """The number of next words that continue a name: "… of the Interior"."""
    joined = next(
        (number for number, word in enumerate(words) if word.upos not in {"ADP", "DET"}), len(words)
    )
    goes_on = joined < len(words) and words[joined].upos == "PROPN" and joined < _JOINED
    return joined + 1 if goes_on else 0
