"""Speed as ratios, measured in one run: `python -m benchmarks.speed ARTICLES [--articles N]`.

Measured on one thread, article by article: `kg extract` without start-up; the encoder of the first model
alone (int8); and a BERT-base encoder (fp32, random weights). Both encoders run in the same onnxruntime on the
same windows. The ratio to BERT-base includes the gain of int8 over fp32, which is large on a CPU with
instructions for int8 (AMX, VNNI). Needs training/requirements.txt in addition to requirements.txt, for BERT.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from kg.errors import KgError
from kg.extract.attributions import OVERLAP
from kg.extract.encoder import MODEL_FILES, Encoder
from kg.extract.settings import read_files, shipped_folder
from kg.extract.subwords import batch_arrays, windows_of
from kg.model import Article
from kg.pipeline import Knowledge, read_article
from kg.records import to_line
from kg.text.article_files import read_articles
from kg.text.text import Text

Batch = dict[str, NDArray[np.int64]]


def main() -> None:
    """Print the words a second of each, and two ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", help="a folder of articles, such as PolNeAR dev's text/")
    parser.add_argument(
        "--articles",
        type=int,
        choices=range(1, 1000),
        metavar="N",
        default=16,
        help="number of articles, evenly spread",
    )
    arguments = parser.parse_args()
    articles = list(read_articles([arguments.path], _fail))
    articles = articles[:: max(1, len(articles) // arguments.articles)][: arguments.articles]
    own, bert = Encoder(read_files(shipped_folder(), MODEL_FILES)), _bert_base()
    knowledge = Knowledge()

    def whole(article: Article) -> None:
        reading, _ = read_article(article, knowledge)
        for statement in reading.statements:
            to_line(statement, article)

    # The first run of a session is slower.
    whole(articles[0])
    _run_own(own, _batches(articles[0], own)[:1])
    _run_bert(bert, _batches(articles[0], own)[:1])
    seconds = {"kg extract": 0.0, "own encoder": 0.0, "BERT-base": 0.0}
    words = 0
    for article in articles:
        batches = _batches(article, own)
        words += len(article.text.split())
        seconds["kg extract"] += _timed(partial(whole, article))
        seconds["own encoder"] += _timed(partial(_run_own, own, batches))
        seconds["BERT-base"] += _timed(partial(_run_bert, bert, batches))
    print(f"{len(articles)} articles, {words} words, one thread, onnxruntime {onnxruntime.__version__}")
    for name, spent in seconds.items():
        print(f"{name:12} {words / spent:8.0f} words a second")
    faster = seconds["BERT-base"] / seconds["kg extract"]
    print(f"kg extract (int8) is {faster:.1f} times as fast as the BERT-base encoder alone (fp32)")
    share = seconds["own encoder"] / seconds["kg extract"]
    print(f"and has {share:.0%} of the speed of its own encoder alone (int8)")


def _batches(article: Article, encoder: Encoder) -> list[Batch]:
    """The encoder's input for `article`, window by window."""
    words = Text(article.text).words
    subwords = encoder.subwords(words, 0, len(words))
    windows = windows_of(subwords, overlap=OVERLAP)
    return [batch_arrays([window], subwords, words.features) for window in windows]


def _run_own(encoder: Encoder, batches: list[Batch]) -> None:
    for batch in batches:
        encoder.encode(batch)


def _run_bert(session: Any, batches: list[Batch]) -> None:
    for batch in batches:
        session.run(None, {key: batch[key] for key in ("input_ids", "attention_mask")})


def _timed(run: Callable[[], None]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def _bert_base() -> Any:
    """A session of BERT-base (Devlin et al. 2019): 12 layers, 768 wide. Random weights take the same time."""
    import torch
    from transformers import BertConfig, BertModel

    class Bare(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            config = BertConfig()
            # Exported like the first model (training/export.py): without the guards of fused attention.
            config._attn_implementation = "eager"
            self.bert = BertModel(config, add_pooling_layer=False)

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            return self.bert(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state

    model = Bare().eval()
    sample = torch.ones(2, 16, dtype=torch.long)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    with tempfile.TemporaryDirectory() as scratch, torch.no_grad():
        path = f"{scratch}/bert.onnx"
        torch.onnx.export(
            model,
            (sample, sample),
            path,
            input_names=["input_ids", "attention_mask"],
            output_names=["states"],
            dynamic_axes={name: {0: "batch", 1: "length"} for name in ("input_ids", "attention_mask")},
            opset_version=18,
            dynamo=False,
        )
        return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def _fail(error: KgError) -> None:
    raise error


if __name__ == "__main__":
    main()
