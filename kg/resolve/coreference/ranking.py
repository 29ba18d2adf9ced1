"""Ranking of candidate referents of pronouns and noun phrases by a small neural network.

Each candidate is described by features, scored by a layer of `tanh` units and compared with the others and
with "none of these" by a softmax (a mention-ranking model: Denis and Baldridge 2008, "Specialized models and
ranking for coreference resolution"). The weights are in `data/antecedents.json`, trained by
`training/antecedents.py`.
"""

import json
from dataclasses import dataclass
from functools import cache, cached_property
from math import log1p

import numpy as np
from numpy.typing import NDArray

from kg.data import shipped_text
from kg.model import Attribution, Manner
from kg.resolve.coreference.referents import Anaphor, Referent
from kg.resolve.coreference.surroundings import Surroundings

_NEAR = 3

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scene:
    """The context of an anaphor: surroundings, speakers, last speaker."""

    surroundings: Surroundings
    speakers: dict[str, Referent]
    """Known speakers by attribution."""
    last_speaker: Referent | None
    most: int
    """The number of mentions of the most frequent referent."""


@dataclass(frozen=True)
class Weights:
    """Weights of the network: candidates [F, H], [H], [H]; "none" [C]; names of features, in order."""

    features: tuple[str, ...]
    context: tuple[str, ...]
    hidden: Numbers
    bias: Numbers
    output: Numbers
    nobody: Numbers

    @cached_property
    def columns(self) -> dict[str, int]:
        """The columns of the features by name."""
        return {name: number for number, name in enumerate(self.features)}

    @cached_property
    def context_weights(self) -> dict[str, float]:
        """The weights of the context features, for "none", by name."""
        return dict(zip(self.context, map(float, self.nobody), strict=True))


@cache
def weights() -> Weights:
    """The shipped weights."""
    table = json.loads(shipped_text("antecedents.json"))
    return Weights(
        tuple(table["features"]),
        tuple(table["context"]),
        *(np.array(table[key]) for key in ("hidden", "bias", "output", "nobody")),
    )


def rank(candidates: list[dict[str, float]], context: dict[str, float], model: Weights) -> list[float]:
    """The probability of each candidate; the rest to 1 is the probability of none of them."""
    if not candidates:
        return []
    rows = np.zeros((len(candidates), len(model.features)))
    for row, candidate in zip(rows, candidates, strict=True):
        for name, value in candidate.items():
            if value and name in model.columns:
                row[model.columns[name]] = value
    scores = np.tanh(rows @ model.hidden + model.bias) @ model.output
    nobody = sum(value * model.context_weights.get(name, 0.0) for name, value in context.items())
    exponents = np.exp(np.append(scores, nobody) - max(scores.max(), nobody))
    return [float(one) for one in exponents[:-1] / exponents.sum()]


def is_compatible(anaphor: Anaphor, referent: Referent) -> bool:
    """Whether kind, number and certain gender allow that the anaphor refers to `referent`."""
    kind = anaphor.kind
    if anaphor.gender and referent.gender and anaphor.gender != referent.gender:
        return False
    if kind in {"male", "female", "person"}:
        return referent.kind in {"person", "other"} and (kind == "person" or not referent.is_plural)
    if kind == "neuter":
        return referent.kind != "person"
    if kind == "plural":
        return referent.kind != "person" or referent.is_plural
    if kind == "relative":
        return referent.kind != "place"
    return referent.kind != "person"


def describe_context(anaphor: Anaphor, ranked: list[Referent], scene: Scene) -> dict[str, float]:
    """Features for "none of these": the position of the anaphor and the number of candidates."""
    surroundings, span = scene.surroundings, anaphor.span
    source = surroundings.source(span.start)
    since = ranked[0].last.end if ranked else 0
    kind = anaphor.kind
    return {
        "bias": 1.0,
        f"kind={kind}": 1.0,
        f"kind={kind}&source": float(source is not None),
        f"kind={kind}&definite": float(anaphor.is_definite),
        f"case={anaphor.case}&{kind}": 1.0,
        "quoted": float(surroundings.quotation(span.start) is not None),
        "one": float(len(ranked) == 1),
        "many": float(len(ranked) > _NEAR),
        f"phrases&{kind}": log1p(surroundings.determiners_between(since, span.start)),
        f"words&{kind}": log1p(surroundings.words_between(since, span.start)),
        "far": float(
            bool(ranked) and surroundings.sentence(span.start) - surroundings.sentence(since) > _NEAR
        ),
    }


def describe_all(anaphor: Anaphor, ranked: list[Referent], scene: Scene) -> list[dict[str, float]]:
    """Features of each of `ranked`, the last mentioned first."""
    described = [_describe(anaphor, one, number, scene) for number, one in enumerate(ranked)]
    gender = anaphor.gender
    fitting = [gender is not None and gender in {one.gender, one.likely_gender} for one in ranked]
    named = [one.names > 0 for one in ranked]
    for number, row in enumerate(described):
        row["only fitting"] = float(fitting[number] and sum(fitting) == 1)
        row["others fit"] = float(not fitting[number] and any(fitting))
        row["only name"] = float(named[number] and sum(named) == 1)
        row["first name"] = float(named[number] and not any(named[:number]))
        row["first fitting"] = float(fitting[number] and not any(fitting[:number]))
        row["names since"] = log1p(sum(named[:number])) / 2
    return described


