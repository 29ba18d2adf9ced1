"""What a request for positions is narrowed down to, and how many of those are less sure than it asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.graph import LEAST_SHOWN
from kg.graph.reader.position_rows import count_less_sure
from kg.graph.reader.selecting import Iri
from kg.graph.reader.taken import Taken
from kg.graph.store import Store
from kg.model import Layer, Polarity
from kg.questions.meanings import Meaning


@dataclass(frozen=True, slots=True)
class PositionChoice:
    """Holders, targets and acts by IRI; None stands for any. `confidence` is the least, from 0 to 1."""

    holders: list[Iri] | None
    targets: list[Iri] | None
    acts: list[Iri] | None
    polarity: Polarity | None
    layers: list[Layer]
    taken: Taken
    confidence: float

    @classmethod
    def of(cls, meanings: Mapping[str, Meaning], layers: Sequence[str], taken: Taken) -> "PositionChoice":
        """What the parameters of a query of positions mean, in statements that are `taken`.

        `layers` are those that it takes by default.
        """
        given = {name: [row[0] for row in meaning.rows] for name, meaning in meanings.items()}

        def iris(name: str) -> list[Iri] | None:
            return [Iri(one) for one in given[name]] if name in given else None

        return cls(
            iris("actor"),
            iris("on"),
            iris("act"),
            Polarity(str(given["polarity"][0])) if "polarity" in given else None,
            [Layer(str(one)) for one in given.get("layer", layers)],
            taken,
            float(str(given["min_confidence"][0])) if "min_confidence" in given else LEAST_SHOWN,
        )

    def count_less_sure(self, store: Store) -> int:
        """How many positions fit, but for a confidence below the least."""
        return count_less_sure(
            store,
            below=self.confidence,
            holders=self.holders,
            targets=self.targets,
            acts=self.acts,
            polarity=self.polarity,
            layers=self.layers,
            taken=self.taken,
        )
