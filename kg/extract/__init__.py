"""Attributions, names and stances of a text, nothing resolved. `kg.extract.spacy` has the components."""