def _describe(anaphor: Anaphor, referent: Referent, number: int, scene: Scene) -> dict[str, float]:
    surroundings, span, last = scene.surroundings, anaphor.span, referent.last
    sentences = surroundings.sentence(span.start) - surroundings.sentence(last.start)
    words = surroundings.words_between(last.end, span.start)
    governed, possessor = surroundings.is_governed(last), surroundings.is_possessor(last)
    described = {
        f"kind={anaphor.kind}": 1.0,
        f"case={anaphor.case}": 1.0,
        f"type={referent.kind}": 1.0,
        f"form={referent.last_form}": 1.0,
        f"sentences={min(sentences, 4)}": 1.0,
        "words": log1p(words) / 3,
        "near": float(words <= _NEAR),
        "adjacent": float(words == 0),
        f"number={min(number, _NEAR)}": 1.0,
        "paragraph": float(surroundings.paragraph(span.start) == surroundings.paragraph(last.start)),
        "paragraphs": log1p(surroundings.paragraph(span.start) - surroundings.paragraph(last.start)),
        "count": log1p(referent.count) / 2,
        "share": referent.count / max(1, scene.most),
        "names": log1p(referent.names) / 2,
        "governed": float(governed),
        "possessor": float(possessor),
        "subject": float(not governed and not possessor),
        "subject&same": float(not governed and not possessor and sentences == 0),
        "subject&case": float(not governed and not possessor and anaphor.case == "subject"),
        "object&same": float(anaphor.case == "object" and sentences == 0),
        "possessive&same": float(anaphor.case == "possessive" and sentences == 0),
        "starts": float(surroundings.words_between(surroundings.sentence_start(last.start), last.start) <= 1),
        "unnamed": float(referent.actor is None or referent.names == 0),
        "plural": float(referent.is_plural),
        "certain": float(anaphor.gender is not None and referent.gender == anaphor.gender),
        "likely": float(anaphor.gender is not None and referent.likely_gender == anaphor.gender),
        "unlikely": float(
            anaphor.gender is not None and referent.likely_gender not in {None, anaphor.gender}
        ),
    }
    described |= _earlier_pronouns(anaphor, referent)
    described |= _last_name(anaphor, referent, surroundings)
    described |= _speaking(anaphor, referent, scene)
    if not anaphor.is_pronoun:
        described["definite"] = float(anaphor.is_definite)
        described["word"] = float(anaphor.word in referent.words)
        described["other word"] = float(anaphor.word not in referent.words and referent.last_form == "phrase")
    return described


def _earlier_pronouns(anaphor: Anaphor, referent: Referent) -> dict[str, float]:
    kind = anaphor.kind
    others = sum(count for other, count in referent.pronouns.items() if other != kind)
    return {
        "leads": float(referent.leads),
        "leads&form": float(referent.leads and referent.last_form == "pronoun"),
        "goes on": float(referent.last_kind == kind),
        "pronouns": min(1.0, referent.pronouns.get(kind, 0) / _NEAR),
        "other pronouns": float(anaphor.is_pronoun and others > 0),
    }


def _last_name(anaphor: Anaphor, referent: Referent, surroundings: Surroundings) -> dict[str, float]:
    if referent.named is None:
        return {}
    start, named = anaphor.span.start, referent.named
    sentences = surroundings.sentence(start) - surroundings.sentence(named.start)
    return {
        f"name sentences={min(sentences, 4)}": 1.0,
        "name sentences": log1p(sentences) / 3,
        "name paragraph": float(surroundings.paragraph(start) == surroundings.paragraph(named.start)),
        "name subject": float(not surroundings.is_governed(named) and not surroundings.is_possessor(named)),
        "name quoted": float(surroundings.quotation(named.start) is not None),
    }


def _speaking(anaphor: Anaphor, referent: Referent, scene: Scene) -> dict[str, float]:
    """Features of the attributions around the anaphor and around the last mention of `referent`."""
    surroundings, start, last = scene.surroundings, anaphor.span.start, referent.last.start
    source = surroundings.source(start)
    around, around_last = surroundings.content(start), surroundings.content(last)
    speaker = scene.speakers.get(around.id) if around else None
    quoted, quoted_last = surroundings.quotation(start), surroundings.quotation(last)
    own = speaker is referent and source is None
    return {
        "source": float(source is not None),
        "source&said": float(source is not None and referent.said > 0),
        "source&last speaker": float(source is not None and scene.last_speaker is referent),
        "last speaker": float(scene.last_speaker is referent),
        "said": log1p(referent.said) / 2,
        "own quoted": float(own and quoted is not None),
        "own reported": float(own and quoted is None),
        "source&own content": float(_is_same(source, around_last) and quoted_last is not None),
        "source&own report": float(_is_same(source, around_last) and quoted_last is None),
        "both quoted": float(quoted is not None and quoted == quoted_last),
        "quoted": float(quoted is not None and quoted != quoted_last),
        "last quoted": float(quoted_last is not None and quoted != quoted_last),
        "direct": float(source is not None and source.manner is not Manner.INDIRECT),
    }


def _is_same(one: Attribution | None, other: Attribution | None) -> bool:
    return one is not None and other is not None and one.id == other.id
