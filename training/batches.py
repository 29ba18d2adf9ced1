"""Windows of examples, drawn anew each epoch, as tensors."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from kg.extract.labels import NAME_LABELS, ROLE_LABELS, ROLES
from kg.extract.reach import reach_of
from kg.extract.subwords import Window, batch_arrays, mark_boundaries, subwords_of, windows_of
from training.examples import Example, Marked
from training.lines import add_lines

_IGNORED = -100
# An article is cut at a different place in every epoch, at most this many words from its start.
_MOST_SHIFT = 230
# In half of the windows, one sub-word in ten is masked, as regularisation.
_MASKED_WINDOWS, _MASKED_SUBWORDS = 0.5, 0.1
_MASK, _FIRST_OF_TEXT = 103, 999


@dataclass
class Batch:
    """Tensors of one step: B windows of W words, A attributions among them, R words in reach of each.

    `reach` [A, R] numbers words among all B * W, and `anchors` [A] is the anchor's place in that. `kinds` and
    `unsaid` [A] are labels, -100 where they are not annotated.
    """

    inputs: dict[str, Tensor]
    word_mask: Tensor
    anchor_labels: Tensor
    any_role_labels: Tensor
    name_labels: Tensor
    hidden_names: Tensor
    name_weights: Tensor
    reach: Tensor
    reach_mask: Tensor
    anchors: Tensor
    role_labels: Tensor
    kinds: Tensor
    unsaid: Tensor


@dataclass
class _Piece:
    example: Example
    attributions: list[Marked]
    window: Window
    subwords: list[list[int]]


def draw_batches(
    examples: list[Example], tokenizer: Tokenizer, rng: random.Random, *, size: int
) -> Iterator[Batch]:
    """One epoch: every example cut into windows at a random offset, one annotator drawn each."""
    pieces = []
    for original in examples:
        example = add_lines(original, rng)
        subwords = mark_boundaries(subwords_of(example.words.texts, tokenizer), example.words.features)
        shift = rng.randrange(min(_MOST_SHIFT, len(subwords) // 2) + 1)
        version = rng.choice(example.versions) if example.versions else []
        pieces += [_Piece(example, version, window, subwords) for window in windows_of(subwords, first=shift)]
    rng.shuffle(pieces)
    # Windows of like length go together, within a stretch that is still random.
    stretch = size * 16
    batches = []
    for first in range(0, len(pieces), stretch):
        part = sorted(
            pieces[first : first + stretch], key=lambda piece: piece.window.end - piece.window.start
        )
        batches += [part[start : start + size] for start in range(0, len(part), size)]
    rng.shuffle(batches)
    for batch in batches:
        yield _collate(batch, rng)


def _collate(pieces: list[_Piece], rng: random.Random) -> Batch:
    rows = [batch_arrays([piece.window], piece.subwords, piece.example.words.features) for piece in pieces]
    inputs = {key: _stack([torch.from_numpy(row[key][0]) for row in rows]) for key in rows[0]}
    _hide_some(inputs["input_ids"], rng)
    words = inputs["word_index"].shape[1]
    mask, anchor_labels, any_role, names, hidden, weights = ([] for _ in range(6))
    reach, reach_mask, anchors, role_labels, kinds, unsaid = [], [], [], [], [], []
    for number, piece in enumerate(pieces):
        start, end = piece.window.start, piece.window.end
        annotated = bool(piece.example.versions)
        anchor_row = [0.0 if annotated else _IGNORED] * (end - start)
        any_row = [0 if annotated else _IGNORED] * (end - start)
        for attribution in piece.attributions:
            anchor, numbers = attribution.anchor, attribution.words
            if attribution.is_open:
                if start <= anchor < end and not anchor_row[anchor - start]:
                    anchor_row[anchor - start] = _IGNORED
                continue
            labels = role_row(attribution, piece.window)
            for position, label in enumerate(labels):
                any_row[position] = label or any_row[position]
            if not start <= anchor < end:
                continue
            first, stop = reach_of(piece.example.words, anchor)
            first, stop = max(first, start), min(stop, end)
            # An attribution that is cut teaches nothing about where it ends.
            cut_by_window = min(numbers) < start or max(numbers) >= end
            anchor_row[anchor - start] = _IGNORED if cut_by_window else 1.0
            if min(numbers) < first or max(numbers) >= stop:
                continue
            reach.append(torch.arange(first - start, stop - start) + number * words)
            reach_mask.append(torch.ones(stop - first))
            anchors.append(anchor - first)
            role_labels.append(torch.tensor(labels[first - start : stop - start]))
            kinds.append(_IGNORED if attribution.kind is None else attribution.kind)
            unsaid.append(_IGNORED if attribution.unsaid is None else attribution.unsaid)
        mask.append(torch.ones(end - start))
        anchor_labels.append(torch.tensor(anchor_row, dtype=torch.float))
        any_role.append(torch.tensor(any_row))
        labelled = piece.example.names
        names.append(torch.tensor(labelled[start:end] if labelled else [_IGNORED] * (end - start)))
        hidden.append(torch.tensor([_may_hide(label, piece.example) for label in NAME_LABELS]))
        weights.append(0.3 if piece.example.silver else 1.0)
    return Batch(
        inputs,
        _stack(mask, length=words),
        _stack(anchor_labels, _IGNORED, words),
        _stack(any_role, _IGNORED, words),
        _stack(names, _IGNORED, words),
        torch.stack(hidden),
        torch.tensor(weights),
        _stack(reach) if reach else torch.zeros((0, 1), dtype=torch.long),
        _stack(reach_mask) if reach else torch.zeros((0, 1)),
        torch.tensor(anchors, dtype=torch.long),
        _stack(role_labels) if reach else torch.zeros((0, 1), dtype=torch.long),
        torch.tensor(kinds, dtype=torch.long),
        torch.tensor(unsaid, dtype=torch.long),
    )


def _hide_some(input_ids: Tensor, rng: random.Random) -> None:
    """Put the encoder's mask in the place of some sub-words of `input_ids` [B, L]."""
    for row in input_ids:
        if rng.random() < _MASKED_WINDOWS:
            hidden = torch.tensor([rng.random() < _MASKED_SUBWORDS for _ in row])
            row[hidden & (row > _FIRST_OF_TEXT)] = _MASK


def role_row(attribution: Marked, window: Window) -> list[int]:
    """`ROLE_LABELS` numbers of the window's words, for one attribution."""
    labels = [0] * (window.end - window.start)
    for role in ROLES:
        for number in attribution.roles[role]:
            if window.start <= number < window.end:
                prefix = "I" if number - 1 in attribution.roles[role] else "B"
                labels[number - window.start] = ROLE_LABELS.index(f"{prefix}-{role}")
    return labels


def _may_hide(label: str, example: Example) -> bool:
    return label == "O" or label[2:] in example.hidden_kinds


def _stack(rows: list[Tensor], padding: float = 0, length: int | None = None) -> Tensor:
    length = length or max(len(row) for row in rows)
    return torch.stack([_lengthen(row, length, padding) for row in rows])


def _lengthen(row: Tensor, length: int, padding: float) -> Tensor:
    """`row` lengthened to `length`."""
    return torch.nn.functional.pad(row, (0, length - len(row)), value=padding)
