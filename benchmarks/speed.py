"""Speed as ratios, side by side in one run: `python -m benchmarks.speed ARTICLES [--articles N]`.

On one thread, for each article in turn: what `kg extract` does, start-up left out; our own encoder
alone, and a BERT-base encoder (fp32, random weights), both on the same windows by the same
onnxruntime. Needs training/requirements.txt beside requirements.txt, for BERT.
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

from kg.text import read_documents
from kg.text.view import normalised_view
from kg.errors import KgError
from kg.extract.attributions import OVERLAP
from kg.extract.encoder import MODEL_FILES, Encoder
from kg.extract.pipeline import extract_document
from kg.extract.settings import read_files, shipped_folder
from kg.extract.subwords import batch_arrays, windows_of
from kg.text.words import split_words
from kg.model import Document
from kg.records import to_line
from kg.resolve.resolver import resolve_article
from kg.resolve.registry import load_registry

Batch = dict[str, NDArray[np.int64]]


def main() -> None:
    """Print words a second of each, and the two ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", help="a folder of articles, such as PolNeAR dev's text/")
    parser.add_argument(
        "--articles", type=int, choices=range(1, 1000), metavar="N", default=16, help="as many, evenly spread"
    )
    arguments = parser.parse_args()
    documents = list(read_documents([arguments.path], _fail))
    documents = documents[:: max(1, len(documents) // arguments.articles)][: arguments.articles]
    own, bert = Encoder(read_files(shipped_folder(), MODEL_FILES)), _bert_base()
    registry = load_registry()

    def whole(document: Document) -> None:
        for statement in resolve_article(document, extract_document(document), registry).statements:
            to_line(statement, document)

    # The first run of a session is slower.
    whole(documents[0])
    _run_own(own, _batches(documents[0], own)[:1])
    _run_bert(bert, _batches(documents[0], own)[:1])
    seconds = {"kg extract": 0.0, "own encoder": 0.0, "BERT-base": 0.0}
    words = 0
    for document in documents:
        batches = _batches(document, own)
        words += len(document.text.split())
        seconds["kg extract"] += _timed(partial(whole, document))
        seconds["own encoder"] += _timed(partial(_run_own, own, batches))
        seconds["BERT-base"] += _timed(partial(_run_bert, bert, batches))
    print(f"{len(documents)} articles, {words} words, one thread, onnxruntime {onnxruntime.__version__}")
    for name, spent in seconds.items():
        print(f"{name:12} {words / spent:8.0f} words a second")
    print(f"kg extract is {seconds['BERT-base'] / seconds['kg extract']:.1f} times as fast as bare BERT-base")
    print(
        f"and has {seconds['own encoder'] / seconds['kg extract']:.0%} of the speed of its own bare encoder"
    )


def _batches(document: Document, encoder: Encoder) -> list[Batch]:
    """What the encoder is given for `document`, window by window."""
    view = normalised_view(document.text, [(span.start, span.end) for span in document.noise])
    words = split_words(view)
    subwords = encoder.subwords(words.texts)
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
    """A session of BERT-base (Devlin et al. 2019): 12 layers, 768 wide; random weights are as slow."""
    import torch
    from transformers import BertConfig, BertModel

    class Bare(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            config = BertConfig()
            # As our own is exported (training/export.py): without the guards of fused attention.
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
