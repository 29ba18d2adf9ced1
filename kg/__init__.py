"""kg: who said what about what, with evidence, as a knowledge graph."""

__version__ = "0.1.0"
