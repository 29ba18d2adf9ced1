"""The network: one encoder, three heads.

The encoder reads a window once. A word is represented by the state of its first sub-word. The heads are

- an *anchor* head: is this the first word of a cue?
- a *name* head: BIO labels of names and dates;
- a *role* head that runs once for each anchor: which words are source, cue and content of *this*
  attribution? It is a small transformer over the words, each conditioned on the anchor and on its
  distance from it, under a linear-chain CRF. From the same states it tells the kind of the statement, and
  whether it was made at all. So two cues can share a source, and one attribution can
  be inside another, which tags that do not belong to a cue cannot represent. (The formulation is that
  of predicate-conditioned semantic role labelling: Shi and Lin 2019, arXiv:1904.05255.)
"""

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from kg.extract.labels import KIND_LABELS, NAME_LABELS, ROLE_LABELS, UNSAID_LABELS, legal_transition
from kg.text.words import FEATURES

ROLE_WIDTH = 192
_ANCHOR_WIDTH = 128
_ROLE_LAYERS = 3
_ILLEGAL = -1e4
# Buckets for the distance from the anchor, on each side: exact up to 8, then logarithmic.
_BUCKETS = 20
_FARTHEST = 100


class AttributionModel(nn.Module):
    """Encoder and heads, described in the docstring of the module."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.encoder = BertModel(config, add_pooling_layer=False)
        width = config.hidden_size
        self.word_dropout = nn.Dropout(0.1)
        self.anchor = nn.Sequential(nn.Linear(width, _ANCHOR_WIDTH), nn.GELU(), nn.Linear(_ANCHOR_WIDTH, 1))
        self.names = nn.Linear(width, len(NAME_LABELS))
        self.any_role = nn.Linear(width, len(ROLE_LABELS))
        self.project = nn.Linear(width, 4 * ROLE_WIDTH)
        self.roles = RoleHead()
        self.crf = TransitionScores()

    def encode(
        self, input_ids: Tensor, feature_ids: Tensor, attention_mask: Tensor, word_index: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Anchor logits [B, W], name logits [B, W, names], words projected for the role head
        [B, W, 4 * width], and logits of any attribution's role [B, W, labels] (for training)."""
        states = self.encoder(
            input_ids=input_ids, token_type_ids=feature_ids, attention_mask=attention_mask
        ).last_hidden_state
        index = word_index.unsqueeze(-1).expand(-1, -1, states.shape[-1])
        words = self.word_dropout(states.gather(1, index))
        return self.anchor(words).squeeze(-1), self.names(words), self.project(words), self.any_role(words)


