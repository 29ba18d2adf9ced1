"""The network of meaning: layers of a sentence encoder over the attribution encoder's word embeddings."""

from pathlib import Path

from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from training.stances.model import WordTable

LAYERS = (0, 2, 4, 5)
"""The layers of the published encoder that the network begins with."""


class MeaningNetwork(nn.Module):
    """States of sub-words; the vector of a text is their mean (Reimers and Gurevych 2019)."""

    def __init__(self, folder: Path, table: WordTable) -> None:
        """Begins with layers of the published encoder in `folder`. Raises `ValueError` if weights lack."""
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
        self.encoder.encoder.layer = nn.ModuleList(self.encoder.encoder.layer[one] for one in LAYERS)
        # Into the space of the teacher.
        self.turn = nn.Linear(config.hidden_size, config.hidden_size, bias=False)
        self.scale, self.zero = table.scale, table.zero

    def forward(self, table: Tensor, ids: Tensor, mask: Tensor) -> Tensor:
        """The states [B, length, width] of texts [B, length] of sub-words, embeddings in `table`."""
        embeddings = (table[ids].float() - self.zero) * self.scale
        states: Tensor = self.encoder(inputs_embeds=embeddings, attention_mask=mask).last_hidden_state
        turned: Tensor = self.turn(states)
        return turned
