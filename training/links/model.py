"""The network that links mentions to antecedents; it reads states of the first model, which is not changed.

Each mention is a vector of the states around it. Two layers of attention let the mentions of a text see each
other, with a bias by their distance in mentions. A pair of a mention and a candidate is then scored from both
vectors and the features of the pair; "nobody" has a score of its own.
"""

import math

import torch
from torch import Tensor, nn

from kg.extract.encoder import STATES_OF_MENTION
from kg.extract.links.mentions import KINDS
from kg.extract.links.pairs import FEATURES

FLAGS = 5
_WIDTH, PAIR_WIDTH, _HIDDEN = 192, 128, 64
_HEADS, _LAYERS = 4, 2
_DROPOUT = 0.25
# Buckets of distance on each side, about two for each doubling.
_BUCKETS, _BUCKETS_OF_DOUBLING = 20, 2.2


class MentionEncoder(nn.Module):
    """Vectors [M, states], kinds [M] and flags [M, flags] of the mentions of one text to what pairs need.

    Vectors are standardised by `mean` and `deviation`. Returns the mentions as anaphors and as antecedents
    [M, pair width] and the score of nobody [M].
    """

    def __init__(self, state_width: int) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(STATES_OF_MENTION * state_width))
        self.register_buffer("deviation", torch.ones(STATES_OF_MENTION * state_width))
        self.state_dropout = nn.Dropout(_DROPOUT)
        self.input = nn.Linear(STATES_OF_MENTION * state_width, _WIDTH)
        self.kinds = nn.Embedding(len(KINDS), _WIDTH)
        self.flags = nn.Linear(FLAGS, _WIDTH)
        self.norm = nn.LayerNorm(_WIDTH)
        self.distances = nn.Embedding(2 * _BUCKETS + 1, _HEADS * _LAYERS)
        self.layers = nn.ModuleList([MentionLayer() for _ in range(_LAYERS)])
        self.out_norm = nn.LayerNorm(_WIDTH)
        self.anaphor = nn.Linear(_WIDTH, PAIR_WIDTH)
        self.antecedent = nn.Linear(_WIDTH, PAIR_WIDTH)
        self.nobody = nn.Sequential(
            nn.Linear(PAIR_WIDTH + len(KINDS) + FLAGS, _HIDDEN), nn.GELU(), nn.Linear(_HIDDEN, 1)
        )

    def forward(self, vectors: Tensor, kinds: Tensor, flags: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        vectors = self.state_dropout((vectors - self.mean) / self.deviation)
        states = self.input(vectors) + self.kinds(kinds) + self.flags(flags)
        states = nn.functional.gelu(self.norm(states))
        places = torch.arange(states.shape[0])
        biases = self.distances(_bucket(places[None] - places[:, None])).permute(2, 0, 1)
        for number, layer in enumerate(self.layers):
            states = layer(states, biases[number * _HEADS : (number + 1) * _HEADS])
        states = self.out_norm(states)
        anaphors = self.anaphor(states)
        known = nn.functional.one_hot(kinds, len(KINDS)).to(states.dtype)
        nobody = self.nobody(torch.cat([anaphors, known, flags], dim=-1)).squeeze(-1)
        return anaphors, self.antecedent(states), nobody


class MentionLayer(nn.Module):
    """Attention over all mentions, then a feed-forward layer."""

    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(_WIDTH)
        self.project = nn.Linear(_WIDTH, 3 * _WIDTH)
        self.merge = nn.Linear(_WIDTH, _WIDTH)
        self.feed_norm = nn.LayerNorm(_WIDTH)
        self.feed = nn.Sequential(nn.Linear(_WIDTH, 2 * _WIDTH), nn.GELU(), nn.Linear(2 * _WIDTH, _WIDTH))
        self.dropout = nn.Dropout(_DROPOUT)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """States [M, width], `bias` [heads, M, M]."""
        size = _WIDTH // _HEADS
        projected = self.project(self.norm(states)).view(-1, 3, _HEADS, size)
        query, key, value = projected.permute(1, 2, 0, 3)
        weights = (query @ key.transpose(1, 2) / math.sqrt(size) + bias).softmax(-1)
        seen = (weights @ value).transpose(0, 1).reshape(-1, _WIDTH)
        states = states + self.dropout(self.merge(seen))
        result: Tensor = states + self.dropout(self.feed(self.feed_norm(states)))
        return result


class PairScorer(nn.Module):
    """The scores [P] of pairs, given both mentions [P, pair width] and the features of the pair [P, F]."""

    def __init__(self) -> None:
        super().__init__()
        self.anaphor = nn.Linear(PAIR_WIDTH, PAIR_WIDTH)
        self.antecedent = nn.Linear(PAIR_WIDTH, PAIR_WIDTH, bias=False)
        self.product = nn.Linear(PAIR_WIDTH, PAIR_WIDTH, bias=False)
        self.features = nn.Linear(FEATURES, PAIR_WIDTH, bias=False)
        self.dropout = nn.Dropout(_DROPOUT)
        self.hidden = nn.Linear(PAIR_WIDTH, _HIDDEN)
        self.score = nn.Linear(_HIDDEN, 1)

    def forward(self, anaphors: Tensor, antecedents: Tensor, features: Tensor) -> Tensor:
        both = self.anaphor(anaphors) + self.antecedent(antecedents) + self.product(anaphors * antecedents)
        mixed = nn.functional.gelu(both + self.features(features))
        hidden = nn.functional.gelu(self.hidden(self.dropout(mixed)))
        result: Tensor = self.score(hidden).squeeze(-1)
        return result


class LinkModel(nn.Module):
    """Both parts, which are exported as two graphs."""

    def __init__(self, state_width: int) -> None:
        super().__init__()
        self.mentions = MentionEncoder(state_width)
        self.pairs = PairScorer()


def _bucket(distances: Tensor) -> Tensor:
    buckets = distances.sign() * torch.log2(distances.abs() + 1.0) * _BUCKETS_OF_DOUBLING
    return (buckets.round().long() + _BUCKETS).clamp(0, 2 * _BUCKETS)