class RoleHead(nn.Module):
    """Label scores of the words in reach of an anchor (`kg.extract.reach`), given the anchor.

    Words are already projected (`AttributionModel.project`), once for each window.
    """

    def __init__(self) -> None:
        super().__init__()
        self.distance = nn.Embedding(2 * _BUCKETS + 1, ROLE_WIDTH)
        self.norm = nn.LayerNorm(ROLE_WIDTH)
        self.layers = nn.ModuleList([RoleLayer() for _ in range(_ROLE_LAYERS)])
        self.out_norm = nn.LayerNorm(ROLE_WIDTH)
        self.labels = nn.Linear(ROLE_WIDTH, len(ROLE_LABELS))
        self.summary = nn.Linear(ROLE_WIDTH, 1)
        self.statement = nn.Sequential(nn.Linear(2 * ROLE_WIDTH, ROLE_WIDTH), nn.GELU(), nn.Dropout(0.1))
        self.kind = nn.Linear(ROLE_WIDTH, len(KIND_LABELS))
        self.unsaid = nn.Linear(ROLE_WIDTH, len(UNSAID_LABELS))

    def forward(
        self, words: Tensor, cues: Tensor, index: Tensor, anchors: Tensor, mask: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of labels [A, R, labels], of kinds [A, kinds] and of ways not to be said [A, unsaid].

        `words` and `cues` are [N, 2 * width], the two halves of the projection. The words in reach of
        anchor number a are the rows `index[a]`; the anchor itself is at place `anchors[a]` among them;
        `mask` [A, R] is 1 at words.
        """
        word, match_word = words[index].chunk(2, dim=-1)
        cue, match_cue = cues[index.gather(1, anchors.unsqueeze(1))].chunk(2, dim=-1)
        offsets = torch.arange(index.shape[1], device=index.device).unsqueeze(0) - anchors.unsqueeze(1)
        mixed = word + cue + match_word * match_cue
        states = nn.functional.gelu(self.norm(mixed + self.distance(distance_bucket(offsets))))
        bias = ((1.0 - mask.to(states.dtype)) * _ILLEGAL)[:, None, None, :]
        inside = mask.to(states.dtype).unsqueeze(-1)
        for layer in self.layers:
            states = layer(states, bias, inside)
        states = self.out_norm(states)
        # The states of the anchor and, weighted, of all words in reach.
        weights = (self.summary(states) + bias.squeeze(1).transpose(1, 2)).softmax(1)
        anchor = states.gather(1, anchors[:, None, None].expand(-1, 1, ROLE_WIDTH)).squeeze(1)
        statement = self.statement(torch.cat([anchor, (weights * states).sum(1)], dim=-1))
        return self.labels(states), self.kind(statement), self.unsaid(statement)


class RoleLayer(nn.Module):
    """Convolution over near words, attention over all words, then a feed-forward layer."""

    def __init__(self, heads: int = 4) -> None:
        super().__init__()
        self.heads = heads
        self.near_norm = nn.LayerNorm(ROLE_WIDTH)
        self.near = nn.Conv1d(ROLE_WIDTH, ROLE_WIDTH, kernel_size=5, padding=2, groups=ROLE_WIDTH // 16)
        self.far_norm = nn.LayerNorm(ROLE_WIDTH)
        self.project = nn.Linear(ROLE_WIDTH, 3 * ROLE_WIDTH)
        self.merge = nn.Linear(ROLE_WIDTH, ROLE_WIDTH)
        self.feed_norm = nn.LayerNorm(ROLE_WIDTH)
        self.feed = nn.Sequential(
            nn.Linear(ROLE_WIDTH, 2 * ROLE_WIDTH), nn.GELU(), nn.Linear(2 * ROLE_WIDTH, ROLE_WIDTH)
        )
        self.dropout = nn.Dropout(0.1)

    def forward(self, states: Tensor, bias: Tensor, inside: Tensor) -> Tensor:
        """States [A, R, width]; at padding `bias` [A, 1, 1, R] is very low and `inside` [A, R, 1] 0."""
        near = self.near((self.near_norm(states) * inside).transpose(1, 2)).transpose(1, 2)
        states = states + nn.functional.gelu(near)
        shape = (*states.shape[:2], 3, self.heads, ROLE_WIDTH // self.heads)
        query, key, value = self.project(self.far_norm(states)).view(shape).permute(2, 0, 3, 1, 4)
        weights = query @ key.transpose(-1, -2) / math.sqrt(shape[-1]) + bias
        far = weights.softmax(-1).to(value.dtype) @ value
        far = far.transpose(1, 2).reshape(states.shape)
        states = states + self.dropout(self.merge(far))
        result: Tensor = states + self.dropout(self.feed(self.feed_norm(states)))
        return result


class TransitionScores(nn.Module):
    """A linear-chain CRF over `ROLE_LABELS` (Lafferty et al. 2001), illegal steps fixed."""

    def __init__(self) -> None:
        super().__init__()
        count = len(ROLE_LABELS)
        self.steps = nn.Parameter(torch.zeros(count, count))
        self.first = nn.Parameter(torch.zeros(count))
        legal = [[legal_transition(ROLE_LABELS, a, b) for b in ROLE_LABELS] for a in ROLE_LABELS]
        self.register_buffer("legal", torch.tensor(legal), persistent=False)
        opens = [legal_transition(ROLE_LABELS, "O", b) for b in ROLE_LABELS]
        self.register_buffer("opens", torch.tensor(opens), persistent=False)

    def tables(self) -> tuple[Tensor, Tensor]:
        """(steps [before, after], first [label]), illegal ones very low."""
        steps = self.steps.masked_fill(~self.legal.bool(), _ILLEGAL)  # type: ignore[operator]
        return steps, self.first.masked_fill(~self.opens.bool(), _ILLEGAL)  # type: ignore[operator]

    def loss(self, scores: Tensor, labels: Tensor, mask: Tensor) -> Tensor:
        """Negative log-likelihood of `labels` [A, W], one figure for each anchor [A]."""
        scores = scores.float()
        steps, first = self.tables()
        picked = scores.gather(-1, labels.unsqueeze(-1)).squeeze(-1) * mask
        moves = steps[labels[:, :-1], labels[:, 1:]] * mask[:, 1:]
        gold = picked.sum(-1) + moves.sum(-1) + first[labels[:, 0]]
        alpha = first + scores[:, 0]
        for word in range(1, scores.shape[1]):
            following = torch.logsumexp(alpha.unsqueeze(-1) + steps, dim=1) + scores[:, word]
            alpha = torch.where(mask[:, word].bool().unsqueeze(-1), following, alpha)
        return torch.logsumexp(alpha, dim=-1) - gold


def distance_bucket(offsets: Tensor) -> Tensor:
    """Buckets 0 … 2 * 20 of signed distances in words, 20 at the anchor itself."""
    size = offsets.abs().clamp(max=_FARTHEST)
    far = 8 + (torch.log(size.clamp(min=8) / 8) / math.log(_FARTHEST / 8) * (_BUCKETS - 8)).long()
    bucket = torch.where(size < 8, size, far.clamp(max=_BUCKETS))
    return _BUCKETS + torch.where(offsets < 0, -bucket, bucket)


def pretrained_model(folder: Path) -> AttributionModel:
    """A model whose encoder has the published weights in `folder` (`model.safetensors`).

    The table of token types, unused by the published model, becomes the table of word features.
    """
    config = BertConfig.from_pretrained(folder)
    config.type_vocab_size = FEATURES
    config.attention_probs_dropout_prob = 0.0
    model = AttributionModel(config)
    weights = load_file(folder / "model.safetensors")
    types = weights["embeddings.token_type_embeddings.weight"]
    weights["embeddings.token_type_embeddings.weight"] = types[:1].repeat(FEATURES, 1)
    missing, _ = model.encoder.load_state_dict(weights, strict=False)
    if missing:
        raise ValueError(f"{folder}/model.safetensors lacks {', '.join(missing)}")
    return model
