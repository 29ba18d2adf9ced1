"""The network of meaning: layers of a sentence encoder over the attribution encoder's word embeddings."""

from pathlib import Path

from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from training.stances.model import WordTable

LAYERS = (0, 2, 4, 5)
"""The layers of the published encoder that are kept."""


class MeaningNetwork(nn.Module):
    """States of sub-words, of whose mean the vectors are (Reimers and Gurevych 2019)."""

    def __init__(self, folder: Path, table: WordTable, layers: tuple[int, ...] | None = None) -> None:
        """The published encoder in `folder`, or only some `layers` of it.

        Raises `ValueError` if weights are lacking.
        """
        super().__init__()
        config = BertConfig.from_pretrained(folder)
        config.hidden_dropout_prob = config.attention_probs_dropout_prob = 0.0
        # The export of fused attention has guards against padding, which take a third of the time.
        config._attn_implementation = "eager"
        self.encoder = BertModel(config, add_pooling_layer=False)
        missing, _ = self.encoder.load_state_dict(load_file(folder / "model.safetensors"), strict=False)
        if missing:
            raise ValueError(f"{folder}/model.safetensors lacks {', '.join(missing)}")
        self.encoder.embeddings.word_embeddings.requires_grad_(False)
        if layers is not None:
            self.encoder.encoder.layer = nn.ModuleList(self.encoder.encoder.layer[one] for one in layers)
        self.scale, self.zero = table.scale, table.zero

    def forward(self, table: Tensor, ids: Tensor, mask: Tensor) -> Tensor:
        """The states [B, length, width] of texts [B, length] of sub-words; `table` has their embeddings."""
        embeddings = (table[ids].float() - self.zero) * self.scale
        states: Tensor = self.encoder(inputs_embeds=embeddings, attention_mask=mask).last_hidden_state
        return states

    def vectors(self, table: Tensor, ids: Tensor, mask: Tensor) -> Tensor:
        """The vectors [B, width] of texts: the mean of their states, of length 1."""
        states = self(table, ids, mask)
        total = (states * mask.unsqueeze(-1).to(states.dtype)).sum(1)
        return total / total.norm(dim=1, keepdim=True)
