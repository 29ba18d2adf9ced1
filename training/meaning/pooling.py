"""Which sub-words a sentence has."""

from collections.abc import Sequence

import torch
from torch import Tensor

from training.meaning.texts import Passage


def weights_of(passage: Passage, offsets: Sequence[Sequence[int]]) -> Tensor:
    """How much each sub-word [sentences, sub-words] counts in the mean that is the vector of a sentence.

    `offsets` are the places of the sub-words in the text. Of a short text, all count, special ones, too, as
    in `kg.extract.meaning.MeaningModel.vector`; else those with letters of the sentence, as in its
    `sentence_vectors`.
    """
    if passage.is_short:
        return torch.full((1, len(offsets)), 1 / len(offsets))
    first, last = torch.tensor(offsets).T
    rows = []
    for one in passage.sentences:
        inside = ((first < last) & (first < one.end) & (last > one.start)).float()
        rows.append(inside / inside.sum() if inside.any() else torch.full_like(inside, 1 / len(inside)))
    return torch.stack(rows)
