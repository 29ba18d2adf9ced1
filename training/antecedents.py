"""Make the weights that choose antecedents: `python -m training.antecedents --corpora DIR`.

The gold data are the entities of GUM train. The silver data are the coreference chains of CoreNLP that come
with PolNeAR train; of these, only pronouns with a candidate of the same chain are used, since where there is
none, CoreNLP is wrong more often than not. Every article is read by the shipped models, and its pronouns are
resolved as in reading, twice: with the right antecedents as history, and with the antecedents that weights
made from the other half of the articles choose, so that the network also learns from a history with errors
(Ross et al. 2011, "A reduction of imitation learning to no-regret online learning"). The loss is the negative
log-probability of all right candidates together, or of nobody (Durrett and Klein 2013, "Easy victories and
uphill battles in coreference resolution"). Takes ten minutes on one CPU core, most of them for reading.
"""

import argparse
import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from benchmarks.coreference import ask, is_called, questions
from benchmarks.gum import GoldText, read_gum
from kg.extract.extractor import extract
from kg.model import Extraction, Span
from kg.resolve.coreference.pronoun_references import Ranker
from kg.resolve.coreference.ranking import Scene, Weights, describe_all, describe_context, rank
from kg.resolve.coreference.referents import Anaphor, Referent, find_anaphors
from kg.text import Text

_HIDDEN = 24
_EPOCHS = 15
_RATE = 0.004
_DECAY = 1e-3
_BATCH = 256
_SILVER_WEIGHT = 0.3
# Every second article of PolNeAR; these have four times as many pronouns as GUM.
_SILVER_STEP = 2
_MOST = 12
_NEVER = -1e4
_CHAIN_KINDS = {"PERSON": "person", "ORGANIZATION": "organization"}


class Gold:
    """Which mentions of an article are one entity's, by where their heads stand."""

    def __init__(self, heads: Iterable[tuple[Span, int]], *, silver: bool) -> None:
        self._at = {span.start: entity for span, entity in heads}
        self._names: dict[int, list[tuple[str, str]]] = {}
        self.silver = silver

    def add_name(self, entity: int, name: str, kind: str) -> None:
        """Note that the entity is called `name`; `kind` as in GUM."""
        self._names.setdefault(entity, []).append((name, kind))

    def teaches(self, anaphor: Anaphor, right: list[bool]) -> bool:
        """Whether the anaphor is a training example; `right` tells which candidates are right."""
        return bool(right) and (not self.silver or (anaphor.is_pronoun and any(right)))

    def is_one(self, anaphor: Anaphor, referent: Referent) -> bool:
        """Whether the anaphor refers to `referent`."""
        entity = self._at.get(anaphor.span.start)
        if entity is None:
            return False
        first = range(referent.first.end - 1, referent.first.start - 1, -1)
        if next((self._at[start] for start in first if start in self._at), None) == entity:
            return True
        name = referent.actor.name if referent.actor and referent.names else None
        return name is not None and any(is_called(name, *one) for one in self._names.get(entity, ()))


@dataclass(frozen=True, slots=True)
class Article:
    """A text, its extraction, and its entities by annotation."""

    text: Text
    extraction: Extraction
    gold: Gold


@dataclass(frozen=True, slots=True)
class Example:
    """The described candidates of one anaphor, and which of them are right."""

    candidates: list[dict[str, float]]
    context: dict[str, float]
    right: list[bool]
    silver: bool


