"""The networks of stances: an encoder, scores of phrases, and a head over pairs of phrases; and the verifier.

The encoder reads a passage once. Every span of words is scored as a phrase (biaffine: Yu, Bohnet and Poesio
2020, arXiv:2005.07150). For a holder and a target, a head tells from the means of their words, the product of
these, and the mean of the passage, whether the holder takes a position toward the target, by layer, and its
act and polarity. (Pooled spans for relations: Soares et al. 2019, arXiv:1906.03158, there with markers, which
needs one reading for each pair.) Token types mark source, cue and content. The word embeddings are those of
the shipped attribution encoder and are not trained, so they are not shipped twice.

The verifier has no scores of phrases. It reads a passage for each pair, in which token types mark holder and
target, too.
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from kg.extract.stances.candidates import Kind
from kg.extract.stances.pair_passages import TARGET
from kg.extract.stances.passages import SAID
from kg.extract.stances.stance_model import PAIRS_NAME, STANCES_NAME
from kg.model import Layer
from training.restore import tensors_of
from training.stances.examples import ACTS, POLARITIES

MARKS, VERIFIER_MARKS = SAID + 1, TARGET + 1
SPAN_WIDTH = 96
_DROPOUT = 0.1
_TYPES = "embeddings.token_type_embeddings.weight"


class SpanScores(nn.Module):
    """Biaffine scores of spans: [B, kinds, W, W] of the words i (first) and j (last)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.first, self.last = (
            nn.Sequential(nn.Linear(width, len(Kind) * SPAN_WIDTH), nn.GELU()) for _ in range(2)
        )
        self.mix = nn.Parameter(torch.eye(SPAN_WIDTH).repeat(len(Kind), 1, 1) / SPAN_WIDTH**0.5)
        self.bias = nn.Parameter(torch.full((len(Kind), 1, 1), -3.0))

    def forward(self, words: Tensor) -> Tensor:
        firsts, lasts = (
            side(words).unflatten(-1, (len(Kind), SPAN_WIDTH)).transpose(1, 2)
            for side in (self.first, self.last)
        )
        # One matrix for each kind: quantised matrix products have two dimensions.
        mixed = torch.stack([firsts[:, kind] @ self.mix[kind] for kind in Kind], 1)
        return mixed @ lasts.transpose(-1, -2) + self.bias


class PairHead(nn.Module):
    """Logits of pairs: of a position by layer [P, 2], of acts [P, acts], of polarities [P, polarities]."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.mix = nn.Sequential(
            nn.Dropout(_DROPOUT), nn.Linear(4 * width, width), nn.GELU(), nn.Dropout(_DROPOUT)
        )
        self.taken = nn.Linear(width, len(Layer))
        self.acts = nn.Linear(width, len(ACTS))
        self.polarities = nn.Linear(width, len(POLARITIES))

    def forward(self, holder: Tensor, target: Tensor, mean: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """`holder`, `target` and `mean` [P, width]: the means of the words of each, and of the passage."""
        mixed = self.mix(torch.cat([holder, target, holder * target, mean], -1))
        return self.taken(mixed), self.acts(mixed), self.polarities(mixed)


class PairNetwork(nn.Module):
    """Encoder and head of pairs: the verifier."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.pairs = PairHead(config.hidden_size)

    def read(
        self, embeddings: Tensor, attention_mask: Tensor, marks: Tensor, word_index: Tensor
    ) -> tuple[Tensor, Tensor]:
        """States of words [B, W, width] and the mean of each passage [B, width]."""
        states = self.encoder(
            inputs_embeds=embeddings, attention_mask=attention_mask, token_type_ids=marks
        ).last_hidden_state
        inside = attention_mask.unsqueeze(-1).to(states.dtype)
        mean = (states * inside).sum(1) / inside.sum(1)
        return states.gather(1, word_index.unsqueeze(-1).expand(-1, -1, states.shape[-1])), mean


class StanceNetwork(PairNetwork):
    """The verifier's parts and scores of phrases."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__(config)
        self.spans = SpanScores(config.hidden_size)


def pretrained_network(folder: Path) -> StanceNetwork:
    """A network whose encoder has the published weights in `folder` (`model.safetensors`)."""
    weights = load_file(folder / "model.safetensors")
    weights[_TYPES] = weights[_TYPES][:1].repeat(MARKS, 1)
    network = StanceNetwork(_config(folder, MARKS))
    missing, _ = network.encoder.load_state_dict(weights, strict=False)
    if missing:
        raise ValueError(f"{folder}/model.safetensors lacks {', '.join(missing)}")
    network.encoder.embeddings.word_embeddings.requires_grad_(False)
    return network


def verifier_network(folder: Path, weights: Path | None = None) -> PairNetwork:
    """A verifier of the architecture in `folder`, with the tensors of the stance model in `weights`.

    The mark of a target begins as that of content. Raises `ValueError` if tensors are lacking.
    """
    network = PairNetwork(_config(folder, VERIFIER_MARKS))
    network.encoder.embeddings.word_embeddings.requires_grad_(False)
    if weights is None:
        return network
    found = {
        name.removeprefix("network."): value for name, value in tensors_of(weights / STANCES_NAME).items()
    }
    found |= tensors_of(weights / PAIRS_NAME)
    types = f"encoder.{_TYPES}"
    found[types] = np.concatenate([found[types], found[types][SAID : SAID + 1]])
    own = network.state_dict()
    fitting = {name: torch.tensor(found[name], dtype=own[name].dtype) for name in own if name in found}
    missing, _ = network.load_state_dict(fitting, strict=False)
    if [name for name in missing if "word_embeddings" not in name]:
        raise ValueError(f"the graphs in {weights} lack {', '.join(missing)}")
    return network


def _config(folder: Path, marks: int) -> BertConfig:
    config = BertConfig.from_pretrained(folder)
    # On a CPU, attention dropout makes a step three times as long, and fused attention twice as long.
    config.attention_probs_dropout_prob = 0.0
    config._attn_implementation = "eager"
    config.type_vocab_size = marks
    return config


class WordTable:
    """The word embeddings [rows, columns] of the attribution encoder, quantised as shipped.

    `offset` is their place in its file, in bytes.
    """

    def __init__(self, encoder: Path) -> None:
        tensors = {one.name: one for one in onnx.load(str(encoder)).graph.initializer}
        (name,) = (name for name in tensors if name.endswith("word_embeddings.weight_quantized"))
        base = name.removesuffix("_quantized")
        self.values = numpy_helper.to_array(tensors[name])
        self.scale = float(numpy_helper.to_array(tensors[f"{base}_scale"]))
        self.zero = int(numpy_helper.to_array(tensors[f"{base}_zero_point"]))
        self.offset = encoder.read_bytes().index(self.values.tobytes())

    def floats(self) -> Tensor:
        """The embeddings, dequantised."""
        return torch.tensor((self.values.astype(np.float32) - self.zero) * self.scale)
