"""The network of stances: one encoder, labels of phrases, and a head over pairs of phrases.

The encoder reads a passage once. The act of one phrase toward another is computed from the means of their
words, the product of these, and the mean of the passage. (Pooled spans for relations: Soares et al. 2019,
arXiv:1906.03158, there with markers, which needs one reading for each pair.) Token types mark source, cue and
content. In training only, two further heads label the words in targets and holders. The word embeddings are
those of the shipped attribution encoder and are not trained, so they are not shipped twice.
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from kg.extract.stances.candidates import GOES_ON
from kg.extract.stances.passages import SAID
from training.stances.examples import ACTS, POLARITIES, ContentPart

_LABELS = GOES_ON + 1
MARKS = SAID + 1
_DROPOUT = 0.1


class StanceNetwork(nn.Module):
    """Encoder and heads, described in the docstring of the module."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.encoder = BertModel(config, add_pooling_layer=False)
        width = config.hidden_size
        self.nouns = nn.Linear(width, _LABELS)
        self.verbs = nn.Linear(width, _LABELS)
        self.pair = nn.Sequential(
            nn.Dropout(_DROPOUT), nn.Linear(4 * width, width), nn.GELU(), nn.Dropout(_DROPOUT)
        )
        self.acts = nn.Linear(width, len(ACTS))
        self.polarities = nn.Linear(width, len(POLARITIES))
        self.speech_parts = nn.Linear(width, 1 + len(POLARITIES))
        self.content_parts = nn.Linear(width, len(ContentPart))

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

    def judge(self, words: Tensor, mean: Tensor, holders: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of acts [P, acts] and polarities [P, polarities] of the pairs of one passage.

        `words` [W, width], `mean` [width]; `holders` and `targets` [P, W] average a phrase's words.
        """
        holder, target = holders @ words, targets @ words
        around = mean.unsqueeze(0).expand(holder.shape[0], -1)
        mixed = self.pair(torch.cat([holder, target, holder * target, around], -1))
        return self.acts(mixed), self.polarities(mixed)


def pretrained_network(folder: Path) -> StanceNetwork:
    """A network whose encoder has the published weights in `folder` (`model.safetensors`)."""
    config = BertConfig.from_pretrained(folder)
    # On a CPU, attention dropout makes a step three times as long, and fused attention twice as long.
    config.attention_probs_dropout_prob = 0.0
    config._attn_implementation = "eager"
    weights = load_file(folder / "model.safetensors")
    types = "embeddings.token_type_embeddings.weight"
    config.type_vocab_size = MARKS
    weights[types] = weights[types][:1].repeat(MARKS, 1)
    network = StanceNetwork(config)
    missing, _ = network.encoder.load_state_dict(weights, strict=False)
    if missing:
        raise ValueError(f"{folder}/model.safetensors lacks {', '.join(missing)}")
    network.encoder.embeddings.word_embeddings.requires_grad_(False)
    return network


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