def read_articles(corpora: Path) -> Iterator[Article]:
    """The articles of the training data in the folder of the corpora."""
    for gold in read_gum(corpora / "gum" / "train"):
        text = Text(gold.text)
        yield Article(text, extract(text), gold_of(gold))
    folder = corpora / "polnear" / "train"
    with gzip.open(folder / "corenlp.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % _SILVER_STEP == 0:
                record = json.loads(line)
                raw = (folder / "text" / f"{record['id']}.txt").read_bytes().decode("utf-8")
                text = Text(raw)
                yield Article(text, extract(text), silver_of(record))


def gold_of(text: GoldText) -> Gold:
    """GUM's entities; of several mentions with one head, the outermost counts."""
    mentions = sorted(text.mentions, key=lambda one: one.span.end - one.span.start)
    gold = Gold(((one.head, one.entity) for one in mentions), silver=False)
    for question in questions(text):
        for name in question.names:
            gold.add_name(question.mention.entity, name, question.mention.type)
    return gold


def silver_of(record: dict[str, Any]) -> Gold:
    """The chains of a line of `corenlp.jsonl.gz` (see `benchmarks.corenlp`)."""
    heads, names = [], []
    for number, chain in enumerate(record["coref"]):
        for sentence, first, end, head in chain:
            tokens = record["sentences"][sentence - 1]["tokens"]
            _, _, _, entity, start, stop = tokens[head - 1]
            heads.append((Span(start, stop), number))
            if entity in _CHAIN_KINDS:
                run = (token[0] for token in tokens[first - 1 : end - 1] if token[3] == entity)
                names.append((number, " ".join(run), _CHAIN_KINDS[entity]))
    gold = Gold(heads, silver=True)
    for name in names:
        gold.add_name(*name)
    return gold


def examples_of(article: Article, follow: Ranker | None = None) -> list[Example]:
    """The training examples of an article; the history is the right one, or the one that `follow` chooses."""
    examples: list[Example] = []
    gold = article.gold

    def choose(anaphor: Anaphor, ranked: list[Referent], scene: Scene) -> list[float]:
        right = [gold.is_one(anaphor, one) for one in ranked]
        if gold.teaches(anaphor, right):
            described = describe_all(anaphor, ranked, scene)
            context = describe_context(anaphor, ranked, scene)
            examples.append(Example(described, context, right, gold.silver))
        if follow is not None:
            return follow(anaphor, ranked, scene)
        first = right.index(True) if any(right) else -1
        return [float(number == first) for number in range(len(ranked))]

    anaphors = find_anaphors(article.text.raw, article.extraction)
    ask(article.text, article.extraction, [one.span for one in anaphors if one.is_pronoun], ranker=choose)
    return examples


class Network(nn.Module):
    """The network of `kg.resolve.coreference.ranking`: F features per candidate, C of the context."""

    def __init__(self, features: int, context: int) -> None:
        super().__init__()
        self.hidden = nn.Linear(features, _HIDDEN)
        self.output = nn.Linear(_HIDDEN, 1, bias=False)
        self.nobody = nn.Linear(context, 1, bias=False)
        nn.init.zeros_(self.nobody.weight)

    def forward(self, candidates: Tensor, context: Tensor, mask: Tensor) -> Tensor:
        """Log-probabilities [B, 12 + 1], the last one nobody's, of [B, 12, F], [B, C], [B, 12]."""
        scores = self.output(torch.tanh(self.hidden(candidates))).squeeze(-1)
        both = torch.cat([scores.masked_fill(~mask, _NEVER), self.nobody(context)], dim=1)
        return torch.log_softmax(both, dim=1)


def fit(examples: list[Example]) -> Weights:
    """Weights fitted to `examples`."""
    torch.manual_seed(0)
    features = tuple(sorted({name for one in examples for row in one.candidates for name in row}))
    context = tuple(sorted({name for one in examples for name in one.context}))
    data = _arrays(examples, features, context)
    network = _fitted(data, torch.tensor([one.silver for one in examples]))
    layers = (
        network.hidden.weight.T,
        network.hidden.bias,
        network.output.weight[0],
        network.nobody.weight[0],
    )
    return Weights(features, context, *(layer.detach().double().numpy() for layer in layers))


def _fitted(data: list[Tensor], silver: Tensor) -> Network:
    candidates, contexts, mask, right = data
    target = torch.cat([right, ~right.any(1, keepdim=True)], dim=1)
    network = Network(candidates.shape[2], contexts.shape[1])
    optimiser = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=_DECAY)
    steps = _EPOCHS * -(-len(silver) // _BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: 1 - step / steps)
    for _ in range(_EPOCHS):
        for batch in torch.randperm(len(silver)).split(_BATCH):
            logs = network(candidates[batch], contexts[batch], mask[batch])
            # Silver says which candidate is right, never that none is.
            among = torch.where(silver[batch], torch.logsumexp(logs[:, :-1], 1), torch.zeros(len(batch)))
            gain = torch.logsumexp(logs.masked_fill(~target[batch], _NEVER), 1) - among
            weight = torch.where(silver[batch], _SILVER_WEIGHT, 1.0)
            optimiser.zero_grad()
            (-(gain * weight).mean()).backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    return network


def _arrays(examples: list[Example], features: tuple[str, ...], context: tuple[str, ...]) -> list[Tensor]:
    candidates = np.zeros((len(examples), _MOST, len(features)), dtype=np.float32)
    contexts = np.zeros((len(examples), len(context)), dtype=np.float32)
    mask, right = np.zeros((2, len(examples), _MOST), dtype=bool)
    places = {name: number for number, name in enumerate(features)}
    for number, one in enumerate(examples):
        for place, row in enumerate(one.candidates):
            for name, value in row.items():
                candidates[number, place, places[name]] = value
        contexts[number] = [one.context.get(name, 0.0) for name in context]
        mask[number, : len(one.right)] = True
        right[number, : len(one.right)] = one.right
    return [torch.from_numpy(array) for array in (candidates, contexts, mask, right)]


def follower(model: Weights) -> Ranker:
    """A ranker that chooses by `model`, as reading does."""
    return lambda anaphor, ranked, scene: rank(
        describe_all(anaphor, ranked, scene), describe_context(anaphor, ranked, scene), model
    )


def train(articles: list[Article]) -> Weights:
    """Weights fitted with the right history, and with that by weights of the other half of `articles`."""
    taught = [examples_of(article) for article in articles]
    halves = [fit([one for examples in taught[half::2] for one in examples]) for half in (0, 1)]
    followed = [
        examples_of(article, follower(halves[1 - number % 2])) for number, article in enumerate(articles)
    ]
    return fit([one for examples in (*taught, *followed) for one in examples])


def as_json(model: Weights) -> str:
    """`model` in the form of `kg/data/antecedents.json`: one line for each row of the hidden layer."""
    table = {
        "features": model.features,
        "context": model.context,
        **{key: np.round(getattr(model, key), 4).tolist() for key in ("hidden", "bias", "output", "nobody")},
    }
    return json.dumps(table, indent=None).replace("], [", "],\n[") + "\n"


def main() -> None:
    """Write the weights to `kg/data/antecedents.json`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    model = train(list(read_articles(arguments.corpora)))
    path = resources.files("kg.data").joinpath("antecedents.json")
    Path(str(path)).write_text(as_json(model), encoding="utf-8")


if __name__ == "__main__":
    main()
