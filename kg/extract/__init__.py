"""Extraction of attributions, names and stances, unresolved. `kg.extract.spacy` has the spaCy components."""
